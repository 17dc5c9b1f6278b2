import { expect, test } from 'vitest'
import { addToMonth, Month, monthHolding, monthsBetween } from '../../src/domain/months.js'

test.each([
  ['2026-11', 1, '2026-12'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-03', -12, '2025-03'],
  ['2026-03', 0, '2026-03'],
])('%s and %i months is %s', (month, n, expected) => {
  expect(addToMonth(month, n)).toBe(expected)
})

test('both ends belong to a stretch of months, and none where it ends before it begins', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsBetween('2026-02', '2026-02')).toEqual(['2026-02'])
  expect(monthsBetween('2026-03', '2026-02')).toEqual([])
})

test('the month of a day, and what is no month', () => {
  expect(monthHolding('2026-11-30')).toBe('2026-11')
  expect(['2026-00', '2026-13', '2026-1', '2026-01-01'].filter((text) => Month.safeParse(text).success)).toEqual([])
})
