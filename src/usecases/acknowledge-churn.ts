import { NotFound } from '../domain/errors.js'
import type { ProductId } from '../domain/ids.js'
import { actingPerson, type Ctx } from './context.js'
import { quarterAt, readChurn } from './read-churn.js'

/**
 * Says that a manager has seen a product's churn above the gate, for the running fiscal quarter. Whoever was first
 * stands; a second time changes nothing.
 *
 * @throws NotAllowed unless the actor is a manager
 * @throws NotFound no such product is above the gate
 */
export async function acknowledgeChurn(ctx: Ctx, productId: ProductId): Promise<void> {
  const by = actingPerson(ctx, 'churn.acknowledge')
  await ctx.store.transaction(async (tx) => {
    const warning = (await readChurn(tx, ctx.now)).find(({ product }) => product.id === productId)
    if (warning === undefined) throw new NotFound({ what: 'product', typed: productId })
    const { fiscalYear, quarter } = quarterAt(await tx.settings.get(), ctx.now)
    const isFirst = await tx.churn.putAcknowledgement({
      ...{ fiscalYear, quarter, productId },
      ...{ acknowledgedBy: by, acknowledgedAt: ctx.now },
    })
    if (!isFirst) return
    await tx.audit.append({
      ...{ id: ctx.ids.next(), at: ctx.now, actorId: by, fromCommandLine: false },
      ...{ action: 'churn.acknowledge', subject: productId },
      facts: {
        fiscal_year: fiscalYear,
        quarter,
        month: warning.month,
        churned: warning.churn.num,
        opening: warning.churn.den,
      },
    })
  })
}
