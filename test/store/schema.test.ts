import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHANNELS, OPT_INS, PHASES } from '../../src/domain/account.js'
import { BACKUP_FAILURES } from '../../src/domain/backup.js'
import { CLOCK_ENDINGS, CLOCK_KINDS } from '../../src/domain/clock.js'
import { AMOUNT_PERIODS, HEATS, KINDS, PROGRESS, SOURCES, STATES } from '../../src/domain/csql.js'
import { DELIVERY_STATES, PURPOSES } from '../../src/domain/delivery.js'
import { EVENT_KINDS } from '../../src/domain/event.js'
import { LOCALES, ROLES, STANDINGS } from '../../src/domain/person.js'
import { CREDITED_AS, TARGET_METRICS } from '../../src/domain/target.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'

let folder: ReturnType<typeof temporaryFolder>
let raw: Sqlite.Database
beforeAll(async () => {
  folder = temporaryFolder()
  raw = new Sqlite(await freshDatabase(folder.path))
})
afterAll(() => {
  raw.close()
  folder.remove()
})

const tables = () =>
  raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all() as string[]

interface Column {
  readonly name: string
  readonly type: string
  readonly pk: number
}
const columnsOf = (table: string) => raw.pragma(`table_info(${table})`) as Column[]

describe('tables', () => {
  test('are strict, every one', () => {
    const lax = raw.prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0`,
    )
    expect(lax.pluck().all()).toEqual(['sqlite_schema'])
    expect(tables().length).toBeGreaterThan(20)
  })

  test('begin their key with the workspace, but for the list of workspaces and of migrations', () => {
    const others = tables().filter((table) => columnsOf(table).find(({ pk }) => pk === 1)?.name !== 'workspace_id')
    expect(others).toEqual(['schema_migrations', 'workspaces'])
  })

  test('hold what PostgreSQL holds too: text and whole numbers', () => {
    const types = new Set(tables().flatMap((table) => columnsOf(table).map(({ type }) => type)))
    expect([...types].toSorted()).toEqual(['INTEGER', 'TEXT'])
  })

  test('refuse a value of another type', () => {
    const insert = raw.prepare(
      `INSERT INTO workspaces (id, settings, suspended, next_number, names_version, created_at) VALUES (?, '{}', 0, 1, 0, ?)`,
    )
    expect(() => insert.run('w', 'yesterday')).toThrow('cannot store TEXT value in INTEGER column')
    expect(() => insert.run('w', 1.5)).toThrow('cannot store REAL value in INTEGER column')
  })
})

/** The words that the CHECK of a column lists. */
function wordsOf(table: string, column: string): string[] {
  const sql = raw.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) as string
  const check = new RegExp(`\\b${column} TEXT[^,]*?CHECK \\(([^)]*)\\)`).exec(sql)?.[1] ?? ''
  return [...check.matchAll(/'([a-z_]+)'/g)].map(([, word]) => word ?? '')
}

describe('the words that a column takes are those of the domain', () => {
  test.each([
    ['people', 'locale', LOCALES],
    ['people', 'standing', STANDINGS],
    ['person_roles', 'role', ROLES],
    ['contracts', 'phase', PHASES],
    ['contracts', 'channel', CHANNELS],
    ['contracts', 'amount_period', AMOUNT_PERIODS],
    ['contacts', 'opt_in', OPT_INS],
    ['csqls', 'state', STATES],
    ['csqls', 'kind', KINDS],
    ['csqls', 'source', SOURCES],
    ['csqls', 'heat', HEATS],
    ['csqls', 'progress', PROGRESS],
    ['csqls', 'amount_period', AMOUNT_PERIODS],
    ['csqls', 'won_amount_period', AMOUNT_PERIODS],
    ['csqls', 'nurtured_from', STATES],
    ['events', 'kind', EVENT_KINDS],
    ['clocks', 'kind', CLOCK_KINDS],
    ['clocks', 'ending', CLOCK_ENDINGS],
    ['deliveries', 'purpose', PURPOSES],
    ['deliveries', 'state', DELIVERY_STATES],
    ['targets', 'metric', TARGET_METRICS],
    ['targets', 'credited_as', CREDITED_AS],
    ['nightly_backups', 'failure', BACKUP_FAILURES],
  ])('%s.%s', (table, column, words) => {
    expect(wordsOf(table, column).toSorted()).toEqual([...words].toSorted())
  })
})
