import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Random } from '../../src/sandbox/random.js'
import { BACKUP_STEPS } from '../../src/store/backups/make-backup.js'
import { RESTORE_STEPS } from '../../src/store/backups/restore-backup.js'
import { verifyBackup } from '../../src/store/backups/verify-backup.js'
import { openStore } from '../../src/store/store.js'
import type { FromLoad } from '../support/commit-load.js'
import { temporaryFolder } from '../support/database.js'
import type { BackupJob } from '../support/mortal-backup.js'
import { mustFail } from './fault.js'
import { bundleMortal } from './mortal-bundle.js'

/** Backups and restores in processes of their own, killed by SIGKILL, while another process commits all the time. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

const SEED = 19
/** Kills at any moment, beside those at each step. */
const RANDOM_KILLS = 8

/** Steps of a restore after whose kill it is run to its end: before, amid and after the old one is kept. */
const TRIED_AGAIN: readonly string[] = ['taken over', 'kept', 'named']

interface Bundle {
  readonly file: string
  readonly remove: () => void
}
let bundles: { readonly job: Bundle; readonly load: Bundle }
beforeAll(async () => {
  bundles = { job: await bundleMortal('mortal-backup.ts'), load: await bundleMortal('commit-load.ts') }
})
afterAll(() => {
  bundles.job.remove()
  bundles.load.remove()
})

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())
const at = (name: string): string => join(folder.path, name)

/** Somebody who commits all the time. */
class Load {
  readonly #child: ChildProcess
  /** The last pair of which the process has said that it is committed. */
  committed: number

