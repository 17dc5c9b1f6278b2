import { describe, expect, test } from 'vitest'
import type { CellContext } from '../../src/domain/sheets/cells.js'
import { readRow } from '../../src/domain/sheets/sheet.js'
import { SHEETS, type SheetName } from '../../src/domain/sheets/sheets.js'

const NOW = Date.parse('2026-11-24T10:00:00+09:00')
const context: CellContext = {
  zone: 'Asia/Tokyo',
  currency: 'JPY',
  now: NOW,
  codeOf: (column, word) => (column === 'kind' && word === 'アップセル' ? 'upsell' : undefined),
}

/** What one cell comes to: its value, or the rule that it breaks. */
function read(name: SheetName, column: string, cell: string, others: Readonly<Record<string, string>> = {}): unknown {
  const sheet = SHEETS[name]
  const filled: Readonly<Record<string, string>> = {
    ...{ account: 'A', product: 'P', name: 'A', month: '2026-01', amount: '1' },
    ...others,
    [column]: cell,
  }
  const cells = sheet.columns.map((each) => filled[each] ?? '')
  const { values, faults } = readRow(sheet as (typeof SHEETS)['csqls'], { row: 2, cells }, context)
  const fault = faults[0]
  return fault === undefined ? (values as Readonly<Record<string, unknown>>)[column] : fault.rule
}

describe('money in major units', () => {
  test.each([
    ['120000', 120_000],
    ['120,000', 120_000],
    ['¥120,000', 120_000],
    ['120,000円', 120_000],
    ['１２３', 123],
    ['12万', 120_000],
    ['1億', 100_000_000],
    ['1億2,000万円', 120_000_000],
    ['0', 0],
    ['9007199254740991', 9_007_199_254_740_991],
    ['1e309', 'amount_malformed'],
    ['NaN', 'amount_malformed'],
    ['-1', 'amount_negative'],
    ['1.000,50', 'amount_malformed'],
    ['9007199254740993', 'amount_too_large'],
    ['12〜15万', 'amount_range'],
    ['約12万', 'amount_approximate'],
    ['税込12万', 'amount_tax_included'],
    ['12.5', 'amount_malformed'],
    ['$300', 'other_currency'],
    ['年144万', 'other_period'],
  ])('%s is %s', (cell, expected) => expect(read('csqls', 'estimated_amount', cell)).toBe(expected))

  test('is in the minor units of the row’s own currency, wherever its column stands', () => {
    expect(read('csqls', 'won_amount', '300', { currency: 'USD' })).toBe(30_000)
    expect(read('csqls', 'won_amount', '300.5', { currency: 'USD' })).toBe(30_050)
    expect(read('csqls', 'won_amount', '$1,000', { currency: 'usd' })).toBe(100_000)
    expect(read('csqls', 'won_amount', '1', { currency: 'YEN' })).toBe('unknown_currency')
  })

  test('a period that its column does not know is never taken silently', () => {
    expect(read('contracts', 'amount', '月額12万', { period: 'year' })).toBe('other_period')
    expect(read('snapshots', 'amount', '月額12万')).toBe(120_000)
    expect(read('snapshots', 'amount', '年額12万')).toBe('other_period')
  })
})

describe('a time', () => {
  const at = (text: string) => Date.parse(text)
  test.each([
    ['2026-11-20', at('2026-11-20T00:00+09:00')],
    ['2026/11/2', at('2026-11-02T00:00+09:00')],
    ['2026年11月20日', at('2026-11-20T00:00+09:00')],
    ['20261120', at('2026-11-20T00:00+09:00')],
    ['2026-11-20T15:00', at('2026-11-20T15:00+09:00')],
    ['2026-11-20 9:05', at('2026-11-20T09:05+09:00')],
    ['2026/11/20 15:00:30', at('2026-11-20T15:00:30+09:00')],
    ['2026-11-20T15:00:00Z', at('2026-11-20T15:00:00Z')],
    ['2026-11-20T15:00:00.250-05:00', at('2026-11-20T15:00:00.250-05:00')],
    ['2026-11-20T15:00+0900', at('2026-11-20T15:00+09:00')],
    ['２０２６−１１−２０', 'not_a_time'],
    ['2026-02-29', 'no_such_day'],
    ['2024-02-29', at('2024-02-29T00:00+09:00')],
    ['2026-02-29T10:00Z', 'no_such_day'],
    ['9999-01-01', 'year_out_of_range'],
    ['0026-11-20', 'no_such_day'],
    ['2026-11-20T24:00', 'not_a_time'],
    ['2026-11-20T10:00:61', 'not_a_time'],
    ['11/20/2026', 'not_a_time'],
    ['明日', 'not_a_time'],
    ['2026-11-24T10:00+09:00', NOW],
    ['2026-11-24T10:01+09:00', 'in_the_future'],
    ['2026-11-25', 'in_the_future'],
    // In Tokyo it is the 24th already.
    ['2026-11-24', at('2026-11-24T00:00+09:00')],
  ])('%s is %s', (cell, expected) => expect(read('csqls', 'logged_at', cell)).toBe(expected))
})

describe('the other cells', () => {
  test.each([
    ['csqls', 'kind', 'upsell', 'upsell'],
    ['csqls', 'kind', 'ＵＰＳＥＬＬ', 'upsell'],
    ['csqls', 'kind', 'アップセル', 'upsell'],
    ['csqls', 'kind', 'up-sell', 'not_one_of'],
    ['csqls', 'heat', 'アップセル', 'not_one_of'],
    ['csqls', 'number', 'CSQL-42', 42],
    ['csqls', 'number', '＃42', 42],
    ['csqls', 'number', '0', 'not_a_number'],
    ['csqls', 'csm', '<@U012AB|sato>', { slackUserId: 'U012AB' }],
    ['csqls', 'csm', 'Sato@Example.CO.JP', { email: 'sato@example.co.jp' }],
    ['csqls', 'csm', '佐藤美咲', 'not_a_person'],
    ['csqls', 'nurturing_until', '2027/4/1', '2027-04-01'],
    ['csqls', 'nurturing_until', '2027-02-29', 'no_such_day'],
    ['csqls', 'note', 'a\u202Eb\u0000\uFEFF', 'ab'],
    ['csqls', 'note', ' 一行目\r\n二行目 ', '一行目\n二行目'],
    ['csqls', 'note', 'x'.repeat(3001), 'too_long'],
    ['csqls', 'note', 'x\uFFFDy', 'unreadable_letters'],
    ['csqls', 'account', '', 'empty'],
    ['csqls', 'account', '\u200B', 'empty'],
    ['accounts', 'aliases', 'a; b；a', ['a', 'b']],
    ['accounts', 'corporate_number', '１２３４-５６７８-９０１２３', '1234567890123'],
    ['accounts', 'corporate_number', '123', 'not_a_corporate_number'],
    ['contracts', 'has_outcome', 'No', false],
    ['contracts', 'has_outcome', 'あり', true],
    ['contracts', 'has_outcome', 'maybe', 'not_yes_or_no'],
    ['contracts', 'phase', 'at_risk', 'at_risk'],
    ['snapshots', 'month', '2026/4', '2026-04'],
    ['snapshots', 'month', '2026-13', 'not_a_month'],
  ] as const)('%s.%s of %j is %j', (sheet, column, cell, expected) =>
    expect(read(sheet, column, cell)).toEqual(expected),
  )
})
