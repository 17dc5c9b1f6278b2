import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { PersonId } from '../../src/domain/ids.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { Random } from '../../src/sandbox/random.js'
import { openStore } from '../../src/store/store.js'
import { enqueueDigest } from '../../src/usecases/enqueue-digest.js'
import { sendDueNudges } from '../../src/usecases/send-due-nudges.js'
import { aPerson, CountingIds } from '../support/database.js'
import { openWorld } from '../support/world.js'
import { mustFail } from './fault.js'
import { type Around, asItWas, Office, type Sent, whole, withoutMemory, withoutSlots } from './office.js'

vi.setConfig({ testTimeout: 60_000 })

const tokyo = (wall: string): Instant => Date.parse(`${wall}:00+09:00`)

type Check = (office: Office, random: Random) => Promise<void>

async function run(check: Check, seed: number, around: Around = whole): Promise<void> {
  const world = await openWorld()
  try {
    await check(new Office(world, around), new Random(seed))
  } finally {
    await world.close()
  }
}

/** More AEs than the one there is. @returns all of them */
async function hire({ world }: Office, many: number): Promise<readonly PersonId[]> {
  const { workspaceId } = world
  const ids = Array.from({ length: many }, (_, n) => PersonId.parse(`ae-${n}`))
  await world.store.of(workspaceId).transaction(async (tx) => {
    for (const id of ids) await tx.people.put(aPerson({ workspaceId, id, slackUserId: `U${id}`, roles: ['ae'] }))
  })
  return [world.ae.id, ...ids]
}

const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index)
const slotsOf = (sent: readonly Sent[]) =>
  sent.map(({ purpose, recipient, occasion }) => `${purpose} ${recipient} ${occasion.split(' ')[0]}`)

describe('F9 several schedulers at once', () => {
  const CSQLS = 25

  async function claimedOnce({ world }: Office): Promise<void> {
    const { owners, rows, items, digests } = await world.store.of(world.workspaceId).read(async (tx) => {
      const rows = await tx.deliveries.list({ limit: 1000 })
      const batches = rows.filter(({ purpose }) => purpose === 'nudge')
      const items = (await Promise.all(batches.map(({ id }) => tx.deliveries.items(id)))).flat()
      const owners = new Set((await tx.csqls.list({ limit: 1000 })).rows.map(({ aeId }) => aeId)).size
      return { owners, rows: batches.length, items, digests: rows.filter(({ purpose }) => purpose === 'digest').length }
    })
    expect(twice(items.map(({ clockId }) => clockId))).toEqual([])
    expect([items.length, rows, digests]).toEqual([CSQLS, owners, 1])
  }

  const inOneProcess =
    (careless: boolean): Check =>
    async (office, random) => {
      const { world } = office
      const aes = await hire(office, 3)
      for (let n = 0; n < CSQLS; n += 1) await office.handOver(random.pick(aes))
      world.clock.set(tokyo('2026-11-30T10:00'))
      const ids = (await world.store.schedule.clocksDue(world.clock.now(), 100)).map(({ id }) => id)
      const due = await world.store
        .of(world.workspaceId)
        .read((tx) => Promise.all(ids.map(async (id) => (await tx.clocks.get(id)) ?? [])))
      const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(world.file)))
      await Promise.all(
        stores.map(async (store, n) => {
          const own = { ids: new CountingIds(`scheduler-${n}`), store: store.of(world.workspaceId) }
          const ctx = { ...world.system(), ...own }
          const blind = careless ? asItWas(due.flat())(withoutSlots({ ...ctx, now: ctx.now + n })) : ctx
          await Promise.all([sendDueNudges(blind, ids), enqueueDigest(blind)])
        }),
      )
      await Promise.all(stores.map((store) => store.close()))
      await claimedOnce(office)
    }

  const inTwoProcesses: Check = async (office, random) => {
    const { world } = office
    const aes = await hire(office, 3)
    for (let n = 0; n < CSQLS; n += 1) await office.handOver(random.pick(aes))
    const program = fileURLToPath(new URL('../support/tick-once.ts', import.meta.url))
    const now = String(tokyo('2026-11-30T10:00'))
    const processes = ['a', 'b'].map((name) =>
      fork(program, [world.file, world.workspaceId, now, name], { execArgv: ['--import', 'tsx'] }),
    )
    await Promise.all(processes.map((child) => once(child, 'message')))
    for (const child of processes) child.send('go')
    expect(await Promise.all(processes.map((child) => once(child, 'exit')))).toEqual([
      [0, null],
      [0, null],
    ])
    await claimedOnce(office)
  }

  test.each([1, 2])('F9 each slot is claimed once: seed %i', (seed) => run(inOneProcess(false), seed))
  test('F9 each slot is claimed once by two processes: seed 3', () => run(inTwoProcesses, 3))
  test('F9 without the slots each claims its own', () => mustFail(() => run(inOneProcess(true), 1)))
})

