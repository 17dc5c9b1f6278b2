import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/days.js'
import { deputyMoment, leaveAhead, leaveAt, standsInFor } from '../../src/domain/delegation.js'
import { PersonId, WorkspaceId } from '../../src/domain/ids.js'
import { mayAct } from '../../src/domain/may.js'
import type { Leave, Person } from '../../src/domain/person.js'
import { calendarOf } from '../../src/domain/workspace.js'
import { ATTEMPTS, inState } from '../support/csql-paths.js'
import { act, actor, at, person, SETTINGS } from '../support/csql-world.js'
import { aPerson } from '../support/database.js'

const WORKSPACE = WorkspaceId.parse('w')
const somebody = (id: string, own: Partial<Person> = {}): Person =>
  aPerson({ workspaceId: WORKSPACE, id: PersonId.parse(id), slackUserId: `U${id}`, ...own })
const off = (from: string, to: string, delegate: string | null = 'watanabe'): Leave => ({
  from,
  to,
  delegateId: delegate === null ? null : PersonId.parse(delegate),
})
const calendar = (one: Person) => calendarOf(SETTINGS, one)

const suzuki = somebody('suzuki', { leave: [off('2026-11-25', '2026-11-27')] })
const watanabe = somebody('watanabe')

describe('a leave runs', () => {
  test.each([
    ['not the evening before', '2026-11-24T23:59', false],
    ['from the first minute of its first day', '2026-11-25T00:00', true],
    ['to the last of its last', '2026-11-27T23:59', true],
    ['and no longer', '2026-11-28T00:00', false],
  ])('%s', (_rule, moment, runs) => {
    expect(leaveAt(suzuki, at(moment)) !== null).toBe(runs)
  })

  test('by the days of the person’s own zone', () => {
    const pat = somebody('pat', { zone: 'America/New_York', leave: [off('2026-11-25', '2026-11-25')] })
    expect(leaveAt(pat, at('2026-11-25T10:00'))).toBeNull()
    expect(leaveAt(pat, at('2026-11-26T10:00'))).not.toBeNull()
  })
})

describe('who stands in', () => {
  const now = at('2026-11-26T10:00')

  test.each<[string, Person, Person, boolean]>([
    ['who is named', watanabe, suzuki, true],
    ['nobody else', somebody('tanaka'), suzuki, false],
    ['nobody where nobody is named', watanabe, { ...suzuki, leave: [off('2026-11-25', '2026-11-27', null)] }, false],
    ['nobody who is on leave too', { ...watanabe, leave: [off('2026-11-26', '2026-11-26')] }, suzuki, false],
    ['nobody who was deactivated', { ...watanabe, standing: 'deactivated' }, suzuki, false],
    ['no guest', { ...watanabe, standing: 'guest' }, suzuki, false],
    ['nobody whom Slack does not know', { ...watanabe, slackUserId: null }, suzuki, false],
    ['never somebody for themself', suzuki, { ...suzuki, leave: [off('2026-11-25', '2026-11-27', 'suzuki')] }, false],
  ])('%s', (_rule, deputy, onLeave, does) => {
    expect(standsInFor(deputy, onLeave, now)).toBe(does)
  })

  test('it is not passed on: the delegate’s own delegate stands in for the delegate alone', () => {
    const away = { ...watanabe, leave: [off('2026-11-24', '2026-11-30', 'tanaka')] }
    const tanaka = somebody('tanaka')
    expect([standsInFor(tanaka, suzuki, now), standsInFor(tanaka, away, now)]).toEqual([false, true])
  })

  test('whoever names whom, in a ring too: one step at most, and none who is on leave', () => {
    const ids = ['a', 'b', 'c', 'd']
    const leaves = fc.record({
      from: fc.integer({ min: -6, max: 3 }),
      length: fc.integer({ min: 0, max: 6 }),
      by: fc.constantFrom(...ids),
    })
    fc.assert(
      fc.property(fc.array(leaves, { minLength: 4, maxLength: 4 }), (drawn) => {
        const people = drawn.map(({ from, length, by }, index) => {
          const first = addDays('2026-11-26', from)
          return somebody(ids[index] ?? '', { leave: [off(first, addDays(first, length), by)] })
        })
        for (const person of people) {
          const deputies = people.filter((one) => standsInFor(one, person, now))
          expect(deputies.length).toBeLessThanOrEqual(1)
          for (const deputy of deputies) {
            expect(leaveAt(deputy, now)).toBeNull()
            expect(deputy.id).toBe(leaveAt(person, now)?.delegateId)
          }
        }
      }),
    )
  })
})

