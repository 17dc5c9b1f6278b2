import type { ViewOutput } from '@slack/bolt'
import type { Gate } from '../../domain/account.js'
import { DuplicateOpen, GateFired } from '../../domain/errors.js'
import { PersonId } from '../../domain/ids.js'
import type { Action } from '../../domain/lifecycle.js'
import { calendarOf } from '../../domain/workspace.js'
import type { CsqlFields } from '../../usecases/csql-fields.js'
import { logSignal } from '../../usecases/log-signal.js'
import { readChoices, readProducts } from '../../usecases/read-choices.js'
import { readCsql } from '../../usecases/read-csql.js'
import { logModal } from '../../views/modals/log.js'
import { readLogOrigin, readMetadata, readMetadataOf } from '../../views/modals/metadata.js'
import { qualifyModal } from '../../views/modals/qualify.js'
import { type Entry, resolvePerson } from '../actor.js'
import { act, loggedAnswer, withoutSecretFields } from '../answers.js'
import { OutOfDate } from '../edge-errors.js'
import { atInputs } from '../field-faults.js'
import { optionsOf } from '../modal-options.js'
import { readState } from '../modal-state.js'
import { type FieldErrors, type ModalAction, readModal } from '../modal-values.js'
import { saveMyTime } from '../my-time-form.js'
import { onMergeChosen, onMergeConfirmed } from './account-merge.js'
import { onAccountForm } from './account-sent.js'
import { onErase } from './data-protection.js'
import { onImportSent } from './import-sheet.js'
import { onLogMany } from './log-many.js'
import { onProductForm } from './product-sent.js'
import { onSettings } from './settings-sent.js'
import type { Outcome } from './submission.js'
import { onTarget } from './target-sent.js'

const ACTIONS = [
  'log',
  'qualify',
  'edit',
  'accept',
  'return',
  'reject',
  'update',
  'convert',
  'win',
  'lose',
  'nurture',
  'withdraw',
  'merge',
  'reassign',
  'propose_ae',
  'reopen',
  'note',
  'snooze',
  'plan_fix',
  'ask_support',
  'ask_csm',
  'answer_csm',
] as const satisfies readonly ModalAction[]

/** Does what a form asks for. @throws OutOfDate for a form that is not ours; whatever is about no input */
export async function onSubmit(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const name = view.callback_id.replace(/^csql\./u, '')
  if (name === 'settings') return onSettings(entry, view)
  if (name === 'import') return onImportSent(entry, view)
  if (name === 'erase') return onErase(entry, view)
  if (name === 'target') return onTarget(entry, view)
  if (name === 'my_time') return onMyTime(entry, view)
  if (name === 'account_edit') return onAccountForm(entry, view, 'edit')
  if (name === 'account_contract') return onAccountForm(entry, view, 'contract')
  if (name === 'account_contact') return onAccountForm(entry, view, 'contact')
  if (name === 'account_merge') return onMergeChosen(entry, view)
  if (name === 'account_merged') return onMergeConfirmed(entry, view)
  if (name === 'account_product') return onProductForm(entry, view)
  if (name === 'account_note') return onAccountForm(entry, view, 'note')
  if (name === 'log_many') return onLogMany(entry, view)
  const action = ACTIONS.find((known) => known === name)
  if (action === undefined) throw new OutOfDate({ what: 'form' })
  return action === 'log' ? onLog(entry, view) : onAct(entry, view, action)
}

type Read = { readonly ok: true; readonly fields: CsqlFields } | { readonly ok: false; readonly errors: FieldErrors }

async function fieldsOf(entry: Entry, view: ViewOutput, action: ModalAction, currency: string): Promise<Read> {
  const { messages: m, settings, person, ctx } = entry
  const context = { m, currency, calendar: calendarOf(settings, person), now: ctx.now }
  const read = readModal(action, view.state.values, context)
  if (!read.ok) return read
  const people: { ae?: PersonId | 'unassigned' | null; csm?: PersonId; supporter?: PersonId } = {}
  const unknown = m.faults.rules.unknown_person({ bound: null, csql: null })
  const { ae, csm, supporter } = read.people
  if (supporter !== undefined) {
    const supporterId = await resolvePerson(entry, supporter)
    if (supporterId === null) return { ok: false, errors: { supporter: unknown } }
    people.supporter = supporterId
  }
  if (ae !== undefined) people.ae = ae === null || ae === 'unassigned' ? ae : await resolvePerson(entry, ae)
  if (typeof ae === 'string' && people.ae === null) return { ok: false, errors: { ae: unknown } }
  const csmId = csm === undefined ? undefined : await resolvePerson(entry, csm)
  if (csmId === null) return { ok: false, errors: { csm: unknown } }
  return { ok: true, fields: { ...read.fields, ...people, ...(csmId === undefined ? {} : { csm: csmId }) } }
}

