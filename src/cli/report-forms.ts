import { minorUnitExponent } from '../domain/amounts.js'
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
import { COHORTS_SHOWN, type Names, type Report } from '../domain/report.js'
import { isMoneyTarget } from '../domain/target.js'
import { tableLines } from './table.js'

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
        ...{ value: target.value, currency: target.currency, reached, share, on_pace: onPace },
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
function keyOf(by: Dimension, key: DimensionKey, { products, people }: Names): string | null {
  if (key === null || by === 'source' || by === 'kind') return key
  if (by === 'product') return products.get(key)?.name ?? key
  const person = people.get(key)
  return person?.slackUserId ?? person?.email ?? key
}

/** What a key is called by people. */
function nameOf(by: Dimension, key: DimensionKey, { people }: Names): string | null {
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

/** The report as tables: in all, then by each dimension, months of CSQLs, targets, and what is missing. */
export function tableReport(report: Report): string {
  const { span, before, names } = report
  const lines = [
    `${span.from} to ${span.to} (${span.zone}); before: ${before.span.from} to ${before.span.to}; money in ${span.currency}`,
    ...churnLines(report),
    '',
    ...tableLines(
      ['METRIC', 'VALUE', 'OF', 'BEFORE'],
      METRIC_NAMES.map((name) => {
        const [value, of] = cells(name, report.metrics, span.currency)
        return [name, value, of, isOfNow(name) ? '—' : beside(cells(name, before.metrics, span.currency))]
      }),
    ),
    ...Object.entries(report.otherCurrencies).flatMap(([currency, money]) => [
      '',
      `IN ${currency}`,
      ...tableLines(
        ['METRIC', 'VALUE', 'OF'],
        MONEY_METRICS.map((name) => [name, ...cells(name, { ...report.metrics, ...money }, currency)]),
      ),
    ]),
    ...Object.entries(report.by).flatMap(([dimension, rows]) =>
      breakdown(dimension as Dimension, rows, names, span.currency),
    ),
    ...cohortLines(report),
    ...pipelineLines(report),
    ...targetLines(report),
    ...missingLines(report),
  ]
  return `${lines.join('\n')}\n`
}

/** Never a number of CSQLs without what became of them beside it. */
const COLUMNS = [
  'signals',
  'csqls',
  'acceptance_rate',
  'opportunity_rate',
  'csql_win_rate',
  'sla_kept',
  'expansion_mrr',
  'pipeline_mrr',
] as const satisfies readonly (keyof Metrics)[]

function breakdown(
  by: Dimension,
  rows: readonly (Figures & { readonly key: DimensionKey })[],
  names: Names,
  currency: string,
): readonly string[] {
  if (rows.length === 0) return []
  const called = (key: DimensionKey) => nameOf(by, key, names) ?? keyOf(by, key, names) ?? '(none)'
  return [
    '',
    `BY ${by.toUpperCase()}`,
    ...tableLines(
      [by.toUpperCase(), ...COLUMNS],
      rows.map(({ key, metrics }) => [
        called(key),
        ...COLUMNS.map((name) => {
          return beside(cells(name, metrics, currency))
        }),
      ]),
    ),
  ]
}

const beside = ([value, of]: readonly [string, string]): string => (of === '' ? value : `${value} (${of})`)

/** What comes before any talk of expansion (domain.md S10). */
function churnLines({ churn }: Report): readonly string[] {
  if (churn.length === 0) return []
  const rows = churn.map(({ product, churn: rate, accounts, currency, month, acknowledged }) => [
    ...[product.name, rate.value === null ? '—' : `${(rate.value * 100).toFixed(1)}%`],
    ...[`${major(rate.num, currency)}/${major(rate.den, currency)}`, `${accounts.churned}/${accounts.opening}`],
    ...[month, acknowledged === null ? 'no' : 'yes'],
  ])
  return ['', 'CHURN ABOVE THE GATE', ...tableLines(['PRODUCT', 'A YEAR', 'AMOUNT', 'ACCOUNTS', 'AS OF', 'SEEN'], rows)]
}

function pipelineLines({ pipeline, created, span }: Report): readonly string[] {
  const made = `NEWLY CREATED IN THE PERIOD ${major(created.value, span.currency)} a month (n=${created.n})`
  if (pipeline.length === 0) return ['', made]
  const rows = pipeline.map(({ closeMonth, progress, currency, mrr }) => [
    ...[closeMonth ?? '(none)', progress ?? '(none)', currency, major(mrr.value, currency), String(mrr.n)],
  ])
  return [
    ...['', 'OPEN OPPORTUNITIES NOW, BY CLOSE MONTH AND STAGE'],
    ...tableLines(['CLOSE MONTH', 'STAGE', 'CURRENCY', 'MRR', 'n'], rows),
    ...['', made],
  ]
}

/** A figure's value, and what it is of. */
function cells(name: keyof Metrics, metrics: Metrics, currency: string): readonly [value: string, of: string] {
  const figure = metrics[name]
  if ('den' in figure) {
    const immature = 'immature' in figure && figure.immature && figure.den > 0 ? ' immature' : ''
    const open = 'open' in figure && figure.open > 0 ? `, ${figure.open} open` : ''
    const percent = figure.value === null ? '—' : `${(figure.value * 100).toFixed(1)}%`
    const n = 'n' in figure ? `, n=${figure.n}` : ''
    return [percent, `${figure.num}/${figure.den}${n}${open}${beyond(figure)}${immature}`]
  }
  if ('value' in figure) return [major(figure.value, currency), `n=${figure.n}${beyond(figure)}`]
  if ('median' in figure) return [figure.median === null ? '—' : figure.median.toFixed(1), `n=${figure.n}`]
  return [String(figure.n), '']
}

const BEYOND = {
  in_pipeline: 'in pipeline left out',
  self_closed: 'self-closed left out',
  undated: 'without a start left out',
  unestimated: 'without an amount',
  loggers: 'loggers',
} as const

/** What a figure leaves out or says besides, where there is any. */
function beyond(figure: object): string {
  const held: Readonly<Record<string, unknown>> = { ...figure }
  return Object.entries(BEYOND)
    .filter(([name]) => Number(held[name] ?? 0) > 0)
    .map(([name, words]) => `, ${String(held[name])} ${words}`)
    .join('')
}

/** An exact decimal in the currency's major unit. */
function major(amount: number, currency: string): string {
  const digits = minorUnitExponent(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function cohortLines({ cohorts, monthsTouched }: Report): readonly string[] {
  if (cohorts.length === 0) return []
  const head = ['accepted', 'opportunity', 'won'].flatMap((step) => COHORT_DAYS.map((days) => `${step} ${days}d`))
  const shown = cohorts.slice(-COHORTS_SHOWN)
  const rows = shown.map((row) => [
    row.month,
    String(row.csqls),
    ...[row.accepted, row.opportunities, row.won].flatMap((steps) =>
      steps.map((n, index) => `${n}${row.complete[index] === true ? '' : '+'}`),
    ),
  ])
  const cut =
    shown.length < monthsTouched
      ? `; the newest ${shown.length} of ${monthsTouched} months, all are in --format csv and json`
      : ''
  const inferred = shown.reduce((sum, row) => sum + row.inferred, 0)
  const left = inferred === 0 ? '' : `; ${inferred} imported without the date are in csqls alone`
  return [
    '',
    `BY MONTH OF QUALIFICATION (+ may still grow${left}${cut})`,
    ...tableLines(['MONTH', 'csqls', ...head], rows),
  ]
}

function targetLines({ targets: { quarter, pace, progress }, names }: Report): readonly string[] {
  if (progress.length === 0) return []
  const rows = progress.map(({ target, personName, reached, share, onPace }) => {
    const shown = (n: number) => (isMoneyTarget(target.metric) ? major(n, target.currency ?? 'JPY') : String(n))
    const percent = share === null ? '—' : `${(share * 100).toFixed(1)}%`
    const who = personName ?? subjectOf(target, names)
    return [target.subjectKind, who, target.metric, shown(reached), shown(target.value), percent, onPace ? 'yes' : 'no']
  })
  return [
    '',
    `TARGETS OF FY${quarter.fiscalYear} Q${quarter.quarter}, ${pace.elapsed} of ${pace.total} working days passed`,
    ...tableLines(['FOR', 'WHO', 'METRIC', 'REACHED', 'TARGET', 'SHARE', 'ON PACE'], rows),
  ]
}

function missingLines({ missing }: Report): readonly string[] {
  const lines = [
    missing.snapshots.length === 0
      ? null
      : `account snapshots of ${missing.snapshots.join(', ')}: tasuki import snapshots FILE.csv`,
    missing.accounts ? 'accounts: tasuki import accounts FILE.csv' : null,
    missing.targets ? 'targets of the quarter: /csql target in Slack' : null,
    missing.starts > 0 ? `the start of ${missing.starts} wins (cs_share_of_expansion leaves them out)` : null,
    missing.estimates > 0
      ? `the amount of ${missing.estimates} open opportunities (pipeline_mrr leaves them out)`
      : null,
  ].filter((line) => line !== null)
  return lines.length === 0 ? [] : ['', 'MISSING', ...lines]
}
