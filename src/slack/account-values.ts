import {
  ACCOUNT_FIELDS,
  type AccountField,
  CONTACT_FIELDS,
  CONTRACT_FIELDS,
  type ContactField,
  type ContractField,
  linesOf,
  writeAmount,
} from '../domain/account-form.js'
import { readAmountField } from '../domain/amounts.js'
import { AmountPeriod, type Currency } from '../domain/csql.js'
import type { ProductField } from '../domain/product-form.js'
import { withoutSecrets } from '../domain/secrets.js'
import { cleanText } from '../domain/words.js'
import type { FieldName } from '../i18n/areas/modals.js'
import { NO_CHOICE } from '../views/modals/account.js'
import { cut } from '../views/text.js'
import { type Entry, resolvePerson } from './actor.js'
import { type ModalState, readState } from './modal-state.js'
import type { FieldErrors } from './modal-values.js'

/** What the inputs of a form say, in the form's own writing; or what is wrong at which input. */
export type SentValues<F extends string> =
  | { readonly ok: true; readonly sent: Readonly<Partial<Record<F, string>>> }
  | { readonly ok: false; readonly errors: FieldErrors }

const SEVERAL: ReadonlySet<string> = new Set<AccountField>(['aliases', 'departments'])

export function readAccountForm({ messages: m }: Entry, values: unknown): SentValues<AccountField> {
  const state = readState(values)
  const mark = m.errors.secretMark
  const sent = fieldsOf(ACCOUNT_FIELDS, (field) => {
    const typed = textAt(state, field, mark)
    if (typed === undefined) return undefined
    if (SEVERAL.has(field)) return eachOnce(typed)
    if (field === 'corporate_number') return typed.normalize('NFKC').replace(/[\s-]/gu, '')
    return field === 'name_kana' ? typed.normalize('NFKC') : oneLineOf(typed)
  })
  return unreadable(state, m) ?? { ok: true, sent }
}

/** `currency` is the contract's own, or the workspace's: what is typed without one is in it. */
export async function readContractForm(
  entry: Entry,
  values: unknown,
  currency: Currency,
): Promise<SentValues<ContractField>> {
  const { messages: m } = entry
  const state = readState(values)
  const errors: Record<string, string> = { ...unreadable(state, m)?.errors }
  const people: Partial<Record<'csm' | 'ae', string>> = {}
  for (const role of ['csm', 'ae'] as const) {
    const slackUserId = state.one(role)
    if (slackUserId === undefined) continue
    const id = slackUserId === null ? '' : await resolvePerson(entry, slackUserId)
    if (id === null) errors[role] ??= m.faults.rules.unknown_person({ bound: null, csql: null })
    else people[role] = id
  }
  const amount = amountOf(state, currency, entry, errors)
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const sent = fieldsOf(CONTRACT_FIELDS, (field) => {
    if (field === 'csm' || field === 'ae') return people[field]
    if (field === 'amount') return amount
    const typed = textAt(state, field, m.errors.secretMark)
    return typed === undefined ? undefined : oneLineOf(typed)
  })
  return { ok: true, sent }
}

function amountOf(
  state: ModalState,
  currency: Currency,
  { messages: m }: Entry,
  errors: Record<string, string>,
): string | undefined {
  const typed = state.one('amount')
  if (typed === undefined) return undefined
  const period = AmountPeriod.safeParse(state.one('amount_period') ?? 'month')
  const read = readAmountField(typed ?? '', { currency, period: period.data ?? 'month' })
  if (read === null) return ''
  if (read.kind === 'unclear') errors['amount'] ??= m.faults.amounts[read.reason](cut(read.typed, 40))
  else if (read.period === 'one_time') errors['amount'] ??= m.accounts.noOneTime
  else return writeAmount({ amount: read.amount, period: read.period, currency: read.currency })
  return undefined
}

export function readContactForm({ messages: m }: Entry, values: unknown): SentValues<ContactField> {
  const state = readState(values)
  const sent = fieldsOf(CONTACT_FIELDS, (field) => {
    const typed = textAt(state, field, m.errors.secretMark)
    return typed === undefined ? undefined : oneLineOf(typed)
  })
  return unreadable(state, m) ?? { ok: true, sent }
}

export function readNoteForm({ messages: m }: Entry, values: unknown): SentValues<'note'> {
  const state = readState(values)
  const note = textAt(state, 'account_note', m.errors.secretMark)
  return unreadable(state, m) ?? { ok: true, sent: note === undefined ? {} : { note } }
}

export function readProductForm({ messages: m }: Entry, values: unknown): SentValues<ProductField> {
  const state = readState(values)
  const fields: readonly ProductField[] = ['product_name', 'name_en', 'product_aliases']
  const sent = fieldsOf(fields, (field) => {
    const typed = textAt(state, field, m.errors.secretMark)
    if (typed === undefined) return undefined
    return field === 'product_aliases' ? eachOnce(typed) : oneLineOf(typed)
  })
  return unreadable(state, m) ?? { ok: true, sent }
}

function unreadable(state: ModalState, m: Entry['messages']): { ok: false; errors: FieldErrors } | null {
  if (state.unreadable.length === 0) return null
  return { ok: false, errors: Object.fromEntries(state.unreadable.map((name) => [name, m.faults.unreadable])) }
}

const fieldsOf = <F extends string>(
  fields: readonly F[],
  read: (field: F) => string | undefined,
): Partial<Record<F, string>> =>
  Object.fromEntries(
    fields.map((field) => [field, read(field)] as const).filter(([, value]) => value !== undefined),
  ) as Partial<Record<F, string>>

/** What was typed or chosen, without what cannot be seen and without secrets; undefined where the form has no such input. */
function textAt(state: ModalState, name: FieldName, mark: string): string | undefined {
  const typed = state.one(name)
  if (typed === undefined) return undefined
  const text = cleanText(typed ?? '').trim()
  if (text === NO_CHOICE) return ''
  // Nothing that is chosen by an id is longer: what is, is none of ours, and is looked for in vain.
  return ids.has(name) ? text.slice(0, LONGEST_ID) : withoutSecrets(text, mark).text
}

const ids: ReadonlySet<FieldName> = new Set<FieldName>(['parent_account', 'product', 'department'])
const LONGEST_ID = 64

const oneLineOf = (text: string): string => text.replace(/\s+/gu, ' ')

/** Lines that hold something, each once. */
const eachOnce = (text: string): string =>
  [...new Set(linesOf(text.replace(/\r\n?/gu, '\n')).map((line) => oneLineOf(line).trim()))].filter(Boolean).join('\n')
