import type { Clock, ClockKind } from '../../src/domain/clock.js'
import type { Heat } from '../../src/domain/csql.js'
import { CsqlId } from '../../src/domain/ids.js'
import { batchSlot, dueAt, lengthOf, nextStepAt, type StepKind, stepDue } from '../../src/domain/nudge-policy.js'
import { type Day, type Instant, MINUTE } from '../../src/domain/time.js'
import type { WorkingCalendar } from '../../src/domain/working-calendar.js'
import { person, SETTINGS, WORKSPACE } from './csql-world.js'

/** A running clock as it stands right after its start. */
export function clockFrom(
  kind: ClockKind,
  startedAt: Instant,
  calendar: WorkingCalendar,
  { heat = 'medium', givenOn = null }: { heat?: Heat; givenOn?: Day | null } = {},
): Clock {
  const clock = {
    workspaceId: WORKSPACE,
    id: 'clock' as Clock['id'],
    csqlId: CsqlId.parse('csql-1'),
    kind,
    ownerId: person('ae'),
    round: 1,
    startedAt,
    startedBy: 'event' as Clock['startedBy'],
    givenOn,
    days: lengthOf(kind, SETTINGS),
    dueAt: 0,
    stepsTaken: 0,
    nextStepAt: null,
    nudgedAt: null,
    snoozedUntil: null,
    snoozes: 0,
    ...{ pausedAt: null, pausedUntil: null, pausedBy: null, resumedBy: null, escalatedAt: null },
    stoppedAt: null,
    stoppedBy: null,
    ending: null,
  }
  const due = { ...clock, dueAt: dueAt(clock, heat, calendar, SETTINGS) }
  return { ...due, nextStepAt: nextStepAt(due, heat, calendar) }
}

export interface Said {
  readonly step: StepKind
  /** When the batch that it is in goes out; of an escalation, when the manager's is made. */
  readonly at: Instant
  readonly announces: boolean
}

/** What happens to a clock while time passes: it is put off, its heat changes, or the program is down. */
export interface Happening {
  readonly at: Instant
  readonly snoozeUntil?: Instant
  readonly heat?: Heat
  readonly downUntil?: Instant
}

export interface Passing {
  readonly until: Instant
  readonly heat?: Heat
  readonly tick?: number
  readonly happenings?: readonly Happening[]
}

/** Lets time pass over one clock, tick by tick, and tells what was said when: a small sweep of one clock. */
export function said(start: Clock, calendar: WorkingCalendar, passing: Passing): readonly Said[] {
  const { until, tick = 10 * MINUTE, happenings = [] } = passing
  const all: Said[] = []
  let [clock, heat, downUntil, next] = [start, passing.heat ?? 'medium', 0, 0] as [Clock, Heat, Instant, number]
  for (let now = start.startedAt; now <= until; now += tick) {
    for (let one = happenings[next]; one !== undefined && one.at <= now; next += 1, one = happenings[next]) {
      if (one.snoozeUntil !== undefined) clock = { ...clock, snoozedUntil: one.snoozeUntil }
      heat = one.heat ?? heat
      downUntil = Math.max(downUntil, one.downUntil ?? 0)
      if (one.heat !== undefined) clock = { ...clock, dueAt: dueAt(clock, heat, calendar, SETTINGS) }
      clock = { ...clock, nextStepAt: nextStepAt(clock, heat, calendar) }
    }
    if (now < downUntil || clock.nextStepAt === null || clock.nextStepAt > now) continue
    const step = stepDue(clock, heat, calendar, now)
    const slot = batchSlot(calendar, now).at
    if (step === null) {
      if (slot === now) throw new Error(`nothing to say at the next step's time, ${new Date(now).toISOString()}`)
      clock = { ...clock, nextStepAt: slot }
      continue
    }
    if (step.nudge !== null) all.push({ step: step.nudge, at: slot, announces: step.announces })
    if (step.escalate) all.push({ step: 'escalate', at: now, announces: false })
    const moved = {
      ...clock,
      stepsTaken: step.stepsTaken,
      nudgedAt: step.nudge === null ? clock.nudgedAt : slot,
      escalatedAt: step.escalate ? now : clock.escalatedAt,
    }
    clock = { ...moved, nextStepAt: nextStepAt(moved, heat, calendar) }
  }
  return all
}
