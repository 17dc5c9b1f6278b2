import type { Step } from './attempt.js'
import { AE_CLOCKS, CLOCKS_OF_STATE, type Clock, type ClockEnding, type ClockKind } from './clock.js'
import type { Csql, Heat } from './csql.js'
import type { CsqlEvent, EventKind } from './event.js'
import type { EventId, PersonId } from './ids.js'
import { allNudged, batchSlot, dueAt, lengthOf, nextStepAt, stepsBefore } from './nudge-policy.js'
import type { Day, Instant } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'
import { addWorkingDays } from './working-time.js'
import type { Settings } from './workspace.js'
import { localDay } from './zone-time.js'

/** A clock before the store gives it ids. */
export type ClockDraft = Omit<Clock, 'workspaceId' | 'id' | 'startedBy'>

export interface ClockChanges {
  readonly start: readonly ClockDraft[]
  /** Clocks in their new form: stopped, snoozed, with another owner or due time, or running again. */
  readonly change: readonly Clock[]
}

export interface ClockWorld {
  readonly now: Instant
  readonly settings: Settings
  /** The calendar of an owner; the workspace's for null. */
  readonly calendarOf: (owner: PersonId | null) => WorkingCalendar
  /** The id of the step's last event, which stops and starts. */
  readonly eventId: EventId
}

/** What ends as done; every other end of a clock is that it ceased to be owed. */
const DOES: Partial<Record<EventKind, readonly ClockKind[]>> = {
  qualify: ['qualify', 'fix'],
  accept: ['decide'],
  return: ['decide'],
  reject: ['decide', 'first_contact', 'convert'],
  update: ['first_contact', 'convert', 'update'],
  convert: ['first_contact', 'convert'],
  win: ['update'],
  lose: ['update'],
  plan_fix: ['fix'],
  wake: ['wake'],
}

/** Who owes a clock of this kind. */
function ownerOf(kind: ClockKind, csql: Pick<Csql, 'aeId' | 'csmId' | 'nurturedFrom'>): PersonId | null {
  if (AE_CLOCKS.includes(kind)) return csql.aeId
  if (kind !== 'wake') return csql.csmId
  const aeHadIt = csql.nurturedFrom !== null && ['qualified', 'accepted', 'opportunity'].includes(csql.nurturedFrom)
  return aeHadIt ? (csql.aeId ?? csql.csmId) : csql.csmId
}

/**
 * What a step does to the running clocks (domain.md §4). `all` are the CSQL's clocks, stopped ones included, which an
 * undo may set running again with their old due times.
 */
export function clockChanges(step: Step, all: readonly Clock[], world: ClockWorld): ClockChanges {
  const last = step.events.at(-1)
  if (last === undefined) return { start: [], change: [] }
  if (last.kind === 'undo') return afterUndo(step, all, world)
  const running = all.filter((clock) => clock.stoppedAt === null)
  if (last.kind === 'snooze') return { start: [], change: snoozed(running, Number(last.figures['until']), step, world) }
  if (last.kind === 'ask_csm') return { start: [], change: paused(running, step, world) }
  if (last.kind === 'answer_csm') return { start: [], change: resumed(running, step, world) }
  const stopping = running.filter((clock) => stops(clock.kind, step))
  const keeping = running.filter((clock) => !stopping.includes(clock))
  const passing = keeping.filter((clock) => ownerOf(clock.kind, step.after) !== clock.ownerId)
  return {
    start: [
      ...startedKinds(step).map((kind) => draft(kind, step, world)),
      ...passing.map((clock) => passedOn(clock, step, world)),
    ],
    change: [
      ...stopping.map((clock) => stopped(clock, endingOf(clock.kind, step), world)),
      ...passing.map((clock) => stopped(clock, 'cancelled', world)),
      ...reheated(
        keeping.filter((clock) => !passing.includes(clock)),
        step,
        world,
      ),
    ],
  }
}

const entered = (step: Step): boolean =>
  step.before?.state !== step.after.state || step.events.some((event) => event.kind === 'reopen')

const has = (step: Step, kind: EventKind): boolean => step.events.some((event) => event.kind === kind)

const newAe = (step: Step): boolean => has(step, 'reassign') && step.before?.aeId !== step.after.aeId

/** Entering a state starts its clocks; a new date, or a new AE for a decision, starts that clock afresh. */
function startedKinds(step: Step): readonly ClockKind[] {
  const { state } = step.after
  if (entered(step)) return CLOCKS_OF_STATE[state]
  if (has(step, 'update')) return [state === 'accepted' ? 'convert' : 'update']
  if (has(step, 'plan_fix')) return ['fix']
  if (state === 'qualified' && newAe(step)) return ['decide']
  return []
}

function stops(kind: ClockKind, step: Step): boolean {
  if (entered(step)) return true
  if (has(step, 'update')) return kind === 'first_contact' || startedKinds(step).includes(kind)
  return startedKinds(step).includes(kind)
}

