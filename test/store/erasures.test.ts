import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ERASED_KINDS, type Erasure, readErased, writeErased } from '../../src/domain/erasure.js'
import { CannotErase } from '../../src/domain/errors.js'
import { TABLES_OF_A_CSQL } from '../../src/store/erasures.js'
import { adoptWorkspace } from '../../src/usecases/adopt-workspace.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { CountingIds, seedWorkspace } from '../support/database.js'
import { aCsql } from '../support/rows.js'
import { type BackupWorld, openBackupWorld } from './backups/world.js'

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
  await world.log(1, 2)
})
afterEach(() => world.close())

const erasure = (what: string): Erasure => ({
  ...{ workspaceId: world.seeded.workspaceId, id: `erasure of ${what}`, what, startedBy: null, startedAt: NOW },
})
const carryOut = (what: string) => world.seeded.store.transaction((tx) => tx.erasures.carryOut(erasure(what), NOW))

const query = (text: string): unknown[] => {
  const raw = new Sqlite(world.database)
  try {
    return raw.prepare(text).pluck().all()
  } finally {
    raw.close()
  }
}

test.each(ERASED_KINDS)('%s is read as it is written, whatever its id', (kind) => {
  for (const id of ['x', '0197-aa', 'a:b', 'two\nlines']) {
    expect(readErased(writeErased({ kind, id }))).toEqual({ kind, id })
  }
})

test.each(['', 'csql', 'csql:', ':x', 'dream:1', 'CSQL:1'])('%j is nothing that can be erased', (what) => {
  expect(readErased(what)).toBeNull()
})

