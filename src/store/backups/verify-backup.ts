import { existsSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { BackupFault } from '../../domain/backup.js'
import type { Instant } from '../../domain/time.js'
import { schemaVersion } from '../migrate.js'
import { MIGRATIONS } from '../migrations/index.js'
import { differences, rowsIn } from './content.js'
import { BackupFaulty } from './errors.js'
import { readSeal, unsealedContentOf } from './seal.js'

/** What a good backup is. */
export interface BackupFacts {
  readonly file: string
  /** UTC ms; null where it carries no seal: it is a plain copy, whose values cannot be checked. */
  readonly madeAt: Instant | null
  /** The number of its last migration. */
  readonly schema: number
  /** Rows of all tables together. */
  readonly rows: number
  readonly bytes: number
}

const KNOWN = Math.max(...MIGRATIONS.map(({ number }) => number))

/**
 * Reads a whole backup: SQLite's own check of pages and indexes, the foreign keys, the schema's number, and every value
 * against the seal, since SQLite's check does not see a byte that was flipped inside a value. It changes nothing.
 *
 * @throws BackupFaulty
 */
export function verifyBackup(file: string): BackupFacts {
  const faulty = (why: BackupFault, detail = '') => new BackupFaulty({ file, why, detail })
  if (!existsSync(file)) throw faulty('missing')
  try {
    const raw = new Sqlite(file, { readonly: true, fileMustExist: true })
    try {
      return read(raw, file, faulty)
    } finally {
      raw.close()
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    const { code, message } = error
    throw faulty(code === 'SQLITE_NOTADB' || code === 'SQLITE_CANTOPEN' ? 'not_a_database' : 'damaged', message)
  }
}

function read(
  raw: Sqlite.Database,
  file: string,
  faulty: (why: BackupFault, detail?: string) => BackupFaulty,
): BackupFacts {
  const schema = schemaVersion(raw)
  const seal = readSeal(raw)
  const found = raw.pragma('integrity_check(3)', { simple: false }) as { integrity_check: string }[]
  const complaints = found.map((row) => row.integrity_check).join('; ')
  if (complaints !== 'ok') throw faulty('damaged', complaints)
  if (schema === 0) throw faulty('not_ours')
  if (schema > KNOWN) throw faulty('newer', `${schema} > ${KNOWN}`)
  if (seal === 'broken') throw faulty('seal')
  const content = unsealedContentOf(raw)
  const differing = seal === null ? [] : differences(seal.content, content)
  if (differing.length > 0) throw faulty('content', differing.join(', '))
  const dangling = raw.pragma('foreign_key_check') as { table: string }[]
  if (dangling.length > 0) throw faulty('foreign_keys', [...new Set(dangling.map(({ table }) => table))].join(', '))
  return { file, madeAt: seal?.madeAt ?? null, schema, rows: rowsIn(content), bytes: statSync(file).size }
}
