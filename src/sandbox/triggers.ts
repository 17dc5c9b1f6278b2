import { randomBytes } from 'node:crypto'
import { SlackError } from './slack-error.js'

/** A trigger id lives 3 s and opens one view. */
const LIFETIME = 3000

export type Trigger = { readonly user: string; readonly viewId?: string }

export class Triggers {
  readonly #now: () => number
  readonly #issued = new Map<string, Trigger & { at: number; used: boolean }>()

  constructor(now: () => number) {
    this.#now = now
  }

  issue(trigger: Trigger): string {
    const id = `${this.#issued.size + 1}.${this.#now()}.${randomBytes(16).toString('hex')}`
    this.#issued.set(id, { ...trigger, at: this.#now(), used: false })
    return id
  }

  /** @throws SlackError `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`. */
  exchange(id: string): Trigger {
    const trigger = this.#issued.get(id)
    if (trigger === undefined) throw new SlackError('invalid_trigger_id')
    if (trigger.used) throw new SlackError('exchanged_trigger_id')
    if (this.#now() - trigger.at > LIFETIME) throw new SlackError('expired_trigger_id')
    trigger.used = true
    return trigger
  }
}
