import { type DayRange, dayOfEpoch, type EpochDay, epochDayOf, isDay, type Weekday, weekdayOfEpoch } from './days.js'
import { DomainError } from './errors.js'
import { hasPublicHolidays, isPublicHoliday } from './public-holidays.js'
import type { Day, Instant, Zone } from './time.js'
import { instantAt, isZone, localEpochDay, startOfEpochDay, type WallTime, wallTimeOf } from './zone-time.js'

/**
 * When somebody works. A **working day** is a day of the calendar's weekdays that is no public holiday, no company
 * holiday and no leave. **Working time** is [opens, closes) on the wall of working days, so closing time itself is
 * outside. A date's working time never leaves that local day, whatever the clocks do.
 */
export type WorkingCalendar = Readonly<{
  zone: Zone
  opens: WallTime
  closes: WallTime
  isOff: (day: Day) => boolean
  /** The hours of a day, null on a day off. Kept by the calendar: build one per person and sweep, not one per question. */
  hours: (day: EpochDay) => Hours | null
}>

/** UTC instants; `closes` is the first one that no longer belongs. */
export type Hours = Readonly<{ opens: Instant; closes: Instant }>

export type WorkingCalendarSettings = Readonly<{
  zone: Zone
  weekdays?: readonly Weekday[]
  /** 'HH:MM' on the wall. */
  opens?: string
  closes?: string
  /** ISO 3166-1 code whose public holidays are off; null where nobody's are. */
  country: string | null
  /** 'YYYY-MM-DD', 'YYYY-MM-DD..YYYY-MM-DD', or every year 'MM-DD' and 'MM-DD..MM-DD' ('12-29..01-03'). */
  companyHolidays?: readonly string[]
  leave?: readonly DayRange[]
}>

/** A setting no calendar can be made of. Facts: `setting`, `value`. */
export class BadCalendar extends DomainError {
  readonly code = 'bad_calendar'
}

/** Ten years from `from` hold no working day. Facts: `from`. */
export class NoWorkingTime extends DomainError {
  readonly code = 'no_working_time'
}

const SEARCHED_DAYS = 3660

/** Monday to Friday, 09:00–18:00, unless said otherwise (domain.md §4). Throws BadCalendar. */
export function workingCalendar(settings: WorkingCalendarSettings): WorkingCalendar {
  const { zone, weekdays = [1, 2, 3, 4, 5], country, companyHolidays = [], leave = [] } = settings
  const opens = wallTimeOf(settings.opens ?? '09:00')
  const closes = wallTimeOf(settings.closes ?? '18:00')
  if (!isZone(zone)) throw new BadCalendar({ setting: 'zone', value: zone })
  if (weekdays.length === 0) throw new BadCalendar({ setting: 'weekdays', value: weekdays })
  if (opens === null) throw new BadCalendar({ setting: 'opens', value: settings.opens })
  if (closes === null || closes <= opens) throw new BadCalendar({ setting: 'closes', value: settings.closes })
  if (country !== null && !hasPublicHolidays(country)) throw new BadCalendar({ setting: 'country', value: country })

  const spans = [...companyHolidays.map(offSpan), ...leave.map(leaveSpan)]
  const isOff = (day: Day) => (country !== null && isPublicHoliday(country, day)) || spans.some((covers) => covers(day))
  const known = new Map<EpochDay, Hours | null>()
  const hours = (day: EpochDay) => {
    let found = known.get(day)
    if (found === undefined) {
      const isWorking = weekdays.includes(weekdayOfEpoch(day)) && !isOff(dayOfEpoch(day))
      found = isWorking ? hoursWithin(zone, day, opens, closes) : null
      known.set(day, found)
    }
    return found
  }
  return { zone, opens, closes, isOff, hours }
}

/** Whether the text is a company holiday as the settings write it. */
export function isOffSpan(text: string): boolean {
  const [from = '', to = from, ...more] = text.split('..')
  if (more.length > 0) return false
  return (isDay(from) && isDay(to) && from <= to) || (isRecurringDay(from) && isRecurringDay(to))
}

export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  return calendar.hours(epochDayOf(day)) !== null
}

/** The instant the day opens, null on a day off. */
export function openingOf(calendar: WorkingCalendar, day: Day): Instant | null {
  return calendar.hours(epochDayOf(day))?.opens ?? null
}

/** The instant the day closes, null on a day off. */
export function closingOf(calendar: WorkingCalendar, day: Day): Instant | null {
  return calendar.hours(epochDayOf(day))?.closes ?? null
}

/** Whether the instant is in [opens, closes) of a working day. */
export function isWorkingTime(calendar: WorkingCalendar, at: Instant): boolean {
  return nextWorkingMoment(calendar, at) === at
}

/** `at` itself inside working time, else the next opening. The one place that decides it. Throws NoWorkingTime. */
export function nextWorkingMoment(calendar: WorkingCalendar, at: Instant): Instant {
  const today = localEpochDay(calendar.zone, at)
  const hours = calendar.hours(today)
  if (hours !== null && at < hours.closes) return Math.max(at, hours.opens)
  return hoursFrom(calendar, today + 1).hours.opens
}

/** The first working day on or after the given one, with its hours. Throws NoWorkingTime. */
export function hoursFrom(calendar: WorkingCalendar, from: EpochDay): { day: EpochDay; hours: Hours } {
  for (let day = from; day < from + SEARCHED_DAYS; day += 1) {
    const hours = calendar.hours(day)
    if (hours !== null) return { day, hours }
  }
  throw new NoWorkingTime({ from: dayOfEpoch(from) })
}

/**
 * Opening and closing by the 'compatible' rule (see `instantAt`), cut to the local day. Null where a change of clocks
 * leaves nothing between them, or the zone skips the whole date: such a day is no working day.
 */
function hoursWithin(zone: Zone, day: EpochDay, opens: WallTime, closes: WallTime): Hours | null {
  const opening = Math.max(instantAt(zone, day, opens), startOfEpochDay(zone, day))
  const closing = Math.min(instantAt(zone, day, closes), startOfEpochDay(zone, day + 1))
  return opening < closing ? { opens: opening, closes: closing } : null
}

type Covers = (day: Day) => boolean

function offSpan(text: string): Covers {
  if (!isOffSpan(text)) throw new BadCalendar({ setting: 'companyHolidays', value: text })
  const [from = '', to = from] = text.split('..')
  if (isDay(from)) return (day) => from <= day && day <= to
  if (from <= to) return (day) => from <= day.slice(5) && day.slice(5) <= to
  return (day) => from <= day.slice(5) || day.slice(5) <= to
}

function leaveSpan({ from, to }: DayRange): Covers {
  if (!isDay(from) || !isDay(to) || to < from) throw new BadCalendar({ setting: 'leave', value: { from, to } })
  return (day) => from <= day && day <= to
}

function isRecurringDay(text: string): boolean {
  // A leap year has every MM-DD.
  return isDay(`2024-${text}`)
}
