import { GRACE } from '../../src/domain/delivery.js'
import { PostFailed } from '../../src/domain/errors.js'
import { Messages } from '../../src/sandbox/messages.js'
import type { Random } from '../../src/sandbox/random.js'
import type { ClockPort, Messenger, PostInput } from '../../src/usecases/ports.js'

const MINUTE = 60_000

type Outcome = 'ambiguous' | 'limited' | 'transient'
interface Harm {
  readonly outcome: Outcome | null
  readonly accepted: boolean
  /** Clock milliseconds for which history does not show it. */
  readonly hiddenFor: number
  readonly retryAfter?: number
}

const harm = (outcome: Outcome | null, accepted: boolean, more: Partial<Harm> = {}): Harm => ({
  ...{ outcome, accepted, hiddenFor: 0 },
  ...more,
})
const WELL = harm(null, true)
/** Cut connections and 5xx, with the message taken or not; 429s; and messages that history shows late. */
const HARMS: readonly Harm[] = [
  harm('ambiguous', true),
  harm('ambiguous', false),
  harm('limited', false, { retryAfter: 3 }),
  harm('limited', false, { retryAfter: Number.NaN }),
  harm('transient', false),
  harm('ambiguous', true, { hiddenFor: MINUTE }),
  harm('ambiguous', true, { hiddenFor: 4 * MINUTE }),
  harm('ambiguous', true, { hiddenFor: 30 * MINUTE }),
  harm(null, true, { hiddenFor: MINUTE }),
]

const HARMS_IN_TIME = HARMS.filter(({ hiddenFor }) => hiddenFor < GRACE)

/**
 * Slack in memory, without HTTP, for worlds by the thousand: it keeps messages as the local workspace does, and goes
 * wrong as Slack does. How the edge reads such faults from the wire is tried elsewhere.
 */
export class QuickSlack implements Messenger {
  readonly messages: Messages
  /** How likely each call goes wrong. */
  trouble = 0
  /** Whether history may show a message later than the grace time allows for. */
  shownTooLate = false
  /** What every call meets from now on; null = what chance brings. */
  next: Harm | null = null
  harmed = 0
  removed = 0
  readonly #random: Random
  readonly #clock: ClockPort

  constructor(clock: ClockPort, random: Random) {
    this.#clock = clock
    this.#random = random
    this.messages = new Messages(() => clock.now())
  }

  async post({ channel, deliveryId, text }: PostInput): Promise<{ channel: string; ts: string }> {
    const { outcome, accepted, hiddenFor, retryAfter } = this.#fate()
    const where = placeOf(channel)
    const metadata = { id: deliveryId }
    const added = accepted ? this.messages.add({ channel: where, user: 'U0BOT', text, metadata, hiddenFor }) : null
    if (outcome !== null || added === null) throw failed(outcome ?? 'ambiguous', retryAfter)
    return { channel: where, ts: added.ts }
  }

  async update(): Promise<void> {}

  async find({ channel, deliveryId, except }: Parameters<Messenger['find']>[0]) {
    this.#mayFail()
    const found = this.messages
      .in(placeOf(channel))
      .findLast(
        ({ metadata, ts, visibleFrom }) =>
          metadata?.['id'] === deliveryId && ts !== except && visibleFrom <= this.#clock.now(),
      )
    return found === undefined ? null : { channel: found.channel, ts: found.ts }
  }

  async remove(ref: { channel: string; ts: string }): Promise<void> {
    this.#mayFail()
    const message = this.messages.find(ref)
    if (message === undefined) return
    this.messages.remove(message)
    this.removed += 1
  }

  #fate(): Harm {
    if (this.next !== null) return this.next
    if (!this.#random.chance(this.trouble)) return WELL
    this.harmed += 1
    return this.#random.pick(this.shownTooLate ? HARMS : HARMS_IN_TIME)
  }

  #mayFail(): void {
    const { outcome, retryAfter } = this.#fate()
    if (outcome !== null) throw failed(outcome, retryAfter)
  }
}

const failed = (outcome: Outcome, retryAfter = 1): PostFailed =>
  new PostFailed(outcome === 'limited' ? { outcome, reason: 'ratelimited', retryAfter } : { outcome, reason: 'played' })

/** A person's direct message is a channel of its own. */
export const placeOf = (channel: string): string => channel.replace(/^U/, 'D')
