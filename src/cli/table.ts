import { widthOf } from './text-width.js'

/** Lines of columns that stand below each other, also where Japanese takes two places a character. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [header, ...rows].map((row) => row.map(shown))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))))
  return cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const padded = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - widthOf(text)))

/** What a terminal would take for an order, or what turns a line round, is left out. */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
