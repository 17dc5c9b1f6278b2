import { createHash } from 'node:crypto'
import type Sqlite from 'better-sqlite3'
import { z } from 'zod'
import type { Instant } from '../../domain/time.js'
import { type Content, contentOf } from './content.js'

/** The table that a backup carries beside what it was made from. */
const SEAL_TABLE = 'backup_seal'

/** What a backup says of itself: when it was made, and what it held then. */
export const Seal = z.object({
  madeAt: z.int(),
  content: z.record(z.string(), z.object({ rows: z.int().min(0), digest: z.string() })),
})
export interface Seal {
  /** UTC ms. */
  readonly madeAt: Instant
  readonly content: Content
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What a database holds, without the seal that it may carry. */
export const unsealedContentOf = (raw: Sqlite.Database): Content => contentOf(raw, [SEAL_TABLE])

/** Writes the seal into a copy, in place of one that its source carried. */
export function putSeal(raw: Sqlite.Database, seal: Seal): void {
  const text = JSON.stringify(seal)
  raw.transaction(() => {
    removeSeal(raw)
    raw.exec(`CREATE TABLE ${SEAL_TABLE} (seal TEXT NOT NULL, digest TEXT NOT NULL) STRICT`)
    raw.prepare(`INSERT INTO ${SEAL_TABLE} VALUES (?, ?)`).run(text, digestOf(text))
  })()
}

/** A database that is worked with carries none. */
export function removeSeal(raw: Sqlite.Database): void {
  raw.exec(`DROP TABLE IF EXISTS ${SEAL_TABLE}`)
}

/** The seal of a backup; null where there is none, `broken` where it is not what was written. */
export function readSeal(raw: Sqlite.Database): Seal | 'broken' | null {
  const known = raw.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(SEAL_TABLE)
  if (known === undefined) return null
  const rows = raw.prepare(`SELECT seal, digest FROM ${SEAL_TABLE}`).all() as { seal: string; digest: string }[]
  const [row] = rows
  if (row === undefined || rows.length > 1 || digestOf(row.seal) !== row.digest) return 'broken'
  const read = Seal.safeParse(parsed(row.seal))
  return read.success ? read.data : 'broken'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
