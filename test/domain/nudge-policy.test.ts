import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClockKind } from '../../src/domain/clock.js'
import { HEATS } from '../../src/domain/csql.js'
import { addDays } from '../../src/domain/days.js'
import {
  allNudged,
  asksForReason,
  batchSlot,
  dueAt,
  isOverdue,
  nextStepAt,
  nudgeSteps,
  stepDue,
  stepsBefore,
} from '../../src/domain/nudge-policy.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { isWorkingTime, workingCalendar } from '../../src/domain/working-calendar.js'
import { batchMomentFrom, nextBatchMoment } from '../../src/domain/working-moments.js'
import { calendarOf } from '../../src/domain/workspace.js'
import { localDay } from '../../src/domain/zone-time.js'
import { ATTEMPTS, inState } from '../support/csql-paths.js'
import { act, at, clockOf, FRIDAY, SETTINGS } from '../support/csql-world.js'
import { clockFrom, type Passing, said } from '../support/nudge-simulation.js'

const TOKYO = calendarOf(SETTINGS, null)
const wall = (instant: Instant): string => new Date(instant + 9 * HOUR).toISOString().slice(5, 16)
const END = FRIDAY + 40 * DAY_MS

const rowsOf = (clock: ReturnType<typeof clockFrom>, passing: Partial<Passing> = {}) =>
  said(clock, TOKYO, { until: END, ...passing }).map(({ step, at: when, announces }) =>
    announces ? [step, wall(when), 'announces'] : [step, wall(when)],
  )

/** Qualified on that Friday: due on Tuesday 24 November at 18:00, +1 is the 25th, +3 the 27th, +5 the 1st. */
const decide = (heat: 'high' | 'medium' | 'low' = 'medium') => clockFrom('decide', FRIDAY, TOKYO, { heat })

describe('nudges and escalation, by rule', () => {
  test('medium heat: the due day, +1, +3 which speaks of the manager, and the manager on +5', () => {
    expect(rowsOf(decide())).toEqual([
      ['due_day', '11-24T10:00'],
      ['plus_1', '11-25T10:00'],
      ['plus_3', '11-27T10:00', 'announces'],
      ['escalate', '12-01T10:00'],
    ])
  })

  test('high heat: at its due time too, +1 speaks of the manager, who is told on +3', () => {
    expect(rowsOf(decide('high'), { heat: 'high' })).toEqual([
      ['due_day', '11-24T10:00'],
      ['due_time', '11-24T12:00'],
      ['plus_1', '11-25T10:00', 'announces'],
      ['plus_3', '11-27T10:00'],
      ['escalate', '11-27T10:00'],
    ])
  })

  test('low heat is nudged as medium heat is', () => {
    expect(rowsOf(decide('low'), { heat: 'low' })).toEqual(rowsOf(decide()))
  })

  test('the first contact escalates too, without a nudge at its due time', () => {
    const contact = clockFrom('first_contact', at('2026-11-24T15:00'), TOKYO, { heat: 'high' })
    expect(rowsOf(contact, { heat: 'high' }).map(([step]) => step)).toEqual(['due_day', 'plus_1', 'plus_3', 'escalate'])
    expect(rowsOf(contact).at(-1)).toEqual(['escalate', '12-03T10:00'])
  })

  test.each([['convert'], ['update'], ['fix']] as const)(
    '%s is nudged, never escalated and never announced',
    (kind) => {
      const clock = clockFrom(kind, FRIDAY, TOKYO, { givenOn: '2026-11-24' })
      const rows = [
        ['due_day', '11-24T10:00'],
        ['plus_1', '11-25T10:00'],
        ['plus_3', '11-27T10:00'],
      ]
      expect(rowsOf(clock)).toEqual(rows)
      expect(rowsOf(clock, { heat: 'high' })).toEqual(rows)
    },
  )

  test('qualify has no nudges: it is in the summary of Monday', () => {
    const clock = clockFrom('qualify', FRIDAY, TOKYO)
    expect([clock.nextStepAt, rowsOf(clock)]).toEqual([null, []])
  })

  test('what was nurtured wakes at 10:00 of its date, or of the next working day', () => {
    expect(rowsOf(clockFrom('wake', FRIDAY, TOKYO, { givenOn: '2026-12-01' }))).toEqual([['wake', '12-01T10:00']])
    expect(rowsOf(clockFrom('wake', FRIDAY, TOKYO, { givenOn: '2026-11-28' }))).toEqual([['wake', '11-30T10:00']])
  })

  test('a stopped clock is silent', () => {
    const stopped = { ...decide(), stoppedAt: FRIDAY + 1 }
    expect(nextStepAt(stopped, 'medium', TOKYO)).toBeNull()
    expect(stepDue(stopped, 'medium', TOKYO, END)).toBeNull()
  })

  test('nothing more is said between the word of the manager and the manager', () => {
    const announced = { ...decide(), stepsTaken: 4, nudgedAt: at('2026-12-01T11:00') }
    expect(nextStepAt(announced, 'medium', TOKYO)).toBe(at('2026-12-02T10:00'))
    expect(stepDue(announced, 'medium', TOKYO, at('2026-12-01T17:00'))).toBeNull()
    expect(stepDue(announced, 'medium', TOKYO, at('2026-12-02T10:00'))).toEqual({
      nudge: null,
      escalate: true,
      announces: false,
      stepsTaken: 5,
    })
  })

  test('a step is taken at its moment, not a millisecond before', () => {
    const ten = at('2026-11-24T10:00')
    expect(stepDue(decide(), 'medium', TOKYO, ten - 1)).toBeNull()
    expect(stepDue(decide(), 'medium', TOKYO, ten)).toMatchObject({ nudge: 'due_day', stepsTaken: 1 })
  })

  test('the second overdue nudge asks what stands in the way, and no other', () => {
    expect((['due_day', 'due_time', 'plus_1', 'plus_3', 'escalate'] as const).filter(asksForReason)).toEqual(['plus_3'])
  })
})

