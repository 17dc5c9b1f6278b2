import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LEASE } from '../../src/domain/delivery.js'
import { PostFailed } from '../../src/domain/errors.js'
import { CHANNELS, harms, PEOPLE } from '../../src/sandbox/index.js'
import { GRACE, HOME, OTHER, World } from './delivery-world.js'

let world: World
beforeEach(async () => {
  world = await World.open()
})
afterEach(() => world.close())

const { suzuki, sato, watanabe } = PEOPLE

/** Only where no answer comes is it given up soon. */
const impatientFor = (name: string) => {
  world.impatient = name === 'never answered'
}

/** Strikes the first `n` posts (to that channel, if one is named), and spares the others. */
function strikePosts(harm: ReturnType<typeof harms.fail>, { n = 1, channel }: { n?: number; channel?: string } = {}) {
  let left = n
  world.sandbox.harm = ({ method, args }) => {
    if (method !== 'chat.postMessage' || left === 0 || (channel !== undefined && args['channel'] !== channel)) return
    left -= 1
    return harm
  }
}

/** A DM is known once something was sent there. */
async function acquainted(person: string): Promise<void> {
  await world.enqueue({ to: person, text: 'はじめまして' })
  await world.run(1000)
}

describe('a delivery', () => {
  test('is sent once, and its row says where', async () => {
    const id = await world.enqueue({ to: suzuki, text: '受け取ってください' })
    await world.run(5 * 60_000)
    expect(world.said(suzuki)).toEqual(['受け取ってください'])
    const { channel, ts } = await world.row(id)
    expect(await world.row(id)).toMatchObject({ state: 'sent', attempts: 1, reason: null, sentAt: expect.any(Number) })
    expect(world.sandbox.workspace.messages.find({ channel: channel ?? '', ts: ts ?? '' })?.text).toBe(
      '受け取ってください',
    )
  })

  test('is not sent before its time', async () => {
    await world.enqueue({ to: suzuki, at: world.clock.now() + 3000 })
    await world.run(2999)
    expect(world.said(suzuki)).toEqual([])
    await world.run(1)
    expect(world.said(suzuki)).toHaveLength(1)
  })

  test('what was decided between claim and send is left out', async () => {
    const id = await world.enqueue({ to: suzuki, text: 'まだです' })
    const { queue } = world.store
    const claim: typeof queue.claim = async (...args) => {
      const claimed = await queue.claim(...args)
      if (claimed.length > 0) world.texts.set(id, null)
      return claimed
    }
    await world.newWorker({ queue: { ...queue, claim } }).drain()
    expect(world.posts()).toEqual([])
    expect(await world.row(id)).toMatchObject({ state: 'skipped' })
  })

  test('what was decided while a message waited its turn shows in it', async () => {
    await world.enqueue({ to: suzuki })
    const second = await world.enqueue({ to: suzuki, text: '未決' })
    await world.worker.drain()
    world.texts.set(second, '受諾済み')
    await world.run(1000)
    expect(world.said(suzuki).at(-1)).toBe('受諾済み')
  })

  test('order within a channel is kept', async () => {
    await acquainted(suzuki)
    const wanted = Array.from({ length: 6 }, (_, n) => `${n}`)
    let n = 0
    world.sandbox.harm = ({ method }) => {
      if (method !== 'chat.postMessage') return
      n += 1
      return { 2: harms.rateLimited(7), 4: harms.acceptThenCut, 6: harms.cut, 8: harms.rateLimited(null) }[n]
    }
    for (const text of wanted.slice(0, 4)) await world.enqueue({ to: suzuki, text })
    await world.run(2000)
    // Held by the 429: what comes now does not go past what waits.
    for (const text of wanted.slice(4)) await world.enqueue({ to: suzuki, text })
    await world.run(10 * 60_000)
    expect(world.said(suzuki).slice(1)).toEqual(wanted)
  })

  test('that cannot be composed holds up nobody else, and is given up in the end', async () => {
    const broken = await world.enqueue({ to: suzuki })
    const fine = await world.enqueue({ to: sato })
    const worker = world.newWorker({
      composer: {
        compose: async (delivery) => {
          if (delivery.id === broken) throw new TypeError('broken')
          return world.compose(delivery)
        },
      },
    })
    await world.run(3 * 3_600_000, worker)
    expect(await world.row(fine)).toMatchObject({ state: 'sent' })
    expect(await world.row(broken)).toMatchObject({ state: 'parked', reason: 'not_composed' })
    expect(world.parked).toHaveLength(1)
  })
})

