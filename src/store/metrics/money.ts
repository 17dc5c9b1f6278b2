import { type RawBuilder, sql } from 'kysely'
import type { Currency } from '../../domain/csql.js'
import type { Dimension, PipelineCell } from '../../domain/metrics.js'
import type { MetricsRepo, Sum } from '../../usecases/ports.js'
import type { Scope } from '../rows.js'
import { closed, converted, pipeline, started } from './families.js'
import { type Asked, counted, type Family, halves, type Keyed, whole } from './family.js'

interface Halves {
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
export const WON: Summed = { family: closed, where: sql`f.state = 'won'`, yearly: sql`f.won_yearly` }
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

/** The sums of each currency, in all or for each key of a dimension. */
export async function sums(what: Summed, on: Asked, by: Dimension | null): Promise<readonly Keyed<Sum>[]> {
  const rows = await counted<Halves>(
    narrowed(what),
    on,
    by,
    sql`f.currency as currency, count(*) as n, ${halves(what.yearly, 'yearly')},
      ${halves(sql`coalesce(f.won_one_time, 0)`, 'one_time')}, ${halves(sql`coalesce(f.estimate_yearly, 0)`, 'estimate')}`,
    sql`f.currency`,
  )
  return rows.map(({ key, currency, n, ...of }) => ({
    ...{ key, currency, n },
    yearly: whole(of.yearlyHigh, of.yearlyLow),
    oneTime: whole(of.oneTimeHigh, of.oneTimeLow),
    estimateYearly: whole(of.estimateHigh, of.estimateLow),
  }))
}

/** Open opportunities by stage and close month, currencies apart. */
export async function stages(scope: Scope): ReturnType<MetricsRepo['stages']> {
  const query = sql<
    Pick<PipelineCell, 'progress' | 'closeMonth' | 'currency'> & Pick<Halves, 'n' | 'yearlyHigh' | 'yearlyLow'>
  >`
    select f.progress, f.close_month, f.currency, count(*) as n, ${halves(PIPELINE.yearly, 'yearly')}
    from csql_facts as f
    where f.workspace_id = ${scope.workspaceId} and f.state = 'opportunity'
    group by f.close_month, f.progress, f.currency order by f.close_month, f.progress, f.currency`
  const { rows } = await query.execute(scope.db)
  return rows.map(({ yearlyHigh, yearlyLow, ...row }) => ({ ...row, yearly: whole(yearlyHigh, yearlyLow) }))
}
