import { minorUnitExponent, type PaidPer, readAmountField } from '../amounts.js'
import type { Currency } from '../csql.js'
import { dayFrom, epochDayOf, isDay } from '../days.js'
import type { Day, Instant, Zone } from '../time.js'
import { cleanText, readCsqlNumber } from '../words.js'
import { instantAt, startOfDay, wallTimeOf } from '../zone-time.js'
import type { SheetFacts, SheetRule } from './fault.js'
import { readTypedPerson, type TypedPerson } from './people.js'

/** What cells are read by. */
export interface CellContext {
  readonly zone: Zone
  /** What a row that names none is in. */
  readonly currency: Currency
  readonly now: Instant
  /** The code that a word of either language stands for in a column (`アップセル`, `Upsell`); undefined = none. */
  readonly codeOf: (column: string, word: string) => string | undefined
}

export class CellFault {
  readonly rule: SheetRule
  readonly facts: SheetFacts

  constructor(rule: SheetRule, facts: SheetFacts = {}) {
    this.rule = rule
    this.facts = facts
  }
}

/**
 * Reads one cell that holds something: cleaned, and without spaces around it. `currency` is the row's own.
 *
 * @returns what it says, or why it says nothing
 */
export type CellRead<T> = (
  text: string,
  context: CellContext & { readonly column: string; readonly rowCurrency: Currency },
) => T | CellFault

/** Letters that a decoder could make nothing of. */
const UNREADABLE = '\uFFFD'

/** The text of a cell without what cannot be seen; '' for an empty one. */
export function cellText(cell: string): string | CellFault {
  if (cell === '') return ''
  if (cell.includes(UNREADABLE)) return new CellFault('unreadable_letters')
  return cleanText(cell.replace(/\r\n?/gu, '\n')).trim()
}

export const text =
  (limit: number): CellRead<string> =>
  (typed) =>
    typed.length <= limit ? typed : new CellFault('too_long', { limit })

/** A name stands on one line. */
export const name =
  (limit: number): CellRead<string> =>
  (typed) => {
    const line = typed.replace(/\s+/gu, ' ')
    return line.length <= limit ? line : new CellFault('too_long', { limit })
  }

/** Names with a semicolon between them. */
export const names =
  (limit: number): CellRead<readonly string[]> =>
  (typed) => {
    const each = typed.split(/[;\uFF1B]/u).map((one) => one.replace(/\s+/gu, ' ').trim())
    const all = [...new Set(each.filter(Boolean))]
    return all.every((one) => one.length <= limit) ? all : new CellFault('too_long', { limit })
  }

/** One of some codes, or what a language calls it. */
export const oneOf =
  <T extends string>(codes: readonly T[]): CellRead<T> =>
  (typed, { column, codeOf }) => {
    const word = typed.normalize('NFKC').trim().toLowerCase()
    const code = codes.find((one) => one === word) ?? codes.find((one) => one === codeOf(column, typed))
    return code ?? new CellFault('not_one_of', { typed, allowed: codes })
  }

const YES = ['yes', 'y', 'true', '1', 'はい', 'あり', '有', '○', '〇']
const NO = ['no', 'n', 'false', '0', 'いいえ', 'なし', '無', '×']

export const yesOrNo: CellRead<boolean> = (typed) => {
  const word = typed.normalize('NFKC').trim().toLowerCase()
  if (YES.includes(word)) return true
  return NO.includes(word) ? false : new CellFault('not_yes_or_no', { typed })
}

export const person: CellRead<TypedPerson> = (typed) =>
  readTypedPerson(typed) ?? new CellFault('not_a_person', { typed })

export const csqlNumber: CellRead<number> = (typed) => readCsqlNumber(typed) ?? new CellFault('not_a_number', { typed })

/** Thirteen digits, as Japan's tax agency gives them. */
export const corporateNumber: CellRead<string> = (typed) => {
  const digits = typed.normalize('NFKC').replace(/[\s-]/gu, '')
  return /^\d{13}$/u.test(digits) ? digits : new CellFault('not_a_corporate_number', { typed })
}

const KNOWN_CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

export const currency: CellRead<Currency> = (typed) => {
  const code = typed.normalize('NFKC').trim().toUpperCase()
  return KNOWN_CURRENCIES.has(code) ? code : new CellFault('unknown_currency', { typed })
}

