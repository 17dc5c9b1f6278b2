import type { Step } from '../domain/attempt.js'
import type { Csql } from '../domain/csql.js'
import { deputyMoment, leaveAhead } from '../domain/delegation.js'
import type { Delivery, Purpose } from '../domain/delivery.js'
import type { CsqlEvent } from '../domain/event.js'
import { DeliveryId } from '../domain/ids.js'
import { noticesOf } from '../domain/notices.js'
import type { Person } from '../domain/person.js'
import { DAY_MS } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import { isReachable, managersOf } from './managers.js'
import type { Tx } from './ports.js'

/** A batch this old is no longer brought up to date when its rows are done. */
const BATCH_EDITED_FOR = 14 * DAY_MS

/**
 * Queues a direct message to each person that a step concerns: at once in their working time, else at their next opening.
 * Whoever is known to be out of reach is sent what waits for them, so that the managers hear that it does, but no news.
 */
export async function enqueueNotices(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  step: Step,
  cause: CsqlEvent,
): Promise<void> {
  for (const notice of noticesOf(step)) {
    const people = notice.to === 'managers' ? await managersOf(tx, step.after.csmId) : await tx.people.many([notice.to])
    for (const person of people) {
      if (TO_KNOW.includes(notice.purpose) && !isReachable(person)) continue
      await enqueueNotice(ctx, tx, settings, person, notice.purpose, step.after.id, cause.id)
      if (TO_DECIDE.includes(notice.purpose)) await enqueueForDelegate(ctx, tx, settings, person, cause)
    }
  }
}

/**
 * Queues what the workspace's channels hear of a step, where it has any: a first hand-over to an AE, and a win. It waits
 * for the workspace's working time, as people's notices do for theirs.
 */
export async function enqueuePosts(ctx: Ctx, tx: Tx, settings: Settings, step: Step, cause: CsqlEvent): Promise<void> {
  const { handOverId, winsId } = settings.channels
  const isHandOver = cause.kind === 'qualify' && !step.after.selfClosed && step.after.round === 1
  const [channelId, purpose] = isHandOver
    ? ([handOverId, 'handover_post'] as const)
    : ([cause.kind === 'win' ? winsId : null, 'won_post'] as const)
  if (channelId === null) return
  await tx.deliveries.enqueue({
    id: DeliveryId.parse(ctx.ids.next()),
    recipientKind: 'channel',
    recipient: channelId,
    purpose,
    subject: cause.csqlId,
    occasion: cause.id,
    notBefore: nextWorkingMoment(calendarOf(settings, null), ctx.now),
    createdAt: ctx.now,
  })
}

/** What asks for nothing, or, of an AE who is proposed, for what only somebody within reach is asked. */
const TO_KNOW: readonly Purpose[] = ['assigned', 'decision', 'won', 'answer']

/** What needs a decision or an answer: while somebody is on leave, it reaches whoever stands in for them too. */
const TO_DECIDE: readonly Purpose[] = ['handover', 'returned', 'wake', 'question']

/**
 * Queues what somebody has to decide for their delegate too: at once in the delegate's working time, not before the leave
 * begins. Nobody where the delegate is away themselves, takes no part any more, or caused it.
 */
async function enqueueForDelegate(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  person: Person,
  cause: CsqlEvent,
): Promise<void> {
  const leave = leaveAhead(person, calendarOf(settings, person), ctx.now)
  if (leave?.delegateId == null || leave.delegateId === cause.actorId) return
  const deputy = await tx.people.get(leave.delegateId)
  if (deputy === null) return
  const notBefore = deputyMoment(deputy, calendarOf(settings, deputy), { person, leave, now: ctx.now })
  if (notBefore === null) return
  await tx.deliveries.enqueue({
    id: DeliveryId.parse(ctx.ids.next()),
    recipientKind: 'person',
    recipient: deputy.id,
    purpose: 'delegated',
    subject: cause.csqlId,
    occasion: cause.id,
    notBefore,
    createdAt: ctx.now,
  })
}

/** Queues one notice for one person. */
export async function enqueueNotice(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  person: Person,
  purpose: Purpose,
  subject: string,
  occasion: string,
): Promise<void> {
  await tx.deliveries.enqueue({
    id: DeliveryId.parse(ctx.ids.next()),
    recipientKind: 'person',
    recipient: person.id,
    purpose,
    subject,
    occasion,
    notBefore: nextWorkingMoment(calendarOf(settings, person), ctx.now),
    createdAt: ctx.now,
  })
}

/** Messages that speak of a past event and change only when that event is taken back. */
const FIXED: readonly Purpose[] = ['decision', 'won', 'handover_post', 'won_post', 'trouble']

/** Of several cards to one person about one CSQL, the last is the one to act on; those before it were closed by it. */
function isNewest(card: Delivery, index: number, cards: readonly Delivery[]): boolean {
  return !cards.slice(index + 1).some((later) => later.recipient === card.recipient && later.purpose === card.purpose)
}

/** Brings every message that carries this CSQL's buttons up to date: edits go at any hour. */
export async function enqueueEdits(
  ctx: Ctx,
  tx: Tx,
  csql: Csql,
  { occasion, takesBack }: { occasion: string; takesBack: boolean },
): Promise<void> {
  const cards = await tx.deliveries.cardsOf(csql.id)
  const batches = await tx.deliveries.batchesOf(csql.id, ctx.now - BATCH_EDITED_FOR)
  for (const card of [...cards.filter(isNewest), ...batches]) {
    if (FIXED.includes(card.purpose) && !takesBack) continue
    await tx.deliveries.enqueueEdit({
      id: DeliveryId.parse(ctx.ids.next()),
      recipientKind: card.recipientKind,
      recipient: card.recipient,
      purpose: 'edit',
      subject: card.id,
      occasion,
      notBefore: ctx.now,
      createdAt: ctx.now,
    })
  }
}
