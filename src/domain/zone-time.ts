import { Temporal } from 'temporal-polyfill'
import { dayOfEpoch, type EpochDay, epochDayOf } from './days.js'
import { DAY_MS, type Day, type Instant, MINUTE, type Zone } from './time.js'

/** A time on the wall, in milliseconds since the day's 00:00 as clocks show it. */
export type WallTime = number

const WALL_FORM = /^([01]\d|2[0-3]):([0-5]\d)$/

/** First instants of days, by zone: Temporal costs some 30 µs a day, and a sweep asks for the same days again and again. */
const startsByZone = new Map<Zone, Map<EpochDay, Instant>>()

/** Whether this runtime knows the zone's rules. Offsets ('+09:00') are no zones here: they know no DST. */
export function isZone(zone: Zone): boolean {
  if (startsByZone.has(zone)) return true
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

/** Reads 'HH:MM', 00:00 to 23:59; null for anything else. */
export function wallTimeOf(text: string): WallTime | null {
  const [, hours, minutes] = WALL_FORM.exec(text) ?? []
  return hours === undefined ? null : (Number(hours) * 60 + Number(minutes)) * MINUTE
}

/** The civil day in the zone at a UTC instant. */
export function localDay(zone: Zone, at: Instant): Day {
  return dayOfEpoch(localEpochDay(zone, at))
}

/** The first instant of the day in the zone: 01:00 on the wall where the clocks jump at midnight. */
export function startOfDay(zone: Zone, day: Day): Instant {
  return startOfEpochDay(zone, epochDayOf(day))
}

/** The last whole second of the day in the zone. */
export function lastSecondOf(zone: Zone, day: Day): Instant {
  return startOfEpochDay(zone, epochDayOf(day) + 1) - 1000
}

/** The instant of 'HH:MM' on the day, by the rule of `instantAt`. Throws RangeError for what is no wall time. */
export function instantOf(zone: Zone, day: Day, wall: string): Instant {
  const time = wallTimeOf(wall)
  if (time === null) throw new RangeError(`not a wall time: ${wall}`)
  return instantAt(zone, epochDayOf(day), time)
}

export function localEpochDay(zone: Zone, at: Instant): EpochDay {
  let day = Math.floor(at / DAY_MS)
  while (at < startOfEpochDay(zone, day)) day -= 1
  while (at >= startOfEpochDay(zone, day + 1)) day += 1
  return day
}

export function startOfEpochDay(zone: Zone, epochDay: EpochDay): Instant {
  const starts = startsByZone.get(zone)
  const known = starts?.get(epochDay)
  if (known !== undefined) return known
  const start = Temporal.PlainDate.from(dayOfEpoch(epochDay)).toZonedDateTime(zone).epochMilliseconds
  if (starts === undefined) startsByZone.set(zone, new Map([[epochDay, start]]))
  else starts.set(epochDay, start)
  return start
}

/**
 * The instant at which clocks in the zone show the wall time on that day. Temporal's 'compatible' rule decides the
 * rest: a time that clocks skip is taken as late as if they had not jumped (02:15 in a gap of an hour from 02:00 is
 * 03:15), and of a time that clocks show twice the first is meant.
 */
export function instantAt(zone: Zone, epochDay: EpochDay, wall: WallTime): Instant {
  const start = startOfEpochDay(zone, epochDay)
  if (isPlainDay(zone, epochDay)) return start + wall
  const time = Temporal.PlainTime.from('00:00').add({ milliseconds: wall })
  return Temporal.PlainDate.from(dayOfEpoch(epochDay)).toZonedDateTime({ timeZone: zone, plainTime: time })
    .epochMilliseconds
}

/** What clocks in the zone show at an instant of that local day. */
export function wallTimeAt(zone: Zone, epochDay: EpochDay, at: Instant): WallTime {
  if (isPlainDay(zone, epochDay)) return at - startOfEpochDay(zone, epochDay)
  const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime()
  return Temporal.PlainTime.from('00:00').until(shown).total('milliseconds')
}

/** A day of 24 hours has no change of clocks in it: only the others need Temporal. */
function isPlainDay(zone: Zone, epochDay: EpochDay): boolean {
  return startOfEpochDay(zone, epochDay + 1) - startOfEpochDay(zone, epochDay) === DAY_MS
}

/** `2026-11-25 10:00:00` on the wall of a zone, as spreadsheets read it. */
export const wallOf = (zone: Zone, at: Instant): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
