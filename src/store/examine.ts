import { statSync } from 'node:fs'
import { openFile, usable } from './database.js'
import { schemaVersion } from './migrate.js'
import { MIGRATIONS } from './migrations/index.js'

/** What a look into a database file has found. */
export interface Examined {
  /** Bytes of the file, and of the log beside it. */
  readonly bytes: number
  readonly logBytes: number
  /** The number of its last migration, and of the program's. */
  readonly schema: number
  readonly known: number
  /** What SQLite's own check complains of; none = whole. */
  readonly complaints: readonly string[]
  /** Tables with rows that point at nothing. */
  readonly dangling: readonly string[]
}

/** Reads a whole database file, and changes nothing in it: its schema stays as it is.
 *
 * @throws DatabaseUnusable as `openFile` does
 */
export function examine(file: string): Examined {
  const raw = openFile(file)
  try {
    return usable(file, () => {
      const found = raw.pragma('integrity_check(3)') as { integrity_check: string }[]
      const dangling = raw.pragma('foreign_key_check') as { table: string }[]
      return {
        bytes: statSync(file).size,
        logBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
        schema: schemaVersion(raw),
        known: Math.max(...MIGRATIONS.map(({ number }) => number)),
        complaints: found.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
        dangling: [...new Set(dangling.map(({ table }) => table))],
      }
    })
  } finally {
    raw.close()
  }
}
