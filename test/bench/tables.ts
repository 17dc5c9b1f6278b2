/** What a bench promises: a figure, and the bound that it must meet. */
export interface Bound {
  readonly name: string
  readonly value: number
  readonly sign: '≥' | '≤'
  readonly bound: number
}

/** Prints a table under its title: the first column is words, the others figures, which stand to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)))
  console.log(`\n${title}`)
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(cells.join('  ').trimEnd())
  }
}

/** Prints what was promised beside what was measured. @returns whether all of it was met; a figure that is no number is not */
function judge(bounds: readonly Bound[]): boolean {
  const met = ({ value, sign, bound }: Bound): boolean => (sign === '≥' ? value >= bound : value <= bound)
  printTable(
    'bounds',
    ['figure', 'measured', 'bound', ''],
    bounds.map((bound) => [
      bound.name,
      bound.value.toFixed(2),
      `${bound.sign} ${bound.bound}`,
      met(bound) ? 'met' : 'NOT MET',
    ]),
  )
  return bounds.every(met)
}

/** Runs a bench and judges it: the process ends with 1 where a bound is not met. */
export async function bench(measure: () => Promise<readonly Bound[]>): Promise<void> {
  process.exitCode = judge(await measure()) ? 0 : 1
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