describe('steps before the start are passed over', () => {
  test('promised in the afternoon for the same day: the first word is on the next', () => {
    const today = clockFrom('update', at('2026-11-24T15:00'), TOKYO, { givenOn: '2026-11-24' })
    expect(rowsOf(today).map(([step, when]) => [step, when])).toEqual([
      ['plus_1', '11-25T10:00'],
      ['plus_3', '11-27T10:00'],
    ])
  })

  test('promised in the early morning for the same day: nudged at 10:00', () => {
    const today = clockFrom('update', at('2026-11-24T09:30'), TOKYO, { givenOn: '2026-11-24' })
    expect(rowsOf(today)[0]).toEqual(['due_day', '11-24T10:00'])
  })

  test('a new owner starts with what lies ahead', () => {
    expect(stepsBefore(decide(), 'medium', TOKYO, FRIDAY)).toBe(0)
    expect(stepsBefore(decide(), 'medium', TOKYO, at('2026-11-24T10:00'))).toBe(0)
    expect(stepsBefore(decide(), 'medium', TOKYO, at('2026-11-24T10:01'))).toBe(1)
    const late = at('2026-12-20T10:00')
    expect(allNudged(stepsBefore(decide(), 'medium', TOKYO, late))).toBe(true)
  })

  test('of an old debt is told themself first, and their manager a working day later', () => {
    const late = at('2026-11-30T15:00')
    const theirs = { ...decide(), stepsTaken: stepsBefore(decide(), 'medium', TOKYO, late) }
    const passed = { ...theirs, nextStepAt: nextStepAt(theirs, 'medium', TOKYO) }
    expect(rowsOf(passed)).toEqual([
      ['plus_3', '12-01T10:00', 'announces'],
      ['escalate', '12-02T10:00'],
    ])
  })
})

describe('after downtime', () => {
  const down = (from: string, to: string): Partial<Passing> => ({
    happenings: [{ at: at(from), downUntil: at(to) }],
  })

  test('of three days over the due day: one catch-up, and on as usual', () => {
    expect(rowsOf(decide(), down('2026-11-23T09:00', '2026-11-26T09:00'))).toEqual([
      ['plus_1', '11-26T10:00'],
      ['plus_3', '11-27T10:00', 'announces'],
      ['escalate', '12-01T10:00'],
    ])
  })

  test('over everything: one catch-up that speaks of the manager, who is told with the next batch', () => {
    expect(rowsOf(decide(), down('2026-11-23T09:00', '2026-12-07T12:00'))).toEqual([
      ['plus_3', '12-07T12:00', 'announces'],
      ['escalate', '12-08T10:00'],
    ])
    expect(rowsOf(decide('high'), { heat: 'high', ...down('2026-11-23T09:00', '2026-12-07T12:00') })).toEqual([
      ['plus_3', '12-07T12:00', 'announces'],
      ['escalate', '12-08T10:00'],
    ])
  })

  test('after +1 and over +5: +1 said nothing of the manager, so one nudge does before they are told', () => {
    expect(rowsOf(decide(), down('2026-11-25T12:00', '2026-12-02T09:30'))).toEqual([
      ['due_day', '11-24T10:00'],
      ['plus_1', '11-25T10:00'],
      ['plus_3', '12-02T10:00', 'announces'],
      ['escalate', '12-03T10:00'],
    ])
  })

  test('ending at night waits for the morning’s batch, and says there what is due then', () => {
    const ofBatch = (until: string) => rowsOf(decide(), down('2026-11-24T09:00', until))[0]
    expect(ofBatch('2026-11-25T22:00')).toEqual(['plus_1', '11-26T10:00'])
    expect(ofBatch('2026-11-26T22:00')).toEqual(['plus_3', '11-27T10:00', 'announces'])
    expect(ofBatch('2026-11-27T09:15')).toEqual(['plus_3', '11-27T10:00', 'announces'])
  })
})

