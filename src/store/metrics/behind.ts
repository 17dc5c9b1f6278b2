import { type RawBuilder, sql } from 'kysely'
import type { CsqlId } from '../../domain/ids.js'
import { COHORT_DAYS, COHORT_STEPS, type CohortPart, cohortPart, type FigurePart } from '../../domain/metrics.js'
import type { Behind, Credited, CsqlPage, Only } from '../../usecases/ports.js'
import { cameWithin } from './cohorts.js'
import { EVER } from './counts.js'
import { covering } from './coverage.js'
import {
  closed,
  contacted,
  converted,
  decided,
  isOverdue,
  keptInTime,
  logged,
  owed,
  qualified,
  rounds,
} from './families.js'
import type { Asked, Family } from './family.js'
import { ESTIMATED, EXPANSION, narrowed, PIPELINE, STARTED, UNDATED, UNESTIMATED } from './money.js'
import { SPANS } from './waits.js'

interface Part {
  readonly family: Family
  readonly where?: RawBuilder<unknown> | ((on: Asked) => RawBuilder<unknown>)
  /** Of one currency alone. */
  readonly isMoney?: true
}

const money = (summed: Parameters<typeof narrowed>[0]): Part => ({ family: narrowed(summed), isMoney: true })

const COHORT_CELLS = Object.fromEntries(
  COHORT_STEPS.flatMap((step) =>
    COHORT_DAYS.map((days): [CohortPart, Part] => [
      cohortPart(step, days),
      { family: qualified, where: cameWithin(step, days) },
    ]),
  ),
) as Readonly<Record<CohortPart, Part>>

/** The rows behind each part of a figure: those that it counts, by the same conditions. */
const PARTS: Readonly<Record<FigurePart, Part>> = {
  'signals.n': { family: logged },
  'csqls.n': { family: qualified },
  'qualification_rate.num': { family: logged, where: EVER.qualified },
  'acceptance_rate.num': { family: qualified, where: EVER.accepted },
  'acceptance_rate.den': { family: qualified, where: EVER.receivable },
  'acceptance_rate.in_pipeline': { family: qualified, where: EVER.inPipeline },
  'acceptance_rate.self_closed': { family: qualified, where: EVER.selfClosed },
  'acceptance_rate_of_decided.den': { family: qualified, where: EVER.decided },
  'first_pass_acceptance.num': { family: qualified, where: EVER.firstPass },
  'sla_kept.num': { family: rounds, where: keptInTime },
  'sla_kept.den': { family: rounds },
  'overdue_rate.num': { family: owed, where: isOverdue },
  'overdue_rate.den': { family: owed },
  'opportunity_rate.num': { family: qualified, where: EVER.opportunity },
  'csql_win_rate.num': { family: qualified, where: EVER.won },
  'csql_win_rate.open': { family: qualified, where: EVER.open },
  'deal_win_rate.num': { family: closed, where: EVER.won },
  'deal_win_rate.lost': { family: closed, where: EVER.lost },
  'deal_win_rate.den': { family: closed },
  'estimate_accuracy.n': money(ESTIMATED),
  'coverage.num': { family: covering },
  'cs_share_of_expansion.n': money(STARTED),
  'cs_share_of_expansion.undated': money(UNDATED),
  'expansion_mrr.n': money(EXPANSION),
  'pipeline_mrr.n': money(PIPELINE),
  'pipeline_mrr.unestimated': money(UNESTIMATED),
  'pipeline_created.n': { family: converted },
  'lead_time_days.n': { family: SPANS.lead_time.family },
  'time_to_decision_hours.n': { family: decided },
  'time_to_first_contact_working_hours.n': { family: contacted },
  'opportunities.n': { family: converted },
  'won.n': { family: narrowed({ family: closed, where: EVER.won }), isMoney: true },
  ...COHORT_CELLS,
}

function narrowing({ keys }: Family, only: Only): RawBuilder<unknown> {
  if (only.by === 'cell') {
    return sql`f.close_month is not distinct from ${only.closeMonth} and f.progress is not distinct from ${only.progress}`
  }
  if (only.by === 'people') {
    const creditedAs = (role: Credited['as']) => {
      const ids = only.people.filter(({ as }) => as === role).map(({ id }) => id)
      return ids.length === 0 ? sql`0 = 1` : sql`${keys[role]} in (${sql.join(ids)})`
    }
    return sql`(${creditedAs('csm')} or ${creditedAs('ae')})`
  }
  return only.key === null ? sql`${keys[only.by]} is null` : sql`${keys[only.by]} = ${only.key}`
}

export async function behind(
  on: Asked,
  { part, only, currency }: Behind,
  page: { readonly limit: number; readonly offset: number },
): Promise<CsqlPage> {
  const { family, where, isMoney } = PARTS[part]
  const conditions = [
    ...(where === undefined ? [] : [typeof where === 'function' ? where(on) : where]),
    ...(isMoney === true ? [sql`f.currency = ${currency}`] : []),
    ...(only === null ? [] : [narrowing(family, only)]),
  ]
  const rows = sql`${family.rows(on)} ${conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`}`
  const counted = await sql<{ n: number }>`select count(*) as n ${rows}`.execute(on.db)
  const found = await sql<{ id: CsqlId }>`
    select c.id from (select f.csql_id ${rows}) as rows_behind
    join csqls as c on c.workspace_id = ${on.workspaceId} and c.id = rows_behind.csql_id
    order by c.number limit ${page.limit} offset ${page.offset}`.execute(on.db)
  return { ids: found.rows.map(({ id }) => id), total: counted.rows[0]?.n ?? 0 }
}
