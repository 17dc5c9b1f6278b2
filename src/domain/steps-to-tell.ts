import { FIELDS, type PlannedKind, planHistory, type Told } from './rebuild-plan.js'
import type { Day, Instant } from './time.js'

/** When a step was taken first (UTC ms). Inferred: it must have been taken, and nobody told when. */
export interface FirstStep {
  readonly at: Instant
  readonly inferred: boolean
}

export type FirstSteps = Readonly<Record<keyof TimesTold, FirstStep | null>>
export type TimesTold = Omit<Told, 'nurturingUntil'>

interface World {
  /** As an import takes it: the CSM is the AE. */
  readonly selfClosed: boolean
  readonly today: Day
}

export interface Telling extends World {
  /** Whether the CSM closes it by their own right, and not because it was passed on to them. */
  readonly ownLater: boolean
}

/**
 * What to tell of a history so that `planHistory` finds each step again at its instant, and infers those that are
 * inferred. One that it would not find again (what it was inferred from was taken back since) is told all the same:
 * without it, the CSQL would stand elsewhere in the funnel.
 */
export function stepsToTell(here: FirstSteps, world: Telling): TimesTold {
  const all = Object.fromEntries(FIELDS.map(([, field]) => [field, here[field]?.at ?? null])) as unknown as TimesTold
  let told = sayable(all, world)
  const wanted = told
  // The last of them is inferred from nothing but a later one: it goes last.
  for (const [, field] of FIELDS) {
    const without = { ...told, [field]: null }
    if (here[field]?.inferred === true && isFoundAgain(wanted, without, world)) told = without
  }
  return told
}

/**
 * A sheet names one AE. Where the CSM closes what was first somebody else's, it can say no more than that it was theirs
 * from the first. What CSMs close is no matter of how CSQLs are received: what moves is whose the hand-over was, and how
 * long after the acceptance the first contact took is not known any more.
 */
function sayable(all: TimesTold, { ownLater, ...world }: Telling): TimesTold {
  if (!ownLater || isLegal(all, world)) return all
  const own = { ...all, returnedAt: null, acceptedAt: null }
  return isLegal(own, world) ? own : all
}

const isLegal = (told: TimesTold, world: World): boolean => planHistory({ ...told, nurturingUntil: null }, world).ok

function isFoundAgain(wanted: TimesTold, told: TimesTold, world: World): boolean {
  const plan = planHistory({ ...told, nurturingUntil: null }, world)
  if (!plan.ok) return false
  const at = (kind: PlannedKind): Instant | null => plan.steps.find((step) => step.kind === kind)?.at ?? null
  const found = (kind: PlannedKind): Instant | null => {
    // A CSM who closes accepts by qualifying, and a win from an acceptance goes through an opportunity.
    if (kind === 'accept' && world.selfClosed) return at('qualify')
    return kind === 'convert' ? (at('convert') ?? at('win')) : at(kind)
  }
  return FIELDS.every(([kind, field]) => wanted[field] === null || wanted[field] === found(kind))
}
