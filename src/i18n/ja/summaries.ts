import type { Summaries } from '../areas/summaries.js'
import { format } from './format.js'

const n = format.number

export const summaries: Summaries = {
  title: '今週のまとめ',
  greeting: 'おはようございます。今週の初めにご確認いただきたいことをまとめました。',
  overdueSignals: (total) => `登録から日が経っているシグナル ${n(total)}件`,
  signals: (total) => `これから確認するシグナル ${n(total)}件`,
  returned: (total) => `追加確認をお願いされているCSQL ${n(total)}件`,
  waitingOnAes: (total) => `営業の判断を待っているCSQL ${n(total)}件`,
  outcomes: (total) => `先週から動きのあったCSQL ${n(total)}件`,
  outcome: (csql, state) => `${csql}:${state}`,
  toDecide: (total) => `引き受けのご判断をお願いしたいCSQL ${n(total)}件`,
  toUpdate: (total) => `進捗の更新をお願いしたいCSQL ${n(total)}件`,
  team: ({ waiting, overdue, unassigned }) =>
    `チーム全体:引き受け待ち ${n(waiting)}件|期限超過 ${n(overdue)}件|営業担当が未定 ${n(unassigned)}件`,
  row: (csql, days) => (days === null ? csql : `${csql} 目安を${n(days)}営業日過ぎています`),
  onlyOverdue:
    '目安の日を過ぎたシグナルがあるときだけ、月曜にお知らせしています。トスアップするか、時期を待つか、取り下げるかをお選びください。',
  on: '毎週受け取る',
  off: '受け取らない',
  turnedOn: '毎週月曜(月曜がお休みの週は最初の勤務日)に「今週のまとめ」をお届けします。やめるには /csql summary off',
  turnedOff: '「今週のまとめ」はお届けしません。もう一度受け取るには /csql summary on',
  isOn: '「今週のまとめ」は毎週お届けしています。やめるには /csql summary off',
  isOff: '「今週のまとめ」はお届けしていません。受け取るには /csql summary on',
}
