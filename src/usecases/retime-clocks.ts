import { retimed } from '../domain/clock-changes.js'
import type { ClockId, PersonId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import { calendarOf } from '../domain/workspace.js'
import type { Tx } from './ports.js'

/** Clocks that are read at once. */
const PAGE = 500

/**
 * Computes the due times of running clocks again, after the calendar of their owner changed, or everybody's: a due time
 * moves with holidays, leave and zone, never by itself.
 */
export async function retimeClocks(tx: Tx, owner: PersonId | 'everybody', now: Instant): Promise<void> {
  const settings = await tx.settings.get()
  const people = new Map<string, Person | null>()
  const calendar = (id: PersonId | null) => calendarOf(settings, id === null ? null : (people.get(id) ?? null))
  let after: ClockId | null = null
  for (;;) {
    const page = await tx.clocks.page(owner, after, PAGE)
    for (const clock of page) {
      const { ownerId } = clock
      if (ownerId !== null && !people.has(ownerId)) people.set(ownerId, await tx.people.get(ownerId))
      const csql = await tx.csqls.get(clock.csqlId)
      if (csql !== null) await tx.clocks.update(retimed(clock, csql, { now, settings, calendarOf: calendar }))
    }
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE) return
  }
}
