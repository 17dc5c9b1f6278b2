import { performance } from 'node:perf_hooks'
import type { Unguarded } from '../support/mortal.js'
import { KillLane, type RunResult, STEPS, type Step } from './kill-lane.js'

/** Runs on one database: then the next begins anew, so that none grows without end. */
const RUNS_A_LANE = 60

export interface Campaign {
  readonly bundle: string
  readonly seed: number
  readonly runs: number
  readonly lanes: number
  readonly steps?: readonly Step[]
  readonly unguarded?: Unguarded
  /** Machine milliseconds after which no run is begun. */
  readonly within?: number
  readonly onRun?: (result: RunResult & { seed: number }) => void
}

export interface Totals {
  readonly runs: number
  readonly kills: number
  readonly owed: number
  readonly lost: number
  readonly doubled: number
}

export interface CampaignResult {
  readonly byStep: ReadonlyMap<Step, Totals>
  readonly total: Totals
  readonly starts: number
  readonly seconds: number
  /** The runs that lost or doubled something: a step and a seed each. */
  readonly failures: readonly string[]
}

const NOTHING: Totals = { runs: 0, kills: 0, owed: 0, lost: 0, doubled: 0 }

const add = (to: Totals, { kills, owed, lost, doubled }: RunResult): Totals => ({
  runs: to.runs + 1,
  kills: to.kills + kills,
  owed: to.owed + owed,
  lost: to.lost + lost,
  doubled: to.doubled + doubled,
})

/** Kills the program at every step in turn, in several lanes at a time. Run n of a seed is the same run every time. */
export async function killCampaign(campaign: Campaign): Promise<CampaignResult> {
  const { runs, seed, lanes, steps = STEPS } = campaign
  const began = performance.now()
  const byStep = new Map<Step, Totals>(steps.map((step) => [step, NOTHING]))
  const failures: string[] = []
  let total = NOTHING
  let starts = 0
  let next = 0
  const lane = async () => {
    while (next < runs && !isLate(campaign, began)) {
      const length = Math.min(RUNS_A_LANE, Math.ceil((runs - next) / lanes))
      const world = await KillLane.open(campaign.bundle, length, campaign.unguarded ?? null)
      try {
        for (let n = 0; n < length && next < runs && !isLate(campaign, began); n += 1) {
          const step = steps[next % steps.length] ?? 'claimed'
          const runSeed = seed * 1_000_000 + next
          next += 1
          const result = await world.run(step, runSeed).catch((error: unknown) => {
            throw new Error(`seed ${runSeed}, step ${step}`, { cause: error })
          })
          byStep.set(step, add(byStep.get(step) ?? NOTHING, result))
          total = add(total, result)
          if (result.lost + result.doubled > 0) failures.push(`seed ${runSeed}: ${JSON.stringify(result)}`)
          campaign.onRun?.({ ...result, seed: runSeed })
        }
      } finally {
        starts += world.starts
        await world.close()
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { byStep, total, starts, failures, seconds: (performance.now() - began) / 1000 }
}

const isLate = ({ within }: Campaign, began: number): boolean =>
  within !== undefined && performance.now() - began > within

/** The table that people read: a line a step, and what it comes to. */
export function tableOf({ byStep, total, starts, seconds }: CampaignResult): string {
  const columns = ['runs', 'kills', 'owed', 'lost', 'doubled'] as const
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(12)} ${cells.map((cell) => String(cell).padStart(8)).join(' ')}`
  return [
    line('step', columns),
    ...[...byStep].map(([step, totals]) =>
      line(
        step,
        columns.map((column) => totals[column]),
      ),
    ),
    line(
      'in all',
      columns.map((column) => total[column]),
    ),
    `${starts} starts in ${seconds.toFixed(1)} s`,
  ].join('\n')
}
