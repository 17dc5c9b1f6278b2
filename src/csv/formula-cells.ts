/**
 * A cell that begins so is run as a formula by a spreadsheet, which may send its row elsewhere or start a program. It
 * is written with an apostrophe in front, and read without it.
 */
const SIGNS = '=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20'
const QUOTED = new RegExp(`^'+[${SIGNS}]`, 'u')

/**
 * csv-stringify (`escape_formulas`) puts the apostrophe in front of a formula; a cell that has one of its own needs
 * another, or reading would take the original's away.
 */
export const keepApostrophe = (cell: string): string => (QUOTED.test(cell) ? `'${cell}` : cell)

/** The cell as it was before it was defused. */
export const fuse = (cell: string): string => (cell.charCodeAt(0) === 0x27 && QUOTED.test(cell) ? cell.slice(1) : cell)