const ACCEPTED = [
  ['cut', harms.acceptThenCut],
  ['answered by 500', harms.acceptThenFail(500)],
  ['answered by 503', harms.acceptThenFail(503)],
  ['answered by internal_error', harms.acceptThenRefuse('internal_error')],
  ['answered by fatal_error', harms.acceptThenRefuse('fatal_error')],
  ['never answered', harms.hang(true)],
] as const
const NOT_ACCEPTED = [
  ['cut', harms.cut],
  ['answered by 500', harms.fail(500)],
  ['answered by 503', harms.fail(503)],
  ['answered by internal_error', harms.refuse('internal_error')],
  ['never answered', harms.hang(false)],
] as const

describe('after an ambiguous answer', () => {
  test.each(ACCEPTED)('an accepted post whose answer was lost is not sent again: %s', async (name, harm) => {
    await acquainted(suzuki)
    for (const to of [suzuki, CHANNELS.csSales]) {
      strikePosts(harm)
      const before = world.posts().length
      const id = await world.enqueue({ to, text: `${to} へ` })
      impatientFor(name)
      await world.run(GRACE - 1000)
      impatientFor('')
      expect(await world.row(id)).toMatchObject({ state: 'unknown' })
      expect(world.posts()).toHaveLength(before + 1)
      await world.run(3_600_000)
      expect(await world.row(id)).toMatchObject({ state: 'sent', reason: null, attempts: 1 })
      expect(world.posts()).toHaveLength(before + 1)
      const { channel, ts } = await world.row(id)
      expect(world.sandbox.workspace.messages.find({ channel: channel ?? '', ts: ts ?? '' })?.text).toBe(`${to} へ`)
    }
    expect(world.worker.stats()).toMatchObject({ unknown: 2, found: 2, unseen: 0 })
  })

  test.each(NOT_ACCEPTED)(
    'a time-out that was not accepted is sent once after the grace time: %s',
    async (name, harm) => {
      await acquainted(suzuki)
      for (const to of [suzuki, CHANNELS.csSales]) {
        strikePosts(harm)
        const before = world.posts().length
        await world.enqueue({ to, text: `${to} へ` })
        impatientFor(name)
        await world.run(GRACE - 1000)
        impatientFor('')
        expect(world.posts()).toHaveLength(before + 1)
        await world.run(3000)
        expect(world.said(to).filter((text) => text === `${to} へ`)).toHaveLength(1)
        await world.run(3_600_000)
        expect(world.said(to).filter((text) => text === `${to} へ`)).toHaveLength(1)
        expect(world.posts()).toHaveLength(before + 2)
      }
    },
  )

  test('an accepted message that shows late, within the grace time, is not doubled', async () => {
    strikePosts(harms.visibleLate(GRACE - 1000))
    await world.enqueue({ to: CHANNELS.csSales, purpose: 'digest' })
    await world.run(3_600_000)
    expect(world.posts()).toHaveLength(1)
  })

  test('one that shows later still is found and removed, also by a worker started meanwhile', async () => {
    strikePosts(harms.visibleLate(5 * 60_000))
    const id = await world.enqueue({ to: CHANNELS.csSales, purpose: 'digest', text: '週報' })
    await world.run(3 * 60_000)
    expect(world.said(CHANNELS.csSales)).toEqual(['週報', '週報'])
    const worker = world.newWorker()
    for (let minute = 0; minute < 15; minute += 1) {
      await world.run(60_000, worker)
      await worker.removeLateCopies(world.clock.now())
    }
    expect(world.said(CHANNELS.csSales)).toEqual(['週報'])
    const { ts } = await world.row(id)
    expect(world.sandbox.workspace.messages.in(CHANNELS.csSales)[0]?.ts).toBe(ts)
    expect(worker.stats()).toMatchObject({ copiesRemoved: 1 })
  })

  test.each([
    ['accepted', harms.acceptThenCut],
    ['not accepted', harms.cut],
  ])('the first message ever to somebody, %s, stands there once in the end', async (_name, harm) => {
    strikePosts(harm)
    const id = await world.enqueue({ to: suzuki, text: '引き継ぎ' })
    await world.run(GRACE + 10_000)
    expect(world.said(suzuki)).toEqual(['引き継ぎ'])
    const { channel, ts, state } = await world.row(id)
    expect(state).toBe('sent')
    expect(world.sandbox.workspace.messages.in(channel ?? '')[0]?.ts).toBe(ts)
  })

  test('the first message ever to somebody deactivated meanwhile is not doubtful for ever', async () => {
    strikePosts(harms.acceptThenCut)
    const id = await world.enqueue({ to: suzuki })
    await world.worker.drain()
    const compose = () => Promise.reject(new PostFailed({ outcome: 'permanent', reason: 'user_deactivated' }))
    await world.run(3_600_000, world.newWorker({ composer: { compose } }))
    expect(await world.row(id)).toMatchObject({ state: 'parked', reason: 'unconfirmed:user_deactivated' })
  })

  test('where history may not be read it is not sent again, and a manager is told once', async () => {
    strikePosts(harms.acceptThenCut)
    const strike = world.sandbox.harm
    world.sandbox.harm = (call) =>
      call.method === 'conversations.history' ? harms.refuse('missing_scope') : strike?.(call)
    const id = await world.enqueue({ to: CHANNELS.csSales, purpose: 'digest' })
    await world.run(3_600_000)
    expect(world.posts()).toHaveLength(1)
    expect(await world.row(id)).toMatchObject({ state: 'parked', reason: 'unconfirmed:missing_scope' })
    expect(world.parked.map((delivery) => delivery.id)).toEqual([id])
  })

  test('history that cannot be read for a while is asked again, and nothing is sent meanwhile', async () => {
    strikePosts(harms.acceptThenCut)
    const strike = world.sandbox.harm
    let refusals = 4
    world.sandbox.harm = (call) => {
      if (call.method !== 'conversations.history' || refusals === 0) return strike?.(call)
      refusals -= 1
      return [harms.fail(500), harms.rateLimited(30), harms.cut, harms.refuse('internal_error')][refusals]
    }
    const id = await world.enqueue({ to: CHANNELS.csSales })
    await world.run(3_600_000)
    expect(refusals).toBe(0)
    expect(world.posts()).toHaveLength(1)
    expect(await world.row(id)).toMatchObject({ state: 'sent' })
  })

  test('a message that Slack never answers well for is given up at last, and others go on', async () => {
    await acquainted(suzuki)
    const poison = await world.enqueue({ to: suzuki, text: '毒' })
    const after = await world.enqueue({ to: suzuki, text: 'その次' })
    world.sandbox.harm = ({ method, args }) =>
      method === 'chat.postMessage' && args['text'] === '毒' ? harms.fail(500) : undefined
    await world.run(60 * 60_000)
    expect(await world.row(poison)).toMatchObject({ state: expect.stringMatching(/pending|unknown/) })
    await world.run(60 * 60_000)
    expect(await world.row(poison)).toMatchObject({ state: 'parked', reason: 'unseen:http_500' })
    expect(await world.row(after)).toMatchObject({ state: 'sent' })
  })
})

