import { COHORT_DAYS, type CohortMonth, type MetricSpan } from '../domain/metrics.js'
import { addToMonth, type Month, monthHolding, monthsBetween } from '../domain/months.js'
import { DAY_MS } from '../domain/time.js'
import { startOfDay } from '../domain/zone-time.js'
import type { CohortBounds, Tx } from './ports.js'

/** Months that a cohort table has at most: the last ones of the period. */
const COHORTS_SHOWN = 24

/** The months that the period touches, whole: a cohort is all that came in a month. */
export async function cohortsOf(tx: Tx, { from, to, zone, now }: MetricSpan): Promise<readonly CohortMonth[]> {
  const bounds = monthsBetween(monthHolding(from), monthHolding(to))
    .slice(-COHORTS_SHOWN)
    .map((month): CohortBounds => ({ month, start: startOf(month, zone), end: startOf(addToMonth(month, 1), zone) }))
  const rows = await tx.metrics.cohorts(bounds)
  return rows.map((row, index) => {
    const end = bounds[index]?.end ?? now
    const complete = COHORT_DAYS.map((days) => now >= end + days * DAY_MS)
    return { ...row, complete: complete as unknown as CohortMonth['complete'] }
  })
}

const startOf = (month: Month, zone: string) => startOfDay(zone, `${month}-01`)
