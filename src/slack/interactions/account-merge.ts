import type { ViewOutput } from '@slack/bolt'
import { AMOUNT_RULES } from '../../domain/account-merge.js'
import { BadFields, MergeChangedMeanwhile, NotFound } from '../../domain/errors.js'
import { AccountId } from '../../domain/ids.js'
import { mergeAccounts, previewMerge } from '../../usecases/merge-accounts.js'
import { undoMerge } from '../../usecases/undo-merge.js'
import { untilOf } from '../../views/account-sheet.js'
import { lines } from '../../views/blocks.js'
import { customerName } from '../../views/labels.js'
import { message } from '../../views/message.js'
import { mergePreviewModal } from '../../views/modals/account-merge.js'
import { readAccountMetadata } from '../../views/modals/metadata.js'
import { oneLine } from '../../views/text.js'
import type { Entry } from '../actor.js'
import { accountAnswer } from '../answers.js'
import { OutOfDate } from '../edge-errors.js'
import { optionsOf } from '../modal-options.js'
import { readState } from '../modal-state.js'
import { fieldErrors } from './account-sent.js'
import type { Said } from './click.js'
import type { Outcome } from './submission.js'

/** Which two, and which of them stays: shows what the merge would do. */
export async function onMergeChosen(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const target = readAccountMetadata(view.private_metadata)
  const state = readState(view.state.values)
  const own = AccountId.safeParse(target?.accountId)
  const other = AccountId.safeParse(state.one('merge_with'))
  if (!own.success) throw new OutOfDate({ what: 'form' })
  if (!other.success) return unknownOther(entry)
  const keepsOther = state.one('keep_this') === 'other'
  const [fromId, intoId] = keepsOther ? [own.data, other.data] : [other.data, own.data]
  try {
    return await shownAgain(entry, fromId, intoId, false)
  } catch (error) {
    if (error instanceof BadFields) return { kind: 'errors', errors: fieldErrors(entry, view, error) }
    if (error instanceof NotFound) return unknownOther(entry)
    throw error
  }
}

const unknownOther = ({ messages: m }: Entry): Outcome => ({
  kind: 'errors',
  errors: { merge_with: m.accounts.faults.unknown_account('') },
})

async function shownAgain(entry: Entry, fromId: AccountId, intoId: AccountId, changed: boolean): Promise<Outcome> {
  const shown = await previewMerge(entry.ctx, { fromId, intoId })
  return { kind: 'again', view: mergePreviewModal(shown, { ...optionsOf(entry), changed }) }
}

/** Merges what was shown; where that is another by now, it is shown again. */
export async function onMergeConfirmed(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const { ctx, messages: m, viewer } = entry
  const target = readAccountMetadata(view.private_metadata)
  const [from, into] = [AccountId.safeParse(target?.partId), AccountId.safeParse(target?.accountId)]
  if (target === null || !from.success || !into.success) throw new OutOfDate({ what: 'form' })
  const chosen = readState(view.state.values).one('amounts_of_both')
  const amounts = AMOUNT_RULES.find((rule) => rule === chosen) ?? null
  const ends = { fromId: from.data, intoId: into.data }
  try {
    const merged = await mergeAccounts(ctx, { ...ends, amounts, seen: target.opened['seen'] ?? '' })
    const answer = await accountAnswer(entry, into.data)
    const until = untilOf(merged.until, { m, viewer, now: ctx.now })
    const done = m.accounts.merging.done(oneLine(merged.fromName), customerName(m, merged.intoName), until)
    return { kind: 'done', message: message(lines(done), answer.message.blocks), onCard: false }
  } catch (error) {
    if (error instanceof MergeChangedMeanwhile) return shownAgain(entry, ends.fromId, ends.intoId, true)
    if (error instanceof BadFields) return { kind: 'errors', errors: fieldErrors(entry, view, error) }
    throw error
  }
}

/** Parts what was merged, and shows the account that stayed. */
export async function onUndoMerge(entry: Entry, mergeId: string): Promise<Said> {
  const { ctx, messages: m } = entry
  const parted = await undoMerge(ctx, mergeId)
  const answer = await accountAnswer(entry, AccountId.parse(parted.intoId))
  const undone = m.accounts.merging.undone(oneLine(parted.fromName), customerName(m, parted.intoName))
  return { message: message(lines(undone), answer.message.blocks), replaces: true }
}
