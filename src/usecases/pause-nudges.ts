import { BadValue, NotFound } from '../domain/errors.js'
import type { Person } from '../domain/person.js'
import type { Day } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import { type Ctx, forOneself } from './context.js'
import { moveWaiting } from './move-waiting.js'

/**
 * Pauses the actor's own nudges until a day, in their zone; null ends the pause. Hand-overs and decisions still come; a
 * batch that waits goes when the pause is over, be it sooner or later than before.
 *
 * @throws BadValue for a day that is not ahead
 */
export async function pauseNudges(ctx: Ctx, until: Day | null): Promise<Person> {
  const id = forOneself(ctx, 'nudges.pause')
  const person = await ctx.store.transaction(async (tx) => {
    const before = await tx.people.get(id)
    if (before === null) throw new NotFound({ what: 'person', typed: id })
    const today = localDay(before.zone, ctx.now)
    if (until !== null && until <= today)
      throw new BadValue({ field: 'until', rule: 'not_after_today', typed: until, today })
    const paused = { ...before, pausedUntil: until }
    await tx.people.put(paused)
    await moveWaiting(tx, id, ctx.now)
    return paused
  })
  ctx.committed()
  return person
}
