import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import resvg from '@resvg/resvg-js'
import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import type { Chart } from '../domain/chart.js'
import { funnelSpec } from './funnel.js'
import { ENLARGED, FONT, FRAME } from './look.js'
import { trendSpec } from './trend.js'

/** The whole family's medium weight as a TTF: it has 髙, 﨑 and 齋, and woff is silently not drawn. */
const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-jp/500Medium/NotoSansJP_500Medium.ttf',
)

const specOf = (chart: Chart) => (chart.kind === 'funnel' ? funnelSpec(chart) : trendSpec(chart))

async function draw(chart: Chart): Promise<Uint8Array> {
  const view = new View(parse(compile(specOf(chart)).spec), { renderer: 'none' })
  const svg = sized(await view.toSVG())
  view.finalize()
  const drawing = new resvg.Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: FONT },
    fitTo: { mode: 'zoom', value: ENLARGED },
  })
  return new Uint8Array(drawing.render().asPng())
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

const pictures: Uint8Array<ArrayBuffer>[] = []
for (const chart of workerData as readonly Chart[]) pictures.push(new Uint8Array(await draw(chart)))
parentPort?.postMessage(
  pictures,
  pictures.map(({ buffer }) => buffer),
)
