/**
 * Action ids, callback ids and button values, written and read in one place. Outsiders rely on these names
 * (docs/contract): adding is free, renaming breaks.
 */

import { AccountId } from '../domain/ids.js'
import type { SheetName } from '../domain/sheets/sheets.js'

/** Buttons whose click is an action on one CSQL: `csql.` and the action's name. */
export const CSQL_ACTIONS = [
  'qualify',
  'accept',
  'return',
  'reject',
  'update',
  'convert',
  'win',
  'lose',
  'nurture',
  'wake',
  'withdraw',
  'merge',
  'reassign',
  'reopen',
  'undo',
  'note',
  'edit',
  'snooze',
  'show',
  'plan_fix',
  'ask_support',
  'ask_csm',
  'answer_csm',
  'period',
  'take',
  'propose_again',
] as const
export type CsqlAction = (typeof CSQL_ACTIONS)[number]

export type ActionId = `csql.${CsqlAction}`
export const actionId = (action: CsqlAction): ActionId => `csql.${action}`

/** The neglect question: the reason is the choice in the value. */
export const NEGLECT = 'csql.neglect'

/** The overflow menu of a card: its options carry the action in their value. */
export const MORE = 'csql.more'

/** "Yes, that is the account": its id is the choice in the value. */
export const CHOOSE_ACCOUNT = 'csql.account'

/** Buttons that are about no CSQL. */
export const OPEN_LOG = 'csql.log'
/** The form for several lines at once. */
export const OPEN_LOG_MANY = 'csql.log_many'
/** The offer to log a message that somebody put the emoji on: its value says which. */
export const CAPTURE = 'csql.capture'
/** To log it as it is, for the account that the button names. */
export const CAPTURE_AS_IS = 'csql.capture_as_is'
export const OPEN_SETTINGS = 'csql.settings'
/** "And N more": the value says which list. */
export const OPEN_LIST = 'csql.list'
/** The whole of a batch: the value says which, and from which row on. */
export const OPEN_BATCH = 'csql.batch'

/** A number of a report that is opened, and a part of it that is looked at: the value says which (`figure-value.ts`). */
export const OPEN_FIGURE = 'csql.figure'
export const OPEN_SLICE = 'csql.slice'
/** "I have looked at this churn": the value is the product's id. */
export const SEEN_CHURN = 'csql.churn'

/** The form for a target. */
export const OPEN_TARGET = 'csql.target'

/** The form for working hours and leave: `own`, or whose, and how many new leaves it takes. */
export const OPEN_MY_TIME = 'csql.my_time'
export const MORE_LEAVE = 'csql.more_leave'

/** The form for a spreadsheet, and the click that brings it in after it was checked: its value says which file. */
export const OPEN_IMPORT = 'csql.import'
export const CONFIRM_IMPORT = 'csql.import_confirm'

/** The form for erasing somebody's data, and "send me the audit log". */
export const OPEN_ERASE = 'csql.erase'
export const EXPORT_AUDIT = 'csql.audit_export'

/** "Send me my own Monday", and "do not". */
export const SUMMARY_ON = 'csql.summary_on'
export const SUMMARY_OFF = 'csql.summary_off'

/** Turns Home to another list, page or filter: the value says to which (`home-value.ts`). Others carry a suffix. */
export const OPEN_HOME = 'csql.home'
/** No reminders for a while, of one's own, and again. */
export const PAUSE_FOR = 'csql.pause'
export const PAUSE_OVER = 'csql.pause_over'

/** Every input of a modal has this action id; its block id is the field's name in the domain. */
export const VALUE = 'value'

/** The forms of accounts and products. */
export const ACCOUNT_FORMS = ['edit', 'contract', 'contact', 'note', 'merge', 'merged', 'product'] as const
export type AccountForm = (typeof ACCOUNT_FORMS)[number]

export const callbackId = (
  action:
    | CsqlAction
    | 'propose_ae'
    | 'my_time'
    | 'log'
    | 'log_many'
    | 'settings'
    | 'settings_list'
    | 'erase'
    | 'target'
    | 'import'
    | `account_${AccountForm}`,
): string => `csql.${action}`

/** What a button says of the CSQL it is for: a hint, never authority. */
export interface Target {
  readonly number: number
  readonly version: number
  /** In an option of a menu: which action, or which choice. */
  readonly choice: string | null
}

/** `1:number:version`, and in an option of a menu `:choice` behind it. */
export function writeTarget(csql: { number: number; version: number }, choice?: string): string {
  const value = `1:${csql.number}:${csql.version}`
  return choice === undefined ? value : `${value}:${choice}`
}

const TARGET = /^1:([1-9]\d{0,9}):([1-9]\d{0,9})(?::([a-z0-9_-]{1,64}))?$/

/** Null for whatever this program did not write: an old form, a forged one. */
export function readTarget(value: unknown): Target | null {
  const match = typeof value === 'string' ? TARGET.exec(value) : null
  if (match === null) return null
  return { number: Number(match[1]), version: Number(match[2]), choice: match[3] ?? null }
}

