import type { Cards } from '../areas/cards.js'
import { names } from './names.js'
import { terms } from './terms.js'

/** Who did it stands in front; with nobody to name, the words stand alone. */
const by = (name: string | null, words: string): string =>
  name === null ? words : `${names.colleague(name)}が${words}`

export const cards: Cards = {
  subject: ({ account, department, product, referred }) => {
    const customer = `${names.customer(account)}${department === null ? '' : ` ${department}`}`
    if (referred !== null) {
      return `${names.customer(referred)}(${customer}からのご紹介)${product === null ? '' : ` × ${product}`}`
    }
    return product === null ? customer : `${customer} × ${product}`
  },
  labelled: (label, value) => `${label}:${value}`,
  beside: (facts) => facts.join('|'),
  quoted: (...texts) => texts.map((text) => `「${text}」`).join(''),
  remark: (text, remark) => `${text}(${remark})`,
  cut: (total) => `…(以下略・全${total.toLocaleString('ja-JP')}文字)`,

  tossUp: (from) => `${names.colleague(from)}からトスアップです`,
  tossUpAgain: (from, round) => `${names.colleague(from)}からトスアップです(${round}回目)`,
  problem: 'お客様の課題',
  noProblem: '(未記入)',
  heat: (heat) => `温度感 ${terms.heats[heat]}`,
  contact: ({ name, title, optIn, optInOn }) => {
    const person = `${title === null ? '' : `${title} `}${names.customer(name)}`
    const agreed = `${terms.optIns[optIn]}${optInOn === null ? '' : ` ${optInOn}`}`
    return `窓口:${person}(営業からのご連絡:${agreed})`
  },
  noContact: '窓口:未確認',
  source: (source, detail) =>
    `きっかけ:${detail === null ? terms.sources[source] : `${terms.sourcesShort[source]}(${detail})`}`,
  checked: (items) => `確認済み:${items.join('・')}`,
  unchecked: (items) => `未確認:${items.join('・')}`,
  partner: (name) =>
    name === null
      ? '商流:代理店経由(直接のご連絡は代理店様に確認後)'
      : `商流:代理店経由(直接のご連絡は${names.customer(name)}に確認後)`,
  override: 'いまつなぐ理由',
  changed: '前回からの変更点',
  due: (moment) => `${moment}までにご確認をお願いします。`,
  dueFor: (what, moment) => `${what}は、${moment}までにお願いします。`,
  overdueSince: (moment) => `目安の${moment}を過ぎています。ご確認をお願いします。`,
  nextOn: (day) => `次の予定:${day}`,
  nextAction: '次のアクション',
  closeMonth: (month) => `受注見込み:${month}`,
  recheckOn: (day) => `再確認日:${day}`,
  ae: (name) => `営業担当:${name === null ? '未定' : names.colleague(name)}`,
  csm: (name) => `CS担当:${names.colleague(name)}`,
  unassigned: '営業担当:未定',
  reason: (reason) => `理由:${reason}`,
  days: (n) => `${n}日`,

  did: {
    log: (name) => by(name, '登録しました'),
    qualify: (name) => by(name, 'トスアップしました'),
    accept: (name) => `✅ ${by(name, '引き受けました')}`,
    return: (name) => by(name, '追加確認をお願いしました'),
    reject: (name) => by(name, '見送りとしました'),
    update: (name) => by(name, '進捗を更新しました'),
    convert: (name) => `✅ ${by(name, '商談化しました')}`,
    win: (name) => `🎉 ${by(name, '受注しました')}`,
    lose: (name) => by(name, '失注として登録しました'),
    nurture: (name) => by(name, '時期を待つことにしました'),
    wake: (name) => (name === null ? '再確認の日になりました' : by(name, '検討を再開しました')),
    withdraw: (name) => by(name, '取り下げました'),
    merge: (name) => by(name, '別のCSQLに統合しました'),
    reassign: (name) => by(name, '担当を変更しました'),
    reopen: (name) => by(name, '再開しました'),
    undo: (name) => by(name, '直前の操作を元に戻しました'),
    note: (name) => by(name, '追記しました'),
    edit: (name) => by(name, '内容を修正しました'),
    snooze: (name) => by(name, 'リマインドをあとに延ばしました'),
    plan_fix: (name) => by(name, '確認の予定日を入れました'),
    neglect: (name) => by(name, 'いまの状況を回答しました'),
    propose_ae: (name) => by(name, '担当変更を提案しました'),
    ask_support: (name) => by(name, '詳しい方に相談しました'),
    ask_csm: (name) => by(name, 'CS担当に質問しました'),
    answer_csm: (name) => by(name, '質問に回答しました'),
  },
  mergedInto: (name, into) => by(name, `${into}に統合しました`),
  reassignedTo: (name, ae) =>
    by(name, name !== null && name === ae ? '担当を引き受けました' : `担当を${names.colleague(ae)}に変更しました`),
  since: (state, day) => `いまの状態:${state}(${day}から)`,
  notYours: (ae) =>
    ae === null
      ? '担当が変わりました。ご対応は不要です。'
      : `担当が${names.colleague(ae)}に変わりました。ご対応は不要です。`,
  continuedBelow: 'この続きは、このあとに届いた新しいお知らせでご覧ください。',
  takenBack: 'トスアップが取り消されました。ご対応は不要です。',
}
