import { parentPort, workerData } from 'node:worker_threads'
import { builtDrawing } from './built-drawing.js'
import type { Order } from './drawing.js'

// resvg asks for a report of the whole process to learn which libc there is: not with the names of all its peers.
Object.assign(process.report ?? {}, { excludeNetwork: true })

const { drawAll } = builtDrawing() ?? (await import('./drawing.js'))

const pictures = await drawAll(workerData as Order)
parentPort?.postMessage(
  pictures,
  pictures.map(({ buffer }) => buffer),
)
