import { Arguments } from './arguments.js'
import { escapedCommandText } from './command-text.js'
import { type AppAnswer, ackObject, type Deliveries, type SendOptions } from './deliver.js'
import { type Choice, entered, NotPossible } from './form.js'
import { type Json, listOf } from './json.js'
import type { Message, MessageRef } from './messages.js'
import { type ModalSeen, Modals } from './modals.js'
import { channelPart, commandFields, interactionBase, messagePart, viewPart } from './payloads.js'
import { isMessageRef, Reach, type Target, type ViewRef, type Which } from './reach.js'
import { renderMessage, renderView } from './render-text.js'
import { say } from './respond.js'
import type { ResponseTarget } from './response-urls.js'
import { SlackError } from './slack-error.js'
import { type Field, stateOf } from './view-state.js'
import type { OpenView } from './views.js'
import type { Workspace } from './workspace.js'

/** What came of an act, as the person sees it. */
export type Seen = AppAnswer & {
  /** The message only they see, when the ack carried one. */
  readonly ephemeral?: Message
}

export type ActOptions = SendOptions & { readonly channel?: string }
export type ClickOptions = SendOptions & Which

export type Surroundings = {
  readonly workspace: Workspace
  readonly deliveries: Deliveries
  readonly origin: () => string
  readonly sendEvent: (event: Json, options?: SendOptions) => Promise<AppAnswer>
}

/** One person at their Slack: what they do goes signed to the app, what they see is read from the workspace. */
export class Person {
  readonly id: string
  readonly #around: Surroundings
  readonly #modals: Modals
  readonly #reach: Reach

  constructor(id: string, around: Surroundings) {
    this.id = around.workspace.person(id).id
    this.#around = around
    this.#reach = new Reach(this.id, around.workspace)
    this.#modals = new Modals(this.id, around.workspace, around.deliveries)
  }

  /** Types `/csql …`. Text goes through `should_escape` unless `raw`. */
  async command(name: string, text = '', options: ActOptions & { readonly raw?: boolean } = {}): Promise<Seen> {
    const { workspace, deliveries } = this.#around
    const place = this.#reach.place(options.channel)
    const fields = commandFields(workspace, this.id, place, {
      command: name,
      text: options.raw === true ? text : escapedCommandText(workspace, text).trim(),
      trigger_id: workspace.triggers.issue({ user: this.id }),
      response_url: this.#responseUrl({ user: this.id, channel: place.id }),
    })
    return this.#shown(await deliveries.command(fields, options), { user: this.id, channel: place.id })
  }

  /** Clicks a button that is there, in a message or a view. @throws NotPossible when it is not. */
  async click(target: Target, actionId: string, options: ClickOptions = {}): Promise<Seen> {
    const field = this.#reach.find(target, actionId, options)
    const { type, text, value, url } = field.element
    if (type !== 'button') throw new NotPossible(`${actionId} is a ${String(type)}, not a button: use select`)
    const part = { type, text, ...(value === undefined ? {} : { value }), ...(url === undefined ? {} : { url }) }
    return this.#act(target, field, part, options)
  }

