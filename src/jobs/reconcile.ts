import { type Delivery, REVOKED_REASONS, unconfirmed, unseen, wasUnseen } from '../domain/delivery.js'
import { about, type DeliveryWork, failureOf, park, settle, skip } from './delivery-deps.js'
import { MAX_ATTEMPTS, waitToRepeat, waitToResend } from './retry-times.js'

/**
 * One whose answer was ambiguous, after the grace time: sent if history shows it, sent again if it does not. Where
 * history cannot be read it is not sent again but given up, and a manager hears of it.
 */
export async function reconcile(work: DeliveryWork, delivery: Delivery): Promise<void> {
  if (delivery.purpose === 'edit') return editAgain(work, delivery)
  if (delivery.purpose === 'digest_csv') return park(work, delivery, `unconfirmed:${delivery.reason ?? 'interrupted'}`)
  if (work.pacing.take(delivery.workspaceId, 'find', work.clock.now()) !== null) return later(work, delivery)
  const { workspaceId, id } = delivery
  let found: { channel: string; ts: string } | null
  try {
    const channel = await whereabouts(work, delivery)
    if (channel === null) return skip(work, delivery)
    const threadTs = await work.queue.threadOf(delivery)
    found = await work.messenger.find({
      workspaceId,
      channel,
      deliveryId: id,
      ...(threadTs === null ? {} : { threadTs }),
    })
  } catch (error) {
    return afterFailedFind(work, delivery, error)
  }
  if (found === null) return sendAgain(work, delivery)
  const reason = wasUnseen(delivery) ? delivery.reason : null
  const outcome = { state: 'sent', ...found, at: work.clock.now(), reason } as const
  if (await settle(work, delivery, outcome)) work.counts.found += 1
}

/** Where to look. A person's DM is known from an earlier one, else the messenger is asked by their own id. */
async function whereabouts(work: DeliveryWork, delivery: Delivery): Promise<string | null> {
  if (delivery.recipientKind === 'channel') return delivery.recipient
  const known = await work.queue.channelOf(delivery.workspaceId, delivery.recipient)
  return known ?? (await work.composer.compose(delivery))?.channel ?? null
}

async function afterFailedFind(work: DeliveryWork, delivery: Delivery, error: unknown): Promise<void> {
  const failed = failureOf(error)
  work.logger.warn({ ...about(delivery), ...failed }, 'history could not be read')
  if (failed.outcome !== 'permanent' || REVOKED_REASONS.includes(failed.reason)) return later(work, delivery)
  // The first message ever to this person: only a second one tells where the first would be, and it is looked for then.
  if (failed.reason === 'dm_unknown') return sendAgain(work, delivery)
  await park(work, delivery, unconfirmed(failed.reason))
}

async function sendAgain(work: DeliveryWork, delivery: Delivery): Promise<void> {
  const { attempts, reason } = delivery
  if (attempts >= MAX_ATTEMPTS) return park(work, delivery, reason ?? 'interrupted')
  const notBefore = work.clock.now() + waitToResend(attempts)
  const outcome = { state: 'pending', notBefore, reason: unseen(reason), counted: true } as const
  if (await settle(work, delivery, outcome)) work.counts.unseen += 1
}

async function editAgain(work: DeliveryWork, delivery: Delivery): Promise<void> {
  const { attempts, reason } = delivery
  if (attempts >= MAX_ATTEMPTS) return park(work, delivery, reason ?? 'interrupted')
  const notBefore = work.clock.now() + waitToRepeat(attempts)
  await settle(work, delivery, { state: 'pending', notBefore, reason, counted: true })
}

/** Stays unknown, and is looked into again. */
async function later(work: DeliveryWork, delivery: Delivery): Promise<void> {
  await settle(work, delivery, { state: 'unknown', reason: delivery.reason ?? 'interrupted' })
}
