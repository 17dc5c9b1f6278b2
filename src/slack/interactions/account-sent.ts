import type { ViewOutput } from '@slack/bolt'
import { AccountChangedMeanwhile, BadFields } from '../../domain/errors.js'
import { AccountId, ContactId, ContractId, NoteId } from '../../domain/ids.js'
import { editAccount } from '../../usecases/edit-account.js'
import { editAccountNote } from '../../usecases/edit-account-note.js'
import { editContact } from '../../usecases/edit-contact.js'
import { editContract } from '../../usecases/edit-contract.js'
import { lines } from '../../views/blocks.js'
import { customerName } from '../../views/labels.js'
import { type Message, message } from '../../views/message.js'
import { readAccountMetadata } from '../../views/modals/metadata.js'
import { cut } from '../../views/text.js'
import { type AccountFormKey, accountFormView } from '../account-forms.js'
import { readAccountForm, readContactForm, readContractForm, readNoteForm, type SentValues } from '../account-values.js'
import type { Entry } from '../actor.js'
import { accountAnswer } from '../answers.js'
import { OutOfDate } from '../edge-errors.js'
import { atInputs } from '../field-faults.js'
import { readState } from '../modal-state.js'
import type { Outcome } from './submission.js'

type Form = AccountFormKey['form']

/** Saves what a form of an account holds, and shows the account as it stands then. */
export async function onAccountForm(entry: Entry, view: ViewOutput, form: Form): Promise<Outcome> {
  const target = readAccountMetadata(view.private_metadata)
  const id = AccountId.safeParse(target?.accountId)
  if (target === null || !id.success) throw new OutOfDate({ what: 'form' })
  const { partId, opened } = target
  const read = await readForm(entry, view, form, id.data, partId)
  if (!read.ok) return { kind: 'errors', errors: read.errors }
  try {
    await save(entry, form, id.data, partId, { opened, sent: read.sent })
  } catch (error) {
    if (error instanceof AccountChangedMeanwhile) {
      const key = { form, accountId: id.data, partId }
      return { kind: 'again', view: await accountFormView(entry, key, { ...error.facts, opened, values: read.sent }) }
    }
    if (error instanceof BadFields) return { kind: 'errors', errors: fieldErrors(entry, view, error) }
    return atInputs(entry, view, error)
  }
  return { kind: 'done', message: await savedMessage(entry, id.data), onCard: false }
}

async function readForm(
  entry: Entry,
  view: ViewOutput,
  form: Form,
  accountId: AccountId,
  partId: string | null,
): Promise<SentValues<string>> {
  const { values } = view.state
  if (form === 'edit') return readAccountForm(entry, values)
  if (form === 'contact') return readContactForm(entry, values)
  if (form === 'note') return readNoteForm(entry, values)
  const contracts = await entry.ctx.store.read((tx) => tx.accounts.contracts(accountId))
  const known = contracts.find(({ id }) => id === partId)
  return readContractForm(entry, values, known?.currency ?? entry.settings.currency)
}

interface Sending {
  readonly opened: Readonly<Record<string, string>>
  readonly sent: Readonly<Partial<Record<string, string>>>
}

async function save(
  { ctx }: Entry,
  form: Form,
  accountId: AccountId,
  partId: string | null,
  sending: Sending,
): Promise<void> {
  const input = { accountId, form: sending }
  if (form === 'edit') await editAccount(ctx, input)
  if (form === 'contract') {
    await editContract(ctx, { ...input, contractId: partId === null ? null : ContractId.parse(partId) })
  }
  if (form === 'contact') {
    await editContact(ctx, { ...input, contactId: partId === null ? null : ContactId.parse(partId) })
  }
  if (form === 'note') await editAccountNote(ctx, { ...input, noteId: partId === null ? null : NoteId.parse(partId) })
}

/** What is wrong, at its inputs; what is about none stands at the first. */
export function fieldErrors({ messages: m }: Entry, view: ViewOutput, { facts }: BadFields): Record<string, string> {
  const { blocks } = readState(view.state.values)
  const errors: Record<string, string> = {}
  const words: Readonly<Record<string, (typed: string) => string>> = m.accounts.faults
  for (const { field, rule, typed = '' } of facts.faults) {
    const own = field === 'note' ? 'account_note' : field
    const place = blocks.includes(own) ? own : (blocks[0] ?? own)
    errors[place] ??= words[rule]?.(cut(typed, 40)) ?? m.faults.unreadable
  }
  return errors
}

async function savedMessage(entry: Entry, id: AccountId): Promise<Message> {
  const { messages: m } = entry
  const answer = await accountAnswer(entry, id)
  return message(lines(m.accounts.saved(customerName(m, answer.name))), answer.message.blocks)
}
