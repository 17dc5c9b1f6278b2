import type { Batches } from '../areas/batches.js'
import { names } from './names.js'
import { terms } from './terms.js'

const { colleague } = names
const NEXT = '次の進め方をご提案します。'

const whoReads = (isManaged: boolean): string =>
  isManaged
    ? '回答はマネージャーに共有され、チャンネルには件数だけが載ります。'
    : 'チャンネルには回答の件数だけが載ります。'

const dueCounts = ({ dueToday, overdue }: { dueToday: number; overdue: number }): string => {
  const parts = [dueToday > 0 ? `本日期限${dueToday}件` : '', overdue > 0 ? `期限超過${overdue}件` : ''].filter(Boolean)
  return parts.length === 0 ? '' : `(${parts.join('、')})`
}

export const batches: Batches = {
  greeting: (hour) => (hour >= 5 && hour < 11 ? 'おはようございます。' : 'お疲れさまです。'),
  headline: ({ n, ...due }) => `ご確認いただきたいCSQLが${n}件あります${dueCounts(due)}。`,
  doneOf: (done) => `うち${done}件は確認済みです。`,
  allDone: ({ n, somePutOff }) => {
    if (somePutOff) return '✅ いまご確認いただくものはありません。ありがとうございます。'
    const asked = n === 1 ? 'ご確認をお願いしたCSQLは' : `ご確認をお願いしたCSQL ${n}件は、すべて`
    return `✅ ${asked}対応済みです。ありがとうございます。`
  },
  asks: terms.clocks,
  dueToday: (time) => `本日${time}まで`,
  dueNow: 'いまが目安の時刻です',
  dueOn: (moment) => `${moment}まで`,
  overdue: (moment, workingDays) =>
    workingDays === 0 ? `目安の${moment}を過ぎています` : `目安の${moment}を${workingDays}営業日過ぎています`,
  age: (days) => (days === 0 ? '本日登録' : `登録から${days}日`),
  waitingHint: 'お客様のご返答待ちの場合は[進捗を更新]で次の予定日を入れてください。その日まではお知らせしません。',
  announces: (csqls, more) =>
    `${csqls.join('、')}${more === 0 ? '' : `ほか${more}件`}については、このまま更新がない場合、次回はマネージャーにもご相談します。`,
  neglect: (csql, workingDays, isManaged) => {
    const past = workingDays === 0 ? '目安の時刻を過ぎています' : `目安の日を${workingDays}営業日過ぎています`
    return `お忙しいところ恐れ入ります。${csql}は${past}。いまの状況に近いものをお選びください。${NEXT}${whoReads(isManaged)}`
  },
  neglectMany: (first, others, isManaged) =>
    `お忙しいところ恐れ入ります。${first}ほか${others}件は目安の日を過ぎています。それぞれ、いまの状況に近いものをお選びください。${NEXT}${whoReads(isManaged)}`,
  neglectPlaceholder: 'いまの状況に近いもの',
  more: (n) => `ほか${n}件あります。`,
  seeAll: 'すべて見る',
  page: (from, to, n) => `全${n}件のうち${from}〜${to}件目です。`,
  late: (moment) => `本来は${moment}にお送りする予定でした。遅くなり申し訳ありません。`,
  told: (manager, n) =>
    `${manager === null ? '' : `${colleague(manager)}、`}お疲れさまです。進みにくくなっているCSQL ${n}件について、状況をお知らせします。`,
  toldBeside: (n) => `ほかに、進みにくくなっているCSQL ${n}件について、状況をお知らせします。`,

  escalation: ({ manager, aes, n, allWaiting, days, atLeast }) => {
    const greeting = manager === null ? 'ご相談です。' : `${colleague(manager)}、ご相談です。`
    const what = allWaiting ? '引き受け待ちのCSQL' : '対応をお待ちしているCSQL'
    const past = days === 0 ? '目安の時刻を過ぎています' : `目安を${days}営業日${atLeast ? '以上' : ''}過ぎています`
    const told = aes.length === 0 ? '' : `${aes.map((ae) => colleague(ae)).join('、')}には事前にお知らせしています。`
    return `${greeting}${what}が${n}件、${past}。${told}状況をご確認のうえ、必要に応じて担当や期日の見直しをお願いします。`
  },
  unnamed: ({ n, ...due }) =>
    `営業担当が決まっていないCSQLが${n}件あります${dueCounts(due)}。担当のご指定をお願いします。`,
  unreached: (owners, { n, ...due }) => {
    const who = owners.length === 0 ? '担当の方' : owners.map((name) => colleague(name)).join('、')
    return `${who}にお知らせを届けられないため、担当されているCSQL ${n}件についてご相談します${dueCounts(due)}。担当の変更をお願いします。`
  },
  toManager: (manager) => `${manager === null ? '' : `${colleague(manager)}、`}お疲れさまです。`,
  besides: (words) => `ほかに、${words}`,
  snoozedOften: (n) => `「あとで通知」が${n}回続いています`,
  answered: (by, reason) => `${colleague(by)}の回答:${reason}`,
  see: '内容を見る',
  changeAe: '担当を変更',
  reviewDue: '期日を見直す',
}
