import type { Purpose } from '../domain/delivery.js'
import { batchSlot } from '../domain/nudge-policy.js'
import type { Person } from '../domain/person.js'
import type { Day, Instant } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'

/** The slot of a batch from an instant on: its local day, by which it is unique, and when it goes. */
export function slotFrom(
  settings: Settings,
  person: Person,
  purpose: Purpose,
  from: Instant,
): { readonly day: Day; readonly at: Instant } {
  const calendar = calendarOf(settings, person)
  if (purpose !== 'nudge_high') return batchSlot(calendar, from)
  const at = nextWorkingMoment(calendar, from)
  return { day: localDay(calendar.zone, at), at }
}

/** From when on nudges and escalations go to somebody: now, or the first instant of the day until which they paused them. */
export function pauseOver(person: Pick<Person, 'pausedUntil' | 'zone'>, now: Instant): Instant {
  if (person.pausedUntil === null) return now
  return Math.max(now, startOfDay(person.zone, person.pausedUntil))
}
