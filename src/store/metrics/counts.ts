import { sql } from 'kysely'
import { OPEN_STATES } from '../../domain/csql.js'
import type { Dimension } from '../../domain/metrics.js'
import type { FigureCounts, Funnel } from '../../usecases/ports.js'
import { closed, converted, isOverdue, keptInTime, logged, owed, qualified, rounds } from './families.js'
import { type Asked, counted, countIf, type Keyed } from './family.js'

const open = sql.join(OPEN_STATES.map((state) => sql.lit(state)))

/** What a CSQL of a cohort came to, whenever it did. */
export const EVER = {
  qualified: sql`f.qualified_at is not null`,
  /** Self-closed ones, and what sales had in hand already, say nothing of how CSQLs are received. */
  receivable: sql`f.self_closed = 0 and f.in_pipeline = 0`,
  accepted: sql`f.self_closed = 0 and f.in_pipeline = 0 and f.accepted_at is not null`,
  decided: sql`f.self_closed = 0 and f.in_pipeline = 0 and (f.accepted_at is not null or f.state = 'rejected')`,
  firstPass: sql`f.self_closed = 0 and f.in_pipeline = 0 and f.first_pass = 1`,
  opportunity: sql`f.opportunity_at is not null`,
  won: sql`f.state = 'won'`,
  lost: sql`f.state = 'lost'`,
  open: sql`f.state in (${open})`,
} as const

type Some<K extends keyof FigureCounts> = Keyed<Pick<FigureCounts, K>>
type Cohort = 'csqls' | 'receivable' | 'accepted' | 'decided' | 'firstPass' | 'opportunities' | 'won' | 'open'

export const loggedCounts = (
  on: Asked,
  by: Dimension | null,
): Promise<readonly Some<'signals' | 'everQualified' | 'loggers'>[]> =>
  counted(
    logged,
    on,
    by,
    sql`count(*) as signals, ${countIf(EVER.qualified)} as ever_qualified, count(distinct f.logged_by) as loggers`,
  )

/** Self-closed ones skip the acceptance itself and are accepted all the same: here it is a step that they have passed. */
export async function funnelCounts(on: Asked): Promise<Funnel> {
  const [steps] = await counted<Funnel>(
    logged,
    on,
    null,
    sql`count(*) as signals, ${countIf(EVER.qualified)} as qualified,
      ${countIf(sql`f.accepted_at is not null`)} as accepted,
      ${countIf(EVER.opportunity)} as opportunities, ${countIf(EVER.won)} as won`,
  )
  return steps ?? { signals: 0, qualified: 0, accepted: 0, opportunities: 0, won: 0 }
}

export const cohortCounts = (on: Asked, by: Dimension | null): Promise<readonly Some<Cohort>[]> =>
  counted(
    qualified,
    on,
    by,
    sql`count(*) as csqls,
      ${countIf(EVER.receivable)} as receivable, ${countIf(EVER.accepted)} as accepted,
      ${countIf(EVER.decided)} as decided, ${countIf(EVER.firstPass)} as first_pass,
      ${countIf(EVER.opportunity)} as opportunities, ${countIf(EVER.won)} as won, ${countIf(EVER.open)} as open`,
  )

export const roundCounts = (on: Asked, by: Dimension | null): Promise<readonly Some<'roundsDue' | 'roundsKept'>[]> =>
  counted(rounds, on, by, sql`count(*) as rounds_due, ${countIf(keptInTime)} as rounds_kept`)

export const owedCounts = (on: Asked, by: Dimension | null): Promise<readonly Some<'owed' | 'overdue'>[]> =>
  counted(owed, on, by, sql`count(*) as owed, ${countIf(isOverdue(on))} as overdue`)

export const closedCounts = (on: Asked, by: Dimension | null): Promise<readonly Some<'dealsWon' | 'dealsLost'>[]> =>
  counted(closed, on, by, sql`${countIf(EVER.won)} as deals_won, ${countIf(EVER.lost)} as deals_lost`)

export const convertedCounts = (on: Asked, by: Dimension | null): Promise<readonly Some<'converted'>[]> =>
  counted(converted, on, by, sql`count(*) as converted`)
