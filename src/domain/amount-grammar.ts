/**
 * What the tokens of an amount add up to: one exact figure, a reason why there is none, or null where money was
 * never meant. Every token must be accounted for; what is left over makes the whole unclear.
 */
import type { AmountToken, TokenType } from './amount-words.js'
import type { AmountPeriod, Currency } from './csql.js'
import { type Numeral, readNumeral } from './numerals.js'

export type AmountFault =
  | 'bare_number'
  | 'range'
  | 'approximate'
  | 'tax_included'
  | 'negative'
  | 'per_unit'
  | 'two_amounts'
  | 'two_periods'
  | 'malformed'
  | 'too_large'

export type Figure = {
  /** minor units of `currency` */
  readonly amount: number
  readonly currency: Currency
  readonly period: AmountPeriod | 'one_time' | null
}
export type AmountSetting = {
  /** the currency of what names none */
  readonly currency: Currency
  readonly exponent: (currency: Currency) => number
  /** a field that is labelled as money: a number needs no sign there */
  readonly bareIsMoney: boolean
}

/** Reads a whole run of tokens as one amount. */
export function interpretAmount(tokens: readonly AmountToken[], setting: AmountSetting): Figure | AmountFault | null {
  if (!tokens.some(isNumber)) return isVagueSum(tokens) ? 'approximate' : null
  if (isCount(tokens) || (isCalendar(tokens) && !meansMoney(tokens))) return null
  if (!setting.bareIsMoney && !meansMoney(tokens)) return withoutSign(tokens)
  const found = modifierFault(tokens) ?? figureOf(tokens, setting)
  // 万一 and 千万無量 are words; only digits or a currency make a failed reading worth a question.
  const isWord = found === 'malformed' && !setting.bareIsMoney && !tokens.some(hasDigitOrCurrency)
  return isWord ? null : found
}

const isTimes = ({ type }: AmountToken) => type === 'times'
const isNumber = (token: AmountToken) => token.type === 'number' && /[^.,k万億兆]/u.test(token.value)
const saysUnit = (token: AmountToken) => token.type === 'number' && /[万億兆k]|\d千/u.test(token.value)
const hasDigitOrCurrency = (token: AmountToken) => token.type === 'currency' || /\d/u.test(token.value)

/** Whether a unit or a currency shows that money is meant. */
function meansMoney(tokens: readonly AmountToken[]): boolean {
  return tokens.some((token) => token.type === 'currency' || saysUnit(token))
}

/** 数万円: a sum, but none that can be written down. */
const isVagueSum = (tokens: readonly AmountToken[]) =>
  tokens.some(({ type, value }, index) => type === 'number' && value !== 'k' && tokens[index - 1]?.type === 'about')

/** 80名, 2万件: so many of something. */
const isCount = (tokens: readonly AmountToken[]) =>
  tokens.length === 2 && tokens[0]?.type === 'number' && tokens[1]?.type === 'counter'

const BESIDE_A_BARE_NUMBER: ReadonlySet<TokenType> = new Set<TokenType>([
  'number',
  'period',
  'plus',
  'colon',
  'about',
  'tilde',
  'tax_in',
  'tax_out',
  'minus',
  'dash',
])

function withoutSign(tokens: readonly AmountToken[]): AmountFault | null {
  if (tokens.some(isTimes) && tokens.some(({ type }) => type === 'counter')) {
    // "10席 ×" by itself is a sum cut off, and no remark beside an amount.
    return tokens.filter(isNumber).length > 1 ? 'bare_number' : 'malformed'
  }
  const isTime = tokens.findIndex(({ type }) => type === 'colon') > tokens.findIndex(isNumber)
  if (isTime || tokens.some(({ type }) => !BESIDE_A_BARE_NUMBER.has(type))) return null
  const fault = modifierFault(tokens)
  if (fault !== null) return fault === 'range' ? null : fault
  const numbers = tokens.filter(isNumber)
  const [only] = numbers
  if (only === undefined || numbers.length > 1) return 'bare_number'
  if (readNumeral(only.value) === 'malformed') return /\d/u.test(only.value) ? 'malformed' : null
  return /\d/u.test(only.value) || only.value.length > 1 ? 'bare_number' : null
}

/** 4月, 2026年, 十月: a number and then 月 or 年 is a date. */
function isCalendar(tokens: readonly AmountToken[]): boolean {
  return tokens.some((token, index) => {
    const before = tokens[index - 1]
    return token.type === 'period' && /^[月年]/u.test(token.text) && before?.type === 'number'
  })
}

function modifierFault(tokens: readonly AmountToken[]): AmountFault | null {
  const has = (...types: TokenType[]) => tokens.some(({ type }) => types.includes(type))
  const firstNumber = tokens.findIndex(isNumber)
  const before = tokens.slice(0, firstNumber).map(({ type }) => type)
  const after = tokens.slice(firstNumber + 1)
  if (has('tax_in')) return 'tax_included'
  if (has('minus') || before.includes('dash')) return 'negative'
  const lists = after.some(({ value }) => value === '、') && moneyNumbers(tokens) > 1
  if (lists) return 'two_amounts'
  if (has('bound', 'joiner') || after.some(({ type }) => type === 'dash' || type === 'tilde')) return 'range'
  if (has('about', 'tilde')) return 'approximate'
  return has('per_unit') || isPerCounter(tokens) ? 'per_unit' : null
}

const isPerCounter = (tokens: readonly AmountToken[]) =>
  tokens.some((token, index) => {
    const next = tokens[index + 1]
    return (token.type === 'slash' || token.value === 'a') && next?.type === 'counter'
  })

