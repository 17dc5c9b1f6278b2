import { describe, expect, test } from 'vitest'
import { SOURCES } from '../../src/domain/csql.js'
import { LOCALES, type Locale } from '../../src/domain/person.js'
import { LOST_REASONS, REJECT_REASONS } from '../../src/domain/reasons.js'
import type { WeeklyDigest } from '../../src/domain/weekly-digest.js'
import { messagesFor } from '../../src/i18n/index.js'
import { checkMessage } from '../../src/slack/block-kit-limits.js'
import { chartBlocks, digestCharts } from '../../src/views/digest-charts.js'
import { digestDetails } from '../../src/views/digest-details.js'
import { type DigestFrame, weeklyDigestMessage } from '../../src/views/weekly-digest.js'
import { HOSTILE } from './extremes.js'
import { readAloud } from './read-aloud.js'
import { viewer } from './sample.js'
import { CALM, WEEKLY } from './sample-weekly.js'

const FRAME: DigestFrame = { pictures: ['F1', 'F2'], lateFor: null, threadFollows: true, isRunning: false }
const head = (digest: WeeklyDigest, locale: Locale = 'ja', frame: Partial<DigestFrame> = {}) =>
  weeklyDigestMessage(digest, { ...FRAME, ...frame }, messagesFor(locale), viewer(locale, null))
const details = (digest: WeeklyDigest, locale: Locale = 'ja') =>
  digestDetails(digest, messagesFor(locale), viewer(locale, null))

/** A week as large as it can be, every name the same text. */
function largeWeek(name: string): WeeklyDigest {
  const [win] = WEEKLY.wins
  if (win === undefined) throw new Error('the sample has a win')
  const of = <T>(make: (n: number) => T): T[] => Array.from({ length: 500 }, (_, n) => make(n + 1))
  const most = { n: Number.MAX_SAFE_INTEGER, before: 0, mean: 0.25 }
  const story = (number: number) => ({
    ...{ ...win, number, accountName: name, productName: name, csmName: name, loggedByName: `${name}2`, aeName: name },
    ...{ amount: Number.MAX_SAFE_INTEGER, amountPeriod: 'year' as const, oneTime: Number.MAX_SAFE_INTEGER, days: 999 },
    problem: name.repeat(50),
  })
  const row = (number: number) => ({ number, accountName: name, days: 999 })
  return {
    ...WEEKLY,
    key: { signals: most, csqls: most, opportunities: most, won: most, mrr: most },
    wonMrr: of((n) => ({ amount: Number.MAX_SAFE_INTEGER - n, currency: n === 1 ? 'JPY' : 'USD' })),
    overdue: of(row),
    overdueTotal: 123_456,
    waitingOnCsm: of(row),
    waitingOnCsmTotal: 123_456,
    unproposed: of(() => name),
    unproposedTotal: 123_456,
    decisions: of((number) => ({
      ...{ number, accountName: name },
      kind: (['accept', 'return', 'reject'] as const)[number % 3] ?? 'accept',
      reason: 'no_budget',
    })),
    decisionsTotal: 123_456,
    rejectReasons: REJECT_REASONS.map((reason) => ({ reason, n: 999_999 })),
    ...{ lost: 123_456_789, lostReasons: LOST_REASONS.map((reason) => ({ reason, n: 999_999 })) },
    quick: of((number) => ({ number, accountName: name, csmName: name, aeName: name, hours: 3 })),
    wins: of(story),
    lateWins: of(story),
    bySource: SOURCES.map((source) => ({ source, csqls: 1000, opportunities: 999, won: 1 })),
    nextStep: { kind: 'settle_overdue', n: 123_456, number: 1, accountName: name, days: 999 },
    notes: of((n) => ({ kind: 'unassigned', n })),
  }
}

