import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Delivery, LEASE, THREADED } from '../../src/domain/delivery.js'
import { PostFailed } from '../../src/domain/errors.js'
import type { DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { CHANNELS, harms } from '../../src/sandbox/index.js'
import type { Composed } from '../../src/usecases/ports.js'
import { GRACE, HOME, World } from './delivery-world.js'

const HOUR = 3_600_000
const channel = CHANNELS.csSales
const csv = { name: 'digest.csv', title: '一覧', bytes: Buffer.from('a,b\r\n') }

let world: World
let worker: DeliveryWorker

beforeEach(async () => {
  world = await World.open()
  worker = world.newWorker({ composer: { compose } })
})
afterEach(() => world.close())

/** As the program's own composer has it: what answers a message waits for that message. */
async function compose(delivery: Delivery): Promise<Composed | null> {
  if (!THREADED.includes(delivery.purpose)) return world.compose(delivery)
  const parent = await world.row(delivery.subject)
  if (parent.state === 'parked' || parent.state === 'skipped') return null
  if (parent.channel === null || parent.ts === null) {
    throw new PostFailed({ outcome: 'transient', reason: 'thread_not_there' })
  }
  const at = { channel: parent.channel, threadTs: parent.ts }
  if (delivery.purpose !== 'digest_csv') return { ...at, text: 'details', blocks: [] }
  const share = () => world.files.share({ workspaceId: HOME, ...at, file: csv })
  return { ...at, text: '', blocks: [], share }
}

async function digest(): Promise<{ parent: string; details: string; file: string }> {
  const parent = await world.enqueue({ to: channel, text: 'digest', purpose: 'digest' })
  const details = await world.enqueue({ to: channel, purpose: 'digest_details', subject: parent })
  const file = await world.enqueue({ to: channel, purpose: 'digest_csv', subject: parent })
  return { parent, details, file }
}

/** What stands under the digest, in its order. */
function thread(): string[] {
  const [head] = world.sandbox.workspace.messages.in(channel)
  if (head === undefined) return []
  const { files } = world.sandbox.workspace
  return world.sandbox.workspace.messages
    .repliesTo(head)
    .map((reply) => (reply.files[0] === undefined ? reply.text : files.get(reply.files[0]).title))
}

const shares = () => world.calls('files.completeUploadExternal')
/** Harms the first call of a method. */
const first =
  (method: string, harm: ReturnType<typeof harms.refuse>): NonNullable<World['sandbox']['harm']> =>
  (call) =>
    call.method === method && call.earlier === 0 ? harm : undefined

describe('what belongs to a digest', () => {
  test('stands in its thread, in order, and the channel shows the digest alone', async () => {
    await digest()
    await world.run(HOUR, worker)
    expect(thread()).toEqual(['details', '一覧'])
    const top = world.sandbox.workspace.messages.in(channel).filter(({ thread_ts }) => thread_ts === undefined)
    expect(top).toHaveLength(1)
  })

  test('waits until an ambiguous digest is found, and then follows it', async () => {
    world.sandbox.harm = first('chat.postMessage', harms.acceptThenCut)
    await digest()
    await world.run(GRACE - 5_000, worker)
    expect(thread()).toEqual([])
    await world.run(60_000, worker)
    expect(thread()).toEqual(['details', '一覧'])
    expect(world.posts()).toHaveLength(2)
  })

  test('waits with a digest that is put back by a 429', async () => {
    world.sandbox.harm = first('chat.postMessage', harms.rateLimited(60))
    await digest()
    await world.run(HOUR, worker)
    expect(thread()).toEqual(['details', '一覧'])
  })

  test('is not sent where the digest was refused for good', async () => {
    world.sandbox.harm = first('chat.postMessage', harms.refuse('is_archived'))
    const { details, file } = await digest()
    await world.run(HOUR, worker)
    expect((await world.row(details)).state).toBe('skipped')
    expect((await world.row(file)).state).toBe('skipped')
    expect(world.posts()).toHaveLength(1)
    expect(shares()).toEqual([])
  })

  test('is looked for in the thread, where the channel does not show it', async () => {
    world.sandbox.harm = (call) =>
      call.method === 'chat.postMessage' && call.earlier === 1 ? harms.acceptThenCut : undefined
    await digest()
    await world.run(HOUR, worker)
    expect(thread()).toEqual(['details', '一覧'])
    expect(world.posts()).toHaveLength(2)
    expect(world.calls('conversations.replies').length).toBeGreaterThan(0)
  })

  test('and was sent twice, is removed once', async () => {
    world.sandbox.harm = (call) =>
      call.method === 'chat.postMessage' && call.earlier === 1 ? harms.visibleLate(GRACE + 60_000) : undefined
    await digest()
    await world.run(2 * HOUR, worker)
    await worker.removeLateCopies(world.clock.now())
    expect(thread().filter((text) => text === 'details')).toHaveLength(1)
  })
})

describe('a CSV', () => {
  test.each([
    ['a cut connection though it was accepted', harms.acceptThenCut, 1],
    ['a cut connection', harms.cut, 0],
    ['500', harms.fail(500), 0],
    ['fatal_error though it was accepted', harms.acceptThenRefuse('fatal_error'), 1],
  ])('whose sharing is answered by %s is never shared again, and somebody is told', async (_name, harm, there) => {
    world.sandbox.harm = first('files.completeUploadExternal', harm)
    const { file } = await digest()
    await world.run(3 * HOUR, worker)
    expect(shares()).toHaveLength(1)
    expect(thread().filter((title) => title === '一覧')).toHaveLength(there)
    expect(await world.row(file)).toMatchObject({ state: 'parked', reason: expect.stringMatching(/^unconfirmed:/) })
    expect(world.parked.map(({ id }) => id)).toEqual([file])
  })

  test('is not shared again after its process died in the middle of it', async () => {
    const { file } = await digest()
    let dies = (): void => {}
    const dead = new Promise<true>((resolve) => {
      dies = () => resolve(true)
    })
    const shareNever = () => {
      dies()
      return new Promise<never>(() => {})
    }
    const dying = world.newWorker({
      composer: {
        compose: async (delivery) => {
          const composed = await compose(delivery)
          return composed?.share === undefined ? composed : { ...composed, share: shareNever }
        },
      },
    })
    while (!(await Promise.race([dead, dying.drain().then(() => false)]))) world.clock.set(world.clock.now() + 1_000)
    expect(await world.row(file)).toMatchObject({ state: 'sending' })
    await world.run(LEASE + GRACE + HOUR, worker)
    expect(shares()).toEqual([])
    expect(await world.row(file)).toMatchObject({ state: 'parked', reason: 'unconfirmed:interrupted' })
  })

  test.each([
    ['the place for its bytes', 'files.getUploadURLExternal'],
    ['its bytes', 'upload'],
  ])('is tried again where only the way there failed: %s', async (_name, method) => {
    world.sandbox.harm = first(method, harms.cut)
    await digest()
    await world.run(HOUR, worker)
    expect(thread()).toEqual(['details', '一覧'])
    expect(shares()).toHaveLength(1)
  })

  test('waits as long as a 429 says, and is shared then', async () => {
    world.sandbox.harm = first('files.completeUploadExternal', harms.rateLimited(30))
    await digest()
    await world.run(20_000, worker)
    expect(thread()).toEqual(['details'])
    await world.run(30_000, worker)
    expect(thread()).toEqual(['details', '一覧'])
  })
})
