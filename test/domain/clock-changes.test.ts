import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../src/domain/attempt.js'
import type { Clock, ClockKind } from '../../src/domain/clock.js'
import { retimed } from '../../src/domain/clock-changes.js'
import { STATES, type State } from '../../src/domain/csql.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { calendarOf } from '../../src/domain/workspace.js'
import { ATTEMPTS, inState } from '../support/csql-paths.js'
import {
  act,
  at,
  CLOSING,
  clockOf,
  FRIDAY,
  logged,
  type Matter,
  person,
  QUALIFY,
  running,
  SETTINGS,
  settingsWith,
  undone,
} from '../support/csql-world.js'

/** The Tuesday after that Friday, Monday being a holiday. */
const TUESDAY = at('2026-11-24T15:00')

const kindsOf = (matter: Matter): ClockKind[] => running(matter).map((clock) => clock.kind)
const wall = (instant: Instant): string => new Date(instant + 9 * HOUR).toISOString().slice(0, 16)
const due = (matter: Matter, kind: ClockKind): string => wall(clockOf(matter, kind).dueAt)
/** What became of the clocks that a step stopped. */
const endings = (before: Matter, after: Matter): (readonly [ClockKind, Clock['ending']])[] =>
  running(before)
    .map((clock) => after.clocks.find((one) => one.id === clock.id) ?? clock)
    .filter((clock) => clock.stoppedAt !== null)
    .map((clock) => [clock.kind, clock.ending] as const)

const IN_STATE: Readonly<Record<State, readonly ClockKind[]>> = {
  signal: ['qualify'],
  qualified: ['decide'],
  accepted: ['first_contact', 'convert'],
  opportunity: ['update'],
  returned: ['fix'],
  nurturing: ['wake'],
  won: [],
  lost: [],
  rejected: [],
  withdrawn: [],
  merged: [],
}

test.each(STATES.map((state) => [state]))('in %s its own clocks run', (state) => {
  expect(kindsOf(inState(state))).toEqual(IN_STATE[state])
})

describe('due times', () => {
  test('the golden case: qualified on a Friday at 15:00, due on Tuesday at 18:00, for Monday is a holiday', () => {
    const handed = act(logged(), 'csm', QUALIFY, FRIDAY)
    expect(due(handed, 'decide')).toBe('2026-11-24T18:00')
    expect(clockOf(handed, 'decide')).toMatchObject({ ownerId: 'ae', round: 1, startedAt: FRIDAY, givenOn: null })
  })

  test('high heat: noon', () => {
    expect(due(act(logged({ heat: 'high' }), 'csm', QUALIFY, FRIDAY), 'decide')).toBe('2026-11-24T12:00')
    expect(due(act(logged(), 'csm', { ...QUALIFY, heat: 'high' }, FRIDAY), 'decide')).toBe('2026-11-24T12:00')
  })

  test('nobody assigned yet: by the calendar of the workspace', () => {
    const handed = act(logged(), 'csm', { ...QUALIFY, ae: 'unassigned' }, FRIDAY)
    expect(clockOf(handed, 'decide')).toMatchObject({ ownerId: null, dueAt: at('2026-11-24T18:00') })
  })

  test("an AE in New York decides by 18:00 of New York's next working day", () => {
    const handed = act(logged(), 'csm', { ...QUALIFY, ae: person('proposed_ae') }, FRIDAY)
    expect(new Date(clockOf(handed, 'decide').dueAt).toISOString()).toBe('2026-11-24T23:00:00.000Z')
  })

  test.each([
    ['qualify', logged(), '2026-12-07T15:00'],
    ['first_contact', act(inState('qualified'), 'ae', ATTEMPTS.accept, TUESDAY), '2026-11-26T15:00'],
    ['convert', act(inState('qualified'), 'ae', ATTEMPTS.accept, TUESDAY), '2026-12-15T15:00'],
    ['update', act(inState('accepted'), 'ae', ATTEMPTS.convert, TUESDAY), '2026-12-08T15:00'],
    ['fix', act(inState('qualified'), 'ae', ATTEMPTS.return, TUESDAY), '2026-12-01T15:00'],
    ['wake', act(inState('accepted'), 'ae', ATTEMPTS.nurture, TUESDAY), '2027-01-12T10:00'],
  ] as const)('%s, without a date', (kind, matter, expected) => {
    expect(due(matter, kind)).toBe(expected)
  })

  test('the days of the settings are used', () => {
    const clocks = { decideDays: 2, firstContactDays: 3, convertDays: 4, updateDays: 1, fixDays: 2, qualifyDays: 1 }
    const quick = { ...inState('qualified'), settings: settingsWith({ clocks }) }
    const accepted = act(quick, 'ae', ATTEMPTS.accept, TUESDAY)
    expect([due(accepted, 'first_contact'), due(accepted, 'convert')]).toEqual(['2026-11-27T15:00', '2026-11-30T15:00'])
    expect(due(act(quick, 'ae', ATTEMPTS.return, TUESDAY), 'fix')).toBe('2026-11-26T15:00')
  })

  test('the date given at acceptance is for the first contact, not for letting go', () => {
    const accepted = act(inState('qualified'), 'ae', { action: 'accept', nextOn: '2026-12-04' }, TUESDAY)
    expect([due(accepted, 'first_contact'), due(accepted, 'convert')]).toEqual(['2026-12-04T18:00', '2026-12-15T15:00'])
    expect(clockOf(accepted, 'first_contact').givenOn).toBe('2026-12-04')
  })

  test('the date given for the fix is when it falls due, from then on', () => {
    const planned = act(inState('returned'), 'csm', ATTEMPTS.plan_fix, TUESDAY)
    expect(clockOf(planned, 'fix')).toMatchObject({ givenOn: '2026-12-01', dueAt: at('2026-12-01T18:00') })
  })

  test('a date on a day off falls due at the closing time of the next working day', () => {
    const accepted = act(inState('qualified'), 'ae', { action: 'accept', nextOn: '2026-11-28' }, TUESDAY)
    expect(due(accepted, 'first_contact')).toBe('2026-11-30T18:00')
  })
})

