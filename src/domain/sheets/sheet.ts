import type { Currency } from '../csql.js'
import { type CellContext, CellFault, type CellRead, cellText } from './cells.js'
import type { SheetFault } from './fault.js'

type Columns = Readonly<Record<string, CellRead<unknown>>>

/** What a row of a sheet says; null = empty, that is unknown. */
export type RowOf<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends CellRead<infer T> ? T | null : never
}

/** A sheet: its columns in order, and how each is read. */
export interface Sheet<C extends Columns = Columns> {
  readonly columns: readonly (keyof C & string)[]
  readonly required: readonly (keyof C & string)[]
  readonly cells: C
}

export const sheet = <C extends Columns>(cells: C, required: readonly (keyof C & string)[]): Sheet<C> => ({
  columns: Object.keys(cells),
  required,
  cells,
})

/** A row whose cells stand in the sheet's own order; a cell that the file lacks is ''. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** Reads every cell of a row. A cell with a fault is null in the row that is given back. */
export function readRow<C extends Columns>(
  { columns, required, cells: reads }: Sheet<C>,
  { row, cells }: SheetRow,
  context: CellContext,
): { readonly values: RowOf<C>; readonly faults: readonly SheetFault[] } {
  const values: Record<string, unknown> = {}
  const faults: SheetFault[] = []
  const own = { ...context, column: '', rowCurrency: currencyOf(columns, cells, context) }
  for (const [index, column] of columns.entries()) {
    values[column] = null
    const typed = cellText(cells[index] ?? '')
    own.column = column
    const read = typed instanceof CellFault ? typed : typed === '' ? null : reads[column]?.(typed, own)
    if (read instanceof CellFault) faults.push({ row, column, rule: read.rule, ...read.facts })
    else if (read === null && required.includes(column)) faults.push({ row, column, rule: 'empty' })
    else values[column] = read
  }
  return { values: values as RowOf<C>, faults }
}

/** The row's own currency comes before its amounts, wherever its column stands. */
function currencyOf(columns: readonly string[], cells: readonly string[], { currency }: CellContext): Currency {
  const typed = (cells[columns.indexOf('currency')] ?? '').normalize('NFKC').trim().toUpperCase()
  return /^[A-Z]{3}$/u.test(typed) ? typed : currency
}
