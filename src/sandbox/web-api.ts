import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, answerTo } from './answer.js'
import { argumentsOf, readBody, uploadedBytes } from './body.js'
import { type LoggedCall, readable } from './call-log.js'
import type { Harm, HarmHook, RawAnswer } from './harm.js'
import { isJson, type Json } from './json.js'
import { RateGate, type RateLimits } from './rate-limits.js'
import { answerToResponseUrl } from './respond.js'
import type { Workspace } from './workspace.js'

const UNHARMED: Harm = { accept: true, answer: 'true' }

/** Slack's HTTP side: `/api/METHOD`, `/response/KEY` and `/upload/ID` on 127.0.0.1. */
export class WebApi {
  readonly calls: LoggedCall[] = []
  harm: HarmHook | undefined
  /** Called whenever a call has ended, and what it did is seen. */
  changed: (() => void) | undefined
  readonly #workspace: Workspace
  readonly #gate: RateGate | undefined
  readonly #server: Server
  readonly #counts = new Map<string, number>()
  origin = ''

  constructor(workspace: Workspace, limits?: RateLimits) {
    this.#workspace = workspace
    this.#gate = limits === undefined ? undefined : new RateGate(limits)
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500)
        response.end(String(error))
      })
    })
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    const { port: taken } = this.#server.address() as AddressInfo
    this.origin = `http://127.0.0.1:${taken}`
  }

  /** Cuts every open connection: the ones left hanging too. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.origin)
    const [, area = '', name = ''] = pathname.split('/')
    const body = await readBody(request)
    const contentType = request.headers['content-type'] ?? ''
    if (area === 'api') {
      const args = argumentsOf(contentType, body)
      const token = request.headers.authorization?.replace(/^Bearer /, '')
      return this.#call(name, args ?? {}, response, (harm) => this.#method(name, args, token, harm))
    }
    if (area === 'response') {
      const args = argumentsOf('application/json', body) ?? {}
      return this.#call('response_url', args, response, () => answerToResponseUrl(this.#workspace, name, args))
    }
    if (area === 'upload') {
      const bytes = await uploadedBytes(contentType, body)
      return this.#call('upload', { file: name }, response, () => this.#upload(name, bytes))
    }
    if (area === 'files') return this.#download(name, request.headers.authorization, response)
    response.writeHead(404).end()
  }

  /** Slack sends whoever may not read a file to its page, with a redirect. */
  #download(id: string, authorization: string | undefined, response: ServerResponse): void {
    const { bot, scopes } = this.#workspace.config
    const bytes = this.#workspace.files.find(id)?.bytes
    const may = authorization === `Bearer ${bot.token}` && scopes?.includes('files:read') !== false
    if (!may) response.writeHead(302, { location: `${this.origin}/signin` }).end()
    else if (bytes === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'text/csv' }).end(bytes)
  }

  #method(method: string, args: Json | undefined, token: string | undefined, harm: Harm): Answer {
    if (args === undefined) return { status: 200, headers: {}, body: { ok: false, error: 'invalid_json' } }
    const inBody = args['token']
    return answerTo({
      workspace: this.#workspace,
      gate: this.#gate,
      origin: this.origin,
      method,
      token: token ?? (typeof inBody === 'string' ? inBody : undefined),
      args,
      hiddenFor: harm.hiddenFor ?? 0,
    })
  }

  #upload(id: string, bytes: Buffer): Answer {
    const file = this.#workspace.files.find(id)
    if (file === undefined) return { status: 404, headers: {}, body: { ok: false, error: 'file_not_found' } }
    if (bytes.length !== file.length) return { status: 400, headers: {}, body: { ok: false, error: 'invalid_length' } }
    file.bytes = bytes
    return { status: 200, headers: {}, body: { ok: true } }
  }

  /** The one place every call passes: it is logged, harmed, carried out and answered here. */
  async #call(method: string, args: Json, response: ServerResponse, act: (harm: Harm) => Answer): Promise<void> {
    const at = this.#workspace.clock.now()
    const earlier = this.#counts.get(method) ?? 0
    this.#counts.set(method, earlier + 1)
    const logged: LoggedCall = {
      method,
      args: readable(args),
      at,
      accepted: false,
      status: undefined,
      response: undefined,
      outcome: 'open',
      begunAt: performance.now(),
      ms: null,
    }
    this.calls.push(logged)
    const harm = (await this.harm?.({ method, args: logged.args, at, earlier })) ?? UNHARMED
    const truth = harm.accept ? act(harm) : undefined
    logged.accepted = truth !== undefined && truth.status === 200 && truth.body['ok'] === true
    if (truth?.wrote !== undefined) logged.wrote = truth.wrote
    if (harm.delay !== undefined) await sleep(harm.delay)
    if (harm.answer === 'true') this.#send(response, logged, toRaw(truth))
    else if (harm.answer === 'cut') this.#cut(response, logged)
    else if (harm.answer === 'hang') logged.outcome = 'hung'
    else this.#send(response, logged, harm.answer)
  }

  #cut(response: ServerResponse, logged: LoggedCall): void {
    this.#end(logged, 'cut')
    response.socket?.destroy()
  }

  #end(logged: LoggedCall, outcome: LoggedCall['outcome']): void {
    logged.outcome = outcome
    logged.ms = Math.round(performance.now() - logged.begunAt)
    this.changed?.()
  }

  #send(response: ServerResponse, logged: LoggedCall, answer: RawAnswer): void {
    logged.status = answer.status
    logged.response = parsed(answer.body ?? '')
    this.#end(logged, 'answered')
    // Slack's own clock, which is the workspace's here and not the machine's.
    const date = new Date(this.#workspace.clock.now()).toUTCString()
    response.writeHead(answer.status, { date, ...answer.headers }).end(answer.body)
  }
}

function toRaw(answer: Answer | undefined): RawAnswer {
  if (answer === undefined) return { status: 500, body: '' }
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers }
  return { status: answer.status, headers, body: JSON.stringify(answer.body) }
}

function parsed(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isJson(value) ? value : undefined
  } catch {
    return undefined
  }
}
