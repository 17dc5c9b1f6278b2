import type { Product } from './account.js'
import type { ChurnWarning } from './churn.js'
import type { Currency } from './csql.js'
import type { FiscalQuarter, PeriodUnit } from './fiscal.js'
import type { PersonId } from './ids.js'
import type {
  CohortMonth,
  Dimension,
  DimensionKey,
  FigurePart,
  MetricSpan,
  Metrics,
  MetricsReport,
  PipelineCell,
} from './metrics.js'
import type { Month } from './months.js'
import type { Person } from './person.js'
import type { Pace, TargetProgress } from './target.js'

/** A report of some days, with what it is compared with. */
export interface Report extends MetricsReport {
  readonly span: MetricSpan
  /** What the span is one of; null for days that were typed. */
  readonly unit: PeriodUnit | null
  readonly before: { readonly span: MetricSpan; readonly metrics: Metrics }
  /** In the order of the months: the newest of those that the days touch, or all of them. */
  readonly cohorts: readonly CohortMonth[]
  readonly monthsTouched: number
  /** By stage and close month: open now. */
  readonly pipeline: readonly PipelineCell[]
  /** Opportunities of the period, in the workspace's currency. */
  readonly created: { readonly value: number; readonly n: number }
  /** Of the fiscal quarter that the last day falls into. */
  readonly targets: QuarterTargets
  readonly churn: readonly ChurnWarning[]
  readonly missing: MissingInputs
  readonly names: Names
}

/** Months that a table of cohorts has at most, the newest of the period: more are no reading on a screen. */
export const COHORTS_SHOWN = 24

export interface QuarterTargets {
  readonly quarter: FiscalQuarter
  readonly pace: Pace
  /** The workspace's. */
  readonly currency: Currency
  readonly progress: readonly TargetProgress[]
}

/** What figures could not be told for want of it. */
export interface MissingInputs {
  /** Months of account snapshots, for retention, churn and the CSMs' share of expansion. */
  readonly snapshots: readonly Month[]
  /** No customer is known, for the coverage. */
  readonly accounts: boolean
  /** No target is set for the quarter, for anybody, and one still may be. */
  readonly targets: boolean
  /** How many wins of the last twelve months have no start, and how many open opportunities no amount. */
  readonly starts: number
  readonly estimates: number
}

/** What the keys of dimensions are called. */
export interface Names {
  readonly products: ReadonlyMap<string, Product>
  readonly people: ReadonlyMap<string, Person>
}

/** One part of a figure, opened: of a dimension's key alone, or of all. */
export interface Slice {
  readonly by: Dimension
  readonly key: DimensionKey
}

/** What the CSQLs behind a number are of: a key, a stage and close month of the pipeline, or a target's (`figure-keys.ts`). */
export type FigureOf =
  | Slice
  | { readonly by: 'cell'; readonly key: string }
  | { readonly by: 'target'; readonly key: string }

/** Parts that say of an AE what is told to them and to managers alone. */
export const namesOverdue = (part: FigurePart, slice: FigureOf | null): boolean =>
  slice?.by === 'ae' && part === 'overdue_rate.num'

/** Whom a part of a report is about; null = nobody alone. */
export const personOf = (slice: FigureOf | null): PersonId | null =>
  slice !== null && (slice.by === 'ae' || slice.by === 'csm') ? (slice.key as PersonId | null) : null
