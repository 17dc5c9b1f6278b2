import Database from 'better-sqlite3'
import { Clock } from '../../src/domain/clock.js'
import type { Instant } from '../../src/domain/time.js'

type Value = string | number | null
type Row = Readonly<Record<string, Value>>

/** What the program wrote for one clock. */
interface Written {
  readonly item: Row
  readonly delivery: Row
  readonly clock: Row
}

const PRAGMAS = [
  ...['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'recursive_triggers = ON'],
  'temp_store = memory',
]
const DUE_NOW = `SELECT * FROM clocks WHERE next_step_at IS NOT NULL AND next_step_at <= ?
  ORDER BY next_step_at, workspace_id LIMIT ?`
const WRITTEN = `SELECT i.* FROM delivery_items AS i JOIN deliveries AS d ON d.workspace_id = i.workspace_id AND d.id = i.delivery_id
  WHERE d.created_at = ?`

/**
 * The reference for the due sweep: the same rows read and written by bare SQL, with the program's own durability, in a
 * transaction for fifty clocks, in which each workspace's can be taken back alone. It has a file of its own, a copy, so
 * that neither empties the other's page cache, and both grow alike.
 */
export class BareSweep {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  readonly #due: Database.Statement
  readonly #csql: Database.Statement
  #at: Instant = 0
  #before: readonly Row[] = []
  #written = new Map<Value | undefined, Written>()

  constructor(file: string) {
    this.#database = new Database(file)
    for (const pragma of PRAGMAS) this.#database.pragma(pragma)
    this.#due = this.#database.prepare(DUE_NOW)
    this.#csql = this.#database.prepare('SELECT * FROM csqls WHERE workspace_id = ? AND id = ?')
  }

  /**
   * Takes down what the program's sweep has written into its file, and makes the same clocks due here.
   *
   * @param dueClocks those that the program moved, as they were before
   */
  learn(programFile: string, dueClocks: readonly Clock[], at: Instant): void {
    const theirs = new Database(programFile, { readonly: true })
    const rows = (sql: string): Row[] => theirs.prepare(sql).all(at) as Row[]
    const deliveries = new Map(rows('SELECT * FROM deliveries WHERE created_at = ?').map((row) => [row['id'], row]))
    const items = new Map(rows(WRITTEN).map((row) => [row['clock_id'], row]))
    const clock = theirs.prepare('SELECT * FROM clocks WHERE workspace_id = ? AND id = ?')
    this.#at = at
    this.#before = dueClocks.map(rowOf)
    this.#written = new Map()
    for (const { workspace_id, id } of this.#before) {
      const item = items.get(id ?? null)
      const delivery = deliveries.get(item?.['delivery_id'])
      if (item === undefined || delivery === undefined) throw new Error('a clock that was not moved')
      this.#written.set(id, { item, delivery, clock: clock.get(workspace_id, id) as Row })
    }
    theirs.close()
    const makeDue = this.#database.transaction(() => {
      for (const row of this.#before) this.#put(row)
    })
    makeDue.immediate()
  }

  /** What the program's sweep does. @throws Error where it did something else */
  sweep(): void {
    const due = this.#due.all(this.#at, this.#before.length + 1) as Row[]
    for (let from = 0; from < due.length; from += 50) this.#move(due.slice(from, from + 50))
    if (due.length !== this.#before.length) throw new Error(`${due.length} were due, not ${this.#before.length}`)
  }

  close(): void {
    this.#database.close()
  }

  #move(due: readonly Row[]): void {
    const moveAll = this.#database.transaction(() => {
      let place: Value | undefined
      for (const { workspace_id = null, id, csql_id } of due) {
        if (workspace_id !== place) this.#savepoint(place)
        place = workspace_id
        this.#csql.get(workspace_id, csql_id)
        const written = this.#written.get(id)
        if (written === undefined) throw new Error('an unknown clock')
        this.#insert('deliveries', written.delivery)
        this.#insert('delivery_items', written.item)
        this.#put(written.clock)
      }
      this.#prepared('RELEASE place').run()
    })
    moveAll.immediate()
  }

  /** So that a workspace that fails takes nothing of another's back. */
  #savepoint(before: Value | undefined): void {
    if (before !== undefined) this.#prepared('RELEASE place').run()
    this.#prepared('SAVEPOINT place').run()
  }

  #insert(table: string, row: Row): void {
    const names = Object.keys(row)
    const values = names.map((name) => `@${name}`)
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')}) ON CONFLICT DO NOTHING`
    this.#prepared(sql).run(row)
  }

  #put(row: Row): void {
    const names = Object.keys(row).filter((name) => !['workspace_id', 'id', 'csql_id'].includes(name))
    const set = names.map((name) => `${name} = @${name}`).join(', ')
    this.#prepared(`UPDATE clocks SET ${set} WHERE workspace_id = @workspace_id AND id = @id`).run(row)
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const rowOf = (clock: Clock): Row =>
  Object.fromEntries(Object.keys(Clock.shape).map((name) => [snake(name), clock[name as keyof Clock]]))
