import type { Arguments } from '../arguments.js'
import type { Json } from '../json.js'
import type { Workspace } from '../workspace.js'

/** One call as a method sees it. */
export type Call = {
  readonly workspace: Workspace
  readonly args: Arguments
  /** Base of the server, for addresses in answers. */
  readonly origin: string
  /** Milliseconds for which a new message stays out of history: a harm, else 0. */
  readonly hiddenFor: number
}

/** Slack's answer without `ok`. @throws SlackError */
export type Handler = (call: Call) => Json
