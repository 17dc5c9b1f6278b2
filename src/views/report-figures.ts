import type { KnownBlock } from '@slack/types'
import {
  type AcceptanceRatio,
  type CohortRatio,
  type Coverage,
  type FigurePart,
  type Figures,
  isOfNow,
  type Median,
  type Metrics,
  type MoneyMetrics,
  type MoneyRatio,
  type Ratio,
  type WinRatio,
} from '../domain/metrics.js'
import type { Messages } from '../i18n/messages.js'
import { plain, plainMenu } from './blocks.js'
import { type PartRef, writeFigureRef } from './figure-value.js'
import { OPEN_FIGURE } from './ids.js'

/** What came in during the period and what became of it, and what happened in it, never stand in one ratio. */
const GROUPS = {
  cohort: {
    metrics: [
      'signals',
      'csqls',
      'qualification_rate',
      'acceptance_rate',
      'acceptance_rate_of_decided',
      'first_pass_acceptance',
      'opportunity_rate',
      'csql_win_rate',
    ],
    parts: [
      'signals.n',
      'qualification_rate.num',
      'csqls.n',
      'acceptance_rate.den',
      'acceptance_rate.num',
      'acceptance_rate.in_pipeline',
      'acceptance_rate.self_closed',
      'acceptance_rate_of_decided.den',
      'first_pass_acceptance.num',
      'opportunity_rate.num',
      'csql_win_rate.num',
      'csql_win_rate.open',
    ],
  },
  activity: {
    metrics: [
      'deal_win_rate',
      'expansion_mrr',
      'expansion_arr',
      'expansion_one_time',
      'estimate_accuracy',
      'pipeline_mrr',
      'coverage',
    ],
    parts: [
      'deal_win_rate.num',
      'deal_win_rate.lost',
      'deal_win_rate.den',
      'expansion_mrr.n',
      'estimate_accuracy.n',
      'pipeline_mrr.n',
      'pipeline_mrr.unestimated',
      'pipeline_created.n',
      'coverage.num',
    ],
  },
  speed: {
    metrics: [
      'sla_kept',
      'overdue_rate',
      'lead_time_days',
      'time_to_decision_hours',
      'time_to_decision_working_hours',
      'time_to_first_contact_working_hours',
    ],
    parts: [
      'sla_kept.num',
      'sla_kept.den',
      'overdue_rate.num',
      'overdue_rate.den',
      'lead_time_days.n',
      'time_to_decision_hours.n',
      'time_to_first_contact_working_hours.n',
    ],
  },
  retention: {
    metrics: ['nrr', 'grr', 'annual_churn', 'annual_churn_accounts', 'cs_share_of_expansion'],
    parts: ['cs_share_of_expansion.n', 'cs_share_of_expansion.undated'],
  },
} as const satisfies Record<string, { metrics: readonly (keyof Metrics)[]; parts: readonly FigurePart[] }>
export type FigureGroup = keyof typeof GROUPS
export const FIGURE_GROUPS = Object.keys(GROUPS) as FigureGroup[]

const MONEY_RATIOS: ReadonlySet<keyof Metrics> = new Set([
  'estimate_accuracy',
  'cs_share_of_expansion',
  'grr',
  'nrr',
  'annual_churn',
])
const ACCOUNT_RATIOS: ReadonlySet<keyof Metrics> = new Set(['coverage', 'annual_churn_accounts'])

export interface FigureContext {
  /** Figures of the period before, where there are any to compare with. */
  readonly compared: Metrics | null
  readonly ref: PartRef
  readonly currency: string
  /** What is not for this reader. */
  readonly hidden?: readonly (keyof Metrics)[]
}

/** One group of figures, each on its line, with a menu that opens any number in it. */
export function figureGroup(
  group: FigureGroup,
  { metrics }: Figures,
  { compared, ref, currency, hidden = [] }: FigureContext,
  m: Messages,
): KnownBlock {
  const r = m.reports
  const isShown = (name: string) => !hidden.some((one) => name === one || name.startsWith(`${one}.`))
  const rows = GROUPS[group].metrics
    .filter(isShown)
    .map((name) =>
      r.line(
        r.metrics[name],
        figureText(name, metrics, currency, m),
        compared === null ? null : shortText(name, compared, currency, m),
      ),
    )
  const menu = plainMenu(
    OPEN_FIGURE,
    r.openFigure,
    partChoices(GROUPS[group].parts.filter(isShown), metrics, { ref, currency: null }, m),
  )
  return {
    type: 'section',
    text: plain([`【${r.groups[group]}】`, ...rows.map((row) => `・${row}`)].join('\n'), 3000),
    ...(menu === null ? {} : { accessory: menu }),
  }
}

/** The parts that hold anything, or of which it is not known; `currency` null = the workspace's. */
function partChoices(
  parts: readonly FigurePart[],
  metrics: Metrics,
  { ref, currency }: { readonly ref: PartRef; readonly currency: string | null },
  m: Messages,
): readonly (readonly [string, string])[] {
  return parts.flatMap((part) => {
    const n = numberOf(part, metrics)
    if (n === 0) return []
    const label = partName(part, currency, m)
    return [
      [writeFigureRef({ ...ref, part, currency, offset: 0 }), n === null ? label : m.reports.option(label, n)] as const,
    ]
  })
}

/** What stands behind a number is called; `currency` null = the workspace's, which is not said. */
export const partName = (part: FigurePart, currency: string | null, m: Messages): string =>
  currency === null ? m.reports.parts[part] : `${currency} ${m.reports.parts[part]}`

