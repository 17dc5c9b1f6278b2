import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AmountTooLarge,
  addAmounts,
  CurrenciesMixed,
  minorUnitExponent,
  monthly,
  readAmount,
  readAmountField,
  yearly,
} from '../../src/domain/amounts.js'
import { KANJI, notations, periods } from '../support/amount-notations.js'

const yen = (text: string) => readAmount(text, 'JPY')
const short = (reading: ReturnType<typeof readAmount>) =>
  reading === null
    ? 'none'
    : reading.kind === 'unclear'
      ? reading.reason
      : `${reading.amount} ${reading.currency} ${reading.period}${reading.periodGiven ? '' : '?'}`

describe('one amount', () => {
  test.each([
    ['万', '12万', '120000 JPY month?'],
    ['億 with a decimal', '1.2億', '120000000 JPY month?'],
    ['億 and 万 with a comma', '1億2,000万円', '120000000 JPY month?'],
    ['commas and 円', '120,000円', '120000 JPY month?'],
    ['¥ before', '¥120,000', '120000 JPY month?'],
    ['¥ before and 円 behind agree', '¥120,000円', '120000 JPY month?'],
    ['k', '120k', '120000 JPY month?'],
    ['capital K', '1.5K', '1500 JPY month?'],
    ['千円', '500千円', '500000 JPY month?'],
    ['百万円', '12百万円', '12000000 JPY month?'],
    ['kanji', '二十万円', '200000 JPY month?'],
    ['kanji with 億', '一億二千三百四十五万六千七百八十九円', '123456789 JPY month?'],
    ['kanji digit by digit', '一二〇万円', '1200000 JPY month?'],
    ['old kanji', '壱拾弐萬円', '120000 JPY month?'],
    ['digits between kanji steps', '3千5百万円', '35000000 JPY month?'],
    ['a tail of 千', '12万5千', '125000 JPY month?'],
    ['a tail of yen, closed by 円', '1億5,000円', '100005000 JPY month?'],
    ['$ is USD, in cents', '$300', '30000 USD month?'],
    ['cents', '$1,234.56', '123456 USD month?'],
    ['one decimal of a dollar', '$1.5', '150 USD month?'],
    ['$ and k', '$1.2k', '120000 USD month?'],
    ['a code', 'USD 300', '30000 USD month?'],
    ['ドル', '12万ドル', '12000000 USD month?'],
    ['seats times a price', '10席×3,000円', '30000 JPY month?'],
    ['the price first', '3,000円×10席', '30000 JPY month?'],
    ['spaced', '10席 × 3,000円', '30000 JPY month?'],
    ['in English', '10 seats x $30 per month', '30000 USD month'],
    ['full width', '１２０，０００円', '120000 JPY month?'],
    ['full-width signs', '￥１２万', '120000 JPY month?'],
    ['full-width dollar', '＄３００', '30000 USD month?'],
    ['a space before the unit', '12 万', '120000 JPY month?'],
    ['月', '月12万', '120000 JPY month'],
    ['月額', '月額12万円', '120000 JPY month'],
    ['月額 apart', '月額 12万', '120000 JPY month'],
    ['月額 with a colon', '月額:12万円', '120000 JPY month'],
    ['/月', '12万円/月', '120000 JPY month'],
    ['full-width /月', '12万円／月', '120000 JPY month'],
    ['毎月', '毎月12万', '120000 JPY month'],
    ['per month behind', '$300 per month', '30000 USD month'],
    ['per month before', 'per month $300', '30000 USD month'],
    ['/mo', '$300/mo', '30000 USD month'],
    ['/month', '$300/month', '30000 USD month'],
    ['monthly', '$300 monthly', '30000 USD month'],
    ['年', '年144万', '1440000 JPY year'],
    ['年額', '年額1.2億', '120000000 JPY year'],
    ['/年', '144万円/年', '1440000 JPY year'],
    ['per year', '$3,600 per year', '360000 USD year'],
    ['初期, before tax', '初期30万(税抜)', '300000 JPY one_time'],
    ['初期費用', '初期費用 30万円', '300000 JPY one_time'],
    ['一時, which begins with a numeral', '一時30万', '300000 JPY one_time'],
    ['one-time', 'one-time $5,000', '500000 USD one_time'],
    ['one time behind', '$5,000 one time', '500000 USD one_time'],
    ['a plus', '+12万円', '120000 JPY month?'],
    ['the echo of an answer', '月額12万円の増加(税抜)', '120000 JPY month'],
    ['nothing', '0円', '0 JPY month?'],
    ['the largest that is exact', '9,007,199,254,740,991円', '9007199254740991 JPY month?'],
  ])('%s: %s', (_rule, text, expected) => {
    expect(short(yen(text))).toBe(expected)
  })

  test('what names no currency is in the workspace’s, in its minor units', () => {
    expect(short(readAmount('120k', 'USD'))).toBe('12000000 USD month?')
    expect(short(readAmount('1.5k', 'KWD'))).toBe('1500000 KWD month?')
    expect(short(readAmount('¥300', 'USD'))).toBe('300 JPY month?')
  })
})

