import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Random } from '../../src/sandbox/random.js'
import { temporaryFolder } from '../support/database.js'
import { canRecord, type DiskRecord, recordCommits } from './disk-record.js'
import { ForgetfulDisk, type Mercy } from './forgetful-disk.js'

/**
 * A power cut, played from a record: every write and sync of a process that commits is written down by `strace`; then
 * the power is cut after each of them in turn, and the database is opened on what a disk keeps for certain.
 */
const COMMITS = 64
const SEED = 17
const NORMAL = 1
const OFF = 0

const recordable = canRecord()
if (!recordable) console.warn('power cuts are not tried here: strace is not installed, or may not trace')
// Where a check is made for others, a tool that is missing is a failure and no excuse.
const cutTest = test.skipIf(!recordable && process.env['CI'] === undefined)

interface Cuts {
  cuts: number
  acknowledged: number
  /** Acknowledged commits that were gone after some cut. */
  lost: number
  damaged: number
}

/** Cuts the power after every acknowledgement, and after every so many of all other events. */
function cutPower({ events, database }: DiskRecord, mercy: () => Mercy, every: number): Cuts {
  const result: Cuts = { cuts: 0, acknowledged: 0, lost: 0, damaged: 0 }
  const disk = new ForgetfulDisk()
  const acknowledged: string[] = []
  events.forEach((event, index) => {
    disk.apply(event)
    if (event.kind === 'ack') acknowledged.push(event.id)
    if (event.kind !== 'ack' && index % every !== 0) return
    const found = survivors(disk.afterCut(mercy()), database)
    result.cuts += 1
    if (found === null) result.damaged += 1
    result.lost += acknowledged.filter((id) => !found?.has(id)).length
  })
  return { ...result, acknowledged: acknowledged.length }
}

/** The deliveries that the database holds when it is opened again; null where it is damaged. */
function survivors(files: ReadonlyMap<string, Buffer>, path: string): ReadonlySet<string> | null {
  const folder = temporaryFolder()
  try {
    mkdirSync(folder.path, { recursive: true })
    for (const [name, bytes] of files) writeFileSync(join(folder.path, basename(name)), bytes)
    const database = new Sqlite(join(folder.path, basename(path)))
    try {
      if (database.pragma('integrity_check', { simple: true }) !== 'ok') return null
      const known = database.prepare(`select 1 from sqlite_schema where name = 'deliveries'`).get()
      if (known === undefined) return new Set()
      return new Set(database.prepare('select id from deliveries').pluck().all().map(String))
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return null
    throw error
  } finally {
    rmSync(folder.path, { recursive: true, force: true })
  }
}

cutTest(
  'whenever the power is cut, every commit that was acknowledged is there',
  () => {
    const record = recordCommits(COMMITS)
    const random = new Random(SEED)
    const strict = cutPower(record, () => 'none', 7)
    const kind = cutPower(record, () => random, 7)
    console.log(`nothing unsynced survives: ${JSON.stringify(strict)}; parts of it do: ${JSON.stringify(kind)}`)
    for (const result of [strict, kind]) {
      expect(result, `seed ${SEED}`).toMatchObject({ acknowledged: COMMITS, lost: 0, damaged: 0 })
      expect(result.cuts).toBeGreaterThan(2 * COMMITS)
    }
  },
  120_000,
)

cutTest.each([
  ['NORMAL', NORMAL],
  ['OFF', OFF],
])(
  'the same cuts find commits lost where synchronous is %s',
  (_name, synchronous) => {
    const { lost, acknowledged } = cutPower(recordCommits(COMMITS, synchronous), () => 'none', 50)
    expect(acknowledged).toBe(COMMITS)
    expect(lost).toBeGreaterThan(0)
  },
  120_000,
)