/** How many stand behind a part; null where the figure is no number of CSQLs. */
function numberOf(part: FigurePart, metrics: Metrics): number | null {
  if (part === 'deal_win_rate.lost') return metrics.deal_win_rate.den - metrics.deal_win_rate.num
  const [name = '', field = ''] = part.split('.')
  if (part === 'coverage.num' || part === 'pipeline_created.n') return null
  const figure = metrics[name as keyof Metrics] as unknown as Readonly<Record<string, number>> | undefined
  return figure?.[field] ?? null
}

/** A figure in words, with how many it is of. */
function figureText(name: keyof Metrics, metrics: Metrics, currency: string, m: Messages): string {
  const r = m.reports
  const figure = metrics[name]
  if ('value' in figure && 'den' in figure) return ratioText(name, figure, currency, m)
  if ('value' in figure) {
    const money = m.format.money({ amount: figure.value, currency })
    if (!('unestimated' in figure) || figure.unestimated === 0) return r.money(money, figure.n)
    return r.moneyOf(money, figure.n - figure.unestimated, figure.n)
  }
  return 'median' in figure ? medianText(name, figure, m) : r.count(figure.n)
}

function ratioText(
  name: keyof Metrics,
  figure: Ratio | CohortRatio | WinRatio | Coverage | AcceptanceRatio | MoneyRatio,
  currency: string,
  m: Messages,
): string {
  const r = m.reports
  const number = (n: number): string => {
    if (MONEY_RATIOS.has(name)) return m.format.money({ amount: n, currency })
    return ACCOUNT_RATIOS.has(name) ? r.accounts(n) : m.format.number(n)
  }
  const isTellable = figure.value !== null || !(MONEY_RATIOS.has(name) || ACCOUNT_RATIOS.has(name))
  const of = [number(figure.num), number(figure.den)] as const
  const rate = 'n' in figure ? r.rateOf(percentText(figure, m), ...of, figure.n) : r.rate(percentText(figure, m), ...of)
  const text = isTellable ? rate : r.none
  const immature = immatureMark(figure, m)
  if ('open' in figure) return r.stillOpen(`${text}${immature}`, figure.open)
  if ('in_pipeline' in figure) return r.outside(`${text}${immature}`, figure)
  return 'loggers' in figure ? r.loggers(text, figure.loggers) : `${text}${immature}`
}

/** Marks what may still change. */
const immatureMark = (figure: Ratio | CohortRatio, m: Messages): string =>
  'immature' in figure && figure.immature && figure.den > 0 ? m.reports.immature : ''

/** A share by itself, with the mark. */
export const shareText = (figure: Ratio | CohortRatio, m: Messages): string =>
  `${percentText(figure, m)}${immatureMark(figure, m)}`

export const percentText = ({ value }: Ratio, m: Messages): string =>
  value === null ? m.reports.none : m.reports.percent(value)

function medianText(name: keyof Metrics, { median, n }: Median, m: Messages): string {
  return median === null ? m.reports.none : m.reports.median(spanText(name, median, m), n)
}

function spanText(name: keyof Metrics, median: number, m: Messages): string {
  const rounded = m.format.number(Math.round(median * 10) / 10)
  return name === 'lead_time_days' ? m.reports.days(rounded) : m.reports.hours(rounded)
}

/** The same with how many it is of, and without what else stands beside it: for a comparison. Null for what stands for now, whatever the period. */
function shortText(name: keyof Metrics, metrics: Metrics, currency: string, m: Messages): string | null {
  if (isOfNow(name)) return null
  const figure = metrics[name]
  if (!('den' in figure)) return figureText(name, metrics, currency, m)
  const { num, den, value } = figure
  return ratioText(
    name,
    {
      ...{ num, den, value },
      ...('n' in figure ? { n: figure.n } : {}),
      ...('immature' in figure ? { immature: figure.immature } : {}),
    },
    currency,
    m,
  )
}

const MONEY_LINES: readonly (keyof MoneyMetrics)[] = ['expansion_mrr', 'expansion_one_time', 'pipeline_mrr', 'nrr']
/** The CSQLs behind those lines. */
const MONEY_PARTS: readonly FigurePart[] = ['expansion_mrr.n', 'pipeline_mrr.n']

/** What other currencies hold, each on a line of its own, with a menu that opens any; null where there are none. */
export function otherCurrencies(
  { metrics, otherCurrencies: others }: Figures,
  ref: PartRef,
  m: Messages,
): KnownBlock | null {
  const held = Object.entries(others).map(([currency, money]) => ({ currency, money: { ...metrics, ...money } }))
  if (held.length === 0) return null
  const rows = held.map(({ currency, money }) => {
    const texts = MONEY_LINES.filter((name) =>
      Object.values(money[name]).some((value) => value !== 0 && value !== null),
    ).map((name) => `${m.reports.metrics[name]} ${figureText(name, money, currency, m)}`)
    return `・${currency}:${texts.length === 0 ? m.reports.none : m.format.list(texts)}`
  })
  const menu = plainMenu(
    OPEN_FIGURE,
    m.reports.openFigure,
    held.flatMap(({ currency, money }) => partChoices(MONEY_PARTS, money, { ref, currency }, m)),
  )
  return {
    type: 'section',
    text: plain([`【${m.reports.groups.currencies}】`, ...rows].join('\n'), 3000),
    ...(menu === null ? {} : { accessory: menu }),
  }
}
