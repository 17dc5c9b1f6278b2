import type { CsqlId, PersonId } from '../../domain/ids.js'
import type { NudgedRow } from '../../domain/loose-batches.js'
import type { Target } from '../../domain/target.js'
import type { Day, Instant } from '../../domain/time.js'

/** Figures for the digest, by one statement each. Days are of the workspace's zone; instants bound [from, to). */
export interface FiguresRepo {
  week(from: Instant, to: Instant): Promise<WeekFigures>
  /** What AEs decided, newest last; `total` counts all. */
  decided(from: Instant, to: Instant, limit: number): Promise<{ rows: readonly DecidedCsql[]; total: number }>
  /** Those won on days [from, before) whose win was recorded since an instant, by day. */
  recordedLate(of: { readonly from: Day; readonly before: Day; readonly since: Instant }): Promise<readonly CsqlId[]>
  /** When the first signal was ever logged here, whatever became of it; null = none yet. */
  firstLoggedAt(): Promise<Instant | null>
  /** When it was recorded here, which for an imported past is far later; null = none yet. */
  firstRecordedAt(): Promise<Instant | null>
  /** The rows of all batches of nudges that were sent in [from, to), and what came of each. */
  nudged(from: Instant, to: Instant): Promise<readonly NudgedRow[]>
  /** What AEs have let lie past due at an instant: how many CSQLs in all and `qualified`, and some of the longest overdue. */
  overdue(at: Instant, most: number): Promise<OverdueCsqls>
  /** Deliveries that were parked since an instant. */
  parkedSince(at: Instant): Promise<number>
}

export interface WeekFigures {
  readonly accepted: number
  readonly returned: number
  readonly rejected: number
  readonly lost: number
  /** Most frequent first. */
  readonly rejectReasons: readonly { readonly reason: string; readonly n: number }[]
  /** Of what was lost, most frequent first. */
  readonly lostReasons: readonly { readonly reason: string; readonly n: number }[]
  /** What AEs said stands in the way, most frequent first. */
  readonly neglectReasons: readonly { readonly reason: string; readonly n: number }[]
  /** The CSQLs won in the week, in order. */
  readonly wins: readonly CsqlId[]
  /** Accepted in the week, by the AE or a manager and in nobody's place: when the decision's round was opened, and when it was decided. */
  readonly acceptances: readonly {
    readonly csqlId: CsqlId
    readonly aeId: PersonId | null
    readonly handedOverAt: Instant
    readonly decidedAt: Instant
  }[]
}

export interface OverdueCsqls {
  readonly total: number
  /** Of them, those that wait for a decision. */
  readonly qualified: number
  /** With when the first clock of theirs that is overdue fell due; the longest overdue first. */
  readonly longest: readonly { readonly number: number; readonly accountName: string; readonly dueAt: Instant }[]
}

export interface DecidedCsql {
  readonly csqlId: CsqlId
  readonly kind: 'accept' | 'return' | 'reject'
}

export interface TargetsRepo {
  of(fiscalYear: number, quarter: number): Promise<readonly Target[]>
  /** Inserts, or replaces the value of the same person, quarter and metric; 0 takes it away. */
  put(target: Target, by: PersonId | null, at: Instant): Promise<void>
}
