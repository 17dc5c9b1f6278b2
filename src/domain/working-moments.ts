import { addDays, dayOfEpoch, epochDayOf, mondayOf, type Weekday } from './days.js'
import { type Day, HOUR, type Instant, MINUTE } from './time.js'
import { type Hours, hoursFrom, type WorkingCalendar } from './working-calendar.js'
import { instantAt, instantOf, localDay, localEpochDay, type WallTime } from './zone-time.js'

/**
 * The moments of domain.md §4 that have a name. "The next working day" is the first one after the local day of `at`,
 * at whatever hour: a hand-over on Friday night or on Saturday is due by the end of Monday.
 */

const BATCH_TIME: WallTime = 10 * HOUR
const NOON: WallTime = 12 * HOUR

/** The decide clock: closing time of the nth working day after. Throws NoWorkingTime, as all of these do. */
export function endOfWorkingDayAfter(calendar: WorkingCalendar, at: Instant, days: number): Instant {
  let found = hoursFrom(calendar, localEpochDay(calendar.zone, at) + 1)
  for (let passed = 1; passed < days; passed += 1) found = hoursFrom(calendar, found.day + 1)
  return found.hours.closes
}

/** The decide clock of high heat: noon of the next working day, or the nearest minute inside the person's hours. */
export function noonOfNextWorkingDay(calendar: WorkingCalendar, at: Instant): Instant {
  const { day, hours } = hoursFrom(calendar, localEpochDay(calendar.zone, at) + 1)
  const noon = instantAt(calendar.zone, day, NOON)
  return Math.max(hours.opens, Math.min(noon, hours.closes - MINUTE))
}

/** A date alone falls due at its closing time; a date off, at the closing time of the next working day. */
export function dueOnDay(calendar: WorkingCalendar, day: Day): Instant {
  return hoursFrom(calendar, epochDayOf(day)).hours.closes
}

/**
 * When the day's nudges go out: the first working moment from 10:00 on the wall. That is the opening for who opens
 * later, and also for who has closed by then. Null on a day off.
 */
export function batchMomentOn(calendar: WorkingCalendar, day: Day): Instant | null {
  const epochDay = epochDayOf(day)
  const hours = calendar.hours(epochDay)
  return hours === null ? null : batchMomentIn(calendar, epochDay, hours)
}

/** The batch moment of the first working day on or after the day. */
export function batchMomentFrom(calendar: WorkingCalendar, day: Day): Instant {
  const found = hoursFrom(calendar, epochDayOf(day))
  return batchMomentIn(calendar, found.day, found.hours)
}

/** The first batch moment at or after the instant. */
export function nextBatchMoment(calendar: WorkingCalendar, at: Instant): Instant {
  const today = localEpochDay(calendar.zone, at)
  const first = batchMomentFrom(calendar, dayOfEpoch(today))
  return first >= at ? first : batchMomentFrom(calendar, dayOfEpoch(today + 1))
}

/**
 * The weekly slot of the ISO week that `at` lies in: the wall time ('HH:MM') on that weekday, within hours or not;
 * where that is a day off, the next opening, be it in the week after.
 */
export function weekSlot(calendar: WorkingCalendar, at: Instant, weekday: Weekday, wall: string): Instant {
  const day = addDays(mondayOf(localDay(calendar.zone, at)), weekday - 1)
  const found = hoursFrom(calendar, epochDayOf(day))
  return found.day === epochDayOf(day) ? instantOf(calendar.zone, day, wall) : found.hours.opens
}

function batchMomentIn(calendar: WorkingCalendar, day: number, hours: Hours): Instant {
  const from = Math.max(instantAt(calendar.zone, day, BATCH_TIME), hours.opens)
  return from < hours.closes ? from : hours.opens
}