describe('a snooze', () => {
  const snoozed = (from: string, until: string): Partial<Passing> => ({
    happenings: [{ at: at(from), snoozeUntil: at(until) }],
  })

  test('delays every nudge and the escalation', () => {
    expect(rowsOf(decide(), snoozed('2026-11-24T09:00', '2026-11-26T00:00'))).toEqual([
      ['plus_1', '11-26T10:00'],
      ['plus_3', '11-27T10:00', 'announces'],
      ['escalate', '12-01T10:00'],
    ])
    expect(rowsOf(decide(), snoozed('2026-11-27T11:00', '2026-12-10T00:00')).at(-1)).toEqual([
      'escalate',
      '12-10T10:00',
    ])
  })

  test('over everything leaves one nudge that speaks of the manager, and the manager next', () => {
    expect(rowsOf(decide(), snoozed('2026-11-24T09:00', '2026-12-10T00:00'))).toEqual([
      ['plus_3', '12-10T10:00', 'announces'],
      ['escalate', '12-11T10:00'],
    ])
  })

  test('that ends at night or on a day off ends with the next batch', () => {
    const held = (until: string) => nextStepAt({ ...decide(), snoozedUntil: at(until) }, 'medium', TOKYO)
    expect(held('2026-11-27T23:00')).toBe(at('2026-11-30T10:00'))
    expect(held('2026-11-29T12:00')).toBe(at('2026-11-30T10:00'))
    expect(held('2026-11-30T15:00')).toBe(at('2026-11-30T15:00'))
    expect(held('2026-11-22T12:00')).toBe(at('2026-11-24T10:00'))
  })

  test('moves no due time', () => {
    const clock = { ...decide(), snoozedUntil: END }
    expect(dueAt(clock, 'medium', TOKYO, SETTINGS)).toBe(decide().dueAt)
    expect(stepDue(clock, 'medium', TOKYO, END - 1)).toBeNull()
  })
})

describe('heat that changes under way', () => {
  test('repeats no nudge and skips none', () => {
    const hotter = { happenings: [{ at: at('2026-11-24T11:00'), heat: 'high' as const }] }
    expect(rowsOf(decide(), hotter).map(([step]) => step)).toEqual([
      'due_day',
      'due_time',
      'plus_1',
      'plus_3',
      'escalate',
    ])
    const cooler = { heat: 'high' as const, happenings: [{ at: at('2026-11-24T13:00'), heat: 'medium' as const }] }
    expect(rowsOf(decide('high'), cooler)).toEqual([
      ['due_day', '11-24T10:00'],
      ['due_time', '11-24T12:00'],
      ['plus_1', '11-25T10:00'],
      ['plus_3', '11-27T10:00', 'announces'],
      ['escalate', '12-01T10:00'],
    ])
  })

  test('after +1 tells nobody’s manager without a word before', () => {
    const raised = { ...decide('high'), stepsTaken: 3, nudgedAt: null }
    const clock = { ...raised, nextStepAt: nextStepAt(raised, 'high', TOKYO) }
    expect(rowsOf(clock, { heat: 'high' })).toEqual([
      ['plus_3', '11-27T10:00', 'announces'],
      ['escalate', '11-30T10:00'],
    ])
  })
})

