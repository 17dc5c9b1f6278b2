import type { TopLevelSpec } from 'vega-lite'
import type { TrendChart } from '../domain/chart.js'
import { COLOURS, framed, SIZES, WIDTH } from './look.js'
import { fitted } from './text-width.js'

const PANEL_HEIGHT = 120
/** Where every week has none. */
const EMPTY_HEIGHT = 40
/** Room above the highest bar for its figure, as a part of the scale. */
const HEADROOM = 1.22
/** Room for a week's name (pixels). */
const WEEK_NAME = 110
/** From here on figures are too wide to stand beside each other: only the highest and the last are written. */
const WIDE = 1000

/** Each panel's last week stands out; the colours go by place, and the panel's words say what it counts. */
const PAIRS = [
  { strong: COLOURS.strong, pale: COLOURS.pale },
  { strong: COLOURS.good, pale: COLOURS.paleGood },
] as const

/** A panel for each series, with a bar and its figure for each week: nothing has to be read off a scale or a legend. */
export function trendSpec(chart: TrendChart): TopLevelSpec {
  const [last] = chart.series.slice(-1)
  return framed(chart, {
    vconcat: chart.series.map((series, index) => panel(chart, series, PAIRS[index % 2] ?? PAIRS[0], series === last)),
  })
}

function panel(
  { weeks }: TrendChart,
  { label, counts }: TrendChart['series'][number],
  { strong, pale }: (typeof PAIRS)[number],
  showsWeeks: boolean,
): object {
  const values = weeks.map((week, index) => ({
    week: fitted(week, WEEK_NAME, SIZES.small),
    index,
    n: counts[index] ?? 0,
    isLast: index === weeks.length - 1,
  }))
  const most = Math.max(1, ...counts)
  const isWritten = most < WIDE ? 'true' : `datum.isLast || datum.n === ${most} && datum.index < ${weeks.length - 2}`
  const y = { type: 'quantitative', scale: { domain: [0, most * HEADROOM], nice: false }, axis: null } as const
  const x = { field: 'index', type: 'ordinal', scale: { paddingInner: 0.22, paddingOuter: 0 }, axis: null } as const
  const isLast = (then: string, other: string) => ({ condition: { test: 'datum.isLast', value: then }, value: other })
  return {
    data: { values },
    width: WIDTH,
    height: counts.some((n) => n > 0) ? PANEL_HEIGHT : EMPTY_HEIGHT,
    title: { text: fitted(label, WIDTH, SIZES.label), fontSize: SIZES.label, offset: 6, fontWeight: 500 },
    encoding: { x },
    layer: [
      {
        mark: { type: 'rule', color: COLOURS.line },
        encoding: { x: { value: 0 }, x2: { value: WIDTH }, y: { ...y, datum: 0 } },
      },
      {
        mark: { type: 'bar', cornerRadiusEnd: 3 },
        encoding: { y: { ...y, field: 'n' }, color: isLast(strong, pale) },
      },
      {
        transform: [{ filter: isWritten }],
        mark: { type: 'text', baseline: 'bottom', dy: -3 },
        encoding: {
          y: { ...y, field: 'n' },
          text: { field: 'n' },
          size: { condition: { test: 'datum.isLast', value: SIZES.figure }, value: SIZES.small },
          color: isLast(strong, COLOURS.note),
        },
      },
      ...(showsWeeks ? [weekNames(y, weeks.length)] : []),
    ],
  }
}

/** The last week is named, and every third before it: more would run into each other. */
const weekNames = (y: object, count: number): object => ({
  transform: [{ filter: `(${count - 1} - datum.index) % 3 === 0` }],
  mark: { type: 'text', baseline: 'top', dy: 8, fontSize: SIZES.small, color: COLOURS.note },
  encoding: { y: { ...y, datum: 0 }, text: { field: 'week' } },
})
