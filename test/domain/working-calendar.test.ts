import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { hasPublicHolidays, isPublicHoliday } from '../../src/domain/public-holidays.js'
import type { Instant, Zone } from '../../src/domain/time.js'
import {
  BadCalendar,
  closingOf,
  isOffSpan,
  isWorkingDay,
  isWorkingTime,
  NoWorkingTime,
  nextWorkingMoment,
  openingOf,
  type WorkingCalendarSettings,
  workingCalendar,
} from '../../src/domain/working-calendar.js'
import {
  batchMomentFrom,
  batchMomentOn,
  dueOnDay,
  endOfWorkingDayAfter,
  nextBatchMoment,
  noonOfNextWorkingDay,
  weekSlot,
} from '../../src/domain/working-moments.js'
import {
  addWorkingDays,
  addWorkingDaysToDay,
  addWorkingMinutes,
  workingDaysBetween,
  workingMinutesBetween,
} from '../../src/domain/working-time.js'

const TOKYO = 'Asia/Tokyo'
const tokyo = workingCalendar({ zone: TOKYO, country: 'JP' })
const tokyoWith = (settings: Partial<WorkingCalendarSettings>) =>
  workingCalendar({ zone: TOKYO, country: 'JP', ...settings })

const at = (wall: string, zone: Zone = TOKYO): Instant =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
const wall = (instant: Instant | null, zone: Zone = TOKYO): string | null =>
  instant === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })

describe('golden cases', () => {
  const nineToFive = { opens: '09:00', closes: '17:00' }

  test.each([
    ['Friday 16:30 plus an hour is Monday 9:30', null, '2026-11-20T16:30', 60, '2026-11-23T09:30'],
    ['Friday 16:30 plus an hour, Monday a holiday, is Tuesday 9:30', 'JP', '2026-11-20T16:30', 60, '2026-11-24T09:30'],
    ['an hour that would end at closing ends at the next opening', null, '2026-11-19T16:00', 60, '2026-11-20T09:00'],
    ['nothing added to a Sunday is the next opening', null, '2026-11-22T12:00', 0, '2026-11-23T09:00'],
  ])('%s', (_rule, country, from, minutes, due) => {
    expect(wall(addWorkingMinutes(tokyoWith({ ...nineToFive, country }), at(from), minutes))).toBe(due)
  })

  test('qualified on Friday 2026-11-20 at 15:00 in Tokyo, medium heat: due Tuesday 2026-11-24 at 18:00', () => {
    expect(wall(endOfWorkingDayAfter(tokyo, at('2026-11-20T15:00'), 1))).toBe('2026-11-24T18:00')
  })
})

describe('what a working day is', () => {
  test.each([
    ['a plain Friday', {}, '2026-11-20', true],
    ['a Saturday', {}, '2026-11-21', false],
    ['a public holiday', {}, '2026-11-23', false],
    ['the same day where no country is set', { country: null }, '2026-11-23', true],
    ['a substitute holiday (振替休日)', {}, '2026-05-06', false],
    ['a day between two holidays (国民の休日)', {}, '2026-09-22', false],
    ['a holiday on a weekday of another week pattern', { weekdays: [6, 7] as const }, '2026-11-21', true],
    ['a company holiday', { companyHolidays: ['2026-11-20'] }, '2026-11-20', false],
    [
      'the last day of a range of company holidays',
      { companyHolidays: ['2026-11-18..2026-11-20'] },
      '2026-11-20',
      false,
    ],
    ['the day after it', { companyHolidays: ['2026-11-17..2026-11-19'] }, '2026-11-20', true],
    ['the year end, every year', { companyHolidays: ['12-29..01-03'] }, '2027-12-31', false],
    ['its part in January', { country: null, companyHolidays: ['12-29..01-03'] }, '2028-01-03', false],
    ['the day after that', { companyHolidays: ['12-29..01-03'] }, '2028-01-04', true],
    ['Obon, every year', { companyHolidays: ['08-13..08-15'] }, '2026-08-13', false],
    ['one day, every year', { companyHolidays: ['06-01'] }, '2027-06-01', false],
    ['leave, its last day', { leave: [{ from: '2026-11-16', to: '2026-11-20' }] }, '2026-11-20', false],
  ])('%s', (_rule, settings, day, working) => {
    expect(isWorkingDay(tokyoWith(settings), day)).toBe(working)
  })

  test.each([
    ['a holiday of several days counts each of them', 'SA', '2026-05-28', true],
    ['a holiday from noon leaves a working day', 'CN', '2026-05-04', false],
    ['a holiday of 23 hours is a whole day', 'PL', '2027-03-28', true],
    ['a substitute in the old year for a holiday of the new', 'US', '2027-12-31', true],
  ])('%s', (_rule, country, day, off) => {
    expect(isPublicHoliday(country, day)).toBe(off)
  })

  test('an unknown country has no holidays to look up', () => {
    expect([hasPublicHolidays('JP'), hasPublicHolidays('jp'), hasPublicHolidays('XX')]).toEqual([true, false, false])
  })

  test('opening and closing are null on a day off', () => {
    expect([openingOf(tokyo, '2026-11-23'), closingOf(tokyo, '2026-11-23')]).toEqual([null, null])
    expect([wall(openingOf(tokyo, '2026-11-24')), wall(closingOf(tokyo, '2026-11-24'))]).toEqual([
      '2026-11-24T09:00',
      '2026-11-24T18:00',
    ])
  })
})

