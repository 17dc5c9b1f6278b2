import { afterEach, describe, expect, test } from 'vitest'
import { DeliveryId } from '../../src/domain/ids.js'
import { CHANNELS, harms, PEOPLE, sampleCompany } from '../../src/sandbox/index.js'
import { HOME, OTHER, World } from './delivery-world.js'

let world: World
afterEach(() => world.close())

const MINUTE = 60_000
const { suzuki, sato } = PEOPLE

/** The most that lie within any span of this length. */
function mostWithin(times: readonly number[], span: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + span).length))
}

const crowd = (n: number) => Array.from({ length: n }, (_, k) => `U1${String(k).padStart(4, '0')}`)
const crowded = (ids: readonly string[]) => ({
  people: [
    ...sampleCompany.people,
    ...ids.map((id) => ({ id, name: id, real_name: id })),
  ] as typeof sampleCompany.people,
})

describe('in one channel', () => {
  test('at most one post a second per channel, and Slack never has to say so', async () => {
    world = await World.open({ limits: { burst: 1 } })
    for (let n = 0; n < 20; n += 1) {
      await world.enqueue({ to: suzuki, text: `${n}` })
      await world.enqueue({ to: CHANNELS.general, text: `${n}`, purpose: 'digest' })
    }
    await world.run(30_000)
    for (const to of [suzuki, CHANNELS.general]) {
      const times = world
        .posts()
        .filter(({ args }) => args['channel'] === to)
        .map(({ at }) => at)
      expect(times).toHaveLength(20)
      expect(mostWithin(times, 1000)).toBe(1)
      expect(world.said(to)).toEqual(Array.from({ length: 20 }, (_, n) => `${n}`))
    }
    expect(world.worker.stats()).toMatchObject({ sent: 40, limited: 0 })
  })

  test('what is enqueued later keeps the gap too', async () => {
    world = await World.open({ limits: { burst: 1 } })
    await world.enqueue({ to: suzuki })
    await world.worker.drain()
    world.clock.set(world.clock.now() + 400)
    await world.enqueue({ to: suzuki })
    await world.run(599)
    expect(world.said(suzuki)).toHaveLength(1)
    await world.run(1)
    expect(world.said(suzuki)).toHaveLength(2)
  })

  test('what another process posted keeps the gap too, and an edit asks for none', async () => {
    world = await World.open({ limits: { burst: 1 } })
    const other = world.newWorker({ messenger: world.newMessenger() })
    const first = await world.enqueue({ to: suzuki })
    await world.worker.drain()
    world.clock.set(world.clock.now() + 400)
    await world.enqueue({ to: suzuki })
    await world.run(599, other)
    expect(world.said(suzuki)).toHaveLength(1)
    await world.run(1, other)
    expect(world.said(suzuki)).toHaveLength(2)
    await world.run(1000, other)
    await world.enqueue({ to: suzuki, purpose: 'edit', subject: first })
    await other.drain()
    expect(other.stats()).toMatchObject({ sent: 1, edited: 1, limited: 0 })
    await world.enqueue({ to: suzuki })
    await world.worker.drain()
    expect(world.said(suzuki)).toHaveLength(3)
  })

  test('two processes with much to say to one channel keep the gap and the order', async () => {
    world = await World.open({ limits: { burst: 1 } })
    const workers = [world.worker, world.newWorker({ messenger: world.newMessenger() })]
    for (let n = 0; n < 10; n += 1) await world.enqueue({ to: suzuki, text: `${n}` })
    // Whoever posted last is not the first to look when the second is over.
    for (let turn = 0; turn < 35; turn += 1) {
      for (const worker of workers) await worker.drain()
      workers.reverse()
      world.clock.set(world.clock.now() + 350)
    }
    expect(
      mostWithin(
        world.posts().map(({ at }) => at),
        1000,
      ),
    ).toBe(1)
    expect(world.said(suzuki)).toEqual(Array.from({ length: 10 }, (_, n) => `${n}`))
    for (const worker of workers) expect(worker.stats().sent).toBeGreaterThan(0)
  })

  test('a post that was refused counts too', async () => {
    world = await World.open()
    world.sandbox.harm = ({ earlier }) => (earlier === 0 ? harms.refuse('msg_too_long') : undefined)
    await world.enqueue({ to: suzuki })
    await world.enqueue({ to: suzuki })
    await world.run(999)
    expect(world.posts()).toHaveLength(1)
    await world.run(1)
    expect(world.posts()).toHaveLength(2)
  })

  test('a clock that is set back two hours holds nobody for two hours', async () => {
    world = await World.open()
    await world.enqueue({ to: suzuki })
    await world.worker.drain()
    world.clock.set(world.clock.now() - 2 * 60 * MINUTE)
    for (let n = 0; n < 60; n += 1) await world.enqueue({ to: suzuki })
    await world.run(3 * MINUTE)
    expect(world.said(suzuki)).toHaveLength(61)
  })
})

