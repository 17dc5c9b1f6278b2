import { MINUTE } from '../domain/time.js'

const SECOND = 1000

/** A 429 that does not say for how long (s). */
const UNSAID = 30
/** Nobody is kept waiting longer than this by one 429 (s): a header that asks for a day is a fault. */
const LONGEST = 15 * 60

/** How long a recipient is held after a 429 (ms); what is missing, garbage or negative counts as half a minute. */
export function holdAfterLimit(retryAfter: number): number {
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? Math.max(1, retryAfter) : UNSAID
  return Math.min(seconds, LONGEST) * SECOND
}

/** Certainly not there after the grace time: at once the first time, then doubled up to five minutes. */
export const waitToResend = (attempts: number): number =>
  attempts <= 1 ? 0 : doubled(30 * SECOND, attempts - 1, 5 * MINUTE)

/** An edit, or a message that could not be composed, is tried again soon. */
export const waitToRepeat = (attempts: number): number => doubled(2 * SECOND, attempts, 5 * MINUTE)

/** So many ambiguous answers, over more than an hour of them, and a delivery is given up. */
export const MAX_ATTEMPTS = 14

/** Of the token: the workspace is stopped and the delivery kept for when it comes back. */
export const REVOKED_HOLD = LONGEST * SECOND

const doubled = (first: number, attempts: number, cap: number): number =>
  Math.min(cap, first * 2 ** Math.min(20, Math.max(0, attempts - 1)))
