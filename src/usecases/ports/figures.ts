import type { Source, State } from '../../domain/csql.js'
import type { CsqlId, PersonId } from '../../domain/ids.js'
import type { NudgedRow } from '../../domain/loose-batches.js'
import type { Target } from '../../domain/target.js'
import type { Instant } from '../../domain/time.js'

/** Figures for the digest, by one statement each. Days are of the workspace's zone; instants bound [from, to). */
export interface FiguresRepo {
  week(from: Instant, to: Instant): Promise<WeekFigures>
  /** Every open CSQL's state and when it came into it. */
  openSince(): Promise<readonly { readonly state: State; readonly since: Instant }[]>
  /** When the first signal was ever logged here; null = none yet. */
  firstLoggedAt(): Promise<Instant | null>
  /** The rows of all batches of nudges that were sent in [from, to), and what came of each. */
  nudged(from: Instant, to: Instant): Promise<readonly NudgedRow[]>
  /** Deliveries that were parked since an instant. */
  parkedSince(at: Instant): Promise<number>
}

export interface WeekFigures {
  readonly signals: number
  readonly csqls: number
  readonly accepted: number
  readonly returned: number
  readonly rejected: number
  readonly opportunities: number
  readonly won: number
  readonly lost: number
  /** Most frequent first. */
  readonly rejectReasons: readonly { readonly reason: string; readonly n: number }[]
  /** What AEs said stands in the way, most frequent first. */
  readonly neglectReasons: readonly { readonly reason: string; readonly n: number }[]
  readonly bySource: readonly { readonly source: Source; readonly csqls: number; readonly won: number }[]
  /** The CSQLs won in the week, in order. */
  readonly wins: readonly CsqlId[]
  /** Accepted or rejected in the week, by the AE or a manager and in nobody's place: when the decision's round was opened, and when it was decided. */
  readonly decisions: readonly {
    readonly csqlId: CsqlId
    readonly aeId: PersonId | null
    readonly handedOverAt: Instant
    readonly decidedAt: Instant
  }[]
}

export interface TargetsRepo {
  of(fiscalYear: number, quarter: number): Promise<readonly Target[]>
  /** Inserts, or replaces the value of the same person, quarter and metric; 0 takes it away. */
  put(target: Target, by: PersonId | null, at: Instant): Promise<void>
}
