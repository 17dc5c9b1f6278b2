import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { REVOKED_REASONS } from '../domain/delivery.js'
import { PostFailed } from '../domain/errors.js'
import type { DeliveryId, WorkspaceId } from '../domain/ids.js'
import type { File, Logger, Messenger, PostInput, Uploads } from '../usecases/ports.js'
import { checkMessage, faultLine } from './block-kit-limits.js'
import { ambiguous, permanent, postFailed } from './post-errors.js'

export { createPostingClient } from './posting-client.js'

/** The type of the metadata that every message of ours carries; everybody in the workspace can read it. */
const DELIVERY_EVENT = 'tasuki_delivery'
/** How far back a message is looked for: pages of history, and messages a page. */
const MOST_PAGES = 10
const PAGE = 200

/** A file's bytes are sent within so long (ms of the machine's clock). */
const UPLOAD_TIMEOUT = 10_000

export interface MessengerDeps {
  /** A client made by `createPostingClient` with that workspace's token. */
  readonly clientFor: (workspaceId: WorkspaceId) => WebClient
  readonly logger: Logger
  /** Slack no longer takes the workspace's token; the reason is Slack's code. */
  readonly onRevoked: (workspaceId: WorkspaceId, reason: string) => void | Promise<void>
}

const Posted = z.object({ channel: z.string(), ts: z.string() })
const UploadPlace = z.object({ upload_url: z.url(), file_id: z.string() })
const Opened = z.object({ channel: z.object({ id: z.string() }) })
const ChannelInfo = z.object({ channel: z.object({ is_ext_shared: z.boolean().optional() }) })
const History = z.object({
  messages: z.array(z.object({ ts: z.string(), metadata: z.unknown().optional() })),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
})
/** Other apps' metadata may look like anything. */
const OwnMetadata = z.object({
  event_type: z.literal(DELIVERY_EVENT),
  event_payload: z.object({ id: z.string() }),
})

/** Posts to Slack, and says of every failure what it has left behind. */
export function createMessenger(deps: MessengerDeps): Messenger & Uploads {
  return new SlackMessenger(deps)
}

class SlackMessenger implements Messenger, Uploads {
  readonly #deps: MessengerDeps
  /** People's DM channels, as answers to posts gave them. */
  readonly #dms = new Map<string, string>()

  constructor(deps: MessengerDeps) {
    this.#deps = deps
  }

