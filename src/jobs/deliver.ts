import { type Delivery, REVOKED_REASONS, unseen, WAITS_FOR_BUDGET, wasUnseen } from '../domain/delivery.js'
import { PostFailed } from '../domain/errors.js'
import type { Instant } from '../domain/time.js'
import type { Composed } from '../usecases/ports.js'
import { about, type DeliveryWork, failureOf, park, settle, skip } from './delivery-deps.js'
import { removeCopies } from './late-copies.js'
import { CHANNEL_GAP, GIVES_WAY } from './pacing.js'
import { holdAfterLimit, MAX_ATTEMPTS, REVOKED_HOLD, waitToRepeat } from './retry-times.js'

/** A call begins only while this much of the lease is left (ms): a call's time-out, and the write after it. */
const LEASE_FOR_A_CALL = 12_000

/** Something that belongs to a message is not there yet: it is looked for again after so long (ms). */
const WAIT_FOR_PARTS = 2_000

/** Makes one claimed delivery, as far as it can be made now, and writes what came of it. */
export async function deliver(work: DeliveryWork, delivery: Delivery): Promise<void> {
  if (await mustWait(work, delivery)) return
  const composed = await compose(work, delivery)
  if (composed === 'failed') return
  const nowhere = delivery.purpose === 'edit' && composed?.editTs === undefined
  if (composed === null || nowhere) return skip(work, delivery)
  const now = work.clock.now()
  if (delivery.leaseUntil !== null && now + LEASE_FOR_A_CALL > delivery.leaseUntil) {
    return putBack(work, delivery, { until: now, counted: false })
  }
  if (composed.share !== undefined) await share(work, delivery, composed, composed.share)
  else if (composed.editTs === undefined) await post(work, delivery, composed)
  else await edit(work, delivery, { ...composed, editTs: composed.editTs })
}

/** Puts it back while its recipient is held or its workspace's budget is spent. */
async function mustWait(work: DeliveryWork, delivery: Delivery): Promise<boolean> {
  const { workspaceId, purpose } = delivery
  const now = work.clock.now()
  const isEdit = purpose === 'edit'
  const freeAt = isEdit ? null : await recipientFreeAt(work, delivery, now)
  if (freeAt !== null) {
    await putBack(work, delivery, { until: freeAt, counted: false })
    return true
  }
  const budgetAt = work.pacing.take(workspaceId, isEdit ? 'edit' : 'post', now, purpose)
  if (budgetAt === null) return false
  const reason = GIVES_WAY.includes(purpose) ? { reason: WAITS_FOR_BUDGET } : {}
  await putBack(work, delivery, { until: budgetAt, counted: false, ...reason })
  return true
}

/**
 * When the recipient may be posted to; null = now. Nobody else posts to them while this one is claimed, so that the rows
 * say when another process did last.
 */
async function recipientFreeAt(work: DeliveryWork, { workspaceId, recipient }: Delivery, now: Instant) {
  const own = work.pacing.freeAt(workspaceId, recipient, now)
  if (own !== null) return own
  const posted = await work.queue.postedSince({ workspaceId, recipient }, now - CHANNEL_GAP, now)
  return posted === null ? null : posted + CHANNEL_GAP
}

async function compose(work: DeliveryWork, delivery: Delivery): Promise<Composed | null | 'failed'> {
  try {
    return await work.composer.compose(delivery)
  } catch (error) {
    if (error instanceof PostFailed && error.facts.outcome === 'transient') {
      const { reason, until = work.clock.now() + WAIT_FOR_PARTS } = error.facts
      await putBack(work, delivery, { until, counted: false, reason })
      return 'failed'
    }
    work.logger.error({ ...about(delivery), err: error }, 'a delivery could not be composed')
    if (error instanceof PostFailed) await park(work, delivery, error.facts.reason)
    else if (delivery.attempts >= MAX_ATTEMPTS) await park(work, delivery, 'not_composed')
    else await putBack(work, delivery, { until: work.clock.now() + waitToRepeat(delivery.attempts), counted: true })
    return 'failed'
  }
}

async function post(work: DeliveryWork, delivery: Delivery, composed: Composed): Promise<void> {
  const { workspaceId, id } = delivery
  const { channel, text, blocks } = composed
  const thread = composed.threadTs === undefined ? {} : { threadTs: composed.threadTs }
  let at: { channel: string; ts: string }
  try {
    at = await work.messenger.post({ workspaceId, channel, deliveryId: id, text, blocks, ...thread })
  } catch (error) {
    work.pacing.posted(workspaceId, delivery.recipient, work.clock.now())
    return afterFailedPost(work, delivery, failureOf(error), composed)
  }
  work.pacing.posted(workspaceId, delivery.recipient, work.clock.now())
  work.pacing.reached(workspaceId)
  const again = wasUnseen(delivery)
  const reason = again ? delivery.reason : null
  if (!(await settle(work, delivery, { state: 'sent', ...at, at: work.clock.now(), reason }))) return
  work.counts.sent += 1
  if (again) await removeCopies(work, { workspaceId, id, ...at, ...thread })
}

