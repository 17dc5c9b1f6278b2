import { describe, expect, test, vi } from 'vitest'
import type { DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { harms } from '../../src/sandbox/index.js'
import type { World } from '../jobs/delivery-world.js'
import { GRACE } from '../jobs/delivery-world.js'
import { mustFail } from './fault.js'
import { bound, type Check, copies, type Harm, type Parts, PLACES, rewording, run, struck } from './struck.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

vi.setConfig({ testTimeout: 60_000 })

/** A worker that takes every doubtful answer for a refusal sends again at once. */
const blind = rewording((facts) =>
  facts.outcome === 'ambiguous' ? { outcome: 'transient', reason: facts.reason } : facts,
)
/** History is believed after a second. */
const hasty: Parts = ({ store: { queue } }) => ({
  queue: { ...queue, claimUnknown: (now, _grace, ...rest) => queue.claimUnknown(now, 1000, ...rest) },
})

describe('F3 accepted, then the connection is cut', () => {
  const check: Check = async (world, worker, random) => {
    const { postsTo } = await struck(world, worker, () => (random.chance(0.7) ? harms.acceptThenCut : undefined))
    await world.run(GRACE - 5000, worker)
    for (const to of PLACES) expect(postsTo(to)).toHaveLength(1)
    expect((await world.store.queue.counts()).unknown).toBe(worker.stats().unknown)
    await world.run(HOUR, worker)
    for (const to of PLACES) expect([to, postsTo(to).length, copies(world, to)]).toEqual([to, 1, 1])
    expect(await world.store.queue.counts()).toMatchObject({ unknown: 0, pending: 0, sent: 2 * PLACES.length })
  }
  test.each([1, 2])('F3 it is unknown, not sent again, and found: seed %i', (seed) => run(check, seed))
  test('F3 without the doubt it is doubled', () => mustFail(() => run(check, 1, blind)))
})

describe('F4 a time-out that was not accepted', () => {
  const check: Check = async (world, worker, random) => {
    world.impatient = true
    const { postsTo } = await struck(world, worker, () => random.pick([harms.hang(false), harms.cut]))
    world.impatient = false
    await world.run(GRACE - 5000, worker)
    for (const to of PLACES) expect(postsTo(to)).toHaveLength(1)
    await world.run(15_000, worker)
    for (const to of PLACES) expect([to, copies(world, to)]).toEqual([to, 1])
    await world.run(HOUR, worker)
    for (const to of PLACES) expect([to, postsTo(to).length, copies(world, to)]).toEqual([to, 2, 1])
  }
  test.each([1, 2])('F4 it is sent once, after the grace time: seed %i', (seed) => run(check, seed))
  test('F4 without the grace time it goes too early', () => mustFail(() => run(check, 1, hasty)))
})

describe('F5 an accepted message that shows late', () => {
  const late = async (world: World, worker: DeliveryWorker, hiddenFor: () => number) => {
    const { postsTo } = await struck(world, worker, () => harms.visibleLate(hiddenFor()))
    await world.run(GRACE + 15_000, worker)
    return postsTo
  }
  const within: Check = async (world, worker, random) => {
    const postsTo = await late(world, worker, () => 1000 + random.below(GRACE - 2000))
    for (const to of PLACES) expect([to, postsTo(to).length]).toEqual([to, 1])
  }
  const beyond: Check = async (world, worker, random) => {
    await late(world, worker, () => GRACE + 30_000 + random.below(5 * MINUTE))
    for (const to of PLACES) expect([to, copies(world, to)]).toEqual([to, 2])
    for (let minute = 0; minute < 13; minute += 1) {
      await worker.removeLateCopies(world.clock.now())
      await world.run(MINUTE, worker)
    }
    for (const to of PLACES) expect([to, copies(world, to)]).toEqual([to, 1])
  }
  const oneEyed: Parts = ({ messenger }) => ({
    messenger: {
      ...bound(messenger),
      find: async (input) => (input.except === undefined ? messenger.find(input) : null),
    },
  })
  test.each([1, 2])('F5 within the grace time there is no double: seed %i', (seed) => run(within, seed))
  test.each([1, 2])('F5 beyond it the copy is found and removed: seed %i', (seed) => run(beyond, seed))
  test('F5 without the grace time there is one', () => mustFail(() => run(within, 1, hasty)))
  test('F5 without looking past the known one it stays', () => mustFail(() => run(beyond, 1, oneEyed)))
})

describe('F6 an answer of 500, 503, internal_error or fatal_error', () => {
  const answers: readonly Harm[] = [
    ...[500, 503].flatMap((status) => [harms.fail(status), harms.acceptThenFail(status)]),
    ...['internal_error', 'fatal_error'].flatMap((code) => [harms.refuse(code), harms.acceptThenRefuse(code)]),
  ]
  const check: Check = async (world, worker, random) => {
    const { postsTo } = await struck(world, worker, () => random.pick(answers))
    await world.run(GRACE - 5000, worker)
    for (const to of PLACES) expect(postsTo(to)).toHaveLength(1)
    expect(await world.store.queue.counts()).toMatchObject({ unknown: PLACES.length })
    await world.run(HOUR, worker)
    for (const to of PLACES) expect([to, copies(world, to)]).toEqual([to, 1])
  }
  test.each([1, 2, 3])('F6 is ambiguous: nothing is sent again blindly: seed %i', (seed) => run(check, seed))
  test('F6 without the doubt it is sent again at once', () => mustFail(() => run(check, 1, blind)))
})

describe('F7 a 429', () => {
  const WAITS = [
    ['30', 30],
    [null, 30],
    ['soon', 30],
    ['-5', 30],
    ['86400', 900],
  ] as const
  const check: Check = async (world, worker, random) => {
    const held = new Map<string, number>()
    const { postsTo } = await struck(world, worker, (place) => {
      if (random.chance(0.4)) return undefined
      const [header, seconds] = random.pick(WAITS)
      held.set(place, seconds)
      return harms.rateLimited(header)
    })
    for (const to of PLACES) expect([to, copies(world, to)]).toEqual([to, held.has(to) ? 0 : 1])
    await world.run(HOUR, worker)
    for (const to of PLACES) {
      const [first, second, ...more] = postsTo(to).map(({ at }) => at)
      expect([to, copies(world, to), more.length]).toEqual([to, 1, 0])
      const waited = second === undefined ? 0 : (second - (first ?? 0)) / 1000
      expect([to, waited]).toEqual([to, held.get(to) ?? 0])
    }
  }
  const deaf = rewording((facts) =>
    facts.outcome === 'limited' ? { outcome: 'transient', reason: facts.reason } : facts,
  )
  test.each([1, 2, 3])('F7 holds that place alone, for as long as is sane: seed %i', (seed) => run(check, seed))
  test('F7 without a hold Slack is pressed again at once', () => mustFail(() => run(check, 1, deaf)))
})
