import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../src/domain/attempt.js'
import type { Clock } from '../../src/domain/clock.js'
import { BadValue, Incomplete } from '../../src/domain/errors.js'
import { noticesOf } from '../../src/domain/notices.js'
import { isOverdue, nextStepAt, nudgeSteps, stepDue } from '../../src/domain/nudge-policy.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { addWorkingDays, afterWorkingMinutes, workingMinutesBetween } from '../../src/domain/working-time.js'
import { ATTEMPTS, inState } from '../support/csql-paths.js'
import {
  act,
  at,
  calendarFor,
  clockOf,
  FRIDAY,
  type Matter,
  person,
  running,
  SETTINGS,
  text,
  undone,
} from '../support/csql-world.js'

const TOKYO = calendarFor(SETTINGS, 'ae')
const wall = (instant: Instant | null): string =>
  instant === null ? 'never' : new Date(instant + 9 * HOUR).toISOString().slice(5, 16)
const TUESDAY = at('2026-11-24T15:00')
const ASK: Attempt = { action: 'ask_csm', textId: text('question') }
const ANSWER: Attempt = { action: 'answer_csm', textId: text('answer') }

/** Qualified on Friday 20 November at 15:10: due on Tuesday 24 November at 18:00, Monday being a holiday. */
const qualified = inState('qualified')
const ask = (matter: Matter, when: Instant) => act(matter, 'ae', ASK, when)
const answer = (matter: Matter, when: Instant) => act(matter, 'csm', ANSWER, when)
const decide = (matter: Matter): Clock => clockOf(matter, 'decide')

describe('a question to the CSM', () => {
  test('leaves the state, and makes the decide clock stand still for one working day of the AE at most', () => {
    const asked = ask(qualified, TUESDAY)
    expect(asked.csql).toMatchObject({
      state: 'qualified',
      version: qualified.csql.version,
      questionTextId: 'question',
    })
    expect(decide(asked)).toMatchObject({ pausedAt: TUESDAY, pausedUntil: at('2026-11-25T15:00') })
    expect(wall(decide(asked).dueAt)).toBe('11-25T18:00')
  })

  test('that is answered within the day moves the due time by the working time that it waited', () => {
    const asked = ask(qualified, TUESDAY)
    const answered = answer(asked, at('2026-11-24T16:30'))
    expect(answered.csql.questionTextId).toBeNull()
    expect(wall(decide(answered).dueAt)).toBe('11-25T10:30')
    expect(wall(decide(answer(asked, at('2026-11-25T11:00'))).dueAt)).toBe('11-25T14:00')
  })

  test('that is answered after the day moves nothing more', () => {
    const late = answer(ask(qualified, TUESDAY), at('2026-11-27T11:00'))
    expect(decide(late)).toMatchObject({ pausedUntil: at('2026-11-25T15:00'), dueAt: at('2026-11-25T18:00') })
  })

  test('that is answered outside working hours moves the due time by the hours worked until then', () => {
    expect(wall(decide(answer(ask(qualified, TUESDAY), at('2026-11-24T22:00'))).dueAt)).toBe('11-25T12:00')
    expect(wall(decide(answer(ask(qualified, at('2026-11-22T12:00')), at('2026-11-23T12:00'))).dueAt)).toBe(
      '11-24T18:00',
    )
  })

  test('holds nudges and the manager back meanwhile', () => {
    const asked = decide(ask(qualified, at('2026-11-24T09:30')))
    expect(stepDue(asked, 'medium', TOKYO, at('2026-11-24T10:00'))).toBeNull()
    expect(wall(asked.nextStepAt)).toBe('11-25T10:00')
  })

  test('of a clock that is past due unmakes no delay: nudges and the manager come as much later', () => {
    const late = at('2026-11-27T10:30')
    const before = { ...decide(qualified), stepsTaken: 4, nudgedAt: at('2026-11-27T10:00') }
    const told = { ...qualified, clocks: qualified.clocks.map((one) => (one.id === before.id ? before : one)) }
    const asked = decide(ask(told, late))
    expect(wall(asked.dueAt)).toBe('11-24T18:00')
    expect(wall(nextStepAt(before, 'medium', TOKYO))).toBe('12-01T10:00')
    expect(wall(asked.nextStepAt)).toBe('12-02T10:00')
  })

  test('makes a clock stand still once: a second one has no such effect', () => {
    const answered = answer(ask(qualified, TUESDAY), at('2026-11-24T16:00'))
    const again = ask(answered, at('2026-11-25T09:00'))
    expect(decide(again)).toEqual(decide(answered))
  })

  test('is for the clocks of the AE that run, and for no other', () => {
    const asked = ask(inState('accepted'), TUESDAY)
    expect(running(asked).map(({ kind, pausedAt }) => [kind, pausedAt])).toEqual([
      ['first_contact', TUESDAY],
      ['convert', TUESDAY],
    ])
    const returned = act(ask(qualified, TUESDAY), 'ae', ATTEMPTS.return, TUESDAY + HOUR)
    expect(running(returned).map(({ kind, pausedAt }) => [kind, pausedAt])).toEqual([['fix', null]])
  })

  test('is an event of the AE: what was overdue is so no more', () => {
    const late = at('2026-11-25T10:00')
    expect(isOverdue(decide(qualified), qualified.csql, late)).toBe(true)
    const asked = ask(qualified, late)
    expect(isOverdue(decide(asked), asked.csql, late + HOUR)).toBe(false)
  })

  test('needs a question, somebody else to ask, and the one before answered', () => {
    expect(() => act(qualified, 'ae', { action: 'ask_csm', textId: null }, TUESDAY)).toThrow(Incomplete)
    expect(() => ask(ask(qualified, TUESDAY), TUESDAY)).toThrow(BadValue)
    const own = { ...qualified, csql: { ...qualified.csql, csmId: person('ae') } }
    expect(() => ask(own, TUESDAY)).toThrow(BadValue)
    expect(() => answer(qualified, TUESDAY)).toThrow(BadValue)
  })
})