describe('an update', () => {
  const accepted = inState('accepted')
  const update = { ...ATTEMPTS.update, nextOn: '2026-12-04' } as Attempt

  test('in accepted stops the first contact and starts convert by its date', () => {
    const updated = act(accepted, 'ae', update, TUESDAY)
    expect(kindsOf(updated)).toEqual(['convert'])
    expect(clockOf(updated, 'convert')).toMatchObject({ startedAt: TUESDAY, givenOn: '2026-12-04', stepsTaken: 0 })
    expect(due(updated, 'convert')).toBe('2026-12-04T18:00')
    expect(endings(accepted, updated)).toEqual([
      ['first_contact', 'done'],
      ['convert', 'done'],
    ])
  })

  test('a second one leaves the first contact stopped', () => {
    const twice = act(
      act(accepted, 'ae', update, TUESDAY),
      'ae',
      { ...update, nextOn: '2026-12-08' } as Attempt,
      TUESDAY,
    )
    expect(kindsOf(twice)).toEqual(['convert'])
    expect(due(twice, 'convert')).toBe('2026-12-08T18:00')
    expect(twice.clocks.filter((clock) => clock.kind === 'first_contact')).toHaveLength(1)
  })

  test('in opportunity starts the update clock by its date', () => {
    const deal = inState('opportunity')
    const updated = act(deal, 'ae', update, TUESDAY)
    expect(kindsOf(updated)).toEqual(['update'])
    expect(due(updated, 'update')).toBe('2026-12-04T18:00')
    expect(endings(deal, updated)).toEqual([['update', 'done']])
  })

  test('the opportunity after it starts without that date', () => {
    const converted = act(act(accepted, 'ae', update, TUESDAY), 'ae', ATTEMPTS.convert, TUESDAY)
    expect(clockOf(converted, 'update')).toMatchObject({ givenOn: null, dueAt: at('2026-12-08T15:00') })
  })
})

