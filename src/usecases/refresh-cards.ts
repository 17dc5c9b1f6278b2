import type { Ctx } from './context.js'
import { enqueueEdits } from './enqueue-notices.js'

/** Brings the messages about a CSQL up to date: somebody clicked what is no longer true. Unknown numbers are passed over. */
export async function refreshCards(ctx: Ctx, number: number): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    if (csql !== null) await enqueueEdits(ctx, tx, csql, { occasion: ctx.ids.next(), takesBack: true })
  })
  ctx.committed()
}
