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
  }): Promise<{ ts: string; channel: string } | null>
  /** @throws PostFailed */
  remove(input: { workspaceId: WorkspaceId; channel: string; ts: string }): Promise<void>
}

export interface PostInput {
  readonly workspaceId: WorkspaceId
  /** Slack's id of a person or a channel. */
  readonly channel: string
  readonly deliveryId: DeliveryId
  readonly text: string
  readonly blocks: readonly unknown[]
}

/** Turns a delivery into words, reading the state as it is now; null = there is nothing left to say. */
export interface Composer {
  /** @throws PostFailed permanent, where we know better than Slack: it takes a message to a deactivated person in silence */
  compose(delivery: Delivery): Promise<Composed | null>
}

export interface Composed {
  readonly channel: string
  readonly text: string
  readonly blocks: readonly unknown[]
  /** For an edit: the message that is brought up to date. */
  readonly editTs?: string
}
