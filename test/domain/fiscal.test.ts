import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOfEpoch, epochDayOf } from '../../src/domain/days.js'
import {
  fiscalHalfOf,
  fiscalQuarter,
  fiscalQuarterOf,
  fiscalYearOf,
  PERIODS,
  periodRange,
} from '../../src/domain/fiscal.js'

const APRIL = 4

describe('the fiscal calendar', () => {
  test.each([
    ['2026年度 第1四半期(4〜6月)', '2026-04-01', APRIL, [2026, 1, 4, 6, '2026-04-01', '2026-06-30']],
    ['its last day', '2026-06-30', APRIL, [2026, 1, 4, 6, '2026-04-01', '2026-06-30']],
    ['the third quarter', '2026-11-20', APRIL, [2026, 3, 10, 12, '2026-10-01', '2026-12-31']],
    ['January to March belong to the year before', '2027-02-11', APRIL, [2026, 4, 1, 3, '2027-01-01', '2027-03-31']],
    ['a calendar year', '2026-11-20', 1, [2026, 4, 10, 12, '2026-10-01', '2026-12-31']],
    ['a quarter over the new year', '2027-01-15', 12, [2026, 1, 12, 2, '2026-12-01', '2027-02-28']],
    ['a quarter that ends on a leap day', '2028-02-29', 9, [2027, 2, 12, 2, '2027-12-01', '2028-02-29']],
  ])('quarters: %s', (_rule, day, startMonth, expected) => {
    const { fiscalYear, quarter, fromMonth, toMonth, from, to } = fiscalQuarterOf(day, startMonth)
    expect([fiscalYear, quarter, fromMonth, toMonth, from, to]).toEqual(expected)
  })

  test('halves are 上期 and 下期, the year is the whole', () => {
    expect(fiscalHalfOf('2026-09-30', APRIL)).toMatchObject({ fiscalYear: 2026, half: 1, from: '2026-04-01' })
    expect(fiscalHalfOf('2027-03-31', APRIL)).toMatchObject({ fiscalYear: 2026, half: 2, from: '2026-10-01' })
    expect(fiscalYearOf('2027-03-31', APRIL)).toMatchObject({ fiscalYear: 2026, from: '2026-04-01', to: '2027-03-31' })
  })

  test('a quarter can be named', () => {
    expect(fiscalQuarter(2026, 4, APRIL)).toEqual(fiscalQuarterOf('2027-02-11', APRIL))
  })

  test('a month that is none is refused', () => {
    expect(() => fiscalYearOf('2026-11-20', 0)).toThrow(RangeError)
    expect(() => fiscalQuarter(2026, 1, 13)).toThrow(RangeError)
  })
})

describe('periods on Friday 2026-11-20: this one to date, the last one whole', () => {
  test.each([
    ['this_week', '2026-11-16', '2026-11-20'],
    ['last_week', '2026-11-09', '2026-11-15'],
    ['this_month', '2026-11-01', '2026-11-20'],
    ['last_month', '2026-10-01', '2026-10-31'],
    ['this_quarter', '2026-10-01', '2026-11-20'],
    ['last_quarter', '2026-07-01', '2026-09-30'],
    ['this_half', '2026-10-01', '2026-11-20'],
    ['last_half', '2026-04-01', '2026-09-30'],
    ['first_half', '2026-04-01', '2026-09-30'],
    ['second_half', '2026-10-01', '2026-11-20'],
    ['this_year', '2026-04-01', '2026-11-20'],
    ['last_year', '2025-04-01', '2026-03-31'],
  ] as const)('%s', (period, from, to) => {
    expect(periodRange(period, '2026-11-20', APRIL)).toEqual({ from, to })
  })

  test('a second half that has not begun is the one before', () => {
    expect(periodRange('second_half', '2026-05-10', APRIL)).toEqual({ from: '2025-10-01', to: '2026-03-31' })
  })
})

describe('whatever the day and the month the year starts in', () => {
  const days = fc.integer({ min: epochDayOf('2020-01-01'), max: epochDayOf('2035-12-31') }).map(dayOfEpoch)
  const months = fc.integer({ min: 1, max: 12 })

  test('a day lies in its quarter, its quarter in its half, and quarters leave no day out', () => {
    fc.assert(
      fc.property(days, months, (day, startMonth) => {
        const quarter = fiscalQuarterOf(day, startMonth)
        const half = fiscalHalfOf(day, startMonth)
        const year = fiscalYearOf(day, startMonth)
        expect(quarter.from <= day && day <= quarter.to).toBe(true)
        expect(half.from <= quarter.from && quarter.to <= half.to).toBe(true)
        expect(year.from <= half.from && half.to <= year.to).toBe(true)
        expect(fiscalQuarterOf(addDays(quarter.to, 1), startMonth).from).toBe(addDays(quarter.to, 1))
        expect(fiscalQuarter(quarter.fiscalYear, quarter.quarter, startMonth)).toEqual(quarter)
      }),
    )
  })

  test('no period ends after today, and the last one ends where this one starts', () => {
    fc.assert(
      fc.property(days, months, (today, startMonth) => {
        for (const period of PERIODS) {
          const { from, to } = periodRange(period, today, startMonth)
          expect(from <= to && to <= today).toBe(true)
        }
        for (const length of ['week', 'month', 'quarter', 'half', 'year'] as const) {
          const { from } = periodRange(`this_${length}`, today, startMonth)
          expect(periodRange(`last_${length}`, today, startMonth).to).toBe(addDays(from, -1))
        }
      }),
    )
  })
})
