import type { State } from './csql.js'
import { LIFECYCLE } from './lifecycle.js'
import type { Day, Instant } from './time.js'

/** What is told of a CSQL from outside: when each step was taken first (UTC ms); null = never, or nobody knows. */
export interface Told {
  readonly loggedAt: Instant | null
  readonly qualifiedAt: Instant | null
  readonly returnedAt: Instant | null
  readonly acceptedAt: Instant | null
  readonly rejectedAt: Instant | null
  readonly opportunityAt: Instant | null
  readonly wonAt: Instant | null
  readonly lostAt: Instant | null
  readonly withdrawnAt: Instant | null
  readonly nurturingUntil: Day | null
}

type TimedField = Exclude<keyof Told, 'nurturingUntil'>
export type PlannedKind =
  | 'log'
  | 'qualify'
  | 'return'
  | 'accept'
  | 'reject'
  | 'convert'
  | 'win'
  | 'lose'
  | 'withdraw'
  | 'nurture'

/** One step of a history that is to be built. Inferred: it must have been taken, and nobody told when. */
export interface Planned {
  readonly kind: PlannedKind
  readonly at: Instant
  readonly inferred: boolean
}

export type Plan =
  | { readonly ok: true; readonly steps: readonly Planned[] }
  /** `field` cannot have come when it is said to, for the `other` one stands in the way. */
  | {
      readonly ok: false
      readonly rule: 'untold' | 'out_of_order' | 'two_endings' | 'accepted_at_once'
      readonly field: TimedField
      readonly other: TimedField
    }

/** In the order of the funnel, which decides between steps of one instant. */
export const FIELDS: readonly (readonly [kind: PlannedKind, field: TimedField])[] = [
  ['log', 'loggedAt'],
  ['qualify', 'qualifiedAt'],
  ['return', 'returnedAt'],
  ['accept', 'acceptedAt'],
  ['reject', 'rejectedAt'],
  ['convert', 'opportunityAt'],
  ['win', 'wonAt'],
  ['lose', 'lostAt'],
  ['withdraw', 'withdrawnAt'],
]
const FIELD_OF = Object.fromEntries(FIELDS) as Readonly<Record<PlannedKind, TimedField>>
const ENDINGS: readonly PlannedKind[] = ['reject', 'win', 'lose', 'withdraw']

/**
 * The shortest legal history that takes every step that is told, each at its own instant. A step between that nobody
 * told of (a requalification after a return, an acceptance before an opportunity) is inferred at the instant of the
 * step that needs it. `selfClosed`: the CSM closes, so that qualifying accepts at once. `today` is the workspace's.
 */
export function planHistory(given: Told, { selfClosed, today }: { selfClosed: boolean; today: Day }): Plan {
  const { qualifiedAt, acceptedAt } = given
  if (selfClosed && acceptedAt !== null && qualifiedAt !== null && acceptedAt !== qualifiedAt) {
    return { ok: false, rule: 'accepted_at_once', field: 'acceptedAt', other: 'qualifiedAt' }
  }
  return plan(selfClosed ? { ...given, qualifiedAt: qualifiedAt ?? acceptedAt, acceptedAt: null } : given, {
    selfClosed,
    today,
  })
}

function plan(told: Told, world: { selfClosed: boolean; today: Day }): Plan {
  const given = stepsTold(told)
  const first = given[0]
  if (first === undefined) return { ok: false, rule: 'untold', field: 'loggedAt', other: 'loggedAt' }
  const endings = given.filter(({ kind }) => ENDINGS.includes(kind))
  const [ending, second] = endings
  if (ending !== undefined && second !== undefined) {
    return { ok: false, rule: 'two_endings', field: FIELD_OF[second.kind], other: FIELD_OF[ending.kind] }
  }
  if (first.kind !== 'log' && told.loggedAt !== null) {
    return { ok: false, rule: 'out_of_order', field: FIELD_OF[first.kind], other: 'loggedAt' }
  }
  return walk(given, told, world)
}

