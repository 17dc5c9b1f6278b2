import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { freshIds } from '../../src/config/fresh-ids.js'
import type { Clock } from '../../src/domain/clock.js'
import type { WorkspaceId } from '../../src/domain/ids.js'
import { SYSTEM } from '../../src/domain/person.js'
import { HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { isWorkingDay, workingCalendar } from '../../src/domain/working-calendar.js'
import { localDay } from '../../src/domain/zone-time.js'
import { scheduledSteps } from '../../src/jobs/scheduled-steps.js'
import type { Step } from '../../src/jobs/scheduler.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Store } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { BareSweep } from './bare-sweep.js'
import { growOpenCsqls, openWorkspaces } from './open-csqls.js'
import { type Bound, bench, median, printTable } from './tables.js'
import { longestBlock, milliseconds } from './timing.js'

/**
 * The due sweep: a hundred due clocks among ever more open CSQLs and workspaces, beside bare SQL for the same rows on a
 * copy of the file, in turn. Times are the least of many rounds: what other programs and the disk take is only
 * ever added, and half of a sweep is two waits for the disk. How long the sweep holds up everything else is the median, for there what is rare counts too.
 */
const DUE = 100
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 40)
const LARGEST = Number(process.env['BENCH_CSQLS'] ?? 1_000_000)
const SIZES = [10_000, 100_000, 1_000_000].filter((size) => size <= LARGEST)
const WORKSPACES = 200
const MANY_WORKSPACES = 2000
/** The other clocks’ next steps lie beyond the last round. */
const LATER = TUESDAY_AT_TEN + (30 + 2 * ROUNDS) * 24 * HOUR

const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-'))
const file = join(folder, 'tasuki.db')
const bareFile = join(folder, 'bare.db')
const ids = freshIds(Date.now)

/** Milliseconds each. */
interface Measured {
  readonly name: string
  readonly nothingDue: number
  readonly sweep: number
  readonly bareSweep: number
  readonly blocked: number
}

function stepsOf(store: Store): readonly Step[] {
  const accountNames = new AccountNames()
  return scheduledSteps({
    store,
    ctxOf: (workspaceId, now) => ({
      ...{ workspaceId, store: store.of(workspaceId), accountNames, ids, now },
      ...{ actor: SYSTEM, requestKey: null, committed: () => {} },
    }),
    worker: { removeLateCopies: async () => {} },
  })
}

/** Ten in the morning on the working days after the hand-over: a sweep each, so that every batch is a new one. */
function* mornings(): Generator<Instant, never> {
  const calendar = workingCalendar({ zone: 'Asia/Tokyo', country: 'JP' })
  for (let at = TUESDAY_AT_TEN + 24 * HOUR; ; at += 24 * HOUR) {
    if (isWorkingDay(calendar, localDay(calendar.zone, at))) yield at
  }
}

/** One of the program's clocks for each place, as if it fell due on that day. */
async function clocksOf(store: Store, workspaces: readonly WorkspaceId[]): Promise<readonly Clock[]> {
  const found: Clock[] = []
  for (const id of workspaces) {
    const running = await store.of(id).read((tx) => tx.clocks.page('everybody', null, DUE / workspaces.length))
    found.push(...running)
  }
  if (found.length !== DUE) throw new Error(`${found.length} clocks to be due, not ${DUE}`)
  return found
}

const dueAt = (clocks: readonly Clock[], at: Instant): readonly Clock[] =>
  clocks.map((clock) => ({ ...clock, nextStepAt: at, dueAt: at + 8 * HOUR, stepsTaken: 0, nudgedAt: null }))

async function write(store: Store, clocks: readonly Clock[]): Promise<void> {
  for (const clock of clocks) await store.of(clock.workspaceId).transaction((tx) => tx.clocks.update(clock))
}

/** Without it, the next row's sweeps would find their batches already there, with the same clocks, and write less. */
function forgetBatches(path: string): void {
  const database = new Database(path)
  database.exec('DELETE FROM delivery_items; DELETE FROM deliveries')
  database.close()
}