describe('in one workspace', () => {
  test('a thousand nudges at one instant all arrive, within the budget of every minute', async () => {
    const ids = crowd(1000)
    world = await World.open({ limits: { burst: 1 }, config: crowded(ids) })
    for (const to of ids) await world.enqueue({ to, purpose: 'nudge' })
    await world.run(5 * MINUTE)
    const posts = world.posts()
    expect(posts).toHaveLength(1000)
    expect(
      mostWithin(
        posts.map(({ at }) => at),
        MINUTE,
      ),
    ).toBeLessThanOrEqual(300)
    for (const to of ids) expect(world.said(to)).toHaveLength(1)
    expect(world.worker.stats()).toMatchObject({ limited: 0, sent: 1000 })
  }, 120_000)

  test('a notice does not wait behind the nudges, to whomever it goes', async () => {
    const ids = crowd(200)
    world = await World.open({ config: crowded(ids) })
    for (const to of ids) await world.enqueue({ to, purpose: 'nudge' })
    await world.worker.drain()
    const last = ids.at(-1) ?? ''
    await world.enqueue({ to: suzuki, text: '知らせ' })
    await world.enqueue({ to: last, text: '知らせ' })
    await world.run(1000)
    expect(world.said(suzuki)).toEqual(['知らせ'])
    expect(world.said(last)).toEqual(['知らせ'])
  })

  test('its backlog holds up no other workspace', async () => {
    const ids = crowd(200)
    world = await World.open({ config: crowded(ids) })
    for (const to of ids) await world.enqueue({ to })
    await world.enqueue({ to: suzuki, workspaceId: OTHER })
    await world.run(1000)
    expect(world.said(suzuki)).toHaveLength(1)
    expect(world.posts().length).toBeLessThan(100)
  })

  test('edits have a slower budget of their own', async () => {
    world = await World.open({ limits: { burst: 1 } })
    const card = await world.enqueue({ to: suzuki })
    await world.worker.drain()
    for (let n = 0; n < 120; n += 1) await world.enqueue({ to: suzuki, purpose: 'edit', subject: card, text: `${n}` })
    await world.enqueue({ to: sato })
    await world.run(4 * MINUTE)
    const edits = world.calls('chat.update')
    expect(edits).toHaveLength(120)
    expect(
      mostWithin(
        edits.map(({ at }) => at),
        MINUTE,
      ),
    ).toBeLessThanOrEqual(50)
    expect(world.worker.stats()).toMatchObject({ limited: 0, edited: 120, sent: 2 })
  })

  test('many doubtful answers do not overrun the budget of history', async () => {
    const ids = crowd(100)
    world = await World.open({ limits: { burst: 1 }, config: crowded(ids) })
    for (const to of ids) await world.enqueue({ to, text: 'はじめまして' })
    await world.run(MINUTE)
    world.sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harms.acceptThenCut : undefined)
    for (const to of ids) await world.enqueue({ to, text: '次' })
    await world.run(MINUTE)
    world.sandbox.harm = undefined
    await world.run(20 * MINUTE)
    const looks = world.calls('conversations.history')
    expect(
      mostWithin(
        looks.map(({ at }) => at),
        MINUTE,
      ),
    ).toBeLessThanOrEqual(50)
    expect(looks.filter(({ status }) => status === 429)).toEqual([])
    for (const to of ids) expect(world.said(to)).toEqual(['はじめまして', '次'])
  }, 40_000)
})

