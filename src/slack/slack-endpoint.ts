import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { type ParsedUrlQuery, parse as parseForm } from 'node:querystring'
import { type App, HTTPModuleFunctions, HTTPResponseAck, isValidSlackRequest, type Receiver } from '@slack/bolt'
import { boltLogger, type EdgeLog } from './bolt-logger.js'
import { readBody } from './request-body.js'
import { answer, refuse } from './responses.js'

/** How far a request's time stamp may lie from now, before or after, in seconds. Bolt looks at the past only. */
const SLACK_CLOCK_TOLERANCE = 5 * 60

export interface SlackEndpointOptions {
  /** Never empty: with an empty one anybody could sign. */
  readonly signingSecret: string
  readonly log: EdgeLog
  /** The machine's clock, by which Slack's time stamps are judged; UTC milliseconds. */
  readonly now?: () => number
  /** Bytes. Slack's own requests stay well below a megabyte. */
  readonly bodyLimit?: number
  /** Milliseconds a body may take to arrive; after three seconds Slack has given up anyway. */
  readonly bodyTimeoutMs?: number
}

/** Where Slack's requests come in: `receiver` is what a Bolt App is built with, `handle` what the HTTP server calls. */
export interface SlackEndpoint {
  readonly receiver: Receiver
  /** Ends when the listeners have ended, which may be long after the answer. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/**
 * Takes the place of Bolt's HTTPReceiver: the body is read once and within limits, time stamps ahead of us are refused as
 * old ones are, and whatever is not an object is a 400 rather than a crash.
 * @throws Error when the signing secret is empty
 */
export function createSlackEndpoint(options: SlackEndpointOptions): SlackEndpoint {
  const { signingSecret, log, now = Date.now, bodyLimit = 2 * 1024 * 1024, bodyTimeoutMs = 5_000 } = options
  if (signingSecret.trim() === '') throw new Error('the signing secret is empty')
  const logger = boltLogger(log)
  let app: App | undefined

  const isSigned = (headers: IncomingHttpHeaders, body: string) =>
    isValidSlackRequest({
      signingSecret,
      body,
      headers: {
        'x-slack-signature': String(headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: now(),
    })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isFarFromNow(request.headers, now())) return turnAway(request, response, 401, 'time stamp')
    const body = await readBody(request, bodyLimit, bodyTimeoutMs)
    if (body === null) return
    if (!Buffer.isBuffer(body)) return turnAway(request, response, body, body === 413 ? 'too large' : 'too slow')

    const text = body.toString()
    const form = isForm(request.headers) ? parseForm(text) : null
    // Slack checks our certificate with a request that bears no signature; it asks for nothing but the 200.
    if (form?.['ssl_check'] === '1') return answer(response, 200)
    if (!isSigned(request.headers, text)) return turnAway(request, response, 401, 'signature')
    const payload = payloadOf(text, form)
    if (payload === null) return turnAway(request, response, 400, 'not an object')
    if (payload['type'] === 'url_verification') {
      return HTTPModuleFunctions.buildUrlVerificationResponse(response, payload)
    }
    await dispatch(request, response, body, payload)
  }

  async function dispatch(request: IncomingMessage, response: ServerResponse, rawBody: Buffer, body: Payload) {
    if (app === undefined) return answer(response, 503)
    const httpRequest = Object.assign(request, { rawBody })
    const ack = new HTTPResponseAck({
      logger,
      // Bolt acknowledges an event before its listener runs: held back until then, a failure makes Slack send it again.
      processBeforeResponse: body['type'] === 'event_callback',
      httpRequest,
      httpRequestBody: body,
      httpResponse: response,
    })
    try {
      await app.processEvent({ body, ack: ack.bind(), ...retryOf(request) })
      if (ack.storedResponse !== undefined) HTTPModuleFunctions.buildContentResponse(response, ack.storedResponse)
      // Nobody here answers this kind of request: there is no use in letting Slack wait three seconds for it.
      if (!response.headersSent) answer(response, 404)
    } catch (err) {
      // Never a 200 for work that was not done: Slack then tells the user, or sends the event again.
      log.error({ err, answered: response.headersSent }, 'a request from Slack failed')
      if (!response.headersSent) answer(response, 500)
    } finally {
      ack.ack()
    }
  }

  function turnAway(request: IncomingMessage, response: ServerResponse, status: number, reason: string): void {
    log.warn({ status, reason }, 'a request was turned away')
    refuse(request, response, status)
  }

  const receiver: Receiver = {
    init: (bolt) => {
      app = bolt
    },
    // The HTTP server is started and stopped by whoever owns it.
    start: async () => undefined,
    stop: async () => undefined,
  }
  return { receiver, handle }
}

type Payload = Record<string, unknown>

function isFarFromNow(headers: IncomingHttpHeaders, now: number): boolean {
  const stamp = headers['x-slack-request-timestamp']
  if (stamp === undefined) return false
  return !/^\d{1,12}$/.test(String(stamp)) || Math.abs(now / 1000 - Number(stamp)) > SLACK_CLOCK_TOLERANCE
}

function isForm(headers: IncomingHttpHeaders): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}

/** The object that a signed body holds: commands are forms, interactions a form with JSON in it, events are JSON. */
function payloadOf(text: string, form: ParsedUrlQuery | null): Payload | null {
  if (form !== null && typeof form['payload'] !== 'string') return { ...form }
  try {
    const parsed: unknown = JSON.parse(String(form?.['payload'] ?? text))
    return isPayload(parsed) ? parsed : null
  } catch {
    return null
  }
}

function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function retryOf(request: IncomingMessage): { retryNum?: number; retryReason?: string } {
  const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request)
  const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request)
  return { ...(retryNum === undefined ? {} : { retryNum }), ...(retryReason === undefined ? {} : { retryReason }) }
}
