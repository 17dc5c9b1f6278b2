import { type Ctx, forOneself } from './context.js'

/** What the actor chose about the summary of their own week; null = they never said. */
export async function readSummaryChoice(ctx: Ctx): Promise<boolean | null> {
  const personId = forOneself(ctx, 'summary.read')
  return ctx.store.read(async (tx) => (await tx.summaries.choiceOf(personId))?.wanted ?? null)
}

/** The actor wants the summary of their own week from the next Monday on, or does not. To say it again changes nothing. */
export async function chooseSummary(ctx: Ctx, wanted: boolean): Promise<void> {
  const personId = forOneself(ctx, 'summary.choose')
  await ctx.store.transaction(async (tx) => {
    if ((await tx.summaries.choiceOf(personId))?.wanted === wanted) return
    await tx.summaries.put({ personId, wanted, chosenAt: ctx.now })
  })
}