describe('the next working moment', () => {
  test.each([
    ['inside hours: at once', '2026-11-20T15:00', '2026-11-20T15:00'],
    ['at opening: at once', '2026-11-20T09:00', '2026-11-20T09:00'],
    ['before opening: the opening', '2026-11-20T03:00', '2026-11-20T09:00'],
    ['at closing: the next opening', '2026-11-19T18:00', '2026-11-20T09:00'],
    ['over a weekend and a holiday', '2026-11-20T18:00', '2026-11-24T09:00'],
  ])('%s', (_rule, from, moment) => {
    expect(wall(nextWorkingMoment(tokyo, at(from)))).toBe(moment)
    expect(isWorkingTime(tokyo, at(from))).toBe(from === moment)
  })

  test('ten years off are said, not searched for ever', () => {
    const never = tokyoWith({ companyHolidays: ['01-01..12-31'] })
    expect(() => nextWorkingMoment(never, at('2026-11-20T15:00'))).toThrow(NoWorkingTime)
    expect(() => addWorkingDaysToDay(never, '2026-11-20', 1)).toThrow(NoWorkingTime)
  })
})

describe('a calendar that cannot be is refused, with the setting named', () => {
  test.each([
    ['zone', { zone: 'Asia/Edo' }],
    ['zone', { zone: '+09:00' }],
    ['weekdays', { weekdays: [] }],
    ['opens', { opens: '9:00' }],
    ['closes', { closes: '24:00' }],
    ['closes', { opens: '22:00', closes: '06:00' }],
    ['country', { country: 'Japan' }],
    ['companyHolidays', { companyHolidays: ['02-30'] }],
    ['companyHolidays', { companyHolidays: ['2026-12-29..01-03'] }],
    ['companyHolidays', { companyHolidays: ['2026-12-29..2026-12-28'] }],
    ['leave', { leave: [{ from: '2026-11-20', to: '2026-11-19' }] }],
  ])('%s: %j', (setting, settings) => {
    expect.assertions(2)
    try {
      tokyoWith(settings)
    } catch (error) {
      expect(error).toBeInstanceOf(BadCalendar)
      expect(error).toMatchObject({ facts: { setting } })
    }
  })

  test('what settings may say of company holidays can be asked beforehand', () => {
    expect(['12-29..01-03', '02-29', '2026-12-29', '2026-13-01', '', '1..2..3'].map(isOffSpan)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('working minutes between', () => {
  test.each([
    ['one day', '2026-11-20T09:00', '2026-11-20T18:00', 540],
    ['nights and days off hold none', '2026-11-20T18:00', '2026-11-24T09:00', 0],
    ['over a weekend and a holiday', '2026-11-20T17:30', '2026-11-24T09:15', 45],
    ['backwards is negative', '2026-11-24T09:15', '2026-11-20T17:30', -45],
  ])('%s', (_rule, from, to, minutes) => {
    expect(workingMinutesBetween(tokyo, at(from), at(to))).toBe(minutes)
  })
})

describe('n working days', () => {
  test.each([
    ['keep the wall time', '2026-11-20T15:00', 2, '2026-11-25T15:00'],
    ['count from the next opening after hours', '2026-11-20T19:00', 2, '2026-11-26T09:00'],
    ['count from the next opening on a day off', '2026-11-21T12:00', 1, '2026-11-25T09:00'],
    ['count from the opening of the same day before hours', '2026-11-20T07:00', 1, '2026-11-24T09:00'],
    ['none is the moment itself', '2026-11-20T15:00', 0, '2026-11-20T15:00'],
  ])('%s', (_rule, from, n, due) => {
    expect(wall(addWorkingDays(tokyo, at(from), n))).toBe(due)
  })

  test('keep the wall time over a change of clocks', () => {
    const newYork = workingCalendar({ zone: 'America/New_York', country: 'US' })
    const due = addWorkingDays(newYork, at('2026-03-06T15:00', 'America/New_York'), 1)
    expect(wall(due, 'America/New_York')).toBe('2026-03-09T15:00')
  })

  test.each([
    ['2026-11-20', 1, '2026-11-24'],
    ['2026-11-21', 1, '2026-11-24'],
    ['2026-11-21', 3, '2026-11-26'],
    ['2026-11-21', 0, '2026-11-21'],
  ])('from the day %s, %i on, is %s', (day, n, due) => {
    expect(addWorkingDaysToDay(tokyo, day, n)).toBe(due)
  })

  test.each([
    ['2026-11-20', '2026-11-24', 1],
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-20', '2026-11-23', 0],
    ['2026-11-24', '2026-11-20', -1],
  ])('from %s to %s there are %i', (a, b, n) => {
    expect(workingDaysBetween(tokyo, a, b)).toBe(n)
  })

  test('are whole, and added forwards', () => {
    expect(() => addWorkingDays(tokyo, 0, -1)).toThrow(RangeError)
    expect(() => addWorkingDays(tokyo, 0, 1.5)).toThrow(RangeError)
    expect(() => addWorkingMinutes(tokyo, 0, -1)).toThrow(RangeError)
  })
})

describe('due moments', () => {
  test.each([
    ['on Friday night: the end of the next working day all the same', '2026-11-20T22:00', '2026-11-24T18:00'],
    ['on a Saturday', '2026-11-21T12:00', '2026-11-24T18:00'],
    ['before opening: of the day after', '2026-11-19T07:00', '2026-11-20T18:00'],
  ])('decide, %s', (_rule, from, due) => {
    expect(wall(endOfWorkingDayAfter(tokyo, at(from), 1))).toBe(due)
  })

  test.each([
    ['is noon of the next working day', {}, '2026-11-24T12:00'],
    ['is the opening for who opens after noon', { opens: '13:00' }, '2026-11-24T13:00'],
    ['is the last minute for who has closed by noon', { opens: '06:00', closes: '11:00' }, '2026-11-24T10:59'],
  ])('decide at high heat %s', (_rule, hours, due) => {
    expect(wall(noonOfNextWorkingDay(tokyoWith(hours), at('2026-11-20T15:00')))).toBe(due)
  })

  test.each([
    ['at its closing time', '2026-11-20', '2026-11-20T18:00'],
    ['at the closing time of the next working day where it is off', '2026-11-21', '2026-11-24T18:00'],
  ])('a date alone falls due %s', (_rule, day, due) => {
    expect(wall(dueOnDay(tokyo, day))).toBe(due)
  })
})

describe('the batch moment', () => {
  test.each([
    ['is 10:00', {}, '2026-11-20', '2026-11-20T10:00'],
    ['is the opening for who opens later', { opens: '13:00' }, '2026-11-20', '2026-11-20T13:00'],
    [
      'is the opening for who has closed by 10:00',
      { opens: '05:00', closes: '10:00' },
      '2026-11-20',
      '2026-11-20T05:00',
    ],
    ['is none on a day off', {}, '2026-11-23', null],
  ])('%s', (_rule, hours, day, moment) => {
    expect(wall(batchMomentOn(tokyoWith(hours), day))).toBe(moment)
  })

  test.each([
    ['before it: the same day', '2026-11-20T09:59', '2026-11-20T10:00'],
    ['at it: itself', '2026-11-20T10:00', '2026-11-20T10:00'],
    ['after it: the next working day', '2026-11-20T10:01', '2026-11-24T10:00'],
  ])('next, %s', (_rule, from, moment) => {
    expect(wall(nextBatchMoment(tokyo, at(from)))).toBe(moment)
  })

  test('from a day off is that of the next working day', () => {
    expect(wall(batchMomentFrom(tokyo, '2026-11-21'))).toBe('2026-11-24T10:00')
  })
})

describe('the weekly slot', () => {
  test.each([
    ['is the wall time on the weekday of the week', '2026-11-19T12:00', 1, '09:00', '2026-11-16T09:00'],
    ['on a Sunday still belongs to the week that ends', '2026-11-22T23:59', 1, '09:00', '2026-11-16T09:00'],
    ['on a Monday that is a holiday is the next opening', '2026-11-25T12:00', 1, '09:30', '2026-11-24T09:00'],
    ['keeps a wall time outside hours on a working day', '2026-11-16T00:00', 5, '08:00', '2026-11-20T08:00'],
    ['runs into the week after where none is left', '2026-11-16T00:00', 6, '09:00', '2026-11-24T09:00'],
  ] as const)('%s', (_rule, now, weekday, time, slot) => {
    expect(wall(weekSlot(tokyo, at(now), weekday, time))).toBe(slot)
  })
})
