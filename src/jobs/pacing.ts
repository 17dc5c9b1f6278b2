import type { Purpose } from '../domain/delivery.js'
import type { Instant } from '../domain/time.js'

/** What Slack takes in a minute from one app in one workspace: posts in all; edits and history, both of its tier 3. */
const A_MINUTE = { post: 300, edit: 50, find: 50 } as const
/** How much of a minute's budget may go in one burst; the rest flows evenly. */
const BURST = { post: 60, edit: 10, find: 10 } as const
/** After a restart nobody knows what went out just before: half of the first burst counts as spent. */
const AFTER_START = 0.5
/** Of the burst of posts, what batches leave to messages that somebody waits for. */
const KEPT_FOR_NOTICES = 10
/** Slack cannot be reached: nobody waits longer than this before it is tried again (ms), nor shorter. */
const LONGEST_OUTAGE_WAIT = 60_000
const SHORTEST_OUTAGE_WAIT = 1000
/** No span of this length sees more than a minute's budget (ms): a second is left for answers that take their time. */
const WINDOW = 61_000
/** Tokens come in fractions. */
const ROUNDING = 1e-6
/** Between two posts to one channel (ms), counted from Slack's answer to the first. */
export const CHANNEL_GAP = 1000

type Work = keyof typeof A_MINUTE

/** What nobody waits for: of a spent budget, notices get the rest. */
export const GIVES_WAY: readonly Purpose[] = [
  'nudge',
  'escalation',
  'digest',
  'digest_details',
  'digest_csv',
  'summary',
]

interface Bucket {
  tokens: number
  filledAt: Instant
  /** The place in time of the last one that was told to come again. */
  queuedUntil: Instant
  /** When the last ones went, as many as a minute's budget holds, oldest first. */
  readonly taken: Instant[]
}

/**
 * How fast deliveries of this process may go: a budget for each workspace, so that none waits behind another's backlog,
 * and a gap after each post for each recipient. What another process has posted stands in the rows.
 */
export class Pacing {
  readonly #buckets = new Map<string, Bucket>()
  /** `since` tells a hold that a clock set back has made meaningless. */
  readonly #holds = new Map<string, { since: Instant; until: Instant }>()
  readonly #awaySince = new Map<string, Instant>()

  /** Takes a place in the workspace's budget. @returns null = go now; else when to come again */
  take(workspaceId: string, work: Work, now: Instant, purpose?: Purpose): Instant | null {
    const bucket = this.#filled(`${work} ${workspaceId}`, work, now)
    const kept = work === 'post' && purpose !== undefined && GIVES_WAY.includes(purpose) ? KEPT_FOR_NOTICES : 0
    // The one that went a minute's budget before this one must lie out of the window.
    const before = bucket.taken.at(kept - A_MINUTE[work])
    const windowFreeAt = before === undefined ? now : before + WINDOW
    if (bucket.tokens + ROUNDING >= 1 + kept && windowFreeAt <= now) {
      bucket.tokens -= 1
      bucket.taken.push(now)
      if (bucket.taken.length > A_MINUTE[work]) bucket.taken.shift()
      return null
    }
    bucket.queuedUntil = Math.max(bucket.queuedUntil, now, windowFreeAt - msPerToken(work)) + msPerToken(work)
    return Math.ceil(bucket.queuedUntil)
  }

  /** When the recipient may be posted to; null = now. */
  freeAt(workspaceId: string, recipient: string, now: Instant): Instant | null {
    const hold = this.#holds.get(`${workspaceId} ${recipient}`)
    return hold !== undefined && hold.since <= now && hold.until > now ? hold.until : null
  }

  /** Nothing more to that recipient before an instant: what was due to go later waits too. */
  hold(workspaceId: string, recipient: string, now: Instant, until: Instant): void {
    for (const [other, hold] of this.#holds) if (hold.until <= now || hold.since > now) this.#holds.delete(other)
    const key = `${workspaceId} ${recipient}`
    this.#holds.set(key, { since: now, until: Math.max(until, this.#holds.get(key)?.until ?? until) })
  }

  /** A post to that recipient has been answered, well or badly. */
  posted(workspaceId: string, recipient: string, now: Instant): void {
    this.hold(workspaceId, recipient, now, now + CHANNEL_GAP)
  }

  /** Slack could not be reached. @returns how long to wait (ms): half as long as it has been away */
  unreachable(workspaceId: string, now: Instant): number {
    const since = Math.min(this.#awaySince.get(workspaceId) ?? now, now)
    this.#awaySince.set(workspaceId, since)
    return Math.min(LONGEST_OUTAGE_WAIT, Math.max(SHORTEST_OUTAGE_WAIT, Math.floor((now - since) / 2)))
  }

  /** Slack has answered, whatever it said. */
  reached(workspaceId: string): void {
    this.#awaySince.delete(workspaceId)
  }

  #filled(key: string, work: Work, now: Instant): Bucket {
    const known = this.#buckets.get(key)
    const bucket = known ?? freshBucket(work, now)
    if (known === undefined) this.#buckets.set(key, bucket)
    if (now < bucket.filledAt) {
      bucket.queuedUntil = now
      bucket.taken.fill(now)
    }
    const passed = Math.max(0, now - bucket.filledAt)
    bucket.tokens = Math.min(BURST[work], bucket.tokens + passed / msPerToken(work))
    bucket.filledAt = now
    return bucket
  }
}

function freshBucket(work: Work, now: Instant): Bucket {
  const tokens = AFTER_START * BURST[work]
  return { tokens, filledAt: now, queuedUntil: now, taken: new Array<Instant>(BURST[work] - tokens).fill(now) }
}

const msPerToken = (work: Work): number => 60_000 / A_MINUTE[work]
