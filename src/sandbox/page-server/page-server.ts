import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ZodError, z } from 'zod'
import { readBody } from '../body.js'
import { NotPossible } from '../form.js'
import { MOVES, type Scene, SPEEDS } from '../page/protocol.js'
import { SlackError } from '../slack-error.js'
import { act, isAct } from './acts.js'
import { type BuiltPage, sendFile } from './built-page.js'
import type { Play } from './play.js'
import { showDesk } from './show-desk.js'

/** Where everything that was done and seen so far can be read. */
export const TRANSCRIPT = '/transcript.txt'
const HOST = '127.0.0.1'
/** An upload in base64 and a little more. */
const LONGEST_BODY = 16 * 1024 * 1024

const clockMove = z.union([z.strictObject({ move: z.enum(MOVES) }), z.strictObject({ speed: z.literal(SPEEDS) })])

export interface PageServer {
  readonly url: string
  stop(): Promise<void>
}

/** Serves the page and what it asks, to this machine alone. @param port 0 = any free one */
export async function startPageServer(play: Play, scene: Scene, page: BuiltPage, port = 0): Promise<PageServer> {
  const desk = new PageDesk(play, scene, page)
  const server = createServer((request, response) => void desk.serve(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  desk.port = (server.address() as AddressInfo).port
  return { url: `http://${HOST}:${desk.port}/`, stop: () => stopped(server) }
}

async function stopped(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

/** A request that is not as the page makes them. */
class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

class PageDesk {
  port = 0
  readonly #play: Play
  readonly #scene: Scene
  readonly #page: BuiltPage

  constructor(play: Play, scene: Scene, page: BuiltPage) {
    this.#play = play
    this.#scene = scene
    this.#page = page
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.#refuseStrangers(request)
      const url = new URL(request.url ?? '/', `http://${HOST}:${this.port}`)
      const [area, ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent)
      if (url.pathname === TRANSCRIPT) return void text(response, this.#play.transcript)
      if (area !== 'api') return await this.#static(area === 'files' ? (rest[0] ?? '') : null, url.pathname, response)
      if (request.method === 'POST') return json(response, await this.#post(rest, await bodyOf(request)))
      if (rest[0] === 'pulse') return this.#pulse(response)
      json(response, this.#get(rest, url.searchParams))
    } catch (error) {
      this.#fail(response, error)
    }
  }

  /** Other sites cannot reach in: neither by another name for this machine, nor by a form of theirs. */
  #refuseStrangers({ headers, method }: IncomingMessage): void {
    const names = [`${HOST}:${this.port}`, `localhost:${this.port}`]
    if (!names.includes(headers.host ?? '')) throw new Refused(421, 'this page is served to this machine alone')
    const { origin } = headers
    if (origin !== undefined && !names.some((name) => origin === `http://${name}`))
      throw new Refused(403, 'not from here')
    if (method === 'POST' && headers['content-type'] !== 'application/json') throw new Refused(415, 'JSON, please')
    if (method !== 'POST' && method !== 'GET') throw new Refused(405, 'GET or POST')
  }

  #get([what, id = '']: readonly string[], query: URLSearchParams): unknown {
    const { workspace } = this.#play.company.sandbox
    if (what === 'scene') return this.#scene
    if (what === 'desks') return showDesk(workspace, this.#play.marks, workspace.person(id).id)
    if (what === 'trail') return this.#trail(id, query)
    throw new Refused(404, `there is no ${what}`)
  }

  #trail(id: string, query: URLSearchParams): unknown {
    const { trail } = this.#play
    if (id !== '') {
      const detail = trail.detail(Number(id))
      if (detail === undefined) throw new Refused(404, `there is no request ${id}`)
      return detail
    }
    const [view, channel, ts] = ['view', 'channel', 'ts'].map((name) => query.get(name))
    if (typeof view === 'string') return trail.list({ view })
    return typeof channel === 'string' && typeof ts === 'string' ? trail.list({ channel, ts }) : trail.list()
  }

  async #post([what, id = '', name = '']: readonly string[], body: unknown): Promise<unknown> {
    if (what === 'desks' && isAct(name)) return act(this.#play, id, name, body)
    if (what !== 'clock') throw new Refused(404, `there is no ${what} ${name}`)
    const wanted = clockMove.parse(body)
    if ('speed' in wanted) this.#play.setSpeed(wanted.speed)
    else await this.#play.move(wanted.move)
    return {}
  }

  #pulse(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const end = this.#play.listen((pulse) => response.write(`data: ${JSON.stringify(pulse)}\n\n`))
    response.on('close', end)
  }

  async #static(file: string | null, path: string, response: ServerResponse): Promise<void> {
    if (file === null) return sendFile(response, this.#page, path)
    const { files } = this.#play.company.sandbox.workspace
    const bytes = files.find(file)?.bytes
    if (bytes === undefined) throw new Refused(404, 'there is no such file')
    const type = files.isPlaceable(file) ? 'image/png' : 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(bytes)
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) response.end()
    else json(response, { error: wordsFor(error) }, statusFor(error))
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof ZodError) return z.prettifyError(error)
  return error instanceof Error ? error.message : String(error)
}

function statusFor(error: unknown): number {
  if (error instanceof Refused) return error.status
  if (error instanceof ZodError) return 400
  return error instanceof NotPossible || error instanceof SlackError ? 409 : 500
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) throw new Refused(413, 'too much at once')
  try {
    return JSON.parse((await readBody(request)).toString())
  } catch {
    throw new Refused(400, 'this is no JSON')
  }
}

function text(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(body)
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
