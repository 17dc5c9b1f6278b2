import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Delivery } from '../../src/domain/delivery.js'
import { DAY_MS, HOUR, MINUTE } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { CHANNELS, harms, PEOPLE, renderMessage } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { otherWorker } from './app-worker.js'
import { mustFail } from './fault.js'

vi.setConfig({ testTimeout: 60_000 })

let test_: TestApp
beforeEach(async () => {
  test_ = await startTestApp()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await test_.close()
})

const LINES = ['月白精機 クロスセル 経費 #定例 紙のまま', '霧笛倉庫 アップセル 経費 #定例 席が足りない']
const NEXT_DAY = TUESDAY_AT_TEN + DAY_MS
const { notices } = messagesFor('ja')

const deliveries = (purpose?: string): Promise<readonly Delivery[]> =>
  test_.store.read(async (tx) => {
    const rows = await tx.deliveries.list({ limit: 500 })
    return purpose === undefined ? rows : rows.filter((row) => row.purpose === purpose)
  })

/** What was posted for deliveries of a purpose, in words. */
async function posted(purpose: string): Promise<string[]> {
  const ids = (await deliveries(purpose)).filter(({ ts }) => ts !== null).map(({ channel, ts }) => ({ channel, ts }))
  return ids.map(({ channel, ts }) => {
    const message = test_.sandbox.workspace.messages.get({ channel: channel ?? '', ts: ts ?? '' })
    return renderMessage(test_.sandbox.workspace, message).join('\n')
  })
}

describe('F14 somebody acts between the claim and the call', () => {
  /** Two hand-overs fall due; the moment the batch is claimed, something is done about the first. */
  async function check(line: string, who: 'suzuki' | 'tanaka', workerOf = async () => test_.app.worker) {
    for (const one of LINES) await handedOver(test_, `${one} @suzuki`)
    const worker = await workerOf()
    test_.clock.set(NEXT_DAY)
    const { queue } = test_.app.store
    const claim = queue.claim
    let acted = false
    vi.spyOn(queue, 'claim').mockImplementation(async (...args) => {
      const claimed = await claim(...args)
      if (acted || !claimed.some(({ purpose }) => purpose === 'nudge')) return claimed
      acted = true
      await test_.csql(who, line)
      return claimed
    })
    const before = test_.sandbox.calls.length
    await test_.app.scheduler.tick()
    await worker.drain()
    expect(acted).toBe(true)
    // As it was posted: what is done about it later is struck through in place.
    const calls = test_.sandbox.calls.slice(before).filter(({ method }) => method === 'chat.postMessage')
    const nudges = JSON.stringify(calls.filter(({ args }) => args['channel'] === PEOPLE.suzuki)[0]?.args)
    expect(nudges).toContain('CSQL-2')
    expect(nudges).not.toContain('CSQL-1')
  }

  test.each([
    ['accept', 'accept 1', 'suzuki'],
    ['reassign', 'assign 1 @watanabe', 'tanaka'],
    ['snooze', 'snooze 1 明後日', 'suzuki'],
  ] as const)('F14 nothing is sent about it: %s', (_what, line, who) => check(line, who))

  test('F14 words made at the claim are out of date', async () => {
    const early = () =>
      otherWorker(test_, ({ queue, composer }) => {
        const made = new Map<string, ReturnType<typeof composer.compose>>()
        return {
          queue: {
            ...queue,
            claim: async (...args) => {
              // Composed before anybody, the check included, gets to act.
              const due = await deliveries('nudge')
              for (const one of due)
                if (!made.has(one.id)) made.set(one.id, Promise.resolve(await composer.compose(one)))
              return queue.claim(...args)
            },
          },
          composer: { compose: (delivery) => made.get(delivery.id) ?? composer.compose(delivery) },
        }
      })
    await mustFail(() => check('accept 1', 'suzuki', early))
  })
})

/** Hand-overs that wait for their AE's opening in the morning, which it is now. */
async function owedInTheMorning(who: readonly string[]): Promise<void> {
  test_.clock.set(TUESDAY_AT_TEN + 10 * HOUR)
  for (const [n, ae] of who.entries()) await handedOver(test_, `${n}号商事 アップセル 経費 #定例 席が足りない @${ae}`)
  test_.clock.set(TUESDAY_AT_TEN + 23 * HOUR)
}

