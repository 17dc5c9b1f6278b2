import { setTimeout as sleep } from 'node:timers/promises'
import { createCharts } from '../../src/charts/charts.js'
import type { Chart } from '../../src/domain/chart.js'
import { type Bound, bench, median, printTable } from './tables.js'

/** The two charts of a digest. */
const WEEKS = ['9/7', '9/14', '9/21', '9/28', '10/5', '10/12', '10/19', '10/26', '11/2', '11/9', '11/16', '11/23']
const CHARTS: readonly Chart[] = [
  {
    kind: 'funnel',
    title: 'シグナルから受注まで',
    note: '直近12週に登録した48件のその後',
    steps: ['シグナル', 'トスアップ', '引き受け', '商談化', '受注'].map((label, n) => ({
      ...{ label, n: 48 - n * 10, value: `${48 - n * 10}件(62%)` },
    })),
  },
  {
    kind: 'trend',
    title: '12週間の推移',
    note: '週ごとの件数(月曜始まり)',
    weeks: WEEKS,
    series: ['トスアップ', '受注'].map((label) => ({ label, counts: WEEKS.map((_, n) => (n * 7) % 5) })),
  },
]
const DIGEST = 'both, as in a digest'
/** What is measured: each chart for itself, and a digest's two, which share a thread. */
const ORDERS: readonly (readonly [string, readonly Chart[]])[] = [
  ...CHARTS.map((chart) => [`the ${chart.kind} alone`, [chart]] as const),
  [DIGEST, CHARTS],
]
const ROUNDS = 9
/** So many digests and the allocator has the pages that it keeps for threads to come. */
const FIRST = 9
/** Pages that the kernel takes back a little later (ms). */
const SETTLING = 1_000

/** Looks every so many milliseconds whether the event loop still turns, and how much memory there is. */
const LOOK = 5

async function measure(): Promise<readonly Bound[]> {
  const charts = createCharts()
  let [longestGap, most] = [0, 0]
  let last = performance.now()
  const watch = setInterval(() => {
    longestGap = Math.max(longestGap, performance.now() - last - LOOK)
    most = Math.max(most, process.memoryUsage.rss())
    last = performance.now()
  }, LOOK)
  const idle = process.memoryUsage.rss()
  for (let digest = 0; digest < FIRST; digest += 1) await charts.draw(CHARTS)
  await sleep(SETTLING)
  longestGap = 0
  const before = process.memoryUsage.rss()
  const taken = new Map<string, { wall: number[]; busy: number[] }>(
    ORDERS.map(([name]) => [name, { wall: [], busy: [] }]),
  )
  // Turn by turn: what else the machine does meets all of them alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, order] of ORDERS) {
      const began = performance.now()
      const used = process.cpuUsage()
      await charts.draw(order)
      const { user, system } = process.cpuUsage(used)
      taken.get(name)?.wall.push((performance.now() - began) / order.length)
      taken.get(name)?.busy.push((user + system) / 1000 / order.length)
    }
  }
  await sleep(SETTLING)
  const after = process.memoryUsage.rss()
  clearInterval(watch)
  printTable(
    `a chart, each in a thread started for it (median of ${ROUNDS}, ms)`,
    ['drawn', 'wall', 'best', 'processor'],
    [...taken].map(([name, { wall, busy }]) => [
      name,
      ...[median(wall), Math.min(...wall), median(busy)].map((ms) => ms.toFixed(0)),
    ]),
  )
  const megabytes = [idle, before, most, after].map((bytes) => (bytes / 2 ** 20).toFixed(0))
  console.log(
    `memory (MB): ${megabytes[0]} before any, ${megabytes[1]} after ${FIRST} digests, ${megabytes[2]} at most, ${megabytes[3]} at last`,
  )
  const busyOf = (name: string): number => median(taken.get(name)?.busy ?? [])
  return [
    // Charts are drawn by digests, two at a time. Of the processor, all its threads together: on a machine that others
    // use too, the wall clock measures them.
    { name: 'a chart of a digest, thread and font included (ms)', value: busyOf(DIGEST), sign: '≤', bound: 200 },
    {
      name: `memory after ${ROUNDS * ORDERS.length} more drawings ÷ before them`,
      value: after / before,
      sign: '≤',
      bound: 1.2,
    },
    { name: 'longest that the event loop stood (ms)', value: longestGap, sign: '≤', bound: 50 },
  ]
}

await bench(measure)
