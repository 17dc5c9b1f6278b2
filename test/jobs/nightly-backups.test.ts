import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BackupFailed } from '../../src/domain/errors.js'
import { DAY_MS, HOUR, MINUTE } from '../../src/domain/time.js'
import { createNightlyBackups, type NightlyBackups } from '../../src/jobs/nightly-backups.js'
import { createComposer } from '../../src/slack/compose/composer.js'
import { readErasureLog } from '../../src/store/backups/erasure-log.js'
import { makeBackup } from '../../src/store/backups/make-backup.js'
import { type BeginBackup, backupShelf } from '../../src/store/backups/shelf.js'
import { verifyBackup } from '../../src/store/backups/verify-backup.js'
import { keepErasures } from '../../src/usecases/nightly-backup.js'
import { temporaryFolder } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'

/** The world's clock begins at ten on Tuesday, 2026-11-24. */
let world: World
let folder: ReturnType<typeof temporaryFolder>
let begun: string[]
let failing: BackupFailed | null
beforeEach(async () => {
  world = await openWorld()
  const { manager } = world
  await world.store.of(world.workspaceId).transaction((tx) => tx.people.put({ ...manager, roles: ['admin'] }))
  folder = temporaryFolder()
  begun = []
  failing = null
})
afterEach(async () => {
  await world.close()
  folder.remove()
})

const inProcess: BeginBackup = (database, target, at) => {
  begun.push(target)
  const done = failing === null ? makeBackup(database, target, { now: at, overwrite: true }) : Promise.reject(failing)
  return { done, end: () => {} }
}
const shelf = (begin: BeginBackup = inProcess, kept = 14) =>
  backupShelf(world.file, { folder: join(folder.path, 'b'), kept }, begin)
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const job = (own = shelf()): NightlyBackups =>
  createNightlyBackups({
    ...{ store: world.store, shelf: own, logger: silent, clock: world.clock },
    ctxOf: (_workspaceId, now) => ({ ...world.system(), now }),
  })

const tick = async (backups: NightlyBackups): Promise<void> => {
  for (const step of backups.steps) await step.run(world.clock.now())
}

/** Ticks every half hour for so long, and waits for what was begun. */
async function run(backups: NightlyBackups, ms: number): Promise<void> {
  const end = world.clock.now() + ms
  while (world.clock.now() < end) {
    await tick(backups)
    await backups.idle()
    await world.clock.advance(30 * MINUTE)
  }
}

const files = () => readdirSync(join(folder.path, 'b'))
const notices = async () =>
  (await world.store.of(world.workspaceId).read((tx) => tx.deliveries.list({ limit: 100 }))).filter(
    ({ purpose }) => purpose === 'backup_failed',
  )

describe('the backup of a night', () => {
  test('is made once, good, and named by its day; a program that starts late catches the last one up', async () => {
    await run(job(), 12 * HOUR)
    expect(files()).toEqual(['tasuki-2026-11-24.db'])
    await run(job(), 2 * DAY_MS)
    expect(files()).toEqual(['tasuki-2026-11-24.db', 'tasuki-2026-11-25.db', 'tasuki-2026-11-26.db'])
    expect(begun).toHaveLength(3)
    for (const file of files()) expect(verifyBackup(join(folder.path, 'b', file)).madeAt).not.toBeNull()
  })

  test('after days without the program is one, not one for each day', async () => {
    await run(job(), HOUR)
    world.clock.set(world.clock.now() + 5 * DAY_MS)
    await run(job(), HOUR)
    expect(files()).toEqual(['tasuki-2026-11-24.db', 'tasuki-2026-11-29.db'])
  })

  test('is begun by one of several processes', async () => {
    const [one, other] = [job(), job()]
    await Promise.all([tick(one), tick(other)])
    await Promise.all([one.idle(), other.idle()])
    expect(begun).toHaveLength(1)
  })

  test('holds up no tick: looking returns while it is made', async () => {
    let finish = () => {}
    const slow: BeginBackup = () => ({
      done: new Promise((resolve) => {
        finish = () => resolve({ bytes: 1 })
      }),
      end: () => {},
    })
    const backups = job(shelf(slow))
    await tick(backups)
    await tick(backups)
    finish()
    await backups.idle()
    expect(await world.store.of(world.workspaceId).read((tx) => tx.backups.lastGood())).toMatchObject({ tries: 1 })
  })

  test('that the stop cut short is no failure, and is made after the next start', async () => {
    let cut = (_error: Error) => {}
    const slow: BeginBackup = () => ({
      done: new Promise((_resolve, reject) => {
        cut = reject
      }),
      end: () => cut(new BackupFailed({ failure: 'stopped', detail: 'SIGKILL' })),
    })
    const backups = job(shelf(slow))
    await tick(backups)
    await backups.stop()
    expect(await notices()).toEqual([])
    await run(job(), 2 * HOUR)
    expect(files()).toEqual(['tasuki-2026-11-24.db'])
  })
})