/** Once, whatever comes of it: nothing tells whether a file whose answer was lost stands in its thread. */
async function share(
  work: DeliveryWork,
  delivery: Delivery,
  { channel, threadTs }: Composed,
  make: () => Promise<void>,
): Promise<void> {
  const { workspaceId, recipient } = delivery
  if (threadTs === undefined) throw new TypeError('a file is shared in a thread')
  try {
    await make()
  } catch (error) {
    work.pacing.posted(workspaceId, recipient, work.clock.now())
    const failed = failureOf(error)
    work.logger.warn({ ...about(delivery), ...failed }, 'a file could not be shared')
    if (failed.outcome === 'ambiguous') return park(work, delivery, `unconfirmed:${failed.reason}`)
    return afterRefusal(work, delivery, failed)
  }
  work.pacing.posted(workspaceId, recipient, work.clock.now())
  work.pacing.reached(workspaceId)
  const outcome = { state: 'sent', channel, ts: threadTs, at: work.clock.now(), reason: null } as const
  if (await settle(work, delivery, outcome)) work.counts.sent += 1
}

async function afterFailedPost(
  work: DeliveryWork,
  delivery: Delivery,
  failed: PostFailed['facts'],
  { refused }: Composed,
): Promise<void> {
  work.logger.warn({ ...about(delivery), ...failed }, 'a post failed')
  if (failed.outcome === 'permanent' && failed.reason === 'invalid_blocks' && refused?.() === true) {
    const until = work.clock.now() + WAIT_FOR_PARTS
    return putBack(work, delivery, { until, counted: true, reason: failed.reason })
  }
  if (failed.outcome !== 'ambiguous') return afterRefusal(work, delivery, failed)
  work.counts.unknown += 1
  const reason = wasUnseen(delivery) ? unseen(delivery.reason) : failed.reason
  await settle(work, delivery, { state: 'unknown', reason })
}

async function edit(work: DeliveryWork, delivery: Delivery, composed: Composed & { editTs: string }): Promise<void> {
  const { workspaceId, id } = delivery
  const { channel, text, blocks, editTs: ts } = composed
  try {
    await work.messenger.update({ workspaceId, channel, deliveryId: id, text, blocks, ts })
  } catch (error) {
    return afterFailedEdit(work, delivery, failureOf(error))
  }
  const outcome = { state: 'sent', channel, ts, at: work.clock.now(), reason: null } as const
  if (await settle(work, delivery, outcome)) work.counts.edited += 1
}

/** An edit that may have been made is made again: the second changes nothing. */
async function afterFailedEdit(work: DeliveryWork, delivery: Delivery, failed: PostFailed['facts']): Promise<void> {
  work.logger.warn({ ...about(delivery), ...failed }, 'an edit failed')
  if (failed.outcome === 'permanent' && failed.reason === 'message_not_found') return skip(work, delivery)
  if (failed.outcome !== 'ambiguous') return afterRefusal(work, delivery, failed)
  if (delivery.attempts >= MAX_ATTEMPTS) return park(work, delivery, failed.reason)
  const until = work.clock.now() + waitToRepeat(delivery.attempts)
  await putBack(work, delivery, { until, counted: true, reason: failed.reason })
}

/** Slack, or the way to it, has certainly not taken it. */
async function afterRefusal(work: DeliveryWork, delivery: Delivery, failed: PostFailed['facts']): Promise<void> {
  const now = work.clock.now()
  const { reason } = failed
  if (failed.outcome !== 'transient') work.pacing.reached(delivery.workspaceId)
  if (failed.outcome === 'limited') {
    work.counts.limited += 1
    const until = now + holdAfterLimit(failed.retryAfter)
    if (delivery.purpose !== 'edit') work.pacing.hold(delivery.workspaceId, delivery.recipient, now, until)
    return putBack(work, delivery, { until, counted: false, reason })
  }
  if (failed.outcome === 'transient') {
    const wait = work.pacing.unreachable(delivery.workspaceId, now)
    return putBack(work, delivery, { until: now + wait, counted: false, reason })
  }
  if (REVOKED_REASONS.includes(reason)) {
    return putBack(work, delivery, { until: now + REVOKED_HOLD, counted: false, reason })
  }
  await park(work, delivery, reason)
}

interface PutBack {
  readonly until: Instant
  readonly counted: boolean
  readonly reason?: string
}

/** Pending again until an instant. The queue lets nothing go before it that was enqueued after it. */
async function putBack(work: DeliveryWork, delivery: Delivery, { until, counted, reason }: PutBack): Promise<void> {
  const kept = wasUnseen(delivery) ? delivery.reason : (reason ?? null)
  await settle(work, delivery, { state: 'pending', notBefore: until, reason: kept, counted })
}