describe('how clocks end', () => {
  test.each([
    ['signal', 'csm', 'qualify', [['qualify', 'done']]],
    ['qualified', 'ae', 'accept', [['decide', 'done']]],
    ['qualified', 'ae', 'return', [['decide', 'done']]],
    ['qualified', 'ae', 'reject', [['decide', 'done']]],
    ['qualified', 'csm', 'nurture', [['decide', 'cancelled']]],
    ['qualified', 'csm', 'withdraw', [['decide', 'cancelled']]],
    ['qualified', 'csm', 'merge', [['decide', 'cancelled']]],
    ['qualified', 'csm', 'reassign', [['decide', 'cancelled']]],
    [
      'accepted',
      'ae',
      'reject',
      [
        ['first_contact', 'done'],
        ['convert', 'done'],
      ],
    ],
    [
      'accepted',
      'ae',
      'convert',
      [
        ['first_contact', 'done'],
        ['convert', 'done'],
      ],
    ],
    [
      'accepted',
      'ae',
      'win',
      [
        ['first_contact', 'done'],
        ['convert', 'done'],
      ],
    ],
    [
      'accepted',
      'ae',
      'nurture',
      [
        ['first_contact', 'cancelled'],
        ['convert', 'cancelled'],
      ],
    ],
    [
      'accepted',
      'csm',
      'merge',
      [
        ['first_contact', 'cancelled'],
        ['convert', 'cancelled'],
      ],
    ],
    ['opportunity', 'ae', 'win', [['update', 'done']]],
    ['opportunity', 'ae', 'lose', [['update', 'done']]],
    ['opportunity', 'ae', 'nurture', [['update', 'cancelled']]],
    ['returned', 'csm', 'qualify', [['fix', 'done']]],
    ['returned', 'csm', 'plan_fix', [['fix', 'done']]],
    ['returned', 'csm', 'withdraw', [['fix', 'cancelled']]],
    ['nurturing', 'csm', 'wake', [['wake', 'done']]],
    ['nurturing', 'csm', 'qualify', [['wake', 'cancelled']]],
    ['signal', 'csm', 'withdraw', [['qualify', 'cancelled']]],
    ['signal', 'member', 'note', []],
    ['qualified', 'csm', 'edit', []],
    ['qualified', 'ae', 'propose_ae', []],
    ['qualified', 'ae', 'snooze', []],
  ] as const)('in %s, when %s makes %s', (state, who, action, expected) => {
    const before = inState(state)
    const after = act(before, who, ATTEMPTS[action], TUESDAY)
    expect(endings(before, after)).toEqual(expected)
    for (const { id } of running(before)) {
      const clock = after.clocks.find((one) => one.id === id)
      if (clock?.stoppedAt === null) continue
      expect(clock).toMatchObject({ stoppedAt: TUESDAY, stoppedBy: after.events.at(-1)?.id, nextStepAt: null })
    }
  })

  test('one that was cancelled after its due time still shows that it fell due', () => {
    const late = at('2026-11-26T10:00')
    const before = inState('qualified')
    const stopped = act(before, 'csm', ATTEMPTS.nurture, late).clocks.find((clock) => clock.kind === 'decide')
    expect(stopped?.dueAt).toBe(clockOf(before, 'decide').dueAt)
    expect(stopped?.stoppedAt).toBeGreaterThan(stopped?.dueAt ?? late)
  })
})

