import { ACCOUNT_FIELDS, CONTACT_FIELDS, CONTRACT_FIELDS } from './account-form.js'
import type { State } from './csql.js'
import { type Action, OWED_BY_AE, OWED_BY_CSM } from './lifecycle.js'
import { Settings } from './workspace.js'

/**
 * The matrix of rights: who may do what, and with which fields. There is no other place that says so, and what is not
 * written here is refused: an action without a row, a person without a place in it, a field that its row does not name.
 *
 * Only full members of the workspace are in it at all. Guests, outsiders, bots, deactivated and unverified people hold
 * nothing (`standsAs` and `holds` in `may.ts`), whatever roles they once had.
 *
 * To add an action:
 * 1. Write its row in `RIGHTS`: `thing.verb`, who may, and the fields it takes (or shows) where there are any. A field that
 *    not all of the row's people may give is named with its own list.
 * 2. Name it in `src/i18n/areas/rights.ts` (both languages): a refusal, the guides and the audit log call it so.
 * 3. Let the use case ask before it reads or writes anything: `ask(ctx, 'thing.verb', { owner, as, fields })`, or
 *    `actingPerson(ctx, 'thing.verb', …)` where it needs to know who acts. `owner` is whose own the thing is, `as` what the
 *    actor is to it beside. What hangs on a CSQL asks `requireRight` in the transaction that reads the CSQL. Views and
 *    forms that show a button only to those who may use it ask `may`.
 * 4. Enter the use case in the table of `test/house/rights.test.ts`, and run that test with `-u`: the guides' tables are
 *    drawn anew.
 */

/**
 * Who somebody is to the thing that is acted on. `self`: it is their own; `csm`, `ae`, `logger`: the thing's; `closing_csm`:
 * the CSQL's CSM where the settings let a CSM close its product × kind; `proposed_ae`: the AE whom the present one proposed;
 * `other_csm`: the CSM of the CSQL that it is merged into; `ae_delegate`, `csm_delegate`: stand in for the AE or the CSM
 * while their leave runs, for what is owed then and for nothing else. `member`, `inside_sales`, `manager`, `admin` are so
 * everywhere; admins stand wherever managers do. `system` is the program itself, and whoever runs it at the command line.
 */
export const HOLDERS = [
  'member',
  'self',
  'csm',
  'logger',
  'inside_sales',
  'ae',
  'proposed_ae',
  'closing_csm',
  'ae_delegate',
  'csm_delegate',
  'other_csm',
  'manager',
  'admin',
  'system',
] as const
export type Who = (typeof HOLDERS)[number]

export interface Row {
  readonly who: readonly Who[]
  /** Some of them only in these of the CSQL's states. */
  readonly only?: Readonly<Partial<Record<Who, readonly State[]>>>
  /** What may be given with the action, or is shown by it: to all of `who`, or to those named. */
  readonly fields?: Readonly<Record<string, readonly Who[] | typeof ALL>>
}

const ALL = 'all'

const toAll = <F extends string>(...fields: readonly F[]): Record<F, typeof ALL> =>
  Object.fromEntries(fields.map((field) => [field, ALL])) as Record<F, typeof ALL>

/** The money of a CSQL. */
const MONEY = ['amount', 'amount_period', 'one_time', 'currency'] as const
/** What a signal may hold from the first line on. */
const MATTER = ['department', 'product', 'kind', 'referred_company', 'source', 'source_detail', 'heat'] as const
const CONTACT = ['contact', 'opt_in'] as const

const CLOSERS: readonly Who[] = ['ae', 'manager', 'closing_csm', 'ae_delegate']
const DECIDERS: readonly Who[] = ['ae', 'manager', 'ae_delegate']

