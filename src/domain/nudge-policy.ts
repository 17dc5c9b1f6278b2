import { AE_CLOCKS, type Clock, type ClockKind, ESCALATING_CLOCKS } from './clock.js'
import type { Csql, Heat } from './csql.js'
import { type Day, type Instant, MINUTE } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'
import { isWorkingTime, nextWorkingMoment } from './working-calendar.js'
import {
  batchMomentFrom,
  batchMomentOn,
  dueOnDay,
  endOfWorkingDayAfter,
  nextBatchMoment,
  noonOfNextWorkingDay,
} from './working-moments.js'
import { addWorkingDays, addWorkingDaysToDay, afterWorkingMinutes, workingMinutesBetween } from './working-time.js'
import type { Settings } from './workspace.js'
import { localDay } from './zone-time.js'

/**
 * When a clock falls due (domain.md §4): a given date at its closing time; decide at the end of the next working day,
 * or as many later as the workspace says, for high heat at the next one's noon; the others after the workspace's number
 * of working days. `wake` is a moment, not a debt:
 * the first working moment from 10:00 on its date.
 */
export function dueAt(
  clock: Pick<Clock, 'kind' | 'startedAt' | 'givenOn' | 'days' | PauseField>,
  heat: Heat,
  calendar: WorkingCalendar,
  settings: Settings,
): Instant {
  const due = dueWithoutPause(clock, heat, calendar, settings)
  // What was past due when it was asked about stays past due: a question unmakes no delay.
  return clock.pausedAt === null || clock.pausedAt >= due ? due : afterPause(clock, due, calendar)
}

type PauseField = 'pausedAt' | 'pausedUntil'

/** The moment as much working time later as the clock stood still. */
function afterPause(
  { pausedAt, pausedUntil }: Pick<Clock, PauseField>,
  at: Instant,
  calendar: WorkingCalendar,
): Instant {
  if (pausedAt === null || pausedUntil === null) return at
  return afterWorkingMinutes(calendar, at, workingMinutesBetween(calendar, pausedAt, pausedUntil))
}

function dueWithoutPause(
  clock: Pick<Clock, 'kind' | 'startedAt' | 'givenOn' | 'days'>,
  heat: Heat,
  calendar: WorkingCalendar,
  settings: Settings,
): Instant {
  const { kind, startedAt, givenOn } = clock
  if (kind === 'wake') return givenOn === null ? startedAt : batchMomentFrom(calendar, givenOn)
  if (givenOn !== null) return dueOnDay(calendar, givenOn)
  if (kind === 'decide') {
    return heat === 'high'
      ? noonOfNextWorkingDay(calendar, startedAt)
      : endOfWorkingDayAfter(calendar, startedAt, clock.days ?? 1)
  }
  return addWorkingDays(calendar, startedAt, clock.days ?? settings.clocks[LENGTHS[kind]])
}

/** The clocks whose length is a setting. */
export type TimedKind = Exclude<ClockKind, 'wake'>

/** The settings that hold the clocks' lengths, in working days. */
export const LENGTHS: Readonly<Record<TimedKind, keyof Settings['clocks']>> = {
  decide: 'decideDays',
  first_contact: 'firstContactDays',
  convert: 'convertDays',
  update: 'updateDays',
  fix: 'fixDays',
  qualify: 'qualifyDays',
}

/** The length that a clock starts with, in working days; null for the one that has none. */
export const lengthOf = (kind: ClockKind, settings: Settings): number | null =>
  kind === 'wake' ? null : settings.clocks[LENGTHS[kind]]

/** `snooze_over`: nothing falls due, but what its owner put off until now has come. */
export type StepKind = 'due_day' | 'due_time' | 'plus_1' | 'plus_3' | 'escalate' | 'wake' | 'snooze_over'

/** The steps in order, high heat's among them; the end of a snooze has no place of its own. `stepsTaken` counts these places, so that a change of heat under way repeats none and skips none. */
const PLACES: readonly StepKind[] = ['due_day', 'due_time', 'plus_1', 'plus_3', 'escalate']
const placeOf = (kind: StepKind): number => (kind === 'wake' ? 0 : PLACES.indexOf(kind))

