import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openFile } from '../../src/store/database.js'
import { type Migration, SQLITE } from '../../src/store/ddl.js'
import { migrate, schemaVersion } from '../../src/store/migrate.js'
import { MIGRATIONS } from '../../src/store/migrations/index.js'
import { temporaryFolder } from '../support/database.js'

let folder: ReturnType<typeof temporaryFolder>
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, 'tasuki.db')
})
afterEach(() => folder.remove())

/** The whole schema as text, and its number. */
function schemaOf(raw: Sqlite.Database): { version: number; schema: unknown[] } {
  const objects = raw.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`)
  return { version: schemaVersion(raw), schema: objects.pluck().all() }
}

function opened<T>(work: (raw: Sqlite.Database) => T): T {
  const raw = openFile(file)
  try {
    return work(raw)
  } finally {
    raw.close()
  }
}

const statementsOf = (migration: Migration) => migration.statements(SQLITE)
const numbers = MIGRATIONS.map(({ number }) => number)

test('migrations are numbered without gaps, in order', () => {
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1))
})

test('each is run once, also by two programs that start at once', () => {
  expect(opened((raw) => migrate(raw, file, MIGRATIONS))).toEqual(numbers)
  expect(opened((raw) => migrate(raw, file, MIGRATIONS))).toEqual([])
})

test('the same statements would make the tables of another database: nothing but the marked places differs', () => {
  const others = MIGRATIONS.flatMap((migration) =>
    migration.statements({ int: 'BIGINT', end: ')', appendOnly: () => [], widen: () => [], after: () => [] }),
  )
  expect(others.join('\n')).not.toMatch(/STRICT|INTEGER|AUTOINCREMENT|WITHOUT ROWID|RAISE/)
})

/** What a stopped program may leave: the schema after each whole migration, and none between. */
let schemas: unknown[]
let whole: ReturnType<typeof temporaryFolder>
/** A database after each migration, so that none of those before is run again for each stop. */
const after = (number: number): string => join(whole.path, `after-${number}.db`)

beforeAll(() => {
  whole = temporaryFolder()
  file = join(whole.path, 'all.db')
  schemas = []
  for (const number of [0, ...numbers]) {
    opened((raw) => migrate(raw, file, MIGRATIONS.slice(0, number)))
    schemas.push(opened(schemaOf))
    copyFileSync(file, after(number))
  }
})
afterAll(() => whole.remove())

describe('stopped at any statement, it leaves the old schema or the new', () => {
  test.each(MIGRATIONS.map((migration) => [migration.number, migration] as const))(
    'in migration %i',
    (number, broken) => {
      for (const [at] of [...statementsOf(broken), 'its number'].entries()) {
        file = join(folder.path, `stopped-${at}.db`)
        copyFileSync(after(number - 1), file)
        opened((raw) => {
          const stopping = { ...broken, statements: () => [...statementsOf(broken).slice(0, at), 'STOP'] }
          const steps = MIGRATIONS.map((migration) => (migration === broken ? stopping : migration))
          expect(() => migrate(raw, file, steps)).toThrow(/syntax error/)
          expect(raw.inTransaction).toBe(false)
        })
        expect(opened(schemaOf)).toEqual(schemas[number - 1])
      }
      opened((raw) => migrate(raw, file, MIGRATIONS))
      expect(opened(schemaOf)).toEqual(schemas.at(-1))
    },
  )

  test('of which the first is an empty one', () => {
    expect(schemas[0]).toEqual({ version: 0, schema: [] })
  })

  test.each([1, 9, 20, 41])('by SIGKILL before statement %i', (statement) => {
    file = join(folder.path, 'killed.db')
    const program = fileURLToPath(new URL('../support/migrate-and-die.ts', import.meta.url))
    const { signal } = spawnSync(process.execPath, ['--import', 'tsx', program, file, String(statement)])
    expect(signal).toBe('SIGKILL')
    expect(schemas).toContainEqual(opened(schemaOf))
    opened((raw) => migrate(raw, file, MIGRATIONS))
    expect(opened(schemaOf)).toEqual(schemas.at(-1))
  })
})

test('a column that is widened takes the new words and still refuses others, also where rows refer to its table', () => {
  const before: Migration = {
    ...{ number: 1, name: 'before' },
    statements: ({ end }) => [
      `CREATE TABLE fruit (id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind = 'apple' OR kind = 'pear') ${end}`,
      `CREATE TABLE bites (fruit TEXT NOT NULL REFERENCES fruit (id) ${end}`,
      `INSERT INTO fruit VALUES ('f1', 'apple')`,
      `INSERT INTO bites VALUES ('f1')`,
    ],
  }
  const after: Migration = {
    number: 2,
    name: 'after',
    statements: (ddl) => ddl.widen('fruit', 'kind', ['fig', 'plum']),
  }
  opened((raw) => migrate(raw, file, [before]))
  opened((other) => {
    const insert = other.prepare(`INSERT INTO fruit VALUES (?, ?)`)
    expect(() => insert.run('f2', 'fig')).toThrow('CHECK')
    opened((raw) => migrate(raw, file, [before, after]))
    insert.run('f2', 'fig')
    insert.run('f3', 'plum')
    expect(() => insert.run('f4', 'cherry')).toThrow('CHECK')
    expect(other.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(other.pragma('foreign_key_check')).toEqual([])
  })
})