describe('a 429', () => {
  test.each([
    ['30', 30],
    [null, 30],
    ['soon', 30],
    ['-5', 30],
    ['86400', 900],
  ])('a 429 holds only that channel: Retry-After %s', async (header, seconds) => {
    strikePosts(harms.rateLimited(header), { channel: CHANNELS.csSales })
    const id = await world.enqueue({ to: CHANNELS.csSales })
    await world.enqueue({ to: suzuki })
    await world.worker.drain()
    expect(world.said(suzuki)).toHaveLength(1)
    await world.enqueue({ to: CHANNELS.csSales })
    await world.enqueue({ to: sato })
    await world.run(seconds * 1000 - 1)
    expect(world.said(sato)).toHaveLength(1)
    expect(world.said(CHANNELS.csSales)).toHaveLength(0)
    await world.run(2000)
    expect(world.said(CHANNELS.csSales)).toHaveLength(2)
    expect(await world.row(id)).toMatchObject({ state: 'sent', attempts: 1 })
  })
})

test('a 429 holds what was planned for meanwhile too', async () => {
  await world.enqueue({ to: suzuki, at: world.clock.now() + 5000, text: '前から予定' })
  strikePosts(harms.rateLimited(30))
  await world.enqueue({ to: suzuki, text: '今' })
  await world.run(29_999)
  expect(world.posts()).toHaveLength(1)
  await world.run(2000)
  expect(world.said(suzuki)).toHaveLength(2)
})

