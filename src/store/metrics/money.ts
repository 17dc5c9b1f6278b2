import { type RawBuilder, sql } from 'kysely'
import type { Currency } from '../../domain/csql.js'
import type { DealSum, YearlySum } from '../../domain/metric-values.js'
import type { PipelineCell } from '../../domain/metrics.js'
import type { FigureCounts, MetricsRepo } from '../../usecases/ports.js'
import { inTurn } from '../in-turn.js'
import { prepared } from '../prepared.js'
import type { Scope } from '../rows.js'
import { EVER } from './counts.js'
import { closed, converted, pipeline, started, undated } from './families.js'
import { counted, countIf, type Family, halves, whole } from './family.js'

export interface YearlyHalves {
  readonly currency: Currency
  readonly n: number
  readonly yearlyHigh: number
  readonly yearlyLow: number
}

export interface DealHalves extends YearlyHalves {
  readonly oneTimeHigh: number
  readonly oneTimeLow: number
  readonly estimateHigh: number
  readonly estimateLow: number
}

interface Summed {
  readonly family: Family
  readonly where: RawBuilder<unknown>
  readonly yearly: RawBuilder<unknown>
}

const NO_REFERRAL = sql`coalesce(f.kind, '') <> 'referral'`
const WON: Summed = { family: closed, where: sql`f.state = 'won'`, yearly: sql`f.won_yearly` }
export const EXPANSION: Summed = {
  family: closed,
  where: sql`f.state = 'won' and ${NO_REFERRAL}`,
  yearly: sql`f.won_yearly`,
}
/** Won, with an estimate in the currency that it was won in: others cannot be compared. */
export const ESTIMATED: Summed = {
  family: closed,
  where: sql`f.state = 'won' and f.estimate_yearly is not null and f.estimate_currency = f.currency`,
  yearly: sql`f.won_yearly`,
}
export const PIPELINE: Summed = {
  family: pipeline,
  where: sql`f.state = 'opportunity'`,
  yearly: sql`coalesce(f.estimate_yearly, 0)`,
}
const CREATED: Summed = {
  family: converted,
  where: sql`f.opportunity_at is not null`,
  yearly: sql`coalesce(f.estimate_yearly, 0)`,
}
/** Of the pipeline, what adds nothing to it. */
export const UNESTIMATED: Summed = { ...PIPELINE, where: sql`f.state = 'opportunity' and f.estimate_yearly is null` }
export const STARTED: Summed = { family: started, where: sql`f.state = 'won'`, yearly: sql`f.won_yearly` }
export const UNDATED: Summed = { family: undated, where: sql`f.won_yearly > 0`, yearly: sql`f.won_yearly` }

/** The family's rows that meet what is summed. */
export const narrowed = ({ family, where }: Pick<Summed, 'family' | 'where'>): Family => ({
  ...family,
  rows: (on) => sql`${family.rows(on)} and ${where}`,
})

const CURRENCY = { name: 'currency', value: sql`f.currency` }

const yearlySum = (yearly: RawBuilder<unknown>): RawBuilder<unknown> => sql`count(*) as n, ${halves(yearly, 'yearly')}`

/** Deals, apart by which sums they belong to. */
export const closedCounts = counted<
  DealHalves &
    Pick<FigureCounts, 'dealsWon' | 'dealsLost'> &
    Readonly<Record<'isWin' | 'isExpansion' | 'isEstimated', unknown>>
>({
  family: closed,
  counts: () => sql`${countIf(EVER.won)} as deals_won, ${countIf(EVER.lost)} as deals_lost,
    ${yearlySum(WON.yearly)}, ${halves(sql`coalesce(f.won_one_time, 0)`, 'one_time')},
    ${halves(sql`coalesce(f.estimate_yearly, 0)`, 'estimate')}`,
  apart: [
    CURRENCY,
    { name: 'is_win', value: sql`(${WON.where})` },
    { name: 'is_expansion', value: sql`(${EXPANSION.where})` },
    { name: 'is_estimated', value: sql`(${ESTIMATED.where})` },
  ],
})

const sums = (what: Summed) =>
  counted<YearlyHalves>({ family: narrowed(what), counts: () => yearlySum(what.yearly), apart: [CURRENCY] })

/** Apart by whether there is an estimate too. */
export const pipelineSums = counted<YearlyHalves & { readonly isEstimated: unknown }>({
  family: narrowed(PIPELINE),
  counts: () => yearlySum(PIPELINE.yearly),
  apart: [CURRENCY, { name: 'is_estimated', value: sql`(f.estimate_yearly is not null)` }],
})
export const createdSums = sums(CREATED)
export const startedSums = sums(STARTED)
export const undatedSums = sums(UNDATED)

/** The sums with one more: that of its currency grows, or is new. In the order of the currencies. */
function added<S extends YearlySum>(to: readonly S[], one: S, both: (own: S) => S): readonly S[] {
  const own = to.find(({ currency }) => currency === one.currency)
  const sum = own === undefined ? one : both(own)
  return [...to.filter((other) => other !== own), sum].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

const yearlyOf = ({ currency, n, yearlyHigh, yearlyLow }: YearlyHalves): YearlySum => ({
  ...{ currency, n, yearly: whole(yearlyHigh, yearlyLow) },
})

const dealOf = (row: DealHalves): DealSum => ({
  ...yearlyOf(row),
  oneTime: whole(row.oneTimeHigh, row.oneTimeLow),
  estimateYearly: whole(row.estimateHigh, row.estimateLow),
})

export function plusYearly(to: readonly YearlySum[], row: YearlyHalves): readonly YearlySum[] {
  const one = yearlyOf(row)
  return added(to, one, ({ n, yearly }) => ({ ...one, n: n + one.n, yearly: yearly + one.yearly }))
}

export function plusDeals(to: readonly DealSum[], row: DealHalves): readonly DealSum[] {
  const one = dealOf(row)
  return added(to, one, ({ n, yearly, oneTime, estimateYearly }) => ({
    ...{ currency: one.currency, n: n + one.n, yearly: yearly + one.yearly },
    ...{ oneTime: oneTime + one.oneTime, estimateYearly: estimateYearly + one.estimateYearly },
  }))
}

type Stage = Pick<PipelineCell, 'progress' | 'closeMonth' | 'currency'> &
  Pick<YearlyHalves, 'n' | 'yearlyHigh' | 'yearlyLow'>

const byStage = prepared<Pick<Scope, 'workspaceId'>, Stage>((db, param) => ({
  compile: () =>
    sql<Stage>`
      select f.progress, f.close_month, f.currency, count(*) as n, ${halves(PIPELINE.yearly, 'yearly')}
      from csql_facts as f
      where f.workspace_id = ${param('workspaceId')} and f.state = 'opportunity'
      group by f.close_month, f.progress, f.currency order by f.close_month, f.progress, f.currency`.compile(db),
}))

/** Open opportunities by stage and close month, currencies apart. */
export async function stages({ db, workspaceId }: Scope): ReturnType<MetricsRepo['stages']> {
  const rows = await inTurn(byStage(db, { workspaceId }))
  return rows.map(({ yearlyHigh, yearlyLow, ...row }) => ({ ...row, yearly: whole(yearlyHigh, yearlyLow) }))
}
