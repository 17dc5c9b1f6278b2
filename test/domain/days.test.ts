import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dayFrom,
  daysBetween,
  epochDayOf,
  firstOfMonth,
  isDay,
  isoWeekOf,
  lastOfMonth,
  mondayOf,
  weekdayOf,
} from '../../src/domain/days.js'

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2100-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-11-31', false],
  ['2026-1-1', false],
  ['20261-01-01', false],
])('%s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is)
})

test.each([
  ['a plain week', '2026-11-20', '2026-W47', '2026-11-16'],
  ['a Sunday belongs to the week that ends', '2026-11-22', '2026-W47', '2026-11-16'],
  ['a new year in the week of the old', '2027-01-03', '2026-W53', '2026-12-28'],
  ['the first week has the first Thursday', '2027-01-04', '2027-W01', '2027-01-04'],
  ['an old year in the week of the new', '2025-12-29', '2026-W01', '2025-12-29'],
])('ISO weeks: %s', (_rule, day, label, monday) => {
  expect(isoWeekOf(day).label).toBe(label)
  expect(mondayOf(day)).toBe(monday)
})

describe('civil arithmetic', () => {
  test('crosses months, years and 1970', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1), addDays('1970-01-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '1969-12-31',
    ])
    expect(daysBetween('2026-11-20', '2026-11-24')).toBe(4)
    expect(weekdayOf('1969-12-28')).toBe(7)
  })

  test('months on, the last day stands in for one there is not', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2026-11-20', 2), addMonths('2026-01-15', -1)]).toEqual([
      '2026-02-28',
      '2027-01-20',
      '2025-12-15',
    ])
    expect([firstOfMonth('2026-02-11'), lastOfMonth('2026-02-11')]).toEqual(['2026-02-01', '2026-02-28'])
  })

  test('takes no text that is no day', () => {
    expect(() => epochDayOf('2026-02-29')).toThrow(RangeError)
    expect(dayFrom(99, 1, 1)).toBeNull()
  })
})
