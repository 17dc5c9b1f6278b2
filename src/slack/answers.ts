import { OPEN_STATES } from '../domain/csql.js'
import { NotFound } from '../domain/errors.js'
import type { AccountId } from '../domain/ids.js'
import type { Action } from '../domain/lifecycle.js'
import { canAct, mayAct } from '../domain/may.js'
import { undoable } from '../domain/reversal.js'
import { withoutSecrets } from '../domain/secrets.js'
import { FILTER_WORDS, type ListFilter } from '../i18n/command-words.js'
import { type ActOnCsql, actOnCsql } from '../usecases/act-on-csql.js'
import type { CsqlFields } from '../usecases/csql-fields.js'
import type { Logged } from '../usecases/log-signal.js'
import type { CsqlMatch } from '../usecases/ports.js'
import { readAbsence } from '../usecases/read-absence.js'
import { findAccount, readAccountSheet } from '../usecases/read-account.js'
import { type CsqlHistory, listCsqls, readCsql, readHistory } from '../usecases/read-csql.js'
import { undoAction } from '../usecases/undo-action.js'
import { accountSection, accountSheet, isSheetSection, SECTION_ROWS } from '../views/account-sheet.js'
import { actedMessage, undoneMessage } from '../views/acted.js'
import { lines } from '../views/blocks.js'
import { csqlRows, nothingListed, ROWS_SHOWN } from '../views/csql-rows.js'
import { csqlShown } from '../views/csql-shown.js'
import type { CsqlAction } from '../views/ids.js'
import { customerName } from '../views/labels.js'
import { type Message, message } from '../views/message.js'
import { type LoggedSignal, signalLogged } from '../views/signal-logged.js'
import type { Entry } from './actor.js'
import { LineUnclear } from './edge-errors.js'

/** Acts on a CSQL, and says what came of it. @throws whatever `actOnCsql` does */
export async function act(entry: Entry, input: ActOnCsql): Promise<Message> {
  const { ctx, messages, viewer } = entry
  const { fields, secretRemoved } = withoutSecretFields(entry, input.fields)
  const acted = await actOnCsql(ctx, { ...input, fields })
  const details = await readCsql(ctx, acted.number)
  const goesToAe = input.action === 'qualify' || input.action === 'reassign'
  const absence = goesToAe ? await readAbsence(ctx, details.csql.aeId) : null
  const of = { action: input.action, eventId: acted.eventId, absence }
  const said = actedMessage(details, of, messages, viewer, ctx.now)
  return secretRemoved ? message(lines(messages.errors.secretRemoved), said.blocks) : said
}

/** Takes the person's last step back. @throws whatever `undoAction` does */
export async function undo(entry: Entry, input: { number: number; eventId?: string }): Promise<Message> {
  const undone = await undoAction(entry.ctx, input)
  return undoneMessage(await readCsql(entry.ctx, undone.number), entry.messages)
}

/** Shows what became of a new signal. */
export async function loggedAnswer(
  entry: Entry,
  logged: Logged,
  more: Partial<Omit<LoggedSignal, 'details' | 'eventId' | 'accountIsNew'>> = {},
): Promise<Message> {
  const details = await readCsql(entry.ctx, logged.number, { isNew: true })
  const nothingElse = {
    candidates: [],
    amountProblem: null,
    periodAssumed: false,
    aeProblem: logged.aeProblem === null ? null : { typed: entry.messages.modals.labels.ae, rule: logged.aeProblem },
    secretRemoved: false,
  }
  const { eventId, accountIsNew } = logged
  return signalLogged({ ...nothingElse, ...more, details, eventId, accountIsNew }, entry.messages, entry.viewer)
}

/** Takes secrets out of every text that is about to be kept. */
export function withoutSecretFields(
  { messages }: Entry,
  fields: CsqlFields,
): { fields: CsqlFields; secretRemoved: boolean } {
  let secretRemoved = false
  const safe = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value] as const
    const { text, found } = withoutSecrets(value, messages.errors.secretMark)
    secretRemoved ||= found
    return [name, text] as const
  })
  return secretRemoved ? { fields: Object.fromEntries(safe) as CsqlFields, secretRemoved } : { fields, secretRemoved }
}

/** What is offered with the details, in this order, where the viewer may do it now. */
const OFFERED: readonly (Action & CsqlAction)[] = [
  'answer_csm',
  'accept',
  'qualify',
  'update',
  'convert',
  'win',
  'lose',
  'return',
  'reject',
  'wake',
  'plan_fix',
  'nurture',
  'reassign',
  'ask_csm',
  'ask_support',
  'note',
  'edit',
  'snooze',
  'merge',
  'withdraw',
  'reopen',
]
const OFFERED_AT_MOST = 12

/** A CSQL with its history and what the viewer may do now. @throws NotFound */
export async function shownAnswer(entry: Entry, number: number): Promise<Message> {
  const { ctx, messages, viewer } = entry
  const history = await readHistory(ctx, number)
  const proposes = !canAct('reassign', history.actor, history.details.csql, entry.settings)
  return csqlShown({ ...history, offered: offeredTo(entry, history), proposes }, messages, viewer, ctx.now)
}

