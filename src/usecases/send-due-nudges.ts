import type { Clock } from '../domain/clock.js'
import { type Delivery, mayBeRead } from '../domain/delivery.js'
import type { ClockId } from '../domain/ids.js'
import { type DueStep, nextStepAt, OWN_STEPS, stepDue, withoutManager } from '../domain/nudge-policy.js'
import { type Person, SYSTEM } from '../domain/person.js'
import { HOUR, type Instant } from '../domain/time.js'
import { attempt } from '../domain/transitions.js'
import { nextBatchMoment } from '../domain/working-moments.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { addToBatch } from './add-to-batch.js'
import { pauseOver } from './batch-slots.js'
import type { Ctx } from './context.js'
import { isReachable, managersAbove } from './managers.js'
import type { DeliveriesRepo, Tx } from './ports.js'
import { readAnnouncement } from './read-announcement.js'
import { recordStep } from './record-step.js'

/** How many clocks one commit moves: few enough that a command never waits long behind a sweep. */
export const CLOCKS_AT_ONCE = 50

/** How many are moved without a turn of the event loop for anything else: some milliseconds' work. */
const CLOCKS_A_TURN = 10

/**
 * Takes the steps of clocks that are due: wakes what was nurtured, puts nudges into each person's batch of the working
 * day and escalations into their manager's. A batch is one row in `deliveries`, unique by its local date; the step is
 * marked as taken in the same transaction, so that none comes twice and none is lost. A clock that cannot be moved
 * holds up no other: it is set aside for an hour.
 *
 * @param due what was found to be due, perhaps a while ago: what is due no more is left alone
 * @returns how many clocks were moved
 * @throws AggregateError with what went wrong, after all others were moved
 */
