import { type Erased, type Erasure, writeErased } from '../domain/erasure.js'
import { NotFound } from '../domain/errors.js'
import { ContactId, CsqlId, PersonId } from '../domain/ids.js'
import { ask, type Ctx } from './context.js'
import { enqueueEdits } from './enqueue-notices.js'
import type { Tx } from './ports.js'

/** Rows that one commit of a workspace's erasure deletes: a request waits behind a few milliseconds of it at most. */
const ERASED_AT_ONCE = 100

/**
 * Erases a CSQL, or everything that says who a person or a contact is. The log of erasures remembers it, so that no
 * restored backup brings it back; cards that named a contact are written anew.
 *
 * @returns the erasure's id
 * @throws NotAllowed unless an admin, or whoever runs the command line, asks
 * @throws NotFound where there is no such thing
 */
export async function erase(
  ctx: Ctx,
  what: Erased & { readonly kind: 'csql' | 'person' | 'contact' },
): Promise<string> {
  ask(ctx, 'data.erase', { fields: [what.kind] })
  const erasure = entryOf(ctx, what)
  await ctx.store.transaction(async (tx) => {
    await requireThere(tx, what)
    if (what.kind === 'contact') await refreshCards(ctx, tx, ContactId.parse(what.id), erasure.id)
    await tx.erasures.carryOut(erasure, ctx.now)
    await tx.audit.append({
      ...{ id: ctx.ids.next(), at: ctx.now, actorId: erasure.startedBy, fromCommandLine: ctx.actor.kind === 'system' },
      ...{ action: 'data.erase', subject: erasure.what, facts: {} },
    })
  })
  ctx.committed()
  return erasure.id
}

/**
 * Erases the whole workspace, in many small commits. Whoever ends on the way leaves it begun: the same erasure goes on.
 *
 * @param commits how many are made at most
 * @param breathe waited for between two commits
 * @returns false where something is left
 */
export async function eraseWorkspace(
  ctx: Ctx,
  { erasure, commits, breathe }: { erasure: Erasure; commits: number; breathe: () => Promise<void> },
): Promise<boolean> {
  ask(ctx, 'data.erase', { fields: ['workspace'] })
  await ctx.store.transaction((tx) => tx.erasures.beginWorkspace(erasure))
  for (let n = 0; n < commits; n += 1) {
    const goesOn = await ctx.store.transaction((tx) => tx.erasures.shrink(ERASED_AT_ONCE))
    if (!goesOn) {
      await ctx.store.transaction((tx) => tx.erasures.carryOut(erasure, ctx.now))
      return true
    }
    await breathe()
  }
  return false
}

/** A new entry of the log of erasures. */
export const entryOf = (ctx: Ctx, what: Erased): Erasure => ({
  workspaceId: ctx.workspaceId,
  id: ctx.ids.next(),
  what: writeErased(what),
  startedBy: ctx.actor.kind === 'person' ? ctx.actor.id : null,
  startedAt: ctx.now,
})

async function requireThere(tx: Tx, { kind, id }: Erased): Promise<void> {
  const found =
    kind === 'csql'
      ? await tx.csqls.get(CsqlId.parse(id))
      : kind === 'person'
        ? await tx.people.get(PersonId.parse(id))
        : await tx.accounts.contact(ContactId.parse(id))
  if (found === null) throw new NotFound({ what: kind === 'csql' ? 'csql' : 'person', typed: id })
}

async function refreshCards(ctx: Ctx, tx: Tx, id: ContactId, erasureId: string): Promise<void> {
  for (const csqlId of await tx.erasures.csqlsOfContact(id)) {
    const csql = await tx.csqls.get(csqlId)
    if (csql !== null) await enqueueEdits(ctx, tx, csql, { occasion: erasureId, takesBack: false })
  }
}
