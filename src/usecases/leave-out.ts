import type { Clock } from '../domain/clock.js'
import { type Delivery, mayBeRead } from '../domain/delivery.js'
import type { ClockId } from '../domain/ids.js'
import { isTold, nextStepAt, type StepKind, type ToldStep, untaken } from '../domain/nudge-policy.js'
import { calendarOf } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import type { DeliveryItem, Tx } from './ports.js'

/**
 * Leaves rows out of a batch that is about to go, for what they ask was done, put off or asked back since. A step that is
 * still owed was not taken, then: it comes when what holds it back is over, and what it would have announced was not
 * announced.
 *
 * @param told of which clocks a manager is only told something, and what: in place of an escalation, which comes when what
 * holds it back is over
 */
export async function leaveOut(
  ctx: Ctx,
  batch: Delivery,
  clockIds: readonly ClockId[],
  told: ReadonlyMap<ClockId, ToldStep> = new Map(),
): Promise<void> {
  if (clockIds.length + told.size === 0) return
  await ctx.store.transaction(async (tx) => {
    for (const item of await tx.deliveries.items(batch.id)) {
      const instead = isTold(item.step) ? undefined : told.get(item.clockId)
      if (instead === undefined && !clockIds.includes(item.clockId)) continue
      await tx.deliveries.leaveOut(batch.id, item.clockId)
      await giveBack(tx, batch, item)
      if (instead !== undefined) await tx.deliveries.addItem(batch.id, { ...item, step: instead })
    }
  })
}

async function giveBack(tx: Tx, batch: Delivery, item: DeliveryItem): Promise<void> {
  const clock = await tx.clocks.get(item.clockId)
  const csql = clock === null ? null : await tx.csqls.get(clock.csqlId)
  if (clock === null || csql === null || clock.stoppedAt !== null || isTold(item.step)) return
  if (batch.purpose === 'escalation' && (await isSaidElsewhere(tx, item))) return
  const owner = clock.ownerId === null ? null : await tx.people.get(clock.ownerId)
  const owed: Clock = untaken(clock, item.step as StepKind, item.announces)
  const at = nextStepAt(owed, csql.heat, calendarOf(await tx.settings.get(), owner))
  await tx.clocks.update({ ...owed, nextStepAt: at })
}

/** One of several managers hears of it: that is once, and enough. */
async function isSaidElsewhere(tx: Tx, { clockId, step }: DeliveryItem): Promise<boolean> {
  const elsewhere = await tx.deliveries.saying({ clockId, purposes: ['escalation'], what: { steps: [step] } })
  return elsewhere.some(mayBeRead)
}