function endingOf(kind: ClockKind, step: Step): ClockEnding {
  return step.events.some((event) => DOES[event.kind]?.includes(kind)) ? 'done' : 'cancelled'
}

function stopped(clock: Clock, ending: ClockEnding, world: ClockWorld): Clock {
  return { ...clock, stoppedAt: world.now, stoppedBy: world.eventId, ending, nextStepAt: null }
}

/** The day that was given for a clock, by the field that holds it. */
function givenOn(kind: ClockKind, csql: Csql): Day | null {
  if (kind === 'wake') return csql.recheckOn
  if (kind === 'fix') return csql.fixOn
  return kind === 'first_contact' || kind === 'convert' || kind === 'update' ? csql.nextOn : null
}

const NEVER_PAUSED = { pausedAt: null, pausedUntil: null, pausedBy: null, resumedBy: null } as const

function draft(kind: ClockKind, step: Step, world: ClockWorld): ClockDraft {
  const { after } = step
  const ownerId = ownerOf(kind, after)
  // The date offered at acceptance is for the first contact; letting go is measured from its own beginning.
  const given = kind === 'convert' && !has(step, 'update') ? null : givenOn(kind, after)
  const clock = {
    csqlId: after.id,
    kind,
    ownerId,
    round: after.round,
    startedAt: world.now,
    givenOn: given,
    days: lengthOf(kind, world.settings),
    stepsTaken: 0,
    nudgedAt: null,
    snoozedUntil: null,
    snoozes: 0,
    ...NEVER_PAUSED,
    escalatedAt: null,
    stoppedAt: null,
    stoppedBy: null,
    ending: null,
  }
  return timed({ ...clock, dueAt: 0, nextStepAt: null }, after, world)
}

/** Due time and next step, computed from what the clock holds. */
function timed<C extends ClockDraft>(clock: C, { heat }: { heat: Heat }, world: ClockWorld): C {
  const calendar = world.calendarOf(clock.ownerId)
  const due = { ...clock, dueAt: dueAt(clock, heat, calendar, world.settings) }
  return { ...due, nextStepAt: stepFrom(due, heat, world) }
}

/** The next step, with the next batch where the change leaves it in the past: nothing is late that nobody owed before. */
function stepFrom(clock: ClockDraft, heat: Heat, world: Omit<ClockWorld, 'eventId'>): Instant | null {
  const calendar = world.calendarOf(clock.ownerId)
  const at = nextStepAt(clock, heat, calendar)
  return at === null || at >= world.now ? at : batchSlot(calendar, world.now).at
}

/**
 * The clock of a new owner. What is not due yet started when it did, and falls due by their calendar: the customer
 * waits no less for it. What is past due starts afresh, with the date that was missed left behind: a delay stays with
 * whom it was, whose clock shows that it fell due. The old owner's clock stays as it was, so that an undo finds it
 * again. The new one is nudged about what lies ahead.
 */
function passedOn({ workspaceId, id, startedBy, ...clock }: Clock, step: Step, world: ClockWorld): ClockDraft {
  const { heat } = step.after
  if (clock.kind !== 'wake' && clock.dueAt < world.now) {
    return timed({ ...draft(clock.kind, step, world), givenOn: null }, step.after, world)
  }
  const ownerId = ownerOf(clock.kind, step.after)
  const calendar = world.calendarOf(ownerId)
  const fresh = timed(
    { ...clock, ownerId, stepsTaken: 0, nudgedAt: null, snoozedUntil: null, snoozes: 0, escalatedAt: null },
    step.after,
    world,
  )
  const ahead = { ...fresh, stepsTaken: stepsBefore(fresh, heat, calendar, world.now) }
  return { ...ahead, nextStepAt: stepFrom(ahead, heat, world) }
}

/** The heat may have changed under a running clock: its due time is computed again, its start stays. */
function reheated(running: readonly Clock[], step: Step, world: ClockWorld): readonly Clock[] {
  const { before, after } = step
  if (before === null || before.heat === after.heat) return []
  return running.map((clock) => {
    // What was said of the escalation no longer holds, unless nothing but the escalation is left.
    const heard = allNudged(clock.stepsTaken) ? clock : nudgedAnew(clock, world.now)
    return timed(heard, after, world)
  })
}

/**
 * A running clock after its owner's calendar or leave changed, or the workspace's: its due time is computed again. Where
 * that day lies ahead once more, so do its steps.
 */
export function retimed(clock: Clock, csql: Pick<Csql, 'heat'>, world: Omit<ClockWorld, 'eventId'>): Clock {
  const calendar = world.calendarOf(clock.ownerId)
  const due = { ...clock, dueAt: dueAt(clock, csql.heat, calendar, world.settings) }
  const moved = localDay(calendar.zone, due.dueAt) !== localDay(calendar.zone, clock.dueAt)
  const fresh = moved && due.dueAt > world.now ? { ...nudgedAnew(due, world.now), stepsTaken: 0 } : due
  return { ...fresh, nextStepAt: stepFrom(fresh, csql.heat, world) }
}

