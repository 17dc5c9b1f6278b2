import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { NotSaved } from '../domain/errors.js'
import { DatabaseUnusable, type Unusable } from './errors.js'
import { type Db, kyselyOn } from './sqlite-driver.js'

/** How long a statement waits for another process (ms). It holds the event loop, so it is short, and is tried again. */
const BUSY_TIMEOUT = 250

/** Set and then asserted on every connection: SQLite forgets all but the journal mode when a file is opened again. */
const PRAGMAS: Readonly<Record<string, string | number>> = {
  journal_mode: 'wal',
  // FULL: a commit is on the disk when it returns.
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: BUSY_TIMEOUT,
  // Without it, a REPLACE would delete rows behind the triggers that refuse to.
  recursive_triggers: 1,
}

export interface Connection {
  readonly raw: Sqlite.Database
  readonly db: Db
}

/** One connection that writes, by transactions alone, and one that reads what is committed. */
export interface Database {
  readonly file: string
  readonly writer: Connection
  readonly reader: Connection
  close(): void
}

/**
 * The file that a path, or `sqlite:PATH`, names.
 *
 * @throws TypeError for a database that is no file: two connections would not share it
 */
export function fileOf(databaseUrl: string): string {
  const path = databaseUrl.replace(/^sqlite:/, '')
  if (path === '' || path === ':memory:') throw new TypeError('the database should be the path of a file')
  return resolve(path)
}

/**
 * Opens the file for writing, making it and its folder where there is none.
 *
 * @throws DatabaseUnusable naming the file, what is wrong, and the way back
 */
export function openFile(file: string): Sqlite.Database {
  return usable(file, () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const raw = new Sqlite(file, { timeout: 5_000 })
    try {
      for (const [name, value] of Object.entries(PRAGMAS)) raw.pragma(`${name} = ${value}`)
      assertPragmas(raw)
      // The first read tells a damaged file. Only a write tells one that is read-only: BEGIN IMMEDIATE is content with it.
      raw.prepare('SELECT count(*) FROM sqlite_schema').get()
      raw.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK')
    } catch (error) {
      raw.close()
      throw error
    }
    return raw
  })
}

/** Opens both connections on a file whose schema is up to date. @throws DatabaseUnusable as `openFile` does */
export function openDatabase(file: string): Database {
  const write = openFile(file)
  // Each unit of a group commit has a savepoint, for which SQLite keeps every page as it was: in a file, unless told so.
  write.pragma('temp_store = memory')
  const read = openFile(file)
  read.pragma('query_only = 1')
  const writer = kyselyOn(write, {
    before: () => {
      if (!write.inTransaction)
        throw new Error('a write outside of its transaction: its work ended, or was not awaited')
    },
    translate: asNotSaved,
  })
  const reader = kyselyOn(read, { before: () => {}, translate: (error) => error })
  return {
    file,
    writer: { raw: write, db: writer },
    reader: { raw: read, db: reader },
    close: () => {
      read.close()
      write.close()
    },
  }
}

function assertPragmas(raw: Sqlite.Database): void {
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    const found: unknown = raw.pragma(name, { simple: true })
    if (found !== wanted) throw new Error(`PRAGMA ${name} is ${String(found)} where it should be ${wanted}`)
  }
}

/** SQLite's codes for: the database could not take this, whatever the statement said. */
const REFUSALS: readonly (readonly [prefix: string, why: Unusable])[] = [
  ['SQLITE_NOTADB', 'not_a_database'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_READONLY', 'read_only'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_IOERR', 'cannot_open'],
  ['SQLITE_CANTOPEN', 'cannot_open'],
  ['SQLITE_NOMEM', 'cannot_open'],
  ['SQLITE_PERM', 'cannot_open'],
]

function refusalOf(error: unknown): { code: string; why: Unusable } | undefined {
  if (!(error instanceof Sqlite.SqliteError)) return undefined
  const { code } = error
  const why = REFUSALS.find(([prefix]) => code.startsWith(prefix))?.[1]
  return why === undefined ? undefined : { code, why }
}

/** SQLite's code, where another process holds the database. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')

/** `NotSaved` where the database refused the write (a full disk, an I/O error); any other error as it is. */
export function asNotSaved(error: unknown): unknown {
  const refusal = refusalOf(error)
  return refusal === undefined ? error : new NotSaved({ cause: refusal.code })
}

/** Runs what opens or prepares a database. @throws DatabaseUnusable where the database itself is at fault */
export function usable<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error
    const refusal = refusalOf(error)
    if (refusal !== undefined) {
      throw new DatabaseUnusable({ file, why: refusal.why, detail: refusal.code })
    }
    const system = error as NodeJS.ErrnoException
    if (typeof system.code === 'string' && system.syscall !== undefined) {
      throw new DatabaseUnusable({ file, why: 'cannot_open', detail: system.code })
    }
    throw error
  }
}
