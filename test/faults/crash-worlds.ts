import { performance } from 'node:perf_hooks'
import type { Loose } from './crash-process.js'
import { runCrashWorld, type WorldResult } from './crash-world.js'
import { WorldFile } from './world-file.js'

/** Worlds on one database file: then the next begins with a new one. */
const WORLDS_A_FILE = 250

export interface WorldsResult extends WorldResult {
  /** How many were run. */
  readonly worlds: number
  readonly seconds: number
  /** The worlds that lost or doubled something, a seed each. */
  readonly failures: readonly string[]
}

const NOTHING: WorldResult = { owed: 0, lost: 0, doubled: 0, crashes: 0, sleeps: 0, harmed: 0, removed: 0 }

const add = (a: WorldResult, b: WorldResult): WorldResult => ({
  owed: a.owed + b.owed,
  lost: a.lost + b.lost,
  doubled: a.doubled + b.doubled,
  crashes: a.crashes + b.crashes,
  sleeps: a.sleeps + b.sleeps,
  harmed: a.harmed + b.harmed,
  removed: a.removed + b.removed,
})

/** Runs the worlds of the seeds from `from` on, and adds up what came of them. Loose ones run until harm is found. */
export async function runCrashWorlds(from: number, worlds: number, loose: Loose | null = null): Promise<WorldsResult> {
  const began = performance.now()
  const failures: string[] = []
  let total = NOTHING
  let run = 0
  const isOver = () => loose !== null && failures.length > 0
  for (let first = 0; first < worlds && !isOver(); first += WORLDS_A_FILE) {
    const file = await WorldFile.open()
    for (let n = first; n < Math.min(worlds, first + WORLDS_A_FILE) && !isOver(); n += 1) {
      const result = await runCrashWorld(file, from + n, loose).catch((error: unknown) => {
        throw new Error(`seed ${from + n}`, { cause: error })
      })
      total = add(total, result)
      run += 1
      if (result.lost + result.doubled > 0) failures.push(`seed ${from + n}: ${JSON.stringify(result)}`)
    }
    file.close()
  }
  return { ...total, worlds: run, failures, seconds: (performance.now() - began) / 1000 }
}

/** What came of them, in a line. */
export const summaryOf = ({ failures: _, seconds, ...figures }: WorldsResult): string =>
  `${Object.entries(figures)
    .map(([name, figure]) => `${figure} ${name}`)
    .join(', ')}, ${seconds.toFixed(1)} s`
