import type { CsqlDetails } from '../domain/csql-details.js'
import { NotFound } from '../domain/errors.js'
import { TRANSITIONS } from '../domain/event.js'
import type { Action } from '../domain/lifecycle.js'
import { mayAct, requireRight } from '../domain/may.js'
import type { Actor } from '../domain/person.js'
import { ask, type Ctx } from './context.js'
import { detailsOf } from './read-csql.js'
import { refusalOf, tooLate } from './record-step.js'
import { standingIn } from './standing-in.js'

/** A CSQL, and who is to act on it, as what they are to it now. */
export interface ForAction {
  readonly details: CsqlDetails
  readonly actor: Actor
}

/**
 * Reads a CSQL for a form of an action, if the actor may do it now: nobody fills in what would be refused. The rights,
 * the state and the version are read again when the form comes back.
 *
 * @throws NotFound, NotAllowed, CsqlChangedMeanwhile, IllegalTransition as the action itself would
 */
export async function readForAction(
  ctx: Ctx,
  { number, version, action }: { number: number; version: number | null; action: Action },
): Promise<ForAction> {
  ask(ctx, 'csql.read')
  return ctx.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(number) })
    const actor = await standingIn(tx, ctx.actor, csql, ctx.now)
    requireRight(action, actor, csql, await tx.settings.get())
    const isTransition = (TRANSITIONS as readonly string[]).includes(action)
    const refusal = refusalOf(action, csql)
    if (isTransition && version !== null && version !== csql.version) throw await tooLate(ctx, tx, csql, refusal)
    if (refusal !== null) throw csql.version > 1 ? await tooLate(ctx, tx, csql, refusal) : refusal
    return { details: await detailsOf(tx, csql), actor }
  })
}

/** Changing who is responsible: for those who may, at once; an AE otherwise proposes another. */
export async function assignAction(ctx: Ctx, number: number): Promise<'reassign' | 'propose_ae'> {
  ask(ctx, 'csql.read')
  return ctx.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(number) })
    const settings = await tx.settings.get()
    const proposes = mayAct('propose_ae', ctx.actor, csql, settings)
    return proposes && !mayAct('reassign', ctx.actor, csql, settings) ? 'propose_ae' : 'reassign'
  })
}