/** How many of the numbers are money by themselves. */
function moneyNumbers(tokens: readonly AmountToken[]): number {
  return tokens.filter((token, index) => {
    const beside = [tokens[index - 1]?.type, tokens[index + 1]?.type]
    return isNumber(token) && (saysUnit(token) || beside.includes('currency'))
  }).length
}

function figureOf(tokens: readonly AmountToken[], setting: AmountSetting): Figure | AmountFault {
  const stripped = stripPeriods(tokens)
  if (typeof stripped === 'string') return stripped
  const money = readCore(joinUnits(stripped.core), setting)
  if (typeof money !== 'string') return { ...money, period: stripped.period }
  return money === 'malformed' && moneyNumbers(stripped.core) > 1 && !stripped.core.some(isTimes)
    ? 'two_amounts'
    : money
}

const LEADING: ReadonlySet<TokenType> = new Set<TokenType>(['period', 'tax_out', 'plus', 'colon', 'open', 'close'])
const TRAILING: ReadonlySet<TokenType> = new Set<TokenType>(['period', 'tax_out', 'growth', 'open', 'close'])

/** The period and "before tax" stand before or behind the figure, never inside it: 4月12万 is no 412万. */
function stripPeriods(
  tokens: readonly AmountToken[],
): { core: readonly AmountToken[]; period: Figure['period'] } | AmountFault {
  const first = tokens.findIndex(({ type }) => !LEADING.has(type))
  const last = tokens.findLastIndex(({ type }) => !TRAILING.has(type))
  if (first === -1 || last < first) return 'malformed'
  const around = [tokens.slice(0, first), tokens.slice(last + 1)]
  if (!around.every(isBalanced) || around.flat().filter(({ type }) => type === 'plus').length > 1) return 'malformed'
  const periods = new Set(around.flat().flatMap(({ type, value }) => (type === 'period' ? [value] : [])))
  if (periods.size > 1) return moneyNumbers(tokens) > 1 ? 'two_amounts' : 'two_periods'
  const [period = null] = periods
  return { core: tokens.slice(first, last + 1), period: period as Figure['period'] }
}

/** (税抜) may stand beside a figure; (12万円) is how accounts write a loss. */
function isBalanced(tokens: readonly AmountToken[]): boolean {
  let depth = 0
  for (const { type } of tokens) {
    depth += type === 'open' ? 1 : type === 'close' ? -1 : 0
    if (depth < 0 || depth > 1) return false
  }
  return depth === 0
}

/** `12 万` is 12万. Two numbers with a space between are left apart: 1 200円 may be a seat at 200. */
function joinUnits(tokens: readonly AmountToken[]): AmountToken[] {
  const joined: AmountToken[] = []
  for (const token of tokens) {
    const before = joined.at(-1)
    if (before?.type === 'number' && /\d$/u.test(before.value) && /^[万億兆k]$/u.test(token.value)) {
      joined[joined.length - 1] = { ...before, value: before.value + token.value, end: token.end }
    } else joined.push(token)
  }
  return joined
}

type Money = { readonly amount: number; readonly currency: Currency }

function readCore(tokens: readonly AmountToken[], setting: AmountSetting): Money | AmountFault {
  const at = tokens.findIndex(isTimes)
  if (at === -1) return readMoney(tokens, 1n, setting)
  const sides = [tokens.slice(0, at), tokens.slice(at + 1)]
  const counted = sides.findIndex((side) => side.at(-1)?.type === 'counter')
  const [count, price] = [sides[counted], sides[1 - counted]]
  // Without a counter, 12×10万 could be twelve seats or twelve months.
  if (count?.length !== 2 || price === undefined) return 'malformed'
  const factor = readNumeral(count[0]?.type === 'number' ? count[0].value : '')
  if (typeof factor === 'string') return factor
  if (factor.scale > 0 || factor.units === 0n) return 'malformed'
  return readMoney(price, factor.units, setting)
}

function readMoney(tokens: readonly AmountToken[], count: bigint, setting: AmountSetting): Money | AmountFault {
  const [number, ...others] = tokens.filter(({ type }) => type === 'number')
  const currencies = tokens.filter(({ type }) => type === 'currency')
  if (number === undefined || others.length > 0 || tokens.length !== currencies.length + 1) return 'malformed'
  const place = tokens.indexOf(number)
  const codes = new Set(currencies.map(({ value }) => value))
  if (place > 1 || tokens.length - place > 2 || codes.size > 1) return 'malformed'
  const numeral = readNumeral(number.value)
  if (typeof numeral === 'string') return numeral
  const endsInCurrency = place < tokens.length - 1
  if (numeral.openEnded && !endsInCurrency) return 'malformed'
  if (codes.size === 0 && !numeral.hasUnit && !setting.bareIsMoney) return 'bare_number'
  const [currency = setting.currency] = codes
  const amount = minorUnits(numeral, count, setting.exponent(currency))
  return typeof amount === 'string' ? amount : { amount, currency }
}

function minorUnits(numeral: Numeral, count: bigint, exponent: number): number | AmountFault {
  // 1.000円 may be a thousand, written as elsewhere in the world: decimals are the minor unit's, or none.
  if (!numeral.hasUnit && numeral.scale > exponent) return 'malformed'
  const scaled = numeral.units * 10n ** BigInt(exponent)
  const divisor = 10n ** BigInt(numeral.scale)
  if (scaled % divisor !== 0n) return 'malformed'
  const amount = Number((scaled / divisor) * count)
  return Number.isSafeInteger(amount) ? amount : 'too_large'
}
