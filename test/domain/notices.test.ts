import { describe, expect, test } from 'vitest'
import type { Attempt, Step } from '../../src/domain/attempt.js'
import type { Csql } from '../../src/domain/csql.js'
import { noticesOf } from '../../src/domain/notices.js'
import { undo } from '../../src/domain/reversal.js'
import { DAY_MS } from '../../src/domain/time.js'
import { attempt } from '../../src/domain/transitions.js'
import { ATTEMPTS, inState } from '../support/csql-paths.js'
import { act, actor, CLOSING, FRIDAY, logged, type Matter, person, QUALIFY, worldAt } from '../support/csql-world.js'

const LATER = FRIDAY + 4 * DAY_MS

function stepOf(matter: Matter, who: string, input: Attempt): Step {
  const { csql, events, settings } = matter
  return attempt(csql, actor(who), input, worldAt(LATER, { history: events, settings }))
}

/** Who is told of what, in the order of the notices. */
const told = (matter: Matter, who: string, input: Attempt): string[] =>
  noticesOf(stepOf(matter, who, input)).map(({ purpose, to }) => `${purpose} → ${to}`)

const with_ = (matter: Matter, given: Partial<Csql>): Matter => ({ ...matter, csql: { ...matter.csql, ...given } })
const to = (aeId: string): Attempt => ({ action: 'reassign', aeId: person(aeId) })

describe('who is told of what', () => {
  test.each([
    ['a hand-over: its AE', 'signal', 'csm', 'qualify', ['handover → ae']],
    [
      'a hand-over by who logged it: the CSM hears of it',
      'signal',
      'logger',
      'qualify',
      ['handover → ae', 'assigned → csm'],
    ],
    ['a hand-over by a manager', 'signal', 'manager', 'qualify', ['handover → ae', 'assigned → csm']],
    ['an acceptance: the CSM and who logged it', 'qualified', 'ae', 'accept', ['decision → csm', 'decision → logger']],
    ['a rejection', 'qualified', 'ae', 'reject', ['decision → csm', 'decision → logger']],
    ['a rejection after acceptance', 'accepted', 'ae', 'reject', ['decision → csm', 'decision → logger']],
    [
      'a return: the CSM asks for more, who logged it hears of it',
      'qualified',
      'ae',
      'return',
      ['returned → csm', 'decision → logger'],
    ],
    ['an opportunity', 'accepted', 'ae', 'convert', ['decision → csm', 'decision → logger']],
    ['a win', 'opportunity', 'ae', 'win', ['won → csm', 'won → logger']],
    ['a win in one step, once', 'accepted', 'ae', 'win', ['won → csm', 'won → logger']],
    ['a loss', 'opportunity', 'ae', 'lose', ['decision → csm', 'decision → logger']],
    ['what waits for its time, by the AE', 'accepted', 'ae', 'nurture', ['decision → csm', 'decision → logger']],
    [
      'what waits for its time, by the CSM: the AE too',
      'accepted',
      'csm',
      'nurture',
      ['decision → logger', 'assigned → ae'],
    ],
    ['a withdrawal: whose it was', 'qualified', 'csm', 'withdraw', ['assigned → ae', 'assigned → logger']],
    ['a withdrawal of a signal: who gave it', 'signal', 'manager', 'withdraw', ['assigned → csm', 'assigned → logger']],
    ['a merging', 'accepted', 'manager', 'merge', ['assigned → ae', 'assigned → csm', 'assigned → logger']],
    [
      'a new AE: the card to the new one, word to the old one and the CSM',
      'accepted',
      'manager',
      'reassign',
      ['handover → proposed_ae', 'assigned → ae', 'assigned → csm'],
    ],
    ['a new AE, by the CSM', 'qualified', 'csm', 'reassign', ['handover → proposed_ae', 'assigned → ae']],
    ['a proposed AE', 'accepted', 'ae', 'propose_ae', ['assigned → proposed_ae']],
    ['a waking: whose it was', 'nurturing', 'system', 'wake', ['wake → ae']],
    ['a waking by the CSM', 'nurturing', 'csm', 'wake', ['wake → ae']],
    ['a waking by the AE', 'nurturing', 'ae', 'wake', []],
    [
      'a reopening: the AE who has it again, and the givers',
      'lost',
      'manager',
      'reopen',
      ['handover → ae', 'assigned → csm', 'assigned → logger'],
    ],
    ['a reopened signal: the givers', 'withdrawn', 'manager', 'reopen', ['assigned → csm', 'assigned → logger']],
    ['an update: nobody', 'accepted', 'ae', 'update', []],
    ['a note: nobody', 'accepted', 'csm', 'note', []],
    ['an edit: nobody', 'qualified', 'csm', 'edit', []],
    ['a snooze: nobody', 'qualified', 'ae', 'snooze', []],
    ['a plan for the fix: nobody', 'returned', 'csm', 'plan_fix', []],
  ] as const)('%s', (_what, state, who, action, expected) => {
    expect(told(inState(state), who, ATTEMPTS[action])).toEqual(expected)
  })

  test('a hand-over to be assigned: the managers', () => {
    expect(told(logged(), 'csm', { ...QUALIFY, ae: 'unassigned' })).toEqual(['unassigned → managers'])
  })

  test('where nobody is assigned yet, nobody stands in for the AE', () => {
    const waiting = act(logged(), 'csm', { ...QUALIFY, ae: 'unassigned' }, FRIDAY)
    expect(told(waiting, 'csm', ATTEMPTS.withdraw)).toEqual(['assigned → logger'])
    expect(told(waiting, 'manager', to('ae'))).toEqual(['handover → ae', 'assigned → csm'])
  })

  test('what waited for nobody yet wakes for its CSM', () => {
    const asleep = act(logged(), 'csm', ATTEMPTS.nurture, FRIDAY)
    expect(told(asleep, 'system', { action: 'wake' })).toEqual(['wake → csm'])
  })

  test('a decision of a manager is news to the CSM and to who logged it all the same', () => {
    expect(told(inState('qualified'), 'manager', ATTEMPTS.accept)).toEqual(['decision → csm', 'decision → logger'])
  })

  test('a win by a manager is the AE’s too', () => {
    expect(told(inState('opportunity'), 'manager', ATTEMPTS.win)).toEqual(['won → csm', 'won → logger', 'won → ae'])
  })

  test('a new CSM: the new one and the old one', () => {
    const given: Attempt = { action: 'reassign', csmId: person('other_csm') }
    expect(told(inState('accepted'), 'manager', given)).toEqual(['assigned → csm', 'assigned → other_csm'])
  })

  test('of what sleeps, but is theirs when it wakes, both AEs hear', () => {
    expect(told(inState('nurturing'), 'manager', to('proposed_ae'))).toEqual([
      'assigned → proposed_ae',
      'assigned → ae',
      'assigned → csm',
    ])
    expect(told(inState('nurturing'), 'csm', ATTEMPTS.withdraw)).toEqual(['assigned → ae', 'assigned → logger'])
  })

  test('an AE who is named on a signal gets no card before the hand-over', () => {
    expect(told(inState('signal'), 'manager', to('ae'))).toEqual(['assigned → csm'])
  })
})

