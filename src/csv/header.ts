import { closest, distance } from 'fastest-levenshtein'

/** What is wrong with a header; `other` is the column that an unknown one was likely meant to be. */
export type HeaderFault =
  | { readonly rule: 'unknown_column'; readonly column: string; readonly other?: string }
  | { readonly rule: 'missing_column'; readonly column: string }
  | { readonly rule: 'column_twice'; readonly column: string }

export type Header =
  /** For each cell of a row, the place of its column among the known ones; null = a column without a name, left out. */
  | { readonly ok: true; readonly places: readonly (number | null)[] }
  | { readonly ok: false; readonly faults: readonly HeaderFault[] }

const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_')

/** Finds the known columns in a header: each at most once, in any order, the required ones among them. */
export function readHeader(cells: readonly string[], known: readonly string[], required: readonly string[]): Header {
  const faults: HeaderFault[] = []
  const seen = new Set<string>()
  const places = cells.map((cell) => {
    const name = fold(cell)
    if (name === '') return null
    const place = known.indexOf(name)
    if (place === -1) faults.push({ rule: 'unknown_column', column: cell.trim(), ...nearest(name, known) })
    else if (seen.has(name)) faults.push({ rule: 'column_twice', column: name })
    seen.add(name)
    return place === -1 ? null : place
  })
  for (const column of required) if (!seen.has(column)) faults.push({ rule: 'missing_column', column })
  return faults.length === 0 ? { ok: true, places } : { ok: false, faults }
}

/** The known name that is at most a third of its letters away. */
function nearest(name: string, known: readonly string[]): { readonly other?: string } {
  const found = closest(name, [...known])
  return distance(name, found) <= Math.max(1, Math.floor(found.length / 3)) ? { other: found } : {}
}