/** What is said to the owner of a clock, and to their managers where it has none whom a message reaches. */
export const OWN_STEPS: readonly StepKind[] = ['due_day', 'due_time', 'plus_1', 'plus_3', 'snooze_over']

/** Whether a row of a batch says more than another about the same clock: a later step, and any step than what is only told. */
export function isLater(step: string, than: string): boolean {
  if (isTold(step) || isTold(than)) return !isTold(step)
  return placeOf(step as StepKind) > placeOf(than as StepKind)
}

export interface NudgeStep {
  readonly kind: StepKind
  readonly at: Instant
}

/**
 * The steps of a clock, in order: on the day it falls due, at +1 and +3 working days past due, and for the clocks that
 * escalate the manager on +5. High heat: a decide clock also at its due time, and the manager already on +3. `qualify`
 * is shown in Monday's summary only. Every step is at a working moment. Of a clock that stood still once it was past
 * due, the steps are as much later.
 */
export function nudgeSteps(
  clock: Pick<Clock, 'kind' | 'dueAt' | PauseField>,
  heat: Heat,
  calendar: WorkingCalendar,
): readonly NudgeStep[] {
  if (clock.kind === 'qualify') return []
  if (clock.kind === 'wake') return [{ kind: 'wake', at: nextWorkingMoment(calendar, clock.dueAt) }]
  const isPausedPastDue = clock.pausedAt !== null && clock.pausedAt >= clock.dueAt
  const dueDay = localDay(calendar.zone, isPausedPastDue ? afterPause(clock, clock.dueAt, calendar) : clock.dueAt)
  const past = (days: number): Instant => batchMomentFrom(calendar, addWorkingDaysToDay(calendar, dueDay, days))
  const hot = clock.kind === 'decide' && heat === 'high'
  const escalates = ESCALATING_CLOCKS.includes(clock.kind)
  return [
    { kind: 'due_day', at: batchMomentFrom(calendar, dueDay) },
    ...(hot ? [{ kind: 'due_time', at: nextWorkingMoment(calendar, clock.dueAt) } as const] : []),
    { kind: 'plus_1', at: past(1) },
    { kind: 'plus_3', at: past(3) },
    ...(escalates ? [{ kind: 'escalate', at: past(heat === 'high' ? 3 : 5) } as const] : []),
  ]
}

/** Which nudge tells the owner that the manager is told next: the last one before the escalation. */
const announcing = (heat: Heat): StepKind => (heat === 'high' ? 'plus_1' : 'plus_3')

const announcesEscalation = (kind: StepKind, clock: Pick<Clock, 'kind' | 'escalatedAt'>, heat: Heat): boolean =>
  clock.escalatedAt === null && ESCALATING_CLOCKS.includes(clock.kind) && placeOf(kind) >= placeOf(announcing(heat))

/** What a manager is told of a clock beside its escalation: its owner's answer, and a third snooze in a row. */
const TOLD_STEPS = ['answered', 'snoozed'] as const
export type ToldStep = (typeof TOLD_STEPS)[number]
export const isTold = (step: string): step is ToldStep => (TOLD_STEPS as readonly string[]).includes(step)

/** Whether a row takes the place of none about the same clock: what is only told, and that something is put off no more. */
export const givesWay = (step: string): boolean => isTold(step) || step === 'snooze_over'

/** So many snoozes in a row are told to the manager (domain.md §4). */
export const SNOOZES_TOLD = 3

/** A message this much later than it was meant for says so (ms): what nobody would notice needs no word. */
const LATE = 30 * MINUTE

/** When a message was meant for that comes late; null where it is on time. `at`: when it goes, or went. */
export function lateFor(meantFor: readonly (Instant | null)[], at: Instant): Instant | null {
  const earliest = meantFor.reduce<Instant>((first, one) => Math.min(first, one ?? at), at)
  return at - earliest >= LATE ? earliest : null
}

/** The second overdue nudge asks, without blame, what stands in the way. */
export const asksForReason = (kind: StepKind): boolean => kind === 'plus_3'

