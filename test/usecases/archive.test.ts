import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { NotEmpty, NotFitting } from '../../src/domain/errors.js'
import { DIMENSIONS } from '../../src/domain/metrics.js'
import { SYSTEM } from '../../src/domain/person.js'
import { ARCHIVED_TABLES } from '../../src/store/archive.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { onlyWorkspace } from '../../src/usecases/adopt-workspace.js'
import type { Ctx } from '../../src/usecases/context.js'
import { exportEvents } from '../../src/usecases/export-events.js'
import { type EventsOutcome, importEvents } from '../../src/usecases/import-events.js'
import type { WorkspaceStore } from '../../src/usecases/ports.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { CountingIds, openTestStore, type TestStore } from '../support/database.js'
import { made, stored, worlds } from '../support/metric-worlds.js'
import { bringIn } from '../support/sheets.js'
import { openWorld } from '../support/world.js'

const opened: TestStore[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const ctxOf = (store: WorkspaceStore, workspaceId: string): Ctx => ({
  ...{ workspaceId: workspaceId as Ctx['workspaceId'], store, accountNames: new AccountNames() },
  ...{ ids: new CountingIds('fresh'), now: NOW, actor: SYSTEM, requestKey: null, committed: () => {} },
})

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

/** A workspace that nobody has used, in a database of its own. */
async function freshWorkspace(): Promise<Ctx & { readonly file: string }> {
  const one = await openTestStore()
  opened.push(one)
  const firstStart = { country: 'US', locale: 'en', zone: 'UTC', currency: 'USD', fiscalStart: 1 } as const
  const { id } = await onlyWorkspace({ store: one.store, ids: new CountingIds('first'), now: NOW, firstStart })
  return { ...ctxOf(one.store.of(id), id), file: one.file }
}

const bringBack = (ctx: Ctx, lines: readonly string[], dryRun = false): Promise<EventsOutcome> =>
  importEvents(ctx, { lines: each(lines), dryRun })

/** All rows of a database's only workspace, without which one it is. */
function rowsIn(file: string): Readonly<Record<string, unknown>> {
  const raw = new Sqlite(file, { readonly: true })
  const rows: [string, unknown][] = ARCHIVED_TABLES.map((table) => [
    table,
    raw
      .prepare(`SELECT * FROM ${table} ORDER BY rowid`)
      .all()
      .map((row) => ({ ...(row as object), workspace_id: null })),
  ])
  const { settings, next_number } = raw.prepare('SELECT settings, next_number FROM workspaces').get() as Record<
    string,
    unknown
  >
  const facts = raw.prepare('SELECT * FROM csql_facts ORDER BY csql_id').all()
  raw.close()
  return {
    ...Object.fromEntries(rows),
    settings,
    next_number,
    facts: facts.map((row) => ({ ...(row as object), workspace_id: null })),
  }
}

test(
  'random histories come back as they were, row by row, and every figure with them',
  () =>
    fc.assert(
      fc.asyncProperty(worlds, async (given) => {
        const world = made(given)
        const there = await openTestStore()
        opened.push(there)
        const before = await stored(there.store, world)
        const lines = [...exportEvents(ctxOf(before, 'w'))]
        const here = await freshWorkspace()
        expect(await bringBack(here, lines)).toMatchObject({ written: true, faults: [] })
        expect(rowsIn(here.file)).toEqual(rowsIn(there.file))
        const figures = (store: WorkspaceStore) =>
          store.read((tx) => readMetrics(tx, world.span, world.span.now, DIMENSIONS))
        expect(await figures(here.store)).toEqual(await figures(before))
        expect([...exportEvents(here)]).toEqual(lines)
      }),
      { numRuns: 12 },
    ),
  120_000,
)

async function aWorkspace() {
  const world = await openWorld()
  await bringIn(world, 'csqls', [
    {
      account: '月白精機',
      note: 'メモ',
      logged_by: 'U0CSM',
      logged_at: '2026-04-01',
      qualified_at: '2026-04-02',
      contact: '大槻',
    },
  ])
  const ctx = world.system()
  const lines = [...exportEvents(ctx)]
  opened.push({ store: world.store, file: world.file, close: () => world.close() })
  return { ctx, file: world.file, lines }
}

describe('an archive', () => {
  test('brings back texts, people, clocks and the log of what was done, and CSQLs go on being numbered', async () => {
    const { lines, file } = await aWorkspace()
    const here = await freshWorkspace()
    await bringBack(here, lines)
    expect(rowsIn(here.file)).toEqual(rowsIn(file))
    expect(await here.store.transaction((tx) => tx.csqls.nextNumber())).toBe(2)
  })

  test('a second time changes nothing', async () => {
    const { lines } = await aWorkspace()
    const here = await freshWorkspace()
    await bringBack(here, lines)
    const before = rowsIn(here.file)
    expect(await bringBack(here, lines)).toMatchObject({ written: false, faults: [] })
    expect(rowsIn(here.file)).toEqual(before)
  })

  test('is refused where there is anything else', async () => {
    const { lines } = await aWorkspace()
    const other = await openWorld()
    opened.push({ store: other.store, file: other.file, close: () => other.close() })
    const before = rowsIn(other.file)
    await expect(bringBack(other.system(), lines)).rejects.toBeInstanceOf(NotEmpty)
    expect(rowsIn(other.file)).toEqual(before)
  })

  test('dry is only read', async () => {
    const { lines } = await aWorkspace()
    const here = await freshWorkspace()
    const before = rowsIn(here.file)
    expect(await bringBack(here, lines, true)).toMatchObject({ written: false, faultCount: 0 })
    expect(rowsIn(here.file)).toEqual(before)
  })

  test.each<[string, (lines: readonly string[]) => readonly string[], string]>([
    ['is nothing', () => [], '1 no_archive'],
    ['is a spreadsheet', () => ['name,external_id'], '1 no_archive'],
    ['is cut short', (lines) => lines.slice(0, -3), 'archive_cut'],
    ['lost a line', (lines) => lines.toSpliced(5, 1), 'archive_cut'],
    [
      'is of a newer form',
      ([first = '', ...rest]) => [first.replace('"version":1', '"version":2'), ...rest],
      '1 archive_newer',
    ],
    [
      'is of a newer schema',
      ([first = '', ...rest]) => [first.replace(/"schema":\d+/u, '"schema":9999'), ...rest],
      '1 archive_newer',
    ],
    ['holds what is no line', (lines) => lines.with(3, '{"table":"people"'), '4 not_a_line'],
    ['holds another table', (lines) => lines.with(3, '{"table":"workspaces","row":{}}'), '4 unknown_table'],
    [
      'holds another field',
      (lines) => lines.with(3, '{"table":"people","row":{"id; DROP TABLE people":1}}'),
      '4 unknown_field',
    ],
    [
      'names a workspace',
      (lines) => lines.with(3, '{"table":"people","row":{"workspace_id":"w2"}}'),
      '4 unknown_field',
    ],
  ])('that %s is a fault, and nothing is written', async (_what, spoil, expected) => {
    const { lines } = await aWorkspace()
    const here = await freshWorkspace()
    const before = rowsIn(here.file)
    const { faults, written } = await bringBack(here, spoil(lines))
    expect([written, faults.map(({ row, rule }) => `${row} ${rule}`).join(' ')]).toEqual([
      false,
      expect.stringContaining(expected),
    ])
    expect(rowsIn(here.file)).toEqual(before)
  })

  test('whose rows do not belong together is refused whole', async () => {
    const { lines } = await aWorkspace()
    const here = await freshWorkspace()
    const before = rowsIn(here.file)
    const orphaned = lines.map((line) => line.replace(/"account_id":"[^"]+"/u, '"account_id":"nobody"'))
    await expect(bringBack(here, orphaned)).rejects.toBeInstanceOf(NotFitting)
    expect(rowsIn(here.file)).toEqual(before)
  })

  test('of an earlier schema has the defaults of what came later', async () => {
    const { lines } = await aWorkspace()
    const here = await freshWorkspace()
    const earlier = lines.map((line) => line.replace(/,"supporter_ids":"\[\]"/u, '').replace(/,"days":null/u, ''))
    expect(earlier).not.toEqual(lines)
    expect(await bringBack(here, earlier)).toMatchObject({ written: true })
    const [csql] = (await here.store.read((tx) => tx.csqls.list({ limit: 1 }))).rows
    expect(csql?.supporterIds).toEqual([])
  })

  test('is of one moment, though others write while it is read', async () => {
    const { ctx } = await aWorkspace()
    const reading = exportEvents(ctx)
    const first = reading.next().value
    await ctx.store.transaction((tx) => tx.csqls.nextNumber())
    await ctx.store.transaction(async (tx) =>
      tx.settings.put({ ...(await tx.settings.get()), currency: 'USD' }, null, NOW),
    )
    const rest = [...reading]
    expect(first).toContain('"nextNumber":2')
    expect(rest.some((line) => line.includes('settings_changes'))).toBe(false)
  })
})
