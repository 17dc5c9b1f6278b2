import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { App, type Authorize } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { boltLogger } from '../../src/slack/bolt-logger.js'
import { createHttpServer, type HttpServer, type HttpServerParts } from '../../src/slack/http-server.js'
import { createSlackEndpoint, type SlackEndpointOptions } from '../../src/slack/slack-endpoint.js'
import { commandBody, signedHeaders } from '../support/slack-request.js'

const secret = 'a-signing-secret'
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const running: HttpServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop(0)))
})

/** A real Bolt App behind our server, on a port of its own. */
async function serve(
  register: (app: App) => void = () => undefined,
  {
    endpoint,
    parts,
    authorize = async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U0' }),
  }: {
    endpoint?: Partial<SlackEndpointOptions>
    parts?: Partial<HttpServerParts>
    authorize?: Authorize<boolean>
  } = {},
) {
  const slack = createSlackEndpoint({ signingSecret: secret, log: silent, ...endpoint })
  const app = new App({
    receiver: slack.receiver,
    logger: boltLogger(silent),
    authorize,
  })
  register(app)
  const health = () => ({ ok: true, body: { database: 'ok' } })
  const server = createHttpServer({ slack, health, log: silent, ...parts })
  running.push(server)
  const { port } = await server.start(0, '127.0.0.1')
  return { server, port, url: `http://127.0.0.1:${port}` }
}

function post(url: string, body: string, headers: Record<string, string> = signedHeaders({ secret, body })) {
  return fetch(`${url}/slack/events`, { method: 'POST', body, headers })
}

const json = (body: string) => signedHeaders({ secret, body, contentType: 'application/json' })

/** Says something on a bare line, and hears what comes back until the line is cut. */
async function line(port: AddressInfo['port'], text: string) {
  const socket = connect(port, '127.0.0.1')
  const heard = { text: '' }
  socket.on('data', (chunk) => {
    heard.text += chunk
  })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return { socket, heard, cut: closeOf(socket) }
}

/** When the line is cut, cleanly or not. */
const closeOf = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))

const headText = (headers: Record<string, string>) =>
  ['POST /slack/events HTTP/1.1', 'host: x', ...Object.entries(headers).map((pair) => pair.join(': '))].join('\r\n')