describe('F26 the token is revoked while messages go out', () => {
  const health = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${test_.app.port}/healthz`)).json()

  async function check(): Promise<void> {
    await owedInTheMorning(['suzuki', 'watanabe', 'pat', 'suzuki', 'watanabe', 'suzuki'])
    let good = 2
    test_.sandbox.harm = ({ method }) => {
      if (method === 'chat.postMessage') good -= 1
      if (good < 0) test_.sandbox.workspace.tokenRefused = 'token_revoked'
      return undefined
    }
    const before = test_.calls('chat.postMessage')
    for (let n = 0; n < 8; n += 1) {
      await test_.settle()
      test_.clock.set(test_.clock.now() + 16 * MINUTE)
    }
    // Those that were on their way when it happened.
    expect(test_.calls('chat.postMessage') - before).toBeLessThanOrEqual(5)
    expect(await health()).toMatchObject({ suspended: 1 })
    expect(test_.log.filter((line) => line.includes('token_revoked')).length).toBeGreaterThan(0)
    expect((await deliveries()).filter(({ state }) => state === 'parked')).toEqual([])
  }

  test('F26 it stops, says why, and goes on where it stopped', async () => {
    await check()
    test_.sandbox.harm = undefined
    test_.sandbox.workspace.tokenRefused = null
    await test_.app.store.workspaces.suspend(test_.app.workspaceId, false)
    test_.clock.set(test_.clock.now() + HOUR)
    await test_.settle()
    expect(await posted('handover')).toHaveLength(5)
    // By now it is night in New York.
    test_.clock.set(test_.clock.now() + 13 * HOUR)
    await test_.settle()
    expect(await posted('handover')).toHaveLength(6)
    expect(
      test_.sandbox.calls.filter(({ method, accepted }) => method === 'chat.postMessage' && accepted),
    ).toHaveLength(6)
    expect(await health()).toMatchObject({ suspended: 0 })
  })

  test('F26 an uninstalled app stops too, and says so', async () => {
    await owedInTheMorning(['suzuki'])
    expect((await test_.sandbox.uninstall()).status).toBe(200)
    await test_.settle()
    expect(await posted('handover')).toEqual([])
    expect(await health()).toMatchObject({ suspended: 1 })
    expect(test_.log.some((line) => line.includes('taken out'))).toBe(true)
  })

  test('F26 a workspace that is not suspended goes on calling', async () => {
    vi.spyOn(test_.app.store.workspaces, 'suspend').mockResolvedValue()
    await mustFail(check)
  })
})

describe('F27 a recipient who cannot be reached', () => {
  /** Two deliveries to the same dead end: both parked, the manager told once. */
  async function check(purpose: string, reason: string, why: string, worker = test_.app.worker): Promise<void> {
    await worker.drain()
    for (let n = 0; n < 3; n += 1) {
      await test_.settle()
      await worker.drain()
      test_.clock.set(test_.clock.now() + 2 * MINUTE)
    }
    const parked = (await deliveries(purpose)).filter(({ state }) => state === 'parked')
    expect(parked.map((one) => one.reason)).toEqual(parked.map(() => reason))
    expect(parked.length).toBeGreaterThan(0)
    const told = (await posted('trouble')).filter((words) => words.includes(why))
    expect([told.length, await deliveries('trouble')]).toMatchObject([1, [{ state: 'sent' }]])
  }

  async function deactivated(): Promise<void> {
    await owedInTheMorning(['suzuki', 'suzuki'])
    await test_.sandbox.changePerson(PEOPLE.suzuki, { deleted: true })
  }

  test('F27 a deactivated AE: Slack would take it in silence, we do not', async () => {
    await deactivated()
    await check('handover', 'user_deactivated', notices.troubleReasons.person_gone)
    expect(test_.as('suzuki').inbox()).toEqual([])
  })

  test('F27 an archived channel: the digest is parked', async () => {
    await test_.store.transaction(async (tx) => {
      const settings = await tx.settings.get()
      await tx.settings.put({ ...settings, digest: { ...settings.digest, channelId: CHANNELS.csSales } }, null, 0)
    })
    await handedOver(test_, LINES[0])
    Object.assign(test_.sandbox.workspace.conversation(CHANNELS.csSales) ?? {}, { is_archived: true })
    for (const week of [7, 14]) {
      test_.clock.set(TUESDAY_AT_TEN + week * DAY_MS)
      await test_.app.scheduler.tick()
      await test_.settle()
    }
    await check('digest', 'is_archived', notices.troubleReasons.channel_gone)
  })

  test('F27 a closed direct message: the hand-over is parked', async () => {
    await owedInTheMorning(['suzuki', 'suzuki'])
    test_.sandbox.harm = ({ method, args }) =>
      method === 'chat.postMessage' && args['channel'] === PEOPLE.suzuki
        ? harms.refuse('messages_tab_disabled')
        : undefined
    await check('handover', 'messages_tab_disabled', notices.troubleReasons.messages_off)
  })

  test('F27 an ambiguous digest whose channel may not be read says that nobody can tell', async () => {
    await test_.store.transaction(async (tx) => {
      const settings = await tx.settings.get()
      await tx.settings.put({ ...settings, digest: { ...settings.digest, channelId: CHANNELS.csSales } }, null, 0)
    })
    await handedOver(test_, LINES[0])
    test_.sandbox.harm = ({ method, args }) => {
      if (args['channel'] !== CHANNELS.csSales) return undefined
      return method === 'conversations.history' ? harms.refuse('missing_scope') : harms.acceptThenCut
    }
    test_.clock.set(TUESDAY_AT_TEN + 7 * DAY_MS)
    await test_.app.scheduler.tick()
    await test_.app.worker.drain()
    test_.clock.set(test_.clock.now() + 3 * MINUTE)
    await check('digest', 'unconfirmed:missing_scope', notices.troubleReasons.uncertain)
    expect(test_.calls('chat.postMessage')).toBe(
      (await posted('trouble')).length + (await posted('handover')).length + 1,
    )
  })

  test('F27 where the check of who is reachable is gone, nobody hears of it', async () => {
    await deactivated()
    const worker = await otherWorker(test_, ({ composer }) => ({
      composer: { compose: (delivery) => composer.compose(delivery).catch(() => null) },
    }))
    await mustFail(() => check('handover', 'user_deactivated', notices.troubleReasons.person_gone, worker))
  })
  test('F27 where nobody is told, the check sees it', async () => {
    await deactivated()
    const worker = await otherWorker(test_, () => ({ onParked: async () => {} }))
    await mustFail(() => check('handover', 'user_deactivated', notices.troubleReasons.person_gone, worker))
  })
})
