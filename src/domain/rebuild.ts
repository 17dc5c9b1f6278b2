import type { EventDraft, Step, World } from './attempt.js'
import { type ClockDraft, clockChanges } from './clock-changes.js'
import { converted, lost, win } from './closing.js'
import type { Csql } from './csql.js'
import { handedOver } from './hand-over.js'
import { EventId, type PersonId } from './ids.js'
import { type Actor, SYSTEM } from './person.js'
import type { Planned, PlannedKind } from './rebuild-plan.js'
import { logStep } from './signal.js'
import { step, type Try } from './step.js'
import type { Day, Instant } from './time.js'
import { accept } from './transitions.js'
import type { WorkingCalendar } from './working-calendar.js'
import type { Settings } from './workspace.js'
import { localDay } from './zone-time.js'

/** What a history is built from besides its plan. Amounts are in minor units of the signal's currency, before tax. */
export interface Rebuilding {
  /** As it would have been logged: what is unknown stays so, for nobody can be asked. */
  readonly signal: Csql
  readonly steps: readonly Planned[]
  /** Of the ending, where there is one; null = unknown. */
  readonly reason: string | null
  readonly won: Pick<Csql, 'wonAmount' | 'wonAmountPeriod' | 'wonOneTime' | 'startOn'>
  readonly nurturingUntil: Day | null
  readonly settings: Settings
  /** The AE's. */
  readonly calendar: WorkingCalendar
}

/** A history as it would stand had it been kept here from the start. */
export interface Rebuilt {
  readonly after: Csql
  /** Each step's events, in order. */
  readonly steps: readonly (readonly EventDraft[])[]
  /** The decide clocks that ran and were stopped, with the places of the steps that started and stopped them. */
  readonly decided: readonly { readonly clock: ClockDraft; readonly startedBy: number; readonly stoppedBy: number }[]
}

/**
 * Builds a planned history by the same steps that the app takes, each at its own instant and by whoever takes it:
 * whoever logged, the CSM for what is the CSM's, the AE for what is the AE's (nobody, where no AE is known). Rights and
 * required fields are not asked: what was done elsewhere was done. The fold of the events is `after`.
 *
 * Inferred steps carry `inferred: 1` in their figures, and so does the opportunity that a win from an acceptance goes through. A round of which both ends are known has its decide clock, as it
 * would have fallen due, so that it counts in what was kept; one with an inferred end has none.
 */
export function rebuild(given: Rebuilding): Rebuilt {
  const taken: Step[] = []
  let csql = given.signal
  for (const { kind, at } of given.steps) {
    const next = kind === 'log' ? logStep(csql) : take(kind, csql, at, given)
    csql = next.after
    taken.push(next)
  }
  const steps = taken.map(({ events }, index) => {
    const planned = given.steps[index]
    const isTold = (event: EventDraft) => planned?.inferred === false && event.kind === planned.kind
    return events.map((event) => (isTold(event) ? event : asInferred(event)))
  })
  return { after: csql, steps, decided: decideClocks(given, taken) }
}

const asInferred = (event: EventDraft): EventDraft => ({ ...event, figures: { ...event.figures, inferred: 1 } })

function take(kind: Exclude<PlannedKind, 'log'>, csql: Csql, now: Instant, given: Rebuilding): Step {
  const { settings, calendar, reason } = given
  const world: World = { now, settings, calendar, gates: [], optIn: null, history: [] }
  const by = (id: PersonId | null): Try => ({ csql, actor: actorOf(id), world })
  const ofCsm = by(csql.csmId)
  const ofAe = by(csql.aeId)
  const day = localDay(settings.zone, now)
  switch (kind) {
    case 'qualify':
      return handedOver(ofCsm, { action: 'qualify', checklist: [], ae: csql.aeId ?? 'unassigned' })
    case 'return':
      return step(ofAe, { kind, to: 'returned', changes: { missing: [], reasonTextId: null, fixOn: null } })
    case 'accept':
      return accept(ofAe, { action: 'accept' })
    case 'reject':
      return step(ofAe, { kind, to: 'rejected', changes: { reason, reasonTextId: null } })
    case 'convert':
      return converted(ofAe, { action: 'convert', closeMonth: null, ...estimateOf(csql) })
    case 'win':
      return win(ofAe, { action: 'win', wonOn: day, startOn: given.won.startOn, ...amountsWon(given) })
    case 'lose':
      return lost(ofAe, { action: 'lose', reason, lostOn: day })
    case 'nurture':
      return step(ofCsm, {
        kind,
        to: 'nurturing',
        changes: { recheckOn: given.nurturingUntil, reason: null, reasonTextId: null, nurturedFrom: csql.state },
      })
    case 'withdraw':
      return step(ofCsm, { kind, to: 'withdrawn', changes: { reason, reasonTextId: null } })
  }
}

const actorOf = (id: PersonId | null): Actor =>
  id === null ? SYSTEM : { kind: 'person', id, roles: new Set(), standing: 'member', locale: 'ja' }

const estimateOf = ({ amount, amountPeriod, oneTime, currency }: Csql) => ({ amount, amountPeriod, oneTime, currency })

const amountsWon = ({ won, signal }: Rebuilding) => ({
  amount: won.wonAmount,
  amountPeriod: won.wonAmountPeriod,
  oneTime: won.wonOneTime,
  currency: signal.currency,
})

const DECIDES: readonly PlannedKind[] = ['accept', 'return', 'reject']

function decideClocks({ steps: planned, settings, calendar }: Rebuilding, taken: readonly Step[]): Rebuilt['decided'] {
  return planned.flatMap((opened, startedBy) => {
    const stoppedBy = startedBy + 1
    const [qualified, ended] = [taken[startedBy], planned[stoppedBy]]
    if (opened.kind !== 'qualify' || opened.inferred || ended === undefined || ended.inferred) return []
    if (qualified === undefined) return []
    const world = { now: opened.at, settings, calendarOf: () => calendar, eventId: NO_EVENT }
    const clock = clockChanges(qualified, [], world).start.find(({ kind }) => kind === 'decide')
    if (clock === undefined) return []
    const ending = DECIDES.includes(ended.kind) ? 'done' : 'cancelled'
    return [{ clock: { ...clock, nextStepAt: null, stoppedAt: ended.at, ending }, startedBy, stoppedBy }]
  })
}

/** No clock that is started names its event: that is for whoever gives it one. */
const NO_EVENT = EventId.parse('none')