describe('what Slack refuses for good', () => {
  test.each(['channel_not_found', 'is_archived', 'restricted_action', 'messages_tab_disabled'])(
    'a permanent error parks and tells once: %s',
    async (code) => {
      world.sandbox.harm = () => harms.refuse(code)
      const id = await world.enqueue({ to: suzuki })
      await world.run(3_600_000)
      await world.run(3_600_000, world.newWorker())
      expect(world.posts()).toHaveLength(1)
      expect(await world.row(id)).toMatchObject({ state: 'parked', reason: code, attempts: 1 })
      expect(world.parked).toMatchObject([{ id, state: 'parked', reason: code }])
    },
  )

  test('an archived channel and a deactivated person stop nobody else', async () => {
    Object.assign(world.sandbox.workspace.conversation(CHANNELS.csSales) ?? {}, { is_archived: true })
    await world.enqueue({ to: CHANNELS.csSales, purpose: 'digest' })
    const gone = await world.enqueue({ to: watanabe })
    await world.enqueue({ to: suzuki })
    const worker = world.newWorker({
      composer: {
        // Slack takes a post to a deactivated person and says nothing.
        compose: async (delivery) => {
          if (delivery.id === gone) throw new PostFailed({ outcome: 'permanent', reason: 'user_deactivated' })
          return world.compose(delivery)
        },
      },
    })
    await world.run(60_000, worker)
    expect(world.parked).toMatchObject([
      { recipient: watanabe, reason: 'user_deactivated' },
      { recipient: CHANNELS.csSales, reason: 'is_archived' },
    ])
    expect(world.said(suzuki)).toHaveLength(1)
  })

  test('that nobody can be told is logged, and the row is parked all the same', async () => {
    world.sandbox.harm = () => harms.refuse('is_archived')
    const id = await world.enqueue({ to: suzuki })
    const worker = world.newWorker({ onParked: () => Promise.reject(new Error('full')) })
    await worker.drain()
    expect(await world.row(id)).toMatchObject({ state: 'parked' })
    expect(world.log.lines.map(({ message }) => message)).toContain(
      'nobody could be told of a delivery that cannot be made',
    )
  })
})

