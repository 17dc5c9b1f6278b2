import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const document = readFileSync(at('docs/faults.md'), 'utf8')

const LAST = 28
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => /^\| F\d+ \|/.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

/** The tests that a cell names: a file in code, and after it one title or more in quotes. */
function namedIn(cell: string): { file: string; title: string }[] {
  let file = ''
  return [...cell.matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
    file = path ?? file
    return title === undefined ? [] : [{ file, title }]
  })
}

const isThere = ({ file, title }: { file: string; title: string }): boolean =>
  existsSync(at(file)) && readFileSync(at(file), 'utf8').includes(`'${title}`)

const untriedIn = (text: string): string[] => /^Not in this table yet: (.+)\.$/m.exec(text)?.[1]?.split(', ') ?? []

test('every fault stands in the table once, or is said not to', () => {
  const all = Array.from({ length: LAST }, (_, n) => `F${n + 1}`)
  const named = [...rowsOf(document).map(([number = '']) => number), ...untriedIn(document)]
  expect(named.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(all)
})

test.each(rowsOf(document).map((row) => [row[0] ?? '', row] as const))(
  '%s names tests that are there, and a negative control',
  (_number, [, , , shown = '', control = '']) => {
    for (const cell of [shown, control]) {
      expect(namedIn(cell).length).toBeGreaterThan(0)
      expect(namedIn(cell).filter((one) => !isThere(one))).toEqual([])
    }
  },
)

test('a test that is not there would be noticed', () => {
  const [gone] = namedIn('`test/faults/schedules.test.ts` “F9 of which nobody knows”')
  expect(gone === undefined || isThere(gone)).toBe(false)
})