describe('rounds', () => {
  test('each hand-over opens one, and the decide clock carries it', () => {
    const again = act(inState('returned'), 'csm', QUALIFY, TUESDAY)
    expect(clockOf(again, 'decide')).toMatchObject({ round: 2, startedAt: TUESDAY, dueAt: at('2026-11-25T18:00') })
    const rounds = again.clocks.filter((clock) => clock.kind === 'decide').map((clock) => [clock.round, clock.ending])
    expect(rounds).toEqual([
      [1, 'done'],
      [2, null],
    ])
  })

  test.each([
    ['a reassignment', act(inState('qualified'), 'manager', ATTEMPTS.reassign, TUESDAY), 'proposed_ae'],
    [
      'waking',
      act(act(inState('qualified'), 'csm', ATTEMPTS.nurture, FRIDAY + HOUR), 'csm', ATTEMPTS.wake, TUESDAY),
      'ae',
    ],
    ['reopening', act(inState('rejected'), 'manager', ATTEMPTS.reopen, TUESDAY), 'ae'],
  ] as const)('%s starts the decide clock afresh, in the same round', (_what, matter, owner) => {
    const clock = clockOf(matter, 'decide')
    expect(clock).toMatchObject({ round: 1, startedAt: TUESDAY, ownerId: owner, stepsTaken: 0 })
    expect(clock.dueAt).toBeGreaterThan(at('2026-11-25T12:00'))
  })

  test('an AE for what nobody was assigned to starts it afresh', () => {
    const waiting = act(logged(), 'csm', { ...QUALIFY, ae: 'unassigned' }, FRIDAY)
    const named = act(waiting, 'manager', { action: 'reassign', aeId: person('ae') }, TUESDAY)
    expect(clockOf(named, 'decide')).toMatchObject({ ownerId: 'ae', startedAt: TUESDAY })
  })

  test('a new CSM does not: the decision is the same AE’s', () => {
    const before = inState('qualified')
    const moved = act(before, 'manager', { action: 'reassign', csmId: person('other_csm') }, TUESDAY)
    expect(running(moved)).toEqual(running(before))
  })
})

describe('waking', () => {
  test('into accepted starts both clocks by their own lengths, whatever was promised before', () => {
    const planned = act(inState('accepted'), 'ae', ATTEMPTS.update, FRIDAY + HOUR)
    const asleep = act(planned, 'ae', ATTEMPTS.nurture, FRIDAY + 2 * HOUR)
    const awake = act(asleep, 'system', { action: 'wake' }, at('2027-01-12T10:00'))
    expect(running(awake).map((clock) => [clock.kind, clock.givenOn, wall(clock.dueAt)])).toEqual([
      ['first_contact', null, '2027-01-14T10:00'],
      ['convert', null, '2027-02-02T10:00'],
    ])
  })

  test.each([
    ['signal', 'csm'],
    ['returned', 'csm'],
    ['qualified', 'ae'],
    ['accepted', 'ae'],
    ['opportunity', 'ae'],
  ] as const)('from %s is the business of its %s', (state, owner) => {
    expect(clockOf(act(inState(state), 'csm', ATTEMPTS.nurture, TUESDAY), 'wake').ownerId).toBe(owner)
  })
})

describe('a change of heat', () => {
  const heat = (matter: Matter, to: 'high' | 'medium', now = FRIDAY + HOUR): Matter =>
    act(matter, 'csm', { action: 'edit', changes: { heat: to } }, now)
  const decide = (matter: Matter): Clock => clockOf(matter, 'decide')

  test('moves the due time of a decision, not its start', () => {
    const hot = heat(inState('qualified'), 'high')
    expect(decide(hot)).toMatchObject({ dueAt: at('2026-11-24T12:00'), startedAt: FRIDAY + 10 * MINUTE })
    expect(decide(heat(hot, 'medium')).dueAt).toBe(at('2026-11-24T18:00'))
  })

  test('leaves the due times of the others', () => {
    const before = inState('accepted')
    const dues = (matter: Matter): Instant[] => running(matter).map((clock) => clock.dueAt)
    expect(dues(heat(before, 'high'))).toEqual(dues(before))
  })

  test('repeats no nudge, but forgets that one spoke of the manager', () => {
    const before = inState('qualified')
    const nudged = { ...decide(before), stepsTaken: 3, nudgedAt: at('2026-11-25T10:00') }
    const hot = decide(
      heat({ ...before, clocks: [...before.clocks.slice(0, -1), nudged] }, 'high', at('2026-11-25T11:00')),
    )
    expect(hot).toMatchObject({ stepsTaken: 3, nudgedAt: null, nextStepAt: at('2026-11-27T10:00') })
  })

  test('an edit of something else leaves the clocks alone', () => {
    const before = inState('qualified')
    expect(act(before, 'csm', ATTEMPTS.edit, TUESDAY).clocks).toEqual(before.clocks)
  })
})

