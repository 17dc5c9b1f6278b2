import type { Ctx } from './context.js'
import type { Tx } from './ports.js'

/**
 * Runs a writing use case in one transaction, once per request: the answer is kept under the request's key in the
 * effect's own transaction, and the same request again gets that answer and has no further effect.
 *
 * `T` is made of plain JSON: what the edge needs to draw its answer.
 */
export async function once<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { requestKey } = ctx
  const result = await ctx.store.transaction(async (tx) => {
    if (requestKey === null) return work(tx)
    const answered = await tx.replies.get(requestKey)
    if (answered !== null) return JSON.parse(answered) as T
    const fresh = await work(tx)
    await tx.replies.put(requestKey, JSON.stringify(fresh), ctx.now)
    return fresh
  })
  ctx.committed()
  return result
}
