import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { readDay, readDayToCome, SNOOZES, snoozeUntil } from '../../src/domain/dates.js'
import { addDays, dayOfEpoch, epochDayOf, monthOf, yearOf } from '../../src/domain/days.js'
import { isWorkingTime, workingCalendar } from '../../src/domain/working-calendar.js'
import { localDay } from '../../src/domain/zone-time.js'

/** A Friday before a long weekend in Japan. */
const today = '2026-11-20'
const calendar = workingCalendar({ zone: 'Asia/Tokyo', country: 'JP' })
const ahead = (typed: string, from = today) => readDay(typed, { today: from, calendar })
const back = (typed: string) => readDay(typed, { today, calendar, looking: 'back' })

describe('a day with its year', () => {
  test.each([
    ['2026-12-01', '2026-12-01'],
    ['2026/12/1', '2026-12-01'],
    ['2026.12.1', '2026-12-01'],
    ['20261201', '2026-12-01'],
    ['2026年12月1日', '2026-12-01'],
    ['２０２６／１２／１', '2026-12-01'],
    ['　２０２６年１２月１日　', '2026-12-01'],
    ['2026年 12月 1日(火)', '2026-12-01'],
    ['2026−12−01', '2026-12-01'],
    ['令和8年12月1日', '2026-12-01'],
    ['R8.12.1', '2026-12-01'],
    ['来年1月10日', '2027-01-10'],
    ['来年の2/1', '2027-02-01'],
    ['Dec 1, 2026', '2026-12-01'],
    ['1 December 2026', '2026-12-01'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s', (typed, day) => {
    expect(ahead(typed)).toEqual({ kind: 'day', day })
  })
})

describe('a day without a year is the next such day', () => {
  test.each([
    ['12/1', '2026-12-01'],
    ['１２／１', '2026-12-01'],
    ['12月1日', '2026-12-01'],
    ['十二月一日', '2026-12-01'],
    ['12-1', '2026-12-01'],
    ['1/10', '2027-01-10'],
    ['11/20', '2026-11-20'],
    ['11/19', '2027-11-19'],
    ['Dec 1', '2026-12-01'],
    ['dec. 1st', '2026-12-01'],
    ['1st of December', '2026-12-01'],
    ['25日', '2026-11-25'],
    ['1日', '2026-12-01'],
    ['the 25th', '2026-11-25'],
    ['来月10日', '2026-12-10'],
    ['12/1まで', '2026-12-01'],
    ['12月1日までに', '2026-12-01'],
    ['by Dec 1', '2026-12-01'],
    ['11/25(水)', '2026-11-25'],
    ['11/25（水）', '2026-11-25'],
    ['11/25㈬', '2026-11-25'],
    ['11月25日 水曜日', '2026-11-25'],
    ['11/23(月・祝)', '2026-11-23'],
    ['Wed, 25 Nov', '2026-11-25'],
    ['11/25 (Wed)', '2026-11-25'],
  ])('%s is %s', (typed, day) => {
    expect(ahead(typed)).toEqual({ kind: 'day', day })
  })
})

describe('a day in words', () => {
  test.each([
    ['today', '2026-11-20'],
    ['今日', '2026-11-20'],
    ['本日', '2026-11-20'],
    ['本日中に', '2026-11-20'],
    ['Tomorrow', '2026-11-21'],
    ['ｔｏｍｏｒｒｏｗ', '2026-11-21'],
    ['明日', '2026-11-21'],
    ['明日まで', '2026-11-21'],
    ['明後日', '2026-11-22'],
    ['あさって', '2026-11-22'],
    ['the day after tomorrow', '2026-11-22'],
    ['in 3 days', '2026-11-23'],
    ['3日後', '2026-11-23'],
    ['三日後', '2026-11-23'],
    ['monday', '2026-11-23'],
    ['月曜', '2026-11-23'],
    ['月曜日', '2026-11-23'],
    ['by Wed', '2026-11-25'],
    ['金曜', '2026-11-27'],
    ['this sunday', '2026-11-22'],
    ['来週月曜', '2026-11-23'],
    ['来週の金曜日', '2026-11-27'],
    ['next monday', '2026-11-23'],
    ['next friday', '2026-11-27'],
    ['再来週月曜', '2026-11-30'],
    ['in two weeks', '2026-12-04'],
    ['in 2 weeks', '2026-12-04'],
    ['2 weeks from now', '2026-12-04'],
    ['a week from today', '2026-11-27'],
    ['2週間後', '2026-12-04'],
    ['二週間後', '2026-12-04'],
    ['１ヶ月後', '2026-12-20'],
    ['in 3 months', '2027-02-20'],
    ['一年後', '2027-11-20'],
    ['月末', '2026-11-30'],
    ['今月末', '2026-11-30'],
    ['end of month', '2026-11-30'],
    ['end of the month', '2026-11-30'],
    ['来月末', '2026-12-31'],
    ['2月末', '2027-02-28'],
    ['end of February', '2027-02-28'],
    ['年末', '2026-12-31'],
    ['3営業日後', '2026-11-26'],
    ['三営業日後', '2026-11-26'],
    ['翌営業日', '2026-11-24'],
    ['in 3 working days', '2026-11-26'],
    ['3 business days', '2026-11-26'],
    ['next business day', '2026-11-24'],
  ])('%s is %s', (typed, day) => {
    expect(ahead(typed)).toEqual({ kind: 'day', day })
  })

  test('a weekday named on that weekday is a week away', () => {
    expect(ahead('月曜', '2026-11-23')).toEqual({ kind: 'day', day: '2026-11-30' })
    expect(ahead('来週月曜', '2026-11-22')).toEqual({ kind: 'day', day: '2026-11-23' })
  })

  test('working days are counted only where a calendar is given', () => {
    expect(readDay('3営業日後', { today })).toMatchObject({ reason: 'not_a_date' })
  })

  test('tomorrow at 23:59 depends on whose zone it is', () => {
    const now = Date.parse('2026-11-20T14:59:00Z')
    const tomorrowIn = (zone: string) => readDay('tomorrow', { today: localDay(zone, now) })
    expect(tomorrowIn('Asia/Tokyo')).toEqual({ kind: 'day', day: '2026-11-21' })
    expect(tomorrowIn('Pacific/Auckland')).toEqual({ kind: 'day', day: '2026-11-22' })
  })
})

describe('looking back', () => {
  test.each([
    ['11/19', '2026-11-19'],
    ['11/20', '2026-11-20'],
    ['12/1', '2025-12-01'],
    ['25日', '2026-10-25'],
    ['yesterday', '2026-11-19'],
    ['昨日', '2026-11-19'],
    ['3日前', '2026-11-17'],
    ['two weeks ago', '2026-11-06'],
    ['金曜', '2026-11-13'],
    ['木曜', '2026-11-19'],
    ['先週の金曜', '2026-11-13'],
    ['last friday', '2026-11-13'],
    ['10月末', '2026-10-31'],
    ['2025-04-01', '2025-04-01'],
  ])('%s is %s', (typed, day) => {
    expect(back(typed)).toEqual({ kind: 'day', day })
  })

  test('a later day is refused, and named', () => {
    expect(back('2026-11-21')).toEqual({ kind: 'unclear', reason: 'future', typed: '2026-11-21', day: '2026-11-21' })
  })

  test('either way, neither is', () => {
    const either = (typed: string) => readDay(typed, { today, looking: 'either' }).kind
    expect([either('2026-11-01'), either('2026-12-01')]).toEqual(['day', 'day'])
  })
})

describe('what is unclear says why', () => {
  test.each([
    ['2026-02-29', 'no_such_day', null],
    ['2/29', 'no_such_day', null],
    ['2027年2月30日', 'no_such_day', null],
    ['13/1', 'no_such_day', null],
    ['2026-00-10', 'no_such_day', null],
    ['0000-01-01', 'no_such_day', null],
    ['31日', 'no_such_day', null],
    ['9999-12-31', 'too_far', '9999-12-31'],
    ['2031-11-21', 'too_far', '2031-11-21'],
    ['in 9999 weeks', 'too_far', '2218-07-10'],
    ['in 9999 years', 'too_far', '2126-11-20'],
    ['9999営業日後', 'too_far', null],
    ['2026-11-19', 'past', '2026-11-19'],
    ['yesterday', 'past', '2026-11-19'],
    ['今週月曜', 'past', '2026-11-16'],
    ['11/25(木)', 'weekday_mismatch', '2026-11-25'],
    ['Thu 25 Nov', 'weekday_mismatch', '2026-11-25'],
    ['1/12/2026', 'ambiguous', null],
    ['26/12/1', 'ambiguous', null],
    ['来月', 'which_day', null],
    ['next month', 'which_day', null],
    ['来週', 'which_day', null],
    ['来週中', 'which_day', null],
    ['12月', 'which_day', null],
    ['early December', 'which_day', null],
    ['', 'not_a_date', null],
    ['   ', 'not_a_date', null],
    ['そのうち', 'not_a_date', null],
    ['constructor', 'not_a_date', null],
    ['12/1 15:00', 'not_a_date', null],
    ['12/1〜12/5', 'not_a_date', null],
    ['2026-12-01'.repeat(20), 'not_a_date', null],
  ])('%s: %s', (typed, reason, day) => {
    expect(ahead(typed)).toEqual({ kind: 'unclear', reason, typed: typed.trim(), day })
  })

  test('five years on the day is not too far', () => {
    expect(ahead('2031-11-20')).toEqual({ kind: 'day', day: '2031-11-20' })
  })
})

describe('whatever is typed', () => {
  const days = fc.integer({ min: epochDayOf('2024-01-01'), max: epochDayOf('2030-12-31') }).map(dayOfEpoch)
  const scraps = fc.constantFrom(
    ...'0123456789/-.年月日週末後前水曜(),今明来再の営業か二十 ',
    'next ',
    'in ',
    'days',
    'mon',
    'nov',
    'ー',
  )

  test('a reading is a day that exists, on the side asked for, or a reason', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(scraps, { maxLength: 10 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, days, fc.constantFrom('ahead', 'back', 'either'), (text, from, looking) => {
        const read = readDay(text, { today: from, calendar, looking })
        if (read.kind === 'unclear') expect(read.typed).toBe(text.trim())
        else {
          expect(dayOfEpoch(epochDayOf(read.day))).toBe(read.day)
          if (looking === 'ahead') expect(read.day >= from).toBe(true)
          if (looking === 'back') expect(read.day <= from).toBe(true)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('every way of writing a day of the coming year reads as that day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 364 }), (from, n) => {
        const day = addDays(from, n)
        const [y, m, d] = [yearOf(day), monthOf(day), Number(day.slice(8))]
        const weekday = '日月火水木金土'[new Date(`${day}T00:00:00Z`).getUTCDay()]
        const ways = [
          day,
          `${y}/${m}/${d}`,
          `${m}/${d}`,
          `${m}月${d}日`,
          `${m}/${d}(${weekday})`,
          `${n}日後`,
          `in ${n} days`,
        ]
        for (const typed of ways) expect(readDay(typed, { today: from })).toEqual({ kind: 'day', day })
      }),
    )
  })
})

describe('a snooze', () => {
  const tokyo = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime('Asia/Tokyo').epochMilliseconds

  test.each([
    ['until tomorrow', 'tomorrow', '2026-11-18T15:00', '2026-11-19T10:00'],
    ['until tomorrow, a day off: the next working day', 'tomorrow', '2026-11-20T15:00', '2026-11-24T10:00'],
    ['for three days', 'three_days', '2026-11-16T08:00', '2026-11-19T10:00'],
    ['until Monday', 'monday', '2026-11-12T15:00', '2026-11-16T10:00'],
    ['until Monday, on a Monday: the next one', 'monday', '2026-11-09T08:00', '2026-11-16T10:00'],
    ['until Monday, a holiday: the day after', 'monday', '2026-11-20T15:00', '2026-11-24T10:00'],
  ] as const)('%s', (_rule, snooze, now, until) => {
    expect(snoozeUntil(snooze, calendar, tokyo(now))).toBe(tokyo(until))
  })

  test('always ends in working time, on a later day', () => {
    const nows = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 1) })
    fc.assert(
      fc.property(nows, fc.constantFrom(...SNOOZES), (now, snooze) => {
        const until = snoozeUntil(snooze, calendar, now)
        expect(isWorkingTime(calendar, until)).toBe(true)
        expect(localDay('Asia/Tokyo', until) > localDay('Asia/Tokyo', now)).toBe(true)
      }),
    )
  })
})