describe('a change of owner', () => {
  const deal = inState('opportunity')
  const moved = act(deal, 'manager', ATTEMPTS.reassign, TUESDAY)

  test('ends the old owner’s clock, and starts the new one’s where that began', () => {
    const [old] = running(deal)
    expect(endings(deal, moved)).toEqual([['update', 'cancelled']])
    expect(clockOf(moved, 'update')).toMatchObject({ ownerId: 'proposed_ae', startedAt: old?.startedAt, round: 1 })
  })

  test('computes the due time by the new owner’s calendar', () => {
    // The tenth working day at New York's wall time of the start: 01:30 there, so from 09:00.
    expect(due(deal, 'update')).toBe('2026-12-07T15:30')
    expect(due(moved, 'update')).not.toBe('2026-12-07T15:30')
    const given = act(deal, 'ae', { ...ATTEMPTS.update, nextOn: '2026-12-04' } as Attempt, TUESDAY)
    const passed = act(given, 'manager', ATTEMPTS.reassign, TUESDAY)
    expect(clockOf(passed, 'update')).toMatchObject({ givenOn: '2026-12-04' })
    expect(new Date(clockOf(passed, 'update').dueAt).toISOString()).toBe('2026-12-04T23:00:00.000Z')
  })

  test('gives fresh steps: nothing that the old owner was told or put off is counted, nor what lies behind', () => {
    const told = { ...clockOf(deal, 'update'), stepsTaken: 3, nudgedAt: TUESDAY, snoozedUntil: TUESDAY, snoozes: 2 }
    const before = { ...deal, clocks: [...deal.clocks.slice(0, -1), told] }
    const fresh = { stepsTaken: 0, nudgedAt: null, snoozedUntil: null, snoozes: 0 }
    expect(clockOf(act(before, 'manager', ATTEMPTS.reassign, TUESDAY), 'update')).toMatchObject(fresh)
    const dueDay = at('2026-12-07T12:00')
    const passed = clockOf(act(before, 'manager', ATTEMPTS.reassign, dueDay), 'update')
    expect(passed.stepsTaken).toBe(0)
    expect(passed.nextStepAt).toBeGreaterThan(dueDay)
  })

  test('of what is past due starts afresh: a delay stays with whom it was', () => {
    const given = act(deal, 'ae', { ...ATTEMPTS.update, nextOn: '2026-12-04' } as Attempt, TUESDAY)
    const late = at('2026-12-09T15:00')
    const taken = act(given, 'manager', ATTEMPTS.reassign, late)
    const clock = clockOf(taken, 'update')
    expect(clock).toMatchObject({ ownerId: 'proposed_ae', startedAt: late, givenOn: null, days: 10, stepsTaken: 0 })
    expect(clock.dueAt).toBeGreaterThan(late)
    const [old] = taken.clocks.filter(({ ending }) => ending === 'cancelled')
    expect([old?.ownerId, (old?.dueAt ?? late) < (old?.stoppedAt ?? 0)]).toEqual(['ae', true])
    const [back] = running(undone(taken, 'manager', late + MINUTE))
    expect(back).toEqual({ ...clockOf(given, 'update'), nextStepAt: late + MINUTE })
  })

  test('of the first contact past due starts afresh too, and the convert clock beside it goes on', () => {
    const accepted = inState('accepted')
    const late = at('2026-12-01T10:00')
    const taken = act(accepted, 'manager', ATTEMPTS.reassign, late)
    expect(clockOf(taken, 'first_contact').startedAt).toBe(late)
    expect(clockOf(taken, 'convert').startedAt).toBe(clockOf(accepted, 'convert').startedAt)
  })

  test('of the CSM moves what the CSM owes', () => {
    const given = act(inState('returned'), 'manager', { action: 'reassign', csmId: person('other_csm') }, TUESDAY)
    expect(clockOf(given, 'fix')).toMatchObject({ ownerId: 'other_csm' })
  })
})

