import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { harms, PEOPLE, sampleCompany } from '../../src/sandbox/index.js'
import { createTelemetry, type Watched } from '../../src/telemetry/telemetry.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'
import { figuresOf } from './figures.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const scrape = async (app = tasuki): Promise<{ type: string | null; text: string }> => {
  const answer = await fetch(`http://127.0.0.1:${app.app.port}/metrics`)
  expect(answer.status).toBe(200)
  return { type: answer.headers.get('content-type'), text: await answer.text() }
}
const figures = async (app = tasuki) => figuresOf((await scrape(app)).text)

describe('what is measured', () => {
  test('is in the text format of Prometheus, with the program and the process', async () => {
    const { type, text } = await scrape()
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(text).toMatch(/^# HELP tasuki_build_info /m)
    const found = figuresOf(text)
    expect(found.get('tasuki_build_info', { version: '0.1.0', node: process.versions.node })).toBe(1)
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect(found.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0)
  })

  test('how long requests wait for their answer, by their kind', async () => {
    const before = await figures()
    await handedOver(tasuki)
    const found = await figures()
    const n = (kind: string) =>
      (found.get('tasuki_slack_request_seconds_count', { kind }) ?? 0) -
      (before.get('tasuki_slack_request_seconds_count', { kind }) ?? 0)
    expect([n('command'), n('button'), n('form')]).toEqual([1, 1, 1])
    expect(found.get('tasuki_slack_request_seconds_sum', { kind: 'command' })).toBeGreaterThan(0)
    expect(found.get('tasuki_slack_requests_unacknowledged_total', { kind: 'command' })).toBeUndefined()
  })

  test('what came of deliveries, by purpose, and how late they were', async () => {
    await handedOver(tasuki)
    const found = await figures()
    expect(found.get('tasuki_deliveries_settled_total', { state: 'sent', purpose: 'handover' })).toBe(1)
    expect(found.get('tasuki_deliveries_settled_total', { state: 'parked', purpose: 'handover' })).toBe(0)
    expect(found.get('tasuki_delivery_lag_seconds_count', { purpose: 'handover' })).toBe(1)
    expect(found.get('tasuki_delivery_lag_seconds_bucket', { purpose: 'handover', le: '1' })).toBe(1)
  })

  test('the lag counts from when it was due, though it was put back meanwhile', async () => {
    let refusals = 0
    tasuki.sandbox.harm = ({ method }) => {
      if (method !== 'chat.postMessage' || refusals === 2) return undefined
      refusals += 1
      return harms.rateLimited(30)
    }
    await handedOver(tasuki)
    for (let n = 0; n < 3; n += 1) {
      expect((await figures()).get('tasuki_deliveries_oldest_due_seconds')).toBe(n < 2 ? n * 31 : 0)
      await tasuki.clock.advance(31_000)
      await tasuki.app.worker.drain()
    }
    const found = await figures()
    expect(found.get('tasuki_delivery_lag_seconds_sum', { purpose: 'handover' })).toBe(62)
    expect(found.get('tasuki_deliveries_settled_total', { state: 'pending', purpose: 'handover' })).toBe(2)
    expect(found.get('tasuki_slack_errors_total', { method: 'chat.postMessage', code: 'ratelimited' })).toBe(2)
  })

  test('what could not be delivered, and why Slack refused it', async () => {
    tasuki.sandbox.harm = ({ method, earlier }) =>
      method === 'chat.postMessage' && earlier === 0 ? harms.refuse('user_not_found') : undefined
    await handedOver(tasuki)
    const found = await figures()
    expect(found.get('tasuki_deliveries', { state: 'parked', purpose: 'handover' })).toBe(1)
    expect(found.get('tasuki_deliveries_settled_total', { state: 'parked', purpose: 'handover' })).toBe(1)
    expect(found.get('tasuki_slack_errors_total', { method: 'chat.postMessage', code: 'user_not_found' })).toBe(1)
    expect(found.get('tasuki_slack_call_seconds_count', { method: 'chat.postMessage' })).toBeGreaterThan(0)
  })

  test('copies that were removed', async () => {
    tasuki.sandbox.harm = ({ method, earlier }) =>
      method === 'chat.postMessage' && earlier === 0 ? harms.visibleLate(200_000) : undefined
    await handedOver(tasuki)
    expect((await figures()).get('tasuki_delivery_copies_removed_total')).toBe(0)
    for (let n = 0; n < 20; n += 1) {
      await tasuki.clock.advance(31_000)
      await tasuki.app.worker.drain()
      await tasuki.app.worker.removeLateCopies(tasuki.clock.now())
    }
    expect((await figures()).get('tasuki_delivery_copies_removed_total')).toBe(1)
  })

  test('what the scheduler does, and when each step last did it', async () => {
    expect((await figures()).get('tasuki_scheduler_last_tick_timestamp_seconds')).toBe(0)
    await tasuki.app.scheduler.tick()
    const found = await figures()
    const at = tasuki.clock.now() / 1000
    expect(found.get('tasuki_scheduler_last_tick_timestamp_seconds')).toBe(at)
    expect(found.get('tasuki_scheduler_step_last_success_timestamp_seconds', { step: 'digest' })).toBe(at)
    expect(found.get('tasuki_scheduler_step_seconds_count', { step: 'digest' })).toBe(1)
    expect(found.get('tasuki_scheduler_step_failures_total', { step: 'digest' })).toBeUndefined()
  })

  test('what the database commits', async () => {
    const units = async () => (await figures()).get('tasuki_database_units_committed_total') ?? 0
    const before = await units()
    await tasuki.store.transaction(async () => {})
    await tasuki.store.transaction(() => Promise.reject(new Error('changed its mind'))).catch(() => {})
    expect(await units()).toBe(before + 1)
    expect((await figures()).get('tasuki_database_commits_failed_total')).toBe(0)
  })

  test('a workspace to which nothing is sent', async () => {
    await tasuki.app.store.workspaces.suspend(tasuki.app.workspaceId, true)
    expect((await figures()).get('tasuki_workspaces_suspended')).toBe(1)
  })
})

test('neither names nor ids of people, nor what they typed, nor a token is told', async () => {
  await handedOver(tasuki)
  tasuki.sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harms.refuse('is_archived') : undefined)
  await tasuki.csql('suzuki', 'accept 1')
  await tasuki.settle()
  const { text } = await scrape()
  const people = await tasuki.store.read((tx) => tx.people.all())
  const accounts = await tasuki.store.read((tx) => tx.accounts.names())
  const secret = [
    ...people.flatMap(({ id, name, slackUserId }) => [id, name, slackUserId ?? '']),
    ...accounts.flatMap(({ id, name }) => [id, name]),
    ...[tasuki.app.workspaceId, sampleCompany.bot.token, sampleCompany.signing_secret, PEOPLE.suzuki, '経費'],
  ].filter((word) => word.length > 1)
  expect(secret.length).toBeGreaterThan(20)
  expect(secret.filter((word) => text.includes(word))).toEqual([])
})