describe('a workspace without a token', () => {
  test('nothing is sent for a suspended workspace', async () => {
    await world.store.workspaces.suspend(HOME, true)
    await world.enqueue({ to: suzuki })
    await world.enqueue({ to: sato, workspaceId: OTHER })
    await world.run(3_600_000)
    expect(world.said(suzuki)).toEqual([])
    expect(world.said(sato)).toHaveLength(1)
  })

  test.each(['token_revoked', 'account_inactive'])('%s stops it at once, and loses nothing', async (code) => {
    for (const to of Object.values(PEOPLE)) await world.enqueue({ to })
    world.sandbox.workspace.tokenRefused = code
    await world.run(3_600_000)
    expect(world.posts().length).toBeLessThanOrEqual(16)
    expect(new Set(world.revoked)).toEqual(new Set([HOME]))
    expect(world.parked).toEqual([])
    const called = world.posts().length
    world.sandbox.workspace.tokenRefused = null
    await world.run(3_600_000)
    expect(world.posts()).toHaveLength(called)
    await world.store.workspaces.suspend(HOME, false)
    await world.run(3_600_000)
    for (const to of Object.values(PEOPLE)) expect(world.said(to)).toHaveLength(1)
  })
})

test('after an hour away the backlog goes once, in order', async () => {
  await acquainted(suzuki)
  world.away = true
  const wanted: string[] = []
  for (let minute = 0; minute < 60; minute += 1) {
    wanted.push(`${minute}`)
    await world.enqueue({ to: suzuki, text: `${minute}` })
    await world.run(60_000)
  }
  expect(world.said(suzuki)).toHaveLength(1)
  world.away = false
  await world.run(3 * 60_000)
  expect(world.said(suzuki).slice(1)).toEqual(wanted)
  expect(world.parked).toEqual([])
  expect(await world.store.queue.counts()).toMatchObject({ pending: 0, sending: 0, unknown: 0, sent: 61 })
  expect(await world.row('d00002')).toMatchObject({ attempts: 1 })
})

test('after an hour of failures the backlog goes once, in order', async () => {
  await acquainted(suzuki)
  world.sandbox.harm = () => harms.fail(503)
  const wanted: string[] = []
  for (let minute = 0; minute < 60; minute += 10) {
    wanted.push(`${minute}`)
    await world.enqueue({ to: suzuki, text: `${minute}` })
    await world.run(10 * 60_000)
  }
  world.sandbox.harm = undefined
  await world.run(10 * 60_000)
  expect(world.said(suzuki).slice(1)).toEqual(wanted)
})

