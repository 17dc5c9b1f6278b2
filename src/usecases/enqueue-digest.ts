import { addDays, isoWeekOf, mondayOf } from '../domain/days.js'
import { DeliveryId } from '../domain/ids.js'
import type { Day, Instant } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { weekSlot } from '../domain/working-moments.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { managersOf } from './managers.js'
import type { NewDelivery, Tx } from './ports.js'

/**
 * Queues the weekly digest once its slot has come: to the configured channel, else to each manager, else to the
 * admins. One row a workspace, recipient and ISO week; a slot that was missed is caught up once.
 *
 * @returns whether anything was queued
 */
export async function enqueueDigest(ctx: Ctx): Promise<boolean> {
  const queued = await ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const slot = digestSlot(settings, ctx.now)
    if (slot === null) return false
    let isNew = false
    for (const delivery of await digestsOf(ctx, tx, settings, slot.week)) {
      isNew = (await tx.deliveries.enqueue(delivery)).isNew || isNew
    }
    return isNew
  })
  if (queued) ctx.committed()
  return queued
}

/** The latest digest slot that has come, named by the ISO week in which it was due; null before the first moment of it. */
export function digestSlot(settings: Settings, now: Instant): { at: Instant; week: string } | null {
  const calendar = calendarOf(settings, null)
  const at = weekSlot(calendar, now, settings.digest.weekday, settings.digest.at)
  if (at > now) return null
  return { at, week: isoWeekOf(localDay(calendar.zone, now)).label }
}

/** The Monday to Sunday that the digest of an ISO week (`2026-W48`) reports: the week before it. */
export function weekReported(week: string): { from: Day; to: Day } {
  const [year = '', number = ''] = week.split('-W')
  const first = mondayOf(`${year}-01-04`)
  const from = addDays(first, (Number(number) - 2) * 7)
  return { from, to: addDays(from, 6) }
}

async function digestsOf(ctx: Ctx, tx: Tx, settings: Settings, week: string): Promise<readonly NewDelivery[]> {
  const row = { purpose: 'digest', subject: tx.workspaceId, occasion: week, createdAt: ctx.now } as const
  const id = () => DeliveryId.parse(ctx.ids.next())
  const { channelId } = settings.digest
  if (channelId !== null) {
    return [{ ...row, id: id(), recipientKind: 'channel', recipient: channelId, notBefore: ctx.now }]
  }
  return (await managersOf(tx, null)).map((person) => ({
    ...row,
    id: id(),
    recipientKind: 'person',
    recipient: person.id,
    notBefore: nextWorkingMoment(calendarOf(settings, person), ctx.now),
  }))
}
