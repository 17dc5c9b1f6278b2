import type { Notices } from '../areas/notices.js'
import { cards } from './cards.js'
import { names } from './names.js'
import { troubles } from './troubles.js'

const { colleague } = names

/** 「○○さんが…」; with nobody to name, the role stands for them. */
const who = (name: string | null, role: string): string => (name === null ? role : colleague(name))

const recheck = (day: string | null): string => (day === null ? '' : `再確認の予定日は${day}です。`)

export const notices: Notices = {
  ...troubles,
  csql: (number, customer) => `${number}(${customer})`,

  accepted: (by, csql) => `${who(by, '営業担当')}が${csql}を引き受けました。`,
  rejected: (csql) => `${csql}は、今回は見送りとなりました。`,
  converted: (by, csql) => `${who(by, '営業担当')}が${csql}を商談化しました。`,
  lost: (csql) => `${csql}は、残念ながら失注となりました。`,
  nurtured: (by, csql, day) => `${who(by, '営業担当')}が${csql}を「時期待ち」にしました。${recheck(day)}`,
  woken: (csql) => `${csql}の検討を再開しました。`,
  askedForMore: (by, csql, csm) =>
    `${who(by, '営業担当')}が${csql}について、${who(csm, 'CS担当')}に追加確認をお願いしました。`,
  thanksForPassing: 'つないでくださり、ありがとうございます。',
  thanksAndKept: 'つないでくださり、ありがとうございました。内容は顧客の記録に残り、状況が変われば再提案できます。',
  thanksForLost:
    '商談までつないでくださり、ありがとうございました。内容は顧客の記録に残り、状況が変われば再提案できます。',
  decisionTakenBack: (csql) => `${csql}についてのこのお知らせは、操作が元に戻されたため取り消されました。`,

  comment: (by) => `${who(by, '営業担当')}より`,

  returned: (by, csql, missing) =>
    `${who(by, '営業担当')}から、${csql}について確認のお願いです${missing.length === 0 ? '。' : `:${cards.quoted(...missing)}`}`,
  returnedHow: 'わかる範囲で補って、もう一度トスアップできます。次回の定例で確認する場合は、その日付を入れてください。',
  fixPlanned: (day) => `${day}に確認の予定です。その日まではお知らせしません。`,

  won: (subject, amount) => `🎉 受注しました!${subject} ${amount}`,
  congratulations: ({ logger, csm, ae, days, selfClosed }) => {
    const span = days === null ? '' : days === 0 ? 'その日のうちに' : `${days}日で`
    if (selfClosed) {
      const noticed = days === null ? 'が気づき' : days === 0 ? 'が気づいたその日に' : `の気づきから${days}日`
      return `${who(csm, 'CS担当')}${noticed}、ご自身で受注につなげました。おめでとうございます!`
    }
    const closer = `${who(ae, '営業担当')}が受注につなげました。おめでとうございます!`
    if (csm !== null && logger !== null && csm !== logger) {
      return `${colleague(logger)}の気づきを${colleague(csm)}が引き継ぎ、${span}${closer}`
    }
    const noticed = who(csm ?? logger, 'CS担当')
    if (days === null) return `${noticed}の気づきを、${closer}`
    return days === 0 ? `${noticed}の気づきから、${span}${closer}` : `${noticed}の気づきから${days}日、${closer}`
  },
  handBack: '引き継ぎ',
  startOn: (day) => `ご利用開始:${day}`,
  promises: 'お客様とのお約束',
  noPromises: 'お客様とのお約束:記載なし',

  handedOver: (by, csql) => `${who(by, '別の方')}が${csql}をトスアップしました。`,
  reassignedAway: (csql, to) =>
    `${csql}の担当が${who(to, '別の方')}に変わりました。これまでのご対応、ありがとうございました。`,
  csmChanged: (csql, to) =>
    `${csql}のCS担当が${who(to, '別の方')}に変わりました。これまでのご対応、ありがとうございました。`,
  yoursAsCsm: (csql) => `${csql}のCS担当をお願いすることになりました。よろしくお願いします。`,
  aeChanged: (csql, to) => `${csql}の営業担当が${who(to, '別の方')}に変わりました。`,
  proposed: (by, csql) => `${who(by, '営業担当')}から、${csql}の担当をお願いできないかとのご相談です。`,
  proposalHow: '引き受けていただける場合は[担当を引き受ける]を押してください。それまで担当は変わりません。',
  withdrawn: (by, csql) => `${who(by, 'CS担当')}が${csql}を取り下げました。`,
  merged: (by, csql, into) => `${who(by, 'CS担当')}が${csql}を${into}に統合しました。`,
  reopened: (by, csql, state) => `${who(by, 'マネージャー')}が${csql}を再開しました。いまの状態は「${state}」です。`,
  taken: '✅ 担当をお引き受けくださり、ありがとうございます。',
  nurturedAside: (by, csql, day) => `${who(by, 'CS担当')}が${csql}を「時期待ち」にしました。${recheck(day)}`,
  nothingToDo: 'ご対応は不要です。',

  unassigned: (by, csql) => `${who(by, 'CS担当')}からトスアップされた${csql}の営業担当が、まだ決まっていません。`,
  unassignedHow: '担当のご指定をお願いします。決まり次第、ご本人にお知らせします。',
  assignedSince: (ae) => `✅ 担当は${who(ae, '別の方')}に決まりました。`,

  wake: (csql) => `${csql}の再確認の日になりました。`,
  wakeHow: 'いまの状況をご確認のうえ、次の進め方をお選びください。',
}
