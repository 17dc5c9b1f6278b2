import { stringify } from 'csv-stringify'
import { keepApostrophe } from './formula-cells.js'

type Row = readonly (string | null)[]
type Rows = AsyncIterable<Row> | Iterable<Row>

/**
 * Rows as a CSV file that spreadsheets open: UTF-8 with its mark, lines ended and cells quoted as RFC 4180 has it, and
 * no cell that would be run as a formula. `readCsv` gives every cell back as it was. Holds a few rows at a time.
 */
export async function* writeCsv(header: readonly string[], rows: Rows): AsyncGenerator<string> {
  const csv = stringify({ bom: true, record_delimiter: '\r\n', escape_formulas: true, quoted_match: /[\r\n\t]/ })
  csv.setEncoding('utf8')
  const filled = fill(csv, header, rows)
  yield* csv as AsyncIterable<string>
  await filled
}

/** A few thousand rows as one file. */
export async function csvFile(header: readonly string[], rows: Rows): Promise<Uint8Array> {
  const parts: string[] = []
  for await (const part of writeCsv(header, rows)) parts.push(part)
  return Buffer.from(parts.join(''))
}

async function fill(csv: ReturnType<typeof stringify>, header: readonly string[], rows: Rows): Promise<void> {
  try {
    csv.write(header)
    for await (const row of rows) {
      const more = csv.write(row.map((cell) => (cell === null ? '' : keepApostrophe(cell))))
      if (!more) await new Promise((resolve) => csv.once('drain', resolve))
    }
    csv.end()
  } catch (error) {
    csv.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
