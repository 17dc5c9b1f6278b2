import type { Caller } from './actor.js'
import type { Answer, Respond } from './openings.js'

/** How a request is answered: at once, in the acknowledgement, or behind it. */
export interface Ways {
  /** The acknowledgement, with what can be said in it. */
  readonly ack: (answer: Answer) => Promise<void>
  readonly respond: Respond
  /** Whether the acknowledgement itself can carry words, such as "one moment". */
  readonly carriesWords: boolean
}

export interface Request {
  readonly caller: Caller
  /** Names the request: the same one has one effect. */
  readonly key: string | null
  /** What was typed, to be handed back where nothing could be written. */
  readonly typed?: string
  /** Whether it counts towards what a person may ask for in a minute. */
  readonly counts: boolean
}
