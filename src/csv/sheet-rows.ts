import type { SheetFault } from '../domain/sheets/fault.js'
import type { SheetRow } from '../domain/sheets/sheet.js'
import { type ColumnsOf, readHeader } from './header.js'
import { CsvBroken, type CsvRow, readCsv } from './read-csv.js'

type Known = { readonly columns: readonly string[]; readonly required: readonly string[] }

/**
 * The rows of a CSV file, their cells in the sheet's own order. What is wrong with the file itself comes as faults in
 * between: a header that does not fit is the only thing said then, for no row can be read by it.
 *
 * @param columnsOf what people's own names of columns may mean: only suggested, never taken for it
 */
export async function* sheetRows(
  sheet: Known,
  chunks: AsyncIterable<Uint8Array>,
  columnsOf: ColumnsOf,
): AsyncGenerator<SheetRow | { readonly faults: readonly SheetFault[] }> {
  const rows = readCsv(chunks)
  try {
    const first = await rows.next()
    if (first.done === true) {
      yield { faults: [{ row: 1, column: null, rule: 'no_header', allowed: sheet.columns }] }
      return
    }
    const header = readHeader(first.value.cells, sheet.columns, sheet.required, columnsOf)
    if (!header.ok) {
      yield { faults: header.faults.map((fault) => ({ ...fault, row: first.value.row, allowed: sheet.columns })) }
      return
    }
    for await (const row of rows) yield inOrder(row, header.places, sheet.columns.length)
  } catch (error) {
    if (!(error instanceof CsvBroken)) throw error
    const { row, why, typed } = error
    yield { faults: [{ row, column: null, rule: why, ...(typed === null ? {} : { typed }) }] }
  } finally {
    await rows.return(undefined)
  }
}

function inOrder({ row, cells }: CsvRow, places: readonly (number | null)[], width: number) {
  if (cells.slice(places.length).some((cell) => cell.trim() !== '')) {
    return { faults: [{ row, column: null, rule: 'too_many_cells', limit: places.length } as const] }
  }
  const ordered = new Array<string>(width).fill('')
  for (const [index, place] of places.entries()) if (place !== null) ordered[place] = cells[index] ?? ''
  return { row, cells: ordered }
}
