/** A night of kills: `npm run faults -- --runs 10000`. Prints the table, and exits 1 where anything was lost or doubled. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { killCampaign, tableOf } from './kill-campaign.js'
import { bundleMortal } from './mortal-bundle.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    lanes: { type: 'string', default: String(availableParallelism()) },
  },
})
const seed = Number(values.seed ?? Date.now() % 1000)
console.log(`seed ${seed}`)
const bundle = await bundleMortal()
// Whoever ends a night early still reads what it has come to.
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())
try {
  let done = 0
  let told = 0
  const result = await killCampaign({
    ...{ bundle: bundle.file, seed, runs: Number(values.runs), lanes: Number(values.lanes), stop: stop.signal },
    onRun: ({ total, broken, seconds, failures }) => {
      done += 1
      for (const failure of failures.slice(told)) console.log(failure)
      told = failures.length
      if (done % 100 > 0) return
      const { runs, kills, lost, doubled } = total
      console.log(
        `${runs} runs, ${kills} kills, ${lost} lost, ${doubled} doubled, ${broken} broken, ${seconds.toFixed(0)} s`,
      )
    },
  })
  console.log(tableOf(result))
  process.exitCode = result.failures.length === 0 ? 0 : 1
} finally {
  bundle.remove()
}
