import { createHash } from 'node:crypto'
import type Sqlite from 'better-sqlite3'

/** What a database holds, table by table: how many rows, and the SHA-256 of all their values in the order of the file. */
export type Content = Readonly<Record<string, { readonly rows: number; readonly digest: string }>>

/** A name that no table can have: under it stand the schema's own statements. */
const SCHEMA = '*schema'
/** Rows that are hashed together: enough that a call costs little, few enough that memory stays flat. */
const ROWS_AT_ONCE = 500

/**
 * Reads every value of every table but `except`, in one pass and in bounded memory. On a connection inside a
 * transaction it is the content of that moment.
 */
export function contentOf(raw: Sqlite.Database, except: readonly string[] = []): Content {
  const content: Record<string, Content[string]> = {}
  content[SCHEMA] = hashRows(schemaRows(raw, except))
  for (const table of tablesOf(raw, except)) content[table] = hashRows(rowsOf(raw, table))
  return content
}

/** The tables whose rows differ between two readings, sorted; the schema as `*schema`. */
export function differences(one: Content, other: Content): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  const same = (name: string) => one[name]?.rows === other[name]?.rows && one[name]?.digest === other[name]?.digest
  return [...names].filter((name) => !same(name)).sort()
}

/** How many rows there are in all tables together. */
export const rowsIn = (content: Content): number =>
  Object.entries(content).reduce((sum, [name, { rows }]) => (name === SCHEMA ? sum : sum + rows), 0)

function tablesOf(raw: Sqlite.Database, except: readonly string[]): readonly string[] {
  const names = raw
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') ORDER BY name`)
    .pluck()
    .all()
    .map(String)
  return names.filter((name) => !name.startsWith('sqlite_') && !except.includes(name))
}

function schemaRows(raw: Sqlite.Database, except: readonly string[]): readonly string[] {
  const rows = raw.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all()
  return (rows as string[][]).filter(([, , table = '']) => !except.includes(table)).map((row) => JSON.stringify(row))
}

interface Column {
  readonly name: string
  readonly type: string
}

/**
 * Each row as one text, made by SQLite: several times faster than to hand over its values. NOT INDEXED: in the order of
 * the table itself, whatever the planner would rather read.
 */
function rowsOf(raw: Sqlite.Database, table: string): Iterable<string> {
  const columns = raw.pragma(`table_xinfo(${quoted(table)})`) as Column[]
  const values = columns.map(({ name, type }) => (AS_JSON.has(type) ? quoted(name) : `quote(${quoted(name)})`))
  const rows = raw.prepare(`SELECT json_array(${values.join(', ')}) FROM ${quoted(table)} NOT INDEXED`).pluck()
  return rows.iterate() as Iterable<string>
}

/** Types of a STRICT column whose values JSON holds without loss. */
const AS_JSON: ReadonlySet<string> = new Set(['INTEGER', 'INT', 'TEXT'])
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function hashRows(rows: Iterable<string>): Content[string] {
  const hash = createHash('sha256')
  let waiting: string[] = []
  let count = 0
  const take = () => {
    hash.update(waiting.join('\n')).update('\n')
    waiting = []
  }
  for (const row of rows) {
    count += 1
    if (waiting.push(row) === ROWS_AT_ONCE) take()
  }
  take()
  return { rows: count, digest: hash.digest('hex') }
}
