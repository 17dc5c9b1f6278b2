import { actorIdOf } from '../domain/attempt.js'
import type { Csql } from '../domain/csql.js'
import { Overtaken } from '../domain/errors.js'
import { type CsqlId, EventId } from '../domain/ids.js'
import type { Day } from '../domain/time.js'
import type { Ctx } from './context.js'
import type { Tx } from './ports.js'

/** Won, and nobody said from when it is used: the one thing that may still be told of it from outside. */
export const lacksStart = ({ state, startOn }: Csql): boolean => state === 'won' && startOn === null

/**
 * Gives wins the day on which they begin to be used, as an edit that stands in their history. Nobody is told.
 *
 * @throws Overtaken when one was given its day, or is no win any more
 */
export async function fillStarts(ctx: Ctx, tx: Tx, starts: ReadonlyMap<CsqlId, Day>): Promise<void> {
  for (const [id, startOn] of starts) {
    const csql = await tx.csqls.get(id)
    if (csql === null || !lacksStart(csql)) throw new Overtaken({})
    const after = { ...csql, startOn }
    if (!(await tx.csqls.advance(csql, after))) throw new Overtaken({})
    const eventId = EventId.parse(ctx.ids.next())
    const { state, csmId, aeId } = csql
    await tx.events.append({
      ...{ id: eventId, stepId: eventId, csqlId: id, kind: 'edit', actorId: actorIdOf(ctx.actor) },
      ...{ from: state, to: state, reverses: null, changes: { startOn }, csmId, aeId, textId: null, figures: {} },
      ...{ occurredAt: ctx.now, recordedAt: ctx.now },
    })
    ctx.touched?.(after)
  }
}
