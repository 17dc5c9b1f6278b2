import type { Delivery, DeliveryState } from '../../domain/delivery.js'
import type { Instant } from '../../domain/time.js'

/** What Slack asks us: a slash command, a click, a form that was sent, a menu that wants its choices, … */
export type RequestKind = 'command' | 'button' | 'form' | 'suggestion' | 'shortcut' | 'event' | 'other'

/**
 * Hears what the program does, for whoever watches it from outside. Each call costs next to nothing and never throws;
 * durations are milliseconds. It is told ids, codes and figures, and neither names nor tokens.
 */
export interface Observer {
  /** A request of Slack's was acknowledged so long after it came. */
  acknowledged(kind: RequestKind, ms: number): void
  /** A request of Slack's ended without an acknowledgement. */
  unacknowledged(kind: RequestKind): void
  /** A call to Slack ended; the code is what it failed with, null = it went well. */
  called(method: string, ms: number, code: string | null): void
  /** Something came of a delivery, and was written: `pending` = it was put back. */
  settled(delivery: Delivery, state: DeliveryState, at: Instant): void
  /** A second copy of a message was removed. */
  copyRemoved(): void
  /** An answer came after its lease, and was not written. */
  answeredLate(): void
  /** A step of the scheduler ended. */
  stepped(step: string, ms: number, succeeded: boolean): void
  /** So many units of work were committed together. */
  committed(units: number, ms: number): void
  /** A commit failed: nothing of it was saved. */
  notCommitted(): void
  /** Another process held the database when a transaction was to begin; it is tried again. */
  foundBusy(): void
}
