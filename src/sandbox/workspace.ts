import type { ChannelConfig, PersonConfig, WorkspaceConfig } from './config.js'
import { Files } from './files.js'
import { Messages } from './messages.js'
import { ResponseUrls } from './response-urls.js'
import { SlackError } from './slack-error.js'
import { Triggers } from './triggers.js'
import { Views } from './views.js'

export type Clock = { now(): number }

export type Conversation =
  | ({ readonly kind: 'channel' } & ChannelConfig)
  | { readonly kind: 'im'; readonly id: string; readonly user: string; is_archived: boolean }

/** Everything the played Slack knows: people, places, messages, views. State only; checks of calls are the API's. */
export class Workspace {
  readonly config: WorkspaceConfig
  readonly clock: Clock
  readonly messages: Messages
  readonly views: Views
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly files: Files
  /** Why every call is refused (`token_revoked`, `account_inactive`), or null. */
  tokenRefused: string | null = null
  /** The app's Messages tab; without it nobody can be sent a DM. */
  messagesTab = true
  /** The app's Home tab; without it nothing can be published there. */
  homeTab = true
  readonly #people: Map<string, PersonConfig>
  readonly #conversations: Map<string, Conversation>

  constructor(config: WorkspaceConfig, clock: Clock) {
    const now = () => clock.now()
    this.config = structuredClone(config)
    this.clock = clock
    this.messages = new Messages(now)
    this.views = new Views(now)
    this.files = new Files(now)
    this.triggers = new Triggers(now)
    this.responseUrls = new ResponseUrls(now)
    this.#people = new Map(this.config.people.map((person) => [person.id, person]))
    this.#conversations = new Map(
      this.config.channels.map((channel) => [channel.id, Object.assign(channel, { kind: 'channel' as const })]),
    )
  }

  people(): PersonConfig[] {
    return [...this.#people.values()]
  }

  /** Live: changing a field changes the workspace. @throws SlackError `user_not_found`. */
  person(id: string): PersonConfig {
    const person = this.#people.get(id)
    if (person === undefined) throw new SlackError('user_not_found')
    return person
  }

  channels(): Conversation[] {
    return [...this.#conversations.values()]
  }

  conversation(id: string): Conversation | undefined {
    return this.#conversations.get(id)
  }

  /** The app's DM with that person, made on first use. */
  imOf(user: string): Conversation {
    const id = `D${user.slice(1)}`
    const known = this.#conversations.get(id)
    if (known !== undefined) return known
    const im: Conversation = { kind: 'im', id, user, is_archived: false }
    this.#conversations.set(id, im)
    return im
  }

  membersOf(conversation: Conversation): readonly string[] {
    return conversation.kind === 'im' ? [conversation.user, this.config.bot.user_id] : conversation.members
  }

  nameOf(conversation: Conversation): string {
    return conversation.kind === 'im' ? 'directmessage' : conversation.name
  }
}