function offeredTo({ ctx, settings }: Entry, { details, events, actor }: CsqlHistory): CsqlAction[] {
  const { csql } = details
  const isOpenQuestion = csql.questionTextId !== null
  const may = (action: Action): boolean => {
    if (action === 'answer_csm' && !isOpenQuestion) return false
    if (action === 'ask_csm' && (isOpenQuestion || csql.csmId === csql.aeId)) return false
    return canAct(action, actor, csql, settings)
  }
  const acts: CsqlAction[] = OFFERED.filter((action) => may(action) || (action === 'reassign' && may('propose_ae')))
  if (csql.proposedAeId !== null && may('reassign')) acts.unshift('take')
  const isDecided = csql.state === 'rejected' || csql.state === 'lost'
  if (isDecided && mayAct('propose_again', actor, csql, settings)) acts.push('propose_again')
  const offered = acts.slice(0, OFFERED_AT_MOST)
  return isUndoable() ? [...offered, 'undo'] : offered

  function isUndoable(): boolean {
    try {
      return undoable(csql, ctx.actor, events, ctx.now).length > 0
    } catch {
      return false
    }
  }
}

/**
 * An account's sheet, or a page of one of its lists.
 *
 * @throws NotFound no such account here
 */
export async function accountAnswer(
  { ctx, messages: m, viewer }: Entry,
  id: AccountId,
  page: { readonly section: string | null; readonly from: number } = { section: null, from: 0 },
): Promise<{ readonly name: string; readonly message: Message }> {
  const { section, from } = page
  const isSection = isSheetSection(section)
  const sheet = await readAccountSheet(ctx, id, isSection ? { limit: SECTION_ROWS, offset: from } : undefined)
  if (sheet === null) throw new NotFound({ what: 'account', typed: '' })
  const shown = isSection
    ? accountSection(sheet, section, from, m, viewer, ctx.now)
    : accountSheet(sheet, m, viewer, ctx.now)
  return { name: sheet.account.name, message: shown }
}

/** Which CSQLs are listed: by a filter, or of an account as it was typed. */
export type Listed =
  | { readonly kind: 'filter'; readonly filter: ListFilter }
  | { readonly kind: 'account'; readonly typed: string }

/**
 * A page of a list, from the row at `from` on.
 *
 * @throws LineUnclear for an account's name that means none, or more than one
 */
export async function listAnswer(entry: Entry, listed: Listed, from = 0): Promise<Message> {
  const { ctx, messages, viewer } = entry
  const { title, empty, filter, key } =
    listed.kind === 'filter' ? byFilter(entry, listed.filter) : await byAccount(entry, listed.typed)
  const { rows, total } = await listCsqls(ctx, { ...filter, limit: ROWS_SHOWN, offset: from })
  if (total === 0) return nothingListed(empty)
  const shown = from + rows.length
  const page = { title: title(total), rows, more: total - shown, next: `${key}:${shown}` }
  return csqlRows(page, messages, viewer, ctx.now)
}

interface Query {
  readonly title: (total: number) => string
  readonly empty: string
  readonly filter: CsqlMatch
  readonly key: string
}

function byFilter({ ctx, messages: { commands }, person }: Entry, filter: ListFilter): Query {
  const filters: Readonly<Record<ListFilter, Query['filter']>> = {
    mine: { involving: person.id, states: OPEN_STATES },
    open: { states: OPEN_STATES },
    overdue: { overdueAt: ctx.now, states: OPEN_STATES },
    waiting: { states: ['qualified'] },
  }
  return {
    title: (total) => commands.list.title(filter, total),
    empty: commands.list.empty(filter),
    filter: filters[filter],
    key: filter,
  }
}

async function byAccount({ ctx, messages }: Entry, typed: string): Promise<Query> {
  const found = await findAccount(ctx, typed)
  if (found.kind === 'none') throw new LineUnclear({ field: 'line', rule: 'unknown_account', typed })
  if (found.kind === 'likely') throw new LineUnclear({ field: 'line', rule: 'several_accounts', typed })
  const { id, name } = found.sheet.account
  const customer = customerName(messages, name)
  return {
    title: (total) => messages.commands.list.ofAccount(customer, total),
    empty: messages.commands.list.emptyAccount(customer),
    filter: { accountId: id },
    key: `account=${name.slice(0, 100)}`,
  }
}

const LIST_KEY = /^(?:(mine|open|overdue|waiting)|account=(.{1,100}?))(?::(\d{1,6}))?$/u

/** What the value of a "more" button asks for; null for one that is not ours. */
export function readListKey(value: unknown): { listed: Listed; from: number } | null {
  const match = typeof value === 'string' ? LIST_KEY.exec(value) : null
  if (match === null) return null
  const [, filter, typed, from] = match
  const known = (Object.keys(FILTER_WORDS) as ListFilter[]).find((name) => name === filter)
  const listed: Listed =
    known === undefined ? { kind: 'account', typed: typed ?? '' } : { kind: 'filter', filter: known }
  return { listed, from: Number(from ?? 0) }
}
