import { csvFile } from '../../src/csv/write-csv.js'
import { addDays, mondayOf } from '../../src/domain/days.js'
import { DAY_MS } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { localDay } from '../../src/domain/zone-time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { openStore } from '../../src/store/store.js'
import { readDigestRows } from '../../src/usecases/read-digest-rows.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { csvHeader, csvRows } from '../../src/views/digest-csv.js'
import type { Viewer } from '../../src/views/message.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'
import { importSampleRows, inOneWorkspace } from './sample-rows.js'
import { type Bound, bench, median, printTable } from './tables.js'
import { longestBlock, milliseconds } from './timing.js'

/**
 * All that a weekly digest says, and the rows that are attached to it, read in a workspace of 100,000 imported CSQLs: as it was imported, when nothing is
 * overdue yet, and forty days on, when nearly all that anybody owes is. What counts is how long everything else waits.
 */
const ROWS = Number(process.env['BENCH_CSQLS'] ?? 100_000)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7)
const LATER = 40

const m = messagesFor('ja')
const { addedReasons } = Settings.parse({})
const viewer: Viewer = { personId: null, locale: 'ja', zone: 'Asia/Tokyo', addedReasons }

async function measure(): Promise<readonly Bound[]> {
  const folder = temporaryFolder()
  const store = await openStore(await freshDatabase(folder.path))
  const ctx = await inOneWorkspace(store)
  await importSampleRows(ctx, ROWS)
  const rows: string[][] = []
  const holds: number[] = []
  for (const days of [0, LATER]) {
    const now = NOW + days * DAY_MS
    const from = addDays(mondayOf(localDay('Asia/Tokyo', now)), -7)
    const read = () => ctx.store.read((tx) => weeklyDigest(tx, { from, to: addDays(from, 6) }, null, now))
    const attached = async () => {
      const found = await readDigestRows({ ...ctx, now }, { from, to: addDays(from, 6) })
      return csvFile(csvHeader(m), csvRows(found.rows, m, viewer))
    }
    const told = await read()
    const figures = [told?.open.total ?? 0, told?.overdueTotal ?? 0].map(String)
    for (const [name, work] of Object.entries({ told: read, attached })) {
      const [took, held]: [number[], number[]] = [[], []]
      for (let round = 0; round < ROUNDS; round += 1) {
        took.push(await milliseconds(work))
        held.push(await longestBlock(work))
      }
      holds.push(median(held))
      rows.push([`${name}, ${days} days on`, ...figures, median(took).toFixed(0), median(held).toFixed(1)])
    }
  }
  await store.close()
  folder.remove()
  printTable(`a weekly digest of ${ROWS} CSQLs`, ['', 'open', 'overdue', 'median ms', 'longest hold (ms)'], rows)
  return [{ name: 'longest hold of a digest (ms)', value: Math.max(...holds), sign: '≤', bound: 50 }]
}

await bench(measure)
