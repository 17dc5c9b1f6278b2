import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../src/domain/attempt.js'
import { NothingToUndo } from '../../src/domain/errors.js'
import { foldHistory, reversedEvents } from '../../src/domain/event.js'
import { EventId } from '../../src/domain/ids.js'
import { LIFECYCLE } from '../../src/domain/lifecycle.js'
import { UNDO_WINDOW, undoable } from '../../src/domain/reversal.js'
import { DAY_MS, HOUR, MINUTE } from '../../src/domain/time.js'
import { ATTEMPTS, inState } from '../support/csql-paths.js'
import {
  act,
  actor,
  clockOf,
  FRIDAY,
  folded,
  logged,
  type Matter,
  person,
  running,
  text,
  undone,
} from '../support/csql-world.js'

const LATER = FRIDAY + 4 * DAY_MS

function whyNot(matter: Matter, who: string, now: number, eventId?: EventId): string {
  try {
    undone(matter, who, now, eventId)
  } catch (error) {
    if (error instanceof NothingToUndo) return error.facts.why
    throw error
  }
  return 'undone'
}

const lastId = (matter: Matter): EventId => EventId.parse(matter.events.at(-1)?.id)
/** The kinds of the events that are taken back. */
const reversedKinds = (matter: Matter): string[] => {
  const reversed = reversedEvents(matter.events)
  return matter.events.filter((event) => reversed.has(event.id)).map((event) => event.kind)
}
const but = (matter: Matter) => ({ ...matter.csql, version: 0 })