describe('a day to come', () => {
  const toCome = (typed: string) => readDayToCome(typed, { today, calendar })

  test.each([
    ['11/1', '2026-11-01', '2027-11-01'],
    ['8/20', '2026-08-20', '2027-08-20'],
    ['Nov 1', '2026-11-01', '2027-11-01'],
    ['10月末', '2026-10-31', '2027-10-31'],
    ['11/19', '2026-11-19', '2027-11-19'],
  ])('%s without its year, just passed, is %s or %s', (typed, passed, next) => {
    expect(toCome(typed)).toEqual({ kind: 'which_year', typed, passed, next })
  })

  test.each([
    ['8/19', '2027-08-19'],
    ['2/1', '2027-02-01'],
    ['2027/11/1', '2027-11-01'],
    ['来年11/1', '2027-11-01'],
    ['1年後', '2027-11-20'],
    ['月曜', '2026-11-23'],
    ['11/20', '2026-11-20'],
  ])('%s is %s', (typed, day) => {
    expect(toCome(typed)).toEqual({ kind: 'day', day })
  })

  test('is never, without a year, over nine months away', () => {
    const months = fc.integer({ min: 1, max: 12 })
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 28 }), (month, date) => {
        const read = toCome(`${month}/${date}`)
        expect(read.kind === 'day' ? read.day <= '2027-08-20' : read.kind === 'which_year').toBe(true)
      }),
    )
  })
})