export async function sendDueNudges(ctx: Ctx, due: readonly ClockId[]): Promise<number> {
  const failures: unknown[] = []
  let moved = 0
  for (const together of slicesOf(due, CLOCKS_AT_ONCE)) moved += await moveInOneCommit(ctx, together, failures)
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} clocks could not be moved`)
  return moved
}

/** How long a clock that cannot be moved is set aside (ms). */
const SET_ASIDE = HOUR

async function moveInOneCommit(ctx: Ctx, due: readonly ClockId[], failures: unknown[]): Promise<number> {
  const turns = slicesOf(due, CLOCKS_A_TURN)
  const moved = await Promise.all(turns.map((turn) => moveTogether(ctx, turn)))
  let sum = 0
  for (const [n, count] of moved.entries()) {
    if (count !== null) sum += count
    // What could not be moved together: nothing of it was kept.
    else for (const id of turns[n] ?? []) sum += await moveAlone(ctx, id, failures)
  }
  if (sum > 0) ctx.committed()
  return sum
}

/** @returns how many were still due, and are moved; null where one of them failed, and none is */
async function moveTogether(ctx: Ctx, ids: readonly ClockId[]): Promise<number | null> {
  let found = false
  try {
    return await ctx.store.transaction(async (tx) => {
      const clocks = await stillDue(ctx, tx, ids)
      if (clocks.length === 0) return 0
      found = true
      const settings = await tx.settings.get()
      const remembering = { ...tx, deliveries: rememberingBatches(tx.deliveries) }
      for (const clock of clocks) await moveClock(ctx, remembering, settings, clock)
      return clocks.length
    })
  } catch (error) {
    // Where they cannot even be read, they cannot be set aside either.
    if (!found) throw error
    return null
  }
}

/** Read under the write's lock: whatever another process has moved meanwhile is not among them. */
async function stillDue(ctx: Ctx, tx: Tx, ids: readonly ClockId[]): Promise<readonly Clock[]> {
  const due: Clock[] = []
  for (const id of ids) {
    const clock = await tx.clocks.get(id)
    if (clock?.nextStepAt != null && clock.nextStepAt <= ctx.now) due.push(clock)
  }
  return due
}

/** Many clocks of one person go into one batch: once it was found to be still open, it stays so in this transaction. */
function rememberingBatches(deliveries: DeliveriesRepo): DeliveriesRepo {
  const open = new Map<string, Delivery>()
  return {
    ...deliveries,
    enqueue: async (row) => {
      const slot = `${row.recipient} ${row.purpose} ${row.subject} ${row.occasion}`
      const known = open.get(slot)
      if (known !== undefined) return { delivery: known, isNew: false }
      const found = await deliveries.enqueue(row)
      if (found.delivery.state === 'pending') open.set(slot, found.delivery)
      return found
    },
  }
}

/** @returns how many were moved: it, or none where it was not due any more; what was set aside counts as moved */
async function moveAlone(ctx: Ctx, id: ClockId, failures: unknown[]): Promise<number> {
  try {
    return await ctx.store.transaction(async (tx) => {
      const due = await stillDue(ctx, tx, [id])
      for (const clock of due) await moveClock(ctx, tx, await tx.settings.get(), clock)
      return due.length
    })
  } catch (error) {
    failures.push(error)
    return ctx.store.transaction(async (tx) => {
      const due = await stillDue(ctx, tx, [id])
      for (const clock of due) await tx.clocks.update({ ...clock, nextStepAt: ctx.now + SET_ASIDE })
      return due.length
    })
  }
}

function slicesOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}

async function moveClock(ctx: Ctx, tx: Tx, settings: Settings, clock: Clock): Promise<void> {
  if (clock.kind === 'wake') return wake(ctx, tx, settings, clock)
  const heat = await tx.csqls.heat(clock.csqlId)
  if (heat === null) return
  const owner = clock.ownerId === null ? null : await tx.people.get(clock.ownerId)
  const calendar = calendarOf(settings, owner)
  const { nudgedAt: heardAt, step } = await asHeard(tx, clock, owner, (of) => stepDue(of, heat, calendar, ctx.now))
  const moved = {
    ...clock,
    stepsTaken: step?.stepsTaken ?? clock.stepsTaken,
    nudgedAt: step === null ? heardAt : await take(ctx, tx, settings, clock, owner, step),
    escalatedAt: step?.escalate === true ? ctx.now : clock.escalatedAt,
  }
  const next = nextStepAt(moved, heat, calendar)
  // A step that cannot be taken now is looked at again with the next batch, not with the next tick.
  const later = next !== null && next <= ctx.now ? nextBatchMoment(calendar, ctx.now + 1) : next
  await tx.clocks.updateStep({ ...moved, nextStepAt: later })
}

/** Of a matter that was put off, what lies weeks ahead and was never heard of is no part: what falls due first stands for it. */
async function isToldByAnother(tx: Tx, clock: Clock, { nudge, escalate }: DueStep): Promise<boolean> {
  if (nudge !== 'snooze_over' || escalate || clock.stepsTaken > 0) return false
  const others = (await tx.clocks.running([clock.csqlId])).filter(({ id, kind }) => id !== clock.id && kind !== 'wake')
  return others.some((one) => one.snoozedUntil === clock.snoozedUntil && one.dueAt < clock.dueAt)
}

interface Heard {
  readonly nudgedAt: Instant | null
  readonly step: DueStep | null
}

/**
 * The step that a clock takes now. Where it would tell the manager, that rests on when its owner really heard of it: none
 * while that message is still on its way. Who cannot be reached at all is no reason not to tell the manager.
 */
async function asHeard(
  tx: Tx,
  clock: Clock,
  owner: Person | null,
  stepOf: (clock: Clock) => DueStep | null,
): Promise<Heard> {
  const planned = stepOf(clock)
  const asPlanned = { nudgedAt: clock.nudgedAt, step: planned }
  if (planned?.escalate !== true) return asPlanned
  // Nobody was told: it is looked at again with each batch, and announced once there is somebody.
  if ((await managersAbove(tx, clock.ownerId)).length === 0) return { ...asPlanned, step: withoutManager(planned) }
  if (owner === null || !isReachable(owner)) return asPlanned
  const announcement = await readAnnouncement(tx, clock.id)
  if (announcement === 'undeliverable') return asPlanned
  if (announcement === 'on_its_way') return { ...asPlanned, step: null }
  const nudgedAt = announcement === 'never_made' ? null : announcement.sentAt
  const step = stepOf({ ...clock, nudgedAt })
  // That what they put off is over they heard after it was announced.
  const isKnown = step?.nudge === 'snooze_over' && planned.nudge !== 'snooze_over'
  return { nudgedAt, step: isKnown ? { ...step, nudge: null } : step }
}

async function wake(ctx: Ctx, tx: Tx, settings: Settings, clock: Clock): Promise<void> {
  const csql = await tx.csqls.get(clock.csqlId)
  if (csql === null) return
  if (csql.state !== 'nurturing') {
    await tx.clocks.update({ ...clock, nextStepAt: null })
    return
  }
  const system: Ctx = { ...ctx, actor: SYSTEM }
  const step = attempt(
    csql,
    SYSTEM,
    { action: 'wake' },
    {
      now: ctx.now,
      settings,
      calendar: calendarOf(settings, null),
      gates: [],
      optIn: null,
      history: [],
    },
  )
  await recordStep(system, tx, settings, step)
}

/**
 * @returns when the owner is nudged, or was the last time. Of what announces nothing it is now, though their batch may
 * wait for the end of a pause: only an announcement must be heard before the manager is told.
 */
async function take(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  clock: Clock,
  owner: Person | null,
  step: DueStep,
): Promise<Instant | null> {
  if (await isToldByAnother(tx, clock, step)) return ctx.now
  // A change of the clock never leaves a step behind it: what is long past is so because nobody was there to take it.
  const meant = clock.nextStepAt ?? ctx.now
  const toOwner = owner !== null && isReachable(owner)
  const above = step.announces || step.escalate || !toOwner ? await managersAbove(tx, clock.ownerId) : []
  // What nobody will be told is not announced.
  const item = { clockId: clock.id, announces: step.announces && above.length > 0 }
  if (step.escalate || (!toOwner && (await isNews(tx, clock)))) {
    for (const manager of above) {
      const kind = step.escalate ? 'escalate' : (step.nudge ?? 'due_day')
      await addToBatch(ctx, tx, settings, manager, 'escalation', { ...item, step: kind }, { meant })
    }
  }
  if (!toOwner) return ctx.now
  if (step.nudge === null) return clock.nudgedAt
  // What a pause held back is one batch when it is over, and no message at a due time long past.
  const isHeld = pauseOver(owner, ctx.now) > ctx.now
  const purpose = step.nudge === 'due_time' && !isHeld ? 'nudge_high' : 'nudge'
  const goesAt = await addToBatch(ctx, tx, settings, owner, purpose, { ...item, step: step.nudge }, { meant })
  return step.announces ? goesAt : ctx.now
}

/**
 * What no owner hears of, its managers hear of once before it is escalated: somebody has to take it over, and that is no
 * more true three days later. What they put off themselves they hear of again when that is over.
 */
async function isNews(tx: Tx, { id, stepsTaken, snoozedUntil, nudgedAt }: Clock): Promise<boolean> {
  const wasPutOff = snoozedUntil !== null && (nudgedAt === null || nudgedAt < snoozedUntil)
  if (stepsTaken === 0 || wasPutOff) return true
  const told = await tx.deliveries.saying({ clockId: id, purposes: ['escalation'], what: { steps: OWN_STEPS } })
  return !told.some(mayBeRead)
}
