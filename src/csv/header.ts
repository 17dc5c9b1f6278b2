import { closest, distance } from 'fastest-levenshtein'

/** A name that no column has, and the column that was likely meant. */
interface Unknown {
  readonly typed: string
  readonly other?: string
}

/** What is wrong with a header; several names that no column has are one fault, for they are mended at one go. */
export type HeaderFault =
  | { readonly rule: 'unknown_column'; readonly column: string; readonly other?: string }
  | { readonly rule: 'unknown_columns'; readonly column: null; readonly pairs: readonly Unknown[] }
  | { readonly rule: 'missing_column'; readonly column: string }
  | { readonly rule: 'column_twice'; readonly column: string }

export type Header =
  /** For each cell of a row, the place of its column among the known ones; null = a column without a name, left out. */
  | { readonly ok: true; readonly places: readonly (number | null)[] }
  | { readonly ok: false; readonly faults: readonly HeaderFault[] }

/** The columns that a word of people's own may mean (`顧客`), the likeliest first. */
export type ColumnsOf = (word: string) => readonly string[]

const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_')

/**
 * Finds the known columns in a header: each at most once, in any order, the required ones among them. A required one
 * that an unknown name likely meant is not missing besides.
 */
export function readHeader(
  cells: readonly string[],
  known: readonly string[],
  required: readonly string[],
  columnsOf: ColumnsOf,
): Header {
  const twice: HeaderFault[] = []
  const unknown: Unknown[] = []
  const seen = new Set<string>()
  const places = cells.map((cell) => {
    const name = fold(cell)
    if (name === '') return null
    const place = known.indexOf(name)
    if (place === -1) unknown.push({ typed: cell.trim(), ...meant(cell, name, known, columnsOf) })
    else if (seen.has(name)) twice.push({ rule: 'column_twice', column: name })
    seen.add(name)
    return place === -1 ? null : place
  })
  const missing = required.filter((column) => !seen.has(column) && !unknown.some(({ other }) => other === column))
  const faults = [
    ...unknownFaults(unknown),
    ...twice,
    ...missing.map((column) => ({ rule: 'missing_column', column }) as const),
  ]
  return faults.length === 0 ? { ok: true, places } : { ok: false, faults }
}

function unknownFaults(unknown: readonly Unknown[]): readonly HeaderFault[] {
  const [first, second] = unknown
  if (first === undefined) return []
  if (second !== undefined) return [{ rule: 'unknown_columns', column: null, pairs: unknown }]
  const { typed, ...other } = first
  return [{ rule: 'unknown_column', column: typed, ...other }]
}

/** The known column that people call so, else the one whose name is at most a third of its letters away. */
function meant(
  cell: string,
  name: string,
  known: readonly string[],
  columnsOf: ColumnsOf,
): { readonly other?: string } {
  const called = columnsOf(cell).find((column) => known.includes(column))
  if (called !== undefined) return { other: called }
  const found = closest(name, [...known])
  return distance(name, found) <= Math.max(1, Math.floor(found.length / 3)) ? { other: found } : {}
}
