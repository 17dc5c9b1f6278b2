import type { Delivery } from '../../domain/delivery.js'
import type { Instant } from '../../domain/time.js'
import type { Messages } from '../../i18n/messages.js'
import type { Batch } from '../../usecases/read-batch.js'
import { nudgeBatch } from '../../views/batch.js'
import { escalationBatch } from '../../views/escalation.js'
import type { Message, Viewer } from '../../views/message.js'

interface Reader {
  readonly m: Messages
  readonly viewer: Viewer
  readonly now: Instant
  /** The message is there already: rows that are done are struck through instead of left out. */
  readonly posted: boolean
}

/** A batch of nudges or escalations; null when nothing in it is still owed and it was not posted yet. */
export function batchMessage(delivery: Delivery, batch: Batch, { m, viewer, now, posted }: Reader): Message | null {
  const rows = posted ? batch.rows : batch.rows.filter((row) => row.done === null)
  if (rows.length === 0) return null
  const at = posted ? (delivery.sentAt ?? now) : now
  if (delivery.purpose !== 'escalation') return nudgeBatch({ at, rows }, m, viewer)
  return escalationBatch({ managerName: batch.recipient.name, at, rows }, m, viewer)
}