describe('an undo', () => {
  test.each([
    ['qualified', 'ae', 'accept'],
    ['qualified', 'manager', 'reassign'],
    ['accepted', 'manager', 'reassign'],
    ['accepted', 'ae', 'update'],
    ['accepted', 'ae', 'win'],
    ['returned', 'csm', 'plan_fix'],
    ['nurturing', 'csm', 'wake'],
  ] as const)(
    'in %s, of what %s did by %s: the clocks run as they did, and what it started is void',
    (state, who, action) => {
      const was = inState(state)
      const told = running(was).map((clock) => ({ ...clock, stepsTaken: 2, snoozes: 1 }))
      const before = { ...was, clocks: [...was.clocks.filter((clock) => clock.stoppedAt !== null), ...told] }
      const after = act(before, who, ATTEMPTS[action], TUESDAY)
      const back = undone(after, who, TUESDAY + MINUTE)
      const held = ({ nextStepAt: _next, ...clock }: Clock) => clock
      expect(running(back).map(held)).toEqual(told.map(held))
      expect(running(back).map(({ dueAt, snoozes }) => [dueAt, snoozes])).toEqual(told.map(({ dueAt }) => [dueAt, 1]))
      const started = after.clocks.slice(before.clocks.length).map((clock) => clock.id)
      const ended = back.clocks.filter((clock) => started.includes(clock.id)).map((clock) => clock.ending)
      expect(ended).toEqual(started.map(() => 'voided'))
    },
  )

  test('keeps the old due time though the same act now would give another', () => {
    const before = inState('qualified')
    const late = at('2026-11-26T17:00')
    const back = undone(act(before, 'ae', ATTEMPTS.accept, late), 'ae', late + MINUTE)
    expect(clockOf(back, 'decide').dueAt).toBe(at('2026-11-24T18:00'))
  })

  test('does not touch clocks that stopped earlier', () => {
    const before = inState('opportunity')
    const back = undone(act(before, 'ae', ATTEMPTS.win, TUESDAY), 'ae', TUESDAY)
    expect(back.clocks.slice(0, before.clocks.length)).toEqual(before.clocks)
  })

  test('of a log voids the clock that it started', () => {
    const gone = undone(logged(), 'logger', FRIDAY)
    expect(gone.clocks.map((clock) => [clock.kind, clock.ending])).toEqual([['qualify', 'voided']])
  })
})

describe('a snooze', () => {
  const until = at('2026-12-01T00:00')
  const snooze = (matter: Matter, to = until, now = TUESDAY): Matter =>
    act(matter, 'ae', { action: 'snooze', until: to }, now)

  test('holds every clock of the AE back, and moves no due time', () => {
    const before = inState('accepted')
    const after = snooze(before)
    expect(running(after).map(({ dueAt }) => dueAt)).toEqual(running(before).map(({ dueAt }) => dueAt))
    for (const clock of running(after)) {
      expect(clock).toMatchObject({ snoozedUntil: until, snoozes: 1 })
      // Also of one that falls due weeks later its owner is reminded when it is over.
      expect(clock.nextStepAt).toBe(at('2026-12-01T10:00'))
    }
  })

  test('is heard of when it is over, although no step is left', () => {
    const matter = inState('opportunity')
    const told = matter.clocks.map((clock) => ({ ...clock, stepsTaken: 4, nudgedAt: TUESDAY, nextStepAt: null }))
    expect(clockOf(snooze({ ...matter, clocks: told }), 'update').nextStepAt).toBe(at('2026-12-01T10:00'))
  })

  test('counts in a row, which ends when something is done', () => {
    const twice = snooze(snooze(inState('accepted')))
    expect(clockOf(twice, 'first_contact').snoozes).toBe(2)
    const done = act(twice, 'ae', ATTEMPTS.update, TUESDAY)
    expect(clockOf(done, 'convert')).toMatchObject({ snoozes: 0, snoozedUntil: null })
    expect(clockOf(snooze(done), 'convert').snoozes).toBe(1)
  })

  test('of a manager, taken back, leaves the AE’s count and holds nothing back', () => {
    const manager = (matter: Matter): Matter => act(matter, 'manager', { action: 'snooze', until }, TUESDAY)
    const back = undone(manager(snooze(inState('accepted'), at('2026-12-24T00:00'))), 'manager', TUESDAY)
    expect(clockOf(back, 'first_contact')).toMatchObject({ snoozedUntil: at('2026-12-24T00:00'), snoozes: 1 })
    const none = undone(manager(inState('accepted')), 'manager', TUESDAY)
    expect(clockOf(none, 'first_contact')).toEqual(clockOf(inState('accepted'), 'first_contact'))
  })

  test('does not go on over a decision into what follows', () => {
    expect(clockOf(act(snooze(inState('accepted')), 'ae', ATTEMPTS.convert, TUESDAY), 'update')).toMatchObject({
      snoozes: 0,
      snoozedUntil: null,
    })
  })

  test('taken back, leaves the one before it in force', () => {
    const twice = snooze(snooze(inState('accepted')), at('2026-12-24T00:00'))
    const back = undone(twice, 'ae', TUESDAY)
    expect(clockOf(back, 'first_contact')).toMatchObject({ snoozes: 1, snoozedUntil: until })
    expect(clockOf(back, 'first_contact').nextStepAt).toBe(at('2026-12-01T10:00'))
    const none = undone(snooze(inState('accepted')), 'ae', TUESDAY)
    expect(clockOf(none, 'first_contact')).toEqual(clockOf(inState('accepted'), 'first_contact'))
  })

  test('taken back, brings none back that was for an earlier clock', () => {
    const updated = act(snooze(inState('accepted')), 'ae', ATTEMPTS.update, TUESDAY)
    const back = undone(snooze(updated), 'ae', TUESDAY)
    expect(clockOf(back, 'convert')).toMatchObject({ snoozes: 0, snoozedUntil: null })
  })

  test('taken back twice is not asked of an earlier one that was itself taken back', () => {
    const first = undone(snooze(inState('accepted')), 'ae', TUESDAY)
    const second = undone(snooze(first, at('2026-12-24T00:00')), 'ae', TUESDAY)
    expect(clockOf(second, 'first_contact')).toMatchObject({ snoozes: 0, snoozedUntil: null })
  })
})