  /** Picks in a menu, date picker or the like that tells the app at once. @throws NotPossible */
  async select(target: Target, actionId: string, choice: Choice, options: ClickOptions = {}): Promise<Seen> {
    const field = this.#reach.find(target, actionId, options)
    if (field.input && field.block['dispatch_action'] !== true) {
      throw new NotPossible(`${field.blockId} tells the app nothing until the form is sent: use fill`)
    }
    const view = isMessageRef(target) ? undefined : this.#reach.view(target)
    const value = entered(this.#around.workspace, field, choice, view?.offered.get(field.blockId) ?? [])
    if (view !== undefined && field.element['type'] !== 'overflow') {
      view.state[field.blockId] = { ...view.state[field.blockId], [actionId]: value }
    }
    return this.#act(target, field, value, options)
  }

  /** Types into a modal without sending it. Keys are block ids. @throws NotPossible */
  fill(view: ViewRef, values: Readonly<Record<string, Choice>>): void {
    this.#modals.fill(this.#reach.view(view), values)
  }

  /** Fills and sends a modal. What the client itself refuses comes back as `refused`, and nothing is sent. */
  async submit(
    view: ViewRef,
    values: Readonly<Record<string, Choice>> = {},
    options: SendOptions = {},
  ): Promise<ModalSeen> {
    return this.#modals.submit(this.#reach.view(view), values, options)
  }

  /** Closes a modal by its cross. */
  async close(view: ViewRef, options: SendOptions = {}): Promise<AppAnswer | undefined> {
    return this.#modals.close(this.#reach.view(view), options)
  }

  /** Types into an external select, and gets its options. */
  async suggest(
    view: ViewRef,
    blockId: string,
    query: string,
    options: SendOptions = {},
  ): Promise<AppAnswer & { options: Json[] }> {
    return this.#modals.suggest(this.#reach.view(view), blockId, query, options)
  }

  async messageShortcut(callbackId: string, ref: MessageRef, options: SendOptions = {}): Promise<Seen> {
    const { workspace, deliveries } = this.#around
    const message = this.#reach.message(ref)
    const place = this.#reach.place(message.channel)
    const { message: shown } = messagePart(workspace, message)
    if (shown === undefined) throw new NotPossible('an ephemeral message has no shortcuts')
    const body = {
      type: 'message_action',
      callback_id: callbackId,
      ...interactionBase(workspace, this.id),
      trigger_id: workspace.triggers.issue({ user: this.id }),
      action_ts: workspace.messages.nextTs(),
      message_ts: message.ts,
      message: shown,
      channel: channelPart(workspace, place),
      response_url: this.#responseUrl({ user: this.id, channel: place.id }),
    }
    return deliveries.interaction(body, options)
  }

  async globalShortcut(callbackId: string, options: SendOptions = {}): Promise<Seen> {
    const { workspace, deliveries } = this.#around
    const body = {
      type: 'shortcut',
      callback_id: callbackId,
      ...interactionBase(workspace, this.id),
      trigger_id: workspace.triggers.issue({ user: this.id }),
      action_ts: workspace.messages.nextTs(),
    }
    return deliveries.interaction(body, options)
  }

  /** Opens the app's Home; the app may publish it after. @throws NotPossible where the app has none */
  async openHome(options: SendOptions = {}): Promise<AppAnswer> {
    const { workspace, sendEvent } = this.#around
    if (!workspace.homeTab) throw new NotPossible('the app has no Home tab')
    const home = workspace.views.home(this.id)
    const shown = home === undefined ? {} : { view: viewPart(workspace, home)['view'] }
    const channel = workspace.imOf(this.id).id
    return sendEvent({ type: 'app_home_opened', user: this.id, channel, tab: 'home', ...shown }, options)
  }

  /** Writes a message of their own; the app hears nothing of it. */
  say(channel: string, text: string, thread?: MessageRef): Message {
    const place = this.#reach.place(channel)
    const reply = thread === undefined ? {} : { thread_ts: thread.ts }
    return this.#around.workspace.messages.add({ channel: place.id, user: this.id, text, ...reply })
  }

  /** Adds an emoji, named without colons, and the app hears of it. */
  async react(ref: MessageRef, emoji: string, options: SendOptions = {}): Promise<AppAnswer> {
    const message = this.#reach.message(ref)
    this.#around.workspace.messages.react(message, this.id, emoji)
    const item = { type: 'message', channel: message.channel, ts: message.ts }
    const event = { type: 'reaction_added', user: this.id, reaction: emoji, item, item_user: message.user }
    return this.#around.sendEvent(event, options)
  }

  /** The app's messages in their DM, oldest first, as they stand now. */
  dm(): Message[] {
    const { workspace } = this.#around
    return workspace.messages.in(workspace.imOf(this.id).id)
  }

  /** Messages that only they see, oldest first. */
  ephemerals(): Message[] {
    return this.#around.workspace.messages.ephemeralsOf(this.id)
  }

  /** DMs and ephemerals together, oldest first. */
  inbox(): Message[] {
    return [...this.dm(), ...this.ephemerals()].sort((one, other) => (one.ts < other.ts ? -1 : 1))
  }

  /** The modal on top, if one is open. */
  modal(): OpenView | undefined {
    return this.#around.workspace.views.stack(this.id).at(-1)
  }

  home(): OpenView | undefined {
    return this.#around.workspace.views.home(this.id)
  }

  /** Everything before their eyes, in words: DMs and ephemerals, then the open modal. */
  sees(): string {
    const { workspace } = this.#around
    const modal = this.modal()
    const messages = this.inbox().map((message) => renderMessage(workspace, message).join('\n'))
    return [...messages, ...(modal === undefined ? [] : [renderView(workspace, modal).join('\n')])].join('\n\n')
  }

  async #act(target: Target, field: Field, part: Json, options: SendOptions): Promise<Seen> {
    const { workspace, deliveries } = this.#around
    const action = {
      ...part,
      action_id: field.element['action_id'],
      block_id: field.blockId,
      action_ts: workspace.messages.nextTs(),
    }
    const body = {
      type: 'block_actions',
      ...interactionBase(workspace, this.id),
      trigger_id: workspace.triggers.issue({ user: this.id }),
      ...(isMessageRef(target) ? this.#inMessage(target, field, part) : viewPart(workspace, this.#reach.view(target))),
      actions: [action],
    }
    return deliveries.interaction(body, options)
  }

  #inMessage(ref: MessageRef, field: Field, part: Json): Json {
    const { workspace } = this.#around
    const message = this.#reach.message(ref)
    const state = stateOf(message.blocks)
    const actionId = String(field.element['action_id'])
    if (state[field.blockId]?.[actionId] !== undefined) {
      state[field.blockId] = { ...state[field.blockId], [actionId]: part }
    }
    const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }
    const target = { user: this.id, channel: message.channel, message: ref, ...thread }
    return {
      ...messagePart(workspace, message),
      channel: channelPart(workspace, this.#reach.place(message.channel)),
      state: { values: state },
      response_url: this.#responseUrl(target),
    }
  }

  #responseUrl(target: ResponseTarget): string {
    return `${this.#around.origin()}/response/${this.#around.workspace.responseUrls.issue(target)}`
  }

  /** A command's ack is itself a message; one that Slack would not take is an error to the person. */
  #shown(answer: AppAnswer, target: ResponseTarget): Seen {
    const empty = answer.body === '' || (typeof answer.body === 'object' && Object.keys(ackObject(answer)).length === 0)
    if (answer.error !== undefined || empty) return answer
    const said = typeof answer.body === 'string' ? { text: answer.body } : ackObject(answer)
    try {
      const message = say(this.#around.workspace, target, new Arguments(said))
      return message.ephemeralTo === undefined ? answer : { ...answer, ephemeral: message }
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const messages = listOf([error.extra['response_metadata']]).flatMap((meta) => meta['messages'] as string[])
      return { ...answer, error: [error.code, ...messages].join(': ') }
    }
  }
}
