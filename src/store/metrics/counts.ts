import { sql } from 'kysely'
import { OPEN_STATES } from '../../domain/csql.js'
import type { PersonId } from '../../domain/ids.js'
import type { FigureCounts, Funnel } from '../../usecases/ports.js'
import { isOverdue, keptInTime, logged, owed, qualified, rounds } from './families.js'
import { type Asked, counted, countIf } from './family.js'

const open = sql.join(OPEN_STATES.map((state) => sql.lit(state)))

/** What a CSQL of a cohort came to, whenever it did. */
export const EVER = {
  qualified: sql`f.qualified_at is not null`,
  /** Self-closed ones, and what sales had in hand already, say nothing of how CSQLs are received. */
  receivable: sql`f.self_closed = 0 and f.in_pipeline = 0`,
  inPipeline: sql`f.self_closed = 0 and f.in_pipeline = 1`,
  selfClosed: sql`f.self_closed = 1`,
  accepted: sql`f.self_closed = 0 and f.in_pipeline = 0 and f.accepted_at is not null`,
  decided: sql`f.self_closed = 0 and f.in_pipeline = 0 and (f.accepted_at is not null or f.state = 'rejected')`,
  firstPass: sql`f.self_closed = 0 and f.in_pipeline = 0 and f.first_pass = 1`,
  opportunity: sql`f.opportunity_at is not null`,
  won: sql`f.state = 'won'`,
  lost: sql`f.state = 'lost'`,
  open: sql`f.state in (${open})`,
} as const

type Some<K extends keyof FigureCounts> = Pick<FigureCounts, K>
type Cohort =
  | 'csqls'
  | 'receivable'
  | 'inPipeline'
  | 'selfClosed'
  | 'accepted'
  | 'decided'
  | 'firstPass'
  | 'opportunities'
  | 'won'
  | 'open'

/** Apart by who logged them: how many people they are is not to be added up. */
export const loggedCounts = counted<Some<'signals' | 'everQualified'> & { readonly loggedBy: PersonId }>({
  family: logged,
  counts: () => sql`count(*) as signals, ${countIf(EVER.qualified)} as ever_qualified`,
  apart: [{ name: 'logged_by', value: sql`f.logged_by` }],
})

const funnel = counted<Funnel>({
  family: logged,
  counts: () => sql`count(*) as signals, ${countIf(EVER.qualified)} as qualified,
    ${countIf(sql`f.accepted_at is not null`)} as accepted,
    ${countIf(EVER.opportunity)} as opportunities, ${countIf(EVER.won)} as won`,
})

/** Self-closed ones skip the acceptance itself and are accepted all the same: here it is a step that they have passed. */
export async function funnelCounts(on: Asked): Promise<Funnel> {
  const [steps] = await funnel(on, [])
  return steps ?? { signals: 0, qualified: 0, accepted: 0, opportunities: 0, won: 0 }
}

export const cohortCounts = counted<Some<Cohort>>({
  family: qualified,
  counts: () => sql`count(*) as csqls,
    ${countIf(EVER.receivable)} as receivable, ${countIf(EVER.accepted)} as accepted,
    ${countIf(EVER.inPipeline)} as in_pipeline, ${countIf(EVER.selfClosed)} as self_closed,
    ${countIf(EVER.decided)} as decided, ${countIf(EVER.firstPass)} as first_pass,
    ${countIf(EVER.opportunity)} as opportunities, ${countIf(EVER.won)} as won, ${countIf(EVER.open)} as open`,
})

export const roundCounts = counted<Some<'roundsDue' | 'roundsKept'>>({
  family: rounds,
  counts: () => sql`count(*) as rounds_due, ${countIf(keptInTime)} as rounds_kept`,
})

export const owedCounts = counted<Some<'owed' | 'overdue'>>({
  family: owed,
  counts: (bounds) => sql`count(*) as owed, ${countIf(isOverdue(bounds))} as overdue`,
})
