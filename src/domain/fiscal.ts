import {
  addDays,
  addMonths,
  type DayRange,
  dayFrom,
  daysBetween,
  firstOfMonth,
  lastOfMonth,
  mondayOf,
  monthOf,
  yearOf,
} from './days.js'
import type { Day } from './time.js'

/**
 * A stretch of the fiscal calendar, as figures for a label: 2026年度 第1四半期(4〜6月) is fiscalYear 2026, quarter 1,
 * fromMonth 4, toMonth 6. A fiscal year is named after the calendar year in which it starts (年度), whatever its month.
 */
export type FiscalQuarter = FiscalSpan & Readonly<{ quarter: 1 | 2 | 3 | 4 }>
export type FiscalHalf = FiscalSpan & Readonly<{ half: 1 | 2 }>
export type FiscalSpan = Readonly<{ fiscalYear: number; fromMonth: number; toMonth: number; from: Day; to: Day }>

/** The fiscal quarter of the day; `startMonth` (1–12) is the fiscal year's first month, April in Japan. */
export function fiscalQuarterOf(day: Day, startMonth: number): FiscalQuarter {
  const quarter = (Math.floor(monthOfFiscalYear(day, startMonth) / 3) + 1) as 1 | 2 | 3 | 4
  return { quarter, ...span(day, startMonth, 3) }
}

/** The fiscal half of the day: 上期 is 1, 下期 is 2. */
export function fiscalHalfOf(day: Day, startMonth: number): FiscalHalf {
  const half = (Math.floor(monthOfFiscalYear(day, startMonth) / 6) + 1) as 1 | 2
  return { half, ...span(day, startMonth, 6) }
}

/** The fiscal year of the day. */
export function fiscalYearOf(day: Day, startMonth: number): FiscalSpan {
  return span(day, startMonth, 12)
}

/** The quarter (1–4) of that fiscal year, as targets are set for it. */
export function fiscalQuarter(fiscalYear: number, quarter: 1 | 2 | 3 | 4, startMonth: number): FiscalQuarter {
  const start = dayFrom(fiscalYear, startMonth, 1)
  if (start === null) throw new RangeError(`no fiscal year ${fiscalYear} from month ${startMonth}`)
  return fiscalQuarterOf(addMonths(start, 3 * (quarter - 1)), startMonth)
}

/** The periods a report is asked for by. `year` is the fiscal one (今期). */
export const PERIODS = [
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_half',
  'last_half',
  'first_half',
  'second_half',
  'this_year',
  'last_year',
] as const
export type Period = (typeof PERIODS)[number]

/**
 * The days of a period: "this" one to date, so up to today; the last one whole. 上期 and 下期 are the latest such half
 * that has begun: of this fiscal year if it can be, to date while it runs. Weeks are ISO weeks.
 */
export function periodRange(period: Period, today: Day, startMonth: number): DayRange {
  const months = (length: number) => span(today, startMonth, length)
  switch (period) {
    case 'this_week':
      return { from: mondayOf(today), to: today }
    case 'last_week':
      return { from: addDays(mondayOf(today), -7), to: addDays(mondayOf(today), -1) }
    case 'this_month':
      return { from: firstOfMonth(today), to: today }
    case 'last_month':
      return wholeBefore(firstOfMonth(today), 1)
    case 'this_quarter':
      return { from: months(3).from, to: today }
    case 'last_quarter':
      return wholeBefore(months(3).from, 3)
    case 'this_half':
      return { from: months(6).from, to: today }
    case 'last_half':
      return wholeBefore(months(6).from, 6)
    case 'first_half':
    case 'second_half':
      return latestHalf(period === 'first_half' ? 1 : 2, today, startMonth)
    case 'this_year':
      return { from: months(12).from, to: today }
    case 'last_year':
      return wholeBefore(months(12).from, 12)
  }
}

/** The unit of a period: what lies one of it before is what it is compared with. */
export const PERIOD_UNITS = ['week', 'month', 'quarter', 'half', 'year'] as const
export type PeriodUnit = (typeof PERIOD_UNITS)[number]

export function unitOf(period: Period): PeriodUnit {
  const unit = /(?:this|last)_(week|month|quarter|half|year)$/.exec(period)?.[1]
  return (unit ?? 'half') as PeriodUnit
}

const MONTHS_OF: Readonly<Record<Exclude<PeriodUnit, 'week'>, number>> = { month: 1, quarter: 3, half: 6, year: 12 }

/**
 * The stretch that a period is compared with: one unit before, to the same day of it while the period runs. Days that
 * were typed (`unit` null) are compared with as many months before where they are whole months, else with as many days.
 */
export function periodBefore({ from, to }: DayRange, unit: PeriodUnit | null): DayRange {
  if (unit === 'week') return { from: addDays(from, -7), to: addDays(to, -7) }
  if (unit !== null) return monthsBefore({ from, to }, MONTHS_OF[unit])
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from) + 1
  if (from === firstOfMonth(from) && to === lastOfMonth(to)) return monthsBefore({ from, to }, months)
  return { from: addDays(from, -(daysBetween(from, to) + 1)), to: addDays(from, -1) }
}

/** The same for days of which some may still be ahead: a part is compared with a part. */
export function periodBeforeSoFar(days: DayRange, unit: PeriodUnit | null, today: Day): DayRange {
  const whole = periodBefore(days, unit)
  if (days.to <= today || today < days.from) return whole
  const end = addDays(whole.from, daysBetween(days.from, today))
  return end < whole.to ? { from: whole.from, to: end } : whole
}

function monthsBefore({ from, to }: DayRange, months: number): DayRange {
  const end = addMonths(to, -months)
  return { from: addMonths(from, -months), to: to === lastOfMonth(to) ? lastOfMonth(end) : end }
}

function latestHalf(half: 1 | 2, today: Day, startMonth: number): DayRange {
  const running = fiscalHalfOf(today, startMonth)
  return running.half === half ? { from: running.from, to: today } : wholeBefore(running.from, 6)
}

function wholeBefore(start: Day, months: number): DayRange {
  return { from: addMonths(start, -months), to: addDays(start, -1) }
}

/** The stretch of `length` months, counted from the start of the fiscal year, that holds the day. */
function span(day: Day, startMonth: number, length: number): FiscalSpan {
  const into = monthOfFiscalYear(day, startMonth)
  const first = firstOfMonth(day)
  const from = addMonths(first, -(into % length))
  const to = lastOfMonth(addMonths(from, length - 1))
  return { fiscalYear: yearOf(addMonths(first, -into)), fromMonth: monthOf(from), toMonth: monthOf(to), from, to }
}

/** 0 in the fiscal year's first month, 11 in its last. */
function monthOfFiscalYear(day: Day, startMonth: number): number {
  if (!(Number.isInteger(startMonth) && startMonth >= 1 && startMonth <= 12)) {
    throw new RangeError(`a fiscal year starts in a month: ${startMonth}`)
  }
  return (monthOf(day) - startMonth + 12) % 12
}
