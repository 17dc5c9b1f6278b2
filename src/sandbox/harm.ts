import type { Json } from './json.js'

/** A call as the harm sees it, before anything has happened. */
export type ApiCall = {
  readonly method: string
  readonly args: Json
  /** Instant of the workspace's clock. */
  readonly at: number
  /** How many calls of this method came before. */
  readonly earlier: number
}

export type RawAnswer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }

/**
 * What goes wrong with one call. `accept` says whether Slack does what was asked (its own refusals still hold);
 * `answer` says what the caller hears of it: Slack's true answer, silence, a cut connection, or something else.
 */
export type Harm = {
  readonly accept: boolean
  readonly answer: 'true' | 'cut' | 'hang' | RawAnswer
  /** Machine milliseconds before the answer. */
  readonly delay?: number
  /** Clock milliseconds for which an accepted message stays out of history. */
  readonly hiddenFor?: number
}

/** Asked once a call; undefined lets it be. */
export type HarmHook = (call: ApiCall) => Harm | undefined | Promise<Harm | undefined>

const json = (status: number, body: Json, headers: Record<string, string> = {}): RawAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})

/** A refusal with Slack's code: `channel_not_found`, `account_inactive`, `internal_error` … */
export function refuse(code: string, extra: Json = {}): Harm {
  return { accept: false, answer: json(200, { ok: false, error: code, ...extra }) }
}

/** 429. `retryAfter` is the header as written; null leaves it out. */
export function rateLimited(retryAfter: string | number | null): Harm {
  const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
  return { accept: false, answer: json(429, { ok: false, error: 'ratelimited' }, headers) }
}

/** An HTTP failure, nothing done. */
export function fail(status = 500): Harm {
  return { accept: false, answer: { status, body: 'upstream failure' } }
}

/** Done, then the connection is cut before a word of the answer. */
export const acceptThenCut: Harm = { accept: true, answer: 'cut' }

/** Nothing done, the connection cut. */
export const cut: Harm = { accept: false, answer: 'cut' }

/** Done, but answered with an HTTP failure. */
export function acceptThenFail(status = 500): Harm {
  return { accept: true, answer: { status, body: 'upstream failure' } }
}

/** Done, but answered with an error code such as `internal_error`. */
export function acceptThenRefuse(code: string): Harm {
  return { accept: true, answer: json(200, { ok: false, error: code }) }
}

/** Never answered; done or not. */
export function hang(accept = false): Harm {
  return { accept, answer: 'hang' }
}

/** Done and answered, after so many machine milliseconds. */
export function slow(delay: number): Harm {
  return { accept: true, answer: 'true', delay }
}

/** Accepted, and seen in history only after so many milliseconds of the clock; cut too unless told otherwise. */
export function visibleLate(hiddenFor: number, answer: Harm['answer'] = 'cut'): Harm {
  return { accept: true, answer, hiddenFor }
}