describe('a message to somebody on leave', () => {
  test.each([
    ['on a day of it: theirs to read after it', '2026-11-26T10:00', true],
    ['on the evening before: too', '2026-11-24T19:00', true],
    ['on the day before, in hours: they read it themselves', '2026-11-24T15:00', false],
    ['at the weekend after it: they are back on Monday', '2026-11-28T12:00', false],
  ])('%s', (_rule, moment, isAhead) => {
    expect(leaveAhead(suzuki, calendar(suzuki), at(moment)) !== null).toBe(isAhead)
  })

  test('of two leaves in a row, the one that names somebody counts', () => {
    const [alone, with_] = [off('2026-11-25', '2026-11-25', null), off('2026-11-26', '2026-11-27')]
    const both = { ...suzuki, leave: [alone, with_] }
    expect(leaveAhead(both, calendar(both), at('2026-11-25T10:00'))).toEqual(with_)
    const single = { ...suzuki, leave: [alone] }
    expect(leaveAhead(single, calendar(single), at('2026-11-25T10:00'))).toEqual(alone)
  })

  test.each([
    ['at once in the delegate’s hours', '2026-11-26T10:00', {}, '2026-11-26T10:00'],
    ['else at their next opening', '2026-11-25T20:00', {}, '2026-11-26T09:00'],
    ['not before the leave begins', '2026-11-24T19:00', {}, '2026-11-25T09:00'],
    ['in the delegate’s own hours', '2026-11-26T10:00', { zone: 'America/New_York' }, '2026-11-26T23:00'],
    [
      'when they come back from a leave of their own',
      '2026-11-25T10:00',
      { leave: [off('2026-11-25', '2026-11-25')] },
      '2026-11-26T09:00',
    ],
  ])('reaches the delegate %s', (_rule, moment, own, reaches) => {
    const deputy = { ...watanabe, ...own }
    const [leave] = suzuki.leave
    if (leave === undefined) throw new Error('no leave')
    const told = { person: suzuki, leave, now: at(moment) }
    expect(deputyMoment(deputy, calendar(deputy), told)).toBe(at(reaches))
  })

  test.each([
    ['who is on leave as long', { leave: [off('2026-11-20', '2026-11-30')] }],
    ['who works only once it is over', { workingHours: { weekdays: [6 as const], opens: '09:00', closes: '18:00' } }],
    ['who was deactivated', { standing: 'deactivated' as const }],
  ])('reaches no delegate %s', (_rule, own) => {
    const deputy = { ...watanabe, ...own }
    const [leave] = suzuki.leave
    if (leave === undefined) throw new Error('no leave')
    const told = { person: suzuki, leave, now: at('2026-11-26T10:00') }
    expect(deputyMoment(deputy, calendar(deputy), told)).toBeNull()
  })
})

describe('what a delegate does', () => {
  const LATER = at('2026-11-26T10:00')
  const matter = inState('qualified', { aeId: person('ae') })

  test('is theirs in the history, and the AE’s in every figure', () => {
    const { csql, events } = act(matter, 'ae_delegate', { action: 'accept' }, LATER)
    expect(events.at(-1)).toMatchObject({
      actorId: 'ae_delegate',
      aeId: 'ae',
      figures: { in_place_of: 'ae' },
    })
    expect([csql.state, csql.aeId, csql.aeActedAt]).toEqual(['accepted', 'ae', LATER])
  })

  test('both parts of a win in one step say in whose place', () => {
    const accepted = inState('accepted', { aeId: person('ae') })
    const { events } = act(accepted, 'ae_delegate', ATTEMPTS.win, LATER)
    expect(events.slice(-2).map(({ kind, figures }) => [kind, figures['in_place_of']])).toEqual([
      ['convert', 'ae'],
      ['win', 'ae'],
    ])
  })

  test('as a manager who is named, is done in the AE’s place all the same', () => {
    const manager = { ...actor('manager'), standsInFor: new Set([person('ae')]) } as ReturnType<typeof actor>
    expect(act(matter, manager, { action: 'accept' }, LATER).events.at(-1)?.figures).toEqual({ in_place_of: 'ae' })
    expect(act(matter, 'manager', { action: 'accept' }, LATER).events.at(-1)?.figures).toEqual({})
  })

  test('by a right of their own, is in nobody’s place', () => {
    const csm = { ...actor('csm'), standsInFor: new Set([person('ae')]) } as ReturnType<typeof actor>
    const withdrawn = act(matter, csm, { action: 'withdraw', reason: 'other', reasonTextId: null }, LATER)
    expect(withdrawn.events.at(-1)?.figures).toEqual({})
    expect(withdrawn.csql.aeActedAt).toBe(matter.csql.aeActedAt)
  })

  test('ends with what is owed: no giving away, no merging, no waking, no undoing of the AE’s own', () => {
    for (const action of [
      'reassign',
      'propose_ae',
      'merge',
      'wake',
      'reopen',
      'snooze',
      'neglect',
      'withdraw',
    ] as const) {
      expect([action, mayAct(action, actor('ae_delegate'), matter.csql, SETTINGS, matter.csql)]).toEqual([
        action,
        false,
      ])
    }
  })
})
