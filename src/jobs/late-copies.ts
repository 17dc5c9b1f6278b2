import type { DeliveryId, WorkspaceId } from '../domain/ids.js'
import { HOUR, type Instant, MINUTE } from '../domain/time.js'
import { type DeliveryWork, failureOf } from './delivery-deps.js'

type Looking = Pick<DeliveryWork, 'messenger' | 'logger' | 'pacing' | 'counts' | 'clock' | 'queue' | 'observer'>

interface SentMessage {
  readonly workspaceId: WorkspaceId
  readonly id: DeliveryId
  readonly channel: string
  readonly ts: string
  readonly threadTs?: string
}

/** How long after it was sent again a copy is looked for (ms). */
const LOOKS = [2 * MINUTE, 10 * MINUTE, HOUR]
const LONGEST = 24 * HOUR
/** More copies than this of one message are somebody else's doing. */
const MOST_COPIES = 5

/**
 * Removes every other message that carries the delivery's id. The recorded one stays: edits go to it.
 *
 * @returns false when it could not look now, and may later: the minute's budget was spent, or Slack did not answer well
 */
export async function removeCopies(work: Looking, sent: SentMessage): Promise<boolean> {
  const { workspaceId, id: deliveryId, channel, ts } = sent
  const thread = sent.threadTs === undefined ? {} : { threadTs: sent.threadTs }
  try {
    for (let n = 0; n < MOST_COPIES; n += 1) {
      if (work.pacing.take(workspaceId, 'find', work.clock.now()) !== null) return false
      const copy = await work.messenger.find({ workspaceId, channel, deliveryId, except: ts, ...thread })
      if (copy === null) return true
      await work.messenger.remove({ workspaceId, channel: copy.channel, ts: copy.ts })
      work.counts.copiesRemoved += 1
      work.observer?.copyRemoved()
      work.logger.warn({ workspaceId, deliveryId, ts: copy.ts }, 'a second copy of a message was removed')
    }
  } catch (error) {
    const failed = failureOf(error)
    work.logger.warn({ workspaceId, deliveryId, ...failed }, 'copies of a message could not be looked for')
    return failed.outcome === 'permanent'
  }
  return true
}

/**
 * Looks a few times, ever later, for copies of what was sent again. Which looks were done is in memory: after a restart
 * each is looked for once more.
 */
export class LateCopies {
  readonly #work: Looking
  readonly #looks = new Map<DeliveryId, number>()

  constructor(work: Looking) {
    this.#work = work
  }

  async sweep(now: Instant): Promise<void> {
    const resent = await this.#work.queue.resentSince(now - LONGEST)
    const still = new Set(resent.map((delivery) => delivery.id))
    for (const id of this.#looks.keys()) if (!still.has(id)) this.#looks.delete(id)
    for (const delivery of resent) {
      const { workspaceId, id, channel, ts, sentAt } = delivery
      const due = LOOKS.filter((after) => sentAt !== null && now - sentAt >= after).length
      if (channel === null || ts === null || due <= (this.#looks.get(id) ?? 0)) continue
      // What could not be looked for now is looked for at the next sweep: after an outage there are more than a minute allows.
      const threadTs = await this.#work.queue.threadOf(delivery)
      const sent = { workspaceId, id, channel, ts, ...(threadTs === null ? {} : { threadTs }) }
      if (await removeCopies(this.#work, sent)) this.#looks.set(id, due)
    }
  }
}
