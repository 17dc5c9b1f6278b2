import type { Digest } from '../areas/digest.js'
import { format } from './format.js'
import { names } from './names.js'

const { colleague } = names

export const digest: Digest = {
  title: '週次ダイジェスト',
  headline: ({ week, csqls, previous, won, amount, queue }) => {
    const compared = previous === null ? '' : `(前週比 ${format.difference(csqls - previous)})`
    const wins = `受注 ${won}件${amount === null ? '' : `・${amount}`}`
    return `${week}:CSQL ${csqls}件${compared}、${wins}。${queue}`
  },
  queue: ({ waiting, waitingOverdue, overdue }) => {
    const late = waitingOverdue === 0 ? '' : `、うち期限超過${format.number(waitingOverdue)}件`
    const queue =
      waiting === 0 ? '引き受け待ちはありません。' : `引き受け待ちは${format.number(waiting)}件${late}です。`
    if (overdue === waitingOverdue) return queue
    return `${queue}期限超過は${waitingOverdue === 0 ? '' : '全体で'}${format.number(overdue)}件です。`
  },
  topReasons: (reasons) => `見送りの理由:${reasons.join('、')}`,
  neglected: (reasons) => `目安を過ぎたCSQLの状況(営業の回答):${reasons.join('、')}`,
  reason: (label, n) => `${label} ${n}件`,
  wonAmount: (mrr, oneTime) =>
    [mrr === null ? null : `月額 +${mrr}(税抜)`, oneTime === null ? null : `初期費用 ${oneTime}`]
      .filter((part) => part !== null)
      .join('、'),

  wins: '🎉 受注',
  win: ({ subject, amount, people, days }) =>
    `${subject} ${amount}|${people}${days === null ? '' : `|気づきから${days}日`}`,
  people: ({ logger, csm, ae }) => {
    const noticed = logger !== null && logger !== csm ? `気づき ${colleague(logger)}・` : ''
    return `${noticed}CS担当 ${colleague(csm)}・営業担当 ${colleague(ae)}`
  },
  quick: '早い対応をありがとうございます',
  quickOne: ({ csql, csm, ae, hours }) => {
    const span = hours < 1 ? '1時間以内に' : `約${format.number(Math.round(hours))}時間後に`
    return `${csql}:${colleague(ae)}が勤務時間で${span}引き受け${csm === null ? '' : `(CS担当 ${colleague(csm)})`}`
  },

  overdue: (total) => `期限超過 ${total}件`,
  overdueOne: (csql, days) => `${csql} ${days}営業日`,
  more: (n) => `ほか${format.number(n)}件`,
  notes: {
    managers_unnamed: () =>
      'マネージャーが未設定のため、期限超過のご相談は管理者の方に届きます。/csql settings で設定できます。',
    nobody_told: () =>
      'マネージャーも管理者も未設定のため、期限超過のご相談はどなたにも届きません。設定の方法は、Tasukiを導入した方にお尋ねください。',
    without_manager: ({ n }) =>
      `担当マネージャーが決まっていない方が${n}名います。ご相談はマネージャー全員に届きます。/csql settings で決められます。`,
    unassigned: ({ n }) => `営業担当が決まっていないCSQLが${n}件あります。`,
    undelivered: ({ n }) => `お届けできなかったお知らせが${n}件あります。マネージャーに詳細をお送りしています。`,
  },
}
