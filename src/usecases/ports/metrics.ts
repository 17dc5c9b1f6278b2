import type { Currency, Source } from '../../domain/csql.js'
import type { CsqlId, PersonId, ProductId } from '../../domain/ids.js'
import type { Counted, DealSum, YearlySum } from '../../domain/metric-values.js'
import type {
  CohortMonth,
  Dimension,
  DimensionKey,
  FigurePart,
  MetricSpan,
  PipelineCell,
} from '../../domain/metrics.js'
import type { Month } from '../../domain/months.js'
import type { CreditedAs } from '../../domain/target.js'
import type { Instant } from '../../domain/time.js'

/** What reports are made of, counted by SQL; `usecases/read-metrics.ts` makes figures of it. */
export interface MetricsRepo {
  /** Of a span, in all (null: one row with the key null) and for each key of a dimension that has anything. */
  counts(span: MetricSpan, by: readonly (Dimension | null)[]): Promise<CountsBy>
  /** What happened in a span, in all, without what is counted as things stand now: for many spans beside each other. */
  activity(span: MetricSpan): Promise<Activity>
  /** What became an opportunity in a span, by its estimate, a row for each currency. */
  created(span: MetricSpan): Promise<readonly YearlySum[]>
  /** What the CSQLs qualified in a span came to, a row for each source; those whose source nobody knows are in none. */
  sources(span: MetricSpan): Promise<readonly SourceCounts[]>
  /** How far the signals of a span came, whenever they did. */
  funnel(span: MetricSpan): Promise<Funnel>
  /** The spans whose middle is a figure, each of them. */
  waits(what: Waited, span: MetricSpan, by: readonly Dimension[]): Promise<readonly Wait[]>
  /** Customers with a contract that has not ended, or none that is known; no provisional ones. */
  activeAccounts(): Promise<number>
  /** What became of the amounts of one month by another, a row for each currency. */
  movements(opening: Month, closing: Month, product: ProductId | null): Promise<readonly Movement[]>
  churnedAccounts(
    opening: Month,
    closing: Month,
    product: ProductId | null,
  ): Promise<{ readonly opening: number; readonly churned: number }>
  /** Months of CSQLs, by when they were first qualified; the instants bound [start, end). In the order given. */
  cohorts(months: readonly CohortBounds[]): Promise<readonly Omit<CohortMonth, 'complete'>[]>
  /** Open opportunities, now, by stage and close month. */
  stages(): Promise<
    readonly (Pick<PipelineCell, 'progress' | 'closeMonth' | 'currency'> & Pick<YearlySum, 'n' | 'yearly'>)[]
  >
  /** What some people brought in a span, for each group of them; a CSQL that is credited to several of a group counts once. */
  credited(span: MetricSpan, groups: readonly (readonly Credited[])[]): Promise<readonly CreditedCounts[]>
  /** A page of the CSQLs behind a figure, oldest number first; `total` is the figure. A CSQL stands there for each round of it that counts. */
  behind(of: Behind, page: { readonly limit: number; readonly offset: number }): Promise<CsqlPage>
}

/** CSQLs that were first qualified in the span, and how many of them ever became an opportunity or stand as won. */
export type SourceCounts = Pick<FigureCounts, 'csqls' | 'opportunities' | 'won'> & { readonly source: Source }

export interface CohortBounds {
  readonly month: Month
  readonly start: Instant
  readonly end: Instant
}

/** Rows of each dimension that was asked for. */
export type CountsBy = ReadonlyMap<Dimension | null, readonly FigureCounts[]>

export type Activity = Pick<FigureCounts, 'signals' | 'csqls' | 'converted' | 'dealsWon' | 'dealsLost' | 'expansion'>

/** Each is a part of the one before it. */
export interface Funnel {
  readonly signals: number
  readonly qualified: number
  readonly accepted: number
  readonly opportunities: number
  readonly won: number
}

/** Of a key of a dimension, of a stage and close month, or credited to any of some people. */
export type Only =
  | { readonly by: Dimension; readonly key: DimensionKey }
  | ({ readonly by: 'cell' } & Pick<PipelineCell, 'closeMonth' | 'progress'>)
  | { readonly by: 'people'; readonly people: readonly Credited[] }

export interface Credited {
  readonly as: CreditedAs
  readonly id: PersonId
}

export type CreditedCounts = Pick<FigureCounts, 'csqls' | 'converted' | 'wins' | 'expansion'>

/** Which figure is opened: that of something alone, or of all; money and its parts in one currency. */
export interface Behind {
  readonly span: MetricSpan
  readonly part: FigurePart
  readonly only: Only | null
  readonly currency: Currency
}

export interface CsqlPage {
  readonly ids: readonly CsqlId[]
  readonly total: number
}

export interface FigureCounts extends Counted {
  readonly key: DimensionKey
  /** Became an opportunity in the span. */
  readonly converted: number
  /** All wins, referrals too. */
  readonly wins: readonly DealSum[]
  readonly created: readonly YearlySum[]
}

export type Waited = 'lead_time' | 'decision' | 'first_contact'

/**
 * A span, and where it stands in the dimensions that were asked for. `ae` is whose working hours it is measured in, null =
 * the workspace's; a lead time is told in days, whosever.
 */
export type Wait = Readonly<Partial<Record<Dimension, DimensionKey>>> & {
  readonly ae?: PersonId | null
  readonly from: Instant
  readonly to: Instant
}

/** What became of what accounts paid, in minor units a month. */
export interface Movement {
  readonly currency: Currency
  readonly opening: bigint
  /** What the accounts of the opening pay at the closing. */
  readonly kept: bigint
  /** The same, but no account counts for more than it paid at the opening. */
  readonly keptAtMost: bigint
  /** What those paid that are at 0 at the closing. */
  readonly churned: bigint
  /** The rises of the accounts that paid at the opening. */
  readonly expansion: bigint
}