describe('undo', () => {
  const accepted = act(inState('qualified'), 'ae', ATTEMPTS.accept, LATER)

  test('is open for five minutes from the recording, to the millisecond', () => {
    expect(UNDO_WINDOW).toBe(5 * MINUTE)
    expect(whyNot(accepted, 'ae', LATER + 5 * MINUTE)).toBe('undone')
    expect(whyNot(accepted, 'ae', LATER + 5 * MINUTE + 1)).toBe('too_late')
  })

  test('counts from when it was recorded, not from when it happened', () => {
    const won = act(inState('opportunity'), 'ae', { ...ATTEMPTS.win, wonOn: '2026-11-20' } as Attempt, LATER)
    expect(won.events.at(-1)?.occurredAt).toBeLessThan(LATER - 3 * DAY_MS)
    expect(whyNot(won, 'ae', LATER + MINUTE)).toBe('undone')
  })

  test('is for who made it: not a manager, nor the CSM', () => {
    for (const who of ['manager', 'admin', 'csm', 'member']) expect(whyNot(accepted, who, LATER)).toBe('not_yours')
  })

  test('is not for what the system did', () => {
    const awake = act(inState('nurturing'), 'system', { action: 'wake' }, LATER)
    expect(whyNot(awake, 'csm', LATER)).toBe('not_yours')
    expect(() => undoable(awake.csql, actor('system'), awake.events, LATER)).toThrow(NothingToUndo)
  })

  test('is over as soon as anything followed, be it a note of the same person', () => {
    const noted = act(accepted, 'ae', ATTEMPTS.note, LATER + MINUTE)
    expect(whyNot(noted, 'ae', LATER + MINUTE, lastId(accepted))).toBe('followed')
    expect(whyNot(act(accepted, 'csm', ATTEMPTS.note, LATER), 'ae', LATER, lastId(accepted))).toBe('followed')
    expect(whyNot(act(accepted, 'csm', ATTEMPTS.note, LATER), 'ae', LATER)).toBe('not_yours')
  })

  test('of the last action takes no word of an earlier one', () => {
    const back = undone(act(accepted, 'ae', ATTEMPTS.note, LATER), 'ae', LATER)
    expect(back.csql.state).toBe('accepted')
    expect(reversedKinds(back)).toEqual(['note'])
  })

  test('is not undone itself', () => {
    const back = undone(accepted, 'ae', LATER)
    expect(whyNot(back, 'ae', LATER)).toBe('is_undo')
    expect(whyNot(back, 'ae', LATER, lastId(accepted))).toBe('is_undo')
  })

  test('appends an event that names what it reverses, and changes none', () => {
    const back = undone(accepted, 'ae', LATER + MINUTE)
    expect(back.events.slice(0, -1)).toEqual(accepted.events)
    expect(back.events.at(-1)).toMatchObject({
      kind: 'undo',
      actorId: 'ae',
      from: 'accepted',
      to: 'qualified',
      reverses: lastId(accepted),
      occurredAt: LATER + MINUTE,
      figures: { undone: 'accept' },
    })
    expect(reversedKinds(back)).toEqual(['accept'])
  })

  const TAKEN_BACK = [
    ['signal', 'csm', 'qualify'],
    ['qualified', 'ae', 'accept'],
    ['qualified', 'ae', 'reject'],
    ['qualified', 'csm', 'withdraw'],
    ['qualified', 'ae', 'return'],
    ['returned', 'csm', 'qualify'],
    ['returned', 'csm', 'plan_fix'],
    ['accepted', 'ae', 'convert'],
    ['accepted', 'ae', 'win'],
    ['accepted', 'ae', 'update'],
    ['accepted', 'ae', 'propose_ae'],
    ['accepted', 'manager', 'reassign'],
    ['opportunity', 'ae', 'lose'],
    ['opportunity', 'ae', 'nurture'],
    ['nurturing', 'csm', 'wake'],
    ['signal', 'csm', 'merge'],
    ['signal', 'csm', 'edit'],
    ['lost', 'manager', 'reopen'],
  ] as const

  test('is tried on every transition', () => {
    const tried = new Set<string>(TAKEN_BACK.map(([, , action]) => action))
    expect(Object.keys(LIFECYCLE).filter((action) => !tried.has(action))).toEqual([])
  })

  test.each(TAKEN_BACK)('in %s, %s takes %3$s back: state and fields are as before', (state, who, action) => {
    const before = inState(state)
    const back = undone(act(before, who, ATTEMPTS[action], LATER), who, LATER + MINUTE)
    expect(but(back)).toEqual(but(before))
    expect(back.csql).toEqual(folded(back))
  })

  test('counts in the version, once for each event that it takes back', () => {
    const won = act(inState('accepted'), 'ae', ATTEMPTS.win, LATER)
    const back = undone(won, 'ae', LATER)
    expect(back.csql.version).toBe(won.csql.version + 2)
    expect(back.events.slice(-2).map(({ kind, from, to, figures }) => [kind, from, to, figures['undone']])).toEqual([
      ['undo', 'won', 'opportunity', 'win'],
      ['undo', 'opportunity', 'accepted', 'convert'],
    ])
    expect(new Set(back.events.slice(-2).map((event) => event.stepId)).size).toBe(1)
    expect(reversedKinds(back)).toEqual(['convert', 'win'])
  })

  test('of a win in two steps takes back the win alone', () => {
    const back = undone(act(inState('opportunity'), 'ae', ATTEMPTS.win, LATER), 'ae', LATER)
    expect(back.csql.state).toBe('opportunity')
    expect(reversedKinds(back)).toEqual(['win'])
  })

  test('of a log withdraws it, as undone', () => {
    const gone = undone(logged(), 'logger', FRIDAY + MINUTE)
    expect(gone.csql).toMatchObject({ state: 'withdrawn', reason: 'undone', stateSince: FRIDAY + MINUTE, version: 2 })
    expect(gone.csql).toEqual(folded(gone))
    expect(running(gone)).toEqual([])
    expect(reversedKinds(gone)).toEqual(['log'])
    expect(whyNot(logged(), 'csm', FRIDAY)).toBe('not_yours')
  })

  test('leaves the undoing of its own maker out of what the AE did', () => {
    const back = undone(act(inState('accepted'), 'ae', ATTEMPTS.note, LATER), 'ae', LATER + MINUTE)
    expect(back.csql.aeActedAt).toBe(inState('accepted').csql.aeActedAt)
  })

  test('sets the clocks running with their old due times', () => {
    const before = clockOf(inState('qualified'), 'decide')
    const back = undone(accepted, 'ae', LATER + MINUTE)
    // The step that lay before the undo is considered now, and never as one that was missed.
    expect(running(back)).toEqual([{ ...before, nextStepAt: LATER + MINUTE }])
    expect(back.clocks.filter((clock) => clock.ending === 'voided').map((clock) => clock.kind)).toEqual([
      'first_contact',
      'convert',
    ])
  })
})

