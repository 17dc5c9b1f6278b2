import type { Json } from './json.js'
import type { MessageRef } from './messages.js'

/** One request that the app made of Slack. `method` is `response_url` or `upload` for those two. */
export type LoggedCall = {
  readonly method: string
  /** Decoded: blocks, view and metadata are objects. The token is left out. */
  readonly args: Json
  /** Instant of the workspace's clock. */
  readonly at: number
  /** Whether Slack did it, whatever the app was told. */
  accepted: boolean
  /** What went out; undefined while it is open, and where it was cut or never answered. */
  status: number | undefined
  response: Json | undefined
  outcome: 'open' | 'answered' | 'cut' | 'hung'
  /** Machine milliseconds (`performance.now`) of its begin, and until it was answered or cut; null while it is open. */
  readonly begunAt: number
  ms: number | null
  /** The message that a post to a response_url wrote: its answer does not tell. */
  wrote?: MessageRef
}

const ENCODED = new Set(['blocks', 'attachments', 'view', 'metadata', 'files'])

function decoded(name: string, value: unknown): unknown {
  if (!ENCODED.has(name) || typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

export function readable(args: Json): Json {
  const shown = Object.entries(args).filter(([name]) => name !== 'token')
  return Object.fromEntries(shown.map(([name, value]) => [name, decoded(name, value)]))
}
