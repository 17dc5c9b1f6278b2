import { describe, expect, test } from 'vitest'
import { SOURCES, STATES } from '../../src/domain/csql.js'
import type { DigestFigures } from '../../src/domain/digest.js'
import { LOCALES, type Locale } from '../../src/domain/person.js'
import { NEGLECT_REASONS, REJECT_REASONS } from '../../src/domain/reasons.js'
import { messagesFor } from '../../src/i18n/index.js'
import { checkMessage } from '../../src/slack/block-kit-limits.js'
import { digestMessage } from '../../src/views/digest.js'
import { HOSTILE } from './extremes.js'
import { readAloud } from './read-aloud.js'
import { viewer } from './sample.js'
import { EMPTY_WEEK, WEEK } from './sample-week.js'

const digest = (figures: DigestFigures, locale: Locale = 'ja') =>
  digestMessage(figures, messagesFor(locale), viewer(locale, null))

/** A week as large as it can be, every name the same text. */
function largeWeek(name: string): DigestFigures {
  const [win] = WEEK.wins
  const of = <T>(make: (n: number) => T): T[] => Array.from({ length: 1000 }, (_, n) => make(n))
  return {
    ...WEEK,
    topRejectReasons: REJECT_REASONS.map((reason) => ({ reason, n: 999_999 })),
    neglectReasons: NEGLECT_REASONS.map((reason) => ({ reason, n: 999_999 })),
    won: {
      n: 1000,
      mrr: of((n) => ({ amount: Number.MAX_SAFE_INTEGER - n, currency: 'JPY' })),
      oneTime: of((n) => ({ amount: Number.MAX_SAFE_INTEGER - n, currency: 'USD' })),
    },
    openByStage: STATES.map((state) => ({ state, n: 1000, medianAgeDays: 365.5, oldestDays: 9999 })),
    overdue: of((number) => ({ number: number + 1, accountName: name, days: 999 })),
    overdueTotal: 123_456,
    quick: of((number) => ({ number: number + 1, accountName: name, csmName: name, aeName: name, hours: 3 })),
    wins: of((number) => ({
      ...win,
      number: number + 1,
      accountName: name,
      productName: name,
      csmName: name,
      loggedByName: `${name}2`,
      aeName: name,
      amount: Number.MAX_SAFE_INTEGER,
      amountPeriod: 'year' as const,
      oneTime: Number.MAX_SAFE_INTEGER,
      currency: 'JPY',
      days: 999,
    })),
    bySource: SOURCES.map((source) => ({ source, csqls: 1000, won: 1000 })),
    notes: of((n) => ({ kind: 'unassigned', n })),
  }
}

describe.each(LOCALES)('the digest in %s', (locale) => {
  test.each([
    ['an empty week', EMPTY_WEEK],
    ['the sample week', WEEK],
    ['a thousand of everything, with the longest names', largeWeek('齋'.repeat(100))],
    ['a thousand of everything, with hostile names', largeWeek(HOSTILE)],
    ['a thousand of everything, with names of emoji', largeWeek('👨‍👩‍👧‍👦'.repeat(100))],
    ['names that are nothing', largeWeek('\u200B')],
  ])('is one that Slack takes: %s', (_name, figures) => {
    const message = digest(figures, locale)
    expect(checkMessage(message)).toEqual([])
    expect(message.text).not.toMatch(/[<>]|undefined|null|NaN/)
  })

  test('is cut with a count, which counts all', () => {
    const said = readAloud(digest(largeWeek('月白'), locale))
    expect(said).toContain('123,446')
    expect(said).toContain('990')
  })

  test('names no owner of what is overdue', () => {
    const figures = { ...WEEK, wins: [], quick: [] }
    const said = readAloud(digest(figures, locale))
    for (const name of ['鈴木', '佐藤', '中村']) expect(said).not.toContain(name)
    expect(said).toContain('霧笛倉庫')
  })

  test('names the CSM and the AE of a win, and of quick follow-up', () => {
    const lines = readAloud(digest(WEEK, locale)).split('\n')
    expect(lines.find((line) => line.includes('月白精機'))).toMatch(/佐藤.*鈴木/)
    expect(lines.find((line) => line.includes('灯籠坂食品'))).toMatch(/鈴木.*中村/)
  })

  test('credits who noticed it, apart from the CSM', () => {
    const [win] = WEEK.wins
    const wins = win === undefined ? [] : [{ ...win, loggedByName: '小林' }]
    expect(readAloud(digest({ ...WEEK, wins }, locale))).toContain('小林')
  })

  test('shows a dash, never 0 %, where the denominator is zero, with its figures', () => {
    const said = readAloud(digest({ ...EMPTY_WEEK, signals: 1 }, locale))
    expect(said).toMatch(/—[^\n]*0[^\n]*0/)
    expect(said).not.toContain('0%')
  })

  test('never adds currencies together', () => {
    const mrr = [
      { amount: 120_000, currency: 'JPY' },
      { amount: 30_050, currency: 'USD' },
    ]
    expect(readAloud(digest({ ...WEEK, won: { ...WEEK.won, mrr } }, locale))).toContain('$300.50')
  })
})