describe('routes', () => {
  test('a signed command reaches its listener, and the answer is what it acked', async () => {
    const { url } = await serve((app) => app.command('/csql', ({ ack, command }) => ack(`heard ${command.text}`)))
    const response = await post(url, commandBody({ text: 'list 未定' }))
    expect([response.status, await response.text()]).toEqual([200, 'heard list 未定'])
  })

  test('health is 200 or 503, as JSON, and 503-like trouble of its own is a 500', async () => {
    const states = [
      { ok: true, body: { database: 'ok' } },
      { ok: false, body: { database: 'gone' } },
    ]
    const health = () => {
      const next = states.shift()
      if (next === undefined) throw new Error('broken')
      return next
    }
    const { url } = await serve(undefined, { parts: { health } })
    const well = await fetch(`${url}/healthz`)
    expect([well.status, await well.json()]).toEqual([200, { database: 'ok' }])
    const ill = await fetch(`${url}/healthz?verbose`)
    expect([ill.status, await ill.json()]).toEqual([503, { database: 'gone' }])
    expect((await fetch(`${url}/healthz`)).status).toBe(500)
  })

  test('metrics are there when they are given, and 404 when not', async () => {
    const metrics = async () => ({ contentType: 'text/plain; version=0.0.4', text: 'tasuki_up 1\n' })
    const withThem = await serve(undefined, { parts: { metrics } })
    expect(await (await fetch(`${withThem.url}/metrics`)).text()).toBe('tasuki_up 1\n')
    const without = await serve()
    expect((await fetch(`${without.url}/metrics`)).status).toBe(404)
  })

  test.each([
    ['GET', '/', 404],
    ['POST', '/healthz', 405],
    ['GET', '/slack/events', 405],
    ['POST', '/slack/events/', 404],
    ['GET', '/__proto__', 404],
    ['DELETE', '/healthz', 405],
  ])('%s %s is %i', async (method, path, status) => {
    const { url } = await serve()
    const response = await fetch(url + path, { method })
    expect(response.status).toBe(status)
    expect(response.headers.has('allow')).toBe(status === 405)
  })

  test('in Socket Mode there is health, and no door for requests', async () => {
    const { url } = await serve(undefined, { parts: { slack: null } })
    expect((await post(url, commandBody())).status).toBe(404)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('a port in use is an error of start', async () => {
    const { port } = await serve()
    const second = createHttpServer({ slack: null, health: () => ({ ok: true, body: {} }), log: silent })
    await expect(second.start(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('who may come in', () => {
  test('an empty signing secret refuses to be', () => {
    expect(() => createSlackEndpoint({ signingSecret: ' ', log: silent })).toThrow(/signing secret is empty/)
  })

  const body = commandBody()
  const without = (name: string) => {
    const headers = signedHeaders({ secret, body })
    delete headers[name]
    return headers
  }
  test.each([
    ['no signature', without('x-slack-signature')],
    ['no time stamp', without('x-slack-request-timestamp')],
    ['another secret', signedHeaders({ secret: 'another', body })],
    ['an empty secret', signedHeaders({ secret: '', body })],
    ["another body's signature", signedHeaders({ secret, body: `${body}&x=1` })],
    ['a signature cut short', { ...signedHeaders({ secret, body }), 'x-slack-signature': 'v0=' }],
    ['a signature of no known kind', { ...signedHeaders({ secret, body }), 'x-slack-signature': 'x' }],
    ['a time stamp that is no number', { ...signedHeaders({ secret, body }), 'x-slack-request-timestamp': 'now' }],
    ['a time stamp 301 seconds old', signedHeaders({ secret, body, at: Date.now() - 301_000 })],
    // Some minutes more than five: on a busy machine the test itself may begin a little later.
    ['a time stamp eight minutes ahead', signedHeaders({ secret, body, at: Date.now() + 480_000 })],
    ['a time stamp a year ahead', signedHeaders({ secret, body, at: Date.now() + 365 * 86_400_000 })],
  ])('%s is 401, and no listener runs', async (_what, headers) => {
    let ran = 0
    const { url } = await serve((app) =>
      app.use(async ({ next }) => {
        ran += 1
        await next()
      }),
    )
    expect((await post(url, body, headers)).status).toBe(401)
    expect(ran).toBe(0)
  })

  test.each([-299_000, 299_000])('a time stamp %i ms from now is let in', async (distance) => {
    const { url } = await serve((app) => app.command('/csql', ({ ack }) => ack()))
    const headers = signedHeaders({ secret, body, at: Date.now() + distance })
    expect((await post(url, body, headers)).status).toBe(200)
  })

  test('an unsigned check of the certificate is answered, and carries nothing in', async () => {
    let ran = 0
    const { url } = await serve((app) =>
      app.command('/csql', async () => {
        ran += 1
      }),
    )
    const check = commandBody({ ssl_check: '1' })
    const response = await post(url, check, { 'content-type': 'application/x-www-form-urlencoded' })
    expect([response.status, ran]).toEqual([200, 0])
  })

  test("Slack's challenge is given back", async () => {
    const { url } = await serve()
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c1' })
    expect(await (await post(url, challenge, json(challenge))).json()).toEqual({ challenge: 'c1' })
  })
})

describe('hostile bodies', () => {
  test.each(['null', '[]', '"text"', '1', 'true', '{', '', '{"a":'])(
    'a signed %j is 400, and the server stays up',
    async (body) => {
      const { url } = await serve((app) => app.command('/csql', ({ ack }) => ack()))
      expect((await post(url, body, json(body))).status).toBe(400)
      const form = `payload=${encodeURIComponent(body)}`
      expect((await post(url, form)).status).toBe(400)
      expect((await post(url, commandBody())).status).toBe(200)
    },
  )

  test.each(['{}', '{"type":"unheard_of"}', '{"__proto__":{"type":"url_verification"}}'])(
    'a signed %s is nothing we answer: a 4xx at once, not after three seconds',
    async (body) => {
      const { url } = await serve()
      const began = performance.now()
      const { status } = await post(url, body, json(body))
      expect(status).toBe(404)
      expect(performance.now() - began).toBeLessThan(2_000)
    },
  )

  test('a body said to be 400 MiB is 413 before it is sent', async () => {
    const { port } = await serve()
    const headers = { ...signedHeaders({ secret, body: 'x' }), 'content-length': String(400 * 2 ** 20) }
    const { heard, cut } = await line(port, `${headText(headers)}\r\n\r\n`)
    await cut
    expect(heard.text).toMatch(/^HTTP\/1.1 413 /)
  })

  test('a body of 400 MiB without a length is 413, and the rest is not read', async () => {
    const { port } = await serve()
    const headers = { ...signedHeaders({ secret, body: 'x' }), 'transfer-encoding': 'chunked' }
    const { socket, heard, cut } = await line(port, `${headText(headers)}\r\n\r\n`)
    const before = process.memoryUsage().rss
    const sent = await pour(socket, 400)
    await cut
    expect(heard.text).toMatch(/^HTTP\/1.1 413 /)
    expect(sent).toBeLessThan(100)
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100)
  })

  test('a body just within the limit is read whole', async () => {
    const { url } = await serve((app) => app.command('/csql', ({ ack, command }) => ack(String(command.text.length))))
    const text = 'a'.repeat(1_000_000)
    expect(await (await post(url, commandBody({ text }))).text()).toBe('1000000')
  })

  test('a slow body is 408, and the line is cut', async () => {
    const { port } = await serve(undefined, { endpoint: { bodyTimeoutMs: 50 } })
    const headers = { ...signedHeaders({ secret, body: 'x' }), 'content-length': '100' }
    const { heard, cut } = await line(port, `${headText(headers)}\r\n\r\nhalf`)
    await cut
    expect(heard.text).toMatch(/^HTTP\/1.1 408 /)
  })

  test('a sender who goes away in the middle leaves nothing behind', async () => {
    const { port, url, server } = await serve((app) => app.command('/csql', ({ ack }) => ack()))
    const headers = { ...signedHeaders({ secret, body: 'x' }), 'content-length': '100' }
    const { socket } = await line(port, `${headText(headers)}\r\n\r\nhalf`)
    socket.destroy()
    expect((await post(url, commandBody())).status).toBe(200)
    const began = performance.now()
    await server.stop(5_000)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

/** Writes up to `mebibytes` in chunks for as long as the other side takes them. @returns the MiB taken */
async function pour(socket: Socket, mebibytes: number): Promise<number> {
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'a'), Buffer.from('\r\n')])
  const cut = closeOf(socket)
  for (let sent = 0; sent < mebibytes * 16; sent += 1) {
    if (socket.destroyed) break
    if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), cut])
  }
  return socket.bytesWritten / 2 ** 20
}

describe('failures of our own', () => {
  const event = JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event: { type: 'user_change', user: { id: 'U1' } },
  })
  const fail = async () => {
    throw new Error('the database is away')
  }

  test('a command whose listener fails before its answer is a 500', async () => {
    const { url } = await serve((app) => app.command('/csql', fail))
    expect((await post(url, commandBody())).status).toBe(500)
  })

  test('an event is acknowledged after its listener, and a failing one is a 500, so that Slack sends it again', async () => {
    const heard: string[] = []
    const good = await serve((app) =>
      app.event('user_change', async () => {
        await delay(20)
        heard.push('done')
      }),
    )
    expect((await post(good.url, event, json(event))).status).toBe(200)
    expect(heard).toEqual(['done'])
    const bad = await serve((app) => app.event('user_change', fail))
    expect((await post(bad.url, event, json(event))).status).toBe(500)
  })

  test.each([
    ['a command', commandBody(), signedHeaders({ secret, body: commandBody() })],
    ['an event', event, json(event)],
  ])('%s whose workspace cannot be told is a 500, and no listener runs', async (_what, body, headers) => {
    let ran = 0
    const listener = async () => {
      ran += 1
    }
    const register = (app: App) => {
      app.command('/csql', listener)
      app.event('user_change', listener)
    }
    const { url } = await serve(register, { authorize: fail })
    expect((await post(url, body, headers)).status).toBe(500)
    expect(ran).toBe(0)
  })

  test('how often Slack has tried already is passed on', async () => {
    const seen: unknown[] = []
    const { url } = await serve((app) =>
      app.event('user_change', async ({ context }) => void seen.push(context.retryNum)),
    )
    await post(url, event, { ...json(event), 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' })
    expect(seen).toEqual([2])
  })
})

describe('the stop', () => {
  test('waits for a listener that goes on after its answer', async () => {
    let done = false
    const { server, url } = await serve((app) =>
      app.command('/csql', async ({ ack }) => {
        await ack()
        await delay(400)
        done = true
      }),
    )
    expect((await post(url, commandBody())).status).toBe(200)
    await server.stop(5_000)
    expect(done).toBe(true)
  })

  test('lets a request in hand be answered', async () => {
    const { server, url } = await serve((app) =>
      app.command('/csql', async ({ ack }) => {
        await delay(500)
        await ack('late but here')
      }),
    )
    const answered = post(url, commandBody())
    await delay(50)
    await server.stop(5_000)
    expect(await (await answered).text()).toBe('late but here')
  })

  test('does not wait for a half-sent head, a half-sent body, or an idle line', async () => {
    const { server, port, url } = await serve((app) => app.command('/csql', ({ ack }) => ack()))
    const headers = { ...signedHeaders({ secret, body: 'x' }), 'content-length': '100' }
    const lines = [
      await line(port, 'POST /slack/events HTTP/1.1\r\nhos'),
      await line(port, `${headText(headers)}\r\n\r\nhalf`),
      await line(port, ''),
    ]
    await post(url, commandBody())
    const began = performance.now()
    await server.stop(5_000)
    expect(performance.now() - began).toBeLessThan(1_500)
    await Promise.all(lines.map(({ cut }) => cut))
  })

  test('waits no time at all where each line sits between two requests', async () => {
    const { server, url } = await serve((app) => app.command('/csql', ({ ack }) => ack()))
    await (await post(url, commandBody())).text()
    let stopped = false
    const stop = server.stop(5_000).then(() => {
      stopped = true
    })
    for (let turn = 0; turn < 100 && !stopped; turn += 1) await new Promise((next) => setImmediate(next))
    expect(stopped).toBe(true)
    await stop
  })

  test('a request that was on its way when the stop began still gets its answer', async () => {
    const { server, port } = await serve((app) => app.command('/csql', ({ ack }) => ack('in time')))
    const body = commandBody()
    const headers = { ...signedHeaders({ secret, body }), 'content-length': String(body.length) }
    const { socket, heard, cut } = await line(port, `${headText(headers)}\r\n\r\n${body.slice(0, 10)}`)
    await delay(50)
    const stopped = server.stop(5_000)
    socket.write(body.slice(10))
    await Promise.all([stopped, cut])
    expect(heard.text).toMatch(/^HTTP\/1.1 200 [\s\S]*in time/)
    expect(heard.text.toLowerCase()).toContain('connection: close')
  })

  test('ends at the deadline, whatever a listener does', async () => {
    const { server, url } = await serve((app) => app.command('/csql', () => new Promise(() => undefined)))
    const answered = post(url, commandBody()).catch(() => 'cut')
    await delay(50)
    const began = performance.now()
    await server.stop(400)
    const took = performance.now() - began
    expect(took).toBeGreaterThan(350)
    expect(took).toBeLessThan(1_500)
    expect(await answered).toBe('cut')
  })

  test('afterwards nobody is let in', async () => {
    const { server, url } = await serve()
    await server.stop(1_000)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  })
})
