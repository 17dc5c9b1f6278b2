/** Lines of columns that stand below each other, also where Japanese takes two places a character. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [header, ...rows].map((row) => row.map(shown))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))))
  return cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const padded = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))

/** What a terminal would take for an order, or what turns a line round, is left out. */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

/** Places that a text takes in a terminal. */
const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0)
