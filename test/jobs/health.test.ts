import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Pulse } from '../../src/jobs/delivery-worker.js'
import { readHealth } from '../../src/jobs/health.js'
import { createScheduler, type Scheduler } from '../../src/jobs/scheduler.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { KeptLog } from '../support/log.js'
import { aDelivery } from '../support/rows.js'

const MINUTE = 60_000

let opened: TestStore
let seeded: Seeded
let clock: HandClock
let scheduler: Scheduler
let failing: boolean
let pulse: Pulse | null
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
  clock = new HandClock(NOW)
  failing = false
  const steps = ['nudges', 'digest'].map((name) => ({
    name,
    run: async () => {
      if (failing && name === 'digest') throw new Error('no')
    },
  }))
  scheduler = createScheduler({ clock, logger: new KeptLog(), steps })
  pulse = { lookedAt: NOW, movedAt: NOW, inFlight: 0, oldestInFlightAt: null }
})
afterEach(() => opened.close())

interface Body {
  readonly problems: readonly string[]
  readonly database: string
  readonly lastTick: string | null
  readonly steps: Readonly<Record<string, string | null>>
  readonly oldestDueDelivery: string | null
  readonly deliveries: Readonly<Record<string, number>> | null
  readonly worker: { readonly lastLook: string; readonly inFlight: number } | null
  readonly suspended: number | null
}

const look = async (): Promise<Body & { ok: boolean }> => {
  const { ok, body } = await readHealth(
    { store: opened.store, scheduler, worker: { pulse: () => pulse }, version: '1.2.3' },
    clock.now(),
  )
  expect(body).toMatchObject({ ok, version: '1.2.3' })
  return body as Body & { ok: boolean }
}
const pass = async (ms: number) => clock.set(clock.now() + ms)
const enqueue = (id: string, notBefore = NOW) =>
  seeded.store.transaction((tx) => tx.deliveries.enqueue(aDelivery({ id, recipient: id, notBefore })))

test('before the first tick all is well, and nothing is known yet', async () => {
  pulse = null
  expect(await look()).toEqual({
    ...{ ok: true, problems: [], version: '1.2.3', database: 'ok', lastTick: null },
    steps: { nudges: null, digest: null },
    oldestDueDelivery: null,
    deliveries: { pending: 0, sending: 0, sent: 0, unknown: 0, parked: 0, skipped: 0 },
    ...{ worker: null, suspended: 0, lastBackup: null },
  })
})

test('the last tick, when each step last succeeded, what is owed and since when', async () => {
  await scheduler.tick()
  await pass(MINUTE)
  failing = true
  await scheduler.tick()
  await enqueue('d1', NOW - 7000)
  await enqueue('d2', NOW + 10 * MINUTE)
  expect(await look()).toMatchObject({
    ok: true,
    lastTick: '2026-11-24T01:01:00.000Z',
    steps: { nudges: '2026-11-24T01:01:00.000Z', digest: '2026-11-24T01:00:00.000Z' },
    oldestDueDelivery: '2026-11-24T00:59:53.000Z',
    deliveries: { pending: 2 },
    worker: { lastLook: '2026-11-24T01:00:00.000Z', inFlight: 0 },
  })
})

test('a step that is more than five minutes overdue is named, and it alone', async () => {
  await scheduler.tick()
  failing = true
  for (let minute = 0; minute < 5; minute += 1) {
    await pass(MINUTE)
    await scheduler.tick()
    if (pulse !== null) pulse = { ...pulse, lookedAt: clock.now() }
  }
  expect(await look()).toMatchObject({ ok: true, problems: [] })
  await pass(1)
  expect(await look()).toMatchObject({ ok: false, problems: ['the step "digest" is overdue'] })
})

test('a database that cannot be read is told, with all that is known without it', async () => {
  await scheduler.tick()
  await opened.store.close()
  expect(await look()).toMatchObject({
    ...{ ok: false, problems: ['the database cannot be read'], database: 'failing' },
    lastTick: '2026-11-24T01:00:00.000Z',
    ...{ oldestDueDelivery: null, deliveries: null, suspended: null },
    worker: { inFlight: 0 },
  })
  opened = await openTestStore()
})

test('a workspace to which nothing is sent is counted, and no fault of ours', async () => {
  await opened.store.workspaces.suspend(seeded.workspaceId, true)
  await enqueue('d1', NOW - 60 * MINUTE)
  expect(await look()).toMatchObject({ ok: true, suspended: 1, oldestDueDelivery: null })
})

describe('a delivery worker is stuck', () => {
  const cases: [string, Partial<Pulse>, string | null][] = [
    ['when it has not looked at the queue', { lookedAt: NOW - 1 }, 'the delivery worker does not look at the queue'],
    [
      'when a delivery does not end',
      { inFlight: 1, oldestInFlightAt: NOW - 1 },
      'a delivery has been in hand for minutes',
    ],
    ['not at five minutes sharp', { inFlight: 1, oldestInFlightAt: NOW }, null],
    ['not while it looks, and nothing is due', { movedAt: NOW - 60 * MINUTE }, null],
  ]
  test.each(cases)('%s', async (_rule, own, problem) => {
    await pass(5 * MINUTE)
    pulse = { lookedAt: NOW, movedAt: NOW, inFlight: 0, oldestInFlightAt: null, ...own }
    expect(await look()).toMatchObject({ ok: problem === null, problems: problem === null ? [] : [problem] })
  })

  test('when something could go, and nothing is begun or ended', async () => {
    await enqueue('d1', NOW)
    await pass(5 * MINUTE)
    pulse = { lookedAt: clock.now(), movedAt: NOW - 1, inFlight: 0, oldestInFlightAt: null }
    expect(await look()).toMatchObject({ ok: true })
    await pass(1)
    expect(await look()).toMatchObject({ ok: false, problems: ['deliveries are due, and none is made'] })
    pulse = { ...pulse, movedAt: clock.now() }
    expect(await look()).toMatchObject({ ok: true })
  })

  test('but not because one waits for what is under way to its recipient', async () => {
    await seeded.store.transaction(async (tx) => {
      for (const id of ['d1', 'd2']) await tx.deliveries.enqueue(aDelivery({ id }))
    })
    await opened.store.queue.claim(NOW, NOW + 30_000, 1)
    await pass(6 * MINUTE)
    pulse = { lookedAt: clock.now(), movedAt: NOW, inFlight: 0, oldestInFlightAt: null }
    expect(await look()).toMatchObject({ ok: true })
  })
})
