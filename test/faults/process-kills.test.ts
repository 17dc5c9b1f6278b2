import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Unguarded } from '../support/mortal.js'
import { killCampaign, tableOf } from './kill-campaign.js'
import { KillLane, STEPS, type Step } from './kill-lane.js'
import { bundleMortal } from './mortal-bundle.js'

/** The program itself, killed by SIGKILL at every step of a delivery, started again on the same file, and looked after. */

const SEED = 1
const RUNS = 16 * STEPS.length
/** On a busy machine fewer runs are begun (ms), but never fewer than a few of each step. */
const WITHIN = 75_000
const FEWEST = 3 * STEPS.length
const LANES = 2

let bundle: { file: string; remove: () => void }
beforeAll(async () => {
  bundle = await bundleMortal()
})
afterAll(() => bundle.remove())

test('whenever the process is killed, nothing that was committed is lost and nothing is said twice', async () => {
  const extent = { runs: RUNS, lanes: LANES, within: WITHIN, fewest: FEWEST }
  const result = await killCampaign({ bundle: bundle.file, seed: SEED, ...extent })
  console.log(tableOf(result))
  expect(result.failures, `seed ${SEED}`).toEqual([])
  expect(result.total.runs).toBeGreaterThanOrEqual(FEWEST)
  expect(result.total.owed).toBeGreaterThan(result.total.runs)
}, 240_000)

/** The very first message to somebody, whose place nobody knows without a scope: it is sent twice, and one is removed. */
test('a second copy that nobody lived to remove is found by the next, and removed', async () => {
  const lane = await KillLane.open(bundle.file, 1)
  try {
    expect(await lane.run('found', 101_000_180)).toMatchObject({ owed: 1, lost: 0, doubled: 0, removed: 1 })
  } finally {
    await lane.close()
  }
}, 120_000)

test.each<[string, Unguarded, readonly Step[], 'lost' | 'doubled']>([
  ['unless history is asked, messages are said twice', 'history', ['accepted', 'answered'], 'doubled'],
  ['written as sent before they are posted, messages are lost', 'claim', ['claimed', 'calling'], 'lost'],
  ['written after the commit of their cause, messages are lost', 'outbox', ['committed'], 'lost'],
])(
  'the same deaths find what is missing: %s',
  async (_rule, unguarded, steps, harm) => {
    const result = await killCampaign({ bundle: bundle.file, seed: SEED, runs: 4, lanes: LANES, steps, unguarded })
    expect(result.total[harm], tableOf(result)).toBeGreaterThan(0)
  },
  120_000,
)
