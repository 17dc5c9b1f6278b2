import { dayOfEpoch, epochDayOf } from './days.js'
import { type Day, type Instant, MINUTE } from './time.js'
import { hoursFrom, nextWorkingMoment, type WorkingCalendar } from './working-calendar.js'
import { instantAt, localEpochDay, wallTimeAt } from './zone-time.js'

/**
 * The moment after so many working minutes (≥ 0), which is always inside working time: what would end at closing time
 * ends at the next opening. Adding a, then b, is adding a + b. Throws NoWorkingTime.
 */
export function addWorkingMinutes(calendar: WorkingCalendar, at: Instant, minutes: number): Instant {
  refuseNegative(minutes)
  let moment = nextWorkingMoment(calendar, at)
  let left = minutes * MINUTE
  let { day, hours } = hoursFrom(calendar, localEpochDay(calendar.zone, moment))
  while (left >= hours.closes - moment) {
    left -= hours.closes - moment
    ;({ day, hours } = hoursFrom(calendar, day + 1))
    moment = hours.opens
  }
  return moment + left
}

/**
 * The first moment by which so many working minutes (≥ 0) have passed since `at`: `at` itself for none. What ends at
 * closing time ends at closing time, so that a due time of the end of a day stays one. Throws NoWorkingTime.
 */
export function afterWorkingMinutes(calendar: WorkingCalendar, at: Instant, minutes: number): Instant {
  refuseNegative(minutes)
  if (minutes === 0) return at
  let left = minutes * MINUTE
  let from = nextWorkingMoment(calendar, at)
  let { day, hours } = hoursFrom(calendar, localEpochDay(calendar.zone, from))
  while (left > hours.closes - from) {
    left -= hours.closes - from
    ;({ day, hours } = hoursFrom(calendar, day + 1))
    from = hours.opens
  }
  return from + left
}

/** Working minutes from one instant to the other, a fraction included; negative where `to` is earlier. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  if (to < from) return 0 - workingMinutesBetween(calendar, to, from)
  const last = localEpochDay(calendar.zone, to)
  let worked = 0
  for (let day = localEpochDay(calendar.zone, from); day <= last; day += 1) {
    const hours = calendar.hours(day)
    if (hours !== null) worked += Math.max(0, Math.min(to, hours.closes) - Math.max(from, hours.opens))
  }
  return worked / MINUTE
}

/**
 * "n working days" of the clocks: the same wall time on the nth working day after; a start outside hours counts from
 * the next opening (domain.md §4). n ≥ 0. Throws NoWorkingTime.
 */
export function addWorkingDays(calendar: WorkingCalendar, at: Instant, n: number): Instant {
  const start = nextWorkingMoment(calendar, at)
  const startDay = localEpochDay(calendar.zone, start)
  const wall = wallTimeAt(calendar.zone, startDay, start)
  const { day, hours } = nthWorkingDay(calendar, startDay, n)
  // A change of clocks can move the wall time past the day's hours.
  return Math.min(Math.max(instantAt(calendar.zone, day, wall), hours.opens), hours.closes - 1)
}

/** The nth working day after the day; the day itself for 0, working or not. Throws NoWorkingTime. */
export function addWorkingDaysToDay(calendar: WorkingCalendar, day: Day, n: number): Day {
  return n === 0 ? day : dayOfEpoch(nthWorkingDay(calendar, epochDayOf(day), n).day)
}

/** Working days after `a`, up to and with `b`; negative where `b` is earlier. */
export function workingDaysBetween(calendar: WorkingCalendar, a: Day, b: Day): number {
  if (b < a) return 0 - workingDaysBetween(calendar, b, a)
  const last = epochDayOf(b)
  let count = 0
  for (let day = epochDayOf(a) + 1; day <= last; day += 1) if (calendar.hours(day) !== null) count += 1
  return count
}

function nthWorkingDay(calendar: WorkingCalendar, from: number, n: number) {
  refuseNegative(n)
  if (!Number.isInteger(n)) throw new RangeError(`working days are whole: ${n}`)
  let found = hoursFrom(calendar, from + (n === 0 ? 0 : 1))
  for (let left = n - 1; left > 0; left -= 1) found = hoursFrom(calendar, found.day + 1)
  return found
}

function refuseNegative(n: number): void {
  if (!(n >= 0)) throw new RangeError(`working time is added forwards: ${n}`)
}
