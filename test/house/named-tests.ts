import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export const documentAt = (path: string): string => readFileSync(at(path), 'utf8')

/** The rows of a table whose first cell is a letter and a number, each by its cells. */
export const rowsOf = (text: string, letter: string): string[][] =>
  text
    .split('\n')
    .filter((line) => new RegExp(`^\\| ${letter}\\d+ \\|`).test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

/** The tests that a cell names: a file in code, and after it one title or more in quotes. */
export function namedIn(cell: string): { file: string; title: string }[] {
  let file = ''
  return [...cell.matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
    file = path ?? file
    return title === undefined ? [] : [{ file, title }]
  })
}

export const isThere = ({ file, title }: { file: string; title: string }): boolean =>
  existsSync(at(file)) && readFileSync(at(file), 'utf8').includes(`'${title}`)