/** A message of Slack's: where it stands, and in which thread. */
export interface MessageAt {
  readonly channel: string
  readonly ts: string
  readonly thread: string | null
}

/** `channel:ts`, and `:thread` behind it for a reply. */
export const writeMessageAt = ({ channel, ts, thread }: MessageAt): string =>
  thread === null ? `${channel}:${ts}` : `${channel}:${ts}:${thread}`

const MESSAGE_AT = /^([CDG][A-Z0-9]{2,40}):(\d{1,12}\.\d{1,8})(?::(\d{1,12}\.\d{1,8}))?$/

/** Null for whatever this program did not write. */
export function readMessageAt(value: unknown): MessageAt | null {
  const match = typeof value === 'string' ? MESSAGE_AT.exec(value) : null
  return match === null ? null : { channel: match[1] ?? '', ts: match[2] ?? '', thread: match[3] ?? null }
}

/** The message, and behind a bar the account's id. */
export const writeCaptured = (at: MessageAt, accountId: AccountId): string => `${writeMessageAt(at)}|${accountId}`

/** Null for whatever this program did not write. */
export function readCaptured(value: unknown): { readonly at: MessageAt; readonly accountId: AccountId } | null {
  const [message, id, ...more] = typeof value === 'string' ? value.split('|') : []
  const [at, accountId] = [readMessageAt(message), AccountId.safeParse(id)]
  return at === null || !accountId.success || more.length > 0 ? null : { at, accountId: accountId.data }
}

/** The action that an action id names, or null. */
export function readActionId(id: string): CsqlAction | null {
  const name = id.startsWith('csql.') ? id.slice('csql.'.length) : ''
  return (CSQL_ACTIONS as readonly string[]).includes(name) ? (name as CsqlAction) : null
}

/** Which batch, by its delivery's id, and from which row on. */
export interface BatchKey {
  readonly id: string
  readonly from: number
}

export const writeBatchKey = ({ id, from }: BatchKey): string => `1:${id}:${from}`

const BATCH_KEY = /^1:([A-Za-z0-9-]{1,64}):(\d{1,5})$/

/** Null for whatever this program did not write. */
export function readBatchKey(value: unknown): BatchKey | null {
  const [, id, from] = (typeof value === 'string' ? BATCH_KEY.exec(value) : null) ?? []
  return id === undefined ? null : { id, from: Number(from) }
}

/** The account that a new signal is about, in the value of the button that opens its form. */
export const writeAccountKey = (id: AccountId): string => `account:${id}`

const ACCOUNT_KEY = /^account:([A-Za-z0-9-]{1,64})$/

/** Null for whatever this program did not write. */
export function readAccountKey(value: unknown): AccountId | null {
  const id = typeof value === 'string' ? ACCOUNT_KEY.exec(value)?.[1] : undefined
  return id === undefined ? null : AccountId.parse(id)
}

/** Which file, and what its rows are. */
export const writeFileKey = (sheet: SheetName, fileId: string): string => `1:${sheet}:${fileId}`

const FILE_KEY = /^1:(accounts|contracts|csqls|snapshots):(F[A-Z0-9]{2,40})$/

/** Null for whatever this program did not write. */
export function readFileKey(value: unknown): { readonly sheet: SheetName; readonly fileId: string } | null {
  const [, sheet, fileId] = (typeof value === 'string' ? FILE_KEY.exec(value) : null) ?? []
  return fileId === undefined ? null : { sheet: sheet as SheetName, fileId }
}

/** A page of an account's sheet, or the whole of it; the forms of what is on it: the value is a sheet key. */
export const OPEN_ACCOUNT = 'csql.account_open'
export const EDIT_ACCOUNT = 'csql.account_edit'
export const EDIT_CONTRACT = 'csql.contract_edit'
export const EDIT_CONTACT = 'csql.contact_edit'
export const EDIT_NOTE = 'csql.note_edit'
export const MERGE_ACCOUNT = 'csql.account_merge'
export const UNDO_MERGE = 'csql.account_unmerge'

/** The form of a product: its value is the product's id. */
export const EDIT_PRODUCT = 'csql.product_edit'

/** Which account, and what of it: a section with its first row, or the id of a contract, contact, note or merge. */
export interface SheetKey {
  readonly id: string
  /** `new` for what is to be added; null for the account itself. */
  readonly part: string | null
  readonly from: number
}

/** `1:ID`, `1:ID:PART`, `1:ID:PART:FROM`. */
export function writeSheetKey(id: string, part?: string, from?: number): string {
  const key = part === undefined ? `1:${id}` : `1:${id}:${part}`
  return from === undefined ? key : `${key}:${from}`
}

const SHEET_KEY = /^1:([A-Za-z0-9_-]{1,64})(?::([A-Za-z0-9_-]{1,64})(?::(\d{1,6}))?)?$/

/** Null for whatever this program did not write. */
export function readSheetKey(value: unknown): SheetKey | null {
  const [, id, part, from] = (typeof value === 'string' ? SHEET_KEY.exec(value) : null) ?? []
  return id === undefined ? null : { id, part: part ?? null, from: Number(from ?? 0) }
}
