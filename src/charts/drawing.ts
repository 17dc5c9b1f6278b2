import resvg from '@resvg/resvg-js'
import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import type { Chart } from '../domain/chart.js'
import type { Letters } from './built-letters.js'
import { funnelSpec } from './funnel.js'
import { ENLARGED, FONT, FRAME } from './look.js'
import { trendSpec } from './trend.js'

/** What a thread is given to draw. */
export interface Order {
  readonly charts: readonly Chart[]
  /** A TrueType font: resvg draws nothing at all by a woff. */
  readonly font: string
  /** Null where they were not cut: then drawing takes longer. */
  readonly letters: Letters | null
}

/** @returns a PNG for each chart, in their order */
export async function drawAll({ charts, ...fonts }: Order): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const drawings: string[] = []
  for (const chart of charts) drawings.push(await svgOf(chart))
  const fontFile = fontFor(drawings.map(wordsOf).join(), fonts)
  return drawings.map((svg) => {
    const drawing = new resvg.Resvg(svg, {
      font: { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: FONT },
      fitTo: { mode: 'zoom', value: ENLARGED },
    })
    return new Uint8Array(drawing.render().asPng())
  })
}

/** What is written in a drawing, with more letters rather than fewer: those that markup has other names for as well. */
const wordsOf = (svg: string): string => `${svg.replace(/<[^>]*>/g, '')}&<>`

/** resvg reads the font's file anew for each letter that it draws: it gets the small one where that has them all. */
export const fontFor = (text: string, { font, letters }: Pick<Order, 'font' | 'letters'>): string =>
  letters !== null && [...text].every((letter) => letters.all.includes(letter) || letter === '\n') ? letters.file : font

const specOf = (chart: Chart) => (chart.kind === 'funnel' ? funnelSpec(chart) : trendSpec(chart))

async function svgOf(chart: Chart): Promise<string> {
  const view = new View(parse(compile(specOf(chart)).spec), { renderer: 'none' })
  const svg = sized(await view.toSVG())
  view.finalize()
  return svg
}

const SIZE = / width="[\d.]+"(.*?) viewBox="0 0 ([\d.]+) ([\d.]+)"/s

/**
 * In the width of all charts: vega guesses how wide texts are, and widens the picture for those it thinks too wide.
 *
 * @throws where the picture has no size or lies beside its frame: resvg takes the whole process down over either
 */
function sized(svg: string): string {
  const [, , width, height] = SIZE.exec(svg) ?? []
  if (!(Number(width) < 2 * FRAME && Number(height) > 0)) throw new TypeError('a chart that fits no frame')
  return svg.replace(SIZE, ` width="${FRAME}"$1 viewBox="0 0 ${FRAME} $3"`)
}
