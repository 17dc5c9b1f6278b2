import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { count } from '../../src/i18n/en/format.js'
import { en } from '../../src/i18n/en.js'
import { ja } from '../../src/i18n/ja.js'

const yen = (amount: number) => ({ amount, currency: 'JPY' })

describe('money', () => {
  test.each([
    ['whole 万', yen(120_000), '12万円', '¥120,000'],
    ['a tenth of 万', yen(125_000), '12.5万円', '¥125,000'],
    ['anything finer in full', yen(123_456), '123,456円', '¥123,456'],
    ['below 万 in full', yen(9_000), '9,000円', '¥9,000'],
    ['nothing', yen(0), '0円', '¥0'],
    ['thousands of 万', yen(12_345_000), '1,234.5万円', '¥12,345,000'],
    ['億 and 万', yen(120_000_000), '1億2,000万円', '¥120,000,000'],
    ['whole 億', yen(100_000_000), '1億円', '¥100,000,000'],
    ['億 that is finer, in full', yen(120_005_000), '120,005,000円', '¥120,005,000'],
    ['less than nothing', yen(-120_000), '-12万円', '-¥120,000'],
    ['cents', { amount: 30_050, currency: 'USD' }, '$300.50', '$300.50'],
    ['whole dollars', { amount: 30_000, currency: 'USD' }, '$300', '$300'],
    ['less than a dollar', { amount: 5, currency: 'USD' }, '$0.05', '$0.05'],
    ['three digits', { amount: 1_234_567, currency: 'KWD' }, 'KWD 1,234.567', 'KWD 1,234.567'],
    [
      'the largest there can be',
      { amount: Number.MAX_SAFE_INTEGER, currency: 'USD' },
      '$90,071,992,547,409.91',
      '$90,071,992,547,409.91',
    ],
  ])('%s', (_rule, money, inJapanese, inEnglish) => {
    expect(ja.format.money(money).replaceAll('\u00A0', ' ')).toBe(inJapanese)
    expect(en.format.money(money).replaceAll('\u00A0', ' ')).toBe(inEnglish)
  })

  test('can always be read back to the yen', () => {
    const unit = { 億: 100_000_000, 万: 10_000 } as const
    const read = (text: string): number =>
      [...text.replaceAll(',', '').matchAll(/([\d.]+)([億万]?)/g)].reduce(
        (sum, [, digits, mark]) => sum + Math.round(Number(digits) * (mark === '億' || mark === '万' ? unit[mark] : 1)),
        0,
      )
    const amounts = fc.oneof(
      fc.maxSafeNat(),
      fc.nat(1_000_000).map((n) => n * 1_000),
    )
    fc.assert(fc.property(amounts, (amount) => read(ja.format.money(yen(amount))) === amount))
  })
})

describe('an increment', () => {
  const of = { amount: 120_000, amountPeriod: 'month', oneTime: null, currency: 'JPY' } as const
  test.each([
    ['a month, estimated', of, 'estimate', '月額 +12万円(税抜・概算)', '+¥120,000 / month (before tax, estimate)'],
    ['a month', of, 'exact', '月額 +12万円(税抜)', '+¥120,000 / month (before tax)'],
    ['a year', { ...of, amountPeriod: 'year' }, 'exact', '年額 +12万円(税抜)', '+¥120,000 / year (before tax)'],
    [
      'with a one-time amount',
      { ...of, oneTime: 300_000 },
      'exact',
      '月額 +12万円(税抜)、初期費用 30万円',
      '+¥120,000 / month (before tax), ¥300,000 one-time',
    ],
    [
      'only a one-time amount',
      { ...of, amount: null, oneTime: 300_000 },
      'exact',
      '初期費用 30万円(税抜)',
      '¥300,000 one-time (before tax)',
    ],
    [
      'a zero beside a figure is left out',
      { ...of, amount: 0, oneTime: 300_000 },
      'exact',
      '初期費用 30万円(税抜)',
      '¥300,000 one-time (before tax)',
    ],
    ['a zero alone is said', { ...of, amount: 0 }, 'exact', '月額 +0円(税抜)', '+¥0 / month (before tax)'],
    ['unknown', { ...of, amount: null }, 'estimate', '金額 未定', 'Amount not known yet'],
  ] as const)('%s', (_rule, increment, certainty, inJapanese, inEnglish) => {
    expect(ja.amounts.increment(increment, certainty)).toBe(inJapanese)
    expect(en.amounts.increment(increment, certainty)).toBe(inEnglish)
  })

  test('is echoed with its reading', () => {
    expect(ja.amounts.reading(of)).toBe('月額12万円の増加(税抜)')
    expect(en.amounts.reading(of)).toBe('¥120,000 more a month, before tax')
  })
})