type StepsOf = Pick<
  Clock,
  'kind' | 'dueAt' | 'startedAt' | 'stepsTaken' | 'snoozedUntil' | 'nudgedAt' | 'stoppedAt' | 'escalatedAt' | PauseField
>

/** Until when a snooze, or a question that waits for its answer, holds everything back; null = neither was. */
function heldUntil({ snoozedUntil, pausedUntil }: Pick<Clock, 'snoozedUntil' | 'pausedUntil'>): Instant | null {
  if (snoozedUntil === null || pausedUntil === null) return snoozedUntil ?? pausedUntil
  return Math.max(snoozedUntil, pausedUntil)
}

/**
 * When the clock's next step is to be considered, after `stepsTaken`; null = none is left. A snooze holds everything
 * back, and so does a question to the CSM. A nudge that lay before the clock's start is passed over, for nobody is nudged about what they promised for
 * later the same day.
 */
export function nextStepAt(clock: StepsOf, heat: Heat, calendar: WorkingCalendar): Instant | null {
  if (clock.stoppedAt !== null) return null
  const over = snoozeOverAt(clock, calendar)
  const next = stepsLeft(clock, heat, calendar)[0]
  if (next === undefined) return over
  const at = next.kind === 'escalate' ? Math.max(next.at, mayEscalateFrom(clock, heat, calendar) ?? next.at) : next.at
  const held = heldUntil(clock)
  const from = held === null || held <= at ? at : batchSlot(calendar, held).at
  return over === null ? from : Math.min(from, over)
}

/**
 * When its owner is reminded of what they put off, whether a step falls due then or not: who asks for a time is told at
 * that time. Null once they were nudged since.
 */
function snoozeOverAt(
  { kind, snoozedUntil, pausedUntil, nudgedAt }: StepsOf,
  calendar: WorkingCalendar,
): Instant | null {
  if (kind === 'wake' || snoozedUntil === null || (nudgedAt !== null && nudgedAt >= snoozedUntil)) return null
  return batchSlot(calendar, Math.max(snoozedUntil, pausedUntil ?? snoozedUntil)).at
}

/** A clock whose step was not said after all, so that it is to be taken again: nothing was announced by it either. */
export function untaken(clock: Clock, step: StepKind, announces: boolean): Clock {
  if (step === 'snooze_over') return clock
  const stepsTaken = Math.min(clock.stepsTaken, placeOf(step))
  if (step === 'escalate') return { ...clock, stepsTaken, escalatedAt: null }
  return { ...clock, stepsTaken, nudgedAt: announces ? null : clock.nudgedAt }
}

/** The `stepsTaken` of a clock whose owner has it only from now on: what lay before is not theirs. */
export function stepsBefore(
  clock: Pick<Clock, 'kind' | 'dueAt' | PauseField>,
  heat: Heat,
  calendar: WorkingCalendar,
  now: Instant,
): number {
  const passed = nudgeSteps(clock, heat, calendar).findLast((step) => step.at < now && step.kind !== 'escalate')
  return passed === undefined ? 0 : placeOf(passed.kind) + 1
}

/** Whether every nudge was taken, so that only the manager is left to be told. */
export const allNudged = (stepsTaken: number): boolean => stepsTaken >= placeOf('escalate')

export interface DueStep {
  /** The nudge for the owner, if one is due. */
  readonly nudge: Exclude<StepKind, 'escalate'> | null
  /** The manager is told now. */
  readonly escalate: boolean
  /** The nudge says that the manager is told next. */
  readonly announces: boolean
  /** How far along its steps the clock is once this is done. */
  readonly stepsTaken: number
}

/**
 * Which step a clock takes now; none where no batch goes out now, for by the next one a later step may be due. What was
 * missed is caught up by one nudge, the latest that is due, except that the manager is told only after a nudge that
 * said so, at least a working day before.
 */
