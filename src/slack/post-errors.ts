import webApi from '@slack/web-api'
import { PostFailed } from '../domain/errors.js'

/** Slack's own failures: what was asked may have been done. */
const AMBIGUOUS = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
/** The workspace is being moved: it was refused, and will be taken later. */
const LATER = new Set(['team_added_to_org', 'org_login_required', 'accesslimited'])
const LIMITED = new Set(['ratelimited', 'rate_limited'])

/** The connection was never made, so nothing was sent. */
const NOT_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])
/** These too, but only where it was connecting that failed. */
const WHILE_CONNECTING = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL', 'ENETDOWN'])

/** What Slack says when it means it; anything else in its place is some proxy's page. */
const SLACK_CODE = /^[a-z][a-z0-9_]{1,79}$/
/** The client's words for a 429 without a readable Retry-After. */
const NO_RETRY_AFTER = /^Retry header did not contain a valid timeout/

/**
 * What a failed call has left behind. Ambiguous is what remains: only what certainly was not accepted is called
 * permanent, transient or limited. `retryAfter` is NaN where Slack did not say it.
 */
export function postFailed(error: unknown): PostFailed {
  if (error instanceof PostFailed) return error
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(error.retryAfter)
  if (error instanceof webApi.WebAPIPlatformError) {
    return refused(error.data.error, error.data.response_metadata?.['retryAfter'])
  }
  if (error instanceof webApi.WebAPIHTTPError) return ambiguous(`http_${error.statusCode}`)
  if (error instanceof webApi.WebAPIRequestError) return unanswered(error.original)
  if (error instanceof Error && NO_RETRY_AFTER.test(error.message)) return limited(Number.NaN)
  return unanswered(error)
}

export const permanent = (reason: string): PostFailed => new PostFailed({ outcome: 'permanent', reason })
export const ambiguous = (reason: string): PostFailed => new PostFailed({ outcome: 'ambiguous', reason })
const limited = (retryAfter: number): PostFailed =>
  new PostFailed({ outcome: 'limited', reason: 'ratelimited', retryAfter })

function refused(code: string, retryAfter: unknown): PostFailed {
  if (!SLACK_CODE.test(code)) return ambiguous('unreadable_answer')
  if (AMBIGUOUS.has(code)) return ambiguous(code)
  if (LIMITED.has(code)) return limited(typeof retryAfter === 'number' ? retryAfter : Number.NaN)
  return LATER.has(code) ? new PostFailed({ outcome: 'transient', reason: code }) : permanent(code)
}

function unanswered(error: unknown): PostFailed {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return ambiguous('timeout')
  const { code, syscall } = causeOf(error)
  if (code === undefined) return ambiguous('connection_lost')
  const before = NOT_CONNECTED.has(code) || (syscall === 'connect' && WHILE_CONNECTING.has(code))
  return before ? new PostFailed({ outcome: 'transient', reason: code }) : ambiguous(code)
}

/** The system's code, which stands in the innermost cause. */
function causeOf(error: unknown): { code?: string; syscall?: string } {
  if (!(error instanceof Error)) return {}
  if (error.cause !== undefined) return causeOf(error.cause)
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? String(first.code) : undefined
  const syscall = first instanceof Error && 'syscall' in first ? String(first.syscall) : undefined
  return { ...(code === undefined ? {} : { code }), ...(syscall === undefined ? {} : { syscall }) }
}
