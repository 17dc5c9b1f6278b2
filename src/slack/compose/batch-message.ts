import type { Delivery } from '../../domain/delivery.js'
import type { ClockId } from '../../domain/ids.js'
import { lateFor, SNOOZES_TOLD, type ToldStep } from '../../domain/nudge-policy.js'
import type { Instant } from '../../domain/time.js'
import type { Messages } from '../../i18n/messages.js'
import type { Batch, BatchRow } from '../../usecases/read-batch.js'
import { batchPage, nudgeBatch } from '../../views/batch.js'
import { escalationBatch, escalationPage } from '../../views/escalation.js'
import type { Message, Viewer } from '../../views/message.js'

interface Reader {
  readonly m: Messages
  readonly viewer: Viewer
  readonly now: Instant
  /** The message is there already: rows that are done are struck through instead of left out. */
  readonly posted: boolean
}

/** A batch of nudges or escalations; null when nothing in it is still owed or new, and it was not posted yet. */
export function batchMessage(delivery: Delivery, batch: Batch, { m, viewer, now, posted }: Reader): Message | null {
  const rows = oneEachCsql(posted ? batch.rows : batch.rows.filter(stillMatters))
  if (rows.length === 0) return null
  const at = posted ? (delivery.sentAt ?? now) : now
  const shown = { id: delivery.id, rows, ...spoken(delivery, batch, at) }
  if (delivery.purpose !== 'escalation') return nudgeBatch({ ...shown, isManaged: batch.isManaged }, m, viewer)
  return escalationBatch({ ...shown, managerName: batch.recipient.name }, m, viewer)
}

/** A message that is on time speaks as of the moment it was meant for: what falls due then is not past due yet. */
function spoken(delivery: Delivery, { meantFor }: Batch, at: Instant) {
  const planned = [...meantFor, delivery.dueAt]
  const late = lateFor(planned, at)
  return { at, asOf: late === null ? planned.reduce((first, one) => Math.min(first, one), at) : at, late }
}

/** What is done is owed no more; what a manager is told stays news, unless its answer was taken back. */
const stillMatters = ({ told, done, answered, clock }: BatchRow): boolean =>
  told === null ? done === null : answered !== null || clock.snoozes >= SNOOZES_TOLD

/**
 * Of several clocks of one CSQL, the one that falls due first stands for all: it is one matter, and one act moves it.
 * What is only told stays by itself.
 */
function oneEachCsql(rows: readonly BatchRow[]): readonly BatchRow[] {
  const matters = new Map<string, BatchRow[]>()
  for (const row of rows) {
    const matter = row.told === null ? row.details.csql.id : row.clock.id
    matters.set(matter, [...(matters.get(matter) ?? []), row])
  }
  return [...matters.values()].flatMap((all) => {
    const open = all.filter(({ done }) => done === null)
    const [first] = open.length === 0 ? all : open
    if (first === undefined) return []
    return [{ ...first, announces: open.some((row) => row.announces), asks: open.some((row) => row.asks) }]
  })
}

/** The clocks of a batch that a message would leave out, where it is posted now. */
export const settledRows = ({ rows }: Batch): readonly ClockId[] =>
  rows.filter((row) => !stillMatters(row)).map(({ clock }) => clock.id)

/** Of which clocks of a batch a manager is only told something, and what. */
export const toldRows = ({ rows }: Batch): ReadonlyMap<ClockId, ToldStep> =>
  new Map(rows.flatMap(({ told, clock }) => (told === null ? [] : [[clock.id, told]])))

/** A page of the whole of a batch, from a row on, as things stand now: what is done is struck through. */
export function batchPageMessage(
  delivery: Delivery,
  batch: Batch,
  from: number,
  { m, viewer, now }: Omit<Reader, 'posted'>,
): Message {
  const rows = oneEachCsql(batch.rows)
  const at = delivery.sentAt ?? now
  const whole = { id: delivery.id, rows, ...spoken(delivery, batch, at), late: null }
  if (delivery.purpose !== 'escalation') return batchPage(whole, from, m, viewer)
  return escalationPage({ ...whole, managerName: batch.recipient.name }, from, m, viewer)
}
