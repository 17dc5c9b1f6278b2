import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHANNELS, harms, PEOPLE, type Sandbox } from '../../src/sandbox/index.js'
import { type clientOf, type HandClock, play, refusalOf } from './played.js'

let sandbox: Sandbox
let clock: HandClock
let client: ReturnType<typeof clientOf>

beforeEach(async () => {
  ;({ sandbox, clock, client } = await play())
})
afterEach(() => sandbox.stop())

const post = (channel: string = PEOPLE.suzuki) => client.chat.postMessage({ channel, text: 'a' })
const posted = () => sandbox.as(PEOPLE.suzuki).dm().length

test.each([
  ['accepted, then cut', harms.acceptThenCut, 'slack_webapi_request_error', 1],
  ['accepted, then 500', harms.acceptThenFail(500), 'slack_webapi_http_error', 1],
  ['accepted, then internal_error', harms.acceptThenRefuse('internal_error'), 'slack_webapi_platform_error', 1],
  ['accepted, never answered', harms.hang(true), 'slack_webapi_request_error', 1],
  ['cut', harms.cut, 'slack_webapi_request_error', 0],
  ['500', harms.fail(500), 'slack_webapi_http_error', 0],
  ['account_inactive', harms.refuse('account_inactive'), 'slack_webapi_platform_error', 0],
])('%s: the app hears an error, and the message is there or not', async (_harm, harm, code, there) => {
  sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harm : undefined)
  await expect(post()).rejects.toMatchObject({ code })
  expect(posted()).toBe(there)
  expect(sandbox.calls[0]?.accepted).toBe(there === 1)
})

test('429 carries the Retry-After that was asked for, or none', async () => {
  sandbox.harm = () => harms.rateLimited(30)
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 30 })
  sandbox.harm = () => harms.rateLimited(null)
  await expect(post()).rejects.toThrow('did not contain a valid timeout')
})

test('a slow answer is still the true one', async () => {
  sandbox.harm = () => harms.slow(50)
  const before = Date.now()
  expect(await refusalOf(post())).toBe('accepted')
  expect(Date.now() - before).toBeGreaterThanOrEqual(45)
})

test('a harm may strike one call and spare the next', async () => {
  sandbox.harm = ({ earlier }) => (earlier === 0 ? harms.fail() : undefined)
  await expect(post()).rejects.toThrow()
  expect(await refusalOf(post())).toBe('accepted')
})

test('a message that shows late is missing from history until then', async () => {
  sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harms.visibleLate(60_000) : undefined)
  await expect(post(CHANNELS.general)).rejects.toThrow()
  const seen = async () => (await client.conversations.history({ channel: CHANNELS.general })).messages?.length
  expect(await seen()).toBe(0)
  clock.pass(60_000)
  expect(await seen()).toBe(1)
})

test('Slack’s own limits, when switched on: 1 post a second a channel, others unharmed', async () => {
  const limited = await play({ limits: { burst: 1 } })
  const say = (channel: string) => limited.client.chat.postMessage({ channel, text: 'a' })
  expect(await refusalOf(say(PEOPLE.sato))).toBe('accepted')
  await expect(say(PEOPLE.sato)).rejects.toMatchObject({ retryAfter: 1 })
  expect(await refusalOf(say(PEOPLE.suzuki))).toBe('accepted')
  limited.clock.pass(1000)
  expect(await refusalOf(say(PEOPLE.sato))).toBe('accepted')
  await limited.sandbox.stop()
})
