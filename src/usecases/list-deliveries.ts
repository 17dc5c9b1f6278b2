import { DELIVERY_STATES, type Delivery, type DeliveryState } from '../domain/delivery.js'
import { CsqlId, PersonId } from '../domain/ids.js'
import { ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'

export interface ListedDelivery {
  readonly delivery: Delivery
  /** Null for a channel, and for whom nobody knows. */
  readonly recipientName: string | null
  /** The number of the CSQL that it is about, if it is about one. */
  readonly csqlNumber: number | null
}

export interface DeliveryList {
  /** Newest first. */
  readonly deliveries: readonly ListedDelivery[]
  /** Of all there are. */
  readonly counts: Readonly<Record<DeliveryState, number>>
}

/** The newest deliveries, of one state or of all. */
export function listDeliveries(ctx: Ctx, { state, limit }: { state?: DeliveryState; limit: number }) {
  ask(ctx, 'delivery.read')
  return ctx.store.read(async (tx): Promise<DeliveryList> => {
    const found = []
    // State by state, each by its index: without one, all there ever were would be sorted.
    for (const one of state === undefined ? DELIVERY_STATES : [state]) {
      found.push(...(await tx.deliveries.list({ state: one, limit })))
    }
    const newest = found.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).slice(0, limit)
    const deliveries = []
    for (const delivery of newest) deliveries.push(await listed(tx, delivery))
    return { deliveries, counts: await tx.deliveries.countByState() }
  })
}

async function listed(tx: Tx, delivery: Delivery): Promise<ListedDelivery> {
  const { recipientKind, recipient, subject } = delivery
  const person = recipientKind === 'person' ? await tx.people.get(PersonId.parse(recipient)) : null
  const csqlId = CsqlId.safeParse(subject)
  const csql = csqlId.success ? await tx.csqls.get(csqlId.data) : null
  return { delivery, recipientName: person?.name ?? null, csqlNumber: csql?.number ?? null }
}
