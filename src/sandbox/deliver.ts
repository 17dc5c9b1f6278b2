import { createHmac } from 'node:crypto'
import { isJson, type Json } from './json.js'

/** Slack gives a command, a click or a submit 3 seconds. */
const PATIENCE = 3000

export type SendOptions = {
  /** Machine milliseconds of the signature; now unless told. */
  readonly signedAt?: number
  /** Another signing secret, to be refused for it. */
  readonly secret?: string
  /** Machine milliseconds before the client gives up. */
  readonly patience?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** One signed request to the app, as sent, and what came back. */
export type SentPayload = {
  readonly kind: 'command' | 'interaction' | 'event'
  readonly body: Json
  readonly raw: string
  readonly headers: Readonly<Record<string, string>>
  /** Instant of the workspace's clock. */
  readonly at: number
  /** Machine milliseconds (`performance.now`) of its sending. */
  readonly begunAt: number
  answer: AppAnswer | undefined
}

export type AppAnswer = {
  /** 0 when no answer came. */
  readonly status: number
  readonly ms: number
  /** JSON where it was JSON, else text. */
  readonly body: unknown
  /** What the client tells the person went wrong. */
  readonly error?: string
}

/** Slack's v0 signature over a raw body. `at` is in machine milliseconds. */
export function signatureHeaders(secret: string, raw: string, at: number): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${raw}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function post(url: string, raw: string, headers: Record<string, string>, patience: number): Promise<AppAnswer> {
  const started = performance.now()
  const ms = () => Math.round(performance.now() - started)
  try {
    const response = await fetch(url, { method: 'POST', body: raw, headers, signal: AbortSignal.timeout(patience) })
    const body = parsed(await response.text())
    return { status: response.status, ms: ms(), body, ...(response.ok ? {} : { error: 'dispatch_failed' }) }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return { status: 0, ms: ms(), body: '', error: timedOut ? 'operation_timeout' : 'dispatch_failed' }
  }
}

/** Slack's hand towards the app: signs, posts to the app's one address, and remembers everything sent. */
export class Deliveries {
  readonly sent: SentPayload[] = []
  appUrl: string | undefined
  /** Called whenever the app has answered. */
  changed: (() => void) | undefined
  readonly #secret: string
  readonly #now: () => number

  constructor(secret: string, now: () => number) {
    this.#secret = secret
    this.#now = now
  }

  command(body: Json, options?: SendOptions): Promise<AppAnswer> {
    const fields = Object.entries(body).map(([name, value]): [string, string] => [name, String(value)])
    return this.#send('command', body, new URLSearchParams(fields).toString(), options)
  }

  interaction(body: Json, options?: SendOptions): Promise<AppAnswer> {
    const raw = new URLSearchParams({ payload: JSON.stringify(body) }).toString()
    return this.#send('interaction', body, raw, options)
  }

  event(body: Json, options?: SendOptions): Promise<AppAnswer> {
    return this.#send('event', body, JSON.stringify(body), options)
  }

  /** The very same bytes and signature once more. */
  replay(payload: SentPayload, patience = PATIENCE): Promise<AppAnswer> {
    return post(this.#url(), payload.raw, { ...payload.headers }, patience)
  }

  async #send(kind: SentPayload['kind'], body: Json, raw: string, options: SendOptions = {}): Promise<AppAnswer> {
    const headers = {
      'content-type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...signatureHeaders(options.secret ?? this.#secret, raw, options.signedAt ?? Date.now()),
      ...options.headers,
    }
    const [at, begunAt] = [this.#now(), performance.now()]
    const payload: SentPayload = { kind, body, raw, headers, at, begunAt, answer: undefined }
    this.sent.push(payload)
    payload.answer = await post(this.#url(), raw, headers, options.patience ?? PATIENCE)
    this.changed?.()
    return payload.answer
  }

  #url(): string {
    if (this.appUrl === undefined) throw new Error('the local workspace does not know the app: set appUrl')
    return this.appUrl
  }
}

/** An ack's body as an object, empty when there was none. */
export function ackObject(answer: AppAnswer): Json {
  return isJson(answer.body) ? answer.body : {}
}
