import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { sheetRows } from '../../src/csv/sheet-rows.js'
import { SYSTEM } from '../../src/domain/person.js'
import { SHEETS } from '../../src/domain/sheets/sheets.js'
import { sheetColumns } from '../../src/i18n/sheet-words.js'
import { cellsOf, sampleSpreadsheets } from '../../src/sandbox/sample-spreadsheets.js'
import { ARCHIVED_TABLES } from '../../src/store/archive.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { onlyWorkspace } from '../../src/usecases/adopt-workspace.js'
import type { Ctx } from '../../src/usecases/context.js'
import { importSheet } from '../../src/usecases/import-sheet.js'
import type { Ids } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'
import { type Bound, bench, printTable } from './tables.js'

/**
 * The sample company's CSQLs again and again, to 100,000 rows, imported into an empty database; beside it, the rows that
 * this made, inserted by bare SQL in batches of a thousand with the same durability, in the same run.
 */
const ROWS = Number(process.env['BENCH_IMPORT_ROWS'] ?? 100_000)
const BATCH = 1_000
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'recursive_triggers = ON']
const MB = 1024 * 1024

let last = 0
const ids: Ids = {
  next: () => {
    last += 1
    return `0193f5a0-0000-7000-8000-${String(last).padStart(12, '0')}`
  },
}

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
  const firstStart = { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 } as const
  const { id } = await onlyWorkspace({ store, ids, now: NOW, firstStart })
  const ctx: Ctx = {
    ...{ workspaceId: id, store: store.of(id), accountNames: new AccountNames(), ids, now: NOW },
    ...{ actor: SYSTEM, requestKey: null, committed: () => {} },
  }
  const sample = cellsOf('csqls', sampleSpreadsheets().csqls)
  globalThis.gc?.()
  const memory = new Memory()
  const [began, cpuBefore] = [performance.now(), process.cpuUsage()]
  const outcome = await importSheet(ctx, {
    ...{ sheet: 'csqls', dryRun: false, codeOf: () => undefined, fromCommandLine: true },
    rows: () => sheetRows(SHEETS.csqls, csv(sample), sheetColumns),
    onProgress: async () => {
      memory.look()
      await nextTurn()
    },
  })
  const imported = performance.now() - began
  const { user, system } = process.cpuUsage(cpuBefore)
  memory.look()
  await store.close()
  if (outcome.added !== ROWS) throw new Error(`${outcome.added} of ${ROWS} rows were imported`)
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

/** Numbered afresh, so that every row is a CSQL of its own. */
async function* csv(sample: readonly (readonly string[])[]): AsyncGenerator<Buffer> {
  const quoted = (cell: string) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  yield Buffer.from(`${SHEETS.csqls.columns.join(',')}\n`)
  for (let row = 0; row < ROWS; row += 1) {
    const [, ...cells] = sample[row % sample.length] ?? []
    yield Buffer.from(`${row + 1},${cells.map(quoted).join(',')}\n`)
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
