import {
  COHORT_DAYS,
  COHORT_STEPS,
  type Dimension,
  type DimensionKey,
  type Figures,
  isOfNow,
  METRIC_NAMES,
  type Metrics,
  MONEY_METRICS,
} from '../domain/metrics.js'
import type { Names, Report } from '../domain/report.js'

/**
 * The form that programs read (docs/metrics): names that stay, money in minor units, days of the workspace's zone. People
 * are their `U…` ids or e-mail addresses, products their names, as in the CSV files.
 */
export function jsonReport(report: Report): string {
  const { span, before, names } = report
  const by = Object.entries(report.by).map(([dimension, rows]) => [
    dimension,
    rows.map(({ key, metrics, otherCurrencies }) => ({
      ...{ key: keyOf(dimension as Dimension, key, names), name: nameOf(dimension as Dimension, key, names) },
      ...{ metrics: ordered(metrics), other_currencies: otherCurrencies },
    })),
  ])
  const whole = {
    period: { from: span.from, to: span.to, tz: span.zone },
    currency: span.currency,
    metrics: ordered(report.metrics),
    other_currencies: report.otherCurrencies,
    by: Object.fromEntries(by),
    before: { from: before.span.from, to: before.span.to, metrics: { ...ordered(before.metrics), ...NONE_OF_NOW } },
    cohorts: report.cohorts.map(({ month, csqls, inferred, accepted, opportunities, won, complete }) => ({
      ...{ month, csqls, inferred, days: COHORT_DAYS, accepted, opportunities, won, complete },
    })),
    pipeline: {
      created: report.created,
      open: report.pipeline.map(({ closeMonth, progress, currency, mrr }) => ({
        ...{ close_month: closeMonth, progress, currency, ...mrr },
      })),
    },
    targets: {
      fiscal_year: report.targets.quarter.fiscalYear,
      quarter: report.targets.quarter.quarter,
      working_days: report.targets.pace,
      progress: report.targets.progress.map(({ target, reached, share, onPace }) => ({
        ...{ subject_kind: target.subjectKind, subject: subjectOf(target, names), metric: target.metric },
        ...{
          credited_as: target.creditedAs,
          value: target.value,
          currency: target.currency,
          reached,
          share,
          on_pace: onPace,
        },
      })),
    },
    churn_over_gate: report.churn.map(({ product, churn, accounts, currency, month, acknowledged }) => ({
      ...{ product: product.name, month, currency, churn, accounts, acknowledged: acknowledged !== null },
    })),
    missing: {
      ...{ snapshots: report.missing.snapshots, accounts: report.missing.accounts, targets: report.missing.targets },
      ...{ starts: report.missing.starts, estimates: report.missing.estimates },
    },
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** As things stood then, nobody counted them. */
const NONE_OF_NOW = Object.fromEntries(METRIC_NAMES.filter(isOfNow).map((name) => [name, null]))

const ordered = (metrics: Metrics) => Object.fromEntries(METRIC_NAMES.map((name) => [name, metrics[name]]))

/** What a key is called by programs. */
export function keyOf(by: Dimension, key: DimensionKey, { products, people }: Names): string | null {
  if (key === null || by === 'source' || by === 'kind') return key
  if (by === 'product') return products.get(key)?.name ?? key
  const person = people.get(key)
  return person?.slackUserId ?? person?.email ?? key
}

/** A person's name; null for what is no person. */
export function nameOf(by: Dimension, key: DimensionKey, { people }: Names): string | null {
  return by === 'csm' || by === 'ae' ? (people.get(key ?? '')?.name ?? null) : null
}

const subjectOf = ({ subjectKind, subject }: { subjectKind: string; subject: string }, names: Names): string =>
  subjectKind === 'source' ? subject : (keyOf('csm', subject, names) ?? subject)

export const CSV_COLUMNS = [
  'by',
  'key',
  'name',
  'currency',
  'metric',
  'value',
  'num',
  'den',
  'n',
  'open',
  'immature',
  ...['in_pipeline', 'self_closed', 'loggers', 'unestimated', 'undated'],
] as const

/**
 * A row a figure, the money of other currencies after that of the workspace's: of all, then of each key of each dimension,
 * of the period before (`before`), of every month (`cohort`: within so many days, of that month's CSQLs), of targets
 * (`target`: what is reached, of what is aimed at), and how much is missing of what (`missing`). Money is in minor units.
 * Last stands what a figure leaves out, and how many people logged.
 */
export async function* csvRows(report: Report): AsyncGenerator<readonly (string | null)[]> {
  for (const row of rowsOf(report)) yield CSV_COLUMNS.map((_, index) => row[index] ?? null)
}

function* rowsOf(report: Report): Generator<readonly (string | null)[]> {
  const { currency } = report.span
  yield* figureRows(['', '', ''], report, currency)
  for (const [dimension, rows] of Object.entries(report.by)) {
    const by = dimension as Dimension
    for (const row of rows) {
      const of = [by, keyOf(by, row.key, report.names), nameOf(by, row.key, report.names)] as const
      yield* figureRows(of, row, currency)
    }
  }
  const { metrics, span } = report.before
  for (const name of METRIC_NAMES) {
    const cells = isOfNow(name) ? [] : csvCells(metrics[name])
    yield ['before', `${span.from}..${span.to}`, '', currency, name, ...cells]
  }
  for (const cohort of report.cohorts) yield* cohortRows(cohort)
  for (const { target, reached, share } of report.targets.progress) {
    const of = ['target', subjectOf(target, report.names), nameOf('csm', target.subject, report.names)]
    yield [...of, target.currency, target.metric, text(share), text(reached), text(target.value)]
  }
  for (const [input, what] of Object.entries(report.missing)) {
    const n = Array.isArray(what) ? what.length : Number(what)
    yield ['missing', input, '', null, 'missing', null, null, null, text(n)]
  }
}

const text = (value: number | null): string | null => (value === null ? null : String(value))

function* cohortRows(cohort: Report['cohorts'][number]) {
  const of = ['cohort', cohort.month, '', null]
  yield [...of, 'csqls', null, null, null, text(cohort.csqls)]
  yield [...of, 'inferred', null, null, null, text(cohort.inferred)]
  for (const step of COHORT_STEPS) {
    for (const [index, days] of COHORT_DAYS.entries()) {
      const immature = String(cohort.complete[index] !== true)
      const counts = [null, text(cohort[step][index] ?? 0), text(cohort.csqls - cohort.inferred), null, null]
      yield [...of, `${step}_within.${days}`, ...counts, immature]
    }
  }
}

function* figureRows(of: readonly (string | null)[], figures: Figures, currency: string) {
  for (const name of METRIC_NAMES) yield [...of, currency, name, ...csvCells(figures.metrics[name])]
  for (const [other, money] of Object.entries(figures.otherCurrencies)) {
    for (const name of MONEY_METRICS) yield [...of, other, name, ...csvCells(money[name])]
  }
}

function csvCells(figure: Metrics[keyof Metrics]): readonly (string | null)[] {
  const parts: Readonly<Record<string, number | boolean | null>> = { ...figure }
  const cell = (name: string): string | null => (parts[name] == null ? null : String(parts[name]))
  const value = 'median' in figure ? cell('median') : cell('value')
  return [value, ...CSV_COLUMNS.slice(6).map(cell)]
}
