import type Sqlite from 'better-sqlite3'
import type { Purpose } from '../../domain/delivery.js'
import type { Instant } from '../../domain/time.js'

/** A row as the database has it, by the names of its columns. */
export type RawRow = Readonly<Record<string, unknown>>

/** Messages that a slot of time owes, and not an event: a restored database would come to owe them again. */
const OF_A_SLOT: readonly Purpose[] = ['nudge', 'nudge_high', 'escalation', 'digest']

/** The slots of which a database knows that something was sent, or may have been. */
export function takenSlots(raw: Sqlite.Database): readonly RawRow[] {
  const known = raw.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'deliveries'`).get()
  if (known === undefined) return []
  const marks = OF_A_SLOT.map(() => '?').join(', ')
  return raw
    .prepare(`SELECT * FROM deliveries WHERE state IN ('sent', 'sending', 'unknown') AND purpose IN (${marks})`)
    .all(OF_A_SLOT) as RawRow[]
}

/**
 * What was owed when the backup was made may have been sent since. It is marked as a crash would leave it, so that
 * Slack's history is asked before anything is sent a second time; and slots that the replaced database had served are
 * taken, so that no nudge or digest of today comes again.
 */
export function settleRestored(raw: Sqlite.Database, taken: readonly RawRow[], now: Instant): void {
  raw.transaction(() => {
    raw
      .prepare(
        `UPDATE deliveries SET state = 'unknown', tried_at = coalesce(tried_at, created_at), reason = 'restored'
         WHERE state = 'pending' AND not_before <= ? AND purpose <> 'edit'`,
      )
      .run(now)
    for (const row of taken) insertUnlessTaken(raw, row)
  })()
}

/** Into the columns that both have: the two databases may be of different ages. */
function insertUnlessTaken(raw: Sqlite.Database, row: RawRow): void {
  const columns = (raw.pragma('table_info(deliveries)') as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(row, name))
  const known = raw.prepare('SELECT 1 FROM workspaces WHERE id = ?').get(row['workspace_id'])
  if (known === undefined) return
  raw
    .prepare(
      `INSERT INTO deliveries (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT DO NOTHING`,
    )
    .run(columns.map((name) => row[name]))
}