describe.each(LOCALES)('the weekly digest in %s', (locale) => {
  test.each([
    ['the sample week', WEEKLY],
    ['a calm week', CALM],
    ['an idle week', { ...CALM, isIdle: true }],
    ['five hundred of everything, with the longest names', largeWeek('齋'.repeat(100))],
    ['five hundred of everything, with hostile names', largeWeek(HOSTILE)],
    ['five hundred of everything, with names of emoji', largeWeek('👨‍👩‍👧‍👦'.repeat(100))],
    ['names that are nothing', largeWeek('\u200B')],
  ])('is one that Slack takes, its thread too: %s', (_name, digest) => {
    for (const said of [
      head(digest, locale),
      head(digest, locale, { pictures: null, lateFor: 'x'.repeat(80) }),
      details(digest, locale),
    ]) {
      expect(checkMessage(said)).toEqual([])
      expect(said.text).not.toMatch(/[<>]|undefined|null|NaN/)
    }
  })

  test('is cut with counts, which count all', () => {
    expect(readAloud(head(largeWeek('月白'), locale))).toContain('495')
    const said = readAloud(details(largeWeek('月白'), locale))
    expect(said).toContain('123,441')
    expect(said).toContain('122,956')
  })

  test('names no owner of what is overdue, waits or was decided', () => {
    const said = [head({ ...WEEKLY, wins: [], quick: [] }, locale), details(WEEKLY, locale)].map(readAloud).join('\n')
    for (const name of ['鈴木', '佐藤', '中村', '渡辺']) expect(said).not.toContain(name)
    for (const account of ['霧笛倉庫', '髙千野工務店', '空木野学園', '齋ノ宮百貨店']) expect(said).toContain(account)
  })

  test('tells a win from the problem to what it came to, with the CSM and the AE', () => {
    const said = readAloud(head(WEEKLY, locale))
    expect(said.split('\n').find((line) => line.includes('月白精機'))).toMatch(/佐藤.*鈴木/)
    expect(said).toContain('立替経費が紙のまま')
  })

  test('tells a win that was recorded late apart, with the day of its signing', () => {
    const [win] = WEEKLY.wins
    const said = readAloud(
      head({ ...WEEKLY, wins: [], lateWins: win === undefined ? [] : [{ ...win, wonOn: '2026-11-06' }] }, locale),
    )
    expect(said).toMatch(/11\/6|6 Nov|Nov 6/)
    expect(said).toContain(messagesFor(locale).weekly.lateWins)
  })

  test('places its pictures, and says in words what they show', () => {
    const images = head(WEEKLY, locale).blocks.filter((block) => block.type === 'image')
    expect(images.map((block) => ('slack_file' in block ? block.slack_file : null))).toEqual([
      { id: 'F1' },
      { id: 'F2' },
    ])
    for (const image of images) expect(image.alt_text).toMatch(/\d/)
  })

  test('says so where its pictures could not be uploaded, and goes without', () => {
    const said = head(WEEKLY, locale, { pictures: null })
    expect(said.blocks.some((block) => block.type === 'image')).toBe(false)
    expect(readAloud(said)).toContain(messagesFor(locale).weekly.noCharts)
  })

  test('compares with nothing in the first weeks', () => {
    const first = { n: 3, before: null, mean: null }
    const said = readAloud(head({ ...CALM, key: { ...CALM.key, signals: first, csqls: first } }, locale))
    expect(said.split('\n').find((line) => line.startsWith(messagesFor(locale).weekly.key.signals))).not.toMatch(/[(±]/)
  })

  test('never adds currencies together', () => {
    const wonMrr = [
      { amount: 120_000, currency: 'JPY' },
      { amount: 30_050, currency: 'USD' },
    ]
    expect(readAloud(head({ ...WEEKLY, wonMrr }, locale))).toContain('$300.50')
  })

  test('is one line in an idle week', () => {
    const said = head({ ...CALM, isIdle: true }, locale)
    expect(said.blocks).toHaveLength(1)
    expect(readAloud(said)).toContain('21')
  })

  test('shows a share of nothing as a dash', () => {
    const digest = { ...CALM, funnel: { ...CALM.funnel, qualified: 0, accepted: 0, opportunities: 0, won: 0 } }
    const [funnel] = digestCharts(digest, messagesFor(locale))
    expect(funnel.steps.map(({ value }) => value).slice(1)).toEqual(
      [0, 0, 0, 0].map((_, index) => expect.stringContaining(index === 0 ? '0%' : '—')),
    )
  })
})

test.each([
  ['a mean that has a fraction of a yen', 'JPY', 120_000, 30_864.25, '+89,136円', '+¥89,136'],
  ['half a yen up', 'JPY', 3, 0.5, '+3円', '+¥3'],
  ['half a yen down, which is rounded up too', 'JPY', 0, 1.5, '-1円', '-¥1'],
  ['less than half a yen', 'JPY', 0, 0.25, '±0', '±0'],
  ['whole thousands, in 万', 'JPY', 123_456, 456.25, '+12.3万円', '+¥123,000'],
  ['a fraction of a cent', 'USD', 120_000, 30_864.25, '+$891.36', '+$891.36'],
])('the change on the four-week mean is money in whole minor units: %s', (_what, currency, n, mean, ja, en) => {
  const digest = { ...WEEKLY, currency, key: { ...WEEKLY.key, mrr: { n, before: null, mean } } }
  const line = (locale: Locale) =>
    readAloud(head(digest, locale))
      .split('\n')
      .find((one) => one.startsWith(messagesFor(locale).weekly.key.mrr))
  expect(line('ja')).toContain(`(4週平均比 ${ja})`)
  expect(line('en')).toContain(`(${en} on the four-week mean)`)
})

test('the charts hold the weeks in their order, and each step its share of the one before', () => {
  const [funnel, trend] = digestCharts(WEEKLY, messagesFor('ja'))
  expect(funnel.steps.map(({ value }) => value)).toEqual(['48件', '31件(65%)', '22件(71%)', '11件(50%)', '4件(36%)'])
  expect(trend.weeks.slice(-2)).toEqual(['11/9', '11/16'])
  expect(trend.series.map(({ counts }) => counts.at(-1))).toEqual([6, 1])
  expect(chartBlocks(WEEKLY, ['F1'], messagesFor('ja'))).toHaveLength(1)
})

test('the digest, read aloud', () => {
  expect(readAloud(head(WEEKLY))).toMatchInlineSnapshot(`
    "■ 週次ダイジェスト|11/16〜11/22
    11/16〜11/22:CSQL 6件(前週比 +2)、受注 1件・月額 +12万円(税抜)。引き受け待ちは3件、うち期限超過1件です。期限超過は全体で2件です。
    シグナル 9件(前週比 +2、4週平均比 +2.5)
    CSQL(トスアップ) 6件(前週比 +2、4週平均比 +1.8)
    商談化 2件(前週比 ±0、4週平均比 +0.3)
    受注 1件(前週比 +1、4週平均比 +0.3)
    受注月額(税抜) +12万円(前週比 +12万円、4週平均比 +9万円)
    失注 2件(価格が合わない 1件、時期が合わない 1件)
    [数字の内訳を見る]
    今週のおすすめ
    期限超過が2件あります。いちばん長いのはCSQL-31(霧笛倉庫様)の5営業日です。担当や期日の見直しをご検討ください。
    [画像: シグナルから受注まで:シグナル 48件、トスアップ 31件(65%)、引き受け 22件(71%)、商談化 11件(50%)、受注 4件(36%)]
    [画像: 12週間の推移:CSQL(トスアップ) 2 3 1 0 4 5 3 6 2 5 4 6、受注 0 0 1 0 0 1 0 0 1 0 0 1]
    🎉 受注
    ・ 月白精機様 × ホタルビ経費 月額 +12万円(税抜)、初期費用 30万円|CS担当 佐藤さん・営業担当 鈴木さん|気づきから48日
    お客様の課題:工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    早い対応をありがとうございます
    ・ CSQL-40(灯籠坂食品様):鈴木さんが勤務時間で約2時間後に引き受け(CS担当 中村さん)
    マネージャーが未設定のため、期限超過のご相談は管理者の方に届きます。/csql settings で設定できます。
    内訳と一覧(CSV)はスレッドにあります。"
  `)
})

test.each([
  ['ja', '気づきから48日'],
  ['en', '48 days from the first hint'],
] as const)('a win of which nobody knows when it was noticed says nothing of days, in %s', (locale, words) => {
  const untold = { ...WEEKLY, wins: WEEKLY.wins.map((win) => ({ ...win, days: null })) }
  expect(readAloud(head(WEEKLY, locale))).toContain(words)
  expect(readAloud(head(untold, locale))).not.toMatch(/気づきから|first hint|null|\| *\n/)
})

test('its thread, read aloud', () => {
  expect(readAloud(details(WEEKLY))).toMatchInlineSnapshot(`
    "■ 内訳|11/16〜11/22
    期限超過 2件
    ・ CSQL-31(霧笛倉庫様) 5営業日
    ・ CSQL-44(髙千野工務店様) 1営業日
    目安を過ぎたCSQLの状況(営業の回答):進行中の案件で手が回らない 2件
    追加確認中(CS担当の回答待ち) 1件
    ・ CSQL-38(空木野学園様) 3営業日
    営業の判断 4件
    ・ 引き受け 2件:CSQL-40(灯籠坂食品様)、CSQL-41(白南風会様)
    ・ 追加確認 1件:CSQL-38(空木野学園様)
    ・ 見送り 1件:CSQL-36(アオバネ商会様)
    ・ 見送りの理由:予算の見込みがない 1件
    成果が出ていて、提案中のものがない顧客 2社
    ・ 齋ノ宮百貨店様
    ・ クモノハ・システムズ様
    きっかけ別(直近12週にトスアップしたCSQLのその後。まだ動く数字です)
    ・ CS活動(定例・支援):CSQL 18件 → 商談化 6件(33%)・受注 3件(17%)
    ・ ウェビナー:CSQL 8件 → 商談化 4件(50%)・受注 1件(13%)
    ・ 契約更新:CSQL 5件 → 商談化 1件(20%)・受注 0件(0%)
    2026年度 第3四半期(10〜12月)の目標
    ・ 全体:CSQL件数 6/12(50.0%)
    四半期の営業日 61日のうち35日が経過しています(57.4%)。達成率がこの割合以上の目標に「順調」と表示しています。
    {数字の内訳を見る…}"
  `)
})

test('an idle week, read aloud', () => {
  expect(readAloud(head({ ...CALM, isIdle: true }))).toMatchInlineSnapshot(
    `"11/16〜11/22:新しい動きはありませんでした。進行中のCSQLは21件、引き受け待ちは3件です。"`,
  )
})

test.each([
  ['nothing', { waiting: 0, late: 0, overdue: 0 }, '引き受け待ちはありません。', 'None is waiting for a decision.'],
  [
    'none of what waits, for none does',
    { waiting: 0, late: 0, overdue: 6 },
    '引き受け待ちはありません。期限超過は6件です。',
    'None is waiting for a decision. 6 CSQLs are overdue.',
  ],
  [
    'none of what waits',
    { waiting: 2, late: 0, overdue: 1 },
    '引き受け待ちは2件です。期限超過は1件です。',
    '2 waiting for a decision. 1 CSQL is overdue.',
  ],
  [
    'some of what waits, and that alone, which is said once',
    { waiting: 3, late: 2, overdue: 2 },
    '引き受け待ちは3件、うち期限超過2件です。',
    '3 waiting for a decision, 2 of them overdue.',
  ],
  [
    'some of what waits, and more',
    { waiting: 3, late: 1, overdue: 6 },
    '引き受け待ちは3件、うち期限超過1件です。期限超過は全体で6件です。',
    '3 waiting for a decision, 1 of them overdue. In all, 6 CSQLs are overdue.',
  ],
])('what is overdue is told of a busy week as of an idle one: %s', (_what, { waiting, late, overdue }, ja, en) => {
  const open = { total: 24, qualified: waiting, qualifiedOverdue: late }
  const firstLine = (isIdle: boolean, locale: Locale) =>
    readAloud(head({ ...CALM, isIdle, open, overdueTotal: overdue }, locale))
      .split('\n')
      .find((line) => line.includes(locale === 'ja' ? '引き受け待ち' : 'waiting'))
  for (const isIdle of [true, false]) {
    expect(firstLine(isIdle, 'ja')?.endsWith(isIdle ? `進行中のCSQLは24件、${ja}` : `。${ja}`)).toBe(true)
    expect(firstLine(isIdle, 'en')?.endsWith(isIdle ? `24 CSQLs are open. ${en}` : `. ${en}`)).toBe(true)
  }
})

test.each([
  ['ja', '11/16〜11/22(途中):', 'まだ新しい動きはありません。'],
  ['en', '(so far): ', 'nothing new has happened yet.'],
] as const)('a running week is said to be one: %s', (locale, week, nothing) => {
  const running = (digest: WeeklyDigest) => readAloud(head(digest, locale, { isRunning: true }))
  expect(running(CALM)).toContain(week)
  expect(running({ ...CALM, isIdle: true })).toContain(`${week}${nothing}`)
  for (const isIdle of [true, false]) expect(readAloud(head({ ...CALM, isIdle }, locale))).not.toContain(week)
})
