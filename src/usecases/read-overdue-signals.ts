import type { CsqlDetails } from '../domain/csql-details.js'
import type { PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { detailsOf } from './read-csql.js'

/** A signal that its CSM has neither handed over nor let go in time. */
export interface OverdueSignal {
  readonly details: CsqlDetails
  /** When the `qualify` clock fell due, UTC ms. */
  readonly dueAt: Instant
  /** Past due, in the CSM's working days; 0 on the day it fell due. */
  readonly workingDays: number
}

/**
 * The signals of a CSM whose `qualify` clock is past due (domain.md §4: shown in Monday's summary only), longest due
 * first. What was put off (snoozed) until later is left out. `total` counts all of them, `rows` holds at most `limit`.
 */
export async function readOverdueSignals(
  ctx: Ctx,
  csmId: PersonId,
  limit: number,
): Promise<{ readonly rows: readonly OverdueSignal[]; readonly total: number }> {
  return ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    const calendar = calendarOf(settings, await tx.people.get(csmId))
    const day = (at: Instant): string => localDay(calendar.zone, at)
    const { rows: clocks, total } = await tx.clocks.pastDue({ owner: csmId, kind: 'qualify', at: ctx.now, limit })
    const rows: OverdueSignal[] = []
    for (const { csqlId, dueAt } of clocks) {
      const csql = await tx.csqls.get(csqlId)
      if (csql === null) continue
      const workingDays = workingDaysBetween(calendar, day(dueAt), day(ctx.now))
      rows.push({ details: await detailsOf(tx, csql), dueAt, workingDays })
    }
    return { rows, total }
  })
}
