import Holidays from 'date-holidays'
import { addDays, type EpochDay, epochDayOf } from './days.js'
import { DAY_MS, type Day } from './time.js'

const countries = new Set(Object.keys(new Holidays().getCountries('en')))
const offByCountryYear = new Map<string, ReadonlySet<EpochDay>>()

/** The countries whose public holidays are known, by code. */
export const HOLIDAY_COUNTRIES: readonly string[] = [...countries].filter((code) => /^[A-Z]{2}$/.test(code)).sort()

/** Whether holidays are known for the country: an ISO 3166-1 code in capitals, such as 'JP'. */
export function hasPublicHolidays(country: string): boolean {
  return countries.has(country)
}

/**
 * Whether the whole day is a public holiday of the country, substitute days (振替休日, 国民の休日) included.
 * Holidays that start at noon or later leave the day a working day. Days are civil days: no zone comes into it.
 */
export function isPublicHoliday(country: string, day: Day): boolean {
  const year = Number(day.slice(0, 4))
  const epochDay = epochDayOf(day)
  // A holiday of several days may begin on the last days of the year before.
  return publicHolidays(country, year).has(epochDay) || publicHolidays(country, year - 1).has(epochDay)
}

function publicHolidays(country: string, year: number): ReadonlySet<EpochDay> {
  const key = `${country} ${year}`
  const known = offByCountryYear.get(key)
  if (known !== undefined) return known
  const off = new Set<EpochDay>()
  for (const holiday of new Holidays(country, { types: ['public'] }).getHolidays(year)) {
    for (const day of wholeDays(holiday.date, holiday.end.getTime() - holiday.start.getTime())) off.add(epochDayOf(day))
  }
  offByCountryYear.set(key, off)
  return off
}

/** `date` is local to the country ('2026-11-23 00:00:00'), its Dates are not ours to read: the process has its own zone. */
function wholeDays(date: string, length: number): Day[] {
  if (date.slice(11, 19) !== '00:00:00') return []
  const first = date.slice(0, 10)
  // A change of clocks inside makes a day of 23 or 25 hours.
  return Array.from({ length: Math.round(length / DAY_MS) }, (_, n) => addDays(first, n))
}