const WHOLE = /^\d{1,15}$/u

/**
 * Money in major units of the row's currency, before tax, as minor units. A bare number is exact; any other way to write
 * an amount is read by the grammar of the one-line entry, and nothing is guessed.
 */
export const money =
  (period: PaidPer | null): CellRead<number> =>
  (typed, { rowCurrency }) => {
    const scale = 10 ** minorUnitExponent(rowCurrency)
    if (WHOLE.test(typed) && Number.isSafeInteger(Number(typed) * scale)) return Number(typed) * scale
    const read = readAmountField(typed, { currency: rowCurrency, period: period ?? 'month' })
    if (read === null) return new CellFault('amount_malformed', { typed })
    if (read.kind === 'unclear') return new CellFault(`amount_${read.reason}`, { typed })
    if (read.currency !== rowCurrency) return new CellFault('other_currency', { typed, other: rowCurrency })
    // The period has a column of its own; a cell that says another would be counted wrongly.
    if (read.periodGiven && read.period !== period) return new CellFault('other_period', { typed })
    return read.amount
  }

const FIRST_YEAR = 1970
const LAST_YEAR = 2200
const DAY = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/u
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/u

/** A day, year first: 2026-11-20, 2026/11/20, 2026年11月20日. */
export const day: CellRead<Day> = (typed) =>
  readDay(typed.normalize('NFKC').trim()) ?? new CellFault('not_a_day', { typed })

function readDay(typed: string): Day | CellFault | null {
  const [, year, month, date] = DAY.exec(typed) ?? COMPACT_DAY.exec(typed) ?? []
  if (year === undefined) return null
  const found = dayFrom(Number(year), Number(month), Number(date))
  if (found === null || Number(month) < 1 || Number(month) > 12) return new CellFault('no_such_day', { typed })
  const isNear = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR
  return isNear ? found : new CellFault('year_out_of_range', { typed })
}

const MONTH = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})月?$/u

/** `YYYY-MM`. */
export const month: CellRead<string> = (typed) => {
  const [, year, number] = MONTH.exec(typed.normalize('NFKC').trim()) ?? []
  const found = year === undefined ? '' : `${year}-${String(number).padStart(2, '0')}`
  if (!isDay(`${found}-01`)) return new CellFault('not_a_month', { typed })
  const isNear = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR
  return isNear ? found : new CellFault('year_out_of_range', { typed })
}

const TIME = /^([^T\s]+)(?:T|\s+)(\d{1,2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/iu

/**
 * An instant that is over: ISO 8601, or a day and a time as spreadsheets show them. Without an offset it is the
 * workspace's zone's; a day alone is its midnight.
 */
export const instant: CellRead<Instant> = (typed, { zone, now }) => {
  const at = readInstant(typed.normalize('NFKC').trim(), zone)
  if (at === null) return new CellFault('not_a_time', { typed })
  if (at instanceof CellFault) return new CellFault(at.rule, { ...at.facts, typed })
  return at > now ? new CellFault('in_the_future', { typed }) : at
}

function readInstant(typed: string, zone: Zone): Instant | CellFault | null {
  const alone = readDay(typed)
  if (alone !== null) return alone instanceof CellFault ? alone : startOfDay(zone, alone)
  const [, date = '', wall = '', seconds = '0', fraction = '', offset] = TIME.exec(typed) ?? []
  const civil = readDay(date)
  if (civil === null || civil instanceof CellFault) return civil
  const time = wallTimeOf(wall.padStart(5, '0'))
  if (time === null || Number(seconds) > 59) return null
  const within = Number(seconds) * 1000 + Math.floor(Number(`0.${fraction === '' ? 0 : fraction}`) * 1000)
  if (offset === undefined) return instantAt(zone, epochDayOf(civil), time) + within
  const shift = offsetMinutes(offset)
  return shift === null ? null : Date.parse(`${civil}T00:00:00Z`) + time + within - shift * 60_000
}

function offsetMinutes(offset: string): number | null {
  if (/^z$/iu.test(offset)) return 0
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/u.exec(offset) ?? []
  if (Number(hours) > 14 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
