import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOfEpoch, daysBetween, type Weekday, weekdayOf } from '../../src/domain/days.js'
import { MINUTE, type Zone } from '../../src/domain/time.js'
import {
  isWorkingDay,
  isWorkingTime,
  nextWorkingMoment,
  type WorkingCalendar,
  workingCalendar,
} from '../../src/domain/working-calendar.js'
import { batchMomentOn, nextBatchMoment } from '../../src/domain/working-moments.js'
import {
  addWorkingDays,
  addWorkingDaysToDay,
  addWorkingMinutes,
  workingDaysBetween,
  workingMinutesBetween,
} from '../../src/domain/working-time.js'
import { localDay, startOfDay } from '../../src/domain/zone-time.js'

const ZONES = [
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'America/New_York',
  'Asia/Tokyo',
  'Europe/London',
  'Pacific/Chatham',
  'America/St_Johns',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Europe/Berlin',
]
const FIRST = '2026-01-01'
const LAST = '2027-12-31'
const FROM = Date.UTC(2026, 0, 2)
const TO = Date.UTC(2027, 11, 30)

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Hours that need not be sane: the changes of clocks, which happen at night and on Sundays, are to fall inside them. */
const calendars = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    weekdays: fc.oneof(
      fc.constant<Weekday[]>([1, 2, 3, 4, 5]),
      fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 }),
    ),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 * 60 + 59 }), { minLength: 2, maxLength: 2 }),
    country: fc.constantFrom(null, 'JP', 'US', 'BR'),
    companyHolidays: fc.constantFrom<string[]>([], ['12-29..01-03', '08-13..08-15']),
    leave: fc.constantFrom([], [{ from: '2026-03-02', to: '2026-04-10' }]),
  })
  .map(({ hours, ...settings }) => {
    const [opens = 0, closes = 0] = hours.toSorted((a, b) => a - b)
    return workingCalendar({ ...settings, opens: clock(opens), closes: clock(closes) })
  })
const officeCalendars = fc.constantFrom(...ZONES).map((zone) => workingCalendar({ zone, country: 'JP' }))
const instants = fc.integer({ min: FROM / MINUTE, max: TO / MINUTE }).map((minute) => minute * MINUTE)
const minutes = fc.integer({ min: 0, max: 20_000 })

const holds = <T extends unknown[]>(property: fc.IProperty<T>, numRuns = 400) => fc.assert(property, { numRuns })

describe('the next working moment', () => {
  test('is working time, is not before, and leaves no working time out', () => {
    holds(
      fc.property(calendars, instants, (calendar, at) => {
        const next = nextWorkingMoment(calendar, at)
        expect(isWorkingTime(calendar, next)).toBe(true)
        expect(next).toBeGreaterThanOrEqual(at)
        expect(workingMinutesBetween(calendar, at, next)).toBe(0)
      }),
    )
  })

  test('never runs backwards', () => {
    holds(
      fc.property(calendars, instants, minutes, (calendar, at, later) => {
        expect(nextWorkingMoment(calendar, at + later * MINUTE)).toBeGreaterThanOrEqual(nextWorkingMoment(calendar, at))
      }),
    )
  })

  test('agrees with the clocks on the wall, as the runtime shows them', () => {
    const shown = new Map<Zone, Intl.DateTimeFormat>()
    for (const zone of ZONES) {
      shown.set(
        zone,
        new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }),
      )
    }
    holds(
      fc.property(officeCalendars, instants, (calendar, at) => {
        const [day = '', time = ''] = shown.get(calendar.zone)?.format(at).split(', ') ?? []
        const isOpen = weekdayOf(day) <= 5 && !calendar.isOff(day) && time >= '09:00' && time < '18:00'
        expect(isWorkingTime(calendar, at)).toBe(isOpen)
      }),
      2000,
    )
  })
})

