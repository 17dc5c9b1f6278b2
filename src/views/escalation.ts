import type { KnownBlock } from '@slack/types'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { doneWords, moreRows, ROWS_SHOWN } from './batch.js'
import { type BatchRow, rowFacts, rowText } from './batch-row.js'
import { actions, csqlButton, lines } from './blocks.js'
import { lineName, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

export interface EscalationBatch {
  readonly managerName: string | null
  /** When it was sent. */
  readonly at: Instant
  readonly rows: readonly BatchRow[]
}

/** So many snoozes in a row are shown to the manager. */
const SNOOZES_SHOWN = 3

/** To a manager, once a working day: what has been waiting too long, with whom, and the ways to help. */
export function escalationBatch(batch: EscalationBatch, m: Messages, viewer: Viewer): Message {
  const { rows, at } = batch
  const shown = rows.slice(0, ROWS_SHOWN)
  return message(
    lines(headline(batch, m), doneWords(rows, m)),
    ...shown.flatMap((row): (KnownBlock | null)[] => [
      rowText(row, facts(row, m, viewer, at), m, viewer, at),
      row.done === null ? buttons(row, m) : null,
    ]),
    ...moreRows(rows.length - shown.length, 'overdue', m),
  )
}

function headline({ managerName, rows }: EscalationBatch, m: Messages): string {
  const days = rows.map((row) => row.overdueWorkingDays)
  const least = days.length === 0 ? 0 : days.reduce((a, b) => Math.min(a, b))
  const aes = new Set(rows.map(owner).filter((name) => name !== null))
  return m.batches.escalation({
    manager: lineName(managerName),
    aes: [...aes].slice(0, ROWS_SHOWN),
    n: rows.length,
    allWaiting: rows.every((row) => row.clock.kind === 'decide'),
    days: least,
    atLeast: days.some((n) => n !== least),
  })
}

const owner = ({ details, clock }: BatchRow): string | null => personName(details, clock.ownerId)

function facts(row: BatchRow, m: Messages, viewer: Viewer, at: Instant): readonly string[] {
  const ae = owner(row)
  const { answered, clock } = row
  return [
    m.cards.ae(ae),
    ...rowFacts(row, m, viewer, at),
    ...(answered === null ? [] : [m.batches.answered(ae, m.terms.reasons.neglect[answered])]),
    ...(clock.snoozes < SNOOZES_SHOWN ? [] : [m.batches.snoozedOften(clock.snoozes)]),
  ]
}

const buttons = ({ details: { csql } }: BatchRow, m: Messages) =>
  actions(
    csqlButton('show', m.batches.see, csql),
    csqlButton('reassign', m.batches.changeAe, csql),
    csqlButton('snooze', m.batches.reviewDue, csql),
  )
