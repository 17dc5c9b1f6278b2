import { addDays } from './days.js'
import type { Leave, Person } from './person.js'
import type { Instant } from './time.js'
import { nextWorkingMoment, type WorkingCalendar } from './working-calendar.js'
import { localDay, startOfDay } from './zone-time.js'

/**
 * Who stands in for somebody on leave: the colleague named with the leave, from its first local day to its last, and
 * nobody else. It is never passed on: a delegate who is on leave too, or takes no part any more, leaves nobody.
 */

type OnLeave = Pick<Person, 'id' | 'zone' | 'leave'>

/** The leave that a person is on at an instant, by the days of their own zone; null = none. */
export function leaveAt({ zone, leave }: Pick<Person, 'zone' | 'leave'>, at: Instant): Leave | null {
  if (leave.length === 0) return null
  const today = localDay(zone, at)
  return leave.find(({ from, to }) => from <= today && today <= to) ?? null
}

/** Whether one stands in for the other at an instant. */
export function standsInFor(deputy: Person, person: OnLeave, at: Instant): boolean {
  if (deputy.id === person.id || deputy.standing !== 'member' || deputy.slackUserId === null) return false
  return leaveAt(person, at)?.delegateId === deputy.id && leaveAt(deputy, at) === null
}

/**
 * The leave that lies between now and the next moment that a person works: what is written to them now, they read after
 * it. Of several, the first that names a delegate, else the first; null = there is none.
 */
export function leaveAhead(person: OnLeave, calendar: WorkingCalendar, now: Instant): Leave | null {
  if (person.leave.length === 0) return null
  const back = nextWorkingMoment(calendar, now)
  const starts = (leave: Leave): Instant => startOfDay(person.zone, leave.from)
  const ends = (leave: Leave): Instant => startOfDay(person.zone, addDays(leave.to, 1))
  const ahead = person.leave
    .filter((leave) => starts(leave) < back && now < ends(leave))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return ahead.find(({ delegateId }) => delegateId !== null) ?? ahead[0] ?? null
}

/**
 * When the delegate of a leave reads what comes now: their next working moment once it runs. Null where it has ended by
 * then, or they do not stand in at that moment.
 */
export function deputyMoment(
  deputy: Person,
  calendar: WorkingCalendar,
  { person, leave, now }: { person: OnLeave; leave: Leave; now: Instant },
): Instant | null {
  const at = nextWorkingMoment(calendar, Math.max(now, startOfDay(person.zone, leave.from)))
  return standsInFor(deputy, person, at) ? at : null
}
