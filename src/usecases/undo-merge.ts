import { undoableUntil } from '../domain/account-merge.js'
import { MergeNotUndone } from '../domain/errors.js'
import { movedBack } from '../domain/reversal.js'
import { record } from './account-changes.js'
import { actingPerson, type Ctx } from './context.js'
import { once } from './once.js'
import type { AccountMerge, Tx } from './ports.js'
import { recordStep } from './record-step.js'

export interface Parted {
  readonly fromId: string
  readonly intoId: string
  readonly fromName: string
  readonly intoName: string
}

/**
 * Parts two accounts that were made one, within a day: every row that the merge changed is as it was, and what was added or
 * changed beside it since stays with the account that stayed.
 *
 * @throws NotAllowed the actor may not merge accounts
 * @throws MergeNotUndone too late, done already, or something that came later stands against it: nothing is changed
 */
export async function undoMerge(ctx: Ctx, mergeId: string): Promise<Parted> {
  const undoneBy = actingPerson(ctx, 'account.merge')
  return once(ctx, async (tx) => {
    const merge = await tx.accountMerges.get(mergeId)
    if (merge === null || merge.undoneAt !== null) throw new MergeNotUndone({ why: 'undone', what: '' })
    if (ctx.now > undoableUntil(merge.mergedAt)) throw new MergeNotUndone({ why: 'too_late', what: '' })
    const { fromId, intoId, changes } = merge
    if ((await tx.accounts.get(intoId)) === null) throw await intoIsGone(tx, merge)
    const changed = await tx.accountMerges.revert(changes, intoId)
    if (changed !== null) throw new MergeNotUndone({ why: 'changed', what: changed })
    const into = await tx.accounts.get(intoId)
    if (into === null) throw new MergeNotUndone({ why: 'name_gone', what: '' })
    await tx.accounts.update({ ...into, aliases: into.aliases.filter((alias) => !changes.aliases.includes(alias)) })
    const csqls = await moveBack(ctx, tx, merge)
    const misplaced = await tx.accountMerges.misplaced([fromId, intoId])
    const [first] = misplaced.csqls
    if (first !== undefined) throw new MergeNotUndone({ why: 'csql', what: '', number: first })
    if (misplaced.table !== null) throw new MergeNotUndone({ why: 'changed', what: misplaced.table })
    await tx.accountMerges.put({ ...merge, undoneBy, undoneAt: ctx.now })
    for (const subject of [intoId, fromId]) {
      await record(ctx, tx, subject, 'account.unmerge', { merge: mergeId, csqls })
    }
    return { fromId, intoId, fromName: changes.account.name, intoName: into.name }
  })
}

async function intoIsGone(tx: Tx, { intoId }: AccountMerge): Promise<MergeNotUndone> {
  const next = await tx.accountMerges.nowPartOf(intoId)
  const name = next === null ? null : ((await tx.accounts.get(next))?.name ?? null)
  return new MergeNotUndone(name === null ? { why: 'name_gone', what: '' } : { why: 'merged_again', what: name })
}

async function moveBack(ctx: Ctx, tx: Tx, { id, changes }: AccountMerge): Promise<number> {
  const settings = await tx.settings.get()
  let moved = 0
  for (const { csqlId, eventId } of changes.csqls) {
    const csql = await tx.csqls.get(csqlId)
    if (csql === null) continue
    const history = await tx.events.of(csqlId)
    const step = movedBack(csql, ctx.actor, history, { eventId, mergeId: id, now: ctx.now })
    if (step === null) continue
    await recordStep(ctx, tx, settings, step)
    moved += 1
  }
  return moved
}
