/**
 * Money: integers in the currency's minor unit (yen have none, dollars have cents), before tax. How typed amounts are
 * read, and the sums that are made of them. An amount is never guessed: what is not certain is `unclear`, with a reason.
 */
import { type AmountFault, type Figure, interpretAmount } from './amount-grammar.js'
import { foldAmount, hidesNumeral, lexAmount } from './amount-words.js'
import type { AmountPeriod, Currency } from './csql.js'
import { DomainError } from './errors.js'

/** What an amount is paid for: each month, each year, or once. */
export type PaidPer = AmountPeriod | 'one_time'

export type AmountReading =
  | {
      readonly kind: 'amount'
      /** in minor units of `currency` */
      readonly amount: number
      readonly currency: Currency
      readonly period: PaidPer
      /** false where nothing was said of the period and the default stands */
      readonly periodGiven: boolean
    }
  | { readonly kind: 'unclear'; readonly reason: AmountFault; readonly typed: string }
export type ReadAmount = Extract<AmountReading, { kind: 'amount' }>
export type { AmountFault }

const MAX_TEXT = 5000

/**
 * Reads a text that must be one amount and nothing else, by the one-line grammar: it needs a unit or a currency sign
 * (`12万`, `¥120,000`, `年額 1.2億`, `$300 per month`, `10席×3,000円`). What names no currency is in `currency`, the
 * workspace's. Null for a text that is plainly no amount.
 */
export function readAmount(text: string, currency: Currency): AmountReading | null {
  return reading(text, 'month', interpretText(text, currency, false))
}

/**
 * Reads a modal's money field, which is labelled in major units of the workspace's currency: a bare number is exact
 * there. A period that is typed with it wins over the field's own. Null for an empty field.
 */
export function readAmountField(
  text: string,
  field: { readonly currency: Currency; readonly period: PaidPer },
): AmountReading | null {
  if (foldAmount(text) === '') return null
  return reading(text, field.period, interpretText(text, field.currency, true) ?? 'malformed')
}

function reading(text: string, period: PaidPer, found: Figure | AmountFault | null): AmountReading | null {
  if (found === null) return null
  if (typeof found === 'string') return { kind: 'unclear', reason: found, typed: text.trim() }
  const { amount, currency } = found
  return { kind: 'amount', amount, currency, period: found.period ?? period, periodGiven: found.period !== null }
}

const EXPONENT_FORM = /^[+-]?\d[\d.,]*e[+-]?\d+$/u
const LATIN_ONLY = /^[\u0020-\u007E¥€£円]*$/u

function interpretText(text: string, currency: Currency, inField: boolean): Figure | AmountFault | null {
  const folded = foldAmount(text)
  if (folded.length > MAX_TEXT) return inField ? 'malformed' : null
  const { tokens, strayAt } = lexAmount(folded)
  const figure = { currency, exponent: minorUnitExponent, bareIsMoney: inField }
  if (strayAt === null && !hidesNumeral(text)) return interpretAmount(tokens, figure)
  // HK$300, ¥12x and 10²円 were meant as money; 12件 and a sentence with a sum in it are words of a note.
  const meantAsMoney = /\d/u.test(folded) && /[¥$€£円]/u.test(folded) && LATIN_ONLY.test(folded)
  return meantAsMoney || EXPONENT_FORM.test(folded) ? 'malformed' : null
}

/** How many digits the currency's minor unit has (JPY 0, USD 2, KWD 3), by ISO 4217 as Intl knows it. */
export function minorUnitExponent(currency: Currency): number {
  const known = exponents.get(currency)
  if (known !== undefined) return known
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const exponent = options.maximumFractionDigits ?? 2
  exponents.set(currency, exponent)
  return exponent
}

const exponents = new Map<Currency, number>()

/** A sum that could no longer be held exactly (over 2^53 − 1 minor units). */
export class AmountTooLarge extends DomainError {
  readonly code = 'amount_too_large'
}

/** Amounts of different currencies met in one sum: they are never added together. */
export class CurrenciesMixed extends DomainError {
  readonly code = 'currencies_mixed'
}

export type RecurringAmount = {
  readonly amount: number
  readonly currency: Currency
  readonly period: AmountPeriod
}

/** Adds minor units of one currency. Throws AmountTooLarge rather than round; a fraction is a RangeError. */
export function addAmounts(amounts: Iterable<number>): number {
  let sum = 0n
  for (const amount of amounts) sum += BigInt(amount)
  return exact(sum)
}

/**
 * MRR, in minor units: monthly amounts + yearly amounts ÷ 12, rounded half up once, after summing.
 * Throws CurrenciesMixed, AmountTooLarge.
 */
export function monthly(amounts: readonly RecurringAmount[]): number {
  return monthlyOf(yearlySum(amounts))
}

/** MRR of a yearly sum (a monthly amount is twelve times itself), rounded half up. Throws AmountTooLarge. */
export function monthlyOf(twelfths: bigint): number {
  const doubled = 2n * twelfths + 12n
  const rounded = doubled / 24n
  return exact(doubled < 0n && doubled % 24n !== 0n ? rounded - 1n : rounded)
}

/** ARR, in minor units: 12 × MRR before any rounding, so always exact. Throws CurrenciesMixed, AmountTooLarge. */
export function yearly(amounts: readonly RecurringAmount[]): number {
  return exact(yearlySum(amounts))
}

function yearlySum(amounts: readonly RecurringAmount[]): bigint {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))]
  if (currencies.length > 1) throw new CurrenciesMixed({ currencies })
  return amounts.reduce((sum, { amount, period }) => sum + BigInt(amount) * (period === 'month' ? 12n : 1n), 0n)
}

/** A sum as a number. Throws AmountTooLarge. */
export function exact(sum: bigint): number {
  const number = Number(sum)
  if (!Number.isSafeInteger(number)) throw new AmountTooLarge({ sum: sum.toString() })
  return number
}
