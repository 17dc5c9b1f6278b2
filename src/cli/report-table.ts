import { minorUnitExponent } from '../domain/amounts.js'
import {
  COHORT_DAYS,
  type Dimension,
  type DimensionKey,
  type Figures,
  isOfNow,
  METRIC_NAMES,
  type Metrics,
  MONEY_METRICS,
} from '../domain/metrics.js'
import { COHORTS_SHOWN, type Report } from '../domain/report.js'
import { isMoneyTarget } from '../domain/target.js'
import type { Messages } from '../i18n/index.js'
import { creditedSubject } from '../views/targets.js'
import { keyOf, nameOf } from './report-forms.js'
import { tableLines } from './table.js'

/** The report as tables: in all, then by each dimension, months of CSQLs, targets, and what is missing. */
export function tableReport(report: Report, m: Messages): string {
  const { span, before } = report
  const words = m.commandLine.report
  const lines = [
    words.head({
      ...{ from: span.from, to: span.to, zone: span.zone, currency: span.currency },
      ...{ beforeFrom: before.span.from, beforeTo: before.span.to },
    }),
    ...churnLines(report, m),
    '',
    ...tableLines(
      words.metrics,
      METRIC_NAMES.map((name) => {
        const [value, of] = cells(name, report.metrics, span.currency, m)
        const then = isOfNow(name) ? '—' : beside(cells(name, before.metrics, span.currency, m))
        return [m.reports.metrics[name], value, of, then]
      }),
    ),
    ...Object.entries(report.otherCurrencies).flatMap(([currency, money]) => [
      '',
      words.inCurrency(currency),
      ...tableLines(
        words.metrics.slice(0, 3),
        MONEY_METRICS.map((name) => [
          m.reports.metrics[name],
          ...cells(name, { ...report.metrics, ...money }, currency, m),
        ]),
      ),
    ]),
    ...Object.entries(report.by).flatMap(([dimension, rows]) => breakdown(dimension as Dimension, rows, report, m)),
    ...cohortLines(report, m),
    ...pipelineLines(report, m),
    ...targetLines(report, m),
    ...missingLines(report, m),
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
  { names, span }: Report,
  m: Messages,
): readonly string[] {
  if (rows.length === 0) return []
  const called = (key: DimensionKey) =>
    key === null ? m.reports.nobody[by] : (termOf(by, key, m) ?? nameOf(by, key, names) ?? keyOf(by, key, names) ?? key)
  return [
    '',
    m.reports.dimensions[by],
    ...tableLines(
      ['', ...COLUMNS.map((name) => m.reports.metrics[name])],
      rows.map(({ key, metrics }) => [
        called(key),
        ...COLUMNS.map((name) => beside(cells(name, metrics, span.currency, m))),
      ]),
    ),
  ]
}

/** What a language calls a source or a kind. */
function termOf(by: Dimension, key: string, { terms }: Messages): string | null {
  const known: Readonly<Record<string, string>> = by === 'source' ? terms.sources : by === 'kind' ? terms.kinds : {}
  return known[key] ?? null
}

const beside = ([value, of]: readonly [string, string]): string => (of === '' ? value : `${value} (${of})`)

/** What comes before any talk of expansion (domain.md S10). */
function churnLines({ churn }: Report, m: Messages): readonly string[] {
  if (churn.length === 0) return []
  const words = m.commandLine.report
  const rows = churn.map(({ product, churn: rate, accounts, currency, month, acknowledged }) => [
    ...[product.name, rate.value === null ? '—' : `${(rate.value * 100).toFixed(1)}%`],
    ...[`${major(rate.num, currency)}/${major(rate.den, currency)}`, `${accounts.churned}/${accounts.opening}`],
    ...[month, words.seen(acknowledged !== null)],
  ])
  return ['', words.churn, ...tableLines(words.churnHead, rows)]
}

function pipelineLines({ pipeline, created, span }: Report, m: Messages): readonly string[] {
  const words = m.commandLine.report
  const made = words.created(major(created.value, span.currency), created.n)
  if (pipeline.length === 0) return ['', made]
  const stages: Readonly<Record<string, string>> = m.terms.progress
  const rows = pipeline.map(({ closeMonth, progress, currency, mrr }) => [
    ...[closeMonth ?? words.none, progress === null ? words.none : (stages[progress] ?? progress)],
    ...[currency, major(mrr.value, currency), String(mrr.n)],
  ])
  return ['', words.pipeline, ...tableLines(words.pipelineHead, rows), '', made]
}

/** A figure's value, and what it is of. */
function cells(
  name: keyof Metrics,
  metrics: Metrics,
  currency: string,
  m: Messages,
): readonly [value: string, of: string] {
  const words = m.commandLine.report
  const figure = metrics[name]
  if ('den' in figure) {
    const immature = 'immature' in figure && figure.immature && figure.den > 0 ? ` ${words.immature}` : ''
    const open = 'open' in figure && figure.open > 0 ? `, ${words.open(figure.open)}` : ''
    const percent = figure.value === null ? '—' : `${(figure.value * 100).toFixed(1)}%`
    const n = 'n' in figure ? `, n=${figure.n}` : ''
    return [percent, `${figure.num}/${figure.den}${n}${open}${beyond(figure, m)}${immature}`]
  }
  if ('value' in figure) return [major(figure.value, currency), `n=${figure.n}${beyond(figure, m)}`]
  if ('median' in figure) {
    const unit = name === 'lead_time_days' ? m.reports.days : m.reports.hours
    return [figure.median === null ? '—' : unit(figure.median.toFixed(1)), `n=${figure.n}`]
  }
  return [String(figure.n), '']
}

/** What a figure leaves out or says besides, where there is any. */
function beyond(figure: object, m: Messages): string {
  const held: Readonly<Record<string, unknown>> = { ...figure }
  return Object.entries(m.commandLine.report.beyond)
    .map(([name, words]) => [Number(held[name] ?? 0), words] as const)
    .filter(([n]) => n > 0)
    .map(([n, words]) => `, ${words(n)}`)
    .join('')
}

/** An exact decimal in the currency's major unit. */
function major(amount: number, currency: string): string {
  const digits = minorUnitExponent(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function cohortLines({ cohorts, monthsTouched }: Report, m: Messages): readonly string[] {
  if (cohorts.length === 0) return []
  const words = m.commandLine.report
  const [, csqls = '', ...steps] = m.reports.cohortHead
  const head = steps.flatMap((step) => COHORT_DAYS.map((days) => words.within(step, days)))
  const shown = cohorts.slice(-COHORTS_SHOWN)
  const rows = shown.map((row) => [
    row.month,
    String(row.csqls),
    ...[row.accepted, row.opportunities, row.won].flatMap((counts) =>
      counts.map((n, index) => `${n}${row.complete[index] === true ? '' : '+'}`),
    ),
  ])
  const cut = shown.length < monthsTouched ? [words.cohortsCut(shown.length, monthsTouched)] : []
  const inferred = shown.reduce((sum, row) => sum + row.inferred, 0)
  const left = inferred === 0 ? [] : [words.inferred(inferred)]
  return ['', words.cohorts, ...left, ...cut, ...tableLines([words.month, csqls, ...head], rows)]
}

function targetLines({ targets: { quarter, pace, progress } }: Report, m: Messages): readonly string[] {
  if (progress.length === 0) return []
  const words = m.commandLine.report
  const rows = progress.map(({ target, personName, reached, share, onPace }) => {
    const shown = (n: number) => (isMoneyTarget(target.metric) ? major(n, target.currency ?? 'JPY') : String(n))
    const percent = share === null ? '—' : `${(share * 100).toFixed(1)}%`
    const metric = m.commands.target.metrics[target.metric]
    const who = creditedSubject(target, personName, m)
    return [who, metric, shown(reached), shown(target.value), percent, words.onPace(onPace)]
  })
  const title = words.targets(m.commands.target.quarter(quarter), pace.elapsed, pace.total)
  return ['', title, ...tableLines(words.targetsHead, rows)]
}

function missingLines({ missing }: Report, m: Messages): readonly string[] {
  const words = m.commandLine.report
  const lines = [
    missing.snapshots.length === 0 ? null : words.snapshots(missing.snapshots),
    missing.accounts ? words.accounts : null,
    missing.targets ? words.noTargets : null,
    missing.starts > 0 ? words.starts(missing.starts) : null,
    missing.estimates > 0 ? words.estimates(missing.estimates) : null,
  ].filter((line) => line !== null)
  return lines.length === 0 ? [] : ['', words.missing, ...lines]
}