describe('a clock that stands still', () => {
  const asked = ask(qualified, TUESDAY)

  test('taken back, runs as if nobody had asked', () => {
    const back = undone(asked, 'ae', TUESDAY + MINUTE)
    expect(back.csql.questionTextId).toBeNull()
    // The nudge of the day was held back, and is due now.
    expect(running(back)).toEqual(running(qualified).map((one) => ({ ...one, nextStepAt: TUESDAY + MINUTE })))
  })

  test('whose answer is taken back stands still as before', () => {
    const back = undone(answer(asked, TUESDAY + HOUR), 'csm', TUESDAY + HOUR + MINUTE)
    expect(back.csql.questionTextId).toBe('question')
    expect(running(back)).toEqual(running(asked))
  })

  test('that is stopped keeps the due time that it had, and an undo sets it going as it was', () => {
    const accepted = act(asked, 'ae', ATTEMPTS.accept, TUESDAY + HOUR)
    const stopped = accepted.clocks.find(({ kind }) => kind === 'decide')
    expect(stopped).toMatchObject({ dueAt: decide(asked).dueAt, ending: 'done' })
    expect(running(undone(accepted, 'ae', TUESDAY + HOUR + MINUTE))).toEqual(running(asked))
  })

  test('of a decision starts afresh for a new AE, without standing still', () => {
    const passed = act(asked, 'manager', ATTEMPTS.reassign, TUESDAY + HOUR)
    expect(decide(passed)).toMatchObject({ ownerId: 'proposed_ae', startedAt: TUESDAY + HOUR, pausedAt: null })
  })

  test('of the others goes to a new AE as it stands', () => {
    const deal = ask(inState('opportunity'), TUESDAY)
    const passed = act(deal, 'manager', ATTEMPTS.reassign, TUESDAY + HOUR)
    const { pausedAt, pausedUntil } = clockOf(deal, 'update')
    expect(clockOf(passed, 'update')).toMatchObject({ ownerId: 'proposed_ae', pausedAt, pausedUntil })
  })
})

const instants = fc.integer({ min: 0, max: 10 * 24 * 60 }).map((minutes) => FRIDAY + 20 * MINUTE + minutes * MINUTE)

