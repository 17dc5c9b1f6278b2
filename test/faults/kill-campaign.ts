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
  /** Machine milliseconds after which no run is begun, once the fewest that count were. */
  readonly within?: number
  readonly fewest?: number
  readonly onRun?: () => void
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
  const began = performance.now()
  const isLate = () => campaign.within !== undefined && performance.now() - began > campaign.within
  const tally = new Tally(campaign, isLate)
  await Promise.all(Array.from({ length: campaign.lanes }, () => runLanes(campaign, tally)))
  const { byStep, total, starts, failures } = tally
  return { byStep, total, starts, failures, seconds: (performance.now() - began) / 1000 }
}

/** Which run is next, and what came of those before. */
class Tally {
  readonly byStep: Map<Step, Totals>
  readonly failures: string[] = []
  total = NOTHING
  starts = 0
  readonly #campaign: Campaign
  readonly #isLate: () => boolean
  #next = 0

  constructor(campaign: Campaign, isLate: () => boolean) {
    this.#campaign = campaign
    this.#isLate = isLate
    this.byStep = new Map((campaign.steps ?? STEPS).map((step) => [step, NOTHING]))
  }

  get left(): number {
    const { runs, fewest = 0 } = this.#campaign
    return (this.#isLate() ? Math.min(runs, fewest) : runs) - this.#next
  }

  take(): { step: Step; seed: number } {
    const steps = this.#campaign.steps ?? STEPS
    const step = steps[this.#next % steps.length] ?? 'claimed'
    const seed = this.#campaign.seed * 1_000_000 + this.#next
    this.#next += 1
    return { step, seed }
  }

  add(seed: number, result: RunResult): void {
    this.byStep.set(result.step, add(this.byStep.get(result.step) ?? NOTHING, result))
    this.total = add(this.total, result)
    if (result.lost + result.doubled > 0) this.failures.push(`seed ${seed}: ${JSON.stringify(result)}`)
    this.#campaign.onRun?.()
  }
}

/** One lane after the other, until no run is left to begin. */
async function runLanes({ bundle, unguarded, lanes }: Campaign, tally: Tally): Promise<void> {
  while (tally.left > 0) {
    const length = Math.min(RUNS_A_LANE, Math.ceil(tally.left / lanes))
    const lane = await KillLane.open(bundle, length, unguarded ?? null)
    try {
      for (let n = 0; n < length && tally.left > 0; n += 1) {
        const { step, seed } = tally.take()
        const result = await lane.run(step, seed).catch((error: unknown) => {
          throw new Error(`seed ${seed}, step ${step}`, { cause: error })
        })
        tally.add(seed, result)
      }
    } finally {
      tally.starts += lane.starts
      await lane.close()
    }
  }
}

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
