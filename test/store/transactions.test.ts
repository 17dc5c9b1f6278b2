import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotSaved } from '../../src/domain/errors.js'
import { type Database, openDatabase } from '../../src/store/database.js'
import { openStore, storeOn } from '../../src/store/store.js'
import type { Store } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { freshDatabase, type Seeded, seedWorkspace, temporaryFolder } from '../support/database.js'
import { aCsql, anEvent } from '../support/rows.js'

let folder: ReturnType<typeof temporaryFolder>
let database: Database
let store: Store
let seeded: Seeded
beforeEach(async () => {
  folder = temporaryFolder()
  database = openDatabase(await freshDatabase(folder.path))
  store = storeOn(database)
  seeded = await seedWorkspace(store)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

const put = (key: string) => seeded.store.transaction((tx) => tx.replies.put(key, key, NOW))
const kept = async (...keys: string[]) => {
  const replies = await Promise.all(keys.map((key) => seeded.store.read((tx) => tx.replies.get(key))))
  return replies.filter((reply) => reply !== null)
}

describe('units that share a commit', () => {
  test('see what earlier ones wrote, and not what was taken back', async () => {
    const seen = await Promise.allSettled([
      put('a'),
      seeded.store.transaction(async (tx) => {
        await tx.replies.put('b', 'b', NOW)
        throw new Error('b')
      }),
      seeded.store.transaction((tx) => tx.replies.get('a')),
      seeded.store.transaction((tx) => tx.replies.get('b')),
    ])
    expect(seen).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected' }, { value: 'a' }, { value: null }])
    expect(await kept('a', 'b')).toEqual(['a'])
  })

  test('fail alone when a constraint refuses their row', async () => {
    const csql = aCsql(seeded, { id: 'c1', number: 1 })
    const insert = () => seeded.store.transaction((tx) => tx.csqls.insert(csql))
    const [first, second, other] = await Promise.allSettled([insert(), insert(), put('a')])
    expect([first.status, second.status, other.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(second).toMatchObject({ reason: { code: expect.stringContaining('SQLITE_CONSTRAINT') } })
  })
})

/** A program that does not ignore it ends by the signal that a file is too large. */
const ignore = () => {}

describe('a full disk', () => {
  const pages = () => database.writer.raw.pragma('page_count', { simple: true }) as number
  /** The file may not grow by more than so many pages. */
  const limit = (more: number) => database.writer.raw.pragma(`max_page_count = ${pages() + more}`)
  const long = 'x'.repeat(100_000)

  test('is told as not saved, leaves nothing behind, and the next try works', async () => {
    limit(3)
    const refused = seeded.store.transaction(async (tx) => {
      await tx.replies.put('small', 'small', NOW)
      await tx.replies.put('long', long, NOW)
    })
    await expect(refused).rejects.toThrow(new NotSaved({ cause: 'SQLITE_FULL' }))
    expect(await kept('small', 'long')).toEqual([])
    await put('small')
    limit(1000)
    await seeded.store.transaction((tx) => tx.replies.put('long', long, NOW))
    expect(await kept('small', 'long')).toEqual(['small', long])
  })

  test('at any statement of a command takes back the whole of it', async () => {
    // Rows of about a page each, so that the limit is met at another statement each time.
    const padding = 'y'.repeat(3500)
    const command = (n: number) =>
      seeded.store.transaction(async (tx) => {
        const csql = aCsql(seeded, { id: `c${n}`, number: await tx.csqls.nextNumber(), reason: padding })
        await tx.csqls.insert(csql)
        await tx.events.append(anEvent(csql, { id: `e${n}`, figures: { padding } }))
        await tx.replies.put(`key${n}`, padding, NOW)
      })
    for (let more = 0; more < 8; more += 1) {
      limit(more)
      const saved = await command(more).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(NotSaved)
          return false
        },
      )
      const left = await seeded.store.read(async (tx) => [
        (await tx.csqls.list({ limit: 100 })).rows.filter(({ id }) => id === `c${more}`).length,
        (await tx.events.of(aCsql(seeded, { id: `c${more}`, number: 1 }).id)).length,
        (await tx.replies.get(`key${more}`)) === null ? 0 : 1,
      ])
      expect(left).toEqual(saved ? [1, 1, 1] : [0, 0, 0])
    }
    limit(1000)
    await command(99)
  })

  const mayLimitFiles = spawnSync('prlimit', ['--version']).status === 0
  test.skipIf(!mayLimitFiles)('that shows at the commit is told to all, and the next try works', async () => {
    process.on('SIGXFSZ', ignore)
    const wal = `${database.file}-wal`
    const limitFiles = (limit: string) => spawnSync('prlimit', [`--pid=${process.pid}`, `--fsize=${limit}`])
    try {
      for (const more of [0, 4096, 10_000, 30_000]) {
        limitFiles(`${statSync(wal).size + more}:unlimited`)
        const told = await Promise.allSettled([put('a'), put(long), put('b')])
        limitFiles('unlimited:unlimited')
        expect(told).toMatchObject(Array(3).fill({ reason: { facts: { cause: 'SQLITE_IOERR_WRITE' } } }))
        expect(await kept('a', long, 'b')).toEqual([])
        await put(`after ${more}`)
      }
    } finally {
      limitFiles('unlimited:unlimited')
      process.off('SIGXFSZ', ignore)
    }
    expect(await kept('after 0', 'after 30000')).toHaveLength(2)
  })

  test('is told to all that share the transaction', async () => {
    limit(3)
    const [small, large] = await Promise.allSettled([
      put('small'),
      seeded.store.transaction((tx) => tx.replies.put('long', long, NOW)),
    ])
    expect([small, large]).toMatchObject([{ reason: { code: 'not_saved' } }, { reason: { code: 'not_saved' } }])
    expect(await kept('small', 'long')).toEqual([])
  })
})

describe('two programs on one database', () => {
  let other: Store
  beforeEach(async () => {
    other = await openStore(database.file)
  })
  afterEach(() => other.close())

  test('see what the other committed', async () => {
    await other.of(seeded.workspaceId).transaction((tx) => tx.replies.put('a', 'a', NOW))
    expect(await seeded.store.transaction((tx) => tx.replies.get('a'))).toBe('a')
  })

  test('settings that the other changed hold at once', async () => {
    const settings = await seeded.store.transaction((tx) => tx.settings.get())
    await other
      .of(seeded.workspaceId)
      .transaction((tx) => tx.settings.put({ ...settings, zone: 'Asia/Seoul' }, null, NOW))
    expect((await seeded.store.transaction((tx) => tx.settings.get())).zone).toBe('Asia/Seoul')
  })

  test('that take a step from the same version: exactly one wins, every time', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const before = aCsql(seeded, { id: `c${round}`, number: round })
      await seeded.store.transaction((tx) => tx.csqls.insert(before))
      const step = (by: Store, state: 'accepted' | 'rejected') =>
        by.of(seeded.workspaceId).transaction((tx) => tx.csqls.advance(before, { ...before, version: 2, state }))
      const won = await Promise.all([step(store, 'accepted'), step(other, 'rejected')])
      expect(won.toSorted()).toEqual([false, true])
      const state = (await seeded.store.read((tx) => tx.csqls.get(before.id)))?.state
      expect(state).toBe(won[0] ? 'accepted' : 'rejected')
    }
  })

  test('never give the same number', async () => {
    const take = (by: Store) => by.of(seeded.workspaceId).transaction((tx) => tx.csqls.nextNumber())
    const numbers = await Promise.all(Array.from({ length: 40 }, (_, index) => take(index % 2 === 0 ? store : other)))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  })
})
