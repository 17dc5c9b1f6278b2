import type { Currency } from '../domain/csql.js'
import type { Instant } from '../domain/time.js'
import { cleanText, readCsqlNumber } from '../domain/words.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import type { FieldName, TransitionForm } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'
import { CsqlFields } from '../usecases/csql-fields.js'
import { readAccountValue } from '../views/modals/account-options.js'
import { readAmounts } from './modal-amounts.js'
import { readSnooze } from './modal-snooze.js'
import { type ModalState, readState } from './modal-state.js'

export type ModalAction = TransitionForm | 'log' | 'qualify' | 'edit'

export interface ReadContext {
  readonly m: Messages
  /** What an amount without a currency is in: the CSQL's; the workspace's for a new one. */
  readonly currency: Currency
  /** When and where the person who acts works: how long a snooze lasts hangs on it. */
  readonly calendar: WorkingCalendar
  readonly now: Instant
}

/** By block id, in the reader's language: what `response_action: errors` takes. */
export type FieldErrors = Readonly<Record<string, string>>

/** Who was picked, by Slack ids: only the edge knows which people of ours they are. */
export interface PickedPeople {
  readonly ae?: string | 'unassigned' | null
  readonly csm?: string
  readonly supporter?: string
}

export type ModalValues =
  | { readonly ok: true; readonly fields: CsqlFields; readonly people: PickedPeople }
  | { readonly ok: false; readonly errors: FieldErrors }

/** Inputs without which a form is none of ours; the others stand in it or not. */
const NEEDED: Readonly<Record<ModalAction, readonly [FieldName, ...FieldName[]]>> = {
  log: ['account', 'note', 'heat'],
  edit: ['kind', 'heat'],
  qualify: ['kind', 'source', 'heat', 'ae'],
  accept: ['next_on'],
  return: ['missing'],
  reject: ['reason', 'note'],
  update: ['progress', 'next_on'],
  convert: ['amount', 'close_month'],
  win: ['won_on', 'amount', 'one_time'],
  lose: ['reason', 'lost_on', 'note'],
  nurture: ['recheck_on', 'reason', 'note'],
  withdraw: ['reason'],
  merge: ['into'],
  reassign: ['ae'],
  propose_ae: ['ae'],
  reopen: ['note'],
  note: ['note'],
  snooze: ['until'],
  plan_fix: ['fix_on'],
  ask_support: ['supporter', 'note'],
  ask_csm: ['question'],
  answer_csm: ['answer'],
}

/**
 * Reads a submitted form: values under the domain's names, or what is wrong at which input. Never throws for a form
 * that is not ours; whether the values make a legal step is for the domain to say.
 *
 * @throws NoWorkingTime for a snooze, where the calendar has none
 */
export function readModal(action: ModalAction, values: unknown, context: ReadContext): ModalValues {
  const state = readState(values)
  const { m } = context
  const errors: Record<string, string> = Object.fromEntries(state.unreadable.map((name) => [name, m.faults.unreadable]))
  const [first] = NEEDED[action]
  if (NEEDED[action].some((name) => !state.blocks.includes(name))) {
    return {
      ok: false,
      errors: { [state.blocks.includes(first) ? first : (state.blocks[0] ?? first)]: m.faults.notOurs },
    }
  }
  const fault = (name: FieldName, words: string) => {
    errors[name] ??= words
  }
  const amounts = readAmounts(state, context)
  Object.assign(errors, amounts.errors)
  const given = {
    ...plainFields(state, action),
    ...amounts.fields,
    ...account(state, m, fault),
    ...contact(state),
    ...department(state),
    ...checklist(state),
    ...into(state, m, fault),
    ...readSnooze(state, context, fault),
  }
  const people = pickedPeople(state, m, fault)
  const fields = CsqlFields.safeParse(given)
  for (const issue of fields.error?.issues ?? []) {
    fault(blockOf(String(issue.path[0]), state), issueWords(issue, m))
  }
  return fields.success && Object.keys(errors).length === 0
    ? { ok: true, fields: fields.data, people }
    : { ok: false, errors }
}

type Given = Partial<Record<keyof CsqlFields, unknown>>
type Fault = (name: FieldName, words: string) => void