describe('nobody is told of their own doing', () => {
  test.each([
    [
      'its CSM who logged it too hears a decision once',
      { loggedBy: person('csm') },
      'ae',
      'accept',
      ['decision → csm'],
    ],
    ['an AE who logged it', { loggedBy: person('ae') }, 'ae', 'reject', ['decision → csm']],
    ['a manager who is its CSM', { csmId: person('manager') }, 'manager', 'accept', ['decision → logger']],
    ['a manager who logged it', { loggedBy: person('manager') }, 'manager', 'reject', ['decision → csm']],
    ['a CSM who returns nothing to themself', { csmId: person('manager') }, 'manager', 'return', ['decision → logger']],
  ] as const)('%s', (_what, given, who, action, expected) => {
    expect(told(with_(inState('qualified'), given), who, ATTEMPTS[action])).toEqual(expected)
  })

  test('but who takes a CSQL gets the card to act on', () => {
    const proposed = act(inState('accepted'), 'ae', ATTEMPTS.propose_ae, LATER)
    expect(told(proposed, 'proposed_ae', to('proposed_ae'))).toEqual([
      'handover → proposed_ae',
      'assigned → ae',
      'assigned → csm',
    ])
    expect(told(inState('accepted'), 'manager', to('manager'))[0]).toBe('handover → manager')
  })
})

describe('self-closing', () => {
  const mine = logged({}, FRIDAY, CLOSING)
  const self: Attempt = { ...QUALIFY, ae: person('csm') }

  test('tells who logged it that it is in hand', () => {
    expect(told(mine, 'csm', self)).toEqual(['decision → logger'])
  })

  test('by another gives the CSM the card, and one message', () => {
    expect(told(mine, 'manager', self)).toEqual(['handover → csm', 'decision → logger'])
  })

  test('does not keep the card from an AE who takes it over later', () => {
    const proposed = act(act(mine, 'csm', self, LATER), 'csm', ATTEMPTS.propose_ae, LATER)
    expect(told(proposed, 'proposed_ae', to('proposed_ae'))[0]).toBe('handover → proposed_ae')
  })

  test('a win of one’s own is news to who logged it', () => {
    const accepted = act(mine, 'csm', self, LATER)
    expect(told(accepted, 'csm', ATTEMPTS.win)).toEqual(['won → logger'])
  })
})

test('an undo tells nobody', () => {
  for (const [state, who, action] of [
    ['qualified', 'ae', 'accept'],
    ['opportunity', 'ae', 'win'],
  ] as const) {
    const done = act(inState(state), who, ATTEMPTS[action], LATER)
    expect(noticesOf(undo(done.csql, actor(who), done.events, LATER))).toEqual([])
  }
})

test('nobody is told twice of one step, whoever is who', () => {
  const one = person('manager')
  for (const action of ['accept', 'return', 'reject', 'nurture', 'withdraw', 'merge'] as const) {
    const all = with_(inState('qualified'), { csmId: one, loggedBy: one, aeId: one })
    expect([action, told(all, 'admin', ATTEMPTS[action]).length]).toEqual([action, 1])
  }
})