describe('overdue', () => {
  const clock = decide()
  const never = { aeActedAt: null }

  test('is an AE’s clock past its due time, and not at it', () => {
    expect(isOverdue(clock, never, clock.dueAt)).toBe(false)
    expect(isOverdue(clock, never, clock.dueAt + 1)).toBe(true)
  })

  test('is over with any event of the AE since, and with none before', () => {
    expect(isOverdue(clock, { aeActedAt: clock.dueAt }, END)).toBe(true)
    expect(isOverdue(clock, { aeActedAt: clock.dueAt + 1 }, END)).toBe(false)
  })

  test.each([
    ['note', false],
    ['snooze', true],
  ] as const)('after a %s of the AE: %s', (action, overdue) => {
    const now = at('2026-12-01T10:00')
    const { csql } = act(inState('accepted'), 'ae', ATTEMPTS[action], now)
    expect(isOverdue(clockOf(inState('accepted'), 'first_contact'), csql, now + HOUR)).toBe(overdue)
  })

  test.each([
    ['decide', true],
    ['first_contact', true],
    ['convert', true],
    ['update', true],
    ['fix', false],
    ['qualify', false],
    ['wake', false],
  ] as const)('%s: %s', (kind: ClockKind, overdue) => {
    expect(isOverdue({ ...clock, kind }, never, END)).toBe(overdue)
  })

  test('is no stopped clock', () => {
    expect(isOverdue({ ...clock, stoppedAt: FRIDAY }, never, END)).toBe(false)
  })
})

describe('the batch that something goes into', () => {
  const slot = (now: string, notBefore?: string) => {
    const found = batchSlot(TOKYO, at(now), notBefore === undefined ? undefined : at(notBefore))
    return [found.day, wall(found.at)]
  }

  test.each([
    ['before 10:00, today’s', '2026-11-24T09:15', ['2026-11-24', '11-24T10:00']],
    ['at 10:00, now', '2026-11-24T10:00', ['2026-11-24', '11-24T10:00']],
    ['later in working time, today’s, late', '2026-11-24T17:59', ['2026-11-24', '11-24T17:59']],
    ['after closing, tomorrow’s', '2026-11-24T18:00', ['2026-11-25', '11-25T10:00']],
    ['before opening, today’s', '2026-11-24T03:00', ['2026-11-24', '11-24T10:00']],
    ['on a Friday night, the Tuesday after the holiday', '2026-11-20T20:00', ['2026-11-24', '11-24T10:00']],
    ['on a holiday, the next day', '2026-11-23T11:00', ['2026-11-24', '11-24T10:00']],
  ])('%s', (_rule, now, expected) => {
    expect(slot(now)).toEqual(expected)
  })

  test('is none before it may be', () => {
    expect(slot('2026-11-24T11:00', '2026-11-25T00:00')).toEqual(['2026-11-25', '11-25T10:00'])
    expect(slot('2026-11-24T11:00', '2026-11-20T00:00')).toEqual(['2026-11-24', '11-24T11:00'])
  })

  test('opens with who opens later, and with who has closed by 10:00', () => {
    const late = workingCalendar({ zone: 'Asia/Tokyo', opens: '13:00', closes: '22:00', country: 'JP' })
    expect(wall(batchSlot(late, at('2026-11-24T10:00')).at)).toBe('11-24T13:00')
    const early = workingCalendar({ zone: 'Asia/Tokyo', opens: '05:00', closes: '09:00', country: 'JP' })
    expect(wall(batchSlot(early, at('2026-11-24T06:00')).at)).toBe('11-24T06:00')
    expect(wall(batchSlot(early, at('2026-11-24T10:00')).at)).toBe('11-25T05:00')
  })
})

