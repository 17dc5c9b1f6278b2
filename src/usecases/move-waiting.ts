import { addDays } from '../domain/days.js'
import type { Delivery, Purpose } from '../domain/delivery.js'
import type { PersonId } from '../domain/ids.js'
import { nextStepAt } from '../domain/nudge-policy.js'
import type { Person } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { startOfDay } from '../domain/zone-time.js'
import { pauseOver, slotFrom } from './batch-slots.js'
import type { Tx } from './ports.js'
import { retimeClocks } from './retime-clocks.js'

const BATCHES: readonly Purpose[] = ['nudge', 'nudge_high', 'escalation']
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

/** A batch goes into the first slot that has not gone yet; where another waits there, the two become one. */
async function moveBatch(tx: Tx, settings: Settings, person: Person, waiting: Delivery, now: Instant): Promise<void> {
  let from = pauseOver(person, now)
  for (;;) {
    const slot = slotFrom(settings, person, waiting.purpose, from)
    const taken =
      slot.day === waiting.occasion ? waiting : await tx.deliveries.inSlot({ ...waiting, occasion: slot.day })
    if (taken === null || taken.state === 'pending') {
      if (taken === null || taken.id === waiting.id) {
        await tx.deliveries.setSlot(waiting.id, { occasion: slot.day, notBefore: slot.at })
      } else {
        for (const item of await tx.deliveries.items(waiting.id)) {
          const onTime = item.meantFor === waiting.notBefore
          await tx.deliveries.addItem(taken.id, onTime ? { ...item, meantFor: slot.at } : item)
        }
        await tx.deliveries.setSkipped(waiting.id)
      }
      if (slot.at !== waiting.notBefore) await renudge(tx, settings, person, waiting, slot.at)
      return
    }
    from = startOfDay(person.zone, addDays(slot.day, 1))
  }
}

/** Its owner hears of a clock when the batch goes: before that, no manager is told of it. */
async function renudge(tx: Tx, settings: Settings, person: Person, batch: Delivery, at: Instant): Promise<void> {
  if (batch.purpose === 'escalation') return
  for (const { clockId } of await tx.deliveries.items(batch.id)) {
    const clock = await tx.clocks.get(clockId)
    const csql = clock === null ? null : await tx.csqls.get(clock.csqlId)
    if (clock === null || csql === null || clock.stoppedAt !== null || clock.nudgedAt !== batch.notBefore) continue
    const nudged = { ...clock, nudgedAt: at }
    const calendar = calendarOf(settings, person)
    await tx.clocks.update({ ...nudged, nextStepAt: nextStepAt(nudged, csql.heat, calendar) })
  }
}
