import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GRACE } from '../../../src/domain/delivery.js'
import { type Erasure, writeErased } from '../../../src/domain/erasure.js'
import { CannotErase } from '../../../src/domain/errors.js'
import { DeliveryId } from '../../../src/domain/ids.js'
import { BackupFaulty, DatabaseInUse, FileExists } from '../../../src/store/backups/errors.js'
import { makeBackup } from '../../../src/store/backups/make-backup.js'
import { restoreBackup } from '../../../src/store/backups/restore-backup.js'
import { openStore } from '../../../src/store/store.js'
import { TUESDAY_AT_TEN as NOW } from '../../support/clock.js'
import { aDelivery } from '../../support/rows.js'
import { type BackupWorld, numbersIn, openBackupWorld } from './world.js'

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
  await world.log(1, 2, 3)
  await makeBackup(world.database, world.at('backup.db'), { now: NOW, overwrite: false })
  await world.log(4)
})
afterEach(() => world.close())

const restore = (own: Partial<Parameters<typeof restoreBackup>[2]> = {}, to = world.database) =>
  restoreBackup(world.at('backup.db'), to, { now: NOW, overwrite: true, erasures: [], ...own })

const erasure = (what: string, own: Partial<Erasure> = {}): Erasure => ({
  ...{ workspaceId: world.seeded.workspaceId, id: `erasure of ${what}`, what },
  ...{ startedBy: null, startedAt: NOW, ...own },
})
const csql = (number: number) => writeErased({ kind: 'csql', id: `csql-${number}` })
const erase = (what: string) => world.seeded.store.transaction((tx) => tx.erasures.carryOut(erasure(what), NOW))

