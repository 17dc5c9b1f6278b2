import { expect, test } from 'vitest'
import { documentAt, isThere, namedIn, rowsOf } from './named-tests.js'

const document = documentAt('docs/hostile.md')
const rows = rowsOf(document, 'H')
const LAST = 25

test('every hostile input stands in the table once', () => {
  expect(rows.map(([number]) => number)).toEqual(Array.from({ length: LAST }, (_, n) => `H${n + 1}`))
})

test.each(rows.map((row) => [row[0] ?? '', row] as const))(
  '%s names tests that are there, one of them by signed requests, and a negative control',
  (_number, [, , , shown = '', control = '']) => {
    for (const cell of [shown, control]) {
      expect(namedIn(cell).length).toBeGreaterThan(0)
      expect(namedIn(cell).filter((one) => !isThere(one))).toEqual([])
    }
    expect(namedIn(shown).some(({ file }) => file.startsWith('test/hostile/'))).toBe(true)
  },
)
