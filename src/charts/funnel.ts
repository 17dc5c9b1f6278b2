import type { TopLevelSpec } from 'vega-lite'
import type { FunnelChart } from '../domain/chart.js'
import { COLOURS, framed, SIZES, WIDTH } from './look.js'
import { fitted, textWidth } from './text-width.js'

/** Each step gets a line of words and its bar under them (pixels). */
const STEP_HEIGHT = 58
const BAR_HEIGHT = 20
const WORDS_ABOVE = 24

/**
 * A bar a step, from the same left edge, so that lengths can be compared; the words stand above the bars, so that no
 * label is ever too long for its place. The last step, which all others are for, is set apart.
 */
export function funnelSpec(chart: FunnelChart): TopLevelSpec {
  const values = chart.steps.map((step, index) => ({
    ...step,
    label: fitted(step.label, WIDTH - textWidth(step.value, SIZES.figure) - SIZES.figure, SIZES.label),
    ...{ index, isLast: index === chart.steps.length - 1 },
  }))
  const most = Math.max(1, ...chart.steps.map((step) => step.n))
  const y = { field: 'index', type: 'ordinal', axis: null, scale: { padding: 0 } } as const
  const words = { type: 'text', baseline: 'alphabetic', dy: -WORDS_ABOVE / 2 + 8 } as const
  const colour = { condition: { test: 'datum.isLast', value: COLOURS.good }, value: COLOURS.strong } as const
  return framed(chart, {
    data: { values },
    width: WIDTH,
    height: { step: STEP_HEIGHT },
    encoding: { y },
    layer: [
      bar({
        x: { datum: most, type: 'quantitative', scale: scaleTo(most), axis: null },
        color: { value: COLOURS.track },
      }),
      bar({ x: { field: 'n', type: 'quantitative', scale: scaleTo(most), axis: null }, color: colour }),
      {
        mark: { ...words, align: 'left', fontSize: SIZES.label },
        encoding: { x: { value: 0 }, text: { field: 'label' } },
      },
      {
        mark: { ...words, align: 'right', fontSize: SIZES.figure },
        encoding: { x: { value: WIDTH }, text: { field: 'value' } },
      },
    ],
  })
}

const scaleTo = (most: number) => ({ domain: [0, most], nice: false })

const bar = (encoding: object) => ({
  mark: { type: 'bar', height: BAR_HEIGHT, yOffset: WORDS_ABOVE / 2, cornerRadiusEnd: 3 },
  encoding: { ...encoding, x2: { datum: 0 } },
})
