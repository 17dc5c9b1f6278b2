import { addDays, isoWeekOf, mondayOf } from '../domain/days.js'
import { DeliveryId } from '../domain/ids.js'
import type { Day, Instant } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { weekSlot } from '../domain/working-moments.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { managersOf } from './managers.js'
import type { NewDelivery, Tx } from './ports.js'

/**
 * Queues the weekly digest once its slot has come: to the configured channel, else to each manager, else to the
 * admins. Once a workspace and ISO week, wherever it went; a slot that was missed, or that a long holiday moved into
 * the week after, is caught up once. Nothing is due for a slot before which nothing had been logged.
 *
 * @returns whether anything was queued
 */
export async function enqueueDigest(ctx: Ctx): Promise<boolean> {
  const queued = await ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const began = await tx.figures.firstLoggedAt()
    let isNew = false
    for (const { at, week } of digestSlots(settings, ctx.now)) {
      if (
        began === null ||
        began > at ||
        (await tx.deliveries.isTaken({ purpose: 'digest', subject: tx.workspaceId, occasion: week }))
      )
        continue
      for (const delivery of await digestsOf(ctx, tx, settings, week)) {
        isNew = (await tx.deliveries.enqueue(delivery)).isNew || isNew
      }
    }
    return isNew
  })
  if (queued) ctx.committed()
  return queued
}

/** The digest slots of last week and this one that have come. */
function digestSlots(settings: Settings, now: Instant): readonly Slot[] {
  return [-1, 0].map((weeks) => slotOf(settings, now, weeks)).filter((slot) => slot.at <= now)
}

/** When the next slot comes: until then, and while the settings are the same, `enqueueDigest` finds nothing new. */
export function nextDigestSlot(settings: Settings, now: Instant): Instant {
  const coming = [-1, 0, 1, 2].map((weeks) => slotOf(settings, now, weeks).at).filter((at) => at > now)
  return Math.min(...coming)
}

interface Slot {
  readonly at: Instant
  /** The ISO week that it is the slot of. */
  readonly week: string
}

/** The slot of the ISO week so many weeks after the one that `now` lies in. */
function slotOf(settings: Settings, now: Instant, weeks: number): Slot {
  const calendar = calendarOf(settings, null)
  const day = addDays(localDay(calendar.zone, now), 7 * weeks)
  const { weekday, at } = settings.digest
  return { at: weekSlot(calendar, startOfDay(calendar.zone, day), weekday, at), week: isoWeekOf(day).label }
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
