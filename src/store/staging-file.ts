import { closeSync, openSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { NotFitting, NotSaved } from '../domain/errors.js'
import type { WorkspaceId } from '../domain/ids.js'
import type { Tx } from '../usecases/ports.js'
import { factsOn } from './csql-facts.js'
import { asNotSaved } from './database.js'
import type { Alone } from './group-commit.js'

/** Rows that are moved in one go: some ten milliseconds, in which nothing else is served. */
const CHUNK = 2_000

/** What staging needs of the store it writes to. */
export interface StagingHost {
  readonly file: string
  readonly workspaceId: WorkspaceId
  /** The connection that writes. */
  readonly writer: Sqlite.Database
  /** Runs a unit in a transaction of its own. */
  readonly alone: <T>(work: () => Promise<T>, alone: Alone) => Promise<T>
  readonly tx: Tx
  /** Master data is about to change behind the repositories. */
  readonly changes: () => void
}

export interface StagedColumn {
  readonly name: string
  readonly type: string
  /** Its place in the primary key, from 1; 0 = not in it. */
  readonly pk: number
  readonly dflt_value: string | null
}

/** How a table's rows are moved: what is selected for a column, and what follows. */
export interface Move {
  readonly selected?: (column: string) => string
  /** Rows that are there already are replaced. */
  readonly replacing?: boolean
}

let opened = 0

/** A file of its own with tables like those of the database: what waits in it takes no lock. */
export class StagingFile {
  readonly #host: StagingHost
  readonly #path: string
  readonly #raw: Sqlite.Database
  readonly #columns = new Map<string, readonly StagedColumn[]>()
  readonly #inserts = new Map<string, Sqlite.Statement>()

  constructor(host: StagingHost, tables: readonly string[]) {
    // What an earlier process left behind, being killed, is taken away first.
    removeLeftOvers(host.file)
    opened += 1
    this.#host = host
    this.#path = `${host.file}-staging-${process.pid}-${opened}`
    rmSync(this.#path, { force: true })
    closeSync(openSync(this.#path, 'wx', 0o600))
    this.#raw = new Sqlite(this.#path)
    // It is thrown away after a crash: nothing is gained by its surviving one. The driver calls that unsafe.
    this.#raw.unsafeMode(true)
    this.#raw.pragma('journal_mode = OFF')
    this.#raw.pragma('synchronous = OFF')
    this.#raw.exec('BEGIN')
    for (const table of tables) {
      const columns = host.writer.pragma(`table_info(${table})`) as StagedColumn[]
      this.#raw.exec(`CREATE TABLE ${table} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`)
      this.#columns.set(table, columns)
    }
  }

  /** Of a table that is staged; undefined for any other. */
  columnsOf(table: string): readonly StagedColumn[] | undefined {
    return this.#columns.get(table)
  }

  insert(table: string, values: readonly (string | number | null)[]): void {
    let insert = this.#inserts.get(table)
    if (insert === undefined) {
      insert = this.#raw.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`)
      this.#inserts.set(table, insert)
    }
    insert.run(values)
  }

  /**
   * Runs `work` in a transaction of its own, in which the staged tables are seen as `staging`; then the file is gone.
   *
   * @throws NotFitting where the database refuses rows that do not belong together
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const { writer, alone, changes } = this.#host
    this.#raw.exec('COMMIT')
    this.#raw.close()
    try {
      return await alone(
        async () => {
          changes()
          writer.pragma('defer_foreign_keys = ON')
          return work()
        },
        {
          before: () => void writer.prepare('ATTACH ? AS staging').run(this.#path),
          after: () => void writer.exec('DETACH staging'),
        },
      )
    } catch (error) {
      // What refers to nothing shows at the commit, for rows may come before those that they refer to.
      const isOrphan = error instanceof NotSaved && error.facts.cause.includes('FOREIGN KEY')
      throw isOrphan ? new NotFitting({ detail: error.facts.cause }) : error
    } finally {
      this.discard()
    }
  }

  /** Moves a table's rows, piece by piece: others are answered in between, and what they write waits. */
  async move(table: string, { selected = (column) => column, replacing = false }: Move = {}): Promise<void> {
    const { writer } = this.#host
    const last = writer.prepare(`SELECT coalesce(max(rowid), 0) FROM staging.${table}`).pluck().get() as number
    if (last === 0) return
    const columns = this.#columns.get(table) ?? []
    const names = columns.map(({ name }) => name)
    const insert = writer.prepare(
      `INSERT INTO main.${table} (${names.join(', ')}) SELECT ${names.map(selected).join(', ')} FROM staging.${table}
       WHERE rowid > ? AND rowid <= ?${replacing ? onConflict(columns) : ''}`,
    )
    const bringFactsUpToDate = factsOn(writer)
    for (let from = 0; from < last; from += CHUNK) {
      fitting(() => insert.run(from, from + CHUNK))
      // Left to the end of the transaction, the facts of all would be found in one go, and hold everybody up.
      fitting(bringFactsUpToDate)
      await nextTurn()
    }
  }

  discard(): void {
    if (this.#raw.open) this.#raw.close()
    rmSync(this.#path, { force: true })
  }
}

const onConflict = (columns: readonly StagedColumn[]): string => {
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name)
  const set = columns.map(({ name }) => `${name} = excluded.${name}`)
  return ` ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set.join(', ')}`
}

function fitting(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) {
      throw new NotFitting({ detail: error.message })
    }
    throw asNotSaved(error)
  }
}

/** Files of processes that are gone. */
function removeLeftOvers(file: string): void {
  const pattern = new RegExp(`^${basename(file).replace(/[^\w]/gu, '\\$&')}-staging-(\\d+)-\\d+$`, 'u')
  for (const name of readdirSync(dirname(file))) {
    const pid = Number(pattern.exec(name)?.[1])
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(dirname(file), name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
