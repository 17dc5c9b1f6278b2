import { Worker } from 'node:worker_threads'
import type { Chart } from '../domain/chart.js'
import { ChartsNotDrawn } from '../domain/errors.js'
import type { Charts } from '../usecases/ports.js'
import { builtLetters } from './built-letters.js'
import type { Order } from './drawing.js'
import { fontFile } from './font.js'

/** Far longer than a chart takes on a busy machine (ms). */
const LONGEST = 20_000
/** Of a drawing's thread, in MB: a chart needs a third of it. */
const LARGEST_HEAP = 256

/** Run from its sources, the thread needs what reads the sources, which no thread inherits on every Node. */
const fromSources = import.meta.url.endsWith('.ts')
const program = new URL(`./draw-worker.${fromSources ? 'ts' : 'js'}`, import.meta.url)
const readingSources = (): string => {
  const reader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  return `import(${reader}).then(({ register }) => { register(); return import(${JSON.stringify(program.href)}) })`
}

/**
 * Draws in a thread that ends after use: what vega and the fonts hold comes back, and requests are answered meanwhile.
 */
export function createCharts(): Charts {
  return { draw }
}

const draw = (charts: readonly Chart[]): Promise<readonly Uint8Array[]> =>
  drawn({ charts, font: fontFile, letters: builtLetters() })

function drawn(order: Order): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(fromSources ? readingSources() : program, {
      eval: fromSources,
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: LARGEST_HEAP },
    })
    let pictures: readonly Uint8Array[] | null = null
    let cause = 'no_pictures'
    const patience = setTimeout(() => {
      cause = 'timeout'
      void thread.terminate()
    }, LONGEST)
    thread.once('message', (drawn: readonly Uint8Array[]) => {
      pictures = drawn
    })
    thread.once('error', (error) => {
      cause = error.message
    })
    thread.once('exit', () => {
      clearTimeout(patience)
      if (pictures === null) reject(new ChartsNotDrawn({ cause }))
      else resolve(pictures)
    })
  })
}
