import type { Weekly } from '../areas/weekly.js'
import { format } from './format.js'

const percent = (n: number, of: number): string => (of === 0 ? '—' : `${Math.round((n / of) * 100)}%`)
/** A mean may have a fraction. */
const mean = (n: number): string => format.number(Math.round(n * 10) / 10)

export const weekly: Weekly = {
  key: { signals: 'シグナル', csqls: 'CSQL(トスアップ)', opportunities: '商談化', won: '受注', mrr: '受注月額(税抜)' },
  count: (n) => `${format.number(n)}件`,
  increase: (money) => (money.amount === 0 ? format.money(money) : `+${format.money(money)}`),
  compared: (before, mean4) => {
    const parts = [before === null ? null : `前週比 ${before}`, mean4 === null ? null : `4週平均比 ${mean4}`]
    const known = parts.filter((part) => part !== null)
    return known.length === 0 ? '' : `(${known.join('、')})`
  },
  change: (n) => format.difference(Math.round(n * 10) / 10),
  moneyChange: (money) => {
    const size = format.money({ ...money, amount: Math.abs(money.amount) })
    return money.amount === 0 ? '±0' : `${money.amount > 0 ? '+' : '-'}${size}`
  },

  lost: (n, reasons) => `失注 ${format.number(n)}件(${reasons.join('、')})`,

  late: (moment) =>
    `${moment}のお届けが遅れました。お待たせして申し訳ありません。「いま」の件数はお届け時点のものです。`,
  idle: ({ week, isRunning, open, queue }) =>
    `${week}:${isRunning ? 'まだ新しい動きはありません。' : '新しい動きはありませんでした。'}進行中のCSQLは${format.number(open)}件、${queue}`,
  soFar: (week) => `${week}(途中)`,
  problem: (text) => `お客様の課題:${text}`,
  lateWins: '前回のダイジェストのあとに登録された、先週より前の受注',
  wonOn: (day) => `受注日 ${day}`,
  nextStep: '今週のおすすめ',
  steps: {
    name_aes: ({ n }) =>
      `営業担当が決まっていないCSQLが${format.number(n)}件あります。担当を決めると、お客様をお待たせせずに済みます。`,
    settle_overdue: ({ n, csql, days }) =>
      n === 1
        ? `${csql}が目安を${days}営業日過ぎています。担当や期日の見直しをご検討ください。`
        : `期限超過が${format.number(n)}件あります。いちばん長いのは${csql}の${days}営業日です。担当や期日の見直しをご検討ください。`,
    answer_returned: ({ n, days }) =>
      `追加確認中のCSQLが${format.number(n)}件あり、最長で${days}営業日です。お客様に確認できる日を入れておくと、営業側も予定を立てやすくなります。`,
    agree_on_rejections: ({ label, n, of }) =>
      `見送り${format.number(of)}件のうち${format.number(n)}件の理由が「${label}」でした。トスアップの前に何を確かめるか、CSと営業で話してみませんか。`,
    look_for_signals: ({ n, mean: usual }) =>
      `新しいシグナルは${format.number(n)}件で、4週平均(${mean(usual)}件)の半分以下でした。定例や更新の打合せで聞いた一言も、/csql の1行で登録できます。`,
    vet_signals: ({ signals, qualified }) =>
      `直近12週のシグナル${format.number(signals)}件のうち、トスアップは${format.number(qualified)}件です。登録したままのシグナルを見返す時間を取ってみませんか。`,
    repeat_source: ({ label, opportunities, csqls }) =>
      `「${label}」からの直近12週のCSQLは、${format.number(csqls)}件のうち${format.number(opportunities)}件が商談になりました。同じ取り組みをもう一度企画してみませんか。`,
    propose_to_successful: ({ n }) =>
      `成果が出ていて、提案中のものがない顧客が${format.number(n)}社あります。次の定例で、これからのお考えを伺ってみませんか。`,
  },
  open: '数字の内訳を見る',
  threadFollows: '内訳と一覧(CSV)はスレッドにあります。',
  noCharts: 'グラフを添付できませんでした。数字はスレッドと一覧(CSV)でご覧いただけます。',

  details: '内訳',
  waitingOnCsm: (total) => `追加確認中(CS担当の回答待ち) ${format.number(total)}件`,
  unproposed: (total) => `成果が出ていて、提案中のものがない顧客 ${format.number(total)}社`,
  moreAccounts: (n) => `ほか${format.number(n)}社`,
  decisions: (total) => `営業の判断 ${format.number(total)}件`,
  decided: (kind, csqls, n) =>
    `${{ accept: '引き受け', return: '追加確認', reject: '見送り' }[kind]} ${format.number(n)}件:${csqls}`,
  sources: 'きっかけ別(直近12週にトスアップしたCSQLのその後。まだ動く数字です)',
  source: ({ source, csqls, opportunities, won }) =>
    `${source}:CSQL ${format.number(csqls)}件 → 商談化 ${format.number(opportunities)}件(${percent(opportunities, csqls)})・受注 ${format.number(won)}件(${percent(won, csqls)})`,

  charts: {
    funnel: 'シグナルから受注まで',
    funnelNote: (span) => `${span}に登録したシグナルのその後(まだ動く数字です)。( )は前の段階からの割合`,
    steps: { signals: 'シグナル', qualified: 'トスアップ', accepted: '引き受け', opportunities: '商談化', won: '受注' },
    step: (n, of) => `${format.number(n)}件${of === null ? '' : `(${percent(n, of)})`}`,
    trend: '12週間の推移',
    trendNote: '週ごとの件数(日付は月曜日)',
    series: { csqls: 'CSQL(トスアップ)', won: '受注' },
    alt: (title, parts) => `${title}:${parts.join('、')}`,
  },
  csv: {
    title: (week, leftOut) =>
      `CSQL一覧 ${week}${leftOut === 0 ? '' : `(ほか${format.number(leftOut)}件は載せていません)`}`,
    columns: {
      number: '番号',
      account: '顧客',
      department: '部署',
      product: '製品',
      kind: '種類',
      source: 'きっかけ',
      heat: '温度感',
      state: '状態',
      logged_on: '登録日',
      qualified_on: 'トスアップ日',
      accepted_on: '引き受け日',
      opportunity_on: '商談化日',
      won_on: '受注日',
      lost_on: '失注日',
      reason: '理由',
      overdue_days: '期限超過(営業日)',
      expected_mrr: '見込み月額(税抜)',
      won_mrr: '受注月額(税抜)',
      won_one_time: '初期費用・スポット(税抜)',
      currency: '通貨',
    },
  },
  preview: {
    whole: '次回の週次ダイジェストの下書きです(あなただけに表示しています)。',
    soFar: '次回の週次ダイジェストの、現時点までの下書きです(あなただけに表示しています)。',
    nothing: '次回の週次ダイジェストに載る動きは、まだありません。',
    charts: '次回の週次ダイジェストのグラフです(あなただけにお送りしています)。',
    chartsSoFar: '次回の週次ダイジェストのグラフです。今週分は現時点までの数字です(あなただけにお送りしています)。',
    chartsFollow: 'グラフはDMでお送りします。',
  },
}
