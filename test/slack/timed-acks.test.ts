import { setTimeout as delay } from 'node:timers/promises'
import type { App, ReceiverEvent } from '@slack/bolt'
import { beforeEach, expect, test } from 'vitest'
import { timeAcks } from '../../src/slack/timed-acks.js'
import type { RequestKind } from '../../src/usecases/ports.js'

let heard: { kind: RequestKind; ms: number | null }[]
beforeEach(() => {
  heard = []
})

/** What is heard of a request that an app answers in its own way. */
async function answered(body: Record<string, unknown>, answer: (ack: ReceiverEvent['ack']) => Promise<void>) {
  const app = { processEvent: ({ ack }: ReceiverEvent) => answer(ack) } as App
  timeAcks(app, {
    ...{ called() {}, settled() {}, copyRemoved() {}, answeredLate() {}, stepped() {} },
    ...{ committed() {}, notCommitted() {}, foundBusy() {} },
    acknowledged: (kind, ms) => heard.push({ kind, ms }),
    unacknowledged: (kind) => heard.push({ kind, ms: null }),
  })
  await app.processEvent({ body, ack: async () => {} })
}

test('a command waits until it is acknowledged, not until its work has ended', async () => {
  await answered({ command: '/csql' }, async (ack) => {
    await delay(20)
    await ack()
    await delay(120)
  })
  expect(heard).toEqual([{ kind: 'command', ms: expect.any(Number) }])
  expect(heard[0]?.ms).toBeGreaterThanOrEqual(15)
  expect(heard[0]?.ms).toBeLessThan(120)
})

test('the first acknowledgement counts', async () => {
  await answered({ command: '/csql' }, async (ack) => {
    await ack()
    await delay(60)
    await ack()
  })
  expect(heard[0]?.ms).toBeLessThan(50)
})

test('an event waits until its listeners have ended: its acknowledgement is held back', async () => {
  await answered({ type: 'event_callback' }, async (ack) => {
    await ack()
    await delay(60)
  })
  expect(heard).toEqual([{ kind: 'event', ms: expect.any(Number) }])
  expect(heard[0]?.ms).toBeGreaterThanOrEqual(55)
})

test.each<[string, Record<string, unknown>, RequestKind]>([
  ['a click', { type: 'block_actions' }, 'button'],
  ['a form', { type: 'view_submission' }, 'form'],
  ['a menu', { type: 'block_suggestion' }, 'suggestion'],
  ['a shortcut', { type: 'message_action' }, 'shortcut'],
  ['what nobody knows', { type: 'constructor' }, 'other'],
  ['what has no type', {}, 'other'],
])('%s has its kind', async (_what, body, kind) => {
  await answered(body, (ack) => ack())
  expect(heard).toEqual([{ kind, ms: expect.any(Number) }])
})

test('one that nobody acknowledges is counted, and its error goes on', async () => {
  await answered({ command: '/csql' }, async () => {})
  const failing = answered({ type: 'block_actions' }, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(heard).toEqual([
    { kind: 'command', ms: null },
    { kind: 'button', ms: null },
  ])
})
