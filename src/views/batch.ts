import type { KnownBlock } from '@slack/types'
import type { Instant } from '../domain/time.js'
import { wallOf } from '../i18n/format.js'
import type { Messages } from '../i18n/messages.js'
import { type BatchRow, isPastDue, rowButtons, rowFacts, rowText, type Speaking } from './batch-row.js'
import { actions, lines, plainButton, small } from './blocks.js'
import { OPEN_BATCH, writeBatchKey } from './ids.js'
import { csqlNameOf, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

export interface NudgeRow extends BatchRow {
  /** The manager is told next: the batch says so. */
  readonly announces: boolean
  /** The second overdue nudge: asks what stands in the way. */
  readonly asks: boolean
}

export interface NudgeBatch extends Speaking {
  /** The delivery's id, by which the whole of it is found again. */
  readonly id: string
  /** When it was meant for, where it comes late because we were away; else null. */
  readonly late: Instant | null
  /** All of them, in the order in which they are to be read. */
  readonly rows: readonly NudgeRow[]
}

/** The message itself: it may ask what stands in the way. */
export interface AskingBatch extends NudgeBatch {
  /** Somebody is above who is asked, and hears what they answer. */
  readonly isManaged: boolean
}

/** How many rows a batch shows; the rest is a count and a button. */
export const ROWS_SHOWN = 10

/** A working day's nudges for one person, each with the buttons that finish it where it stands. */
export function nudgeBatch(batch: AskingBatch, m: Messages, viewer: Viewer): Message {
  const { at, rows, isManaged } = batch
  const shown = rows.slice(0, ROWS_SHOWN)
  const asked = rows.filter((row) => row.asks && row.done === null)
  const single = asked.length === 1 ? asked[0] : undefined
  return message(
    lines(headline(batch, m, viewer)),
    asked.length > 1 ? lines(question(asked, isManaged, m)) : null,
    ...shown.flatMap((row): (KnownBlock | null)[] => [
      rowText(row, facts(row, m, viewer, batch), m, viewer, at),
      row === single ? lines(question([row], isManaged, m)) : null,
      rowButtons(row, row.asks, m),
    ]),
    lines(announcement(rows, m)),
    ...moreRows(rows.length - shown.length, batch.id, m),
    small(rows.some(waitsForCustomer) ? m.batches.waitingHint : null, lateWords(batch, m, viewer)),
  )
}

function facts(row: NudgeRow, m: Messages, viewer: Viewer, when: Speaking): readonly string[] {
  const { answered } = row
  const said = answered === null ? [] : [m.asking.yourAnswer(m.terms.reasons.neglect[answered])]
  return [...rowFacts(row, m, viewer, when), ...said]
}

/** How many more there are, and where to see all of them. */
export function moreRows(n: number, id: string, m: Messages): readonly (KnownBlock | null)[] {
  if (n <= 0) return []
  return [lines(m.batches.more(n)), actions(plainButton(OPEN_BATCH, m.batches.seeAll, writeBatchKey({ id, from: 0 })))]
}

/** Quietly, when a message was meant for that comes late. */
export const lateWords = ({ late, at }: Pick<NudgeBatch, 'late' | 'at'>, m: Messages, viewer: Viewer): string | null =>
  late === null ? null : m.batches.late(m.format.moment(late, viewer.zone, todayOf(viewer, at)))

/** A row of a batch with its buttons, as the batch's reader acts on it. */
function nudgeRow(row: NudgeRow, when: Speaking, m: Messages, viewer: Viewer) {
  return [rowText(row, facts(row, m, viewer, when), m, viewer, when.at), rowButtons(row, row.asks, m)]
}

/** The whole of a batch, ten rows a page, each with its buttons. */
export function batchPage(batch: NudgeBatch, from: number, m: Messages, viewer: Viewer): Message {
  const shown = batch.rows.slice(from, from + ROWS_SHOWN)
  return message(
    lines(m.batches.page(from + 1, from + shown.length, batch.rows.length)),
    ...shown.flatMap((row) => nudgeRow(row, batch, m, viewer)),
    nextPage(batch, from + shown.length, m),
  )
}

/** The button to the rows after this page. */
export function nextPage(
  { id, rows }: { readonly id: string; readonly rows: readonly BatchRow[] },
  from: number,
  m: Messages,
): KnownBlock | null {
  const left = rows.length - from
  if (left <= 0) return null
  return actions(plainButton(OPEN_BATCH, m.commands.list.more(left), writeBatchKey({ id, from })))
}

/** What stands over the rows: what was asked and how much of it is done; thanks alone, once all of it is. */
export function overRows(asked: string, rows: readonly BatchRow[], m: Messages): string {
  const done = rows.map((row) => row.done).filter((one) => one !== null)
  if (done.length === 0) return asked
  if (done.length < rows.length) return `${asked}\n${m.batches.doneOf(done.length)}`
  return m.batches.allDone({ n: rows.length, somePutOff: done.some(({ kind }) => kind === 'snooze') })
}

/** How many of them are due on the day of the message, and how many are past due. */
export function dueCounts(rows: readonly BatchRow[], when: Speaking, viewer: Viewer) {
  const past = rows.filter((row) => isPastDue(row.clock, when))
  const today = todayOf(viewer, when.at)
  const dueToday = rows.filter((row) => !past.includes(row) && wallOf(row.clock.dueAt, viewer.zone).day === today)
  return { n: rows.length, dueToday: dueToday.length, overdue: past.length }
}

function headline(batch: NudgeBatch, m: Messages, viewer: Viewer): string {
  const { at, rows } = batch
  const hour = Number(wallOf(at, viewer.zone).time.slice(0, 2))
  const words = `${m.batches.greeting(hour)}${m.batches.headline(dueCounts(rows, batch, viewer))}`
  return overRows(words, rows, m)
}

function question(asked: readonly NudgeRow[], isManaged: boolean, m: Messages): string | null {
  const [first, ...others] = asked
  if (first === undefined) return null
  const csql = csqlNameOf(first.details, m)
  return others.length === 0
    ? m.batches.neglect(csql, first.overdueWorkingDays, isManaged)
    : m.batches.neglectMany(csql, others.length, isManaged)
}

function announcement(rows: readonly NudgeRow[], m: Messages): string | null {
  const announced = rows.filter((row) => row.announces && row.done === null)
  // One CSQL may have two clocks in the batch.
  const names = [...new Set(announced.map((row) => csqlNameOf(row.details, m)))]
  if (names.length === 0) return null
  const named = names.slice(0, 3)
  return m.batches.announces(named, names.length - named.length)
}

const waitsForCustomer = ({ clock, done }: NudgeRow): boolean =>
  done === null && (clock.kind === 'first_contact' || clock.kind === 'convert' || clock.kind === 'update')
