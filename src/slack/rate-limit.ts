import type { Locale } from '../domain/person.js'
import { type Instant, MINUTE } from '../domain/time.js'

/** Commands and clicks of one person in a minute. Nobody types faster; a script does. */
const MOST_A_MINUTE = 60
/** People that are remembered: older ones are forgotten first. */
const MOST_PEOPLE = 10_000

interface Count {
  readonly since: Instant
  n: number
}

/** Counts what each person asks for, minute by minute, and knows the language of those it has seen. */
export class RateLimit {
  readonly #counts = new Map<string, Count>()
  readonly #locales = new Map<string, Locale>()

  /** @returns the seconds until there is room again; null when there is room now */
  take(person: string, now: Instant): number | null {
    const count = this.#counts.get(person)
    if (count === undefined || now - count.since >= MINUTE || now < count.since) {
      this.#counts.delete(person)
      this.#counts.set(person, { since: now, n: 1 })
      forgetOldest(this.#counts)
      return null
    }
    count.n += 1
    return count.n <= MOST_A_MINUTE ? null : Math.ceil((count.since + MINUTE - now) / 1000)
  }

  speaks(person: string, locale: Locale): void {
    this.#locales.delete(person)
    this.#locales.set(person, locale)
    forgetOldest(this.#locales)
  }

  localeOf(person: string): Locale | null {
    return this.#locales.get(person) ?? null
  }
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= MOST_PEOPLE) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
