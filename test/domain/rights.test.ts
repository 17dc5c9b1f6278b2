import { describe, expect, test } from 'vitest'
import { STATES } from '../../src/domain/csql.js'
import { NotAllowed } from '../../src/domain/errors.js'
import { type Action, isAction } from '../../src/domain/lifecycle.js'
import { canAct, may, mayAct, mayGive, requireMay, requireRight, turnedAwayFor, whoMay } from '../../src/domain/may.js'
import { type Actor, STANDINGS } from '../../src/domain/person.js'
import {
  fieldsOf,
  HOLDERS,
  holdersOf,
  RIGHTS,
  type Right,
  type Who,
  type WorkspaceRight,
} from '../../src/domain/rights.js'
import { CsqlFields } from '../../src/usecases/csql-fields.js'
import { FIELDS_OF } from '../../src/views/modals/transition.js'
import { inState, OTHER } from '../support/csql-paths.js'
import { actor, CLOSING, person, SETTINGS } from '../support/csql-world.js'
import { IN_WORKSPACE, ON_CSQLS, standingOf, statesFor } from '../support/rights-table.js'

const somebody = (own: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({
  ...{ kind: 'person', id: person('somebody'), roles: new Set(), standing: 'member', locale: 'ja' },
  ...own,
})

/** An actor who is that in the workspace, and what they are to the thing. */
function asked(who: Who): {
  readonly by: Actor
  readonly owner: ReturnType<typeof person> | null
  readonly as: readonly Who[]
} {
  if (who === 'system') return { by: actor('system'), owner: null, as: [] }
  if (who === 'self') return { by: somebody(), owner: person('somebody'), as: [] }
  if (who === 'manager' || who === 'admin' || who === 'inside_sales') {
    return { by: somebody({ roles: new Set([who]) }), owner: person('another'), as: [] }
  }
  return { by: somebody(), owner: person('another'), as: who === 'member' ? [] : standingOf(who) }
}

describe.each(IN_WORKSPACE.map((right) => [right as WorkspaceRight]))('%s', (right) => {
  test.each(HOLDERS.map((who) => [who]))('%s: what the matrix says, and with which fields', (who) => {
    const { by, ...about } = asked(who)
    const says = (needed: readonly Who[]) => statesFor(right, needed, who).length > 0
    expect(may(right, by, about)).toBe(says(RIGHTS[right].who))
    for (const field of fieldsOf(right)) {
      const expected = says(RIGHTS[right].who) && says(holdersOf(right, field))
      expect([field, may(right, by, { ...about, fields: [field] })]).toEqual([field, expected])
    }
  })
})

const actorOf = (who: Who): Actor => {
  if (who === 'closing_csm') return actor('csm')
  return who === 'self' ? actor('member') : actor(who)
}
const settingsOf = (who: Who) => (who === 'closing_csm' ? CLOSING : SETTINGS)
const MATTERS = new Map(
  STATES.map((state) => {
    const { csql } = inState(state, { aeId: person('ae') })
    return [state, { ...csql, proposedAeId: person('proposed_ae') }] as const
  }),
)

describe.each(ON_CSQLS.filter(isAction).map((action) => [action]))('%s', (action: Action) => {
  test.each(HOLDERS.map((who) => [who]))('%s: what the matrix says, in every state and with every field', (who) => {
    const rights = statesFor(action, RIGHTS[action].who, who)
    for (const [state, csql] of MATTERS) {
      const other = action === 'merge' ? OTHER : undefined
      const [by, settings] = [actorOf(who), settingsOf(who)]
      expect([state, mayAct(action, by, csql, settings, other)]).toEqual([state, rights.length > 0])
      if (!rights.includes(state)) expect([state, canAct(action, by, csql, settings, other)]).toEqual([state, false])
      for (const field of fieldsOf(action).filter(() => action !== 'merge')) {
        const given = statesFor(action, holdersOf(action, field), who)
        expect([field, state, mayGive(action, field, by, csql, settings)]).toEqual([
          field,
          state,
          given.includes(state),
        ])
      }
    }
  })
})

describe('refused by default', () => {
  const NOBODY = STANDINGS.filter((standing) => standing !== 'member')

  test.each(NOBODY.map((standing) => [standing]))('%s: everything, whatever roles they once had', (standing) => {
    const csql = MATTERS.get('qualified')
    if (csql === undefined) throw new Error('no such state')
    const by = somebody({
      id: person('ae'),
      standing,
      roles: new Set(['csm', 'ae', 'manager', 'admin', 'inside_sales']),
    })
    for (const right of IN_WORKSPACE as WorkspaceRight[]) {
      expect([right, may(right, by, { owner: person('ae'), as: ['csm', 'ae'] })]).toEqual([right, false])
    }
    for (const action of ON_CSQLS.filter(isAction)) {
      expect([action, mayAct(action, by, csql, CLOSING)]).toEqual([action, false])
      expect(() => requireRight(action, by, csql, CLOSING)).toThrow(NotAllowed)
    }
  })

  test.each(NOBODY.map((standing) => [standing]))('%s takes no part, though roles are given', (standing) => {
    const known = { standing, roles: ['manager' as const], slackAdmin: true }
    expect(turnedAwayFor(known, { participation: 'open' })).toBe(standing)
  })

  test('where roles are assigned, whoever has none takes no part', () => {
    const known = { standing: 'member' as const, roles: [], slackAdmin: false }
    expect(turnedAwayFor(known, { participation: 'assigned' })).toBe('no_role')
    expect(turnedAwayFor(known, { participation: 'open' })).toBeNull()
    expect(turnedAwayFor({ ...known, slackAdmin: true }, { participation: 'assigned' })).toBeNull()
  })

  test('a field that the row does not name, for an admin too', () => {
    const admin = somebody({ roles: new Set(['admin']) })
    expect(() => requireMay('settings.change', admin, { fields: ['digest', 'constructor'] })).toThrow(NotAllowed)
    const csql = MATTERS.get('qualified')
    if (csql === undefined) throw new Error('no such state')
    for (const field of ['amount', '__proto__', 'toString']) {
      expect(() => requireRight('accept', admin, csql, SETTINGS, { fields: [field] })).toThrow(
        expect.objectContaining({ facts: { action: 'accept', number: 1, field } }),
      )
    }
  })

  test('a refusal names the first field that is not theirs to give', () => {
    const csql = MATTERS.get('qualified')
    if (csql === undefined) throw new Error('no such state')
    const give = (who: string) => () => requireRight('reassign', actor(who), csql, SETTINGS, { fields: ['ae', 'csm'] })
    expect(give('csm')).toThrow(expect.objectContaining({ facts: { action: 'reassign', number: 1, field: 'csm' } }))
    expect(give('manager')).not.toThrow()
    expect(whoMay('reassign', 'csm')).toEqual(['manager'])
  })
})

describe('the fields of the matrix', () => {
  test.each(Object.entries(FIELDS_OF))('%s: every input of its form is a field of its row', (action, inputs) => {
    const known = fieldsOf(action as Right)
    expect(inputs.filter((input) => input !== 'until_on' && !known.includes(input))).toEqual([])
  })

  test('are fields that the use cases know', () => {
    const known: readonly string[] = [...Object.keys(CsqlFields.shape), 'other_ae']
    for (const right of ON_CSQLS)
      expect([right, fieldsOf(right).filter((field) => !known.includes(field))]).toEqual([right, []])
  })
})
