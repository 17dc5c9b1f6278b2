import { collectDefaultMetrics, Registry } from 'prom-client'

let figures: Registry | null = null

/** The process's memory, CPU, garbage collection and event loop, measured from the first call on: once a process. */
export function processFigures(): Registry {
  if (figures === null) {
    figures = new Registry()
    collectDefaultMetrics({ register: figures })
  }
  return figures
}
