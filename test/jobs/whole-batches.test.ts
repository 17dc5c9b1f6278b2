import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/domain/time.js'
import { createDeliveryWorker, type DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { scheduledSteps } from '../../src/jobs/scheduled-steps.js'
import type { Step } from '../../src/jobs/scheduler.js'
import { Random } from '../../src/sandbox/random.js'
import { createComposer } from '../../src/slack/compose/composer.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { afterCalendarChange } from '../../src/usecases/move-waiting.js'
import { pauseNudges } from '../../src/usecases/pause-nudges.js'
import { sendDueNudges } from '../../src/usecases/send-due-nudges.js'
import { CountingIds, seedWorkspace } from '../support/database.js'
import { KeptLog } from '../support/log.js'
import { QuickSlack } from '../support/quick-slack.js'
import { aClock, aCsql } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

const tokyo = (wall: string): Instant => Date.parse(`2026-${wall}:00+09:00`)

let world: World
let worker: DeliveryWorker
let steps: readonly Step[]
/** What the worker does because something was committed, as it does in the running program. */
let woken: Promise<unknown>[]

beforeEach(async () => {
  world = await openWorld()
  woken = []
  const { store, clock } = world
  worker = createDeliveryWorker({
    ...{ queue: store.queue, messenger: new QuickSlack(clock, new Random(1)), clock, logger: new KeptLog() },
    ...{ composer: createComposer({ ctxOf: () => world.system() }), onParked: async () => {} },
  })
  const committed = (): void => void woken.push(worker.drain())
  steps = scheduledSteps({ store, ctxOf: (_id, now) => ({ ...world.system(), now, committed }), worker })
})
afterEach(() => world.close())

async function handOver(many: number): Promise<void> {
  for (let n = 0; n < many; n += 1) {
    const fields = { account: { id: world.account.id }, note: '席が足りない' }
    const { number } = await logSignal(world.as(world.csm), { line: null, fields })
    await actOnCsql(world.as(world.csm), {
      ...{ number, version: null, action: 'qualify' },
      fields: {
        ...{ kind: 'referral', source: 'cs_activity', problem: '席が足りない', checklist: [], ae: world.ae.id },
        ...{ contact: { name: '大槻', title: null }, referred_company: `別会社${number}` },
      },
    })
  }
  await worker.drain()
}

async function tick(): Promise<void> {
  for (const step of steps) await step.run(world.clock.now())
  await Promise.all(woken)
}

/** Lets some seconds pass, in which the worker goes on. */
async function seconds(n: number): Promise<void> {
  for (let passed = 0; passed < n; passed += 1) {
    world.clock.set(world.clock.now() + 1000)
    await worker.drain()
  }
}

const batches = () =>
  world.store.of(world.workspaceId).read(async (tx) => {
    const rows = (await tx.deliveries.list({ limit: 500 })).filter(({ purpose }) => purpose === 'nudge')
    return Promise.all(
      rows.map(async ({ id, state, occasion }) => [occasion, state, (await tx.deliveries.items(id)).length]),
    )
  })

describe('a batch', () => {
  test('goes once all that is due is in it, however many commits that takes', async () => {
    await handOver(70)
    // A second for each hand-over: no channel gets more.
    await seconds(75)
    world.clock.set(tokyo('11-25T10:00'))
    await tick()
    await seconds(4)
    expect(await batches()).toEqual([['2026-11-25', 'sent', 70]])
  })

  test('that already waits is not sent before the tick has put the morning’s rows into it', async () => {
    await handOver(1)
    await pauseNudges(world.as(world.ae), '2026-11-26')
    world.clock.set(tokyo('11-25T10:00'))
    await tick()
    expect(await batches()).toEqual([['2026-11-26', 'pending', 1]])
    world.clock.set(tokyo('11-25T11:00'))
    await handOver(1)
    const paused = await world.store.of(world.workspaceId).read((tx) => tx.people.get(world.ae.id))
    await world.store.of(world.workspaceId).transaction(async (tx) => {
      if (paused !== null) await tx.people.put({ ...paused, pausedUntil: null })
      await afterCalendarChange(tx, world.ae.id, world.clock.now())
    })
    const before = (await batches()).length
    world.clock.set(tokyo('11-26T10:00'))
    await worker.drain()
    await tick()
    await seconds(4)
    const sent = (await batches()).filter(([occasion]) => occasion === '2026-11-26')
    expect(before).toBeGreaterThan(0)
    expect(sent).toEqual([['2026-11-26', 'sent', 2]])
  })

  test('waits for no other workspace', async () => {
    const other = await seedWorkspace(world.store, { ids: new CountingIds('other') })
    await other.store.transaction(async (tx) => {
      const csql = aCsql(other, { id: 'theirs', number: 1, state: 'qualified' })
      await tx.csqls.insert(csql)
      await tx.clocks.insert(aClock(csql, { id: 'theirs', nextStepAt: tokyo('11-25T10:00') }))
    })
    await handOver(1)
    world.clock.set(tokyo('11-25T10:00'))
    const due = await world.store.schedule.clocksDue(world.clock.now(), 9)
    const ours = due.filter(({ workspaceId }) => workspaceId === world.workspaceId).map(({ id }) => id)
    await sendDueNudges(world.system(), ours)
    await worker.drain()
    expect(due).toHaveLength(2)
    expect(await batches()).toEqual([['2026-11-25', 'sent', 1]])
  })
})