describe('whenever it is asked and answered', () => {
  const rounds = fc.record({ askedAt: instants, wait: fc.integer({ min: 0, max: 4 * 24 * 60 }) })

  test('the due time moves by exactly the working time that was waited, at most a working day, or not at all', () => {
    fc.assert(
      fc.property(rounds, ({ askedAt, wait }) => {
        const base = decide(qualified).dueAt
        const answeredAt = askedAt + wait * MINUTE
        const clock = decide(answer(ask(qualified, askedAt), answeredAt))
        const until = Math.min(answeredAt, addWorkingDays(TOKYO, askedAt, 1))
        const moved = askedAt < base ? workingMinutesBetween(TOKYO, askedAt, until) : 0
        expect(workingMinutesBetween(TOKYO, base, clock.dueAt)).toBe(moved)
        expect(moved).toBeLessThanOrEqual(9 * 60)
        if (askedAt < base) expect(workingMinutesBetween(TOKYO, clock.dueAt, until)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('nothing falls due, is nudged or goes to the manager while it waits', () => {
    fc.assert(
      fc.property(instants, (askedAt) => {
        const base = decide(qualified)
        const clock = decide(ask(qualified, askedAt))
        const until = clock.pausedUntil ?? 0
        if (askedAt < base.dueAt) expect(clock.dueAt).toBeGreaterThanOrEqual(until)
        if (clock.nextStepAt !== null) expect(clock.nextStepAt).toBeGreaterThanOrEqual(until)
        for (let now = askedAt; now < until; now += 30 * MINUTE) {
          expect(stepDue(clock, 'medium', TOKYO, now)).toBeNull()
        }
        expect(nudgeSteps(clock, 'medium', TOKYO).map(({ kind }) => kind)).toEqual(
          nudgeSteps(base, 'medium', TOKYO).map(({ kind }) => kind),
        )
      }),
    )
  })
})

test('so many working minutes later is the first moment by which they have passed', () => {
  fc.assert(
    fc.property(instants, fc.nat({ max: 3000 }), (from, minutes) => {
      const then = afterWorkingMinutes(TOKYO, from, minutes)
      expect(workingMinutesBetween(TOKYO, from, then)).toBe(minutes)
      if (minutes > 0) expect(workingMinutesBetween(TOKYO, from, then - 1)).toBeLessThan(minutes)
    }),
  )
  expect(wall(afterWorkingMinutes(TOKYO, at('2026-11-24T18:00'), 540))).toBe('11-25T18:00')
})

describe('support with a hard problem', () => {
  const support = (who: string): Attempt => ({ action: 'ask_support', supporterId: person(who), textId: text('help') })

  test('adds a colleague, who stays, and moves no clock', () => {
    const asked = act(qualified, 'ae', support('member'), TUESDAY)
    expect(asked.csql).toMatchObject({ supporterIds: ['member'], state: 'qualified' })
    expect(running(asked)).toEqual(running(qualified))
    const accepted = act(asked, 'ae', ATTEMPTS.accept, TUESDAY + DAY_MS)
    expect(accepted.csql.supporterIds).toEqual(['member'])
    expect(undone(asked, 'ae', TUESDAY + MINUTE).csql.supporterIds).toEqual([])
  })

  test('asked of somebody again counts them once, at the end', () => {
    const both = act(act(qualified, 'ae', support('member'), TUESDAY), 'ae', support('logger'), TUESDAY)
    expect(act(both, 'ae', support('member'), TUESDAY).csql.supporterIds).toEqual(['logger', 'member'])
  })

  test.each([['ae'], ['csm']])('is not asked of its %s, who has it already', (who) => {
    expect(() => act(qualified, 'manager', support(who), TUESDAY)).toThrow(BadValue)
  })

  test('is not asked of oneself, nor of nobody', () => {
    expect(() => act(qualified, 'manager', support('manager'), TUESDAY)).toThrow(BadValue)
    const nobody: Attempt = { action: 'ask_support', supporterId: null, textId: null }
    expect(() => act(qualified, 'ae', nobody, TUESDAY)).toThrow(Incomplete)
  })
})

describe('who is told', () => {
  /** The notices of the last step, drawn from its events. */
  const told = (before: Matter, after: Matter) =>
    noticesOf({ before: before.csql, after: after.csql, events: after.events.slice(before.events.length) }).map(
      ({ purpose, to }) => `${purpose} → ${to}`,
    )
  const asked = ask(qualified, TUESDAY)
  const supported = act(qualified, 'ae', ATTEMPTS.ask_support, TUESDAY)

  test('of a question the CSM, of the answer the AE', () => {
    expect(told(qualified, asked)).toEqual(['question → csm'])
    expect(told(asked, answer(asked, TUESDAY))).toEqual(['answer → ae'])
  })

  test('a new CSM of the question that waits for them', () => {
    const given = act(asked, 'manager', { action: 'reassign', csmId: person('other_csm') }, TUESDAY)
    expect(told(asked, given)).toEqual(['assigned → csm', 'assigned → other_csm', 'question → other_csm'])
    const answered = answer(asked, TUESDAY)
    const later = act(answered, 'manager', { action: 'reassign', csmId: person('other_csm') }, TUESDAY)
    expect(told(answered, later)).not.toContain('question → other_csm')
  })

  test('of a call for support the colleague, and the AE unless they called', () => {
    expect(told(qualified, supported)).toEqual(['support → member'])
    const called = act(qualified, 'csm', ATTEMPTS.ask_support, TUESDAY)
    expect(told(qualified, called)).toEqual(['support → member', 'assigned → ae'])
  })

  test('of what the colleague writes the AE, and of no other note', () => {
    expect(told(supported, act(supported, 'member', ATTEMPTS.note, TUESDAY))).toEqual(['answer → ae'])
    expect(told(supported, act(supported, 'logger', ATTEMPTS.note, TUESDAY))).toEqual([])
    expect(told(qualified, act(qualified, 'member', ATTEMPTS.note, TUESDAY))).toEqual([])
  })
})

describe('the manager', () => {
  test('is told of a clock once, though its due day comes to lie ahead again', () => {
    const told = { ...decide(qualified), stepsTaken: 0, escalatedAt: at('2026-12-01T10:00') }
    const kinds: string[] = []
    let clock = told
    for (let now = at('2026-11-24T10:00'); now < at('2026-12-20T10:00'); now += 30 * MINUTE) {
      const step = stepDue(clock, 'medium', TOKYO, now)
      if (step === null) continue
      kinds.push(step.escalate ? 'escalate' : `${step.nudge}${step.announces ? '!' : ''}`)
      clock = { ...clock, stepsTaken: step.stepsTaken, nudgedAt: now }
    }
    expect(kinds).toEqual(['due_day', 'plus_1', 'plus_3'])
  })
})