describe('reopen', () => {
  const reopened = (matter: Matter, now = LATER + DAY_MS): Matter => act(matter, 'manager', ATTEMPTS.reopen, now)

  test.each([
    ['rejected', 'qualified', ['decide']],
    ['withdrawn', 'signal', ['qualify']],
    ['merged', 'signal', ['qualify']],
    ['won', 'opportunity', ['update']],
    ['lost', 'opportunity', ['update']],
  ] as const)('from %s leads back to %s, with its clocks afresh', (state, back, clocks) => {
    const again = reopened(inState(state))
    expect(again.csql).toMatchObject({ state: back, stateSince: LATER + DAY_MS, reasonTextId: 'reason', reason: null })
    expect(running(again).map((clock) => [clock.kind, clock.startedAt])).toEqual(
      clocks.map((kind) => [kind, LATER + DAY_MS]),
    )
    expect(again.csql).toEqual(folded(again))
  })

  test.each([
    ['won', { wonOn: null, wonAmount: null, wonOneTime: null, startOn: null, promisesTextId: null }],
    ['lost', { lostOn: null, reason: null }],
    ['merged', { mergedInto: null }],
  ] as const)('from %s takes the decision’s own fields back', (state, fields) => {
    expect(reopened(inState(state)).csql).toMatchObject(fields)
  })

  test('needs a reason', () => {
    const without: Attempt = { action: 'reopen', reasonTextId: null }
    expect(() => act(inState('lost'), 'manager', without, LATER)).toThrow(
      expect.objectContaining({ facts: { fields: ['reason'] } }),
    )
  })

  test('of a win in one step leads to accepted, and takes the implied convert back too', () => {
    const again = reopened(act(inState('accepted'), 'ae', ATTEMPTS.win, LATER))
    expect(again.csql).toMatchObject({ state: 'accepted', opportunityAt: null, wonOn: null })
    expect(reversedKinds(again)).toEqual(['convert', 'win'])
    const earlier = { ...ATTEMPTS.win, wonOn: '2026-11-23' } as Attempt
    expect(act(again, 'ae', earlier, LATER + DAY_MS).csql.wonOn).toBe('2026-11-23')
  })

  test('opens no round, keeps notes of in between, and owes none of the dates of before', () => {
    const planned = act(inState('accepted'), 'ae', ATTEMPTS.update, LATER)
    const rejected = act(act(planned, 'ae', ATTEMPTS.reject, LATER), 'member', ATTEMPTS.note, LATER + HOUR)
    const again = reopened(rejected)
    expect(again.csql).toMatchObject({ state: 'accepted', round: 1, nextOn: null, progress: 'contacted' })
    expect(reversedKinds(again)).toEqual(['reject'])
    expect(running(again).map((clock) => clock.givenOn)).toEqual([null, null])
  })

  test('of an undone log makes it a signal again', () => {
    const again = reopened(undone(logged(), 'logger', FRIDAY))
    expect(again.csql).toMatchObject({ state: 'signal', reason: null })
    expect(reversedKinds(again)).toEqual(['undo'])
    expect(running(again).map((clock) => clock.kind)).toEqual(['qualify'])
  })

  test('a second time takes the second decision back, not the first', () => {
    const twice = act(reopened(inState('rejected')), 'ae', ATTEMPTS.reject, LATER + 2 * DAY_MS)
    const again = reopened(twice, LATER + 3 * DAY_MS)
    const rejects = again.events.filter((event) => event.kind === 'reject').map((event) => event.id)
    expect([...reversedEvents(again.events)].sort()).toEqual(rejects.sort())
    expect(again.csql.state).toBe('qualified')
  })
})

describe('an undone reopen', () => {
  const lost = inState('lost')
  const reopened = act(lost, 'manager', ATTEMPTS.reopen, LATER + HOUR)
  const back = undone(reopened, 'manager', LATER + HOUR + MINUTE)

  test('restores the decision, which is no longer reversed', () => {
    expect(but(back)).toEqual(but(lost))
    expect(reversedKinds(back)).toEqual(['reopen'])
    expect(running(back)).toEqual([])
  })

  test('may be reopened again: the decision itself is what is taken back', () => {
    const again = act(back, 'manager', ATTEMPTS.reopen, LATER + 2 * HOUR)
    expect(again.csql.state).toBe('opportunity')
    expect(again.events.at(-1)?.reverses).toBe(lost.events.at(-1)?.id)
    expect(reversedKinds(again).sort()).toEqual(['lose', 'reopen'])
    expect(but(undone(again, 'manager', LATER + 2 * HOUR))).toEqual(but(lost))
  })

  test('works on a win in one step too', () => {
    const won = act(inState('accepted'), 'ae', ATTEMPTS.win, LATER)
    const again = act(won, 'manager', ATTEMPTS.reopen, LATER + HOUR)
    expect(but(undone(again, 'manager', LATER + HOUR))).toEqual(but(won))
  })

  test('works on an undone log too', () => {
    const gone = undone(logged(), 'logger', FRIDAY)
    const again = act(gone, 'manager', ATTEMPTS.reopen, FRIDAY + HOUR)
    const twice = undone(again, 'manager', FRIDAY + HOUR)
    expect(but(twice)).toEqual(but(gone))
    expect(act(twice, 'manager', ATTEMPTS.reopen, FRIDAY + 2 * HOUR).csql.state).toBe('signal')
  })
})

describe('reversed events', () => {
  test('are none in a history without reversals, and a reversal that is taken back reverses nothing', () => {
    expect(reversedEvents(inState('won').events).size).toBe(0)
    expect(reversedEvents([]).size).toBe(0)
  })
})

test('a history that does not begin with its log is none', () => {
  expect(() => foldHistory(1, inState('won').events.slice(1))).toThrow(TypeError)
  expect(() => foldHistory(1, [])).toThrow(TypeError)
})

test('what was edited in between stays when a decision is taken back', () => {
  const edited = act(inState('qualified'), 'csm', { action: 'edit', changes: { heat: 'high' } }, LATER)
  const given = act(edited, 'manager', { action: 'reassign', csmId: person('other_csm') }, LATER)
  const again = act(act(given, 'ae', ATTEMPTS.reject, LATER), 'manager', ATTEMPTS.reopen, LATER + HOUR)
  expect(again.csql).toMatchObject({ heat: 'high', csmId: 'other_csm', problemTextId: text('problem') })
})
