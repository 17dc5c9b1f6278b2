import { afterEach, describe, expect, test, vi } from 'vitest'
import { LEASE } from '../../src/domain/delivery.js'
import { DeliveryId } from '../../src/domain/ids.js'
import { Pacing } from '../../src/jobs/pacing.js'
import { GRACE, HOME } from '../jobs/delivery-world.js'
import { mustFail } from './fault.js'
import { bound, type Check, type Parts, PLACES, rewording, run } from './struck.js'

const MINUTE = 60_000

vi.setConfig({ testTimeout: 60_000 })
afterEach(() => vi.restoreAllMocks())

describe('F8 many due at one instant', () => {
  const crowded =
    (many: number): Check =>
    async (world, worker, random) => {
      const wanted = new Map<string, string[]>(PLACES.map((to) => [to, []]))
      for (let n = 0; n < many; n += 1) {
        const to = random.pick(PLACES)
        wanted.get(to)?.push(`${n}`)
        await world.enqueue({ to, text: `${n}`, purpose: 'nudge' })
      }
      await world.run(30 * MINUTE, worker)
      for (const [to, texts] of wanted) {
        const times = world.posts().flatMap(({ args, at }) => (args['channel'] === to ? [at] : []))
        const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
        expect([to, Math.min(...gaps)]).toEqual([to, expect.toSatisfy((gap: number) => gap >= 1000)])
        expect(world.said(to)).toEqual(texts)
      }
    }
  test('F8 a crowd of messages to five places all arrive, in order, one a second a place: seed 1', () =>
    run(crowded(300), 1))
  test('F8 without the gap they press into one second', async () => {
    // Neither what this process remembers nor what the rows say holds it back.
    vi.spyOn(Pacing.prototype, 'freeAt').mockReturnValue(null)
    const forgetful: Parts = ({ store: { queue } }) => ({ queue: { ...queue, postedSince: async () => null } })
    await mustFail(() => run(crowded(20), 1, forgetful))
  })
})

describe('F10 a worker that sleeps past its lease', () => {
  const check: Check = async (world, worker, random) => {
    const id = await world.enqueue({ to: random.pick(PLACES) })
    await worker.drain()
    expect(await world.row(id)).toMatchObject({ state: 'unknown', channel: null })
    expect(worker.stats()).toMatchObject({ sent: 0, lateAnswers: 1 })
    await world.run(GRACE + MINUTE)
    expect(await world.row(id)).toMatchObject({ state: 'sent' })
    expect(world.posts().filter(({ accepted }) => accepted).length - world.worker.stats().copiesRemoved).toBe(1)
  }
  /** Slack has taken the post; the answer is read only after the lease, when another worker has looked at the row. */
  const dozing: Parts = (world) => ({
    messenger: {
      ...bound(world.messenger),
      post: async (input) => {
        const at = await world.messenger.post(input)
        world.clock.set(world.clock.now() + LEASE + 1)
        await world.worker.drain()
        return at
      },
    },
  })
  const unfenced: Parts = (world) => ({
    ...dozing(world),
    queue: {
      ...world.store.queue,
      settle: async ({ id }, outcome) => {
        const row = await world.store.of(HOME).read((tx) => tx.deliveries.get(DeliveryId.parse(id)))
        return world.store.queue.settle({ id, fence: row?.fence ?? 0 }, outcome)
      },
    },
  })
  test.each([5, 6])('F10 its late write is refused: seed %i', (seed) => run(check, seed, dozing))
  test('F10 without the fence it is taken', () => mustFail(() => run(check, 5, unfenced)))
})

describe('F25 Slack is away for an hour', () => {
  const check: Check = async (world, worker, random) => {
    const wanted = new Map<string, string[]>(PLACES.map((to) => [to, []]))
    world.away = true
    for (let n = 0; n < 15; n += 1) {
      const to = random.pick(PLACES)
      wanted.get(to)?.push(`${n}`)
      await world.enqueue({ to, text: `${n}` })
      await world.run(4 * MINUTE, worker)
    }
    expect(world.posts()).toEqual([])
    world.away = false
    await world.run(5 * MINUTE, worker)
    for (const [to, texts] of wanted) expect(world.said(to)).toEqual(texts)
    expect(world.parked).toEqual([])
  }
  const hopeless = rewording((facts) =>
    facts.outcome === 'transient' ? { outcome: 'permanent', reason: facts.reason } : facts,
  )
  test.each([1])('F25 the backlog goes out once, in order: seed %i', (seed) => run(check, seed))
  test('F25 without the patience it is given up', () => mustFail(() => run(check, 1, hopeless)))
})
