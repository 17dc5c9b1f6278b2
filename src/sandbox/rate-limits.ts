import { type Method, specOf, TIER_LIMITS } from './methods.js'

const MINUTE = 60_000
const SECOND = 1000

export type RateLimits = {
  /** Posts to one channel that may come at once before 1 a second holds. */
  readonly burst: number
}

/** Slack's own rates on the workspace's clock: calls a minute by method, posts a second by channel. */
export class RateGate {
  readonly #limits: RateLimits
  readonly #calls = new Map<string, number[]>()

  constructor(limits: RateLimits) {
    this.#limits = limits
  }

  /** Seconds to wait, or undefined when the call may pass (and is counted). */
  waitFor(method: Method, channel: string | undefined, now: number): number | undefined {
    const { tier } = specOf(method)
    const minute = this.#window(method, MINUTE, now)
    if (minute.length >= TIER_LIMITS[tier]) return secondsUntil(minute[0] ?? now, MINUTE, now)
    if (method === 'chat.postMessage' && channel !== undefined) {
      const recent = this.#window(`post:${channel}`, SECOND * this.#limits.burst, now)
      if (recent.length >= this.#limits.burst) return secondsUntil(recent[0] ?? now, SECOND * this.#limits.burst, now)
      recent.push(now)
    }
    minute.push(now)
    return undefined
  }

  #window(key: string, span: number, now: number): number[] {
    const kept = (this.#calls.get(key) ?? []).filter((at) => at > now - span && at <= now)
    this.#calls.set(key, kept)
    return kept
  }
}

function secondsUntil(first: number, span: number, now: number): number {
  return Math.max(1, Math.ceil((first + span - now) / SECOND))
}