async function onLog(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const { again, duplicateOf } = readLogOrigin(view.private_metadata)
  const read = await fieldsOf(entry, view, 'log', entry.settings.currency)
  if (!read.ok) return { kind: 'errors', errors: read.errors }
  const { fields, secretRemoved } = withoutSecretFields(entry, read.fields)
  try {
    const logged = await logSignal(entry.ctx, {
      line: null,
      fields,
      despiteDuplicate: duplicateOf !== null && fields.override_reason != null,
      ...(again === null ? {} : { proposesAgain: again }),
    })
    return { kind: 'done', message: await loggedAnswer(entry, logged, { secretRemoved }), onCard: false }
  } catch (error) {
    if (error instanceof DuplicateOpen && error.facts.number !== duplicateOf) {
      return { kind: 'again', view: await logAgain(entry, view, fields, error.facts.number) }
    }
    return atInputs(entry, view, error)
  }
}

/** The form with what was typed, the first CSQL of the matter, and the question why to go on. */
async function logAgain(entry: Entry, view: ViewOutput, fields: CsqlFields, duplicateOf: number) {
  const state = readState(view.state.values)
  const products = await readProducts(entry.ctx)
  const period = fields.amount_period ?? null
  return logModal(
    {
      account: await accountOf(entry, fields),
      note: fields.note ?? null,
      product: products.find(({ id }) => id === fields.product) ?? null,
      kind: fields.kind ?? null,
      source: fields.source ?? null,
      sourceDetail: fields.source_detail ?? null,
      heat: fields.heat ?? 'medium',
      amount: { amount: state.one('amount') ?? null, period, oneTime: state.one('one_time') ?? null },
      ae: state.one('ae') ?? null,
    },
    {
      ...optionsOf(entry),
      products,
      duplicate: await readCsql(entry.ctx, duplicateOf),
      again: readLogOrigin(view.private_metadata).again,
    },
  )
}

async function accountOf({ ctx }: Entry, { account }: CsqlFields): Promise<{ id: string | null; name: string } | null> {
  if (account === undefined) return null
  if ('name' in account) return { id: null, name: account.name }
  const known = await ctx.store.read((tx) => tx.accounts.get(account.id))
  return known === null ? null : { id: known.id, name: known.name }
}

async function onAct(entry: Entry, view: ViewOutput, action: Action & ModalAction): Promise<Outcome> {
  const target = readMetadata(view.private_metadata)
  if (target === null) throw new OutOfDate({ what: 'form' })
  const { number, version, duplicateOf } = target
  const { csql } = await readCsql(entry.ctx, number)
  const read = await fieldsOf(entry, view, action, csql.currency)
  if (!read.ok) return { kind: 'errors', errors: read.errors }
  const despiteDuplicate = duplicateOf !== null && read.fields.override_reason != null
  try {
    const said = await act(entry, {
      number,
      version: versionFor(action, version),
      action,
      fields: read.fields,
      despiteDuplicate,
    })
    return { kind: 'done', message: said, onCard: !SAID_TO_WHO_ACTS.includes(action) }
  } catch (error) {
    const asks = action === 'qualify' ? await qualifyAgain(entry, view, number, duplicateOf, error) : null
    return asks ?? atInputs(entry, view, error)
  }
}

/** What no card shows whole: who did it is told what comes of it. */
const SAID_TO_WHO_ACTS: readonly Action[] = ['note', 'ask_support', 'ask_csm', 'answer_csm']

/** Where the state stays, somebody else's step in between takes nothing away. */
const versionFor = (action: Action, version: number): number | null => (STAYS.includes(action) ? null : version)

const STAYS: readonly Action[] = ['note', 'edit', 'snooze', 'ask_support', 'ask_csm', 'answer_csm']

/** Where something speaks against a hand-over that the form did not ask about, the form asks for the reason. */
async function qualifyAgain(
  entry: Entry,
  view: ViewOutput,
  number: number,
  duplicateOf: number | null,
  error: unknown,
): Promise<Outcome | null> {
  const asked = readState(view.state.values).blocks.includes('override_reason')
  const isNewDuplicate = error instanceof DuplicateOpen && error.facts.number !== duplicateOf
  if (!isNewDuplicate && !(error instanceof GateFired && !asked)) return null
  const details = await readCsql(entry.ctx, number)
  const options = { ...optionsOf(entry), master: await readChoices(entry.ctx, details) }
  const against =
    error instanceof DuplicateOpen
      ? { duplicate: await readCsql(entry.ctx, error.facts.number) }
      : { gates: error.facts.gates as readonly Gate[] }
  return { kind: 'again', view: qualifyModal(details, { ...options, ...against }) }
}

async function onMyTime(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const personId = PersonId.safeParse(readMetadataOf(view.private_metadata))
  if (!personId.success) throw new OutOfDate({ what: 'form' })
  try {
    const sent = await saveMyTime(entry, personId.data, view.state.values)
    return sent.ok ? { kind: 'done', message: sent.message, onCard: false } : { kind: 'errors', errors: sent.errors }
  } catch (error) {
    return atInputs(entry, view, error)
  }
}
