import type { Dimension, DimensionKey } from '../../domain/metrics.js'
import type { Activity, FigureCounts, MetricsRepo } from '../../usecases/ports.js'
import type { Scope } from '../rows.js'
import { behind } from './behind.js'
import { cohorts } from './cohorts.js'
import {
  closedCounts,
  cohortCounts,
  convertedCounts,
  funnelCounts,
  loggedCounts,
  owedCounts,
  roundCounts,
} from './counts.js'
import { activeAccounts, coveredAccounts } from './coverage.js'
import { type Asked, asked, type Keyed } from './family.js'
import { CREATED, ESTIMATED, EXPANSION, PIPELINE, STARTED, stages, sums, WON } from './money.js'
import { churnedAccounts, movements } from './retention.js'
import { medians, waits } from './waits.js'

export function metricsRepo(scope: Scope): MetricsRepo {
  return {
    counts: (span, by) => countsOf(asked(scope, span), by),
    activity: (span) => activityOf(asked(scope, span)),
    funnel: (span) => funnelCounts(asked(scope, span)),
    waits: (what, span) => waits(what, asked(scope, span)),
    activeAccounts: () => activeAccounts(scope),
    movements: (opening, closing, product) => movements(scope, opening, closing, product),
    churnedAccounts: (opening, closing, product) => churnedAccounts(scope, opening, closing, product),
    cohorts: (months) => cohorts(scope, months),
    stages: () => stages(scope),
    behind: (of, page) => behind(asked(scope, of.span), of, page),
  }
}

const NOTHING: Omit<FigureCounts, 'key'> = {
  ...{ signals: 0, everQualified: 0, loggers: 0, csqls: 0, receivable: 0, accepted: 0, decided: 0, firstPass: 0 },
  ...{ opportunities: 0, won: 0, open: 0, accounts: 0, roundsDue: 0, roundsKept: 0, owed: 0, overdue: 0 },
  ...{ dealsWon: 0, dealsLost: 0, converted: 0, leadTime: { n: 0, ms: 0 }, decision: { n: 0, ms: 0 } },
  ...{ wins: [], expansion: [], estimated: [], pipeline: [], created: [], started: [] },
}

async function activityOf(on: Asked): Promise<Activity> {
  const found = { ...NOTHING }
  for (const counts of [loggedCounts, cohortCounts, convertedCounts, closedCounts]) {
    Object.assign(found, (await counts(on, null))[0])
  }
  return { ...found, expansion: await sums(EXPANSION, on, null) }
}

/** One statement a family; each row is put to its key. */
async function countsOf(on: Asked, by: Dimension | null): Promise<readonly FigureCounts[]> {
  const found = new Map<DimensionKey, FigureCounts>()
  const at = (key: DimensionKey): FigureCounts => found.get(key) ?? { ...NOTHING, key }
  const put = (rows: readonly Keyed<Partial<FigureCounts>>[]) => {
    for (const row of rows) found.set(row.key, { ...at(row.key), ...row })
  }
  const add = (
    name: 'wins' | 'expansion' | 'estimated' | 'pipeline' | 'created' | 'started',
    rows: Awaited<ReturnType<typeof sums>>,
  ) => {
    for (const { key, ...sum } of rows) found.set(key, { ...at(key), [name]: [...at(key)[name], sum] })
  }
  put(await loggedCounts(on, by))
  put(await cohortCounts(on, by))
  put(await coveredAccounts(on, by))
  put(await roundCounts(on, by))
  put(await owedCounts(on, by))
  put(await closedCounts(on, by))
  put(await convertedCounts(on, by))
  for (const { key, ...leadTime } of await medians('lead_time', on, by)) put([{ key, leadTime }])
  for (const { key, ...decision } of await medians('decision', on, by)) put([{ key, decision }])
  add('wins', await sums(WON, on, by))
  add('expansion', await sums(EXPANSION, on, by))
  add('estimated', await sums(ESTIMATED, on, by))
  add('pipeline', await sums(PIPELINE, on, by))
  add('created', await sums(CREATED, on, by))
  add('started', await sums(STARTED, on, by))
  return [...found.values()]
}