describe('no amount, with a reason', () => {
  test.each([
    ['a bare number', '120000', 'bare_number'],
    ['a bare number with commas', '120,000', 'bare_number'],
    ['a bare full-width number', '１２３', 'bare_number'],
    ['a bare kanji number', '二十', 'bare_number'],
    ['a period makes no currency', '月額 120,000', 'bare_number'],
    ['seats times a bare number', '10席×3,000', 'bare_number'],
    ['a range', '12〜15万', 'range'],
    ['a range with a hyphen', '10-15万', 'range'],
    ['a full-width range', '１０～１５万', 'range'],
    ['a range of wholes', '12万〜15万円', 'range'],
    ['a range in words', '12万から15万', 'range'],
    ['an open range', '12万〜', 'range'],
    ['to', '12 to 15万', 'range'],
    ['or', '12万 or 15万', 'range'],
    ['two or three', '二三万円', 'range'],
    ['two, three', '2、3万円', 'range'],
    ['at least', '12万以上', 'range'],
    ['up to', 'up to $300', 'range'],
    ['約', '約12万', 'approximate'],
    ['およそ, apart', 'およそ 12万円', 'approximate'],
    ['くらい', '12万円くらい', 'approximate'],
    ['程度', '12万程度', 'approximate'],
    ['前後', '月12万前後', 'approximate'],
    ['about', 'about $300', 'approximate'],
    ['~ before', '~$300', 'approximate'],
    ['数万円', '数万円', 'approximate'],
    ['十数万円', '十数万円', 'approximate'],
    ['概算', '月額 +12万円(税抜・概算)', 'approximate'],
    ['a bare number, roughly', '約300', 'approximate'],
    ['税込', '税込12万円', 'tax_included'],
    ['税込 behind', '12万円(税込)', 'tax_included'],
    ['incl. tax', '$300 incl. tax', 'tax_included'],
    ['tax included', '$300 tax included', 'tax_included'],
    ['minus', '-12万', 'negative'],
    ['a bare minus one', '-1', 'negative'],
    ['the minus sign', '−12万円', 'negative'],
    ['full-width minus', '－１２万', 'negative'],
    ['minus behind the sign', '¥-300', 'negative'],
    ['▲', '▲12万', 'negative'],
    ['マイナス', 'マイナス12万', 'negative'],
    ['a long vowel mark for a minus', 'ー12万', 'negative'],
    ['parentheses, as accounts write a loss', '(12万円)', 'malformed'],
    ['a price per head', '300円/人', 'per_unit'],
    ['a price per seat', '$30 per seat', 'per_unit'],
    ['a price a seat', '$30 a seat', 'per_unit'],
    ['あたり', '1人あたり300円', 'per_unit'],
    ['単価', '単価 300円', 'per_unit'],
    ['@ as accountants write it', '@300円×80名', 'per_unit'],
    ['two', '12万 15万', 'two_amounts'],
    ['two with their periods', '月12万 初期30万', 'two_amounts'],
    ['two by a slash', '月12万/年144万', 'two_amounts'],
    ['two by a comma', '月12万、年144万', 'two_amounts'],
    ['the same twice', '12万 12万', 'two_amounts'],
    ['two periods', '月額12万/年', 'two_periods'],
    ['dots for thousands', '1.000,50円', 'malformed'],
    ['dots for thousands, bare', '1.000,50', 'malformed'],
    ['a dot for thousands', '1.000円', 'malformed'],
    ['a fraction of a yen', '1.5円', 'malformed'],
    ['a fraction of a yen, by a unit', '1.23456万', 'malformed'],
    ['three decimals of a dollar', '$1.005', 'malformed'],
    ['an exponent', '1e309', 'malformed'],
    ['an exponent in yen', '1e309円', 'malformed'],
    ['commas in the wrong place', '12,0000円', 'malformed'],
    ['a leading zero', '012万', 'malformed'],
    ['two dots', '1.2.3万', 'malformed'],
    ['no digit before the point', '.5万', 'malformed'],
    ['a superscript', '10²円', 'malformed'],
    ['circled digits', '①②円', 'malformed'],
    ['a space among the digits', '1 200円', 'malformed'],
    ['too many signs', '¥¥300', 'malformed'],
    ['too many signs behind', '300円円', 'malformed'],
    ['two pluses', '++12万', 'malformed'],
    ['ten tens in kanji', '十十円', 'malformed'],
    ['a step of twenty', '3千20百円', 'malformed'],
    ['a step of none', '0千5百円', 'malformed'],
    ['a tail above its step', '3千2000円', 'malformed'],
    ['a tail of none', '3千0円', 'malformed'],
    ['kanji digits that begin with none', '〇一二万円', 'malformed'],
    ['no seats', '0席×3,000円', 'malformed'],
    ['unlike signs', '$300円', 'malformed'],
    ['another dollar', 'HK$300', 'malformed'],
    ['m: a million, a month or a metre', '$1.5m', 'malformed'],
    ['a date in front', '4月12万', 'malformed'],
    ['1億5千 is said for 1億5千万', '1億5千', 'malformed'],
    ['1億5000 is said for 1億5000万', '¥1億5000', 'malformed'],
    ['1万5 is said for 1万5千', '1万5', 'malformed'],
    ['a decimal in the middle', '1.2億3000万円', 'malformed'],
    ['too large a section', '1万20000円', 'malformed'],
    ['units in the wrong order', '1万2億円', 'malformed'],
    ['times what?', '12×10万', 'malformed'],
    ['months are no count', '3,000円×12ヶ月', 'none'],
    ['part of a seat', '1.5席×3,000円', 'malformed'],
    ['one over 2^53 − 1', '9007199254740992円', 'too_large'],
    ['2^53 + 1', '9007199254740993円', 'too_large'],
    ['too large by its cents', '$90071992547409.92', 'too_large'],
    ['too large by its seats', '10席×9007199254740991円', 'too_large'],
    ['sixty digits and more', `${'9'.repeat(300)}円`, 'too_large'],
  ])('%s: %s', (_rule, text, expected) => {
    expect(short(yen(text))).toBe(expected)
  })

  test('what was typed is handed back', () => {
    expect(yen('12〜15万')).toEqual({ kind: 'unclear', reason: 'range', typed: '12〜15万' })
  })

  test.each([
    '',
    'NaN',
    'Infinity',
    '月',
    '4月',
    '12月',
    '十月',
    '2026年',
    '2027年4月',
    '11/25',
    '2026-11-22',
    '18:00',
    '03-1234-5678',
    '80名',
    '2万件',
    '10%',
    '3ヶ月',
    'Q3',
    'v2.0',
    '万一',
    '万',
    '千',
    '一',
    '一部',
    '十分',
    '千代田',
    '月末に',
    '約束',
    '円滑',
    'dollar',
    'to',
    'about',
    'x',
    '12万円で検討',
    '定例で席数の不足を相談された',
    '…',
    '/',
    '-',
  ])('plainly none: %s', (text) => {
    expect(yen(text)).toBeNull()
  })
})