describe('an edit', () => {
  const sentOne = async () => {
    const id = await world.enqueue({ to: suzuki, text: '未決' })
    await world.run(1000)
    return id
  }
  const strikeEdits = (harm: ReturnType<typeof harms.fail>, n = 1) => {
    let left = n
    world.sandbox.harm = ({ method }) => {
      if (method !== 'chat.update' || left === 0) return
      left -= 1
      return harm
    }
  }

  test('changes the message where it stands', async () => {
    const card = await sentOne()
    const edit = await world.enqueue({ to: suzuki, purpose: 'edit', subject: card, text: '受諾済み' })
    await world.worker.drain()
    expect(world.said(suzuki)).toEqual(['受諾済み'])
    expect(world.posts()).toHaveLength(1)
    const { channel, ts } = await world.row(card)
    expect(await world.row(edit)).toMatchObject({ state: 'sent', channel, ts })
  })

  test.each([...ACCEPTED, ...NOT_ACCEPTED])(
    'is simply made again after an ambiguous answer: %s',
    async (name, harm) => {
      const card = await sentOne()
      impatientFor(name)
      strikeEdits(harm)
      await world.enqueue({ to: suzuki, purpose: 'edit', subject: card, text: '受諾済み' })
      await world.run(30_000)
      expect(world.said(suzuki)).toEqual(['受諾済み'])
      expect(world.calls('conversations.history')).toEqual([])
    },
  )

  test('that never succeeds is given up, and holds up nobody meanwhile', async () => {
    const card = await sentOne()
    strikeEdits(harms.fail(500), 1000)
    const edit = await world.enqueue({ to: suzuki, purpose: 'edit', subject: card, text: '受諾済み' })
    await world.worker.drain()
    await world.enqueue({ to: suzuki, text: '次の知らせ' })
    await world.run(2000)
    expect(world.said(suzuki)).toEqual(['未決', '次の知らせ'])
    await world.run(3 * 3_600_000)
    expect(await world.row(edit)).toMatchObject({ state: 'parked' })
    expect(world.calls('chat.update').length).toBeLessThan(20)
  })

  test('of a message that was never sent posts nothing', async () => {
    const edit = await world.enqueue({ to: suzuki, purpose: 'edit', subject: 'd00002', text: '受諾済み' })
    await world.enqueue({ to: suzuki, at: world.clock.now() + 60_000 })
    await world.worker.drain()
    expect(await world.row(edit)).toMatchObject({ state: 'skipped' })
    expect(world.sandbox.calls).toEqual([])
  })

  test('of a message that was deleted is no trouble', async () => {
    const card = await sentOne()
    const { channel, ts } = await world.row(card)
    const message = world.sandbox.workspace.messages.get({ channel: channel ?? '', ts: ts ?? '' })
    world.sandbox.workspace.messages.remove(message)
    const edit = await world.enqueue({ to: suzuki, purpose: 'edit', subject: card, text: '受諾済み' })
    await world.run(60_000)
    expect(await world.row(edit)).toMatchObject({ state: 'skipped' })
    expect(world.parked).toEqual([])
  })
})

describe('a worker that sleeps', () => {
  /** Lets Slack take the post, and gives the answer back only after so long. */
  const dozing = (ms: number, other: () => Promise<unknown> = async () => {}) =>
    world.newWorker({
      messenger: {
        ...bound(),
        post: async (input) => {
          const at = await world.messenger.post(input)
          world.clock.set(world.clock.now() + ms)
          await other()
          return at
        },
      },
    })
  const bound = () => ({
    post: world.messenger.post.bind(world.messenger),
    update: world.messenger.update.bind(world.messenger),
    find: world.messenger.find.bind(world.messenger),
    remove: world.messenger.remove.bind(world.messenger),
  })

  test('a worker that wakes after its lease writes nothing', async () => {
    const id = await world.enqueue({ to: CHANNELS.csSales })
    const worker = dozing(LEASE + 1, () => world.worker.drain())
    await worker.drain()
    expect(await world.row(id)).toMatchObject({ state: 'unknown', channel: null })
    expect(worker.stats()).toMatchObject({ sent: 0, lateAnswers: 1 })
    await world.run(GRACE + 1000)
    expect(await world.row(id)).toMatchObject({ state: 'sent' })
    expect(world.said(CHANNELS.csSales)).toHaveLength(1)
  })

  test('and within its lease writes as ever', async () => {
    const id = await world.enqueue({ to: CHANNELS.csSales })
    await dozing(LEASE - 1, () => world.worker.drain()).drain()
    expect(await world.row(id)).toMatchObject({ state: 'sent' })
  })

  test('does not begin a call that its lease would not outlast', async () => {
    const id = await world.enqueue({ to: CHANNELS.csSales })
    let dozed = false
    const worker = world.newWorker({
      composer: {
        compose: async (delivery) => {
          if (!dozed) world.clock.set(world.clock.now() + 2 * GRACE)
          if (!dozed) await world.worker.drain()
          dozed = true
          return world.compose(delivery)
        },
      },
    })
    await worker.drain()
    expect(world.posts().length).toBeLessThanOrEqual(1)
    await world.run(3_600_000)
    expect(await world.row(id)).toMatchObject({ state: 'sent' })
    expect(world.said(CHANNELS.csSales)).toHaveLength(1)
  })
})
