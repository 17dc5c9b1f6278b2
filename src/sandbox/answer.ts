import { HANDLERS } from './api/index.js'
import { place } from './api/places.js'
import { Arguments } from './arguments.js'
import type { Json } from './json.js'
import type { MessageRef } from './messages.js'
import { type ConversationKind, isMethod, type Method, specOf } from './methods.js'
import type { RateGate } from './rate-limits.js'
import { SlackError } from './slack-error.js'
import type { Workspace } from './workspace.js'

export type Answer = {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Json
  /** The message that it wrote, where the body does not say so. */
  readonly wrote?: MessageRef
}

export type Asked = {
  readonly workspace: Workspace
  readonly gate: RateGate | undefined
  readonly origin: string
  readonly method: string
  readonly token: string | undefined
  readonly args: Json
  readonly hiddenFor: number
}

function authorise(workspace: Workspace, token: string | undefined): void {
  if (token === undefined || token === '') throw new SlackError('not_authed')
  if (token !== workspace.config.bot.token) throw new SlackError('invalid_auth')
  if (workspace.tokenRefused !== null) throw new SlackError(workspace.tokenRefused)
}

function kindNamed(workspace: Workspace, args: Arguments): ConversationKind {
  const id = args.text('channel') ?? ''
  if (id === '') return 'im'
  const conversation = place(workspace, id)
  if (conversation.kind === 'im') return 'im'
  return conversation.is_private ? 'private' : 'public'
}

function requireScopes(workspace: Workspace, method: Method, args: Arguments): void {
  const { scopes } = workspace.config
  if (scopes === undefined) return
  const spec = specOf(method)
  const byPlace = spec.conversationScopes === undefined ? [] : [spec.conversationScopes[kindNamed(workspace, args)]]
  const needed = [...spec.scopes, ...byPlace].find((scope) => !scopes.includes(scope))
  if (needed !== undefined) throw new SlackError('missing_scope', { needed, provided: scopes.join(',') })
}

/** A post to a person and to their DM count as one channel. */
function channelOf(workspace: Workspace, args: Arguments): string | undefined {
  const id = args.text('channel')
  if (id === undefined || !/^[UW]/.test(id)) return id
  return workspace.people().some((person) => person.id === id) ? workspace.imOf(id).id : id
}

/** Slack's answer to one call, with every check Slack would make, in Slack's order. */
export function answerTo(asked: Asked): Answer {
  const { workspace, method } = asked
  const { scopes } = workspace.config
  const headers: Record<string, string> = scopes === undefined ? {} : { 'x-oauth-scopes': scopes.join(',') }
  try {
    if (!isMethod(method)) throw new SlackError('unknown_method', { req_method: method })
    const args = new Arguments(asked.args)
    if (method !== 'api.test') authorise(workspace, asked.token)
    const wait = asked.gate?.waitFor(method, channelOf(workspace, args), workspace.clock.now())
    if (wait !== undefined) {
      const body = { ok: false, error: 'ratelimited' }
      return { status: 429, headers: { ...headers, 'retry-after': String(wait) }, body }
    }
    requireScopes(workspace, method, args)
    args.require(specOf(method).required)
    const { origin, hiddenFor } = asked
    return { status: 200, headers, body: { ok: true, ...HANDLERS[method]({ workspace, args, origin, hiddenFor }) } }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { status: 200, headers, body: { ok: false, error: error.code, ...error.extra } }
  }
}
