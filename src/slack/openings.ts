import { type Instant, MINUTE } from '../domain/time.js'
import type { Message } from '../views/message.js'

/** What only the person sees; null where there is nothing to say: a form has opened, a card shows it. */
export type Answer = Message | null

/** Sends an answer behind an acknowledgement. `replace`: in the place of the message that was clicked. */
export type Respond = (answer: Message, how?: { readonly replace?: boolean }) => Promise<void>

/** A response_url is good for so long. */
const GOOD_FOR = 30 * MINUTE
const MOST = 5_000

/** Where the answer to a form goes: to where it was opened from. */
export interface Opening {
  readonly respond: Respond
  /** It was opened by a button that only this person sees: the answer stands in its place. */
  readonly replaces: boolean
  /** It was opened from a card, which the delivery worker brings up to date by itself. */
  readonly fromCard: boolean
}

/**
 * The forms that are open, by the id of their first view. Kept in memory: after a restart the answer to a form is shown
 * in the form itself.
 */
export class Openings {
  readonly #open = new Map<string, Opening & { readonly at: Instant }>()

  remember(viewId: string, opening: Opening, at: Instant): void {
    this.#open.delete(viewId)
    this.#open.set(viewId, { ...opening, at })
    const [oldest] = this.#open.keys()
    if (this.#open.size > MOST && oldest !== undefined) this.#open.delete(oldest)
  }

  /** @returns null where nothing is known, or Slack would not take an answer any more */
  of(viewId: string, now: Instant): Opening | null {
    const opening = this.#open.get(viewId)
    return opening === undefined || now - opening.at > GOOD_FOR ? null : opening
  }
}
