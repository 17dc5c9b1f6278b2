import { monthlyOf } from '../domain/amounts.js'
import type { DayRange } from '../domain/days.js'
import { fiscalQuarterOf, type PeriodUnit, periodBefore } from '../domain/fiscal.js'
import { DIMENSIONS, type Dimension, type MetricSpan } from '../domain/metrics.js'
import { COHORTS_SHOWN, type Report } from '../domain/report.js'
import { ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'
import { readChurn } from './read-churn.js'
import { cohortsOf, monthsOf } from './read-cohorts.js'
import { readNames } from './read-figure.js'
import { missingSnapshots, readMetrics } from './read-metrics.js'
import { readTargetProgress } from './read-targets.js'
import { maySetFor, seenBy } from './set-target.js'

export interface AskedReport extends DayRange {
  /** What the period is one of, for what it is compared with; null for days that were typed. */
  readonly unit: PeriodUnit | null
  readonly by?: readonly Dimension[]
  /** Cohorts of every month that the days touch; without it of the newest ones, as many as a table shows. */
  readonly everyMonth?: true
}

/** The figures of some days as they stand now; both ends are included. */
export async function readReport(ctx: Ctx, asked: AskedReport): Promise<Report> {
  ask(ctx, 'report.read')
  return ctx.store.read(async (tx) => {
    const { from, to } = asked
    const settings = await tx.settings.get()
    const span: MetricSpan = { from, to, zone: settings.zone, currency: settings.currency, now: ctx.now }
    const before: MetricSpan = { ...span, ...periodBefore(asked, asked.unit) }
    const figures = await readMetrics(tx, asked, ctx.now, asked.by ?? DIMENSIONS)
    const quarter = fiscalQuarterOf(to, settings.fiscalStart)
    const targets = await readTargetProgress(tx, quarter, ctx.now)
    const months = monthsOf(asked)
    return {
      ...figures,
      ...{ span, unit: asked.unit },
      before: { span: before, metrics: (await readMetrics(tx, before, ctx.now)).metrics },
      cohorts: await cohortsOf(tx, asked.everyMonth ? months : months.slice(-COHORTS_SHOWN), span),
      monthsTouched: months.length,
      pipeline: (await tx.metrics.stages()).map(({ n, yearly, ...cell }) => ({
        ...cell,
        mrr: { value: monthlyOf(yearly), n },
      })),
      created: await createdOf(tx, span),
      targets: seenBy(ctx.actor, targets),
      churn: await readChurn(tx, ctx.now),
      missing: {
        snapshots: await missingSnapshots(tx, asked),
        accounts: figures.metrics.coverage.den === 0,
        targets: targets.progress.length === 0 && maySetFor(quarter, settings, ctx.now),
        starts: figures.metrics.cs_share_of_expansion.undated,
        estimates: figures.metrics.pipeline_mrr.unestimated,
      },
      names: await readNames(tx),
    }
  })
}

async function createdOf(tx: Tx, span: MetricSpan): Promise<{ value: number; n: number }> {
  const own = (await tx.metrics.created(span)).find(({ currency }) => currency === span.currency)
  return { value: monthlyOf(own?.yearly ?? 0n), n: own?.n ?? 0 }
}