describe('days and times', () => {
  const at = Date.UTC(2026, 10, 25, 3, 5)
  test.each([
    [
      'a day of this year',
      ja.format.day('2026-11-25', '2026-01-01'),
      '11/25(水)',
      en.format.day('2026-11-25', '2026-01-01'),
      'Wed, Nov 25',
    ],
    [
      'a day of another year',
      ja.format.day('2027-01-08', '2026-11-25'),
      '2027/1/8(金)',
      en.format.day('2027-01-08', '2026-11-25'),
      'Fri, Jan 8, 2027',
    ],
    [
      'a week',
      ja.format.span('2026-11-16', '2026-11-22'),
      '11/16〜11/22',
      en.format.span('2026-11-16', '2026-11-22'),
      'Nov 16 – Nov 22',
    ],
    [
      'a week over New Year',
      ja.format.span('2026-12-28', '2027-01-03'),
      '2026/12/28〜2027/1/3',
      en.format.span('2026-12-28', '2027-01-03'),
      'Dec 28, 2026 – Jan 3, 2027',
    ],
    [
      'a quarter that may be of any year',
      ja.format.datedSpan('2024-04-01', '2024-06-30'),
      '2024/4/1〜6/30',
      en.format.datedSpan('2024-04-01', '2024-06-30'),
      'Apr 1 – Jun 30, 2024',
    ],
    [
      'days of two years, with both',
      ja.format.datedSpan('2026-12-28', '2027-01-03'),
      '2026/12/28〜2027/1/3',
      en.format.datedSpan('2026-12-28', '2027-01-03'),
      'Dec 28, 2026 – Jan 3, 2027',
    ],
    ['a month', ja.format.month('2027-01'), '2027年1月', en.format.month('2027-01'), 'Jan 2027'],
    [
      'what is due',
      ja.format.moment(at, 'Asia/Tokyo', '2026-11-25'),
      '11/25(水)12:05',
      en.format.moment(at, 'America/New_York', '2026-11-25'),
      'Tue, Nov 24, 22:05',
    ],
    [
      'what was done',
      ja.format.stamp(at, 'Asia/Tokyo', '2026-11-25'),
      '11/25 12:05',
      en.format.stamp(at, 'Asia/Tokyo', '2026-11-25'),
      'Nov 25, 12:05',
    ],
    [
      'midnight',
      ja.format.time(Date.UTC(2026, 10, 24, 15, 0), 'Asia/Tokyo'),
      '00:00',
      en.format.time(Date.UTC(2026, 10, 24, 15, 0), 'Asia/Tokyo'),
      '00:00',
    ],
    ['a difference', ja.format.difference(2), '+2', en.format.difference(0), '±0'],
  ])('%s', (_rule, inJapanese, ja_, inEnglish, en_) => {
    expect(inJapanese).toBe(ja_)
    expect(inEnglish).toBe(en_)
  })
})

test('customers are 様, colleagues さん, and nobody gets both', () => {
  expect(ja.names.customer('月白精機')).toBe('月白精機様')
  expect(ja.names.customer('大槻様')).toBe('大槻様')
  expect(ja.names.colleague('鈴木')).toBe('鈴木さん')
  expect(ja.names.colleague('Pat Morgan')).toBe('Pat Morganさん')
  expect(en.names.colleague('Pat Morgan')).toBe('Pat Morgan')
})

test('English counts in words that agree', () => {
  expect([0, 1, 2, 1000].map((n) => count(n, 'CSQL', 'CSQLs'))).toEqual(['0 CSQLs', '1 CSQL', '2 CSQLs', '1,000 CSQLs'])
})
