import type { Delivery } from '../domain/delivery.js'
import { PostFailed } from '../domain/errors.js'
import type {
  ClockPort,
  Composer,
  DeliveryOutcome,
  DeliveryQueue,
  Logger,
  Messenger,
  Observer,
} from '../usecases/ports.js'
import type { Pacing } from './pacing.js'

export interface DeliveryDeps {
  readonly queue: DeliveryQueue
  readonly messenger: Messenger
  readonly composer: Composer
  readonly clock: ClockPort
  readonly logger: Logger
  /** Called once for each that is given up, after it is written; `trouble` itself and edits too. */
  readonly onParked: (delivery: Delivery) => Promise<void>
  readonly observer?: Pick<Observer, 'settled' | 'copyRemoved' | 'answeredLate'>
}

/** What came of deliveries since the start. */
export interface DeliveryCounts {
  sent: number
  edited: number
  skipped: number
  parked: number
  /** Ambiguous answers. */
  unknown: number
  /** Unknown ones that history showed to be there. */
  found: number
  /** Unknown ones that history did not show, so they are sent again. */
  unseen: number
  limited: number
  /** Second copies that were found and removed. */
  copiesRemoved: number
  /** Answers that came after the lease, and were not written. */
  lateAnswers: number
}

export interface DeliveryWork extends DeliveryDeps {
  readonly pacing: Pacing
  readonly counts: DeliveryCounts
}

/** What a call that threw has left behind. What nobody foresaw may have been accepted, so it counts as ambiguous. */
export function failureOf(error: unknown): PostFailed['facts'] {
  if (error instanceof PostFailed) return error.facts
  return { outcome: 'ambiguous', reason: error instanceof Error ? error.name : 'unexpected' }
}

/** Writes what came of it. @returns false when the lease was lost meanwhile: nothing is written, and it is forgotten */
export async function settle(work: DeliveryWork, delivery: Delivery, outcome: DeliveryOutcome): Promise<boolean> {
  const written = await work.queue.settle(delivery, outcome)
  if (written) {
    work.observer?.settled(delivery, outcome.state, work.clock.now())
  } else {
    work.counts.lateAnswers += 1
    work.observer?.answeredLate()
    work.logger.warn({ ...about(delivery), outcome: outcome.state }, 'the lease was lost, so nothing was written')
  }
  return written
}

/** There is nothing left to say. */
export async function skip(work: DeliveryWork, delivery: Delivery): Promise<void> {
  if (await settle(work, delivery, { state: 'skipped' })) work.counts.skipped += 1
}

/** Gives it up, and says so once. */
export async function park(work: DeliveryWork, delivery: Delivery, reason: string): Promise<void> {
  if (!(await settle(work, delivery, { state: 'parked', reason }))) return
  work.counts.parked += 1
  work.logger.error({ ...about(delivery), reason }, 'a delivery cannot be made')
  try {
    await work.onParked({ ...delivery, state: 'parked', reason, leaseUntil: null })
  } catch (error) {
    work.logger.error({ ...about(delivery), err: error }, 'nobody could be told of a delivery that cannot be made')
  }
}

export const about = (delivery: Delivery): Record<string, unknown> => ({
  workspaceId: delivery.workspaceId,
  deliveryId: delivery.id,
  purpose: delivery.purpose,
})
