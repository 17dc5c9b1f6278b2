import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { ARCHIVED_TABLES, NOT_ARCHIVED } from '../../src/store/archive.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'

/** What every row of the schema says of the tables and of what they refer to. */
async function ask(text: string): Promise<readonly Record<string, string>[]> {
  const folder = temporaryFolder()
  const raw = new Sqlite(await freshDatabase(folder.path))
  try {
    return raw.prepare(text).all() as Record<string, string>[]
  } finally {
    raw.close()
    folder.remove()
  }
}

test('every table of a workspace is in the archive, or left out with a reason', async () => {
  const tables = await ask(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_migrations'`)
  const decided = [...ARCHIVED_TABLES, ...Object.keys(NOT_ARCHIVED)]
  expect(tables.map(({ name }) => name).toSorted()).toEqual(decided.toSorted())
})

test('each stands behind those that it refers to', async () => {
  const tables: readonly string[] = ARCHIVED_TABLES
  const keys =
    await ask(`SELECT t.name, k."table" AS other FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k
    WHERE t.type = 'table'`)
  const others = keys.filter(
    ({ name, other }) => name !== other && tables.includes(name ?? '') && other !== 'workspaces',
  )
  expect(others.length).toBeGreaterThan(10)
  for (const { name = '', other = '' } of others) {
    expect([name, other, tables.indexOf(other) < tables.indexOf(name)]).toEqual([name, other, true])
  }
})

test('nothing in it could hold a token', async () => {
  const columns =
    await ask(`SELECT t.name AS name, c.name AS other FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
    WHERE t.type = 'table'`)
  const secret = columns.filter(({ other = '' }) => /token|secret|password|credential/u.test(other))
  expect(secret.filter(({ name = '' }) => (ARCHIVED_TABLES as readonly string[]).includes(name))).toEqual([])
})