describe('F11 the clock jumps', () => {
  const JUMPS = [2 * HOUR, -2 * HOUR, DAY_MS, -DAY_MS]
  const check =
    (days: number): Check =>
    async (office, random) => {
      const { world } = office
      const aes = await hire(office, 2)
      for (let quarter = 0; quarter < days * 96; quarter += 1) {
        if (quarter % 96 === 20) for (const ae of aes) await office.handOver(ae)
        const jump = random.chance(0.015) ? random.pick(JUMPS) : 0
        world.clock.set(world.clock.now() + 15 * MINUTE + jump)
        await office.tick()
      }
      expect(twice(slotsOf(office.sent))).toEqual([])
      expect(twice(office.of('nudge').flatMap(({ steps }) => steps))).toEqual([])
      if (days > 2) expect(office.of('nudge').length).toBeGreaterThan(6)
      // No burst: whatever the clock did, a person has one batch at an instant.
      expect(twice(office.of('nudge').map(({ recipient, at }) => `${recipient} ${at}`))).toEqual([])
    }
  test.each([1, 2])('F11 no slot is repeated and nothing bursts: seed %i', (seed) => run(check(9), seed))
  test('F11 without the memory of slots and steps all is repeated', () =>
    mustFail(() => run(check(2), 1, withoutMemory)))
})

describe('F13 down for three days over the day of the digest', () => {
  const check =
    (catchUp: (office: Office, from: Instant, until: Instant) => Promise<void>): Check =>
    async (office, random) => {
      const { world } = office
      const aes = await hire(office, 3)
      for (let n = 0; n < 12; n += 1) await office.handOver(random.pick(aes))
      const down = tokyo('2026-11-27T09:30')
      const up = tokyo('2026-12-01T14:00') + random.below(4) * 15 * MINUTE
      for (let now = world.clock.now(); now < down; now += HOUR) {
        world.clock.set(now)
        await office.tick()
      }
      const before = office.sent.length
      world.clock.set(up)
      await catchUp(office, down, up)
      const late = office.sent.slice(before)
      const owners = new Set(late.map(({ recipient }) => recipient))
      expect(late.filter(({ purpose }) => purpose === 'digest')).toMatchObject([{ occasion: '2026-W49' }])
      const nudges = late.filter(({ purpose }) => purpose === 'nudge')
      expect(nudges.length).toBe([...owners].filter((id) => id !== world.manager.id).length)
      expect(twice(nudges.map(({ recipient }) => recipient))).toEqual([])
      for (const { occasion } of nudges) expect(occasion).toBe('2026-12-01')
    }
  const tickingOn = check(async (office) => {
    for (let n = 0; n < 4; n += 1) {
      await office.tick()
      office.world.clock.set(office.world.clock.now() + 15 * MINUTE)
    }
  })
  /** Makes up for every tick that was missed. */
  const replaying = check(async (office, from, until) => {
    for (let missed = from; missed <= until; missed += HOUR) await office.tick(missed)
  })
  test.each([1, 2])('F13 one late digest, and one batch a person: seed %i', (seed) => run(tickingOn, seed))
  test('F13 ticks that are made up for are a burst', () => mustFail(() => run(replaying, 1)))
})
