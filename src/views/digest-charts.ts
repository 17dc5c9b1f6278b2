import type { ImageBlock } from '@slack/types'
import type { FunnelChart, TrendChart } from '../domain/chart.js'
import type { WeeklyDigest } from '../domain/weekly-digest.js'
import type { Messages } from '../i18n/messages.js'
import { cut } from './text.js'

const STEPS = ['signals', 'qualified', 'accepted', 'opportunities', 'won'] as const
const ALT_LIMIT = 2000

/** The pictures of a digest, in the order in which they stand in it. */
export const digestCharts = (digest: WeeklyDigest, m: Messages): readonly [FunnelChart, TrendChart] => [
  funnelChart(digest, m),
  trendChart(digest, m),
]

function funnelChart({ funnel }: WeeklyDigest, { weekly: { charts }, format }: Messages): FunnelChart {
  return {
    kind: 'funnel',
    title: charts.funnel,
    note: charts.funnelNote(format.span(funnel.span.from, funnel.span.to)),
    steps: STEPS.map((step, index) => {
      const before = STEPS[index - 1]
      const n = funnel[step]
      return { label: charts.steps[step], n, value: charts.step(n, before === undefined ? null : funnel[before]) }
    }),
  }
}

function trendChart({ trend, week }: WeeklyDigest, { weekly: { charts }, format }: Messages): TrendChart {
  return {
    kind: 'trend',
    title: charts.trend,
    note: charts.trendNote,
    weeks: trend.map(({ from }) => format.shortDay(from, week.from)),
    series: [
      { label: charts.series.csqls, counts: trend.map(({ csqls }) => csqls) },
      { label: charts.series.won, counts: trend.map(({ won }) => won) },
    ],
  }
}

/** The pictures as blocks, by Slack's ids of the uploads; what they show stands beside them in words. */
export function chartBlocks(digest: WeeklyDigest, files: readonly string[], m: Messages): readonly ImageBlock[] {
  const { alt } = m.weekly.charts
  return digestCharts(digest, m).flatMap((chart, index) => {
    const id = files[index]
    const parts =
      chart.kind === 'funnel'
        ? chart.steps.map(({ label, value }) => `${label} ${value}`)
        : chart.series.map(({ label, counts }) => `${label} ${counts.join(' ')}`)
    const words = cut(alt(chart.title, parts), ALT_LIMIT)
    return id === undefined ? [] : [{ type: 'image', alt_text: words, slack_file: { id } } satisfies ImageBlock]
  })
}
