import { addDays } from '../domain/days.js'
import type { Purpose } from '../domain/delivery.js'
import { DeliveryId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { startOfDay } from '../domain/zone-time.js'
import { pauseOver, slotFrom } from './batch-slots.js'
import type { Ctx } from './context.js'
import type { DeliveryItem, Tx } from './ports.js'

type Item = Omit<DeliveryItem, 'meantFor'>

/**
 * Puts a clock into a person's batch: into the first one from an instant on that has not gone yet, one a working day.
 *
 * @param when.from the earliest that it may go; null = now
 * @param when.meant when it became due to be said, UTC ms: earlier than now where the program was not there to say it
 * @returns when the batch goes out
 */
export async function addToBatch(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  person: Person,
  purpose: Purpose,
  item: Item,
  when: { readonly from?: Instant; readonly meant: Instant },
): Promise<Instant> {
  let from = pauseOver(person, when.from ?? ctx.now)
  let meantFor = slotFrom(settings, person, purpose, pauseOver(person, when.meant)).at
  for (;;) {
    const slot = slotFrom(settings, person, purpose, from)
    const { delivery } = await tx.deliveries.enqueue({
      id: DeliveryId.parse(ctx.ids.next()),
      recipientKind: 'person',
      recipient: person.id,
      purpose,
      subject: person.id,
      occasion: slot.day,
      notBefore: slot.at,
      createdAt: ctx.now,
    })
    // Where all that it held was done before it went, that day's has said nothing yet.
    const saidNothing = delivery.state === 'skipped' && delivery.reason === null
    if (saidNothing) await tx.deliveries.setPending(delivery.id, slot.at)
    if (saidNothing || delivery.state === 'pending') {
      await tx.deliveries.addItem(delivery.id, { ...item, meantFor: Math.min(meantFor, slot.at) })
      return slot.at
    }
    // That day's batch has gone: one a working day, so this waits for the next, and is not late for that.
    from = startOfDay(person.zone, addDays(slot.day, 1))
    meantFor = Number.POSITIVE_INFINITY
  }
}
