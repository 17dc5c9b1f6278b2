import type { Delivery } from '../domain/delivery.js'
import { PersonId } from '../domain/ids.js'
import type { Ctx } from './context.js'
import { enqueueNotice } from './enqueue-notices.js'
import { managersOf } from './managers.js'

/**
 * Tells the managers once of a message that cannot be delivered, so that somebody can mend it. Trouble with telling of
 * trouble ends there.
 */
export async function reportTrouble(ctx: Ctx, parked: Delivery): Promise<void> {
  if (parked.purpose === 'trouble' || parked.purpose === 'edit') return
  await ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const reader = parked.recipientKind === 'person' ? PersonId.parse(parked.recipient) : null
    for (const manager of await managersOf(tx, null, reader)) {
      // One a recipient and reason: ten messages to the same closed channel are one trouble.
      const subject = troubleSubject(parked)
      await enqueueNotice(ctx, tx, settings, manager, 'trouble', subject, parked.reason ?? 'unknown')
    }
  })
  ctx.committed()
}

/** Names the place that cannot be reached: `person:ID` or `channel:ID`. */
const troubleSubject = (parked: Pick<Delivery, 'recipientKind' | 'recipient'>): string =>
  `${parked.recipientKind}:${parked.recipient}`
