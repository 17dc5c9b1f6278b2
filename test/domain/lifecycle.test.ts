import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../src/domain/attempt.js'
import { type Csql, OPEN_STATES, STATES, type State } from '../../src/domain/csql.js'
import { IllegalTransition, NotAllowed } from '../../src/domain/errors.js'
import { countsInVersion, EVENT_KINDS, TRANSITIONS } from '../../src/domain/event.js'
import { type Action, LIFECYCLE, ruleOf, SIDE_ACTIONS } from '../../src/domain/lifecycle.js'
import { canAct, mayAct, requireRight } from '../../src/domain/may.js'
import type { Actor } from '../../src/domain/person.js'
import { DAY_MS } from '../../src/domain/time.js'
import { attempt } from '../../src/domain/transitions.js'
import { ATTEMPTS, inState, OTHER } from '../support/csql-paths.js'
import { actor, CLOSING, FRIDAY, person, SETTINGS, text, worldAt } from '../support/csql-world.js'
import { TABLE, type TableRow, WHO, type Who } from '../support/lifecycle-table.js'

const LATER = FRIDAY + 4 * DAY_MS
const actorOf = (who: Who): Actor => actor(who === 'closing_csm' ? 'csm' : who)
const settingsOf = (who: Who) => (who === 'closing_csm' ? CLOSING : SETTINGS)
const actionOf = (row: TableRow): Action => row.action as Action

const BROUGHT = new Map(STATES.map((state) => [state, inState(state, { aeId: person('ae') })]))

function matterIn(state: State) {
  const matter = BROUGHT.get(state)
  if (matter === undefined) throw new Error(state)
  return { ...matter, csql: { ...matter.csql, proposedAeId: person('proposed_ae') } }
}

/** What an AE proposes must be somebody new. */
const inputOf = (action: Action): Attempt =>
  action === 'propose_ae' ? { action, aeId: person('member') } : ATTEMPTS[action]

/** There is something to answer. */
const asked = (csql: Csql): Csql => ({ ...csql, questionTextId: text('question') })

function tried(row: TableRow, state: State, who: Who): State | string {
  const { csql: found, events } = matterIn(state)
  const csql = row.action === 'answer_csm' ? asked(found) : found
  try {
    const world = worldAt(LATER, { settings: settingsOf(who), history: events })
    return attempt(csql, actorOf(who), inputOf(actionOf(row)), world).after.state
  } catch (error) {
    if (error instanceof NotAllowed || error instanceof IllegalTransition) return error.code
    throw error
  }
}

/** What the table says: the state it leads to, or which refusal. */
function said(row: TableRow, state: State, who: Who): State | string {
  if (!row.who.has(who)) return 'not_allowed'
  if (!row.allows(who, state)) return 'illegal_transition'
  if (row.to === 'same') return state
  return row.to === 'back' ? (BACK[state] ?? state) : row.to
}

/** The state that `inState` brought it from. */
const BACK: Readonly<Partial<Record<State, State>>> = {
  nurturing: 'accepted',
  rejected: 'qualified',
  withdrawn: 'signal',
  merged: 'signal',
  won: 'opportunity',
  lost: 'opportunity',
}

describe.each(TABLE.map((row) => [row.action, row] as const))('%s', (_action, row) => {
  test.each(STATES.map((state) => [state]))('from %s: who may, where it leads, and who is refused how', (state) => {
    const cells = (f: (row: TableRow, state: State, who: Who) => string) => WHO.map((who) => [who, f(row, state, who)])
    expect(cells(tried)).toEqual(cells(said))
  })

  test('is offered exactly where it may be done', () => {
    for (const state of STATES) {
      for (const who of WHO) {
        const { csql } = matterIn(state)
        const other = actionOf(row) === 'merge' ? OTHER : undefined
        const offered = canAct(actionOf(row), actorOf(who), csql, settingsOf(who), other)
        expect([state, who, offered]).toEqual([state, who, row.allows(who, state)])
      }
    }
  })
})

