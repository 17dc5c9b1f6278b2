import { NotFound, NothingToUndo } from '../domain/errors.js'
import { EventId } from '../domain/ids.js'
import { undo } from '../domain/reversal.js'
import type { Acted } from './act-on-csql.js'
import { ask, type Ctx } from './context.js'
import { once } from './once.js'
import { recordStep } from './record-step.js'

/**
 * Takes the actor's last action on a CSQL back, within five minutes, if nothing followed.
 *
 * @throws NotFound no such number here
 * @throws NothingToUndo too late, somebody else's, followed by something, or itself an undo
 */
export async function undoAction(ctx: Ctx, input: { number: number; eventId?: string }): Promise<Acted> {
  ask(ctx, 'csql.read')
  return once(ctx, async (tx) => {
    const csql = await tx.csqls.byNumber(input.number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(input.number) })
    const history = await tx.events.of(csql.id)
    const eventId = input.eventId === undefined ? undefined : EventId.parse(input.eventId)
    const step = undo(csql, ctx.actor, history, ctx.now, eventId)
    // A typed name that was absorbed by the account that was meant is no account any more.
    if ((await tx.accounts.get(step.after.accountId)) === null) {
      throw new NothingToUndo({ number: csql.number, why: 'followed' })
    }
    const events = await recordStep(ctx, tx, await tx.settings.get(), step)
    const { number, version, state } = step.after
    return { number, version, state, eventId: events.at(-1)?.id ?? '' }
  })
}
