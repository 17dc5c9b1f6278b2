import type { ModalView } from '@slack/types'
import {
  type AccountField,
  accountForm,
  CONTACT_FIELDS,
  CONTRACT_FIELDS,
  type ContactField,
  type ContractField,
  contactForm,
  contractForm,
} from '../domain/account-form.js'
import { NotAllowed, NotFound } from '../domain/errors.js'
import { AccountId, NoteId, PersonId } from '../domain/ids.js'
import { type Digests, digestsOf, type FormValues, reconcile } from '../domain/three-way.js'
import { localDay } from '../domain/zone-time.js'
import { type AccountSheet, readAccountSheet } from '../usecases/read-account.js'
import { type LineContext, valueInWords } from '../views/account-lines.js'
import type { AccountForm } from '../views/ids.js'
import { lineName } from '../views/labels.js'
import {
  type AccountFormOptions,
  accountModal,
  accountNoteModal,
  contactModal,
  contractModal,
} from '../views/modals/account.js'
import { mergeModal } from '../views/modals/account-merge.js'
import { oneLine } from '../views/text.js'
import type { Entry } from './actor.js'
import { OutOfDate } from './edge-errors.js'
import { optionsOf } from './modal-options.js'

/** Which form, of which account, about which part of it: `new` for what is to be added. */
export interface AccountFormKey {
  readonly form: Extract<AccountForm, 'edit' | 'contract' | 'contact' | 'note'>
  readonly accountId: string
  readonly partId: string | null
}

/** A form that was sent, and is shown again because somebody else changed the same meanwhile. */
export interface Sent {
  readonly opened: Digests
  readonly values: Readonly<Partial<Record<string, string>>>
  readonly fields: readonly string[]
  readonly actorName: string | null
  readonly at: number | null
}

/**
 * The form of an account, or of what hangs on it.
 *
 * @throws NotFound no such account here; NotAllowed the person may not change it
 * @throws OutOfDate the contract, contact or note is there no more
 */
export async function accountFormView(entry: Entry, key: AccountFormKey, sent?: Sent): Promise<ModalView> {
  const id = AccountId.safeParse(key.accountId)
  const sheet = id.success ? await readAccountSheet(entry.ctx, id.data) : null
  if (sheet === null) throw new NotFound({ what: 'account', typed: '' })
  if (!sheet.may.edit) throw new NotAllowed({ action: 'account.edit' })
  switch (key.form) {
    case 'edit':
      return accountModal({
        ...filled(entry, sheet, key, accountForm(sheet.account, sheet.departments), sent),
        parentName: await parentName(entry, sheet, sent),
      })
    case 'contract': {
      const now = partOf(sheet.contracts, key, contractForm, CONTRACT_FIELDS)
      const options = filled<ContractField>(entry, sheet, key, now, sent)
      const slackIds = await slackIdsOf(entry, [options.values.csm, options.values.ae])
      return contractModal({ ...options, products: sheet.products, departments: sheet.departments, slackIds })
    }
    case 'contact': {
      const now = partOf(sheet.contacts, key, contactForm, CONTACT_FIELDS)
      return contactModal({ ...filled<ContactField>(entry, sheet, key, now, sent), departments: sheet.departments })
    }
    case 'note':
      return accountNoteModal(filled(entry, sheet, key, { note: await noteOf(entry, sheet, key) }, sent))
  }
}

/** The form that merges an account with another. @throws NotFound, NotAllowed as `accountFormView` */
export async function mergeView(entry: Entry, id: AccountId): Promise<ModalView> {
  const sheet = await readAccountSheet(entry.ctx, id)
  if (sheet === null) throw new NotFound({ what: 'account', typed: '' })
  if (!sheet.may.merge) throw new NotAllowed({ action: 'account.merge' })
  return mergeModal({ ...optionsOf(entry), account: sheet.account })
}

function partOf<T extends { readonly id: string }, F extends string>(
  all: readonly T[],
  { partId }: AccountFormKey,
  values: (part: T) => FormValues<F>,
  fields: readonly F[],
): FormValues<F> {
  if (partId === null) return Object.fromEntries(fields.map((field) => [field, ''])) as FormValues<F>
  const part = all.find(({ id }) => id === partId)
  if (part === undefined) throw new OutOfDate({ what: 'button' })
  return values(part)
}

async function noteOf({ ctx }: Entry, { account }: AccountSheet, { partId }: AccountFormKey): Promise<string> {
  if (partId === null) return ''
  const note = await ctx.store.read((tx) => tx.accountNotes.get(NoteId.parse(partId)))
  if (note === null || note.accountId !== account.id) throw new OutOfDate({ what: 'button' })
  return note.body
}

function filled<F extends string>(
  entry: Entry,
  sheet: AccountSheet,
  { partId }: AccountFormKey,
  now: FormValues<F>,
  sent: Sent | undefined,
): AccountFormOptions<F> {
  const { messages: m, viewer, ctx } = entry
  const of: LineContext = { ...sheet, m, viewer, now: ctx.now }
  const labels: Readonly<Record<string, string>> = { ...m.modals.labels, amount: m.modals.contractAmount }
  const own: Readonly<Record<string, string>> = now
  const again =
    sent === undefined
      ? undefined
      : {
          words: m.accounts.changedMeanwhile({
            fields: sent.fields.map((field) => labels[field] ?? field),
            who: lineName(sent.actorName),
            when: sent.at === null ? null : m.format.stamp(sent.at, viewer.zone, localDay(viewer.zone, ctx.now)),
          }),
          standing: sent.fields.map((field) =>
            m.accounts.standsNow(labels[field] ?? field, wordsOf(sheet, field, own[field] ?? '', of)),
          ),
        }
  return {
    ...optionsOf(entry),
    ...{
      account: sheet.account,
      partId,
      values: sent === undefined ? now : reconcile(sent.opened, sent.values, now).values,
      opened: openedWith(now, sent),
      again,
    },
  }
}

/**
 * Slack keeps what stands in the inputs of a form that is shown again: a field that was not touched still holds what it
 * was opened with. Only what was asked about is known to the person as it stands now.
 */
function openedWith(now: FormValues<string>, sent: Sent | undefined): Digests {
  const digests = digestsOf(now)
  if (sent === undefined) return digests
  const asked = sent.fields.map((field) => [field, digests[field] ?? ''] as const)
  return { ...sent.opened, ...Object.fromEntries(asked) }
}

const wordsOf = (sheet: AccountSheet, field: string, value: string, of: LineContext): string =>
  field === 'parent_account' && value !== '' ? oneLine(sheet.parent?.name ?? '') : valueInWords(field, value, of)

async function parentName({ ctx }: Entry, sheet: AccountSheet, sent: Sent | undefined): Promise<string | null> {
  const field: AccountField = 'parent_account'
  const id = sent?.values[field]
  if (id === undefined || id === sheet.account.parentId) return sheet.parent?.name ?? null
  const parsed = AccountId.safeParse(id)
  return parsed.success ? ((await ctx.store.read((tx) => tx.accounts.get(parsed.data)))?.name ?? null) : null
}

async function slackIdsOf({ ctx }: Entry, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const named = ids.filter(Boolean).map((id) => PersonId.parse(id))
  const people = await ctx.store.read((tx) => tx.people.many(named))
  return new Map(people.flatMap(({ id, slackUserId }) => (slackUserId === null ? [] : [[id, slackUserId]])))
}
