import type { KnownBlock } from '@slack/types'
import { SNOOZES_TOLD, type ToldStep } from '../domain/nudge-policy.js'
import type { Messages } from '../i18n/messages.js'
import { dueCounts, lateWords, moreRows, type NudgeBatch, nextPage, overRows, ROWS_SHOWN } from './batch.js'
import { type BatchRow, rowFacts, rowText, type Speaking } from './batch-row.js'
import { actions, csqlButton, lines, small } from './blocks.js'
import { lineName, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

export interface EscalationRow extends BatchRow {
  /** Only to be known: its owner's answer, or a third snooze in a row. Null for what has waited too long. */
  readonly told: ToldStep | null
  /** Whether its owner was told before that this follows, is not named yet, or cannot be reached. */
  readonly owner: 'announced' | 'unnamed' | 'unreached'
}

export interface EscalationBatch extends Speaking {
  /** The delivery's id, by which the whole of it is found again. */
  readonly id: string
  readonly managerName: string | null
  /** When it was meant for, where it comes late because we were away; else null. */
  readonly late: NudgeBatch['late']
  readonly rows: readonly EscalationRow[]
}

/**
 * To a manager, once a working day: what has been waiting too long, with whom, and the ways to help; behind it what AEs
 * said of where things stand.
 */
export function escalationBatch(batch: EscalationBatch, m: Messages, viewer: Viewer): Message {
  const { waiting, told } = partsOf(batch)
  const shown = [...waiting, ...told].slice(0, ROWS_SHOWN)
  const row = rowsIn(batch, m, viewer)
  return message(
    waiting.length === 0
      ? lines(m.batches.told(lineName(batch.managerName), told.length))
      : lines(overRows(headline({ ...batch, rows: waiting }, m, viewer), waiting, m)),
    ...shown.filter((one) => one.told === null).flatMap(row),
    waiting.length === 0 || told.length === 0 ? null : lines(m.batches.toldBeside(told.length)),
    ...shown.filter((one) => one.told !== null).flatMap(row),
    ...moreRows(batch.rows.length - shown.length, batch.id, m),
    small(lateWords(batch, m, viewer)),
  )
}

/** The whole of a manager's batch, ten rows a page. */
export function escalationPage(batch: EscalationBatch, from: number, m: Messages, viewer: Viewer): Message {
  const { waiting, told } = partsOf(batch)
  const rows = [...waiting, ...told]
  const shown = rows.slice(from, from + ROWS_SHOWN)
  return message(
    lines(m.batches.page(from + 1, from + shown.length, rows.length)),
    ...shown.flatMap(rowsIn(batch, m, viewer)),
    nextPage({ id: batch.id, rows }, from + shown.length, m),
  )
}

const partsOf = ({ rows }: EscalationBatch) => ({
  waiting: rows.filter((row) => row.told === null),
  told: rows.filter((row) => row.told !== null),
})

/** What is only told stays as it was said, whatever came of it, which stands behind it. */
const rowsIn =
  (when: Speaking, m: Messages, viewer: Viewer) =>
  (row: EscalationRow): readonly (KnownBlock | null)[] => {
    const { told, done } = row
    if (told === null) {
      return [rowText(row, facts(row, m, viewer, when), m, viewer, when.at), done === null ? buttons(row, m) : null]
    }
    const since = done === null || done.kind === 'snooze' ? [] : [m.cards.did[done.kind](lineName(done.by))]
    const text = rowText({ ...row, done: null }, [...facts(row, m, viewer, when), ...since], m, viewer, when.at)
    return [text, since.length === 0 ? toldButtons(row, m) : null]
  }

/** What went on too long though its owner knew, and what nobody looks after: each has its own words. */
function headline(batch: EscalationBatch, m: Messages, viewer: Viewer): string {
  const { rows } = batch
  const manager = lineName(batch.managerName)
  const of = (standing: EscalationRow['owner']) => rows.filter((row) => row.owner === standing)
  const [announced, unnamed, unreached] = [of('announced'), of('unnamed'), of('unreached')]
  const counts = (some: readonly EscalationRow[]) => dueCounts(some, batch, viewer)
  const asked = announced.length === 0 ? [] : [escalation(announced, manager, m)]
  const orphaned = [
    ...(unnamed.length === 0 ? [] : [m.batches.unnamed(counts(unnamed))]),
    ...(unreached.length === 0 ? [] : [m.batches.unreached(ownersOf(unreached), counts(unreached))]),
  ]
  const opened = orphaned.map((words, n) =>
    asked.length + n === 0 ? `${m.batches.toManager(manager)}${words}` : m.batches.besides(words),
  )
  return [...asked, ...opened].join('\n')
}

function escalation(rows: readonly EscalationRow[], manager: string | null, m: Messages): string {
  const days = rows.map((row) => row.overdueWorkingDays)
  const least = days.reduce((a, b) => Math.min(a, b))
  return m.batches.escalation({
    manager,
    aes: ownersOf(rows),
    n: rows.length,
    allWaiting: rows.every((row) => row.clock.kind === 'decide'),
    days: least,
    atLeast: days.some((n) => n !== least),
  })
}

/** As many of them as a headline names. */
const ownersOf = (rows: readonly EscalationRow[]): readonly string[] =>
  [...new Set(rows.map(owner).filter((name) => name !== null))].slice(0, ROWS_SHOWN)

/** One that waits too long, as its manager sees it: with whom, since when, and the ways to help. */
export const overdueRow = (
  row: BatchRow,
  m: Messages,
  viewer: Viewer,
  when: Speaking,
): readonly (KnownBlock | null)[] => [rowText(row, facts(row, m, viewer, when), m, viewer, when.at), buttons(row, m)]

const owner = ({ details, clock }: BatchRow): string | null => personName(details, clock.ownerId)

function facts(row: BatchRow, m: Messages, viewer: Viewer, when: Speaking): readonly string[] {
  const ae = owner(row)
  const { answered, clock } = row
  return [
    m.cards.ae(ae),
    ...rowFacts(row, m, viewer, when),
    ...(answered === null ? [] : [m.batches.answered(ae, m.terms.reasons.neglect[answered])]),
    ...(clock.snoozes < SNOOZES_TOLD ? [] : [m.batches.snoozedOften(clock.snoozes)]),
  ]
}

const buttons = ({ details: { csql } }: BatchRow, m: Messages) =>
  actions(
    csqlButton('show', m.batches.see, csql),
    csqlButton('reassign', m.batches.changeAe, csql),
    csqlButton('snooze', m.batches.reviewDue, csql),
  )

const toldButtons = ({ details: { csql } }: BatchRow, m: Messages) =>
  actions(csqlButton('show', m.batches.see, csql), csqlButton('reassign', m.batches.changeAe, csql))
