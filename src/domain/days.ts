import { DAY_MS, type Day } from './time.js'

/** Days since 1970-01-01: what a Day is counted with. */
export type EpochDay = number

/** 1 = Monday … 7 = Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Both ends belong to it. */
export type DayRange = Readonly<{ from: Day; to: Day }>

export type IsoWeek = Readonly<{ year: number; week: number; label: string }>

const DAY_FORM = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** How many days the month (1–12) has; 0 for a month there is not. */
function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0)
}

/** The day of these figures, or null where the civil calendar has none (2026-02-29) or the year is not of four digits. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | null {
  if (!(year >= 1000 && year <= 9999)) return null
  if (!(dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month))) return null
  return `${year}-${pad(month)}-${pad(dayOfMonth)}`
}

/** Whether the text is a day that exists, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const [, year, month, dayOfMonth] = DAY_FORM.exec(text) ?? []
  return dayFrom(Number(year), Number(month), Number(dayOfMonth)) === text
}

/** Throws RangeError for what is no Day: text from people goes through `readDay` first. */
export function epochDayOf(day: Day): EpochDay {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  return Date.UTC(yearOf(day), monthOf(day) - 1, dayOfMonthOf(day)) / DAY_MS
}

export function dayOfEpoch(epochDay: EpochDay): Day {
  const known = written.get(epochDay)
  if (known !== undefined) return known
  const day = new Date(epochDay * DAY_MS).toISOString().slice(0, 10)
  if (written.size >= MOST_WRITTEN) written.clear()
  written.set(epochDay, day)
  return day
}

/** Days as they are written: the same few are asked for again and again, and writing one costs a microsecond. */
const written = new Map<EpochDay, Day>()
const MOST_WRITTEN = 50_000

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

export function monthOf(day: Day): number {
  return Number(day.slice(5, 7))
}

export function dayOfMonthOf(day: Day): number {
  return Number(day.slice(8, 10))
}

export function addDays(day: Day, n: number): Day {
  return dayOfEpoch(epochDayOf(day) + n)
}

/** The same day of the month n months on; the month's last day where it has no such day. */
export function addMonths(day: Day, n: number): Day {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + n
  const year = Math.floor(months / 12)
  const month = (months % 12) + 1
  const added = dayFrom(year, month, Math.min(dayOfMonthOf(day), daysInMonth(year, month)))
  if (added === null) throw new RangeError(`no day ${n} months from ${day}`)
  return added
}

/** Civil days from a to b; negative where b comes first. */
export function daysBetween(a: Day, b: Day): number {
  return epochDayOf(b) - epochDayOf(a)
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

export function lastOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-${pad(daysInMonth(yearOf(day), monthOf(day)))}`
}

export function weekdayOf(day: Day): Weekday {
  return weekdayOfEpoch(epochDayOf(day))
}

export function weekdayOfEpoch(epochDay: EpochDay): Weekday {
  // 1970-01-01 was a Thursday; the double remainder keeps days before it right.
  return (((((epochDay + 3) % 7) + 7) % 7) + 1) as Weekday
}

/** The Monday of the day's ISO week. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}

/** The ISO 8601 week, which belongs to the year of its Thursday: 2027-01-01 is in 2026-W53. */
export function isoWeekOf(day: Day): IsoWeek {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const year = yearOf(thursday)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
  return { year, week, label: `${year}-W${pad(week)}` }
}

function pad(n: number): string {
  return String(n).padStart(2, '0')
}