  constructor(database: string, first = 0) {
    this.committed = first - 1
    this.#child = fork(bundles.load.file, [database, String(first)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#child.on('message', (message: FromLoad) => {
      this.committed = message.committed
    })
  }

  async until(n: number): Promise<void> {
    while (this.committed < n) await pause(5)
  }

  async kill(): Promise<void> {
    const died = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await died
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** @param killAfter ms after which it is killed from outside @returns the exit's code; null = it was killed */
async function perform(job: BackupJob, killAfter?: number): Promise<number | null> {
  const child = fork(bundles.job.file, [JSON.stringify(job)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearTimeout(timer)
  expect(said).toBe('')
  return code
}

/** The last pair of the prefix 0 … n that a database holds. @throws AssertionError where it holds no prefix */
function prefixOf(file: string): number {
  const raw = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    const deliveries = raw.prepare('SELECT not_before FROM deliveries ORDER BY not_before').pluck().all()
    const replies = raw.prepare('SELECT given_at FROM replies ORDER BY given_at').pluck().all()
    expect(deliveries, 'both rows of each pair').toEqual(replies)
    expect(deliveries, 'every pair up to the last').toEqual(deliveries.map((_, n) => n))
    return deliveries.length - 1
  } finally {
    raw.close()
  }
}

/** What is under the name of a backup is a good one, and a committed prefix that holds what was acknowledged before. */
function isGood(backup: string, acknowledged: number): void {
  let fault: unknown = null
  try {
    verifyBackup(backup)
  } catch (error) {
    fault = error
  }
  expect(fault, 'a bad backup has a good name').toBeNull()
  expect(prefixOf(backup)).toBeGreaterThanOrEqual(acknowledged)
}

describe('F19 a backup under load, killed midway', () => {
  test('F19 it is never named before it is good, and the one before it stays good', async () => {
    const load = new Load(at('tasuki.db'))
    await load.until(400)
    const random = new Random(SEED)
    const jobs: (readonly [BackupJob['dieAt'], number | undefined])[] = [
      ...BACKUP_STEPS.map((step) => [{ step, nth: step === 'copying' ? 2 : 1 }, undefined] as const),
      ...Array.from({ length: RANDOM_KILLS }, () => [null, random.below(400)] as const),
    ]
    let [killed, good] = [0, -1]
    for (const [dieAt, killAfter] of jobs) {
      const acknowledged = load.committed
      const job = { work: 'backup', database: at('tasuki.db'), backup: at('backup.db'), dieAt } as const
      const code = await perform(job, killAfter)
      if (code === null) killed += 1
      if (code === 0 || dieAt?.step === 'named') good = acknowledged
      if (good < 0) expect(existsSync(at('backup.db')), `killed at ${dieAt?.step}`).toBe(false)
      else isGood(at('backup.db'), good)
      if (random.below(2) === 0) continue
      rmSync(at('backup.db'), { force: true })
      good = -1
    }
    const acknowledged = load.committed
    await perform({ work: 'backup', database: at('tasuki.db'), backup: at('backup.db'), dieAt: null })
    isGood(at('backup.db'), acknowledged)
    await load.kill()
    expect(killed, `seed ${SEED}`).toBeGreaterThanOrEqual(BACKUP_STEPS.length)
    // Whoever commits was never held up, and lost nothing.
    expect(prefixOf(at('tasuki.db'))).toBeGreaterThanOrEqual(load.committed)
  })

  /** The process that commits is gone too when the careless one comes, so that what it acknowledged is certain. */
  const carelessly = async (careless: NonNullable<BackupJob['careless']>) => {
    const load = new Load(at('tasuki.db'))
    await load.until(200)
    await load.kill()
    await perform({ work: 'backup', database: at('tasuki.db'), backup: at('backup.db'), dieAt: null, careless })
    isGood(at('backup.db'), load.committed)
  }

  test('F19 written straight under its name, half a backup is named', () => mustFail(() => carelessly('named at once')))
  test('F19 a copy of the file alone has lost what was acknowledged', () => mustFail(() => carelessly('file copied')))
})

describe('F19 a restore', () => {
  /** A database of 300 pairs or more, whose app was killed, and a backup of its first 200. */
  async function drilled(): Promise<{ backed: number; last: number }> {
    const load = new Load(at('tasuki.db'))
    await load.until(200)
    await perform({ work: 'backup', database: at('tasuki.db'), backup: at('backup.db'), dieAt: null })
    const backed = prefixOf(at('backup.db'))
    await load.until(backed + 100)
    await load.kill()
    for (const suffix of ['', '-wal']) {
      if (existsSync(at(`tasuki.db${suffix}`))) copyFileSync(at(`tasuki.db${suffix}`), at(`before.db${suffix}`))
    }
    return { backed, last: load.committed }
  }

  const restore = (own: Partial<BackupJob>): Promise<number | null> =>
    perform({ work: 'restore', database: at('tasuki.db'), backup: at('backup.db'), dieAt: null, ...own })

  /** It opens as the app opens it, and is whole: what was there, or what was restored. */
  async function isOldOrRestored(backed: number, last: number): Promise<number> {
    const store = await openStore(at('tasuki.db')).catch((error: unknown) => error as Error)
    expect(store, 'the app does not start').not.toBeInstanceOf(Error)
    if (!(store instanceof Error)) await store.close()
    const raw = new Sqlite(at('tasuki.db'), { readonly: true })
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
    raw.close()
    const found = prefixOf(at('tasuki.db'))
    if (found !== backed) expect(found).toBeGreaterThanOrEqual(last)
    return found
  }

  test('F19 a restore that is killed leaves the old database or the restored one, and the next try works', async () => {
    const { backed, last } = await drilled()
    for (const step of RESTORE_STEPS) {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(at(`tasuki.db${suffix}`), { force: true })
      for (const suffix of ['', '-wal']) {
        if (existsSync(at(`before.db${suffix}`))) copyFileSync(at(`before.db${suffix}`), at(`tasuki.db${suffix}`))
      }
      expect(await restore({ dieAt: { step, nth: 1 } })).toBeNull()
      const found = await isOldOrRestored(backed, last)
      expect(found === backed, `killed at ${step}`).toBe(step === 'named')
      if (!TRIED_AGAIN.includes(step)) continue
      expect(await restore({})).toBe(0)
      expect(await isOldOrRestored(backed, last)).toBe(backed)
    }
    expect(readdirSync(folder.path).filter((name) => name.includes('before-restore')).length).toBeGreaterThan(
      TRIED_AGAIN.length,
    )
  })

  test.each(['named at once', 'file copied'] as const)(
    'F19 a careless restore leaves something between: %s',
    (careless) =>
      mustFail(async () => {
        const { backed, last } = await drilled()
        await restore({ careless })
        const found = await isOldOrRestored(backed, last)
        // What was copied beside a log that stayed is neither.
        if (careless === 'file copied') expect(found).toBe(backed)
      }),
  )
})
