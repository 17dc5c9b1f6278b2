import { BadValue, NotFound } from '../domain/errors.js'
import type { Person } from '../domain/person.js'
import type { Day } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import { actingPerson, type Ctx } from './context.js'

/**
 * Pauses the actor's own nudges until a day, in their zone; null ends the pause. Hand-overs and decisions still come.
 *
 * @throws BadValue for a day that is not ahead
 */
export async function pauseNudges(ctx: Ctx, until: Day | null): Promise<Person> {
  const id = actingPerson(ctx, 'pause')
  return ctx.store.transaction(async (tx) => {
    const person = await tx.people.get(id)
    if (person === null) throw new NotFound({ what: 'person', typed: id })
    const today = localDay(person.zone, ctx.now)
    if (until !== null && until <= today)
      throw new BadValue({ field: 'until', rule: 'not_after_today', typed: until, today })
    const paused = { ...person, pausedUntil: until }
    await tx.people.put(paused)
    return paused
  })
}