test('two programs in one process are told apart', async () => {
  const other = await startTestApp()
  try {
    await handedOver(tasuki)
    const sent = { state: 'sent', purpose: 'handover' }
    expect((await figures()).get('tasuki_deliveries_settled_total', sent)).toBe(1)
    expect((await figures(other)).get('tasuki_deliveries_settled_total', sent)).toBe(0)
  } finally {
    await other.close()
  }
})

test('what cannot be read is left out and counted, and hides nothing else', async () => {
  const telemetry = createTelemetry('1.2.3')
  const watched: Watched = {
    now: () => 5000,
    notSent: () => Promise.reject(new Error('the disk is gone')),
    oldestDue: async () => 2000,
    lastTickAt: () => 4000,
    lastSuccess: () => ({ nudges: 4000, digest: null }),
    suspended: async () => 0,
  }
  telemetry.watch(watched)
  const found = figuresOf((await telemetry.expose()).text)
  expect(found.get('tasuki_scrape_failures_total')).toBe(1)
  expect(found.get('tasuki_deliveries_oldest_due_seconds')).toBe(3)
  expect(found.get('tasuki_scheduler_step_last_success_timestamp_seconds', { step: 'digest' })).toBe(0)
})

test('a state in which nothing is any more is not shown as it was', async () => {
  const telemetry = createTelemetry('1.2.3')
  let n = 3
  telemetry.watch({
    now: () => 0,
    notSent: async () => (n === 0 ? [] : [{ state: 'parked', purpose: 'digest', n }]),
    oldestDue: async () => null,
    lastTickAt: () => null,
    lastSuccess: () => ({}),
    suspended: async () => 0,
  })
  const parked = async () =>
    figuresOf((await telemetry.expose()).text).get('tasuki_deliveries', { state: 'parked', purpose: 'digest' })
  expect(await parked()).toBe(3)
  n = 0
  expect(await parked()).toBeUndefined()
})