describe('of the backups', () => {
  test('so many are kept as the setting says; what else is in the folder is left alone', async () => {
    const two = () => job(shelf(inProcess, 2))
    await run(two(), HOUR)
    const others = ['tasuki-2026-11-20.db.bak', 'mine.db', 'erasures.jsonl']
    for (const name of others) writeFileSync(join(folder.path, 'b', name), 'mine')
    await run(two(), 3 * DAY_MS)
    expect(files().sort()).toEqual([...others, 'tasuki-2026-11-26.db', 'tasuki-2026-11-27.db'].sort())
  })

  test('none is taken away before a newer one is good', async () => {
    const one = () => job(shelf(inProcess, 1))
    await run(one(), HOUR)
    failing = new BackupFailed({ failure: 'disk_full', detail: 'ENOSPC' })
    await run(one(), 2 * DAY_MS)
    expect(files()).toEqual(['tasuki-2026-11-24.db'])
  })
})

describe('a backup that fails', () => {
  const compose = async () => {
    const composer = createComposer({ ctxOf: () => world.system() })
    const [notice] = await notices()
    return notice === undefined ? null : composer.compose(notice)
  }
  beforeEach(async () => {
    await run(job(), HOUR)
    failing = new BackupFailed({ failure: 'disk_full', detail: 'ENOSPC' })
  })

  test('is tried every hour, and an admin told once, however long it lasts', async () => {
    await run(job(), DAY_MS)
    expect(begun.length).toBeGreaterThan(3)
    await run(job(), 3 * DAY_MS)
    expect(await notices()).toMatchObject([{ recipient: world.manager.id, occasion: '2026-11-24', state: 'pending' }])
  })

  test('is told in words, with the mend', async () => {
    await run(job(), DAY_MS)
    const said = await compose()
    expect(said?.text).toContain('11/25(水)のバックアップを作成できませんでした。')
    expect(said?.text).toContain('理由:ディスクの空きが足りません')
    expect(said?.text).toContain('最後に成功したバックアップは11/24(火)のものです。')
  })

  test('and is good before the admin reads of it is told to nobody', async () => {
    await run(job(), 17 * HOUR)
    expect(await notices()).toHaveLength(1)
    failing = null
    await run(job(), 6 * HOUR)
    expect(await compose()).toBeNull()
  })

  test('again after a good one is told again', async () => {
    await run(job(), DAY_MS)
    failing = null
    await run(job(), DAY_MS)
    failing = new BackupFailed({ failure: 'not_writable', detail: 'EACCES' })
    await run(job(), DAY_MS)
    expect((await notices()).length).toBe(2)
  })
})

test('erasures are kept beside the backups, once each', async () => {
  const erasure = (id: string) => ({
    ...{ workspaceId: world.workspaceId, id, what: 'csql:none', startedBy: null, startedAt: 1 },
  })
  const log = () => readErasureLog(join(folder.path, 'b', 'erasures.jsonl'))
  const own = shelf()
  let known = await keepErasures(world.store, own, null)
  expect(log()).toEqual([])
  await world.store.of(world.workspaceId).transaction((tx) => tx.erasures.carryOut(erasure('e1'), 2))
  known = await keepErasures(world.store, own, known)
  known = await keepErasures(world.store, own, known)
  expect(log()).toEqual([erasure('e1')])
  const whole = { ...erasure('e2'), what: `workspace:${world.workspaceId}` }
  await world.store.of(world.workspaceId).transaction((tx) => tx.erasures.carryOut(whole, 3))
  await keepErasures(world.store, own, known)
  expect(log()).toEqual([erasure('e1'), whole])
})
