/** How figures are made of what was counted. */
import { exact, monthlyOf } from './amounts.js'
import type { Currency } from './csql.js'
import { addDays } from './days.js'
import {
  type CohortRatio,
  type Figures,
  IMMATURE_DAYS,
  type Median,
  type MetricSpan,
  type Metrics,
  type MoneyFigure,
  type MoneyMetrics,
  type Ratio,
  ratio,
  type ShareOfExpansion,
} from './metrics.js'
import { startOfDay } from './zone-time.js'

/** Sums in minor units over `n` CSQLs; a yearly amount is twelve monthly ones. */
export interface YearlySum {
  readonly currency: Currency
  readonly n: number
  readonly yearly: bigint
}

/** The sums of deals: what they were won at beside what they had been estimated at. */
export interface DealSum extends YearlySum {
  readonly oneTime: bigint
  readonly estimateYearly: bigint
}

/** What a period counts, whoever counted it. */
export interface Counted {
  /** Logged in the span; of them ever qualified; by so many people. */
  readonly signals: number
  readonly everQualified: number
  readonly loggers: number
  /** First qualified in the span, and what they came to whenever. */
  readonly csqls: number
  readonly receivable: number
  readonly inPipeline: number
  readonly selfClosed: number
  readonly accepted: number
  readonly decided: number
  readonly firstPass: number
  readonly opportunities: number
  readonly won: number
  readonly open: number
  /** Active accounts with a CSQL of the span. */
  readonly accounts: number
  readonly roundsDue: number
  readonly roundsKept: number
  /** In qualified or accepted now; of them overdue. */
  readonly owed: number
  readonly overdue: number
  /** Closed in the span. */
  readonly dealsWon: number
  readonly dealsLost: number
  /** A row for each currency: the wins that are no referrals, those with an estimate to compare, and so on. */
  readonly expansion: readonly DealSum[]
  readonly estimated: readonly DealSum[]
  readonly pipeline: readonly YearlySum[]
  /** Of the pipeline, what has no estimate. */
  readonly unestimated: readonly YearlySum[]
  readonly started: readonly YearlySum[]
  /** Won in the months of `started`, without a start. */
  readonly undated: readonly YearlySum[]
}

/** Of a period in which nothing happened. */
export const NOTHING_COUNTED: Counted = {
  ...{
    signals: 0,
    everQualified: 0,
    loggers: 0,
    csqls: 0,
    receivable: 0,
    inPipeline: 0,
    selfClosed: 0,
    accepted: 0,
    decided: 0,
    firstPass: 0,
  },
  ...{ opportunities: 0, won: 0, open: 0, accounts: 0, roundsDue: 0, roundsKept: 0, owed: 0, overdue: 0 },
  ...{ dealsWon: 0, dealsLost: 0 },
  ...{ expansion: [], estimated: [], pipeline: [], unestimated: [], started: [], undated: [] },
}

/** What accounts pay, of one currency and, for churn, of all: null where a month that it needs was not imported. */
export interface Retention {
  readonly period: ReadonlyMap<Currency, Moved> | null
  readonly year: ReadonlyMap<Currency, Moved> | null
  readonly accounts: { readonly opening: number; readonly churned: number } | null
  /** The expansion of each of twelve months, summed. */
  readonly expansion: ReadonlyMap<Currency, bigint> | null
}

interface Moved {
  readonly opening: bigint
  readonly kept: bigint
  readonly keptAtMost: bigint
  readonly churned: bigint
}

export const NO_RETENTION: Retention = { period: null, year: null, accounts: null, expansion: null }

export interface Beside {
  readonly activeAccounts: number
  readonly retention: Retention
  readonly leadTimeDays: Median
  readonly decisionHours: Median
  readonly decisionWorkingHours: Median
  readonly firstContactWorkingHours: Median
}

/** The figures of a period; `value` of a ratio is null where there is nothing to divide by. */
export function figuresOf(counted: Counted, span: MetricSpan, beside: Beside): Figures {
  const money = (currency: Currency) => moneyOf(currency, counted, beside.retention)
  const others = currenciesOf(counted, beside.retention).filter((currency) => currency !== span.currency)
  return {
    metrics: { ...countsOf(counted, span, beside), ...money(span.currency) },
    otherCurrencies: Object.fromEntries(others.sort().map((currency) => [currency, money(currency)])),
  }
}

