import { isJson, type Json, listOf } from './json.js'
import { SlackError } from './slack-error.js'

export type Message = {
  readonly channel: string
  readonly ts: string
  readonly user: string
  readonly bot_id?: string
  /** Only this person sees it. */
  readonly ephemeralTo?: string
  readonly thread_ts?: string
  readonly broadcast: boolean
  text: string
  blocks: Json[]
  attachments: Json[]
  metadata: Json | undefined
  files: string[]
  edited: { user: string; ts: string } | undefined
  reactions: Map<string, string[]>
  /** Clock instant from which history shows it. */
  visibleFrom: number
}

export type NewMessage = {
  channel: string
  user: string
  bot_id?: string
  ephemeralTo?: string
  thread_ts?: string
  broadcast?: boolean
  text?: string
  blocks?: Json[]
  attachments?: Json[]
  metadata?: Json | undefined
  files?: string[]
  hiddenFor?: number
}

export type MessageRef = { readonly channel: string; readonly ts: string }

const keyOf = ({ channel, ts }: MessageRef) => `${channel} ${ts}`

/** All messages of the workspace, ephemeral ones too, in the order they came. */
export class Messages {
  readonly #now: () => number
  readonly all: Message[] = []
  readonly #byRef = new Map<string, Message>()
  readonly #byChannel = new Map<string, Message[]>()
  #lastMicros = 0
  #blocksSeen = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** A time stamp that no other message has, later than every earlier one. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.#now() * 1000, this.#lastMicros + 1)
    const seconds = Math.floor(this.#lastMicros / 1_000_000)
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`
  }

  add(message: NewMessage): Message {
    const { hiddenFor = 0, broadcast = false, text = '', blocks = [], attachments = [], files = [], ...rest } = message
    const added: Message = {
      ...rest,
      broadcast,
      text,
      blocks: this.#withBlockIds(blocks),
      attachments,
      files,
      metadata: message.metadata,
      ts: this.nextTs(),
      edited: undefined,
      reactions: new Map(),
      visibleFrom: this.#now() + hiddenFor,
    }
    this.all.push(added)
    const channel = this.#byChannel.get(added.channel)
    if (channel === undefined) this.#byChannel.set(added.channel, [added])
    else channel.push(added)
    this.#byRef.set(keyOf(added), added)
    return added
  }

  find(ref: MessageRef): Message | undefined {
    return this.#byRef.get(keyOf(ref))
  }

  /** @throws SlackError `message_not_found`. */
  get(ref: MessageRef): Message {
    const message = this.find(ref)
    if (message === undefined) throw new SlackError('message_not_found')
    return message
  }

  /** What is not given stays: blocks too, even when only the text changes. */
  edit(message: Message, change: Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>>): void {
    if (change.text !== undefined) message.text = change.text
    if (change.blocks !== undefined) message.blocks = this.#withBlockIds(change.blocks)
    if (change.attachments !== undefined) message.attachments = change.attachments
    if (change.metadata !== undefined) message.metadata = change.metadata
    message.edited = { user: message.user, ts: this.nextTs() }
  }

  remove(message: Message): void {
    for (const held of [this.all, this.#byChannel.get(message.channel) ?? []]) {
      const index = held.lastIndexOf(message)
      if (index >= 0) held.splice(index, 1)
    }
    this.#byRef.delete(keyOf(message))
  }

  /** What stands in a channel for everybody, oldest first. */
  in(channel: string): Message[] {
    return (this.#byChannel.get(channel) ?? []).filter(({ ephemeralTo }) => ephemeralTo === undefined)
  }

  repliesTo(message: MessageRef): Message[] {
    return this.in(message.channel).filter((reply) => reply.thread_ts === message.ts && reply.ts !== message.ts)
  }

  ephemeralsOf(user: string): Message[] {
    return this.all.filter((message) => message.ephemeralTo === user)
  }

  /** Slack gives every block an id; clicks need it. */
  #withBlockIds(blocks: readonly Json[]): Json[] {
    return blocks.map((block) => {
      if (typeof block['block_id'] === 'string') return block
      this.#blocksSeen += 1
      return { ...block, block_id: `b${this.#blocksSeen.toString(36)}` }
    })
  }

  react(message: Message, user: string, emoji: string): void {
    const users = message.reactions.get(emoji) ?? []
    if (!users.includes(user)) message.reactions.set(emoji, [...users, user])
  }
}

/** Image blocks may name an uploaded file. */
export function filesNamedIn(blocks: readonly Json[]): string[] {
  return blocks.flatMap((block) => {
    const own = isJson(block['slack_file']) ? [String(block['slack_file']['id'] ?? '')] : []
    const accessory = isJson(block['accessory']) ? filesNamedIn([block['accessory']]) : []
    return [...own, ...accessory, ...filesNamedIn(listOf(block['elements']))]
  })
}
