import { DeliveryId } from '../domain/ids.js'
import type { WeeklyDigest } from '../domain/weekly-digest.js'
import { actingPerson, type Ctx } from './context.js'
import { readDigestPreview } from './read-digest-delivery.js'

/**
 * What the next digest would say if it were posted now. Its charts are sent to who asks, at once: an answer to a command
 * cannot wait for them.
 */
export async function previewDigest(ctx: Ctx): Promise<{ digest: WeeklyDigest | null; chartsFollow: boolean }> {
  const recipient = actingPerson(ctx, 'digest.preview')
  const digest = await readDigestPreview(ctx)
  if (digest === null || digest.isIdle) return { digest, chartsFollow: false }
  const id = DeliveryId.parse(ctx.ids.next())
  await ctx.store.transaction((tx) =>
    tx.deliveries.enqueue({
      ...{ id, recipient, recipientKind: 'person', purpose: 'digest_preview', subject: recipient },
      ...{ occasion: ctx.requestKey ?? id, notBefore: ctx.now, createdAt: ctx.now },
    }),
  )
  ctx.committed()
  return { digest, chartsFollow: true }
}