describe('beside a workspace with a backlog of five thousand', () => {
  const BACKLOG = 5000

  /** Slack in memory, and who was called for what, in order. */
  async function beside(to: (n: number) => string, post: (place: string) => Promise<void> = async () => {}) {
    world = await World.open()
    const posts: string[] = []
    let puts = 0
    const { queue } = world.store
    const worker = world.newWorker({
      messenger: {
        post: async ({ workspaceId, channel }) => {
          posts.push(workspaceId)
          await post(workspaceId)
          return { channel, ts: `${posts.length}.0` }
        },
        update: async () => {},
        find: async () => null,
        remove: async () => {},
      },
      queue: {
        ...queue,
        settle: (delivery, outcome) => {
          if (outcome.state === 'pending') puts += 1
          return queue.settle(delivery, outcome)
        },
      },
    })
    await world.store.of(HOME).transaction(async (tx) => {
      const slot = { recipientKind: 'person', purpose: 'nudge', subject: 's', createdAt: 0 } as const
      for (let n = 0; n < BACKLOG; n += 1) {
        const id = DeliveryId.parse(`backlog-${n}`)
        world.texts.set(id, id)
        await tx.deliveries.enqueue({
          ...slot,
          id,
          recipient: to(n),
          occasion: id,
          notBefore: world.clock.now() - 1000,
        })
      }
    })
    return { worker, posts, putBack: () => puts }
  }

  test.each<[string, (n: number) => string]>([
    ['to as many people', (n) => `U1${n}`],
    ['to one', () => 'U1'],
  ])(
    '%s, a notice of another goes with the first',
    async (_backlog, to) => {
      const { worker, posts, putBack } = await beside(to)
      await world.enqueue({ to: suzuki, workspaceId: OTHER })
      const drained = worker.drain()
      await world.sandbox.until(() => posts.includes(OTHER), 20_000)
      expect(posts.indexOf(OTHER)).toBeLessThanOrEqual(16)
      expect(putBack()).toBeLessThanOrEqual(64)
      await worker.stop()
      await drained
    },
    60_000,
  )

  test('and one that comes while it is at it waits for no more than what is in hand', async () => {
    const { worker, posts } = await beside((n) => `U1${n}`)
    const drained = worker.drain()
    await world.sandbox.until(() => posts.length >= 8, 20_000)
    const before = posts.length
    await world.enqueue({ to: suzuki, workspaceId: OTHER })
    await world.sandbox.until(() => posts.includes(OTHER), 20_000)
    expect(posts.slice(before).filter((one) => one === HOME).length).toBeLessThanOrEqual(64)
    await worker.stop()
    await drained
  }, 60_000)

  test('whose calls hang, a notice of another has a place', async () => {
    let release = () => {}
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const { worker, posts } = await beside(
      (n) => `U1${n}`,
      (workspaceId) => (workspaceId === HOME ? hanging : Promise.resolve()),
    )
    const drained = worker.drain()
    await world.sandbox.until(() => posts.length === 16, 20_000)
    await world.enqueue({ to: suzuki, workspaceId: OTHER })
    worker.wake()
    void worker.drain()
    await world.sandbox.until(() => posts.includes(OTHER), 20_000)
    expect(posts.filter((one) => one === HOME)).toHaveLength(16)
    const stopped = worker.stop()
    release()
    await Promise.all([stopped, drained])
  }, 60_000)
})

