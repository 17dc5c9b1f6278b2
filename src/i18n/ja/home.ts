import type { Home } from '../areas/home.js'
import { format } from './format.js'
import { names as people } from './names.js'

const n = format.number
const { colleague } = people

const names: Home['names'] = {
  to_decide: '引き受けのご判断',
  to_update: '本日までのご対応',
  returned: '追加確認のお願い',
  to_vet: 'トスアップ前のシグナル',
  unassigned: '営業担当が未定のCSQL',
  overdue: 'チームの期限超過',
  waiting: '営業の判断待ち',
  deals: '進行中の案件',
  outcomes: 'つないだCSQLのその後',
  signals: 'チーム全体のシグナル',
  unproposed: '成果が出ていて、提案中のものがない顧客',
}

export const home: Home = {
  hello: (name) => (name === null ? 'お疲れさまです' : `${colleague(name)}、お疲れさまです`),
  waiting: (count) =>
    count === 0 ? 'いまご対応をお待ちしているものはありません。' : `ご対応いただきたいものが${n(count)}件あります。`,
  log: 'シグナルを登録',
  lists: {
    to_decide: (total) => `引き受けのご判断をお願いしたいCSQL ${n(total)}件`,
    to_update: (total) => `本日までにご対応いただきたいCSQL ${n(total)}件`,
    returned: (total) => `追加確認をお願いされているCSQL ${n(total)}件`,
    to_vet: (total) => `${names.to_vet} ${n(total)}件`,
    unassigned: (total) => `${names.unassigned} ${n(total)}件`,
    overdue: (total) => `${names.overdue} ${n(total)}件`,
    waiting: (total) => `営業の判断を待っているCSQL ${n(total)}件`,
    deals: (total) => `${names.deals} ${n(total)}件`,
    outcomes: (total) => `${names.outcomes}(90日以内) ${n(total)}件`,
    signals: (total) => `${names.signals} ${n(total)}件`,
    unproposed: (total) => `${names.unproposed} ${n(total)}社`,
  },
  names,
  empty: (given) => `いまは0件:${given.join('、')}`,
  noneLeft: '該当するものはありません。',
  seeAll: (total) => `${n(total)}件すべて見る`,
  back: 'ホームに戻る',
  earlier: '前の10件',
  later: '次の10件',
  page: (from, to, total) => `全${n(total)}件のうち${n(from)}〜${n(to)}件目です。`,
  filter: (chosen) => `絞り込み:${chosen}`,
  all: 'すべて',
  due: '目安の日を過ぎたもの',
  hot: '温度感 高',
  snoozed: (moment) => `${moment}まで通知を控えています`,
  since: (day) => `${day}から`,

  overduePerson: ({ name, n: count, days }) =>
    `${colleague(name)} ${n(count)}件(${days === 0 ? '本日の目安を過ぎたもの' : `最長で${n(days)}営業日`})`,
  overdueElsewhere: (count) => `ほかに、別のマネージャーの方のチームで${n(count)}件あります。`,
  digestTitle: '前回の週次ダイジェスト',
  digest: (week, moment) => `${week}の分を、${moment}にお届けしました。`,
  noDigest: 'まだお届けしていません。次回の内容は、ここまでの数字で /csql digest から先にご覧いただけます。',
  openDigest: 'ダイジェストを開く',
  proposeTo: 'シグナルを登録',

  targets: (quarter) => `${quarter}の目標`,
  timeTitle: 'リマインドと休暇',
  running: 'リマインド:お届けしています',
  pause: 'リマインドを休止する',
  pauseFor: { tomorrow: '明日から再開', monday: '次の月曜から再開', week: '1週間後に再開' },
  resume: 'リマインドを再開する',
  leave: (leave) => `休暇:${leave}`,

  settingsTitle: '設定',
  settingsHint: 'マネージャー、週次ダイジェスト、製品、期限の長さなどを変更できます。',
  importHint: '顧客の一覧を取り込むと、登録のときに候補をお出しできます。',
  importAccounts: '顧客の一覧を取り込む',

  introTitle: 'Tasukiへようこそ',
  intro:
    'お客様との会話で気づいた商談の芽を営業につなぎ、その後の結果を登録した方にお知らせします。登録は一行で済み、引き受け・商談化・受注までの様子がここに並びます。',
  howToBegin:
    '準備はいりません。シグナルを登録した方はCS担当に、営業担当に選ばれた方は営業担当になります。マネージャーは管理者が設定で指名します。',
  howToJoin:
    'このワークスペースでは、管理者が役割を決めた方にご利用いただいています。ご希望の場合は管理者にお声がけください。',
  openAgain: '少し待ってから、ホームを開き直してください。',
}
