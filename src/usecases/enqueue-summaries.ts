import { DeliveryId, type PersonId } from '../domain/ids.js'
import { summarySlot } from '../domain/summary.js'
import type { Instant } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { isReachable } from './managers.js'
import type { NewDelivery, Tx } from './ports.js'

/**
 * Queues everybody's own Monday once its slot has come, one a person and ISO week: for who asked for it, and for the
 * CSM who has signals past due and never said no. A slot that came before the person chose is not made up for. One that
 * was missed by us is: within its week for who asked, within its day for who did not, for on a Wednesday they would
 * wonder why. Where nobody is due, nothing is written.
 *
 * @returns whether anything was queued
 */
export async function enqueueSummaries(ctx: Ctx): Promise<boolean> {
  if ((await ctx.store.read((tx) => summariesDue(tx, ctx))).length === 0) return false
  const queued = await ctx.store.transaction(async (tx) => {
    let isNew = false
    for (const due of await summariesDue(tx, ctx)) {
      const row = { ...due, id: DeliveryId.parse(ctx.ids.next()) }
      isNew = (await tx.deliveries.enqueue(row)).isNew || isNew
    }
    return isNew
  })
  if (queued) ctx.committed()
  return queued
}

/** What is due and was not queued yet. */
async function summariesDue(tx: Tx, { now }: Ctx): Promise<readonly Omit<NewDelivery, 'id'>[]> {
  const settings = await tx.settings.get()
  const due: Omit<NewDelivery, 'id'>[] = []
  for (const { id, since, asked } of await readers(tx, now)) {
    const person = await tx.people.get(id)
    if (person === null || !isReachable(person)) continue
    const calendar = calendarOf(settings, person)
    const slot = summarySlot(calendar, now, person.pausedUntil)
    if (slot === null || slot.at > now || slot.at < since) continue
    const day = (at: Instant): string => localDay(calendar.zone, at)
    if (!asked && day(slot.at) !== day(now)) continue
    const own = { purpose: 'summary', subject: id, occasion: slot.week } as const
    if (await tx.deliveries.isTaken(own)) continue
    due.push({
      ...{ ...own, recipientKind: 'person', recipient: id },
      ...{ notBefore: nextWorkingMoment(calendar, now), createdAt: now },
    })
  }
  return due
}

interface Reader {
  readonly id: PersonId
  /** It goes for slots from this instant on. */
  readonly since: Instant
  readonly asked: boolean
}

async function readers(tx: Tx, now: Instant): Promise<readonly Reader[]> {
  const choices = await tx.summaries.all()
  const chosen = new Set(choices.map(({ personId }) => personId))
  const asked = choices.filter(({ wanted }) => wanted)
  const pastDue = (await tx.summaries.ownersPastDue(now)).filter(({ ownerId }) => !chosen.has(ownerId))
  return [
    ...asked.map(({ personId, chosenAt }) => ({ id: personId, since: chosenAt, asked: true })),
    // What falls due with the slot itself is not past due by then, and stands in the next.
    ...pastDue.map(({ ownerId, since }) => ({ id: ownerId, since: since + 1, asked: false })),
  ]
}
