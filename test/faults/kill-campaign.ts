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
  /** Called after each run, with all that came of them so far. */
  readonly onRun?: (sofar: CampaignResult) => void
  /** Ends the campaign before its time. */
  readonly stop?: AbortSignal
}

export interface Totals {
  readonly runs: number
  readonly kills: number
  readonly owed: number
  readonly lost: number
  readonly doubled: number
  readonly removed: number
}

export interface CampaignResult {
  readonly byStep: ReadonlyMap<Step, Totals>
  readonly total: Totals
  readonly starts: number
  /** Runs of which nothing can be said, for the run itself failed: the program gave no word, or did not die. */
  readonly broken: number
  readonly seconds: number
  /** The runs that lost or doubled something, or broke: a step and a seed each. */
  readonly failures: readonly string[]
}

const NOTHING: Totals = { runs: 0, kills: 0, owed: 0, lost: 0, doubled: 0, removed: 0 }

const add = (to: Totals, { kills, owed, lost, doubled, removed }: RunResult): Totals => ({
  runs: to.runs + 1,
  kills: to.kills + kills,
  owed: to.owed + owed,
  lost: to.lost + lost,
  doubled: to.doubled + doubled,
  removed: to.removed + removed,
})

/** Kills the program at every step in turn, in several lanes at a time. Run n of a seed is the same run every time. */
export async function killCampaign(campaign: Campaign): Promise<CampaignResult> {
  const tally = new Tally(campaign)
  await Promise.all(Array.from({ length: campaign.lanes }, () => runLanes(campaign, tally)))
  return tally.result
}

/** Which run is next, and what came of those before. */
class Tally {
  readonly byStep: Map<Step, Totals>
  readonly failures: string[] = []
  total = NOTHING
  starts = 0
  broken = 0
  readonly #campaign: Campaign
  readonly #began = performance.now()
  #next = 0

  constructor(campaign: Campaign) {
    this.#campaign = campaign
    this.byStep = new Map((campaign.steps ?? STEPS).map((step) => [step, NOTHING]))
  }

  get left(): number {
    const { runs, fewest = 0, within, stop } = this.#campaign
    if (stop?.aborted) return 0
    const isLate = within !== undefined && performance.now() - this.#began > within
    return (isLate ? Math.min(runs, fewest) : runs) - this.#next
  }

  get result(): CampaignResult {
    const { byStep, total, starts, broken, failures } = this
    return { byStep, total, starts, broken, failures, seconds: (performance.now() - this.#began) / 1000 }
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
    this.#campaign.onRun?.(this.result)
  }

  /** A run that came to nothing says nothing of the rule, and hides nothing either. */
  break(step: Step, seed: number, error: unknown): void {
    this.broken += 1
    this.failures.push(`seed ${seed}, step ${step}: ${String(error)}`)
    this.#campaign.onRun?.(this.result)
  }
}

/** One lane after the other, until no run is left to begin. A run that breaks ends its lane, not the campaign. */
async function runLanes({ bundle, unguarded, lanes }: Campaign, tally: Tally): Promise<void> {
  while (tally.left > 0) {
    const length = Math.min(RUNS_A_LANE, Math.ceil(tally.left / lanes))
    const lane = await KillLane.open(bundle, length, unguarded ?? null)
    try {
      await runLane(lane, length, tally)
    } finally {
      tally.starts += lane.starts
      await lane.close()
    }
  }
}

async function runLane(lane: KillLane, length: number, tally: Tally): Promise<void> {
  for (let n = 0; n < length && tally.left > 0; n += 1) {
    const { step, seed } = tally.take()
    try {
      tally.add(seed, await lane.run(step, seed))
    } catch (error) {
      return tally.break(step, seed, error)
    }
  }
}

/** The table that people read: a line a step, and what it comes to. */
export function tableOf({ byStep, total, starts, broken, seconds }: CampaignResult): string {
  const columns = ['runs', 'kills', 'owed', 'lost', 'doubled', 'removed'] as const
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
    `${starts} starts in ${seconds.toFixed(1)} s; ${broken} runs broke off`,
  ].join('\n')
}
