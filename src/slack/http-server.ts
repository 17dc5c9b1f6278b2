import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { EdgeLog } from './bolt-logger.js'
import { InFlight } from './in-flight.js'
import { answerText, refuse } from './responses.js'
import type { SlackEndpoint } from './slack-endpoint.js'

export interface Health {
  readonly ok: boolean
  /** Shown as JSON to whoever asks: no secrets, no names. */
  readonly body: object
}

export interface HttpServerParts {
  /** Null in Socket Mode: the server then only tells how the program does. */
  readonly slack: Pick<SlackEndpoint, 'handle'> | null
  readonly health: () => Health | Promise<Health>
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly text: string }>
  readonly log: EdgeLog
}

export interface HttpServer {
  /** @throws the error of the socket, such as EADDRINUSE */
  start(port: number, host: string): Promise<AddressInfo>
  /**
   * Takes no new connection, cuts those with nothing whole in hand, and waits for the work that has begun: the listeners
   * too, which go on after their answer. Ends within `deadlineMs`, whatever the senders and the work do.
   */
  stop(deadlineMs: number): Promise<void>
}

/** How long a request already on the wire may take to arrive whole once the stop has begun. */
const ARRIVAL_GRACE_MS = 250

const limits = {
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  // Longer than the idle time of the usual proxies, so that a kept connection is never cut under a request.
  keepAliveTimeout: 75_000,
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** Our own HTTP server: Slack's requests, `/healthz` and `/metrics`, and a stop that ends. */
export function createHttpServer({ slack, health, metrics, log }: HttpServerParts): HttpServer {
  const inFlight = new InFlight()
  const connections = new Connections()
  const routes = routesOf({ slack, health, metrics })

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await routeOf(routes, request)(request, response)
    } catch (err) {
      log.error({ err }, 'a request failed')
      if (!response.headersSent) refuse(request, response, 500)
    }
  }

  const server = createServer(limits, (request, response) => {
    const closed = connections.serving(request, response)
    void inFlight.track(Promise.all([respond(request, response), closed]))
  })
  server.on('connection', (socket) => connections.opened(socket))

  return {
    start: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          server.on('error', (err) => log.error({ err }, 'the HTTP server failed'))
          resolve(server.address() as AddressInfo)
        })
      }),
    async stop(deadlineMs) {
      const ends = performance.now() + deadlineMs
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      connections.closeAfterUse()
      if (connections.anyArriving()) await delay(Math.min(ARRIVAL_GRACE_MS, deadlineMs))
      connections.cutUnfinished()
      const left = await inFlight.settled(Math.max(0, ends - performance.now()))
      if (left > 0) log.warn({ left }, 'stopped before all work had ended')
      connections.cutAll()
      await closed
    },
  }
}

function routesOf({
  slack,
  health,
  metrics,
}: Pick<HttpServerParts, 'slack' | 'health'> & { metrics: HttpServerParts['metrics'] | undefined }) {
  const routes: Record<string, Record<string, Route>> = {}
  if (slack !== null) routes['/slack/events'] = { POST: slack.handle }
  const showHealth: Route = async (_request, response) => {
    const { ok, body } = await health()
    answerText(response, ok ? 200 : 503, 'application/json', JSON.stringify(body))
  }
  routes['/healthz'] = { GET: showHealth, HEAD: showHealth }
  if (metrics !== undefined) {
    const showMetrics: Route = async (_request, response) => {
      const { contentType, text } = await metrics()
      answerText(response, 200, contentType, text)
    }
    routes['/metrics'] = { GET: showMetrics, HEAD: showMetrics }
  }
  return new Map(Object.entries(routes))
}

function routeOf(routes: Map<string, Record<string, Route>>, { url = '/', method = '' }: IncomingMessage): Route {
  const path = url.split('?', 1)[0] ?? '/'
  const methods = routes.get(path)
  if (methods === undefined) return (request, response) => refuse(request, response, 404)
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined
  return (
    route ??
    ((request, response) => {
      response.setHeader('allow', Object.keys(methods).join(', '))
      refuse(request, response, 405)
    })
  )
}

/** Every open connection, and the request it is busy with. */
class Connections {
  readonly #open = new Map<Socket, IncomingMessage | null>()
  readonly #answering = new Set<ServerResponse>()
  #closing = false

  opened(socket: Socket): void {
    this.#open.set(socket, null)
    socket.once('close', () => this.#open.delete(socket))
  }

  /** @returns when the answer is out, or the line is cut */
  serving(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request
    this.#open.set(socket, request)
    this.#answering.add(response)
    if (this.#closing) response.setHeader('connection', 'close')
    return new Promise((resolve) => {
      response.once('close', () => {
        this.#answering.delete(response)
        if (this.#open.get(socket) === request) this.#open.set(socket, null)
        resolve()
      })
    })
  }

  /** From here on every answer is the last on its connection. */
  closeAfterUse(): void {
    this.#closing = true
    for (const response of this.#answering) if (!response.headersSent) response.setHeader('connection', 'close')
  }

  /** Those that sit idle between two requests are none of them: closing the server has ended them. */
  anyArriving(): boolean {
    return [...this.#open].some(([socket, request]) => !socket.destroyed && !request?.complete)
  }

  /** Cuts the idle connections, and those whose request is not here whole. */
  cutUnfinished(): void {
    for (const [socket, request] of this.#open) if (!request?.complete) socket.destroy()
  }

  cutAll(): void {
    for (const socket of this.#open.keys()) socket.destroy()
  }
}
