import type { Clock } from '../domain/clock.js'
import { addDays } from '../domain/days.js'
import { BATCHES, type Delivery, type Purpose } from '../domain/delivery.js'
import type { PersonId } from '../domain/ids.js'
import { isLater, nextStepAt } from '../domain/nudge-policy.js'
import type { Person } from '../domain/person.js'
import { type Instant, MINUTE } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import { pauseOver, slotFrom } from './batch-slots.js'
import type { Ctx } from './context.js'
import type { Tx } from './ports.js'
import { retimeClocks } from './retime-clocks.js'

/** These wait for a day too, and only ever go later. */
const FOR_A_DAY: readonly Purpose[] = ['delegated', 'leave']

/**
 * Brings all that hangs on a calendar to how it is now: what waits for its time goes at the person's new hours, and
 * running clocks fall due by them. Messages first: who was told when decides who is told next.
 */
export async function afterCalendarChange(tx: Tx, whose: PersonId | 'everybody', now: Instant): Promise<void> {
  await moveWaiting(tx, whose, now)
  await retimeClocks(tx, whose, now)
}

/** Gives what waits for somebody, or for everybody, the time that their hours, leave and pause say now. */
export async function moveWaiting(tx: Tx, whose: PersonId | 'everybody', now: Instant): Promise<void> {
  const settings = await tx.settings.get()
  for (const waiting of await tx.deliveries.waiting(whose, now)) {
    const [person] = await tx.people.many([waiting.recipient as PersonId])
    if (person === undefined) continue
    if (BATCHES.includes(waiting.purpose)) await moveBatch(tx, settings, person, waiting, now)
    else await moveNotice(tx, settings, person, waiting, now)
  }
}

async function moveNotice(tx: Tx, settings: Settings, person: Person, waiting: Delivery, now: Instant): Promise<void> {
  const from = FOR_A_DAY.includes(waiting.purpose) ? waiting.notBefore : now
  const notBefore = nextWorkingMoment(calendarOf(settings, person), from)
  if (notBefore !== waiting.notBefore)
    await tx.deliveries.setSlot(waiting.id, { occasion: waiting.occasion, notBefore })
}

/** So soon (ms) a batch counts as due: one that was just put back is looked at too. */
export const SOON = 5 * MINUTE

/**
 * Brings the batches whose day is over into one that is still to come: a batch goes out on its own day alone, so that
 * nobody gets two on one. Together with what waits there it is one message, which says when the earliest was meant for.
 */
export async function moveLateBatches(ctx: Ctx): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    for (const batch of await tx.deliveries.batchesDue(ctx.now + SOON)) {
      const [person] = await tx.people.many([batch.recipient as PersonId])
      if (person === undefined || isOnItsDay(settings, person, batch, Math.max(ctx.now, batch.notBefore))) continue
      await moveBatch(tx, settings, person, batch, ctx.now, true)
    }
  })
}

/** Whether a batch that goes from an instant on goes on the day that it is of. */
const isOnItsDay = (settings: Settings, person: Person, batch: Delivery, from: Instant): boolean =>
  slotFrom(settings, person, batch.purpose, pauseOver(person, from)).day === batch.occasion

/** A batch goes into the first slot that has not gone yet; where another waits there, the two become one. */
async function moveBatch(
  tx: Tx,
  settings: Settings,
  person: Person,
  waiting: Delivery,
  now: Instant,
  isLate = false,
): Promise<void> {
  let from = pauseOver(person, now)
  for (;;) {
    const slot = slotFrom(settings, person, waiting.purpose, from)
    const taken =
      slot.day === waiting.occasion ? waiting : await tx.deliveries.inSlot({ ...waiting, occasion: slot.day })
    if (taken === null || taken.state === 'pending') {
      if (taken === null || taken.id === waiting.id) {
        await tx.deliveries.setSlot(waiting.id, { occasion: slot.day, notBefore: slot.at, isLate })
      } else await joinInto(tx, taken, waiting, isLate ? null : slot.at)
      const at = taken === null || taken.id === waiting.id ? slot.at : taken.dueAt
      if (at !== waiting.dueAt) await renudge(tx, settings, person, waiting, at)
      return
    }
    from = startOfDay(person.zone, addDays(slot.day, 1))
  }
}

/**
 * Puts the rows of one batch into another, where of two steps of one clock the later stands.
 *
 * @param onTimeAt when what was on time in the one is on time in the other; null = what is late stays so
 */
async function joinInto(tx: Tx, taken: Delivery, waiting: Delivery, onTimeAt: Instant | null): Promise<void> {
  const held = new Map((await tx.deliveries.items(taken.id)).map(({ clockId, step }) => [clockId, step]))
  for (const item of await tx.deliveries.items(waiting.id)) {
    const standing = held.get(item.clockId)
    if (standing !== undefined && !isLater(item.step, standing)) continue
    const isOnTime = onTimeAt !== null && item.meantFor === waiting.notBefore
    await tx.deliveries.addItem(taken.id, isOnTime ? { ...item, meantFor: onTimeAt } : item)
  }
  await tx.deliveries.setReplaced(waiting.id)
}

/** A person has one batch a day, so what was nudged on its day was nudged by it. */
const isNudgedBy = (batch: Delivery, { zone }: Person, { nudgedAt }: Clock): boolean =>
  nudgedAt !== null && (nudgedAt === batch.dueAt || localDay(zone, nudgedAt) === batch.occasion)

/** Its owner hears what is announced when the batch goes: before that, no manager is told of it. */
async function renudge(tx: Tx, settings: Settings, person: Person, batch: Delivery, at: Instant): Promise<void> {
  if (batch.purpose === 'escalation') return
  for (const { clockId, announces } of await tx.deliveries.items(batch.id)) {
    if (!announces) continue
    const clock = await tx.clocks.get(clockId)
    const csql = clock === null ? null : await tx.csqls.get(clock.csqlId)
    if (clock === null || csql === null || clock.stoppedAt !== null || !isNudgedBy(batch, person, clock)) continue
    const nudged = { ...clock, nudgedAt: at }
    const calendar = calendarOf(settings, person)
    await tx.clocks.update({ ...nudged, nextStepAt: nextStepAt(nudged, csql.heat, calendar) })
  }
}