/** Inputs that are one field of the domain, as they are. */
const PLAIN = [
  'product',
  'kind',
  'referred_company',
  'source',
  'source_detail',
  'heat',
  'problem',
  'note',
  'opt_in',
  'next_action',
  'next_on',
  'progress',
  'close_month',
  'crm_link',
  'won_on',
  'lost_on',
  'start_on',
  'promises',
  'reason',
  'recheck_on',
  'fix_on',
  'changed',
  'override_reason',
  'question',
  'answer',
] as const satisfies readonly (FieldName & keyof CsqlFields)[]

/** Left empty, these say nothing; the others say "emptied". */
const KEPT_WHEN_EMPTY: ReadonlySet<string> = new Set(['heat', 'opt_in'])

function plainFields(state: ModalState, action: ModalAction): Given {
  const given: Given = {}
  for (const name of PLAIN) {
    const value = tidy(state.one(name))
    // A hand-over needs a problem: an emptied one is no wish to lose what is kept.
    const isKept = KEPT_WHEN_EMPTY.has(name) || (name === 'problem' && action === 'qualify')
    if (value !== undefined && !(value === null && isKept)) given[name] = value
  }
  const missing = state.many('missing')
  return missing === undefined ? given : { ...given, missing }
}

const tidy = (value: string | null | undefined): string | null | undefined =>
  typeof value === 'string' ? cleanText(value).trim() || null : value

function account(state: ModalState, m: Messages, fault: Fault): Given {
  const value = state.one('account')
  if (value === undefined) return {}
  const read = readAccountValue(value ?? '')
  if (read === null) fault('account', m.faults.missing(m.modals.labels.account))
  return read === null ? {} : { account: read }
}

/** A name that was typed is meant, whoever stands in the menu. Where nobody is known, the input itself is typed. */
function contact(state: ModalState): Given {
  const isTyped = state.isTyped('contact')
  const picked = isTyped ? undefined : state.one('contact')
  const typed = isTyped ? state.one('contact') : state.one('contact_name')
  if (picked === undefined && typed === undefined) return {}
  const name = tidy(typed) ?? null
  if (name !== null) return { contact: { name, title: tidy(state.one('contact_title')) ?? null } }
  return { contact: picked === undefined || picked === null ? null : { id: picked } }
}

function department(state: ModalState): Given {
  const value = state.one('department')
  return value === undefined ? {} : { department: value === null ? null : { id: value } }
}

/** An outcome is asked for where more of the same is offered; the form cannot take the box away when the kind changes. */
function checklist(state: ModalState): Given {
  const ticked = state.many('checklist')
  if (ticked === undefined) return {}
  const isUpsell = state.one('kind') === 'upsell'
  return { checklist: isUpsell ? ticked : ticked.filter((item) => item !== 'outcome_exists') }
}

function into(state: ModalState, m: Messages, fault: Fault): Given {
  const value = tidy(state.one('into'))
  if (value === undefined || value === null) return value === null ? { into: null } : {}
  const number = readCsqlNumber(value)
  if (number === null) fault('into', m.faults.rules.unknown_number({ bound: null, csql: null }))
  return { into: number }
}

const SLACK_USER = /^[UW][A-Z0-9]{1,30}$/

function pickedPeople(state: ModalState, m: Messages, fault: Fault): PickedPeople {
  const [ae, csm, supporter] = [state.one('ae'), state.one('csm'), state.one('supporter')]
  if (typeof ae === 'string' && !SLACK_USER.test(ae)) fault('ae', m.faults.unreadable)
  if (typeof csm === 'string' && !SLACK_USER.test(csm)) fault('csm', m.faults.unreadable)
  if (typeof supporter === 'string' && !SLACK_USER.test(supporter)) fault('supporter', m.faults.unreadable)
  const isOpen = (state.many('ae_unassigned') ?? []).length > 0
  return {
    ...(ae === undefined ? {} : { ae: isOpen ? 'unassigned' : ae }),
    ...(typeof csm === 'string' ? { csm } : {}),
    ...(typeof supporter === 'string' ? { supporter } : {}),
  }
}

/** Where a field's fault shows, of the inputs that give it. */
function blockOf(field: string, state: ModalState): FieldName {
  if (field === 'contact' && tidy(state.one('contact_name'))) return 'contact_name'
  return field as FieldName
}

function issueWords(issue: { code: string; origin?: string; maximum?: number | bigint }, m: Messages): string {
  const isTooLong = issue.code === 'too_big' && issue.origin === 'string'
  return isTooLong ? m.faults.tooLong(Number(issue.maximum)) : m.faults.unreadable
}