  async post(input: PostInput): Promise<{ channel: string; ts: string }> {
    const { workspaceId, channel, deliveryId, text, blocks } = input
    this.#check(input)
    if (!isPerson(channel)) await this.#requireOwnChannel(workspaceId, channel)
    const answer = await this.#call(workspaceId, 'chat.postMessage', Posted, {
      ...{ channel, text, blocks },
      ...(input.threadTs === undefined ? {} : { thread_ts: input.threadTs }),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: DELIVERY_EVENT, event_payload: { id: deliveryId } },
    })
    if (isPerson(channel)) this.#dms.set(`${workspaceId} ${channel}`, answer.channel)
    return { channel: answer.channel, ts: answer.ts }
  }

  /** Leaves the metadata as it is: the message keeps the id of the delivery that posted it. */
  async update(input: PostInput & { ts: string }): Promise<void> {
    const { workspaceId, channel, ts, text, blocks } = input
    this.#check(input)
    await this.#call(workspaceId, 'chat.update', z.object({}), { channel, ts, text, blocks })
  }

  async find({ workspaceId, channel, deliveryId, except, threadTs }: Parameters<Messenger['find']>[0]) {
    const where = isPerson(channel) ? await this.#dmWith(workspaceId, channel) : channel
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies'
      const { messages, response_metadata } = await this.#call(workspaceId, method, History, {
        channel: where,
        ...(threadTs === undefined ? {} : { ts: threadTs }),
        include_all_metadata: true,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      })
      const found = messages.find((message) => carries(message, deliveryId) && message.ts !== except)
      if (found !== undefined) return { channel: where, ts: found.ts }
      cursor = response_metadata?.next_cursor ?? ''
      if (cursor === '') return null
    }
    return null
  }

  async remove({ workspaceId, channel, ts }: { workspaceId: WorkspaceId; channel: string; ts: string }): Promise<void> {
    try {
      await this.#call(workspaceId, 'chat.delete', z.object({}), { channel, ts })
    } catch (error) {
      if (!(error instanceof PostFailed && error.facts.reason === 'message_not_found')) throw error
    }
  }

  async upload({ workspaceId, file }: Parameters<Uploads['upload']>[0]): Promise<string> {
    const uploaded = await this.#uploaded(workspaceId, file)
    try {
      await this.#call(workspaceId, 'files.completeUploadExternal', z.object({}), { files: [uploaded] })
    } catch (error) {
      throw unshared(error)
    }
    return uploaded.id
  }

  async share({ workspaceId, channel, threadTs, file }: Parameters<Uploads['share']>[0]): Promise<void> {
    await this.#requireOwnChannel(workspaceId, channel)
    await this.#call(workspaceId, 'files.completeUploadExternal', z.object({}), {
      files: [await this.#uploaded(workspaceId, file)],
      channel_id: channel,
      thread_ts: threadTs,
    })
  }

  /** The bytes are with Slack, and nobody sees them. */
  async #uploaded(workspaceId: WorkspaceId, { name, title, bytes }: File): Promise<{ id: string; title: string }> {
    try {
      const { upload_url, file_id } = await this.#call(workspaceId, 'files.getUploadURLExternal', UploadPlace, {
        ...{ filename: name, length: bytes.length },
      })
      const answer = await fetch(upload_url, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'application/octet-stream' },
        signal: AbortSignal.timeout(UPLOAD_TIMEOUT),
      })
      if (!answer.ok) throw ambiguous(`http_${answer.status}`)
      return { id: file_id, title }
    } catch (error) {
      throw unshared(error)
    }
  }

  /**
   * The DM's channel, which history needs: from an earlier answer, else by `conversations.open`, whose scope an
   * installation need not have given.
   */
  async #dmWith(workspaceId: WorkspaceId, person: string): Promise<string> {
    const known = this.#dms.get(`${workspaceId} ${person}`)
    if (known !== undefined) return known
    try {
      const { channel } = await this.#call(workspaceId, 'conversations.open', Opened, { users: person })
      this.#dms.set(`${workspaceId} ${person}`, channel.id)
      return channel.id
    } catch (error) {
      if (!(error instanceof PostFailed) || error.facts.outcome !== 'permanent') throw error
      throw REVOKED_REASONS.includes(error.facts.reason) ? error : permanent('dm_unknown')
    }
  }

  /**
   * What is said in a channel that another organisation shares would leave the house. Where Slack does not say whether
   * it is (a scope that was struck out), the admin's choice of the channel stands.
   */
  async #requireOwnChannel(workspaceId: WorkspaceId, channel: string): Promise<void> {
    try {
      const { channel: info } = await this.#call(workspaceId, 'conversations.info', ChannelInfo, { channel })
      if (info.is_ext_shared === true) throw permanent('is_ext_shared')
    } catch (error) {
      if (!(error instanceof PostFailed) || error.facts.reason !== 'missing_scope') throw error
    }
  }

  #check({ workspaceId, deliveryId, text, blocks }: PostInput): void {
    const faults = checkMessage({ text, blocks })
    if (faults.length === 0) return
    const lines = faults.slice(0, 5).map(faultLine)
    this.#deps.logger.error({ workspaceId, deliveryId, faults: lines }, 'a message breaks a limit of Slack')
    throw permanent('invalid_blocks')
  }

  async #call<T>(workspaceId: WorkspaceId, method: string, shape: z.ZodType<T>, args: Record<string, unknown>) {
    let answer: unknown
    try {
      answer = await this.#clientFor(workspaceId).apiCall(method, args)
    } catch (error) {
      const failed = postFailed(error)
      if (failed.facts.outcome === 'permanent' && REVOKED_REASONS.includes(failed.facts.reason))
        await this.#revoked(workspaceId, failed.facts.reason)
      throw failed
    }
    const parsed = shape.safeParse(answer)
    if (parsed.success) return parsed.data
    throw ambiguous('unreadable_answer')
  }

  #clientFor(workspaceId: WorkspaceId): WebClient {
    try {
      return this.#deps.clientFor(workspaceId)
    } catch {
      throw permanent('not_authed')
    }
  }

  async #revoked(workspaceId: WorkspaceId, reason: string): Promise<void> {
    try {
      await this.#deps.onRevoked(workspaceId, reason)
    } catch (error) {
      this.#deps.logger.error({ workspaceId, err: error }, 'a workspace whose token is gone could not be stopped')
    }
  }
}

/** Of a file that is shared nowhere, what is doubtful elsewhere has certainly not been seen by anybody. */
function unshared(error: unknown): PostFailed {
  const failed = postFailed(error)
  const { outcome, reason } = failed.facts
  return outcome === 'ambiguous' ? new PostFailed({ outcome: 'transient', reason }) : failed
}

const isPerson = (channel: string): boolean => /^[UW]/.test(channel)

/** Whether it is the message of that delivery. */
const carries = ({ metadata }: { metadata?: unknown }, deliveryId: DeliveryId): boolean =>
  OwnMetadata.safeParse(metadata).data?.event_payload.id === deliveryId