describe('a CSQL that is erased', () => {
  test('goes with its history, texts, clocks and messages; the other stays', async () => {
    const before = query('SELECT count(*) FROM events')[0] as number
    expect(await carryOut('csql:csql-1')).toBe(true)
    expect(query('SELECT id FROM csqls')).toEqual(['csql-2'])
    expect(query('SELECT count(*) FROM events')).toEqual([before / 2])
    expect(query('SELECT id FROM texts')).toEqual(['note-2'])
    expect(query('SELECT id FROM clocks')).toEqual(['clock-2'])
    expect(query('SELECT id FROM deliveries ORDER BY id')).toEqual(['card-2', 'edit-2'])
    expect(query('SELECT delivery_id FROM delivery_items')).toEqual(['card-2'])
  })

  test('leaves those that were merged into it, or proposed again from it', async () => {
    const csql = aCsql(world.seeded, { id: 'csql-3', number: 3 })
    await world.seeded.store.transaction((tx) =>
      tx.csqls.insert({ ...csql, mergedInto: aCsql(world.seeded, { id: 'csql-1', number: 1 }).id }),
    )
    await carryOut('csql:csql-1')
    expect(query('SELECT merged_into FROM csqls WHERE number = 3')).toEqual([null])
  })

  test('is in the log, once, and erasing it again does nothing', async () => {
    await carryOut('csql:csql-1')
    expect(await carryOut('csql:csql-1')).toBe(false)
    expect(await world.store.workspaces.erasures()).toEqual([erasure('csql:csql-1')])
    expect(query('SELECT finished_at FROM erasures')).toEqual([NOW])
  })

  test('keeps the history closed to everybody else', async () => {
    await carryOut('csql:csql-1')
    expect(() => query('DELETE FROM events RETURNING id')).toThrow('append-only')
  })

  test('and what failed on the way takes nothing with it', async () => {
    const failed = world.seeded.store.transaction(async (tx) => {
      await tx.erasures.carryOut(erasure('csql:csql-1'), NOW)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(query('SELECT id FROM csqls ORDER BY id')).toEqual(['csql-1', 'csql-2'])
    expect(query('SELECT id FROM erasures')).toEqual([])
  })
})

test('every table that points at a CSQL is cleared of it', () => {
  const pointing = query(`
    SELECT DISTINCT t.name FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS k
    WHERE t.schema = 'main' AND k."table" = 'csqls' AND t.name <> 'csqls'`)
  expect(pointing.length).toBeGreaterThan(2)
  expect(pointing.filter((table) => !TABLES_OF_A_CSQL.some((known) => known === table))).toEqual([])
})

test('a workspace that is erased leaves nothing but the log; another keeps everything', async () => {
  const other = await seedWorkspace(world.store, { ids: new CountingIds('other') })
  await carryOut(`workspace:${world.seeded.workspaceId}`)
  const tables = query(`
    SELECT t.name FROM pragma_table_list AS t
    WHERE t.schema = 'main' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'workspace_id')`)
  const left = tables.filter(
    (table) => query(`SELECT 1 FROM "${table}" WHERE workspace_id = '${world.seeded.workspaceId}'`).length > 0,
  )
  expect(left).toEqual(['erasures'])
  expect((await world.store.workspaces.all()).map(({ id }) => id)).toEqual([other.workspaceId])
  expect(await other.store.read((tx) => tx.people.all())).toHaveLength(3)
})

describe('a workspace that is erased a few rows at a time', () => {
  const left = (workspaceId: string): string[] => {
    const tables = query(`
      SELECT t.name FROM pragma_table_list AS t
      WHERE t.schema = 'main' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'workspace_id')`) as string[]
    return tables.filter((table) => query(`SELECT 1 FROM "${table}" WHERE workspace_id = '${workspaceId}'`).length > 0)
  }
  const shrink = (most: number) => world.seeded.store.transaction((tx) => tx.erasures.shrink(most))
  const whole = () => erasure(`workspace:${world.seeded.workspaceId}`)

  test.each([1, 2, 3, 100])(
    '%i rows: each commit leaves nothing that points at nothing, and another keeps everything',
    async (most) => {
      const other = await seedWorkspace(world.store, { ids: new CountingIds('other') })
      const before = left(other.workspaceId)
      await world.seeded.store.transaction((tx) => tx.erasures.beginWorkspace(whole()))
      let commits = 0
      while (await shrink(most)) {
        commits += 1
        expect(query('SELECT count(*) FROM pragma_foreign_key_check')).toEqual([0])
        expect(commits).toBeLessThan(500)
      }
      await world.seeded.store.transaction((tx) => tx.erasures.carryOut(whole(), NOW))
      expect(left(world.seeded.workspaceId)).toEqual(['erasures'])
      expect(left(other.workspaceId)).toEqual(before)
    },
  )

  test('half-way it belongs to nobody: whoever installs the app again begins afresh', async () => {
    await world.store.workspaces.adopt(world.seeded.workspaceId, { teamId: 'T1', enterpriseId: null, name: 'Acme' })
    await world.seeded.store.transaction((tx) => tx.erasures.beginWorkspace(whole()))
    await shrink(1)
    expect(await world.store.workspaces.bySlackTeam('T1')).toBeNull()
    const ids = new CountingIds('fresh')
    const firstStart = { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 } as const
    const fresh = await adoptWorkspace(
      { store: world.store, ids, now: NOW, firstStart },
      { teamId: 'T1', enterpriseId: null, name: 'Acme' },
    )
    expect(fresh.id).not.toBe(world.seeded.workspaceId)
    while (await shrink(50)) {}
    await world.seeded.store.transaction((tx) => tx.erasures.carryOut(whole(), NOW))
    expect((await world.store.workspaces.all()).map(({ id }) => id)).toEqual([fresh.id])
  })

  test('begun twice it is one erasure', async () => {
    for (const _ of [1, 2]) await world.seeded.store.transaction((tx) => tx.erasures.beginWorkspace(whole()))
    expect(query('SELECT count(*) FROM erasures')).toEqual([1])
  })
})

test('what this program does not know to erase is refused', async () => {
  await expect(carryOut('dream:1')).rejects.toThrow(CannotErase)
})
