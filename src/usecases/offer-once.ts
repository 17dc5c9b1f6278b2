import { ask, type Ctx } from './context.js'

/** Whether what the request's key names is offered for the first time, within as long as answers are kept. */
export async function isFirstOffer(ctx: Ctx): Promise<boolean> {
  ask(ctx, 'log')
  const { requestKey } = ctx
  if (requestKey === null) return true
  return ctx.store.transaction(async (tx) => {
    if ((await tx.replies.get(requestKey)) !== null) return false
    await tx.replies.put(requestKey, 'offered', ctx.now)
    return true
  })
}