test('a reason that the workspace added is shown in its own words', () => {
  const reader = viewer('ja', null)
  const added = {
    ...reader,
    addedReasons: { ...reader.addedReasons, reject: [{ code: 'x_audit', ja: '監査対応中', en: 'Audit' }] },
  }
  const figures = { ...WEEK, topRejectReasons: [{ reason: 'x_audit', n: 2 }] }
  expect(readAloud(digestMessage(figures, messagesFor('ja'), added))).toContain('監査対応中 2件')
})

test('the digest, read aloud', () => {
  expect(readAloud(digest(WEEK))).toMatchInlineSnapshot(`
    "■ 週次ダイジェスト|11/16〜11/22
    11/16〜11/22:CSQL 6件(前週比 +2)、受注 1件・月額 +12万円(税抜)。引き受け待ちは3件、うち期限超過1件です。
    期間中の動き
    新しいシグナル 9件|トスアップ 6件|商談化 2件
    引き受け 4件|追加確認 1件|見送り 1件
    受注 1件|失注 0件|月額 +12万円(税抜)、初期費用 30万円
    商談の受注率 100%(1/1件)
    見送りの理由:予算の見込みがない 1件
    目安を過ぎたCSQLの状況(営業の回答):進行中の案件で手が回らない 2件、課題が難しく提案を組み立てにくい 1件
    🎉 受注
    ・ 月白精機様 × ホタルビ経費 月額 +12万円(税抜)、初期費用 30万円|CS担当 佐藤さん・営業担当 鈴木さん|気づきから48日
    早い対応をありがとうございます
    ・ CSQL-40(灯籠坂食品様):鈴木さんが営業時間にして2時間で判断(CS担当 中村さん)
    いま動いているCSQL
    ・ シグナル 4件(経過日数の中央値 6日・最長 21日)
    ・ 引き受け待ち 3件(経過日数の中央値 2.5日・最長 9日)
    期限超過 1件
    ・ CSQL-31(霧笛倉庫様) 5営業日
    きっかけ別
    ・ CS活動(定例・支援):CSQL 4件・受注 1件
    ・ ウェビナー:CSQL 2件・受注 0件
    マネージャーが未設定のため、期限超過のご相談は管理者の方に届きます。/csql settings で設定できます。
    担当マネージャーが決まっていない方が3名います。ご相談はマネージャー全員に届きます。/csql settings で決められます。"
  `)
})

test('a quiet week, read aloud', () => {
  expect(readAloud(digest(EMPTY_WEEK))).toMatchInlineSnapshot(`
    "■ 週次ダイジェスト|2026/12/28〜2027/1/3
    2026/12/28〜2027/1/3:CSQL 0件、受注 0件。引き受け待ちはありません。
    この期間に、新しい動きはありませんでした。"
  `)
})
