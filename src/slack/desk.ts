import type { EdgeDeps } from './edge-deps.js'
import { Openings } from './openings.js'
import { RateLimit } from './rate-limit.js'

/** What the edge works with: what it was given, and what it keeps between requests. */
export interface Desk extends EdgeDeps {
  readonly limit: RateLimit
  readonly openings: Openings
}

export const createDesk = (deps: EdgeDeps): Desk => ({ ...deps, limit: new RateLimit(), openings: new Openings() })
