import { Readable } from 'node:stream'
import { CsvError, type Options, parse } from 'csv-parse'
import { decode } from './decode.js'
import { fuse } from './formula-cells.js'
import { withoutOtherSeparator, withoutWorkbook } from './no-csv.js'

/** A row as it stands in the file. `row` counts as spreadsheets do: the header is row 1, empty rows count. */
export interface CsvRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** The file is no CSV from this row on; the row is where it was noticed. */
export class CsvBroken extends Error {
  readonly why: 'quote_inside' | 'quote_open' | 'workbook' | 'other_separator'
  readonly row: number
  /** The separator, where it is another. */
  readonly typed: string | null

  constructor(why: CsvBroken['why'], row: number, typed: string | null = null) {
    super(`${why} in row ${row}`)
    this.name = 'CsvBroken'
    this.why = why
    this.row = row
    this.typed = typed
  }
}

const OPTIONS: Options = {
  // How many cells a row has is for the reader of the rows to judge, who can say what to do about it.
  relax_column_count: true,
  // A quote that is never closed would otherwise swallow the file into one cell.
  max_record_size: 1_000_000,
}

/**
 * The rows of a CSV file, its header among them; empty rows are left out. Holds a few rows at a time.
 *
 * @throws CsvBroken where a quote stands inside a cell or is never closed, the file is a workbook, or its first line is
 * separated by something else
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const parser = Readable.from(textOf(chunks)).compose(parse(OPTIONS)) as AsyncIterable<string[]>
  let row = 0
  try {
    for await (const cells of parser) {
      row += 1
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells: cells.map(fuse) }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvBroken(whyOf(error), rowOf(error))
    throw error
  }
}

function textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const bytes = withoutWorkbook(chunks, () => {
    throw new CsvBroken('workbook', 1)
  })
  return withoutOtherSeparator(decode(bytes), (separator) => {
    throw new CsvBroken('other_separator', 1, separator)
  })
}

/** The parser reads ahead of us, so that only it knows where it was. */
const rowOf = (error: CsvError): number => Number(error['records'] ?? 0) + 1

function whyOf({ code }: CsvError): CsvBroken['why'] {
  return code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE' ? 'quote_open' : 'quote_inside'
}
