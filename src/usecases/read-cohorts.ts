import type { DayRange } from '../domain/days.js'
import { COHORT_DAYS, type CohortMonth, type MetricSpan } from '../domain/metrics.js'
import { addToMonth, type Month, monthHolding, monthsBetween } from '../domain/months.js'
import { DAY_MS } from '../domain/time.js'
import { startOfDay } from '../domain/zone-time.js'
import type { CohortBounds, Tx } from './ports.js'

/** The months that the period touches. */
export const monthsOf = ({ from, to }: DayRange): readonly Month[] =>
  monthsBetween(monthHolding(from), monthHolding(to))

/** Whole months: a cohort is all that came in one. */
export async function cohortsOf(
  tx: Tx,
  months: readonly Month[],
  { zone, now }: MetricSpan,
): Promise<readonly CohortMonth[]> {
  const bounds = months.map(
    (month): CohortBounds => ({ month, start: startOf(month, zone), end: startOf(addToMonth(month, 1), zone) }),
  )
  const rows = await tx.metrics.cohorts(bounds)
  return rows.map((row, index) => {
    const end = bounds[index]?.end ?? now
    const complete = COHORT_DAYS.map((days) => now >= end + days * DAY_MS)
    return { ...row, complete: complete as unknown as CohortMonth['complete'] }
  })
}

const startOf = (month: Month, zone: string) => startOfDay(zone, `${month}-01`)