/** A log that nobody dated was made at the first instant that is known. */
function stepsTold(told: Told): readonly Planned[] {
  const given = FIELDS.flatMap(([kind, field]): Planned[] => {
    const at = told[field]
    return at === null ? [] : [{ kind, at, inferred: false }]
  })
  const sorted = given.toSorted((a, b) => a.at - b.at)
  const first = sorted[0]
  if (first === undefined || told.loggedAt !== null) return sorted
  return [{ kind: 'log', at: first.at, inferred: true }, ...sorted]
}

function walk(given: readonly Planned[], told: Told, world: { selfClosed: boolean; today: Day }): Plan {
  const steps: Planned[] = []
  let state: State = 'signal'
  for (const step of given) {
    if (step.kind === 'log') {
      steps.push(step)
      continue
    }
    const between = pathTo(state, step.kind, world.selfClosed)
    // What must come before is told, and told to have come later.
    const later = between?.find((kind) => isTold(told, kind) && !steps.some((taken) => taken.kind === kind))
    if (between === null || later !== undefined) {
      const other = later ?? steps.at(-1)?.kind ?? 'log'
      return { ok: false, rule: 'out_of_order', field: FIELD_OF[step.kind], other: FIELD_OF[other] }
    }
    for (const kind of between) {
      steps.push({ kind, at: step.at, inferred: true })
      state = after(state, kind, world.selfClosed)
    }
    steps.push(step)
    state = after(state, step.kind, world.selfClosed)
  }
  const last = steps.at(-1)
  const { nurturingUntil } = told
  if (
    last !== undefined &&
    nurturingUntil !== null &&
    nurturingUntil > world.today &&
    from('nurture').includes(state)
  ) {
    steps.push({ kind: 'nurture', at: last.at, inferred: true })
  }
  return { ok: true, steps }
}

/** Nurturing has no date of its own to be told. */
const isTold = (told: Told, kind: PlannedKind): boolean => kind !== 'nurture' && told[FIELD_OF[kind]] !== null

const from = (kind: Exclude<PlannedKind, 'log'>): readonly State[] => LIFECYCLE[kind].from

function after(state: State, kind: PlannedKind, selfClosed: boolean): State {
  if (kind === 'log') return state
  if (kind === 'qualify' && selfClosed) return 'accepted'
  const { to } = LIFECYCLE[kind]
  return to === 'same' || to === 'back' ? state : to
}

/**
 * What may be inferred: what the funnel cannot do without. Only a withdrawal after an acceptance went by way of
 * nurturing; anything else that could is far likelier a date in the wrong column.
 */
const INFERABLE: readonly Exclude<PlannedKind, 'log'>[] = ['qualify', 'accept', 'convert']

/** The fewest steps from a state to one that the kind may start from; null = there is no way. */
function pathTo(
  state: State,
  kind: Exclude<PlannedKind, 'log'>,
  selfClosed: boolean,
): readonly Exclude<PlannedKind, 'log'>[] | null {
  const key = `${state} ${kind} ${selfClosed}`
  const known = paths.get(key)
  if (known !== undefined) return known
  const found = search(state, kind, selfClosed)
  paths.set(key, found)
  return found
}

const paths = new Map<string, readonly Exclude<PlannedKind, 'log'>[] | null>()

function search(start: State, kind: Exclude<PlannedKind, 'log'>, selfClosed: boolean) {
  const inferable = kind === 'withdraw' ? [...INFERABLE, 'nurture' as const] : INFERABLE
  const reached: { state: State; path: readonly Exclude<PlannedKind, 'log'>[] }[] = [{ state: start, path: [] }]
  for (const { state, path } of reached) {
    if (from(kind).includes(state)) return path
    for (const next of inferable) {
      const to = after(state, next, selfClosed)
      if (from(next).includes(state) && !reached.some((seen) => seen.state === to)) {
        reached.push({ state: to, path: [...path, next] })
      }
    }
  }
  return null
}