describe('whatever happens over the weeks', () => {
  const calendars = [
    TOKYO,
    calendarOf(SETTINGS, { zone: 'America/New_York', workingHours: null, leave: [] }),
    calendarOf(SETTINGS, {
      zone: 'Asia/Tokyo',
      workingHours: { weekdays: [2, 4], opens: '13:00', closes: '15:00' },
      leave: [{ from: '2026-12-01', to: '2026-12-04' }],
    }),
  ]
  const days = (most: number) => fc.nat({ max: most * 24 }).map((hours) => hours * HOUR)
  const happening = fc.record({
    at: days(30),
    what: fc.constantFrom('snooze', 'down', 'down', 'none'),
    lasting: days(8),
  })
  const lives = fc.record({
    kind: fc.constantFrom<ClockKind>('decide', 'first_contact', 'convert', 'update', 'fix', 'qualify', 'wake'),
    heat: fc.constantFrom(...HEATS),
    calendar: fc.constantFrom(...calendars),
    start: fc.nat({ max: 14 * 24 * 60 }).map((minutes) => FRIDAY + minutes * MINUTE),
    happenings: fc.array(happening, { maxLength: 4 }),
  })

  /** As all that one can choose: the batch moment of a later day. */
  const putOff = (calendar: Life['calendar'], when: Instant, lasting: number): Instant =>
    batchMomentFrom(calendar, addDays(localDay(calendar.zone, when), 1 + Math.floor(lasting / DAY_MS)))

  const passing = ({ heat, start, calendar, happenings }: Life): Passing => ({
    heat,
    until: start + 60 * DAY_MS,
    tick: 30 * MINUTE,
    happenings: happenings
      .toSorted((a, b) => a.at - b.at)
      .map(({ at: after, what, lasting }) => {
        const when = start + after
        if (what === 'none') return { at: when }
        if (what === 'down') return { at: when, downUntil: when + lasting }
        return { at: when, snoozeUntil: putOff(calendar, when, lasting) }
      }),
  })

  function check(see: (life: Life, rows: ReturnType<typeof said>) => void): void {
    fc.assert(
      fc.property(lives, (life) => {
        const givenOn = life.kind === 'wake' ? '2026-12-10' : null
        const clock = clockFrom(life.kind, life.start, life.calendar, { heat: life.heat, givenOn })
        see(life, said(clock, life.calendar, passing(life)))
      }),
      { numRuns: 250 },
    )
  }

  test('each step is taken at most once, in its order', () => {
    const order = ['due_day', 'due_time', 'plus_1', 'plus_3', 'escalate', 'wake']
    check((_life, rows) => {
      const places = rows.filter((row) => row.step !== 'snooze_over').map((row) => order.indexOf(row.step))
      expect(new Set(places).size).toBe(places.length)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    })
  })

  test('every nudge is in working time, and one a day but for the due time of high heat', () => {
    check(({ calendar }, rows) => {
      const nudges = rows.filter((row) => row.step !== 'escalate' && row.step !== 'due_time')
      for (const row of rows) expect(isWorkingTime(calendar, row.at)).toBe(true)
      const onDays = nudges.map((row) => new Intl.DateTimeFormat('en', { timeZone: calendar.zone }).format(row.at))
      expect(new Set(onDays).size).toBe(onDays.length)
    })
  })

  test('the manager is told only of what escalates, once, and after a batch that said so', () => {
    check(({ kind, calendar }, rows) => {
      const told = rows.find((row) => row.step === 'escalate')
      if (told === undefined) return
      expect(['decide', 'first_contact']).toContain(kind)
      const saidSo = rows.filter((row) => row.announces)
      expect(saidSo.length).toBeGreaterThan(0)
      for (const row of saidSo) expect(nextBatchMoment(calendar, row.at + 1)).toBeLessThanOrEqual(told.at)
    })
  })

  test('what escalates is told in the end, and what does not is never announced', () => {
    check(({ kind }, rows) => {
      const escalates = kind === 'decide' || kind === 'first_contact'
      expect(rows.some((row) => row.announces)).toBe(escalates)
      expect(rows.some((row) => row.step === 'escalate')).toBe(escalates)
    })
  })

  test('who puts something off is told of it when that time has come, whatever steps are left', () => {
    check((life, rows) => {
      const over = passing(life).happenings?.findLast((one) => one.snoozeUntil !== undefined)?.snoozeUntil
      if (over === undefined || life.kind === 'wake') return
      expect(rows.some((row) => row.step !== 'escalate' && row.at >= over)).toBe(true)
    })
  })

  test('the end of a snooze is told once for each', () => {
    check(({ happenings }, rows) => {
      const snoozes = happenings.filter(({ what }) => what === 'snooze').length
      expect(rows.filter((row) => row.step === 'snooze_over').length).toBeLessThanOrEqual(snoozes)
    })
  })

  test('nothing is said while it is put off', () => {
    check((life, rows) => {
      const last = passing(life).happenings?.findLast((one) => one.snoozeUntil !== undefined)
      if (last?.snoozeUntil === undefined) return
      const { at: from, snoozeUntil } = last
      expect(rows.filter((row) => row.at >= from && row.at < snoozeUntil)).toEqual([])
    })
  })

  test('steps are in order of time, and at working moments', () => {
    check(({ kind, heat, calendar, start }) => {
      const steps = nudgeSteps(clockFrom(kind, start, calendar, { heat }), heat, calendar)
      expect(steps.map((step) => step.at)).toEqual(steps.map((step) => step.at).toSorted((a, b) => a - b))
      for (const step of steps) expect(isWorkingTime(calendar, step.at)).toBe(true)
    })
  })

  type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never
})
