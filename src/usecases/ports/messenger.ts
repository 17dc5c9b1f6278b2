import type { Delivery } from '../../domain/delivery.js'
import type { DeliveryId, WorkspaceId } from '../../domain/ids.js'

/** Slack, as far as posting goes. */
export interface Messenger {
  /** @throws PostFailed */
  post(input: PostInput): Promise<{ channel: string; ts: string }>
  /** @throws PostFailed */
  update(input: PostInput & { ts: string }): Promise<void>
  /**
   * Looks for a message that carries the delivery's id, newest first, passing over the one at `except`.
   *
   * @throws PostFailed `dm_unknown` when the channel is a person with whom no DM is known and none may be asked for
   */
  find(input: {
    workspaceId: WorkspaceId
    channel: string
    deliveryId: DeliveryId
    except?: string
    /** Where the message would stand in a thread: that thread is looked through, else the channel. */
    threadTs?: string
  }): Promise<{ ts: string; channel: string } | null>
  /** @throws PostFailed */
  remove(input: { workspaceId: WorkspaceId; channel: string; ts: string }): Promise<void>
}

/** Slack, as far as files go. */
export interface Uploads {
  /**
   * Uploads a file that nobody sees yet. @returns Slack's id, by which a block may place it
   *
   * @throws PostFailed never ambiguous: nothing stands anywhere, so it may be tried again
   */
  upload(input: { workspaceId: WorkspaceId; file: File }): Promise<string>
  /**
   * Shares a file in a thread. There is no way to find out later whether one whose answer was lost stands there.
   *
   * @throws PostFailed
   */
  share(input: { workspaceId: WorkspaceId; channel: string; threadTs: string; file: File }): Promise<void>
}

/** A file as it is given to Slack. */
export interface File {
  readonly name: string
  readonly title: string
  readonly bytes: Uint8Array
}

export interface PostInput {
  readonly workspaceId: WorkspaceId
  /** Slack's id of a person or a channel. */
  readonly channel: string
  readonly deliveryId: DeliveryId
  readonly text: string
  readonly blocks: readonly unknown[]
  /** The message that it answers. */
  readonly threadTs?: string
}

/** Turns a delivery into words, reading the state as it is now; null = there is nothing left to say. */
export interface Composer {
  /**
   * @throws PostFailed permanent, where we know better than Slack: it takes a message to a deactivated person in
   * silence; transient, where something that belongs to the message is not there yet
   */
  compose(delivery: Delivery): Promise<Composed | null>
}

export interface Composed {
  readonly channel: string
  readonly text: string
  readonly blocks: readonly unknown[]
  /** For an edit: the message that is brought up to date. */
  readonly editTs?: string
  /** The message that it answers: it stands in the thread of that. */
  readonly threadTs?: string
  /**
   * In place of a message: shares a file in that thread.
   *
   * @throws PostFailed
   */
  readonly share?: () => Promise<void>
  /** Called where Slack refuses the blocks. @returns whether it is worth composing again, for what was refused will be left out */
  readonly refused?: () => boolean
}