describe('a modal’s field', () => {
  const field = { currency: 'JPY', period: 'year' } as const
  test.each([
    ['a bare number is major units', '120000', '120000 JPY year?'],
    ['full width', '１２３', '123 JPY year?'],
    ['a unit works too', '12万', '120000 JPY year?'],
    ['億', '1億', '100000000 JPY year?'],
    ['a period typed with it wins', '月12万', '120000 JPY month'],
    ['another currency typed with it wins', '$300', '30000 USD year?'],
    ['infinity by an exponent', '1e309', 'malformed'],
    ['NaN', 'NaN', 'malformed'],
    ['negative', '-1', 'negative'],
    ['dots for thousands', '1.000,50', 'malformed'],
    ['2^53 + 1', '9007199254740993', 'too_large'],
    ['2^53 − 1', '9007199254740991', '9007199254740991 JPY year?'],
    ['a range', '12〜15万', 'range'],
    ['a bare range', '10-15', 'range'],
    ['a month’s name', '4月', 'malformed'],
    ['a count', '80名', 'malformed'],
    ['words', '未定', 'malformed'],
    ['hex', '0x10', 'malformed'],
    ['spaces alone are empty', '　 ', 'none'],
  ])('%s: %s', (_rule, text, expected) => {
    expect(short(readAmountField(text, field))).toBe(expected)
  })

  test('dollars are typed in dollars and kept in cents', () => {
    expect(short(readAmountField('12.5', { currency: 'USD', period: 'month' }))).toBe('1250 USD month?')
    expect(short(readAmountField('12.505', { currency: 'USD', period: 'month' }))).toBe('malformed')
  })
})

