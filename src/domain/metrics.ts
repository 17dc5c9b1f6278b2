/**
 * The figures of the reports: their names, what they are made of, and what they look like. How each is counted stands
 * in docs/metrics.md; the counting itself is SQL (`store/metrics/`).
 */
import type { Currency } from './csql.js'
import type { DayRange } from './days.js'
import type { Instant, Zone } from './time.js'

/** A number of things. */
export interface Count {
  readonly n: number
}

/** `num` ÷ `den`; `value` is null where there is nothing to divide by, and never 0 then. */
export interface Ratio {
  readonly num: number
  readonly den: number
  readonly value: number | null
}

/** A ratio of what came into the funnel in the period: `immature` while its youngest had fewer than 90 days to go on. */
export interface CohortRatio extends Ratio {
  readonly immature: boolean
}

export interface AcceptanceRatio extends CohortRatio {
  /** Of the cohort, what the rate leaves out: what sales had in hand already (CS involved), and self-closed ones. */
  readonly in_pipeline: number
  readonly self_closed: number
}

export interface WinRatio extends CohortRatio {
  /** Of the cohort, what is still undecided. */
  readonly open: number
}

export interface Coverage extends Ratio {
  /** How many people logged a signal in the period. */
  readonly loggers: number
}

/** A ratio of money: of `n` CSQLs. */
export interface MoneyRatio extends Ratio {
  readonly n: number
}

export interface ShareOfExpansion extends MoneyRatio {
  /** Won in the same twelve months for a recurring amount, without a start: they count in no month. */
  readonly undated: number
}

/** Minor units of the currency, before tax, over `n` CSQLs. */
export interface MoneyFigure {
  readonly value: number
  readonly n: number
}

export interface PipelineFigure extends MoneyFigure {
  /** Of them, those without an amount, which add nothing to the sum. */
  readonly unestimated: number
}

/** The middle of `n` spans, in the unit that the name ends with; null where there is none. */
export interface Median {
  readonly median: number | null
  readonly n: number
}

/** The figures that hold money: each currency has its own, for currencies are never added together. */
export interface MoneyMetrics {
  readonly estimate_accuracy: MoneyRatio
  readonly cs_share_of_expansion: ShareOfExpansion
  readonly grr: Ratio
  readonly nrr: Ratio
  readonly annual_churn: Ratio
  readonly expansion_mrr: MoneyFigure
  readonly expansion_arr: MoneyFigure
  readonly expansion_one_time: MoneyFigure
  readonly pipeline_mrr: PipelineFigure
}

/** Every figure of a period, money in the workspace's currency. */
export interface Metrics extends MoneyMetrics {
  readonly signals: Count
  readonly csqls: Count
  readonly qualification_rate: CohortRatio
  readonly acceptance_rate: AcceptanceRatio
  readonly acceptance_rate_of_decided: CohortRatio
  readonly first_pass_acceptance: CohortRatio
  readonly sla_kept: Ratio
  readonly overdue_rate: Ratio
  readonly opportunity_rate: CohortRatio
  readonly csql_win_rate: WinRatio
  readonly deal_win_rate: Ratio
  readonly coverage: Coverage
  readonly annual_churn_accounts: Ratio
  readonly lead_time_days: Median
  readonly time_to_decision_hours: Median
  readonly time_to_decision_working_hours: Median
  readonly time_to_first_contact_working_hours: Median
}

/** In the order in which reports name them. */
export const METRIC_NAMES = [
  'signals',
  'csqls',
  'qualification_rate',
  'acceptance_rate',
  'acceptance_rate_of_decided',
  'first_pass_acceptance',
  'sla_kept',
  'overdue_rate',
  'opportunity_rate',
  'csql_win_rate',
  'deal_win_rate',
  'estimate_accuracy',
  'coverage',
  'cs_share_of_expansion',
  'grr',
  'nrr',
  'annual_churn',
  'annual_churn_accounts',
  'expansion_mrr',
  'expansion_arr',
  'expansion_one_time',
  'pipeline_mrr',
  'lead_time_days',
  'time_to_decision_hours',
  'time_to_decision_working_hours',
  'time_to_first_contact_working_hours',
] as const satisfies readonly (keyof Metrics)[]

export const MONEY_METRICS = [
  'estimate_accuracy',
  'cs_share_of_expansion',
  'grr',
  'nrr',
  'annual_churn',
  'expansion_mrr',
  'expansion_arr',
  'expansion_one_time',
  'pipeline_mrr',
] as const satisfies readonly (keyof MoneyMetrics)[]

