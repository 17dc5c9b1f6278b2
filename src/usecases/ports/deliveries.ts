import type { Delivery, DeliveryState, Purpose } from '../../domain/delivery.js'
import type { ClockId, CsqlId, DeliveryId, PersonId, WorkspaceId } from '../../domain/ids.js'
import type { Day, Instant } from '../../domain/time.js'

export interface NewDelivery {
  readonly id: DeliveryId
  readonly recipientKind: 'person' | 'channel'
  readonly recipient: string
  readonly purpose: Purpose
  readonly subject: string
  readonly occasion: string
  readonly notBefore: Instant
  readonly createdAt: Instant
}

/** One clock in a batch, with the step that it took there. */
export interface DeliveryItem {
  readonly clockId: ClockId
  readonly step: string
  /** The nudge says that the manager is told next. */
  readonly announces: boolean
  /** When it was to be said, UTC ms: its batch is late where that is long ago. Null for what an older program wrote. */
  readonly meantFor: Instant | null
}

/** Rows of a clock: those that announce its escalation, or of one step. */
export interface Saying {
  readonly clockId: ClockId
  readonly purposes: readonly Purpose[]
  readonly what: 'announces' | { readonly steps: readonly string[] }
}

export interface DeliveriesRepo {
  /**
   * Writes the row unless its slot is taken.
   *
   * @returns the row of that slot, new or old
   */
  enqueue(delivery: NewDelivery): Promise<{ delivery: Delivery; isNew: boolean }>
  get(id: DeliveryId): Promise<Delivery | null>
  /** Whether a slot of this kind is taken by anybody: there is a row for the occasion. */
  isTaken(slot: Pick<Delivery, 'purpose' | 'subject' | 'occasion'>): Promise<boolean>
  /** The last sent one of an earlier occasion (of slots that sort as they follow each other: ISO weeks). */
  lastSent(of: {
    readonly purpose: Purpose
    readonly subject: string
    readonly before: string
  }): Promise<Delivery | null>
  /** Replaces every edit of that message that is still pending by this one. */
  enqueueEdit(edit: NewDelivery): Promise<void>
  /** Puts a clock into a batch; of several steps of one clock the last one stands, before what is only told of it. */
  addItem(id: DeliveryId, item: DeliveryItem): Promise<void>
  /** Those that it says, or is to say. */
  items(id: DeliveryId): Promise<readonly DeliveryItem[]>
  /** A batch goes without this clock: it was never said by it. */
  leaveOut(id: DeliveryId, clockId: ClockId): Promise<void>
  /** Where a step of a clock stands, or is to stand, in the batches of some purposes. */
  saying(of: Saying): Promise<readonly Pick<Delivery, 'id' | 'state' | 'sentAt'>[]>
  /** Messages already posted (or about to be, or perhaps) whose subject is this CSQL and that carry its buttons. */
  cardsOf(csqlId: CsqlId): Promise<readonly Delivery[]>
  /** The newest message of that kind about a subject to that recipient, sent or still to be sent. */
  newest(of: Pick<Delivery, 'recipient' | 'purpose' | 'subject'>): Promise<Delivery | null>
  /**
   * What waits for its time after `now` and was not tried yet, edits aside: for one person, or for everybody. Soonest
   * first.
   */
  waiting(recipient: PersonId | 'everybody', now: Instant): Promise<readonly Delivery[]>
  /** The row of a slot, whatever became of it. */
  inSlot(slot: Pick<Delivery, 'recipient' | 'purpose' | 'subject' | 'occasion'>): Promise<Delivery | null>
  /** Batches that wait and may go by an instant, put back or not. The one that is to go first comes first. */
  batchesDue(by: Instant): Promise<readonly Delivery[]>
  /**
   * Gives one that still waits another time, and its batch another slot, which must be free. What is late stays so: it
   * was meant for when it was meant for, and where it was tried before, others go before it now.
   */
  setSlot(id: DeliveryId, slot: Pick<Delivery, 'occasion' | 'notBefore'> & { readonly isLate?: boolean }): Promise<void>
  /** One that was not sent, for there was nothing left to say, is to go after all. */
  setPending(id: DeliveryId, notBefore: Instant): Promise<void>
  /** One that still waits is not sent: what it says stands in another. */
  setReplaced(id: DeliveryId): Promise<void>
  /** Posted batches that hold a clock of this CSQL, since an instant. */
  batchesOf(csqlId: CsqlId, since: Instant): Promise<readonly Delivery[]>
  /** Newest first. */
  list(filter: { state?: DeliveryState; recipient?: string; limit: number }): Promise<readonly Delivery[]>
  countByState(): Promise<Readonly<Record<DeliveryState, number>>>
  /** A parked one is pending again, due then, as if it had never been tried; an answer to an earlier call is refused. */
  putBack(id: DeliveryId, again: { notBefore: Instant; reason: string | null }): Promise<void>
  /** One that is pending, unknown or parked is never sent; an answer to an earlier call is refused. */
  drop(id: DeliveryId, reason: string): Promise<void>
}