describe('sums', () => {
  const of = (amount: number, period: 'month' | 'year', currency = 'JPY') => ({ amount, period, currency })
  test.each([
    ['nothing is nothing', [], 0],
    ['a month counts as it is', [of(100, 'month')], 100],
    ['a year is a twelfth', [of(1200, 'year')], 100],
    ['five twelfths round down', [of(5, 'year')], 0],
    ['half rounds up', [of(6, 'year')], 1],
    ['rounded once, after summing: two half yen are one', [of(6, 'year'), of(6, 'year')], 1],
    ['and three times four twelfths are one', [of(4, 'year'), of(4, 'year'), of(4, 'year')], 1],
    ['half rounds up below zero too', [of(-6, 'year')], 0],
    ['seven twelfths below zero are one', [of(-7, 'year')], -1],
    ['no float loses a yen', [of(9_007_199_254_740_991, 'month')], 9_007_199_254_740_991],
  ])('MRR: %s', (_rule, amounts, expected) => {
    expect(monthly(amounts)).toBe(expected)
  })

  test('ARR is twelve times MRR before rounding', () => {
    expect(yearly([of(6, 'year'), of(1, 'month')])).toBe(18)
  })

  test('currencies are never added together, and no sum is rounded into range', () => {
    expect(() => monthly([of(1, 'month'), of(1, 'month', 'USD')])).toThrow(CurrenciesMixed)
    expect(() => addAmounts([Number.MAX_SAFE_INTEGER, 1])).toThrow(AmountTooLarge)
    expect(() => yearly([of(Number.MAX_SAFE_INTEGER, 'month')])).toThrow(AmountTooLarge)
    expect(addAmounts([Number.MAX_SAFE_INTEGER, 1, -1])).toBe(Number.MAX_SAFE_INTEGER)
  })

  test('minor units are the currency’s own', () => {
    expect(['JPY', 'USD', 'KWD'].map(minorUnitExponent)).toEqual([0, 2, 3])
  })

  test('MRR is the nearest integer to the exact twelfths, the upper one at a half', () => {
    const amount = fc.record({
      amount: fc.nat(1e12),
      period: fc.constantFrom('month' as const, 'year' as const),
      currency: fc.constant('JPY'),
    })
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const over = 12 * monthly(amounts) - yearly(amounts)
        expect(over).toBeGreaterThan(-6)
        expect(over).toBeLessThanOrEqual(6)
      }),
    )
  })
})