function countsOf(counted: Counted, span: MetricSpan, beside: Beside): Omit<Metrics, keyof MoneyMetrics> {
  const immature = isImmature(span)
  const cohort = (num: number, den: number): CohortRatio => ({ ...ratio(num, den), immature })
  const { csqls } = counted
  const { accounts } = beside.retention
  return {
    signals: { n: counted.signals },
    csqls: { n: csqls },
    qualification_rate: cohort(counted.everQualified, counted.signals),
    acceptance_rate: {
      ...cohort(counted.accepted, counted.receivable),
      ...{ in_pipeline: counted.inPipeline, self_closed: counted.selfClosed },
    },
    acceptance_rate_of_decided: cohort(counted.accepted, counted.decided),
    first_pass_acceptance: cohort(counted.firstPass, counted.decided),
    sla_kept: ratio(counted.roundsKept, counted.roundsDue),
    overdue_rate: ratio(counted.overdue, counted.owed),
    opportunity_rate: cohort(counted.opportunities, csqls),
    csql_win_rate: { ...cohort(counted.won, csqls), open: counted.open },
    deal_win_rate: ratio(counted.dealsWon, counted.dealsWon + counted.dealsLost),
    coverage: { ...ratio(counted.accounts, beside.activeAccounts), loggers: counted.loggers },
    annual_churn_accounts: ratio(accounts?.churned ?? 0, accounts?.opening ?? 0),
    lead_time_days: beside.leadTimeDays,
    time_to_decision_hours: beside.decisionHours,
    time_to_decision_working_hours: beside.decisionWorkingHours,
    time_to_first_contact_working_hours: beside.firstContactWorkingHours,
  }
}

/** Whether fewer than 90 days have passed since the period's last day ended. */
const isImmature = ({ to, zone, now }: MetricSpan): boolean => now < startOfDay(zone, addDays(to, 1 + IMMATURE_DAYS))

/** The middle of some values; the mean of the two in the middle of an even number. */
export function medianOf(values: readonly number[]): Median {
  const sorted = Float64Array.from(values).sort()
  const n = sorted.length
  const [lower, upper] = [sorted[Math.floor((n - 1) / 2)], sorted[Math.floor(n / 2)]]
  return { median: lower === undefined || upper === undefined ? null : (lower + upper) / 2, n }
}

const NOTHING = { n: 0, yearly: 0n, oneTime: 0n, estimateYearly: 0n }

function moneyOf(currency: Currency, counted: Counted, { period, year, expansion }: Retention): MoneyMetrics {
  const own = <S extends YearlySum>(sums: readonly S[]) => sums.find((sum) => sum.currency === currency)
  const of = (sums: readonly DealSum[]): DealSum => own(sums) ?? { currency, ...NOTHING }
  const yearly = (sums: readonly YearlySum[]): YearlySum => own(sums) ?? { currency, ...NOTHING }
  const won = of(counted.expansion)
  const estimated = of(counted.estimated)
  const open = yearly(counted.pipeline)
  const [moved, moved12] = [period?.get(currency), year?.get(currency)]
  return {
    estimate_accuracy: {
      ...moneyRatio(monthlyOf(estimated.yearly), monthlyOf(estimated.estimateYearly)),
      n: estimated.n,
    },
    cs_share_of_expansion: shareOf(
      yearly(counted.started),
      yearly(counted.undated).n,
      expansion === null ? null : exact(expansion.get(currency) ?? 0n),
    ),
    grr: moneyRatio(exact(moved?.keptAtMost ?? 0n), exact(moved?.opening ?? 0n)),
    nrr: moneyRatio(exact(moved?.kept ?? 0n), exact(moved?.opening ?? 0n)),
    annual_churn: moneyRatio(exact(moved12?.churned ?? 0n), exact(moved12?.opening ?? 0n)),
    expansion_mrr: moneyFigure(monthlyOf(won.yearly), won.n),
    expansion_arr: moneyFigure(exact(won.yearly), won.n),
    expansion_one_time: moneyFigure(exact(won.oneTime), won.n),
    pipeline_mrr: { ...moneyFigure(monthlyOf(open.yearly), open.n), unestimated: yearly(counted.unestimated).n },
  }
}

/** Where there are wins and none has a start, nothing is known of when they began: the share is not told, and is no 0. */
function shareOf({ n, yearly }: YearlySum, undated: number, expansion: number | null): ShareOfExpansion {
  if (expansion === null) return { ...ratio(0, 0), n, undated }
  const share = moneyRatio(monthlyOf(yearly), expansion)
  return { ...share, value: n === 0 && undated > 0 ? null : share.value, n, undated }
}

const moneyRatio = (num: number, den: number): Ratio => ratio(num, den)
const moneyFigure = (value: number, n: number): MoneyFigure => ({ value, n })

function currenciesOf(counted: Counted, { period, year, expansion }: Retention): readonly Currency[] {
  const sums = [counted.expansion, counted.estimated, counted.pipeline, counted.started, counted.undated].flat()
  const moved = [period, year].flatMap((months) => [...(months ?? new Map<Currency, Moved>()).keys()])
  return [...new Set([...sums.map((sum) => sum.currency), ...moved, ...(expansion?.keys() ?? [])])]
}
