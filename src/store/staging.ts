import { closeSync, openSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { Overtaken } from '../domain/errors.js'
import type { WorkspaceId } from '../domain/ids.js'
import type { StagedRows, Staging, Tx } from '../usecases/ports.js'
import { asNotSaved } from './database.js'
import type { Alone } from './group-commit.js'

/** The tables that rows go through, each after those that it refers to. */
const TABLES = [
  'people',
  'person_roles',
  'products',
  'product_aliases',
  'accounts',
  'account_aliases',
  'departments',
  'contacts',
  'contracts',
  'texts',
  'csqls',
  'events',
  'clocks',
  'account_snapshots',
] as const
type Table = (typeof TABLES)[number]

const TABLE_OF: Readonly<Record<keyof StagedRows, Table>> = {
  people: 'people',
  products: 'products',
  accounts: 'accounts',
  departments: 'departments',
  contacts: 'contacts',
  contracts: 'contracts',
  texts: 'texts',
  csqls: 'csqls',
  events: 'events',
  clocks: 'clocks',
  snapshots: 'account_snapshots',
}

/** A row that is there already is replaced; anything else that is there is a mistake. */
const REPLACED: readonly Table[] = ['people', 'products', 'accounts', 'contracts', 'account_snapshots']
/** Lists that hang on a replaced row are written anew, by the column that names it. */
const LISTS: readonly (readonly [list: Table, owner: Table, column: string])[] = [
  ['person_roles', 'people', 'person_id'],
  ['product_aliases', 'products', 'product_id'],
  ['account_aliases', 'accounts', 'account_id'],
]

/** Rows that are moved in one go: some ten milliseconds, in which nothing else is served. */
const CHUNK = 2_000

/** What staging needs of the store it writes to. */
export interface StagingHost {
  readonly file: string
  readonly workspaceId: WorkspaceId
  /** The connection that writes. */
  readonly writer: Sqlite.Database
  /** Runs a unit in a transaction of its own. */
  readonly alone: (work: () => Promise<void>, alone: Alone) => Promise<void>
  readonly tx: Tx
  /** Master data is about to change behind the repositories. */
  readonly changes: () => void
}

let opened = 0

/** An empty staging area. What an earlier process left behind, being killed, is taken away first. */
export function openStaging(host: StagingHost): Staging<Tx> {
  removeLeftOvers(host.file)
  opened += 1
  const path = `${host.file}-staging-${process.pid}-${opened}`
  rmSync(path, { force: true })
  closeSync(openSync(path, 'wx', 0o600))
  return new StagingFile(host, path)
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

class StagingFile implements Staging<Tx> {
  readonly #host: StagingHost
  readonly #path: string
  readonly #raw: Sqlite.Database
  readonly #columns = new Map<Table, readonly string[]>()
  readonly #keys = new Map<Table, readonly string[]>()
  readonly #inserts = new Map<Table, Sqlite.Statement>()
  readonly #fence: string

  constructor(host: StagingHost, path: string) {
    this.#host = host
    this.#path = path
    this.#fence = fenceOf(host)
    this.#raw = new Sqlite(path)
    // It is thrown away after a crash: nothing is gained by its surviving one. Without a journal is what the driver calls unsafe.
    this.#raw.unsafeMode(true)
    this.#raw.pragma('journal_mode = OFF')
    this.#raw.pragma('synchronous = OFF')
    this.#raw.exec('BEGIN')
    for (const table of TABLES) {
      const columns = host.writer.pragma(`table_info(${table})`) as { name: string; type: string; pk: number }[]
      this.#raw.exec(`CREATE TABLE ${table} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`)
      this.#columns.set(
        table,
        columns.map(({ name }) => name),
      )
      this.#keys.set(
        table,
        columns.filter(({ pk }) => pk > 0).map(({ name }) => name),
      )
    }
  }

  put<K extends keyof StagedRows>(table: K, row: StagedRows[K]): void {
    const { workspaceId } = this.#host
    this.#insert(TABLE_OF[table], { workspaceId, ...row })
    const own = row as { readonly id?: string }
    if (table === 'people') {
      for (const role of new Set((row as StagedRows['people']).roles))
        this.#insert('person_roles', { workspaceId, personId: own.id, role })
    }
    if (table === 'products' || table === 'accounts') {
      const list = table === 'products' ? 'product_aliases' : 'account_aliases'
      const owner = table === 'products' ? 'productId' : 'accountId'
      for (const [position, alias] of (row as StagedRows['accounts']).aliases.entries())
        this.#insert(list, { workspaceId, [owner]: own.id, position, alias })
    }
  }

  #insert(table: Table, row: object): void {
    const columns = this.#columns.get(table) ?? []
    let insert = this.#inserts.get(table)
    if (insert === undefined) {
      insert = this.#raw.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
      this.#inserts.set(table, insert)
    }
    const values = row as Readonly<Record<string, unknown>>
    insert.run(columns.map((column) => stored(values[keyOf(column)], `${table}.${column}`)))
  }

  async commit(beside: (tx: Tx) => Promise<void>): Promise<void> {
    const host = this.#host
    this.#raw.exec('COMMIT')
    this.#raw.close()
    const attached: Alone = {
      before: () => void host.writer.prepare('ATTACH ? AS staging').run(this.#path),
      after: () => void host.writer.exec('DETACH staging'),
    }
    try {
      await host.alone(async () => {
        // Looked at again under the write's lock: what was checked must still be so.
        if (fenceOf(host) !== this.#fence || hasTakenNumber(host)) throw new Overtaken({})
        host.changes()
        host.writer.pragma('defer_foreign_keys = ON')
        for (const table of TABLES) await this.#move(table)
        settleNumbers(host)
        await beside(host.tx)
      }, attached)
    } finally {
      this.discard()
    }
  }

  async #move(table: Table): Promise<void> {
    const { writer, workspaceId } = this.#host
    const last = writer.prepare(`SELECT coalesce(max(rowid), 0) FROM staging.${table}`).pluck().get() as number
    if (last === 0) return
    const list = LISTS.find(([name]) => name === table)
    if (list !== undefined) {
      const owners = `SELECT id FROM staging.${list[1]}`
      writer.prepare(`DELETE FROM main.${table} WHERE workspace_id = ? AND ${list[2]} IN (${owners})`).run(workspaceId)
    }
    const columns = this.#columns.get(table) ?? []
    const given = columns.map((column) => (table === 'csqls' && column === 'number' ? NUMBER : column)).join(', ')
    const insert = writer.prepare(
      `INSERT INTO main.${table} (${columns.join(', ')}) SELECT ${given} FROM staging.${table}
       WHERE rowid > ? AND rowid <= ?${REPLACED.includes(table) ? replacing(this.#keys.get(table) ?? [], columns) : ''}`,
    )
    for (let from = 0; from < last; from += CHUNK) {
      runHere(() => insert.run(from, from + CHUNK))
      await nextTurn()
    }
  }

  discard(): void {
    if (this.#raw.open) this.#raw.close()
    rmSync(this.#path, { force: true })
  }
}

/** What the database takes of a value: flags as 0 and 1, lists and objects as JSON. */
function stored(value: unknown, where: string): string | number | null {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === undefined) throw new TypeError(`nothing is given for ${where}`)
  return JSON.stringify(value)
}

const KEYS = new Map<string, string>([
  ['from_state', 'from'],
  ['to_state', 'to'],
])

function keyOf(column: string): string {
  let key = KEYS.get(column)
  if (key === undefined) {
    key = column.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
    KEYS.set(column, key)
  }
  return key
}

const replacing = (key: readonly string[], columns: readonly string[]): string =>
  ` ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`

function runHere(work: () => void): void {
  try {
    work()
  } catch (error) {
    throw asNotSaved(error)
  }
}

/** Changes whenever somebody changes what names and people rows are checked against. */
function fenceOf({ writer, workspaceId }: StagingHost): string {
  const row = writer
    .prepare(
      `SELECT names_version, (SELECT count(*) FROM people WHERE workspace_id = w.id),
         (SELECT group_concat(id || name) FROM products WHERE workspace_id = w.id)
       FROM workspaces w WHERE id = ?`,
    )
    .raw(true)
    .get(workspaceId)
  return JSON.stringify(row)
}

/** A number that the file gives was given to another CSQL meanwhile. */
function hasTakenNumber({ writer, workspaceId }: StagingHost): boolean {
  const taken = writer.prepare(
    `SELECT 1 FROM staging.csqls s JOIN main.csqls c ON c.workspace_id = ? AND c.number = s.number LIMIT 1`,
  )
  return taken.get(workspaceId) !== undefined
}

/** Where no number is given: counted on from the highest that is taken or given. */
const NUMBER = `CASE WHEN number > 0 THEN number ELSE max(
    (SELECT next_number - 1 FROM main.workspaces w WHERE w.id = workspace_id),
    (SELECT coalesce(max(g.number), 0) FROM staging.csqls g)
  ) - number END`

function settleNumbers({ writer, workspaceId }: StagingHost): void {
  writer
    .prepare(
      `UPDATE workspaces SET names_version = names_version + (SELECT count(*) > 0 FROM staging.accounts),
         next_number = max(next_number,
           (SELECT coalesce(max(number), 0) + 1 FROM main.csqls WHERE workspace_id = workspaces.id))
       WHERE id = ?`,
    )
    .run(workspaceId)
}
