import type { Clock } from '../domain/clock.js'
import type { Csql } from '../domain/csql.js'
import type { Delivery } from '../domain/delivery.js'
import { type DueStep, nextStepAt, stepDue } from '../domain/nudge-policy.js'
import { type Person, SYSTEM } from '../domain/person.js'
import { HOUR, type Instant } from '../domain/time.js'
import { attempt } from '../domain/transitions.js'
import { nextBatchMoment } from '../domain/working-moments.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { addToBatch } from './add-to-batch.js'
import type { Ctx } from './context.js'
import { isReachable, managersOf } from './managers.js'
import type { DeliveriesRepo, Tx } from './ports.js'
import { recordStep } from './record-step.js'

/** How many clocks one commit moves: few enough that a command never waits long behind a sweep. */
export const CLOCKS_AT_ONCE = 50

/** How many are moved without a turn of the event loop for anything else: some milliseconds' work. */
const CLOCKS_A_TURN = 10

/**
 * Takes every clock's step that is due: wakes what was nurtured, puts nudges into each person's batch of the working
 * day and escalations into their manager's. A batch is one row in `deliveries`, unique by its local date; the step is
 * marked as taken in the same transaction, so that none comes twice and none is lost. A clock that cannot be moved
 * holds up no other: it is set aside for an hour.
 *
 * @param expected how many are due as far as is known; all that are due are moved, whatever it says
 * @returns how many clocks were moved
 * @throws AggregateError with what went wrong, after all others were moved
 */
export async function sendDueNudges(ctx: Ctx, expected = CLOCKS_AT_ONCE): Promise<number> {
  const failures: unknown[] = []
  let moved = 0
  for (;;) {
    const left = Math.min(Math.max(expected - moved, 0), CLOCKS_AT_ONCE)
    // One more than they fill: the one that finds too few tells that none is left.
    const found = await Promise.all(
      Array.from({ length: Math.floor(left / CLOCKS_A_TURN) + 1 }, () => moveTogether(ctx)),
    )
    // What could not be moved together was found by each of them.
    const alone = new Map(found.flatMap(({ failed }) => failed).map((clock) => [clock.id, clock]))
    for (const clock of alone.values()) await moveAlone(ctx, clock, failures)
    const due = found.reduce((sum, one) => sum + one.moved, alone.size)
    moved += due
    if (due > 0) ctx.committed()
    if (found.some((one) => one.moved + one.failed.length < CLOCKS_A_TURN)) break
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} clocks could not be moved`)
  return moved
}

/** How long a clock that cannot be moved is set aside (ms). */
const SET_ASIDE = HOUR

interface Moved {
  readonly moved: number
  /** All that were due, where moving them failed: nothing of it was kept. */
  readonly failed: readonly Clock[]
}

/** Moves the next clocks that are due: all, or where that fails none. */
async function moveTogether(ctx: Ctx): Promise<Moved> {
  let due: readonly Clock[] = []
  try {
    // Read under the write's lock: whatever another process has moved is not among them.
    await ctx.store.transaction(async (tx) => {
      due = await tx.clocks.due(ctx.now, CLOCKS_A_TURN)
      if (due.length === 0) return
      const settings = await tx.settings.get()
      const remembering = { ...tx, deliveries: rememberingBatches(tx.deliveries) }
      for (const clock of due) await moveClock(ctx, remembering, settings, clock)
    })
    return { moved: due.length, failed: [] }
  } catch (error) {
    if (due.length === 0) throw error
    return { moved: 0, failed: due }
  }
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

async function moveAlone(ctx: Ctx, { id }: Clock, failures: unknown[]): Promise<void> {
  const isDue = (clock: Clock | null): clock is Clock => clock?.nextStepAt != null && clock.nextStepAt <= ctx.now
  try {
    await ctx.store.transaction(async (tx) => {
      const clock = await tx.clocks.get(id)
      if (isDue(clock)) await moveClock(ctx, tx, await tx.settings.get(), clock)
    })
  } catch (error) {
    failures.push(error)
    await ctx.store.transaction(async (tx) => {
      const clock = await tx.clocks.get(id)
      if (isDue(clock)) await tx.clocks.update({ ...clock, nextStepAt: ctx.now + SET_ASIDE })
    })
  }
}

async function moveClock(ctx: Ctx, tx: Tx, settings: Settings, clock: Clock): Promise<void> {
  const csql = await tx.csqls.get(clock.csqlId)
  if (csql === null) return
  if (clock.kind === 'wake') return wake(ctx, tx, settings, csql, clock)
  const owner = clock.ownerId === null ? null : await tx.people.get(clock.ownerId)
  const calendar = calendarOf(settings, owner)
  const step = stepDue(clock, csql.heat, calendar, ctx.now)
  const nudgedAt = step === null ? clock.nudgedAt : await take(ctx, tx, settings, clock, owner, step)
  const moved = {
    ...clock,
    stepsTaken: step?.stepsTaken ?? clock.stepsTaken,
    nudgedAt,
    escalatedAt: step?.escalate === true ? ctx.now : clock.escalatedAt,
  }
  const next = nextStepAt(moved, csql.heat, calendar)
  // A step that cannot be taken now is looked at again with the next batch, not with the next tick.
  const later = next !== null && next <= ctx.now ? nextBatchMoment(calendar, ctx.now + 1) : next
  await tx.clocks.update({ ...moved, nextStepAt: later })
}

async function wake(ctx: Ctx, tx: Tx, settings: Settings, csql: Csql, clock: Clock): Promise<void> {
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

/** @returns when the owner is nudged, or was the last time */
async function take(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  clock: Clock,
  owner: Person | null,
  step: DueStep,
): Promise<Instant | null> {
  const item = { clockId: clock.id, announces: step.announces }
  // A change of the clock never leaves a step behind it: what is long past is so because nobody was there to take it.
  const meant = clock.nextStepAt ?? ctx.now
  const toOwner = owner !== null && isReachable(owner)
  if (step.escalate || !toOwner) {
    for (const manager of await managersOf(tx, clock.ownerId)) {
      if (manager.id === clock.ownerId) continue
      const kind = step.escalate ? 'escalate' : (step.nudge ?? 'due_day')
      await addToBatch(ctx, tx, settings, manager, 'escalation', { ...item, step: kind }, { meant })
    }
  }
  if (!toOwner) return ctx.now
  if (step.nudge === null) return clock.nudgedAt
  const purpose = step.nudge === 'due_time' ? 'nudge_high' : 'nudge'
  return addToBatch(ctx, tx, settings, owner, purpose, { ...item, step: step.nudge }, { meant })
}