describe('whatever the number and the notation', () => {
  const number = fc.oneof(
    fc.integer({ min: 1, max: 99_999 }),
    fc.integer({ min: 1, max: 9_007_199_254 }).map((n) => n * 1000),
  )

  test('it is read exactly', () => {
    fc.assert(
      fc.property(number, fc.constantFrom(...notations), fc.constantFrom(...periods), (n, write, [period, around]) => {
        expect(short(yen(around(write(n))))).toBe(`${n} JPY ${period}`)
      }),
      { numRuns: 3000 },
    )
  })

  test('with a doubt beside it, it is none', () => {
    const doubts: readonly ((amount: string) => string)[] = [
      (amount) => `約${amount}`,
      (amount) => `${amount}くらい`,
      (amount) => `about ${amount}`,
      (amount) => `-${amount}`,
      (amount) => `税込${amount}`,
      (amount) => `${amount}(税込)`,
      (amount) => `${amount}〜`,
      (amount) => `5〜${amount}`,
      (amount) => `${amount} ${amount}`,
      (amount) => `${amount}/席`,
      (amount) => `9 ${amount}`,
      (amount) => `${amount} 9`,
      (amount) => `${amount}以上`,
      (amount) => `(${amount})`,
    ]
    fc.assert(
      fc.property(number, fc.constantFrom(...notations), fc.constantFrom(...doubts), (n, write, doubt) => {
        expect(yen(doubt(write(n)))?.kind).not.toBe('amount')
      }),
      { numRuns: 3000 },
    )
  })
})

/** Another way to the same figure: one pass over the characters, as one reads it aloud; in hundredths of a millionth. */
function readAloud(text: string): bigint {
  const unit = 10n ** 8n
  const small: Record<string, bigint> = { 十: 10n, 百: 100n, 千: 1000n }
  const big: Record<string, bigint> = { 万: 10n ** 4n, 億: 10n ** 8n, 兆: 10n ** 12n }
  let [total, section] = [0n, 0n]
  let digits = ''
  const take = () => {
    const [whole = '', fraction = ''] = digits.split('.')
    digits = ''
    return whole === '' ? null : BigInt(whole) * unit + (BigInt(fraction.padEnd(8, '0')) * unit) / 10n ** 8n
  }
  for (const char of text) {
    if (/[\d.]/.test(char)) digits += char
    else if (KANJI.includes(char)) digits += KANJI.indexOf(char)
    else if (small[char] !== undefined) section += (take() ?? unit) * small[char]
    else if (char === 'k') section += (take() ?? 0n) * 1000n
    else if (big[char] !== undefined) {
      total += (section + (take() ?? 0n)) * big[char]
      section = 0n
    }
  }
  return total + section + (take() ?? 0n)
}

test('any jumble of the signs of an amount is read as one reads it aloud, or not at all', () => {
  const signs = fc.string({
    unit: fc.constantFrom(...'0123456789012345,.万億千百十一二三五〇k円円¥月 -〜'),
    maxLength: 9,
  })
  let amounts = 0
  fc.assert(
    fc.property(signs, (text) => {
      const reading = yen(text)
      if (reading?.kind !== 'amount') return
      amounts += 1
      expect(BigInt(reading.amount) * 10n ** 8n).toBe(readAloud(text))
    }),
    { numRuns: 60_000 },
  )
  expect(amounts).toBeGreaterThan(500)
})

test('any text at all gives an answer, and an amount is always a safe integer of a known currency', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      for (const reading of [yen(text), readAmountField(text, { currency: 'JPY', period: 'month' })]) {
        if (reading?.kind !== 'amount') continue
        expect(Number.isSafeInteger(reading.amount) && reading.amount >= 0).toBe(true)
        expect(['JPY', 'USD', 'EUR', 'GBP']).toContain(reading.currency)
      }
    }),
    { numRuns: 3000 },
  )
})