/** What stands for now, whatever the period: a period before has none of its own. */
const SNAPSHOT_METRICS: readonly (keyof Metrics)[] = ['overdue_rate', 'pipeline_mrr']
export const isOfNow = (name: keyof Metrics): boolean => SNAPSHOT_METRICS.includes(name)

/** What figures are told apart by. People are those at the time of the event. */
export const DIMENSIONS = ['source', 'product', 'kind', 'csm', 'ae'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** The code of a source or kind, or the id of a product or person; null = unknown, or nobody yet. */
export type DimensionKey = string | null

/** Figures, and those of every other currency that any money is in. */
export interface Figures {
  readonly metrics: Metrics
  readonly otherCurrencies: Readonly<Record<Currency, MoneyMetrics>>
}

export interface MetricsReport extends Figures {
  readonly by: Readonly<Partial<Record<Dimension, readonly (Figures & { readonly key: DimensionKey })[]>>>
}

/** After how many days a month's CSQLs are looked at. */
export const COHORT_DAYS = [30, 60, 90, 180] as const

/** What became of the CSQLs that were first qualified in a month. */
export interface CohortMonth {
  /** `YYYY-MM` */
  readonly month: string
  readonly csqls: number
  /** Of them, those of which an import inferred the qualification: nobody knows how long they took, and no step counts them. */
  readonly inferred: number
  /** Within 30, 60, 90 and 180 days of the qualification, in this order. */
  readonly accepted: CohortSteps
  readonly opportunities: CohortSteps
  readonly won: CohortSteps
  /** For each of them, whether the month's last CSQL has had so long: else the number may still grow. */
  readonly complete: readonly [boolean, boolean, boolean, boolean]
}
export const COHORT_STEPS = ['accepted', 'opportunities', 'won'] as const
export type CohortStep = (typeof COHORT_STEPS)[number]
/** What of a month's CSQLs had come to a step within so many days. */
export type CohortPart = `${CohortStep}_within.${(typeof COHORT_DAYS)[number]}`
export const cohortPart = (step: CohortStep, days: (typeof COHORT_DAYS)[number]): CohortPart => `${step}_within.${days}`
export type CohortSteps = readonly [number, number, number, number]

/** Open opportunities of one stage and close month, in one currency. */
export interface PipelineCell {
  readonly progress: string | null
  readonly closeMonth: string | null
  readonly currency: Currency
  readonly mrr: MoneyFigure
}

/** What figures are asked for: days of the workspace's zone, both ends included, as things stand at `now`. */
export interface MetricSpan extends DayRange {
  readonly zone: Zone
  readonly currency: Currency
  readonly now: Instant
}

/** Younger than so many days, a cohort may still change much (domain.md §5). */
export const IMMATURE_DAYS = 90

export const ratio = (num: number, den: number): Ratio => ({ num, den, value: den === 0 ? null : num / den })

/** The parts of figures that are made of CSQLs, each of which can be opened. Behind a median or a sum stand those it was made of. */
export const FIGURE_PARTS = [
  'signals.n',
  'csqls.n',
  'qualification_rate.num',
  'acceptance_rate.num',
  'acceptance_rate.den',
  'acceptance_rate.in_pipeline',
  'acceptance_rate.self_closed',
  'acceptance_rate_of_decided.den',
  'first_pass_acceptance.num',
  'sla_kept.num',
  'sla_kept.den',
  'overdue_rate.num',
  'overdue_rate.den',
  'opportunity_rate.num',
  'csql_win_rate.num',
  'csql_win_rate.open',
  'deal_win_rate.num',
  'deal_win_rate.lost',
  'deal_win_rate.den',
  'estimate_accuracy.n',
  'coverage.num',
  'cs_share_of_expansion.n',
  'cs_share_of_expansion.undated',
  'expansion_mrr.n',
  'pipeline_mrr.n',
  'pipeline_mrr.unestimated',
  'pipeline_created.n',
  'lead_time_days.n',
  'time_to_decision_hours.n',
  'time_to_first_contact_working_hours.n',
  'opportunities.n',
  'won.n',
  ...COHORT_STEPS.flatMap((step) => COHORT_DAYS.map((days) => cohortPart(step, days))),
] as const
export type FigurePart = (typeof FIGURE_PARTS)[number]
