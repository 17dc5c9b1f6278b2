import { type RawBuilder, sql } from 'kysely'
import type { Currency } from '../../domain/csql.js'
import type { PipelineCell } from '../../domain/metrics.js'
import type { FigureCounts, MetricsRepo, Sum } from '../../usecases/ports.js'
import { prepared } from '../prepared.js'
import type { Scope } from '../rows.js'
import { EVER } from './counts.js'
import { closed, converted, pipeline, started } from './families.js'
import { counted, countIf, type Family, halves, inTurn, whole } from './family.js'

export interface Halves {
  readonly currency: Currency
  readonly n: number
  readonly yearlyHigh: number
  readonly yearlyLow: number
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
export const CREATED: Summed = {
  family: converted,
  where: sql`f.opportunity_at is not null`,
  yearly: sql`coalesce(f.estimate_yearly, 0)`,
}
export const STARTED: Summed = { family: started, where: sql`f.state = 'won'`, yearly: sql`f.won_yearly` }

/** The family's rows that meet what is summed. */
export const narrowed = ({ family, where }: Pick<Summed, 'family' | 'where'>): Family => ({
  ...family,
  rows: (on) => sql`${family.rows(on)} and ${where}`,
})

const CURRENCY = { name: 'currency', value: sql`f.currency` }

const summed = (yearly: RawBuilder<unknown>): RawBuilder<unknown> => sql`count(*) as n, ${halves(yearly, 'yearly')},
  ${halves(sql`coalesce(f.won_one_time, 0)`, 'one_time')}, ${halves(sql`coalesce(f.estimate_yearly, 0)`, 'estimate')}`

/** Deals, apart by which sums they belong to. */
export const closedCounts = counted<
  Halves &
    Pick<FigureCounts, 'dealsWon' | 'dealsLost'> &
    Readonly<Record<'isWin' | 'isExpansion' | 'isEstimated', unknown>>
>({
  family: closed,
  counts: () => sql`${countIf(EVER.won)} as deals_won, ${countIf(EVER.lost)} as deals_lost, ${summed(WON.yearly)}`,
  apart: [
    CURRENCY,
    { name: 'is_win', value: sql`(${WON.where})` },
    { name: 'is_expansion', value: sql`(${EXPANSION.where})` },
    { name: 'is_estimated', value: sql`(${ESTIMATED.where})` },
  ],
})

const sums = (what: Summed) =>
  counted<Halves>({ family: narrowed(what), counts: () => summed(what.yearly), apart: [CURRENCY] })

export const pipelineSums = sums(PIPELINE)
export const createdSums = sums(CREATED)
export const startedSums = sums(STARTED)

/** The sums with one row more: that of its currency grows, or is new. In the order of the currencies. */
export function plus(to: readonly Sum[], { currency, n, ...of }: Halves): readonly Sum[] {
  const own = to.find((sum) => sum.currency === currency)
  const sum: Sum = {
    currency,
    n: n + (own?.n ?? 0),
    yearly: whole(of.yearlyHigh, of.yearlyLow) + (own?.yearly ?? 0n),
    oneTime: whole(of.oneTimeHigh, of.oneTimeLow) + (own?.oneTime ?? 0n),
    estimateYearly: whole(of.estimateHigh, of.estimateLow) + (own?.estimateYearly ?? 0n),
  }
  return [...to.filter((other) => other !== own), sum].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

type Stage = Pick<PipelineCell, 'progress' | 'closeMonth' | 'currency'> & Pick<Halves, 'n' | 'yearlyHigh' | 'yearlyLow'>

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
