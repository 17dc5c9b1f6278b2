import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { Erasure } from '../../domain/erasure.js'
import { syncFile, syncFolderOf } from './files.js'

/** The name of the log in the folder of the backups. */
export const ERASURE_LOG = 'erasures.jsonl'

/** Erasures that a log holds, a line each; a last line that was cut off in the writing is no entry. */
export function readErasureLog(file: string): readonly Erasure[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const read = Erasure.safeParse(parsed(line))
      return read.success ? [read.data] : []
    })
}

/** Adds those that the log does not hold yet; they are on the disk when this returns. @returns how many */
export function addToErasureLog(file: string, erasures: readonly Erasure[]): number {
  const known = new Set(readErasureLog(file).map(keyOf))
  const fresh = erasures.filter((erasure) => !known.has(keyOf(erasure)))
  if (fresh.length === 0) return 0
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // It begins on a new line, whatever was cut off before.
  appendFileSync(file, fresh.map((erasure) => `\n${JSON.stringify(erasure)}`).join(''), { mode: 0o600 })
  syncFile(file)
  syncFolderOf(file)
  return fresh.length
}

/** Every erasure that a database knows of, of all its workspaces. */
export function erasuresIn(raw: Sqlite.Database): readonly Erasure[] {
  const known = raw.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'erasures'`).get()
  if (known === undefined) return []
  const rows = raw.prepare(
    `SELECT workspace_id AS workspaceId, id, what, started_by AS startedBy, started_at AS startedAt FROM erasures`,
  )
  return rows.all().map((row) => Erasure.parse(row))
}

/** Each once, in the order in which they were begun. */
export function mergeErasures(...lists: readonly (readonly Erasure[])[]): readonly Erasure[] {
  const byKey = new Map(lists.flat().map((erasure) => [keyOf(erasure), erasure]))
  return [...byKey.values()].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))
}

const keyOf = ({ workspaceId, id }: Erasure): string => `${workspaceId} ${id}`

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
