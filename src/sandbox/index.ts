import { userObject } from './api/people.js'
import type { LoggedCall } from './call-log.js'
import { type WorkspaceConfigInput, workspaceConfigSchema } from './config.js'
import { type AppAnswer, Deliveries, type SendOptions, type SentPayload } from './deliver.js'
import type { HarmHook } from './harm.js'
import type { Json } from './json.js'
import { eventEnvelope } from './payloads.js'
import { Person } from './person.js'
import type { RateLimits } from './rate-limits.js'
import { WebApi } from './web-api.js'
import { type Clock, Workspace } from './workspace.js'

export type SandboxOptions = {
  readonly config: WorkspaceConfigInput
  readonly clock: Clock
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Off unless given. */
  readonly limits?: RateLimits
  /** The app's one address: `http://…/slack/events`. May be set later. */
  readonly appUrl?: string
}

export type EventOptions = SendOptions & {
  /** The same id again is a retry, as Slack makes them. */
  readonly eventId?: string
  readonly retryNum?: number
}

export type PersonChange = Partial<Omit<Workspace['config']['people'][number], 'id'>>

/** A played Slack: its Web API over HTTP, and the hands of its people. */
export class Sandbox {
  readonly workspace: Workspace
  readonly #api: WebApi
  readonly #deliveries: Deliveries
  #events = 0

  constructor(workspace: Workspace, api: WebApi, deliveries: Deliveries) {
    this.workspace = workspace
    this.#api = api
    this.#deliveries = deliveries
  }

  /** For `slackApiUrl`: ends in `/api/`. */
  get url(): string {
    return `${this.#api.origin}/api/`
  }

  /** Every request that the app made, in order. */
  get calls(): readonly LoggedCall[] {
    return this.#api.calls
  }

  /** Every payload that was sent to the app, in order. */
  get payloads(): readonly SentPayload[] {
    return this.#deliveries.sent
  }

  /** Asked before each call what shall go wrong with it. */
  get harm(): HarmHook | undefined {
    return this.#api.harm
  }
  set harm(hook: HarmHook | undefined) {
    this.#api.harm = hook
  }

  /** Called whenever something that people see may have changed by the app's doing. */
  set changed(listener: (() => void) | undefined) {
    this.#api.changed = listener
    this.#deliveries.changed = listener
  }

  get appUrl(): string | undefined {
    return this.#deliveries.appUrl
  }
  set appUrl(url: string | undefined) {
    this.#deliveries.appUrl = url
  }

  /** One person at their Slack. @throws SlackError `user_not_found`. */
  as(userId: string): Person {
    return new Person(userId, {
      workspace: this.workspace,
      deliveries: this.#deliveries,
      origin: () => this.#api.origin,
      sendEvent: (event, options) => this.event(event, options),
    })
  }

  /** Sends one Events API event. */
  event(event: Json, options: EventOptions = {}): Promise<AppAnswer> {
    this.#events += 1
    const id = options.eventId ?? `Ev${String(this.#events).padStart(8, '0')}`
    const stamped = { event_ts: this.workspace.messages.nextTs(), ...event }
    const retry =
      options.retryNum === undefined
        ? {}
        : { 'x-slack-retry-num': String(options.retryNum), 'x-slack-retry-reason': 'http_timeout' }
    const headers = { ...retry, ...options.headers }
    return this.#deliveries.event(eventEnvelope(this.workspace, stamped, id), { ...options, headers })
  }

  /** Changes a person and tells the app by `user_change`. */
  changePerson(userId: string, change: PersonChange, options?: EventOptions): Promise<AppAnswer> {
    const person = Object.assign(this.workspace.person(userId), change)
    return this.event({ type: 'user_change', user: userObject(this.workspace, person, true) }, options)
  }

  /** The app is removed: its token dies, then it is told. */
  uninstall(options?: EventOptions): Promise<AppAnswer> {
    this.workspace.tokenRefused = 'account_inactive'
    return this.event({ type: 'app_uninstalled' }, options)
  }

  /** The bot's token is revoked, and the app told. */
  revokeToken(options?: EventOptions): Promise<AppAnswer> {
    this.workspace.tokenRefused = 'token_revoked'
    return this.event({ type: 'tokens_revoked', tokens: { bot: [this.workspace.config.bot.user_id] } }, options)
  }

  /** The same bytes and signature once more, as an eavesdropper could. */
  replay(payload: SentPayload): Promise<AppAnswer> {
    return this.#deliveries.replay(payload)
  }

  /** Waits, in machine time, until `there` gives something. @throws Error after `ms`. */
  async until<T>(there: () => T | undefined | false, ms = 3000): Promise<T> {
    const deadline = Date.now() + ms
    for (;;) {
      const found = there()
      if (found !== undefined && found !== false) return found
      if (Date.now() > deadline) throw new Error(`not seen within ${ms} ms`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  stop(): Promise<void> {
    return this.#api.stop()
  }
}

/** Starts a played Slack on 127.0.0.1. @throws ZodError for a config that is none. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const workspace = new Workspace(workspaceConfigSchema.parse(options.config), options.clock)
  const api = new WebApi(workspace, options.limits)
  const deliveries = new Deliveries(workspace.config.signing_secret, () => options.clock.now())
  deliveries.appUrl = options.appUrl
  await api.start(options.port)
  return new Sandbox(workspace, api, deliveries)
}

export type { LoggedCall } from './call-log.js'
export { readWorkspaceConfig } from './config.js'
export { type AppAnswer, type SentPayload, signatureHeaders } from './deliver.js'
export { NotPossible } from './form.js'
export * as harms from './harm.js'
export type { Message } from './messages.js'
export { METHODS } from './methods.js'
export type { Person, Seen } from './person.js'
export { notificationText, renderBlocks, renderMessage, renderView } from './render-text.js'
export { CHANNELS, PEOPLE, sampleCompany } from './sample-company.js'
export type { OpenView } from './views.js'
export { type Clock, Workspace } from './workspace.js'
