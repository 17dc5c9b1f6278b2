import { type Clock, type ClockKind, ESCALATING_CLOCKS } from './clock.js'
import type { Csql, Heat } from './csql.js'
import type { Day, Instant } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'
import { isWorkingTime } from './working-calendar.js'
import {
  batchMomentFrom,
  batchMomentOn,
  dueOnDay,
  endOfNextWorkingDay,
  nextBatchMoment,
  noonOfNextWorkingDay,
} from './working-moments.js'
import { addWorkingDays, addWorkingDaysToDay } from './working-time.js'
import type { Settings } from './workspace.js'
import { localDay } from './zone-time.js'

/**
 * When a clock falls due (domain.md §4): a given date at its closing time; decide at the end of the next working day,
 * for high heat at its noon; the others after the workspace's number of working days. `wake` is a moment, not a debt:
 * the first working moment from 10:00 on its date.
 */
export function dueAt(
  clock: { kind: ClockKind; startedAt: Instant; givenOn: Day | null },
  heat: Heat,
  calendar: WorkingCalendar,
  settings: Settings,
): Instant {
  const { kind, startedAt, givenOn } = clock
  if (kind === 'wake') return givenOn === null ? startedAt : batchMomentFrom(calendar, givenOn)
  if (givenOn !== null) return dueOnDay(calendar, givenOn)
  if (kind === 'decide') {
    return heat === 'high' ? noonOfNextWorkingDay(calendar, startedAt) : endOfNextWorkingDay(calendar, startedAt)
  }
  const { firstContactDays, convertDays, updateDays, fixDays, qualifyDays } = settings.clocks
  const days = {
    first_contact: firstContactDays,
    convert: convertDays,
    update: updateDays,
    fix: fixDays,
    qualify: qualifyDays,
  }[kind]
  return addWorkingDays(calendar, startedAt, days)
}

export type StepKind = 'due_day' | 'due_time' | 'plus_1' | 'plus_3' | 'escalate' | 'wake'

export interface NudgeStep {
  readonly kind: StepKind
  readonly at: Instant
}

/**
 * The steps of a clock, in order: on the day it falls due, at +1 and +3 working days past due, and for the clocks that
 * escalate the manager on +5. High heat: a decide clock also at its due time, and the manager already on +3. `qualify` is shown in Monday's summary only.
 */
export function nudgeSteps(
  clock: Pick<Clock, 'kind' | 'dueAt'>,
  heat: Heat,
  calendar: WorkingCalendar,
): readonly NudgeStep[] {
  if (clock.kind === 'qualify') return []
  if (clock.kind === 'wake') return [{ kind: 'wake', at: clock.dueAt }]
  const dueDay = localDay(calendar.zone, clock.dueAt)
  const past = (days: number): Instant => batchMomentFrom(calendar, addWorkingDaysToDay(calendar, dueDay, days))
  const hot = clock.kind === 'decide' && heat === 'high'
  const escalates = ESCALATING_CLOCKS.includes(clock.kind)
  return [
    { kind: 'due_day', at: batchMomentOn(calendar, dueDay) ?? clock.dueAt },
    ...(hot ? [{ kind: 'due_time', at: clock.dueAt } as const] : []),
    { kind: 'plus_1', at: past(1) },
    { kind: 'plus_3', at: past(3) },
    ...(escalates ? [{ kind: 'escalate', at: past(heat === 'high' ? 3 : 5) } as const] : []),
  ]
}

/** Which nudge tells the owner that the manager is told next: the last one before the escalation. */
export function announcesEscalation(kind: StepKind, clock: Pick<Clock, 'kind'>, heat: Heat): boolean {
  return ESCALATING_CLOCKS.includes(clock.kind) && kind === (heat === 'high' ? 'plus_1' : 'plus_3')
}

/** The second overdue nudge asks, without blame, what stands in the way. */
export const asksForReason = (kind: StepKind): boolean => kind === 'plus_3'

type StepsOf = Pick<Clock, 'kind' | 'dueAt' | 'startedAt' | 'stepsTaken' | 'snoozedUntil' | 'nudgedAt' | 'stoppedAt'>