type By = Pick<CsqlEvent, 'actorId' | 'figures'>

/** Whether an event is the act of a clock's owner, or of who stands in for them: a manager's snooze is none of theirs. */
export const isByOwner = ({ actorId, figures }: By, { ownerId }: Pick<Clock, 'ownerId'>): boolean =>
  ownerId !== null && (actorId === ownerId || figures['in_place_of'] === ownerId)

/**
 * What its owner was told counts no more. A snooze that is over is not told a second time for that: it counts as told when
 * it ended, and stays in the row, where an undo finds it.
 */
function nudgedAnew<C extends ClockDraft>(clock: C, now: Instant): C {
  const { snoozedUntil } = clock
  return { ...clock, nudgedAt: snoozedUntil !== null && snoozedUntil <= now ? snoozedUntil : null }
}

/** Holds back every clock, so that one undo finds each as it was; a matter that has several is one row of a batch. */
function snoozed(running: readonly Clock[], until: Instant, step: Step, world: ClockWorld): readonly Clock[] {
  return running
    .filter((clock) => clock.kind !== 'wake')
    .map((clock) => stepped({ ...clock, snoozedUntil: until, snoozes: clock.snoozes + 1 }, step, world))
}

/**
 * The AE's clocks stand still until the CSM answers, for one working day of the clock's owner at most: the CSM's leave
 * stops nobody's clock for weeks. Each does so once, or questions could put a due time off for ever.
 */
function paused(running: readonly Clock[], step: Step, world: ClockWorld): readonly Clock[] {
  return running
    .filter((clock) => AE_CLOCKS.includes(clock.kind) && clock.pausedAt === null)
    .map((clock) => {
      const pause = { pausedAt: world.now, pausedUntil: pauseEnd(clock, world.now, world), pausedBy: world.eventId }
      return timed({ ...clock, ...pause }, step.after, world)
    })
}

const pauseEnd = (clock: Clock, from: Instant, world: ClockWorld): Instant =>
  addWorkingDays(world.calendarOf(clock.ownerId), from, 1)

/** The answer sets going what stands still for it. */
function resumed(running: readonly Clock[], step: Step, world: ClockWorld): readonly Clock[] {
  return running
    .filter((clock) => clock.pausedUntil !== null && clock.pausedUntil > world.now)
    .map((clock) => timed({ ...clock, pausedUntil: world.now, resumedBy: world.eventId }, step.after, world))
}

/** A question that is taken back never made a clock stand still; without its answer, the clock stands still as before. */
function repaused(running: readonly Clock[], undone: ReadonlySet<string | null>, step: Step, world: ClockWorld) {
  return running.flatMap((clock): readonly Clock[] => {
    if (clock.pausedBy !== null && undone.has(clock.pausedBy)) {
      return [timed({ ...clock, ...NEVER_PAUSED }, step.after, world)]
    }
    if (clock.resumedBy === null || clock.pausedAt === null || !undone.has(clock.resumedBy)) return []
    const pausedUntil = pauseEnd(clock, clock.pausedAt, world)
    return [timed({ ...clock, pausedUntil, resumedBy: null }, step.after, world)]
  })
}

/** The clocks that the undone events stopped run again as they were; those that they started are void. */
function afterUndo(step: Step, all: readonly Clock[], world: ClockWorld): ClockChanges {
  const undone = new Set(step.events.map((event) => event.reverses))
  const running = all.filter((clock) => clock.stoppedAt === null)
  const started = running.filter((clock) => undone.has(clock.startedBy))
  const untouched = running.filter((clock) => !started.includes(clock))
  const halted = all.filter((clock) => clock.stoppedBy !== null && undone.has(clock.stoppedBy))
  return {
    start: [],
    change: [
      ...started.map((clock) => stopped(clock, 'voided', world)),
      ...halted.map((clock) => stepped({ ...clock, stoppedAt: null, stoppedBy: null, ending: null }, step, world)),
      ...unsnoozed(untouched, step, world),
      ...repaused(untouched, undone, step, world),
      ...reheated(untouched, step, world),
    ],
  }
}

/** A snooze before the undone one holds again. */
function unsnoozed(running: readonly Clock[], step: Step, world: ClockWorld): readonly Clock[] {
  const undone = step.events.find((event) => event.figures['undone'] === 'snooze')
  if (undone === undefined) return []
  const until = undone.figures['until']
  return running
    .filter((clock) => clock.snoozes > 0)
    .map((clock) => {
      const snoozes = clock.snoozes - 1
      const snoozedUntil = snoozes > 0 && typeof until === 'number' ? until : null
      return stepped({ ...clock, snoozes, snoozedUntil }, step, world)
    })
}

/** The clock with its next step found again; its due time stays. */
const stepped = (clock: Clock, step: Step, world: ClockWorld): Clock => ({
  ...clock,
  nextStepAt: stepFrom(clock, step.after.heat, world),
})