/**
 * The worker's side of deliveries, across workspaces. Each call is a transaction of its own; a claim is committed
 * before Slack is called.
 */
export interface DeliveryQueue {
  /**
   * Claims what is due, at most one per recipient, oldest first, and none for a recipient that has one in `sending` or
   * `unknown`, nor one enqueued after one that was put back: their order is kept. An edit, a batch that waits for the
   * budget, and what waits for its reader's hours, hold nobody up. Expired leases become `unknown` before. Suspended workspaces have none; the others share
   * the limit evenly, so that none waits behind another's backlog, each up to its room.
   */
  claim(
    now: Instant,
    leaseUntil: Instant,
    limit: number,
    room?: (workspaceId: WorkspaceId) => number,
  ): Promise<readonly Delivery[]>
  /**
   * Unknown ones whose grace time has passed, claimed for reconciliation under a new fence. The claim counts as the last
   * try (`triedAt`), so that one settled as unknown again waits for another grace time.
   */
  claimUnknown(now: Instant, grace: number, leaseUntil: Instant, limit: number): Promise<readonly Delivery[]>
  /** @returns false when the fence is no longer ours: nothing is written */
  settle(delivery: Pick<Delivery, 'id' | 'fence'>, outcome: DeliveryOutcome): Promise<boolean>
  /** Slack's channel id of the last one sent to that recipient: a person's DM is known by nothing else. */
  channelOf(workspaceId: WorkspaceId, recipient: string): Promise<string | null>
  /** When something was last posted to that recipient after `since` and up to `now`, by whatever process; null = nothing was. */
  postedSince(of: Pick<Delivery, 'workspaceId' | 'recipient'>, since: Instant, now: Instant): Promise<Instant | null>
  /** Where what a delivery answers stands: the time stamp of the thread; null = it answers none, or none that stands. */
  threadOf(delivery: Pick<Delivery, 'workspaceId' | 'purpose' | 'subject'>): Promise<string | null>
  /** Workspaces in which batches wait that may go by an instant, of days before one; suspended ones are left out. */
  withBatchesDue(by: Instant, before: Day): Promise<readonly WorkspaceId[]>
  /** Sent since an instant, with a reason: an ambiguous answer came before, so a copy may turn up late. No edits. */
  resentSince(at: Instant): Promise<readonly Delivery[]>
  /** When the next pending one that nothing holds up is due; null = none. */
  nextDueAt(): Promise<Instant | null>
  counts(): Promise<Readonly<Record<DeliveryState, number>>>
  /** How many there are of each state and purpose, of all that were not sent: it costs what there is of those. */
  notSent(): Promise<readonly Counted[]>
  /**
   * When the oldest that is still owed was to be sent, however often it was put back since; null = none is due. What
   * waits for its reader's hours is not owed before them.
   */
  oldestDue(now: Instant): Promise<Instant | null>
}

export interface Counted {
  readonly state: DeliveryState
  readonly purpose: Purpose
  readonly n: number
}

export type DeliveryOutcome =
  | {
      readonly state: 'sent'
      readonly channel: string
      readonly ts: string
      readonly at: Instant
      /** Kept in the row: why it had to be sent a second time. Null for all that went at once. */
      readonly reason: string | null
    }
  | { readonly state: 'skipped' }
  | {
      readonly state: 'pending'
      readonly notBefore: Instant
      readonly reason: string | null
      readonly counted: boolean
    }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'parked'; readonly reason: string }
