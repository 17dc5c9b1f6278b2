import { setImmediate as nextTurn } from 'node:timers/promises'
import { sheetRows } from '../../src/csv/sheet-rows.js'
import { SYSTEM } from '../../src/domain/person.js'
import { SHEETS } from '../../src/domain/sheets/sheets.js'
import { sheetColumns } from '../../src/i18n/sheet-words.js'
import { cellsOf, sampleSpreadsheets } from '../../src/sandbox/sample-spreadsheets.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { onlyWorkspace } from '../../src/usecases/adopt-workspace.js'
import type { Ctx } from '../../src/usecases/context.js'
import { importSheet } from '../../src/usecases/import-sheet.js'
import type { Ids, Store } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'

/** Ids that need no randomness, of the length of real ones. */
function countingIds(): Ids {
  let last = 0
  return {
    next: () => {
      last += 1
      return `0193f5a0-0000-7000-8000-${String(last).padStart(12, '0')}`
    },
  }
}

const FIRST_START = { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 } as const

/** The system in the one workspace of an empty database. */
export async function inOneWorkspace(store: Store): Promise<Ctx> {
  const ids = countingIds()
  const { id } = await onlyWorkspace({ store, ids, now: NOW, firstStart: FIRST_START })
  return {
    ...{ workspaceId: id, store: store.of(id), accountNames: new AccountNames(), ids, now: NOW },
    ...{ actor: SYSTEM, requestKey: null, committed: () => {} },
  }
}

/**
 * Imports the sample company's CSQLs again and again, to so many rows.
 *
 * @param look called between the pieces
 * @throws Error where a row was not imported
 */
export async function importSampleRows(ctx: Ctx, rows: number, look: () => void = () => {}): Promise<void> {
  const sample = cellsOf('csqls', sampleSpreadsheets().csqls)
  const outcome = await importSheet(ctx, {
    ...{ sheet: 'csqls', dryRun: false, codeOf: () => undefined, fromCommandLine: true },
    rows: () => sheetRows(SHEETS.csqls, csv(sample, rows), sheetColumns),
    onProgress: async () => {
      look()
      await nextTurn()
    },
  })
  if (outcome.added !== rows) throw new Error(`${outcome.added} of ${rows} rows were imported`)
}

/** Numbered afresh, so that every row is a CSQL of its own. */
async function* csv(sample: readonly (readonly string[])[], rows: number): AsyncGenerator<Buffer> {
  const quoted = (cell: string) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  yield Buffer.from(`${SHEETS.csqls.columns.join(',')}\n`)
  for (let row = 0; row < rows; row += 1) {
    const [, ...cells] = sample[row % sample.length] ?? []
    yield Buffer.from(`${row + 1},${cells.map(quoted).join(',')}\n`)
  }
}