describe('a worker that runs by itself', () => {
  const seen = (to: string) => world.sandbox.until(() => world.said(to).length > 0)

  test('tries at once what was committed: the commit wakes it, not the tick', async () => {
    world = await World.open()
    world.worker.start()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await world.enqueue({ to: suzuki })
    world.worker.wake()
    await seen(suzuki)
  })

  test('sleeps until the next falls due, by the clock that it was given', async () => {
    world = await World.open()
    await world.enqueue({ to: suzuki, at: world.clock.now() + 2000 })
    world.worker.start()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await world.clock.advance(1999)
    expect(world.said(suzuki)).toEqual([])
    await world.clock.advance(1)
    await seen(suzuki)
  })

  test('finds without a wake what another process committed', async () => {
    world = await World.open()
    world.worker.start()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await world.enqueue({ to: suzuki })
    await world.clock.advance(5000)
    await seen(suzuki)
  })

  test('goes on past a call that hangs', async () => {
    world = await World.open()
    world.impatient = true
    world.sandbox.harm = ({ args }) => (args['channel'] === sato ? harms.hang() : undefined)
    world.worker.start()
    await world.enqueue({ to: sato })
    world.worker.wake()
    await world.sandbox.until(() => world.posts().length > 0)
    await world.enqueue({ to: suzuki })
    world.worker.wake()
    await seen(suzuki)
    await world.sandbox.until(() => world.worker.stats().inFlight === 1)
  })

  test('stops when what is in flight is settled, and claims nothing more', async () => {
    world = await World.open()
    world.sandbox.harm = () => harms.slow(150)
    const first = await world.enqueue({ to: suzuki })
    world.worker.start()
    await world.sandbox.until(() => world.posts().length > 0)
    const stopped = world.worker.stop()
    const second = await world.enqueue({ to: sato })
    world.worker.wake()
    await stopped
    expect(await world.row(first)).toMatchObject({ state: 'sent' })
    expect(world.worker.stats().inFlight).toBe(0)
    expect(await world.worker.drain()).toBe(0)
    expect(await world.row(second)).toMatchObject({ state: 'pending' })
  })

  test('outlives a queue that fails', async () => {
    world = await World.open()
    const { queue } = world.store
    let failures = 2
    const claim: typeof queue.claim = async (...args) => {
      failures -= 1
      if (failures >= 0) throw new Error('disk full')
      return queue.claim(...args)
    }
    const worker = world.newWorker({ queue: { ...queue, claim } })
    await world.enqueue({ to: suzuki })
    worker.start()
    for (let n = 0; n < 5; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      await world.clock.advance(1000)
    }
    await seen(suzuki)
    await worker.stop()
  })

  test('has a pulse: when it looked, when it moved, and since when it has something in hand', async () => {
    world = await World.open()
    const start = world.clock.now()
    let failing = false
    const { queue } = world.store
    const claim: typeof queue.claim = (...args) =>
      failing ? Promise.reject(new Error('disk full')) : queue.claim(...args)
    const worker = world.newWorker({ queue: { ...queue, claim } })
    expect(worker.pulse()).toBeNull()
    worker.start()
    await world.clock.advance(5000)
    await world.sandbox.until(() => worker.pulse()?.lookedAt === start + 5000)
    expect(worker.pulse()).toEqual({ lookedAt: start + 5000, movedAt: start, inFlight: 0, oldestInFlightAt: null })

    world.sandbox.harm = () => harms.slow(300)
    await world.enqueue({ to: suzuki })
    worker.wake()
    await world.sandbox.until(() => world.posts().length > 0)
    world.clock.set(start + 6000)
    expect(worker.pulse()).toMatchObject({ inFlight: 1, oldestInFlightAt: start + 5000, movedAt: start + 5000 })
    await world.sandbox.until(() => worker.pulse()?.inFlight === 0)
    expect(worker.pulse()).toMatchObject({ movedAt: start + 6000, oldestInFlightAt: null })

    failing = true
    const { lookedAt } = worker.pulse() ?? { lookedAt: 0 }
    for (let n = 0; n < 5; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      await world.clock.advance(5000)
    }
    expect(worker.pulse()?.lookedAt).toBe(lookedAt)
    await worker.stop()
    expect(worker.pulse()).toBeNull()
  })

  test('never has more than sixteen calls in flight for one workspace', async () => {
    const ids = crowd(30)
    world = await World.open({ config: crowded(ids) })
    let now = 0
    let most = 0
    const worker = world.newWorker({
      messenger: {
        post: async (input) => {
          now += 1
          most = Math.max(most, now)
          await new Promise((resolve) => setTimeout(resolve, 20))
          now -= 1
          return world.messenger.post(input)
        },
        update: async () => {},
        find: async () => null,
        remove: async () => {},
      },
    })
    for (const to of ids) await world.enqueue({ to })
    await worker.drain()
    expect(most).toBe(16)
    expect(world.posts()).toHaveLength(30)
  })
})

test('several workers at once claim each delivery once', async () => {
  const ids = crowd(30)
  world = await World.open({ config: crowded(ids) })
  for (const to of ids) await world.enqueue({ to, workspaceId: HOME })
  const workers = [world.worker, world.newWorker(), world.newWorker()]
  await Promise.all(workers.map((worker) => worker.drain()))
  expect(world.posts()).toHaveLength(30)
  for (const to of ids) expect(world.said(to)).toHaveLength(1)
})