/** On a CSQL, by the names of its transitions and of what is none (domain.md §3). */
const CSQL_RIGHTS = {
  log: {
    who: ['member'],
    fields: toAll('account', ...MATTER, ...CONTACT, 'problem', 'note', ...MONEY, 'ae', 'override_reason'),
  },
  qualify: {
    who: ['csm', 'logger', 'inside_sales', 'manager', 'csm_delegate'],
    only: { csm_delegate: OWED_BY_CSM },
    fields: toAll(...MATTER, ...CONTACT, 'problem', 'checklist', ...MONEY, 'ae', 'changed', 'override_reason'),
  },
  accept: { who: DECIDERS, fields: toAll('next_action', 'next_on') },
  return: { who: DECIDERS, fields: toAll('missing', 'note') },
  reject: { who: DECIDERS, fields: toAll('reason', 'note') },
  update: { who: CLOSERS, fields: toAll('progress', 'next_on', 'next_action') },
  convert: { who: CLOSERS, fields: toAll(...MONEY, 'close_month', 'crm_link') },
  win: { who: CLOSERS, fields: toAll('won_on', ...MONEY, 'start_on', 'promises') },
  lose: { who: CLOSERS, fields: toAll('reason', 'lost_on', 'note') },
  nurture: {
    who: ['csm', 'ae', 'manager', 'ae_delegate', 'csm_delegate'],
    only: { ae_delegate: OWED_BY_AE, csm_delegate: OWED_BY_CSM },
    fields: toAll('recheck_on', 'reason', 'note'),
  },
  wake: { who: ['system', 'csm', 'ae'] },
  withdraw: {
    who: ['csm', 'logger', 'manager', 'csm_delegate'],
    only: { csm_delegate: OWED_BY_CSM },
    fields: toAll('reason', 'note'),
  },
  merge: { who: ['csm', 'other_csm', 'manager'], fields: toAll('into') },
  reassign: {
    who: ['manager', 'csm', 'proposed_ae'],
    only: { csm: ['qualified'] },
    // The one whom the present AE proposed, or another.
    fields: { ae: ALL, other_ae: ['manager', 'csm'], csm: ['manager'] },
  },
  reopen: { who: ['manager'], fields: toAll('note') },
  note: { who: ['member'], fields: toAll('note') },
  edit: {
    who: ['csm', 'logger', 'inside_sales', 'ae', 'manager', 'ae_delegate', 'csm_delegate'],
    only: { ae_delegate: OWED_BY_AE, csm_delegate: OWED_BY_CSM },
    fields: toAll('account', ...MATTER, ...CONTACT, 'problem', 'note', ...MONEY),
  },
  snooze: { who: ['ae', 'csm', 'manager'], only: { ae: OWED_BY_AE, csm: OWED_BY_CSM }, fields: toAll('until') },
  plan_fix: { who: ['csm', 'logger', 'manager', 'csm_delegate'], fields: toAll('fix_on') },
  propose_ae: { who: ['ae'], fields: toAll('ae') },
  neglect: { who: ['ae'], fields: toAll('reason') },
  ask_support: { who: ['ae', 'csm', 'manager', 'ae_delegate'], fields: toAll('supporter', 'note') },
  ask_csm: { who: ['ae', 'ae_delegate'], fields: toAll('question') },
  answer_csm: { who: ['csm', 'logger', 'manager', 'csm_delegate'], fields: toAll('answer') },
  /** Whose own the last step is. */
  undo: { who: ['self'] },
  /** A decided one that stirs again becomes a new one. */
  propose_again: { who: ['csm', 'manager'] },
} as const satisfies Readonly<Record<Action | 'log' | 'undo' | 'propose_again', Row>>

/** In the workspace. */
const WORKSPACE_RIGHTS = {
  'csql.read': { who: ['member', 'system'] },
  'account.read': { who: ['member', 'system'] },
  'account.edit': {
    who: ['csm', 'ae', 'inside_sales', 'manager'],
    fields: toAll(...ACCOUNT_FIELDS, ...CONTRACT_FIELDS, ...CONTACT_FIELDS, 'account_note'),
  },
  'account.merge': { who: ['manager'], fields: toAll('merge_with', 'keep_this', 'amounts_of_both') },
  'home.read': { who: ['member'], fields: { own: ALL, team: ['manager'], setup: ['admin'] } },
  'draft.keep': { who: ['member'] },
  'report.read': {
    who: ['member', 'system'],
    // Who has something overdue is told to them and to managers.
    fields: { figures: ALL, overdue_of_person: ['self', 'manager', 'system'] },
  },
  'target.read': {
    who: ['member', 'system'],
    fields: { team: ALL, source: ALL, person: ['self', 'manager', 'system'] },
  },
  'target.set': { who: ['manager'], fields: toAll('person', 'team', 'source') },
  'digest.preview': { who: ['member'] },
  'churn.acknowledge': { who: ['manager'] },
  'time.read': { who: ['self', 'manager'] },
  'time.change': { who: ['self', 'manager'], fields: toAll('hours', 'leave', 'pause') },
  'nudges.pause': { who: ['self'] },
  'summary.read': { who: ['self'] },
  'summary.choose': { who: ['self'] },
  'batch.read': { who: ['self'] },
  'settings.read': { who: ['admin'] },
  'settings.change': {
    who: ['admin'],
    fields: toAll(...Object.keys(Settings.shape), 'section', 'roles', 'alsoRoles', 'team', 'products'),
  },
  'sheet.import': { who: ['admin', 'system'], fields: toAll('accounts', 'contracts', 'csqls', 'snapshots') },
  'sheet.export': { who: ['system'] },
  'archive.import': { who: ['system'] },
  'archive.export': { who: ['system'] },
  'data.erase': { who: ['admin', 'system'], fields: toAll('contact', 'person', 'csql', 'workspace') },
  'audit.export': { who: ['admin', 'system'] },
  'delivery.read': { who: ['system'] },
  'delivery.retry': { who: ['system'] },
  'delivery.drop': { who: ['system'] },
} as const satisfies Readonly<Record<string, Row>>

/** What is asked without a CSQL: a new one hangs on none. */
export type WorkspaceRight = keyof typeof WORKSPACE_RIGHTS | 'log'
export type Right = keyof typeof CSQL_RIGHTS | WorkspaceRight

export const RIGHTS: Readonly<Record<Right, Row>> = { ...CSQL_RIGHTS, ...WORKSPACE_RIGHTS }

export const isRight = (name: string): name is Right => Object.hasOwn(RIGHTS, name)

/** What may be given with an action, or is shown by it. */
export const fieldsOf = (right: Right): readonly string[] => Object.keys(RIGHTS[right].fields ?? {})

/** Who may give a field with an action, or see it; nobody, where its row does not name it. */
export function holdersOf(right: Right, field: string): readonly Who[] {
  const { who, fields = {} } = RIGHTS[right]
  if (!Object.hasOwn(fields, field)) return []
  const given = fields[field]
  return given === ALL || given === undefined ? who : given
}
