import { DeliveryId } from '../domain/ids.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import { digestSlots, isPosted } from './digest-slots.js'
import { managersOf } from './managers.js'
import type { NewDelivery, Tx } from './ports.js'

/**
 * Queues the weekly digest once its slot has come: to the configured channel, else to each manager, else to the
 * admins. Once a workspace and ISO week, wherever it went; a slot that was missed, or that a long holiday moved into
 * the week after, is caught up once. Nothing is due for a slot before which nothing was recorded here: a past that is
 * imported on a Friday is first told of on Monday.
 *
 * @returns whether anything was queued
 */
export async function enqueueDigest(ctx: Ctx): Promise<boolean> {
  const queued = await ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const began = await tx.figures.firstRecordedAt()
    let isNew = false
    for (const { at, week } of digestSlots(settings, ctx.now)) {
      if (began === null || began > at || (await isPosted(tx, week))) continue
      for (const digest of await digestsOf(ctx, tx, settings, week)) {
        if (!(await tx.deliveries.enqueue(digest)).isNew) continue
        isNew = true
        for (const reply of repliesTo(ctx, digest)) await tx.deliveries.enqueue(reply)
      }
    }
    return isNew
  })
  if (queued) ctx.committed()
  return queued
}

async function digestsOf(ctx: Ctx, tx: Tx, settings: Settings, week: string): Promise<readonly NewDelivery[]> {
  const row = { purpose: 'digest', subject: tx.workspaceId, occasion: week, createdAt: ctx.now } as const
  const id = () => DeliveryId.parse(ctx.ids.next())
  const { channelId } = settings.digest
  if (channelId !== null) {
    return [{ ...row, id: id(), recipientKind: 'channel', recipient: channelId, notBefore: ctx.now }]
  }
  return (await managersOf(tx, null)).map((person) => ({
    ...row,
    id: id(),
    recipientKind: 'person',
    recipient: person.id,
    notBefore: nextWorkingMoment(calendarOf(settings, person), ctx.now),
  }))
}

/** What stands in a digest's thread. It falls due with the digest and goes once that is there. */
function repliesTo(ctx: Ctx, digest: NewDelivery): readonly NewDelivery[] {
  const purposes = ['digest_details', 'digest_csv'] as const
  return purposes.map((purpose) => ({
    ...digest,
    ...{ id: DeliveryId.parse(ctx.ids.next()), purpose, subject: digest.id },
  }))
}
