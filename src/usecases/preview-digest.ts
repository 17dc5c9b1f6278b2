import { DeliveryId } from '../domain/ids.js'
import { actingPerson, type Ctx } from './context.js'
import { type DigestPreview, readDigestPreview } from './read-digest-delivery.js'

/**
 * What the next digest would say if it were posted now. Its charts are sent to who asks, at once: an answer to a command
 * cannot wait for them.
 */
export async function previewDigest(ctx: Ctx): Promise<{ preview: DigestPreview | null; chartsFollow: boolean }> {
  const recipient = actingPerson(ctx, 'digest.preview')
  const preview = await readDigestPreview(ctx)
  if (preview === null || preview.digest.isIdle) return { preview, chartsFollow: false }
  const id = DeliveryId.parse(ctx.ids.next())
  await ctx.store.transaction((tx) =>
    tx.deliveries.enqueue({
      ...{ id, recipient, recipientKind: 'person', purpose: 'digest_preview', subject: recipient },
      ...{ occasion: ctx.requestKey ?? id, notBefore: ctx.now, createdAt: ctx.now },
    }),
  )
  ctx.committed()
  return { preview, chartsFollow: true }
}
