import type { Source } from '../../domain/csql.js'
import type { YearlySum } from '../../domain/metric-values.js'
import type { Dimension } from '../../domain/metrics.js'
import type { Activity, CountsBy, MetricsRepo } from '../../usecases/ports.js'
import type { Scope } from '../rows.js'
import { behind } from './behind.js'
import { cohorts } from './cohorts.js'
import { cohortCounts, funnelCounts, loggedCounts, owedCounts, roundCounts } from './counts.js'
import { activeAccounts, coveredAccounts } from './coverage.js'
import { creditedTo } from './credited.js'
import { type Asked, asked } from './family.js'
import { closedCounts, createdSums, pipelineSums, plusYearly, stages, startedSums, undatedSums } from './money.js'
import { churnedAccounts, movements } from './retention.js'
import { Tally } from './tally.js'
import { waits } from './waits.js'

export function metricsRepo(scope: Scope): MetricsRepo {
  return {
    counts: (span, by) => countsOf(asked(scope, span), by),
    activity: (span) => activityOf(asked(scope, span)),
    created: async (span) => (await createdSums(asked(scope, span), [])).reduce(plusYearly, NO_SUMS),
    sources: async (span) =>
      (await cohortCounts(asked(scope, span), ['source'])).flatMap(({ source, csqls, opportunities, won }) =>
        source == null ? [] : [{ source: source as Source, csqls, opportunities, won }],
      ),
    funnel: (span) => funnelCounts(asked(scope, span)),
    waits: (what, span, by) => waits(what, asked(scope, span), by),
    activeAccounts: () => activeAccounts(scope),
    movements: (opening, closing, product) => movements(scope, opening, closing, product),
    churnedAccounts: (opening, closing, product) => churnedAccounts(scope, opening, closing, product),
    cohorts: (months) => cohorts(scope, months),
    stages: () => stages(scope),
    credited: (span, groups) => creditedTo(asked(scope, span), groups),
    behind: (of, page) => behind(asked(scope, of.span), of, page),
  }
}

const NO_SUMS: readonly YearlySum[] = []

const COHORT = [
  ...(['csqls', 'receivable', 'inPipeline', 'selfClosed', 'accepted'] as const),
  ...(['decided', 'firstPass', 'opportunities', 'won', 'open'] as const),
] as const

async function activityOf(on: Asked): Promise<Activity> {
  const tally = new Tally([null])
  await addActivity(tally, on, [])
  const [found] = tally.countsBy(null)
  if (found === undefined) throw new TypeError('the whole is always there')
  return found
}

/** What happened in the span. */
async function addActivity(tally: Tally, on: Asked, by: readonly Dimension[]): Promise<void> {
  const signals = await loggedCounts(on, by)
  tally.add(signals, ['signals', 'everQualified'])
  tally.addLoggers(signals)
  tally.add(await cohortCounts(on, by), COHORT)
  const deals = await closedCounts(on, by)
  tally.add(deals, ['dealsWon', 'dealsLost'])
  tally.addDeals(
    'wins',
    deals.filter(({ isWin }) => isWin === 1),
  )
  tally.addDeals(
    'expansion',
    deals.filter(({ isExpansion }) => isExpansion === 1),
  )
  tally.addDeals(
    'estimated',
    deals.filter(({ isEstimated }) => isEstimated === 1),
  )
  const created = await createdSums(on, by)
  tally.add(
    created.map((row) => ({ ...row, converted: row.n })),
    ['converted'],
  )
  tally.addYearly('created', created)
}

/** One statement a family, whatever the dimensions. */
async function countsOf(on: Asked, views: readonly (Dimension | null)[]): Promise<CountsBy> {
  const by = views.filter((view) => view !== null)
  const tally = new Tally(views)
  await addActivity(tally, on, by)
  tally.addAccounts(await coveredAccounts(on, by))
  tally.add(await roundCounts(on, by), ['roundsDue', 'roundsKept'])
  tally.add(await owedCounts(on, by), ['owed', 'overdue'])
  const open = await pipelineSums(on, by)
  tally.addYearly('pipeline', open)
  tally.addYearly(
    'unestimated',
    open.filter(({ isEstimated }) => isEstimated === 0),
  )
  tally.addYearly('started', await startedSums(on, by))
  tally.addYearly('undated', await undatedSums(on, by))
  return new Map(views.map((view) => [view, tally.countsBy(view)]))
}
