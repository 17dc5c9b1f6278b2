import type { Json } from './json.js'

/** A refusal of the Web API: `code` is Slack's `error`, `extra` what Slack adds beside it. */
export class SlackError extends Error {
  readonly code: string
  readonly extra: Json

  constructor(code: string, extra: Json = {}) {
    super(code)
    this.name = 'SlackError'
    this.code = code
    this.extra = extra
  }
}

/** A refusal that explains itself, as Slack does in `response_metadata.messages`. */
export function refusal(code: string, messages: readonly string[], extra: Json = {}): SlackError {
  return new SlackError(code, { ...extra, response_metadata: { messages: messages.map((line) => `[ERROR] ${line}`) } })
}
