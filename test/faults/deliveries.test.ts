import { afterEach, describe, expect, test, vi } from 'vitest'
import { LEASE } from '../../src/domain/delivery.js'
import { PostFailed } from '../../src/domain/errors.js'
import { DeliveryId } from '../../src/domain/ids.js'
import type { DeliveryDeps, DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { Pacing } from '../../src/jobs/pacing.js'
import { CHANNELS, harms, PEOPLE } from '../../src/sandbox/index.js'
import type { Messenger } from '../../src/usecases/ports.js'
import { GRACE, HOME, World } from '../jobs/delivery-world.js'
import { Random } from '../support/random.js'
import { mustFail } from './fault.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const PLACES = [PEOPLE.suzuki, PEOPLE.watanabe, PEOPLE.sato, PEOPLE.tanaka, CHANNELS.csSales]

type Harm = ReturnType<typeof harms.fail>
/** What a worker is made of otherwise, to take a protecting line away. */
type Parts = (world: World) => Partial<DeliveryDeps>
type Check = (world: World, worker: DeliveryWorker, random: Random) => Promise<void>

const whole: Parts = () => ({})
vi.setConfig({ testTimeout: 60_000 })
afterEach(() => vi.restoreAllMocks())

/** The worlds live as long as their check, so that two of them never share a place. */
async function run(check: Check, seed: number, parts: Parts = whole): Promise<void> {
  const world = await World.open({ limits: { burst: 1 } })
  try {
    await check(world, world.newWorker(parts(world)), new Random(seed))
  } finally {
    await world.close()
  }
}

/** Everybody has had a message, so that every place is known; from then on `harm` strikes each first post. */
async function struck(world: World, worker: DeliveryWorker, harm: (place: string) => Harm | undefined) {
  for (const to of PLACES) await world.enqueue({ to, text: 'はじめまして' })
  await world.run(1000, worker)
  const wasStruck = new Set<string>()
  world.sandbox.harm = ({ method, args }) => {
    const place = String(args['channel'])
    if (method !== 'chat.postMessage' || wasStruck.has(place)) return undefined
    wasStruck.add(place)
    return harm(place)
  }
  const first = world.posts().length
  for (const to of PLACES) await world.enqueue({ to, text: '引き継ぎ' })
  await world.run(1000, worker)
  return {
    postsTo: (to: string) =>
      world
        .posts()
        .slice(first)
        .filter(({ args }) => args['channel'] === to),
  }
}

const copies = (world: World, to: string) => world.said(to).filter((text) => text === '引き継ぎ').length

/** Says of a failed post something else than what the answer was. */
const rewording =
  (reword: (facts: PostFailed['facts']) => PostFailed['facts']): Parts =>
  ({ messenger }) => ({
    messenger: {
      ...bound(messenger),
      post: (input) =>
        messenger.post(input).catch((error: unknown) => {
          throw error instanceof PostFailed ? new PostFailed(reword(error.facts)) : error
        }),
    },
  })

const bound = (messenger: Messenger): Messenger => ({
  post: (input) => messenger.post(input),
  update: (input) => messenger.update(input),
  find: (input) => messenger.find(input),
  remove: (input) => messenger.remove(input),
})

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
    vi.spyOn(Pacing.prototype, 'freeAt').mockReturnValue(null)
    await mustFail(() => run(crowded(20), 1))
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
