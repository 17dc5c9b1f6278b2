import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeCsv } from '../../src/csv/write-csv.js'
import { SHEETS, type SheetName } from '../../src/domain/sheets/sheets.js'
import { cellsOf, sampleSpreadsheets } from '../../src/sandbox/sample-spreadsheets.js'

/** `node --import tsx test/support/write-sample-spreadsheets.ts`: writes `test/data/sample-*.csv` anew. */
async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

export async function sampleCsv(sheet: SheetName): Promise<string> {
  let csv = ''
  for await (const text of writeCsv(SHEETS[sheet].columns, each(cellsOf(sheet, sampleSpreadsheets()[sheet]))))
    csv += text
  return csv
}

export const samplePath = (sheet: SheetName): string =>
  fileURLToPath(new URL(`../data/sample-${sheet}.csv`, import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const sheet of Object.keys(SHEETS) as SheetName[]) writeFileSync(samplePath(sheet), await sampleCsv(sheet))
}
