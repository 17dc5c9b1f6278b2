import { randomBytes } from 'node:crypto'
import type { MessageRef } from './messages.js'

const USES = 5
const LIFETIME = 30 * 60_000

export type ResponseTarget = {
  readonly user: string
  readonly channel: string
  /** The message that held the clicked element. */
  readonly message?: MessageRef
  readonly thread_ts?: string
}

/** A response_url answers 5 times, for 30 minutes. */
export class ResponseUrls {
  readonly #now: () => number
  readonly #issued = new Map<string, ResponseTarget & { at: number; used: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  issue(target: ResponseTarget): string {
    const key = randomBytes(12).toString('hex')
    this.#issued.set(key, { ...target, at: this.#now(), used: 0 })
    return key
  }

  use(key: string): ResponseTarget | 'used_url' | 'expired_url' | 'no_url' {
    const issued = this.#issued.get(key)
    if (issued === undefined) return 'no_url'
    if (this.#now() - issued.at > LIFETIME) return 'expired_url'
    if (issued.used >= USES) return 'used_url'
    issued.used += 1
    return issued
  }
}
