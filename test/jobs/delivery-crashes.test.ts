import { expect, test } from 'vitest'
import type { DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { CHANNELS, harms, PEOPLE } from '../../src/sandbox/index.js'
import { World } from './delivery-world.js'

const MINUTE = 60_000
const SEEDS = Array.from({ length: 24 }, (_, n) => n + 1)

/** Marsaglia's xorshift: the same numbers for the same seed, everywhere. */
function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}

class Killed extends Error {}

/** A process that dies at a random step, just before or just after it is done; once dead it does nothing more. */
function mortal(world: World, dies: () => boolean): { worker: DeliveryWorker; isDead: () => boolean } {
  let dead = false
  const step = <A extends unknown[], R>(act: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      const when = dies() ? 'before' : dies() ? 'after' : null
      if (when === 'before') dead = true
      if (dead) throw new Killed()
      const result = await act(...args)
      if (when === 'after') dead = true
      if (dead) throw new Killed()
      return result
    }
  }
  const { queue } = world.store
  const messenger = world.newMessenger()
  const worker = world.newWorker({
    queue: {
      ...queue,
      claim: step(queue.claim),
      claimUnknown: step(queue.claimUnknown),
      settle: step(queue.settle),
    },
    messenger: {
      post: step((input) => messenger.post(input)),
      update: step((input) => messenger.update(input)),
      find: step((input) => messenger.find(input)),
      remove: step((input) => messenger.remove(input)),
    },
  })
  return { worker, isDead: () => dead }
}

const HARMS = [
  harms.acceptThenCut,
  harms.cut,
  harms.fail(503),
  harms.acceptThenFail(500),
  harms.acceptThenRefuse('fatal_error'),
  harms.rateLimited(3),
  harms.rateLimited(null),
  harms.visibleLate(MINUTE),
  harms.visibleLate(4 * MINUTE),
]

test.each(SEEDS)('killed and harmed at random steps, each message stands once and in order: seed %i', async (seed) => {
  const world = await World.open()
  const random = randomOf(seed)
  const places = [PEOPLE.suzuki, PEOPLE.sato, CHANNELS.csSales]
  const wanted = new Map<string, string[]>(places.map((to) => [to, []]))
  try {
    let trouble = true
    world.sandbox.harm = ({ method }) =>
      trouble && random() < 0.25 && method !== 'chat.delete' ? HARMS[Math.floor(random() * HARMS.length)] : undefined
    const start = () => mortal(world, () => trouble && random() < 0.03)
    let process = start()
    let kills = 0
    for (let minute = 0; minute < 200; minute += 1) {
      trouble = minute < 60
      for (const to of places) {
        if (!trouble || random() > 0.1) continue
        const text = `${to} ${wanted.get(to)?.length}`
        wanted.get(to)?.push(text)
        await world.enqueue({ to, text })
      }
      if (process.isDead()) {
        kills += 1
        process = start()
      }
      await world.run(MINUTE, process.worker).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error
      })
      if (!process.isDead()) await process.worker.removeLateCopies(world.clock.now())
    }
    expect(world.parked, `seed ${seed}`).toEqual([])
    for (const to of places) expect(world.said(to), `seed ${seed}, ${kills} kills`).toEqual(wanted.get(to))
  } finally {
    await world.close()
  }
})
