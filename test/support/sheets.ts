import { sheetRows } from '../../src/csv/sheet-rows.js'
import type { ImportOutcome } from '../../src/domain/sheets/import-outcome.js'
import type { SheetName } from '../../src/domain/sheets/sheets.js'
import { SHEETS } from '../../src/domain/sheets/sheets.js'
import { sheetColumns } from '../../src/i18n/sheet-words.js'
import { type ImportSheet, importSheet } from '../../src/usecases/import-sheet.js'
import type { World } from './world.js'

/** A file's bytes, in pieces of some size. */
export async function* inPieces(bytes: Uint8Array | string, size = 1 << 16): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(bytes as string)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

/** A CSV of some rows, told by their columns; a column that no row tells is left out. */
function csvOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map(cell).join(','))
    .join('\r\n')
}

/** Brings a sheet in from the command line. */
export function bringIn(
  world: Pick<World, 'system'>,
  sheet: SheetName,
  file: string | Uint8Array | readonly Readonly<Record<string, string>>[],
  options: Partial<ImportSheet> = {},
): Promise<ImportOutcome> {
  const bytes = typeof file === 'string' || file instanceof Uint8Array ? file : csvOf(file)
  return importSheet(world.system(), {
    sheet,
    rows: () => sheetRows(SHEETS[sheet], inPieces(bytes), sheetColumns),
    dryRun: false,
    codeOf: () => undefined,
    fromCommandLine: true,
    ...options,
  })
}