test('a self-closed one starts as an accepted one does, owed by its CSM', () => {
  const self = act(logged({}, FRIDAY, CLOSING), 'csm', { ...QUALIFY, ae: person('csm') }, TUESDAY)
  expect(running(self).map((clock) => [clock.kind, clock.ownerId, clock.round])).toEqual([
    ['first_contact', 'csm', 1],
    ['convert', 'csm', 1],
  ])
  expect(self.clocks.some((clock) => clock.kind === 'decide')).toBe(false)
})

describe('a change of calendar or leave', () => {
  const clock = { ...clockOf(inState('qualified'), 'decide'), stepsTaken: 1, nudgedAt: at('2026-11-24T10:00') }
  const withLeave = (from: string, to: string, now: Instant): Clock =>
    retimed(
      clock,
      { heat: 'medium' },
      {
        now,
        settings: SETTINGS,
        calendarOf: () => calendarOf(SETTINGS, { zone: 'Asia/Tokyo', workingHours: null, leave: [{ from, to }] }),
      },
    )

  test('moves the due time, not the start', () => {
    const moved = withLeave('2026-11-24', '2026-11-25', FRIDAY)
    expect(moved).toMatchObject({ startedAt: clock.startedAt, dueAt: at('2026-11-26T18:00') })
  })

  test('to a day ahead brings the nudges of that day', () => {
    const moved = withLeave('2026-11-24', '2026-11-25', TUESDAY)
    expect(moved).toMatchObject({ stepsTaken: 0, nudgedAt: null, nextStepAt: at('2026-11-26T10:00') })
  })

  test('without effect on the due day repeats none; nor does one to a day that is past', () => {
    expect(withLeave('2026-12-24', '2026-12-24', TUESDAY)).toMatchObject({ stepsTaken: 1, dueAt: clock.dueAt })
    expect(withLeave('2026-11-24', '2026-11-25', at('2026-12-01T10:00'))).toMatchObject({ stepsTaken: 1 })
  })
})

test('clocks start when a state is entered, a day apart or not', () => {
  const now = FRIDAY + 2 * DAY_MS
  const accepted = act(inState('qualified'), 'ae', ATTEMPTS.accept, now)
  expect(running(accepted).map((clock) => clock.startedAt)).toEqual([now, now])
  expect(due(accepted, 'first_contact')).toBe('2026-11-26T09:00')
})
