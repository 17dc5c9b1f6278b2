import type { Chart } from '../domain/chart.js'
import { builtDrawing } from './built-drawing.js'
import { builtLetters } from './built-letters.js'
import { cutLetters } from './cut-letters.js'
import { fontFile } from './font.js'

/** The last step of a build: cuts the letters of our own words, and draws one chart of each kind, so that V8's work on the program can be kept beside it. */
const CHARTS: readonly Chart[] = [
  {
    kind: 'funnel',
    title: 'a',
    note: 'b',
    steps: [
      { label: 'c', n: 2, value: '2' },
      { label: 'd', n: 1, value: '1' },
    ],
  },
  { kind: 'trend', title: 'a', note: 'b', weeks: ['1/5', '1/12'], series: [{ label: 'c', counts: [0, 1] }] },
]

await cutLetters(new URL('.', import.meta.url))
const built = builtDrawing()
if (built === null) throw new Error('there is no drawing.cjs beside this file')
await built.drawAll({ charts: CHARTS, font: fontFile, letters: builtLetters() })
built.remember()
