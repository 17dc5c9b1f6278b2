import { LONGEST_ACCOUNT_NOTE } from '../domain/account-form.js'
import { actorIdOf } from '../domain/attempt.js'
import { BadFields, NotFound } from '../domain/errors.js'
import { type AccountId, NoteId } from '../domain/ids.js'
import { cleanText } from '../domain/words.js'
import { accountAt, record, type SentForm, together } from './account-changes.js'
import { ask, type Ctx } from './context.js'
import { once } from './once.js'

/**
 * Writes a note about an account, changes one, or takes it away where nothing is left of it (`noteId` null = a new one).
 *
 * @throws NotFound no such account here, or a note that is not of it
 * @throws NotAllowed the actor may not change it
 * @throws AccountChangedMeanwhile somebody changed it while the form was open
 * @throws BadFields a new one that is empty, or a text that is too long
 */
export async function editAccountNote(
  ctx: Ctx,
  input: { readonly accountId: AccountId; readonly noteId: NoteId | null; readonly form: SentForm<'note'> },
): Promise<{ readonly accountId: string }> {
  return once(ctx, async (tx) => {
    const { account, as } = await accountAt(ctx, tx, input.accountId)
    ask(ctx, 'account.edit', { as })
    const known = input.noteId === null ? null : await tx.accountNotes.get(input.noteId)
    if (input.noteId !== null && known?.accountId !== account.id) {
      throw new NotFound({ what: 'account', typed: account.name })
    }
    const { note } = await together(tx, account.id, input.form, { note: known?.body ?? '' })
    const body = cleanText(note).trim()
    if (body.length > LONGEST_ACCOUNT_NOTE) throw new BadFields({ faults: [{ field: 'note', rule: 'too_long' }] })
    const about = (id: string) => ({ note: id })
    if (known === null) {
      if (body === '') throw new BadFields({ faults: [{ field: 'note', rule: 'empty' }] })
      const id = NoteId.parse(ctx.ids.next())
      await tx.accountNotes.put({
        ...{ workspaceId: tx.workspaceId, id, accountId: account.id, body, authorId: actorIdOf(ctx.actor) },
        ...{ writtenAt: ctx.now, editedAt: null },
      })
      await record(ctx, tx, account.id, 'note.add', about(id))
    } else if (body === '') {
      await tx.accountNotes.remove(known.id)
      await record(ctx, tx, account.id, 'note.remove', about(known.id))
    } else if (body !== known.body) {
      await tx.accountNotes.put({ ...known, body, editedAt: ctx.now })
      await record(ctx, tx, account.id, 'note.edit', about(known.id))
    }
    return { accountId: account.id }
  })
}
