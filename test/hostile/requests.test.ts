import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sampleCompany, signatureHeaders } from '../../src/sandbox/index.js'
import { createSlackEndpoint } from '../../src/slack/slack-endpoint.js'
import { startTestApp, type TestApp } from '../support/app.js'
import { posted } from './posted.js'
import { send } from './signed.js'

vi.setConfig({ testTimeout: 60_000 })

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const LINE = 'log 月白精機 席が足りない'
const SECOND = 1000
const logged = async (): Promise<number> => (await tasuki.store.read((tx) => tx.csqls.list({ limit: 1 }))).total
const isAlive = async (): Promise<boolean> => (await tasuki.csql('suzuki', 'help note')).includes('/csql note')

describe('H16 a signature', () => {
  test.each([
    ['of another secret', { secret: 'another' }],
    ['of the empty secret', { secret: '' }],
    ['that is none', { headers: { 'x-slack-signature': 'v0=00' } }],
    ['of the version before', { headers: { 'x-slack-signature': 'v1=00' } }],
    ['with no time', { headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('%s is 401: nothing is done, and nothing is said', async (_what, options) => {
    const seen = await tasuki.as('sato').command('/csql', LINE, options)
    expect(seen.status).toBe(401)
    expect(await logged()).toBe(0)
    expect(posted(tasuki)).toEqual([])
    expect(await isAlive()).toBe(true)
  })

  test('that is missing is 401', async () => {
    const response = await fetch(tasuki.sandbox.appUrl ?? '', { method: 'POST', body: 'command=%2Fcsql&text=help' })
    expect(response.status).toBe(401)
  })

  test('with an empty secret the program refuses to start', () => {
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
    expect(() => createSlackEndpoint({ signingSecret: '', log })).toThrow('empty')
    expect(() => createSlackEndpoint({ signingSecret: '  ', log })).toThrow('empty')
  })

  test('of ours is let in, by the same way', async () => {
    expect((await tasuki.as('sato').command('/csql', LINE)).status).toBe(200)
    expect(await logged()).toBe(1)
  })
})

describe('H17 the same bytes once more', () => {
  test('have one effect and the same answer', async () => {
    await tasuki.as('sato').command('/csql', LINE)
    const sent = tasuki.sandbox.payloads.at(-1)
    if (sent === undefined) throw new Error('nothing was sent')
    const again = await Promise.all(Array.from({ length: 5 }, () => tasuki.sandbox.replay(sent)))
    expect(again.map(({ status, body }) => [status, body])).toEqual(again.map(() => [200, sent.answer?.body]))
    expect(await logged()).toBe(1)
  })

  test.each([
    ['301 seconds old', -301 * SECOND],
    ['a year ahead', 365 * 24 * 3600 * SECOND],
    ['301 seconds ahead', 303 * SECOND],
    ['of 1970', -Date.now() + SECOND],
  ])('%s are 401', async (_what, off) => {
    expect((await tasuki.as('sato').command('/csql', LINE, { signedAt: Date.now() + off })).status).toBe(401)
    expect(await logged()).toBe(0)
  })

  test('290 seconds old they are still taken', async () => {
    expect((await tasuki.as('sato').command('/csql', LINE, { signedAt: Date.now() - 290 * SECOND })).status).toBe(200)
  })
})

describe('H18 a body of 400 MiB', () => {
  test('is 413, and memory stays flat', async () => {
    const before = process.memoryUsage().rss
    const headers = {
      ...signatureHeaders(sampleCompany.signing_secret, '', Date.now()),
      'content-type': 'application/json',
    }
    const chunk = new Uint8Array(1024 * 1024)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        sent += 1
        if (sent > 400) stream.close()
        else stream.enqueue(chunk)
      },
    })
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const status = await fetch(tasuki.sandbox.appUrl ?? '', init).then(
      (response) => response.status,
      // The line is cut while we still send: that is an answer too.
      () => 413,
    )
    expect(status).toBe(413)
    expect(sent).toBeLessThan(200)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    expect(await isAlive()).toBe(true)
  })
})

describe('H19 a signed body', () => {
  test.each([
    'null',
    '[]',
    '"x"',
    '1',
    'true',
    '{',
    '',
    '[{"type":"event_callback"}]',
    '{"type":null}',
    '{"event":null,"type":"event_callback"}',
  ])('%s as JSON is no 2xx, and the program stays up', async (body) => {
    const { status } = await send(tasuki.app.port, body, 'application/json')
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(await isAlive()).toBe(true)
  })

  test.each([
    'payload=null',
    'payload=[]',
    'payload={',
    'payload=',
    'x',
    'command=%2Fcsql',
    'payload={"type":"block_actions"}',
    'payload={"type":"view_submission","view":null}',
  ])('%s as a form is no silent 200, and the program stays up', async (body) => {
    const { status, body: said } = await send(tasuki.app.port, body, 'application/x-www-form-urlencoded')
    expect(status >= 400 || JSON.stringify(said).includes('準備ができていません')).toBe(true)
    expect(await isAlive()).toBe(true)
    expect(await logged()).toBe(0)
  })
})
