import { expect, test } from 'vitest'
import { documentAt, isThere, namedIn, rowsOf } from './named-tests.js'

const document = documentAt('docs/faults.md')

const LAST = 28

const untriedIn = (text: string): string[] => /^Not in this table yet: (.+)\.$/m.exec(text)?.[1]?.split(', ') ?? []

test('every fault stands in the table once, or is said not to', () => {
  const all = Array.from({ length: LAST }, (_, n) => `F${n + 1}`)
  const named = [...rowsOf(document, 'F').map(([number = '']) => number), ...untriedIn(document)]
  expect(named.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(all)
})

test.each(rowsOf(document, 'F').map((row) => [row[0] ?? '', row] as const))(
  '%s names tests that are there, and a negative control',
  (_number, [, , , shown = '', control = '']) => {
    for (const cell of [shown, control]) {
      expect(namedIn(cell).length).toBeGreaterThan(0)
      expect(namedIn(cell).filter((one) => !isThere(one))).toEqual([])
    }
  },
)

test('every fault has a negative control of its own', () => {
  const controls = rowsOf(document, 'F').flatMap(([, , , , control = '']) =>
    namedIn(control).map((one) => JSON.stringify(one)),
  )
  expect(controls.filter((one, n) => controls.indexOf(one) !== n)).toEqual([])
})

test('a test that is not there would be noticed', () => {
  const [gone] = namedIn('`test/faults/schedules.test.ts` “F9 of which nobody knows”')
  expect(gone === undefined || isThere(gone)).toBe(false)
})