async function measured(name: string, workspaces: readonly WorkspaceId[]): Promise<Measured> {
  copyFileSync(file, bareFile)
  const store = await openStore(file)
  const steps = stepsOf(store)
  const clocks = await clocksOf(store, workspaces)
  const days = mornings()
  const bare = new BareSweep(bareFile)
  const figures: Measured[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    const at = days.next().value
    const due = dueAt(clocks, at)
    const figure = await oneRound(store, steps, due, at)
    bare.learn(file, due, at)
    const bareSweep = await milliseconds(() => bare.sweep())
    await sendAll(store, at)
    if (round >= 0) figures.push({ ...figure, name, bareSweep })
  }
  // Left as it was found.
  await write(
    store,
    clocks.map((clock) => ({ ...clock, nextStepAt: LATER })),
  )
  bare.close()
  await store.close()
  forgetBatches(file)
  rmSync(bareFile)
  const all = (key: Exclude<keyof Measured, 'name'>): number[] => figures.map((figure) => figure[key])
  const least = (key: Exclude<keyof Measured, 'name'>): number => Math.min(...all(key))
  return {
    ...{ name, nothingDue: least('nothingDue') },
    ...{ sweep: least('sweep'), bareSweep: least('bareSweep'), blocked: median(all('blocked')) },
  }
}

/** As the worker would: a batch that still waits when its day is over goes into the next. */
async function sendAll(store: Store, at: Instant): Promise<void> {
  for (;;) {
    const claimed = await store.queue.claim(at, at + MINUTE, DUE)
    if (claimed.length === 0) return
    const sent = { state: 'sent', channel: 'D1', ts: `${at}`, at, reason: null } as const
    await Promise.all(claimed.map((delivery) => store.queue.settle(delivery, sent)))
  }
}

async function oneRound(store: Store, steps: readonly Step[], due: readonly Clock[], at: Instant) {
  const tick = async (now: Instant): Promise<void> => {
    for (const step of steps) await step.run(now)
  }
  const sweep = steps.find((step) => step.name === 'nudges')
  if (sweep === undefined) throw new Error('no step sends nudges')
  await write(store, due)
  await tick(at - 1)
  const nothingDue = await milliseconds(() => tick(at - 1))
  let took = 0
  const blocked = await longestBlock(async () => {
    took = await milliseconds(() => sweep.run(at))
  })
  if ((await store.schedule.clocksDue(at, 1)).length > 0) throw new Error('some clocks were left')
  return { nothingDue, sweep: took, blocked }
}

async function measure(): Promise<readonly Bound[]> {
  const rows: Measured[] = []
  const open = async (count: number): Promise<readonly WorkspaceId[]> => {
    const store = await openStore(file)
    const opened = await openWorkspaces(store, count, TUESDAY_AT_TEN)
    await store.close()
    return opened
  }
  const workspaces = await open(WORKSPACES)
  for (const size of SIZES) {
    growOpenCsqls(file, size, LATER)
    // Compiled once, so that the fewest CSQLs, which come first, are not the slowest for that.
    if (size === SIZES[0]) await measured('warming up', workspaces.slice(0, 2))
    for (const places of [2, DUE]) {
      rows.push(
        await measured(`${size} CSQLs, ${WORKSPACES} workspaces, due in ${places}`, workspaces.slice(0, places)),
      )
    }
  }
  await open(MANY_WORKSPACES - WORKSPACES)
  growOpenCsqls(file, 0, LATER)
  const largest = `${SIZES.at(-1)} CSQLs, ${MANY_WORKSPACES} workspaces, due in ${DUE}`
  rows.push(await measured(largest, workspaces.slice(0, DUE)))
  print(rows)
  return boundsOf(rows)
}

function print(rows: readonly Measured[]): void {
  const figures = (...values: readonly number[]): string[] => values.map((value) => value.toFixed(2))
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`)
  printTable(
    `the due sweep, ${DUE} due: ms, the least of ${ROUNDS} rounds (blocked: their median)`,
    ['', 'tick, nothing due', 'sweep', 'bare', '÷', 'blocked'],
    rows.map((row) => [
      row.name,
      ...figures(row.nothingDue),
      ...figures(row.sweep, row.bareSweep, row.sweep / row.bareSweep, row.blocked),
    ]),
  )
}

function boundsOf(rows: readonly Measured[]): readonly Bound[] {
  const largest = rows.filter(({ name }) => name.startsWith(`${SIZES.at(-1)} `))
  const smallest = rows.filter(({ name }) => name.startsWith(`${SIZES[0]} `))
  const worst = (of: (row: Measured) => number): number => Math.max(...largest.map(of))
  const [few, many] = [smallest, largest.slice(0, smallest.length)].map((some) => median(some.map((row) => row.sweep)))
  return [
    { name: 'the whole sweep ÷ bare SQL', value: worst((row) => row.sweep / row.bareSweep), sign: '≤', bound: 1.5 },
    { name: 'longest block of the event loop (ms)', value: worst((row) => row.blocked), sign: '≤', bound: 20 },
    { name: 'the sweep, most CSQLs ÷ fewest', value: (many ?? 0) / (few ?? 0), sign: '≤', bound: 1.5 },
  ]
}

try {
  await bench(measure)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