describe('a restored database', () => {
  test('is what the backup was, in its place, and the old one is kept beside it', async () => {
    await world.store.close()
    const restored = await restore()
    expect(numbersIn(world.database)).toEqual([1, 2, 3])
    expect(restored).toMatchObject({ backup: { madeAt: NOW }, erasedAgain: 0, oldUnreadable: false })
    expect(restored.keptAs).toBe(`${world.database}.before-restore-20261124-010000-000`)
    expect(numbersIn(restored.keptAs ?? '')).toEqual([1, 2, 3, 4])
    expect(numbersIn(world.at('backup.db'))).toEqual([1, 2, 3])
  })

  test('is worked with as before: it carries no seal, and its log is on', async () => {
    await world.store.close()
    await restore()
    const store = await openStore(world.database)
    const { all } = store.workspaces
    expect(await all()).toHaveLength(1)
    const raw = new Sqlite(world.database)
    expect(raw.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(raw.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'backup_seal'`).all()).toEqual([])
    raw.close()
    await store.close()
  })

  test('may stand where there was none', async () => {
    const to = world.at('elsewhere/tasuki.db')
    expect(await restore({ overwrite: false }, to)).toMatchObject({ keptAs: null })
    expect(numbersIn(to)).toEqual([1, 2, 3])
    expect(readdirSync(world.at('elsewhere'))).toEqual(['tasuki.db'])
  })

  test('has no part of the log of the one before it', async () => {
    // Killed, the app leaves its last rows in the log.
    const copy = world.at('killed.db')
    for (const suffix of ['', '-wal']) writeFileSync(`${copy}${suffix}`, readFileSync(`${world.database}${suffix}`))
    const { keptAs } = await restore({}, copy)
    expect(numbersIn(copy)).toEqual([1, 2, 3])
    expect(numbersIn(keptAs ?? '')).toEqual([1, 2, 3, 4])
  })

  test('has none of the log of a damaged one either', async () => {
    const copy = world.at('damaged.db')
    for (const suffix of ['', '-wal']) writeFileSync(`${copy}${suffix}`, readFileSync(`${world.database}${suffix}`))
    writeFileSync(copy, 'this was never a database'.repeat(400))
    const { keptAs, oldUnreadable } = await restore({}, copy)
    expect(oldUnreadable).toBe(true)
    expect(numbersIn(copy)).toEqual([1, 2, 3])
    expect([existsSync(`${copy}-wal`), existsSync(`${keptAs}-wal`)]).toEqual([false, true])
  })
})

describe('it is refused, and everything stays as it is,', () => {
  const unchanged = async (work: Promise<unknown>, error: new (...args: never[]) => Error) => {
    const before = readFileSync(world.database)
    await expect(work).rejects.toThrow(error)
    expect(readFileSync(world.database).equals(before)).toBe(true)
    expect(readdirSync(world.folder).filter((name) => /partial|before-restore/.test(name))).toEqual([])
  }

  test('where a database is there and nobody said that it may go', async () => {
    await world.store.close()
    await unchanged(restore({ overwrite: false }), FileExists)
  })

  test('where the app has it open', () => unchanged(restore(), DatabaseInUse))

  test('where another process has it open', async () => {
    await world.store.close()
    const holder = new URL('../../support/hold-database.ts', import.meta.url).pathname
    const child = fork(holder, [world.database], { execArgv: ['--import', import.meta.resolve('tsx')] })
    await once(child, 'message')
    await unchanged(restore(), DatabaseInUse)
    const spoilt = writeFileSync(world.database, 'this was never a database'.repeat(400))
    expect(spoilt).toBeUndefined()
    // SQLite can say nothing of it any more; the system still can.
    if (process.platform === 'linux') await unchanged(restore(), DatabaseInUse)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await restore()).toMatchObject({ oldUnreadable: true })
  })

  test('where the backup is none', async () => {
    await world.store.close()
    writeFileSync(world.at('backup.db'), 'this was never a database'.repeat(400))
    await unchanged(restore(), BackupFaulty)
  })

  test('where something erased cannot be erased again', async () => {
    await world.store.close()
    await unchanged(restore({ erasures: [erasure('dream:1')] }), CannotErase)
  })
})

describe('messages', () => {
  const statesIn = (file: string) => {
    const raw = new Sqlite(file, { readonly: true })
    try {
      return Object.fromEntries(raw.prepare('SELECT id, state FROM deliveries').raw().all() as [string, string][])
    } finally {
      raw.close()
    }
  }
  /** Today's batch to one person, which goes out after the backup. */
  const nudge = aDelivery({
    id: 'nudge',
    purpose: 'nudge',
    recipient: 'person-9',
    subject: 'person-9',
    occasion: '2026-11-24',
  })
  const send = async (id: string) => {
    const { queue } = world.store
    for (const claimed of await queue.claim(NOW, NOW + 1000, 100)) {
      const sent = { state: 'sent', channel: 'D1', ts: '1.0', at: NOW, reason: null } as const
      if (claimed.id === id) await queue.settle(claimed, sent)
    }
  }

  test('that were owed are looked for in history first, edits and what is not due aside', async () => {
    await world.store.close()
    await restore()
    expect(statesIn(world.database)).toMatchObject({ 'card-1': 'unknown', 'edit-1': 'pending' })
    const early = world.at('early.db')
    await restore({ now: NOW - 1 }, early)
    expect(statesIn(early)).toMatchObject({ 'card-1': 'pending' })
  })

  test('the app asks for them once the grace time is over, and finds them', async () => {
    await world.store.close()
    await restore()
    const store = await openStore(world.database)
    const asked = await store.queue.claimUnknown(NOW + GRACE, GRACE, NOW + GRACE + 1000, 100)
    expect(asked.map(({ id }) => id).sort()).toEqual(['card-1', 'card-2', 'card-3'])
    await store.close()
  })

  test('of a slot that went out since the backup do not come again', async () => {
    await world.seeded.store.transaction((tx) => tx.deliveries.enqueue(nudge))
    await send('nudge')
    await world.store.close()
    await restore()
    expect(statesIn(world.database)).toMatchObject({ nudge: 'sent' })
    const store = await openStore(world.database)
    const again = { ...nudge, id: DeliveryId.parse('again') }
    const taken = await store.of(world.seeded.workspaceId).transaction((tx) => tx.deliveries.enqueue(again))
    expect(taken).toMatchObject({ isNew: false, delivery: { id: 'nudge' } })
    await store.close()
  })
})

test('the restored file may be written by whoever may write the one it replaces', async () => {
  await world.store.close()
  chmodSync(world.at('backup.db'), 0o444)
  chmodSync(world.database, 0o640)
  await restore()
  expect(statSync(world.database).mode & 0o777).toBe(0o640)
})

describe('what was erased since the backup stays erased', () => {
  const rowsNaming = (file: string, id: string): string[] => {
    const raw = new Sqlite(file, { readonly: true })
    const tables = raw
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'erasures'`)
      .pluck()
      .all()
    const found = tables.filter((table) =>
      raw
        .prepare(`SELECT * FROM "${table}"`)
        .all()
        .some((row) => Object.values(row as object).includes(id)),
    )
    raw.close()
    return found.map(String)
  }

  test('as the database says that is replaced', async () => {
    await erase(csql(2))
    await world.store.close()
    expect(await restore()).toMatchObject({ erasedAgain: 1 })
    expect(numbersIn(world.database)).toEqual([1, 3])
    expect(rowsNaming(world.database, 'csql-2')).toEqual([])
    expect(rowsNaming(world.at('backup.db'), 'csql-2')).not.toEqual([])
  })

  test('as a log beside it says, where the database is lost', async () => {
    const to = world.at('elsewhere/tasuki.db')
    expect(await restore({ erasures: [erasure(csql(3)), erasure(csql(1))] }, to)).toMatchObject({ erasedAgain: 2 })
    expect(numbersIn(to)).toEqual([2])
  })

  test('once, where both say it, and never again where the backup knows of it', async () => {
    await erase(csql(2))
    await makeBackup(world.database, world.at('backup.db'), { now: NOW, overwrite: true })
    await erase(csql(3))
    await world.store.close()
    const erasures = [erasure(csql(2)), erasure(csql(3))]
    expect(await restore({ erasures })).toMatchObject({ erasedAgain: 1 })
    expect(numbersIn(world.database)).toEqual([1, 4])
  })

  test('an erasure that was begun and not finished is carried out', async () => {
    const raw = new Sqlite(world.database)
    raw
      .prepare(`INSERT INTO erasures (workspace_id, id, what, started_at) VALUES (?, 'half', ?, ?)`)
      .run(world.seeded.workspaceId, csql(1), NOW)
    raw.close()
    await world.store.close()
    expect(await restore()).toMatchObject({ erasedAgain: 1 })
    expect(numbersIn(world.database)).toEqual([2, 3])
  })

  test('a whole workspace, and nothing of another', async () => {
    await erase(writeErased({ kind: 'workspace', id: world.seeded.workspaceId }))
    await world.store.close()
    await restore()
    expect(rowsNaming(world.database, world.seeded.workspaceId)).toEqual([])
    const raw = new Sqlite(world.database)
    expect(raw.pragma('foreign_key_check')).toEqual([])
    raw.close()
  })
})

test('a folder in the place of the database is no database to be replaced', async () => {
  mkdirSync(world.at('folder.db'))
  await expect(restore({}, world.at('folder.db'))).rejects.toThrow()
  expect(readdirSync(world.folder).filter((name) => name.includes('partial'))).toEqual([])
})
