import { openTestStore } from '../support/database.js'
import { simulateYear } from '../support/year-world.js'
import { type Bound, bench, printTable } from './tables.js'

/**
 * A simulated year with faults on, compared message by message with the model of domain.md §4. The whole of it, 200
 * workspaces and 100,000 CSQLs, takes an hour or more of one processor: `BENCH_YEAR_CSQLS=100000 npm run bench -- year`.
 * What goes wrong is printed with the seed that finds it again.
 */
const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)
const SIZE = {
  workspaces: number('BENCH_YEAR_WORKSPACES', 200),
  csqls: number('BENCH_YEAR_CSQLS', 2000),
  days: number('BENCH_YEAR_DAYS', 365),
}
const SEED = number('BENCH_YEAR_SEED', 1)
/** Differences that are shown. */
const SHOWN = 10

async function measure(): Promise<readonly Bound[]> {
  const opened = await openTestStore()
  const began = performance.now()
  const before = process.cpuUsage()
  const result = await simulateYear(opened.store, { ...SIZE, seed: SEED, trouble: 0.03 }).finally(() => opened.close())
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(before)
  const { lost, doubled, outside } = result
  printTable(
    `${SIZE.days} days, ${SIZE.workspaces} workspaces, ${SIZE.csqls} CSQLs, seed ${SEED}`,
    ['', 'n'],
    [
      ['messages that the model says', String(result.expected)],
      ['of these notices', String(result.notices)],
      ['messages that were sent', String(result.messages)],
      ['calls to Slack that went wrong', String(result.harmed)],
      ['restarts', String(result.restarts)],
      ['wall time (s)', seconds.toFixed(0)],
      ['processor time (s)', ((user + system) / 1e6).toFixed(0)],
    ],
  )
  for (const [word, found] of Object.entries({ lost, doubled, outside })) {
    for (const one of found.slice(0, SHOWN)) console.log(`${word}: ${one}`)
  }
  return [
    { name: 'lost', value: lost.length, sign: '≤', bound: 0 },
    { name: 'doubled, or not in the model', value: doubled.length, sign: '≤', bound: 0 },
    { name: 'outside working time', value: outside.length, sign: '≤', bound: 0 },
  ]
}

await bench(measure)
