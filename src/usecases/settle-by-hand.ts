import { BY_HAND, type ByHand, type Delivery, DROPPED, isUnconfirmed, unseen, wasUnseen } from '../domain/delivery.js'
import { MayBeThere, NotByHand, NotFound } from '../domain/errors.js'
import { DeliveryId } from '../domain/ids.js'
import { ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'

/**
 * Sends a parked delivery again, as soon as its recipient's turn comes, whatever was tried before.
 *
 * @param evenIfThere although an ambiguous answer was never cleared up, so that there may be a second one
 * @returns the delivery as it was
 * @throws NotFound · NotByHand · MayBeThere
 */
export function retryDelivery(ctx: Ctx, typed: string, evenIfThere: boolean): Promise<Delivery> {
  return byHand(ctx, 'retry', typed, async (tx, delivery) => {
    const doubtful = isUnconfirmed(delivery) && delivery.purpose !== 'edit'
    if (doubtful && !evenIfThere) throw new MayBeThere({ id: delivery.id, reason: delivery.reason ?? '' })
    // With that reason, a second copy is looked for once it is sent.
    const reason = doubtful || wasUnseen(delivery) ? unseen(delivery.reason) : null
    await tx.deliveries.putBack(delivery.id, { notBefore: ctx.now, reason })
  })
}

/**
 * Gives a delivery up for good. Its slot stays taken: nothing takes its place.
 *
 * @returns the delivery as it was
 * @throws NotFound · NotByHand
 */
export function dropDelivery(ctx: Ctx, typed: string): Promise<Delivery> {
  return byHand(ctx, 'drop', typed, (tx, delivery) => tx.deliveries.drop(delivery.id, DROPPED))
}

type Change = (tx: Tx, delivery: Delivery) => Promise<void>

/** The change and its entry in the audit log, in one transaction. */
async function byHand(ctx: Ctx, action: ByHand, typed: string, change: Change): Promise<Delivery> {
  ask(ctx, `delivery.${action}`)
  const id = DeliveryId.safeParse(typed)
  const delivery = await ctx.store.transaction(async (tx) => {
    const found = id.success ? await tx.deliveries.get(id.data) : null
    if (found === null) throw new NotFound({ what: 'delivery', typed })
    const allowed: readonly string[] = BY_HAND[action]
    if (!allowed.includes(found.state)) throw new NotByHand({ action, id: found.id, state: found.state })
    await change(tx, found)
    const { state, purpose, reason, attempts } = found
    await tx.audit.append({
      ...{ id: ctx.ids.next(), at: ctx.now, actorId: null, fromCommandLine: true },
      ...{ action: `delivery.${action}`, subject: found.id, facts: { state, purpose, reason, attempts } },
    })
    return found
  })
  ctx.committed()
  return delivery
}