test('the table holds every action there is, and no other', () => {
  const actions = TABLE.map((row) => row.action).sort()
  expect(actions).toEqual([...Object.keys(LIFECYCLE), ...Object.keys(SIDE_ACTIONS)].sort())
  expect(actions).toEqual([...EVENT_KINDS.filter((kind) => kind !== 'log' && kind !== 'undo')].sort())
})

test('transitions count in the version; notes, edits, snoozes, plans, proposals, questions and answers do not', () => {
  expect(EVENT_KINDS.filter((kind) => !countsInVersion(kind))).toEqual([
    'note',
    'edit',
    'snooze',
    'plan_fix',
    'propose_ae',
    'neglect',
    'ask_support',
    'ask_csm',
    'answer_csm',
  ])
  expect(TRANSITIONS).toHaveLength(16)
})

test('open are six of the eleven states', () => {
  expect([...OPEN_STATES].sort()).toEqual(['accepted', 'nurturing', 'opportunity', 'qualified', 'returned', 'signal'])
})

describe('rights', () => {
  test('hang on this CSQL: the CSM, AE and logger of another one have none', () => {
    const theirs = { csmId: person('other_csm'), loggedBy: person('other_csm'), aeId: person('proposed_ae') }
    const mine = { ...inState('qualified').csql, ...theirs }
    for (const who of ['csm', 'logger', 'ae']) {
      for (const action of ['qualify', 'accept', 'reject', 'withdraw', 'nurture', 'edit', 'reassign'] as const) {
        expect([who, action, mayAct(action, actor(who), mine, SETTINGS)]).toEqual([who, action, false])
      }
    }
  })

  test('a role alone gives none: an AE by role who is not its AE may not accept', () => {
    expect(mayAct('accept', actor('proposed_ae'), inState('qualified').csql, SETTINGS)).toBe(false)
  })

  test('a CSM closes only the product × kind that the settings name', () => {
    const upsell = inState('opportunity').csql
    expect(canAct('win', actor('csm'), upsell, CLOSING)).toBe(true)
    expect(canAct('win', actor('csm'), { ...upsell, kind: 'cross_sell' }, CLOSING)).toBe(false)
    expect(canAct('win', actor('csm'), { ...upsell, productId: null }, CLOSING)).toBe(false)
    expect(canAct('win', actor('logger'), upsell, CLOSING)).toBe(false)
  })

  test('the CSM of the one merged into may merge, and nobody else by that', () => {
    const { csql } = inState('signal')
    expect(mayAct('merge', actor('other_csm'), csql, SETTINGS)).toBe(false)
    expect(mayAct('merge', actor('other_csm'), csql, SETTINGS, OTHER)).toBe(true)
    expect(mayAct('withdraw', actor('other_csm'), csql, SETTINGS, OTHER)).toBe(false)
  })

  test('to merge is refused early only where the other one is known', () => {
    const { csql } = inState('signal')
    expect(() => requireRight('merge', actor('member'), csql, SETTINGS)).not.toThrow()
    expect(() => requireRight('merge', actor('member'), csql, SETTINGS, { other: OTHER })).toThrow(NotAllowed)
    expect(() => requireRight('merge', actor('system'), csql, SETTINGS)).toThrow(NotAllowed)
  })

  test('a refusal names the action and the number, and nothing of what is there', () => {
    const refuse = () => requireRight('accept', actor('member'), inState('qualified').csql, SETTINGS)
    expect(refuse).toThrow(expect.objectContaining({ facts: { action: 'accept', number: 1 } }))
  })

  test('the right is asked before the state, so that a refusal tells nothing of it', () => {
    const { csql } = inState('won')
    expect(() => attempt(csql, actor('member'), ATTEMPTS.accept, worldAt(LATER))).toThrow(NotAllowed)
  })
})

test('what is no transition leads nowhere', () => {
  for (const action of Object.keys(SIDE_ACTIONS) as Action[]) expect(ruleOf(action).to).toBe('same')
})