describe('working minutes', () => {
  test('added a, then b, are a + b', () => {
    holds(
      fc.property(calendars, instants, minutes, minutes, (calendar, at, a, b) => {
        const inTwo = addWorkingMinutes(calendar, addWorkingMinutes(calendar, at, a), b)
        expect(inTwo).toBe(addWorkingMinutes(calendar, at, a + b))
      }),
      150,
    )
  })

  test('added are never fewer in the sum than in the parts, end in working time, and are counted again', () => {
    holds(
      fc.property(calendars, instants, minutes, (calendar, at, n) => {
        const end = addWorkingMinutes(calendar, at, n)
        expect(isWorkingTime(calendar, end)).toBe(true)
        expect(workingMinutesBetween(calendar, at, end)).toBe(n)
        expect(workingMinutesBetween(calendar, end, at)).toBe(n === 0 ? 0 : -n)
      }),
      150,
    )
  })

  test('between two instants are those to any third and on from it', () => {
    holds(
      fc.property(calendars, instants, instants, instants, (calendar, a, b, c) => {
        const parts = workingMinutesBetween(calendar, a, b) + workingMinutesBetween(calendar, b, c)
        expect(workingMinutesBetween(calendar, a, c)).toBe(parts)
      }),
    )
  })
})

describe('working days', () => {
  test('added to a moment keep its wall time, add up, and never end outside hours', () => {
    const days = fc.integer({ min: 0, max: 40 })
    holds(
      fc.property(officeCalendars, instants, days, days, (calendar, at, a, b) => {
        const end = addWorkingDays(calendar, addWorkingDays(calendar, at, a), b)
        expect(end).toBe(addWorkingDays(calendar, at, a + b))
        expect(isWorkingTime(calendar, end)).toBe(true)
        expect(end).toBeLessThanOrEqual(addWorkingDays(calendar, at + MINUTE, a + b))
      }),
    )
  })

  test('added to a moment end in working time whatever the hours', () => {
    holds(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 40 }), (calendar, at, n) => {
        expect(isWorkingTime(calendar, addWorkingDays(calendar, at, n))).toBe(true)
      }),
    )
  })

  test('added to a day are the days counted', () => {
    const days = instants.map((at) => dayOfEpoch(Math.floor(at / (24 * 60 * MINUTE))))
    holds(
      fc.property(calendars, days, fc.integer({ min: 1, max: 60 }), (calendar, day, n) => {
        const end = addWorkingDaysToDay(calendar, day, n)
        expect(isWorkingDay(calendar, end)).toBe(true)
        expect(workingDaysBetween(calendar, day, end)).toBe(n)
      }),
    )
  })
})

describe.each(ZONES)('two years in %s', (zone) => {
  const days = Array.from({ length: daysBetween(FIRST, LAST) + 1 }, (_, n) => addDays(FIRST, n))
  const nightOwl = { zone, country: null, weekdays: [1, 2, 3, 4, 5, 6, 7] as const }
  const walked: [string, WorkingCalendar][] = [
    ['office hours', workingCalendar({ zone, country: 'JP', companyHolidays: ['12-29..01-03'] })],
    ['every day from 00:00', workingCalendar({ ...nightOwl, opens: '00:00', closes: '04:00' })],
    ['every day from 02:15', workingCalendar({ ...nightOwl, opens: '02:15', closes: '06:00' })],
  ]

  test.each(walked)('%s: one batch a working day, none lost and none doubled', (_hours, calendar) => {
    const end = startOfDay(zone, addDays(LAST, 1))
    const visited: string[] = []
    let moment = nextBatchMoment(calendar, startOfDay(zone, FIRST))
    while (moment < end) {
      const day = localDay(zone, moment)
      expect(batchMomentOn(calendar, day)).toBe(moment)
      expect(isWorkingTime(calendar, moment)).toBe(true)
      visited.push(day)
      moment = nextBatchMoment(calendar, moment + 1)
    }
    expect(visited).toEqual(days.filter((day) => isWorkingDay(calendar, day)))
  })

  test('every instant belongs to one day, which starts at its first', () => {
    for (const day of days) {
      const start = startOfDay(zone, day)
      expect([localDay(zone, start - 1), localDay(zone, start)]).toEqual([addDays(day, -1), day])
    }
  })
})

test('thousands of questions a sweep are cheap', () => {
  const calendar = workingCalendar({ zone: 'Australia/Lord_Howe', country: 'AU' })
  const started = performance.now()
  const calls = 50_000
  for (let n = 0; n < calls; n += 1) nextWorkingMoment(calendar, FROM + ((n * 7919) % 700) * 24 * 60 * MINUTE)
  const microseconds = ((performance.now() - started) * 1000) / calls
  expect(microseconds).toBeLessThan(50)
})