export function stepDue(clock: StepsOf, heat: Heat, calendar: WorkingCalendar, now: Instant): DueStep | null {
  const held = heldUntil(clock)
  if (clock.stoppedAt !== null || (held !== null && held > now)) return null
  if (batchSlot(calendar, now).at > now) return null
  const due = stepsLeft(clock, heat, calendar).filter((step) => step.at <= now)
  const missed = due.findLast(isNudge)?.kind ?? null
  const stepsTaken = missed === null ? clock.stepsTaken : placeOf(missed) + 1
  const over = snoozeOverAt(clock, calendar)
  const nudge = missed ?? (over !== null && over <= now ? 'snooze_over' : null)
  if (!due.some((step) => step.kind === 'escalate')) {
    const announces = missed !== null && announcesEscalation(missed, clock, heat)
    return nudge === null ? null : { nudge, escalate: false, announces, stepsTaken }
  }
  const from = mayEscalateFrom(clock, heat, calendar)
  if (from !== null && from <= now) {
    return { nudge, escalate: true, announces: false, stepsTaken: placeOf('escalate') + 1 }
  }
  if (from !== null && nudge === null) return null
  return { nudge: missed ?? 'plus_3', escalate: false, announces: true, stepsTaken: placeOf('escalate') }
}

/**
 * A step that would tell the manager, where nobody is there to be told: it stays to be taken, for whoever is named one
 * day, and its owner hears what they would hear in any case.
 */
export const withoutManager = (step: DueStep): DueStep => ({
  ...step,
  escalate: false,
  stepsTaken: Math.min(step.stepsTaken, placeOf('escalate')),
})

const isNudge = (step: NudgeStep): step is NudgeStep & { kind: Exclude<StepKind, 'escalate'> } =>
  step.kind !== 'escalate'

/** The steps that a calendar was last asked for: one after the other, a sweep asks twice for each clock's, and for many alike. */
const lastSteps = new WeakMap<WorkingCalendar, { readonly key: string; readonly steps: readonly NudgeStep[] }>()

function stepsOf(clock: StepsOf, heat: Heat, calendar: WorkingCalendar): readonly NudgeStep[] {
  const key = `${clock.kind} ${heat} ${clock.dueAt} ${clock.pausedAt} ${clock.pausedUntil}`
  const last = lastSteps.get(calendar)
  if (last?.key === key) return last.steps
  const steps = nudgeSteps(clock, heat, calendar)
  lastSteps.set(calendar, { key, steps })
  return steps
}

function stepsLeft(clock: StepsOf, heat: Heat, calendar: WorkingCalendar): readonly NudgeStep[] {
  return stepsOf(clock, heat, calendar)
    .filter((step) => placeOf(step.kind) >= clock.stepsTaken)
    .filter((step) => step.kind !== 'escalate' || clock.escalatedAt === null)
    .filter((step) => step.at >= clock.startedAt || step.kind === 'wake')
}

/** The next batch moment after the nudge that said so: before it, the manager is not told. Null = no nudge said so yet. */
function mayEscalateFrom(clock: StepsOf, heat: Heat, calendar: WorkingCalendar): Instant | null {
  if (clock.nudgedAt === null || clock.nudgedAt <= clock.dueAt) return null
  return clock.stepsTaken > placeOf(announcing(heat)) ? nextBatchMoment(calendar, clock.nudgedAt + 1) : null
}

/**
 * The moment of the batch that something due now goes into: today's, where it is working time and the batch moment
 * has come (late, if it is past), else the next working day's; never before `notBefore`.
 */
export function batchSlot(
  calendar: WorkingCalendar,
  now: Instant,
  notBefore: Instant = now,
): { day: Day; at: Instant } {
  const from = Math.max(now, notBefore)
  const day = localDay(calendar.zone, from)
  const today = batchMomentOn(calendar, day)
  if (today !== null && today <= from && isWorkingTime(calendar, from)) return { day, at: from }
  const at = nextBatchMoment(calendar, from)
  return { day: localDay(calendar.zone, at), at }
}

/** An AE's clock past due with no event by the AE since (snoozes are none). What a CSM owes is never called overdue. */
export function isOverdue(
  clock: Pick<Clock, 'kind' | 'dueAt' | 'stoppedAt'>,
  csql: Pick<Csql, 'aeActedAt'>,
  now: Instant,
): boolean {
  if (clock.stoppedAt !== null || !AE_CLOCKS.includes(clock.kind) || now <= clock.dueAt) return false
  return csql.aeActedAt === null || csql.aeActedAt <= clock.dueAt
}
