import { closeSync, existsSync, openSync, readdirSync, readlinkSync, readSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Erasure } from '../../domain/erasure.js'
import { isBusy } from '../database.js'
import { erasuresIn } from './erasure-log.js'
import { DatabaseInUse } from './errors.js'
import { keepAs } from './files.js'
import { type RawRow, takenSlots } from './restored-deliveries.js'

/** A database that is about to be replaced: nobody else has it open, and nobody can open it until it is released. */
export interface OldDatabase {
  readonly erasures: readonly Erasure[]
  /** Slots of time whose nudges and digests went out, or may have. */
  readonly takenSlots: readonly RawRow[]
  /** False where it is damaged: what it says of erasures is not known. */
  readonly readable: boolean
  /** Keeps it under another name, with its log where that could not be written back. */
  keepAs(name: string): void
  release(): void
}

/**
 * Takes a database for ourselves. SQLite leaves the write-ahead log only to the last connection, so that asking for it
 * tells whether any process has it open; and the log is then written back into the file, which is whole by itself.
 *
 * @throws DatabaseInUse
 */
export function takeOver(file: string): OldDatabase {
  // Opening what is no database would drop its log: the last rows may stand there.
  if (!looksLikeDatabase(file)) return damaged(file)
  const raw = new Sqlite(file, { timeout: 250 })
  try {
    raw.pragma('journal_mode = DELETE')
    raw.pragma('locking_mode = EXCLUSIVE')
    raw.exec('BEGIN EXCLUSIVE')
    const known = { erasures: erasuresIn(raw), takenSlots: takenSlots(raw) }
    return { ...known, readable: true, keepAs: (name) => keepAs(file, name), release: () => raw.close() }
  } catch (error) {
    raw.close()
    if (isBusy(error)) throw new DatabaseInUse({ file, by: othersWith(file).join(', ') })
    if (!(error instanceof Sqlite.SqliteError)) throw error
    return damaged(file)
  }
}

const HEADER = 'SQLite format 3\0'

function looksLikeDatabase(file: string): boolean {
  if (!existsSync(file)) return false
  const fd = openSync(file, 'r')
  try {
    const header = Buffer.alloc(HEADER.length)
    readSync(fd, header)
    return header.toString('latin1') === HEADER
  } finally {
    closeSync(fd)
  }
}

/** SQLite can say nothing of a damaged file, so the system is asked who has it open, where it can tell. */
function damaged(file: string): OldDatabase {
  const others = othersWith(file)
  if (others.length > 0) throw new DatabaseInUse({ file, by: others.join(', ') })
  return {
    erasures: [],
    takenSlots: [],
    readable: false,
    keepAs: (name) => {
      // A log that stayed would be played into the database that takes the name.
      for (const suffix of ['-wal', '-shm', '-journal']) {
        if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${name}${suffix}`)
      }
      if (existsSync(file)) keepAs(file, name)
    },
    release: () => {},
  }
}

/** Processes other than ours that have the file open, as `process 123`; none where the system does not tell. */
function othersWith(file: string): readonly string[] {
  const processes = existsSync('/proc/self/fd') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return processes
    .filter((id) => Number(id) !== process.pid && openFilesOf(id).includes(file))
    .map((id) => `process ${id}`)
}

function openFilesOf(id: string): readonly string[] {
  const folder = join('/proc', id, 'fd')
  try {
    return readdirSync(folder).map((fd) => readlinkSync(join(folder, fd)))
  } catch {
    // Another person's process, or one that has just ended.
    return []
  }
}
