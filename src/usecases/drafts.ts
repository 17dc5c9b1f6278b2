import { z } from 'zod'
import { ask, type Ctx } from './context.js'

/** A typed entry that could not be taken as it was: kept for an hour, so that it reappears in the modal. */
const Draft = z.object({ line: z.string(), duplicateOf: z.number().nullable() })
export type Draft = z.infer<typeof Draft>

/** @returns the draft's id */
export async function keepDraft(ctx: Ctx, draft: Draft): Promise<string> {
  ask(ctx, 'draft.keep')
  const id = ctx.ids.next()
  await ctx.store.transaction((tx) => tx.replies.put(keyOf(ctx, id), JSON.stringify(draft), ctx.now))
  return id
}

/** The draft, if it is this person's and not yet forgotten. */
export async function readDraft(ctx: Ctx, id: string): Promise<Draft | null> {
  ask(ctx, 'draft.keep')
  const kept = await ctx.store.read((tx) => tx.replies.get(keyOf(ctx, id)))
  return kept === null ? null : Draft.parse(JSON.parse(kept))
}

const keyOf = (ctx: Ctx, id: string): string => `draft:${ctx.actor.kind === 'person' ? ctx.actor.id : 'system'}:${id}`
