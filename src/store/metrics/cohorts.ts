import { type RawBuilder, sql } from 'kysely'
import { COHORT_DAYS, COHORT_STEPS, type CohortStep, type CohortSteps } from '../../domain/metrics.js'
import { DAY_MS } from '../../domain/time.js'
import type { CohortBounds, MetricsRepo } from '../../usecases/ports.js'
import { inTurn } from '../in-turn.js'
import { prepared } from '../prepared.js'
import type { Scope } from '../rows.js'
import { EVER } from './counts.js'
import { countIf } from './family.js'

interface Row {
  readonly month: string
  readonly csqls: number
  readonly inferred: number
  readonly [step: `${CohortStep}${number}`]: number
}

/** When each of them happened, where it stands. */
const STEPS = { accepted: 'f.accepted_at', opportunities: 'f.opportunity_at', won: 'f.closed_at' } as const

/** Of CSQLs that were first qualified, and are known to have been when, those that came to a step within so many days. */
export function cameWithin(name: CohortStep, days: number): RawBuilder<unknown> {
  const happened = { accepted: EVER.accepted, opportunities: EVER.opportunity, won: EVER.won }[name]
  return sql`${happened} and f.qualification_inferred = 0
    and ${sql.ref(STEPS[name])} - f.qualified_at <= ${sql.lit(days * DAY_MS)}`
}

const COLUMNS = sql.join(
  COHORT_STEPS.flatMap((name) =>
    COHORT_DAYS.map((days) => sql`${countIf(cameWithin(name, days))} as ${sql.ref(`${name}${days}`)}`),
  ),
)

const ofMonth = prepared<Pick<Scope, 'workspaceId'> & Omit<CohortBounds, 'month'>, Omit<Row, 'month'>>((db, param) => ({
  compile: () =>
    sql<Omit<Row, 'month'>>`
      select count(*) as csqls, ${countIf(sql`f.qualification_inferred = 1`)} as inferred, ${COLUMNS} from csql_facts as f
      where f.workspace_id = ${param('workspaceId')} and f.qualified_at is not null
        and f.qualified_at >= ${param('start')} and f.qualified_at < ${param('end')}`.compile(db),
}))

/** Months of CSQLs and what they came to within so many days. A month without any is all noughts. */
export async function cohorts(
  { db, workspaceId }: Scope,
  months: readonly CohortBounds[],
): ReturnType<MetricsRepo['cohorts']> {
  const rows: Row[] = []
  for (const { month, start, end } of months) {
    for (const row of await inTurn(ofMonth(db, { workspaceId, start, end }))) rows.push({ ...row, month } as Row)
  }
  return rows.map((row) => ({
    ...{ month: row.month, csqls: row.csqls, inferred: row.inferred },
    ...{ accepted: stepsOf(row, 'accepted'), opportunities: stepsOf(row, 'opportunities'), won: stepsOf(row, 'won') },
  }))
}

const stepsOf = (row: Row, name: keyof typeof STEPS): CohortSteps =>
  COHORT_DAYS.map((days) => row[`${name}${days}`] ?? 0) as unknown as CohortSteps
