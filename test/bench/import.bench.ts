import Sqlite from 'better-sqlite3'
import { ARCHIVED_TABLES } from '../../src/store/archive.js'
import { openStore } from '../../src/store/store.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'
import { importSampleRows, inOneWorkspace } from './sample-rows.js'
import { type Bound, bench, printTable } from './tables.js'

/**
 * The sample company's CSQLs again and again, to 100,000 rows, imported into an empty database; beside it, the rows that
 * this made, inserted by bare SQL in batches of a thousand with the same durability, in the same run.
 */
const ROWS = Number(process.env['BENCH_IMPORT_ROWS'] ?? 100_000)
const BATCH = 1_000
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'recursive_triggers = ON']
const MB = 1024 * 1024

async function measure(): Promise<readonly Bound[]> {
  const folder = temporaryFolder()
  const file = await freshDatabase(folder.path)
  let held = 0
  const store = await openStore(file, {
    committed: (_units, ms) => {
      held = Math.max(held, ms)
    },
    notCommitted: () => {},
    foundBusy: () => {},
  })
  const ctx = await inOneWorkspace(store)
  globalThis.gc?.()
  const memory = new Memory()
  const [began, cpuBefore] = [performance.now(), process.cpuUsage()]
  await importSampleRows(ctx, ROWS, () => memory.look())
  const imported = performance.now() - began
  const { user, system } = process.cpuUsage(cpuBefore)
  memory.look()
  await store.close()
  const bareCpu = process.cpuUsage()
  const { rows, ms: bare } = bareInserts(file, await freshDatabase(temporaryFolder().path))
  const inserting = process.cpuUsage(bareCpu)
  folder.remove()
  const rate = (ms: number) => Math.round((ROWS / ms) * 1000)
  printTable(
    `${ROWS} CSQLs, ${rows} rows of the database`,
    ['', 'seconds', 'CSQLs/s'],
    [
      ['import', (imported / 1000).toFixed(1), String(rate(imported))],
      ['bare inserts', (bare / 1000).toFixed(1), String(rate(bare))],
      ['of the import, the write lock', (held / 1000).toFixed(1), ''],
      ['of the import, on a processor', ((user + system) / 1e6).toFixed(1), ''],
      ['of the bare inserts, with reading', ((inserting.user + inserting.system) / 1e6).toFixed(1), ''],
    ],
  )
  printTable('memory (MB)', ['', 'more than before'], [['resident, at most', (memory.most / MB).toFixed(0)]])
  return [
    { name: 'import ÷ bare inserts (rate)', value: bare / imported, sign: '≥', bound: 0.5 },
    { name: 'resident memory (MB)', value: memory.most / MB, sign: '≤', bound: 256 },
  ]
}

class Memory {
  readonly #before = process.memoryUsage.rss()
  most = 0

  look(): void {
    this.most = Math.max(this.most, process.memoryUsage.rss() - this.#before)
  }
}

function bareInserts(from: string, to: string): { rows: number; ms: number } {
  const source = new Sqlite(from, { readonly: true })
  const target = new Sqlite(to)
  for (const pragma of PRAGMAS) target.pragma(pragma)
  let [rows, ms] = [0, 0]
  for (const table of ['workspaces', ...ARCHIVED_TABLES, 'csql_facts']) {
    const all = source.prepare(`SELECT * FROM ${table}`).raw(true)
    const marks = all
      .columns()
      .map(() => '?')
      .join(', ')
    const insert = target.prepare(`INSERT INTO ${table} VALUES (${marks})`)
    const write = target.transaction((batch: readonly unknown[][]) => {
      for (const row of batch) insert.run(row)
      target.exec('DELETE FROM stale_facts')
    })
    let batch: unknown[][] = []
    const flush = () => {
      const began = performance.now()
      write.immediate(batch)
      ms += performance.now() - began
      rows += batch.length
      batch = []
    }
    for (const row of all.iterate() as Iterable<unknown[]>) if (batch.push(row) === BATCH) flush()
    flush()
  }
  source.close()
  target.close()
  return { rows, ms }
}

await bench(measure)