/**
 * When the clock's next step is to be considered, after `stepsTaken` of its steps; null = none is left. A snooze
 * holds everything back. A nudge that lay before the clock's start is passed over, for nobody is nudged about what
 * they promised for later the same day.
 */
export function nextStepAt(clock: StepsOf, heat: Heat, calendar: WorkingCalendar): Instant | null {
  const next = stepsLeft(clock, heat, calendar)[0]
  if (next === undefined || clock.stoppedAt !== null) return null
  const at = next.kind === 'escalate' ? Math.max(next.at, mayEscalateFrom(clock, calendar) ?? next.at) : next.at
  return Math.max(at, clock.snoozedUntil ?? at)
}

export interface DueStep {
  /** The nudge for the owner, if one is due. */
  readonly nudge: Exclude<StepKind, 'escalate'> | null
  /** The manager is told now. */
  readonly escalate: boolean
  /** The nudge says that the manager is told next. */
  readonly announces: boolean
  /** How many of the clock's steps are taken once this is done. */
  readonly stepsTaken: number
}

/**
 * Which step a clock takes now. What was missed is caught up by one nudge, the latest that is due, except that the
 * manager is told only after a nudge that said so, at least a working day before.
 */
export function stepDue(clock: StepsOf, heat: Heat, calendar: WorkingCalendar, now: Instant): DueStep | null {
  if (clock.stoppedAt !== null || (clock.snoozedUntil !== null && clock.snoozedUntil > now)) return null
  const due = stepsLeft(clock, heat, calendar).filter((step) => step.at <= now)
  const nudge = due.findLast(isNudge)
  const escalation = due.find((step) => step.kind === 'escalate')
  const taken = Math.max(clock.stepsTaken, (nudge?.index ?? -1) + 1)
  const announces = nudge !== undefined && announcesEscalation(nudge.kind, clock, heat)
  if (escalation === undefined) {
    return nudge === undefined ? null : { nudge: nudge.kind, escalate: false, announces, stepsTaken: taken }
  }
  const from = mayEscalateFrom(clock, calendar)
  if (from === null) {
    return { nudge: nudge?.kind ?? 'plus_3', escalate: false, announces: true, stepsTaken: escalation.index }
  }
  if (from > now)
    return nudge === undefined ? null : { nudge: nudge.kind, escalate: false, announces: true, stepsTaken: taken }
  return { nudge: nudge?.kind ?? null, escalate: true, announces: false, stepsTaken: escalation.index + 1 }
}

type IndexedStep = NudgeStep & { readonly index: number }

const isNudge = (step: IndexedStep): step is IndexedStep & { kind: Exclude<StepKind, 'escalate'> } =>
  step.kind !== 'escalate'

function stepsLeft(clock: StepsOf, heat: Heat, calendar: WorkingCalendar): readonly IndexedStep[] {
  return nudgeSteps(clock, heat, calendar)
    .map((step, index) => ({ ...step, index }))
    .filter((step) => step.index >= clock.stepsTaken)
    .filter((step) => step.at >= clock.startedAt || step.kind === 'wake')
}

/** The next batch moment after a nudge past the due time: before it, the manager is not told. Null = no such nudge yet. */
function mayEscalateFrom(clock: StepsOf, calendar: WorkingCalendar): Instant | null {
  if (clock.nudgedAt === null || clock.nudgedAt <= clock.dueAt) return null
  return nextBatchMoment(calendar, clock.nudgedAt + 1)
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

/** An AE's clock past due with no event by the AE since (snoozes are none); others past due. */
export function isOverdue(
  clock: Pick<Clock, 'kind' | 'dueAt' | 'stoppedAt'>,
  csql: Pick<Csql, 'aeActedAt'>,
  now: Instant,
): boolean {
  if (clock.stoppedAt !== null || clock.kind === 'wake' || now <= clock.dueAt) return false
  const byAe = clock.kind !== 'fix' && clock.kind !== 'qualify'
  return !(byAe && csql.aeActedAt !== null && csql.aeActedAt > clock.dueAt)
}
