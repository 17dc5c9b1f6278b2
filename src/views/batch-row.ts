import type { ActionsBlock } from '@slack/types'
import { AE_CLOCKS, type Clock, type ClockKind } from '../domain/clock.js'
import type { CsqlInBrief } from '../domain/csql-details.js'
import { daysBetween } from '../domain/days.js'
import type { EventKind } from '../domain/event.js'
import { NEGLECT_REASONS, type NeglectReason } from '../domain/reasons.js'
import { type Instant, MINUTE } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, choiceMenu, csqlButton, moreMenu, para, struck } from './blocks.js'
import { openQuestion, subjectOf } from './csql-line.js'
import { type CsqlAction, NEGLECT } from './ids.js'
import { lineName, todayOf } from './labels.js'
import type { Viewer } from './message.js'

/** One running clock in a batch, or one that ran when the batch was sent. */
export interface BatchRow {
  readonly details: CsqlInBrief
  readonly clock: Clock
  /** Past due, in the owner's working days; 0 while it is not a working day past due. */
  readonly overdueWorkingDays: number
  /** What its owner said stands in the way, if anything. */
  readonly answered: NeglectReason | null
  /** What was done about it since the batch was sent, and by whom; null = nothing yet. */
  readonly done: { readonly kind: EventKind; readonly by: string | null; readonly at: Instant } | null
}

/** When a message speaks. */
export interface Speaking {
  /** When it was sent: greeting and due words stay those of that moment when the message is edited. */
  readonly at: Instant
  /** As of when it tells what is past due: on its way here for a moment, it makes nothing late that was not. */
  readonly asOf: Instant
}

/** The buttons that finish each kind of clock where it stands: what is hoped for first, and letting go where that ends it. */
const BUTTONS: Readonly<Record<ClockKind, readonly CsqlAction[]>> = {
  decide: ['accept', 'return', 'reject'],
  first_contact: ['update', 'convert', 'win', 'reject'],
  convert: ['convert', 'update', 'win', 'reject'],
  update: ['update', 'win', 'lose'],
  fix: ['qualify', 'plan_fix', 'nurture'],
  qualify: ['qualify', 'nurture', 'withdraw'],
  wake: ['wake'],
}

/** Number and subject; struck through, with who did what, once it is done. `at`: when the batch was sent. */
export function rowText(row: BatchRow, facts: readonly string[], m: Messages, viewer: Viewer, at: Instant) {
  const { details, done } = row
  const title = `${m.terms.number(details.csql.number)} ${subjectOf(details, m, viewer)}`
  if (done === null) return para(bold(title), '\n', m.cards.beside(facts))
  const stamp = m.format.stamp(done.at, viewer.zone, todayOf(viewer, at))
  return para(struck(title), '\n', m.cards.remark(m.cards.did[done.kind](lineName(done.by)), stamp))
}

/** What is asked for, until when, how hot it is, how old; and what waits for an answer. */
export function rowFacts(row: BatchRow, m: Messages, viewer: Viewer, when: Speaking): readonly string[] {
  const { at } = when
  const { csql } = row.details
  const age = Math.max(0, daysBetween(localDay(viewer.zone, csql.loggedAt), localDay(viewer.zone, at)))
  const question = openQuestion(row.details, m)
  return [
    m.batches.asks[row.clock.kind],
    dueWords(row, m, viewer, when),
    m.cards.heat(csql.heat),
    m.batches.age(age),
    ...(question === null ? [] : [question]),
  ]
}

function dueWords({ clock, overdueWorkingDays }: BatchRow, m: Messages, viewer: Viewer, when: Speaking): string {
  const today = todayOf(viewer, when.at)
  const moment = m.format.moment(clock.dueAt, viewer.zone, today)
  if (isPastDue(clock, when)) return m.batches.overdue(moment, overdueWorkingDays)
  if (clock.dueAt < startOfNextMinute(when.at)) return m.batches.dueNow
  return localDay(viewer.zone, clock.dueAt) === today
    ? m.batches.dueToday(m.format.time(clock.dueAt, viewer.zone))
    : m.batches.dueOn(moment)
}

export const isPastDue = (clock: Clock, { asOf }: Speaking): boolean => clock.dueAt < asOf

/** Times are read to the minute: whatever falls due in this one falls due now. */
const startOfNextMinute = (at: Instant): Instant => at - (at % MINUTE) + MINUTE

/** The buttons of a row, and the neglect question's choices where it is asked; none once it is done. */
export function rowButtons(row: BatchRow, asks: boolean, m: Messages): ActionsBlock | null {
  const { clock, done } = row
  const { csql } = row.details
  if (done !== null) return null
  const byAe = AE_CLOCKS.includes(clock.kind)
  const label = (action: CsqlAction): string =>
    action === 'qualify' && clock.kind === 'fix' ? m.terms.buttons.requalify : m.terms.buttons[action]
  return actions(
    ...BUTTONS[clock.kind].map((action) => csqlButton(action, label(action), csql)),
    asks ? neglectMenu(row, m) : null,
    moreMenu(csql, [
      ['snooze', m.terms.buttons.snooze],
      ...(byAe ? [['reassign', m.terms.buttons.propose_ae] as const] : []),
      ...(byAe && csql.csmId !== csql.aeId ? [['ask_csm', m.terms.buttons.ask_csm] as const] : []),
      ['note', m.terms.buttons.note],
      ['show', m.terms.buttons.show],
    ]),
  )
}

const neglectMenu = ({ details }: BatchRow, m: Messages) =>
  choiceMenu(
    NEGLECT,
    details.csql,
    m.batches.neglectPlaceholder,
    NEGLECT_REASONS.map((code) => [code, m.terms.reasons.neglect[code]] as const),
  )
