import type { Ctx } from '../../src/usecases/context.js'
import type { Store } from '../../src/usecases/ports.js'
import { sendDueNudges } from '../../src/usecases/send-due-nudges.js'

/** What the scheduler does in a workspace: looks for what is due, and moves it. @returns how many clocks were moved */
export async function nudgeAllDue(store: Pick<Store, 'schedule'>, ctx: Ctx): Promise<number> {
  const due = await store.schedule.clocksDue(ctx.now, 1000)
  return sendDueNudges(
    ctx,
    due.filter(({ workspaceId }) => workspaceId === ctx.workspaceId).map(({ id }) => id),
  )
}
