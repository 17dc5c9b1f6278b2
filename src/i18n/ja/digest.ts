import type { Digest } from '../areas/digest.js'
import { format } from './format.js'
import { names } from './names.js'

const { colleague } = names

export const digest: Digest = {
  title: '週次ダイジェスト',
  headline: ({ week, csqls, previous, won, amount, waiting, overdue }) => {
    const compared = previous === null ? '' : `(前週比 ${format.difference(csqls - previous)})`
    const wins = `受注 ${won}件${amount === null ? '' : `・${amount}`}`
    const late = overdue === 0 ? '' : `、うち期限超過${overdue}件`
    const queue = waiting === 0 ? '引き受け待ちはありません。' : `引き受け待ちは${waiting}件${late}です。`
    return `${week}:CSQL ${csqls}件${compared}、${wins}。${queue}`
  },
  figures: '期間中の動き',
  signals: '新しいシグナル',
  csqls: 'トスアップ',
  accepted: '引き受け',
  returned: '追加確認',
  rejected: '見送り',
  opportunities: '商談化',
  won: '受注',
  lost: '失注',
  count: (n) => `${format.number(n)}件`,
  topReasons: (reasons) => `見送りの理由:${reasons.join('、')}`,
  neglected: (reasons) => `目安を過ぎたCSQLの状況(営業の回答):${reasons.join('、')}`,
  reason: (label, n) => `${label} ${n}件`,
  rate: (label, num, den) => `${label} ${den === 0 ? '—' : `${Math.round((num / den) * 100)}%`}(${num}/${den}件)`,
  wonRate: '商談の受注率',
  wonAmount: (mrr, oneTime) =>
    [mrr === null ? null : `月額 +${mrr}(税抜)`, oneTime === null ? null : `初期費用 ${oneTime}`]
      .filter((part) => part !== null)
      .join('、'),

  wins: '🎉 受注',
  win: ({ subject, amount, people, days }) => `${subject} ${amount}|${people}|気づきから${days}日`,
  people: ({ logger, csm, ae }) => {
    const noticed = logger !== null && logger !== csm ? `気づき ${colleague(logger)}・` : ''
    return `${noticed}CS担当 ${colleague(csm)}・営業担当 ${colleague(ae)}`
  },
  quick: '早い対応をありがとうございます',
  quickOne: ({ csql, csm, ae, hours }) => {
    const span = hours < 1 ? '1時間以内に' : `${format.number(Math.round(hours))}時間で`
    return `${csql}:${colleague(ae)}が営業時間にして${span}判断${csm === null ? '' : `(CS担当 ${colleague(csm)})`}`
  },

  stages: 'いま動いているCSQL',
  stage: ({ state, n, median, oldest }) => {
    const ages = median === null || oldest === null ? '' : `(経過日数の中央値 ${median}日・最長 ${oldest}日)`
    return `${state} ${n}件${ages}`
  },
  overdue: (total) => `期限超過 ${total}件`,
  overdueOne: (csql, days) => `${csql} ${days}営業日`,
  sources: 'きっかけ別',
  source: (source, csqls, won) => `${source}:CSQL ${csqls}件・受注 ${won}件`,
  more: (n) => `ほか${format.number(n)}件`,
  quiet: 'この期間に、新しい動きはありませんでした。',
  notes: {
    managers_unnamed: () =>
      'マネージャーが未設定のため、期限超過のご相談は管理者の方に届きます。/csql settings で設定できます。',
    without_manager: ({ n }) =>
      `担当マネージャーが決まっていない方が${n}名います。ご相談はマネージャー全員に届きます。/csql settings で決められます。`,
    unassigned: ({ n }) => `営業担当が決まっていないCSQLが${n}件あります。`,
    undelivered: ({ n }) => `お届けできなかったお知らせが${n}件あります。マネージャーに詳細をお送りしています。`,
  },
}
