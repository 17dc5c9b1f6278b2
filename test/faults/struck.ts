import { PostFailed } from '../../src/domain/errors.js'
import type { DeliveryDeps, DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { CHANNELS, type harms, PEOPLE } from '../../src/sandbox/index.js'
import { Random } from '../../src/sandbox/random.js'
import type { Messenger } from '../../src/usecases/ports.js'
import { World } from '../jobs/delivery-world.js'

export const PLACES = [PEOPLE.suzuki, PEOPLE.watanabe, PEOPLE.sato, PEOPLE.tanaka, CHANNELS.csSales]

export type Harm = ReturnType<typeof harms.fail>
/** What a worker is made of otherwise, to take a protecting line away. */
export type Parts = (world: World) => Partial<DeliveryDeps>
export type Check = (world: World, worker: DeliveryWorker, random: Random) => Promise<void>

const whole: Parts = () => ({})

/** The worlds live as long as their check, so that two of them never share a place. */
export async function run(check: Check, seed: number, parts: Parts = whole): Promise<void> {
  const world = await World.open({ limits: { burst: 1 } })
  try {
    await check(world, world.newWorker(parts(world)), new Random(seed))
  } finally {
    await world.close()
  }
}

/** Everybody has had a message, so that every place is known; from then on `harm` strikes each first post. */
export async function struck(world: World, worker: DeliveryWorker, harm: (place: string) => Harm | undefined) {
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

export const copies = (world: World, to: string) => world.said(to).filter((text) => text === '引き継ぎ').length

/** Says of a failed post something else than what the answer was. */
export const rewording =
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

export const bound = (messenger: Messenger): Messenger => ({
  post: (input) => messenger.post(input),
  update: (input) => messenger.update(input),
  find: (input) => messenger.find(input),
  remove: (input) => messenger.remove(input),
})
