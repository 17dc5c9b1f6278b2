import type { World } from './attempt.js'
import { BadValue, Incomplete } from './errors.js'
import { isReason, type ReasonList } from './reasons.js'
import type { Day } from './time.js'
import { addWorkingDaysToDay } from './working-time.js'
import { localDay } from './zone-time.js'

/** A next date is at most this many working days on (domain rule of `update`). */
const NEXT_ON_LIMIT = 30

/** @throws Incomplete naming every field that holds nothing */
export function requireFields(fields: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(fields).filter((name) => fields[name] === null || fields[name] === undefined)
  if (missing.length > 0) throw new Incomplete({ fields: missing })
}

/**
 * A code of the list, the workspace's own entries included. A decision against somebody's work (reject, lose) says
 * more than `other`.
 *
 * @throws Incomplete without a code, or without a note to `other` where one is due
 * @throws BadValue for a code of no such list
 */
export function requireReason(
  list: Exclude<ReasonList, 'neglect'>,
  field: string,
  code: string | null,
  world: World,
  noteToOther?: string | null,
): void {
  if (code === null) throw new Incomplete({ fields: [field] })
  const added = world.settings.addedReasons[list].map((entry) => entry.code)
  if (!isReason(list, code, added)) throw new BadValue({ field, rule: 'unknown_reason', typed: code })
  if (noteToOther === null && code === 'other') throw new Incomplete({ fields: ['note'] })
}

/** In the calendar of whoever owes the next step. @throws BadValue for a day that is over */
export function requireNotPast(field: string, day: Day | null, { calendar, now }: World): void {
  const today = localDay(calendar.zone, now)
  if (day !== null && day < today) throw new BadValue({ field, rule: 'past', typed: day, today })
}

/** @throws BadValue for a day that is over, or more than NEXT_ON_LIMIT working days on */
export function requireNextOn(day: Day | null, world: World): void {
  if (day === null) return
  requireNotPast('next_on', day, world)
  const today = localDay(world.calendar.zone, world.now)
  const latest = addWorkingDaysToDay(world.calendar, today, NEXT_ON_LIMIT)
  if (day > latest) throw new BadValue({ field: 'next_on', rule: 'too_far', typed: day, latest })
}
