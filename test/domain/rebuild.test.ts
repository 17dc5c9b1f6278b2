import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsqlEvent, foldHistory } from '../../src/domain/event.js'
import { EventId, PersonId } from '../../src/domain/ids.js'
import { LIFECYCLE } from '../../src/domain/lifecycle.js'
import { type Rebuilding, rebuild } from '../../src/domain/rebuild.js'
import { type Plan, planHistory, type Told } from '../../src/domain/rebuild-plan.js'
import { HOUR } from '../../src/domain/time.js'
import { calendarFor, FRIDAY, SETTINGS, signal } from '../support/csql-world.js'

const NOTHING: Told = {
  ...{ loggedAt: null, qualifiedAt: null, returnedAt: null, acceptedAt: null, rejectedAt: null },
  ...{ opportunityAt: null, wonAt: null, lostAt: null, withdrawnAt: null, nurturingUntil: null },
}
const TODAY = '2027-06-01'
const plan = (told: Partial<Told>, selfClosed = false): Plan =>
  planHistory({ ...NOTHING, ...told }, { selfClosed, today: TODAY })

/** `kind@instant`, with a star where it is inferred. */
const shown = (planned: Plan): string =>
  planned.ok
    ? planned.steps.map(({ kind, at, inferred }) => `${kind}@${at}${inferred ? '*' : ''}`).join(' ')
    : `${planned.rule} ${planned.field} ${planned.other}`

describe('the shortest legal history', () => {
  test.each([
    [
      'takes every step at its own instant',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, opportunityAt: 4, wonAt: 5 },
      'log@1 qualify@2 accept@3 convert@4 win@5',
    ],
    [
      'a win from accepted needs no opportunity of its own',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, wonAt: 5 },
      'log@1 qualify@2 accept@3 win@5',
    ],
    [
      'a decision after a return implies a requalification at its instant',
      { loggedAt: 1, qualifiedAt: 2, returnedAt: 3, acceptedAt: 9 },
      'log@1 qualify@2 return@3 qualify@9* accept@9',
    ],
    [
      'so does a rejection after a return',
      { loggedAt: 1, qualifiedAt: 2, returnedAt: 3, rejectedAt: 9 },
      'log@1 qualify@2 return@3 qualify@9* reject@9',
    ],
    [
      'a withdrawal after a return does not',
      { loggedAt: 1, qualifiedAt: 2, returnedAt: 3, withdrawnAt: 9 },
      'log@1 qualify@2 return@3 withdraw@9',
    ],
    [
      'a return with nothing after it waits',
      { loggedAt: 1, qualifiedAt: 2, returnedAt: 3 },
      'log@1 qualify@2 return@3',
    ],
    [
      'an acceptance that nobody dated comes with what needs it',
      { loggedAt: 1, qualifiedAt: 2, opportunityAt: 4 },
      'log@1 qualify@2 accept@4* convert@4',
    ],
    [
      'what was lost was an opportunity',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, lostAt: 6 },
      'log@1 qualify@2 accept@3 convert@6* lose@6',
    ],
    [
      'a log that nobody dated was made at the first instant',
      { qualifiedAt: 2, rejectedAt: 3 },
      'log@2* qualify@2 reject@3',
    ],
    [
      'an opportunity that was withdrawn went by way of nurturing',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, opportunityAt: 4, withdrawnAt: 5 },
      'log@1 qualify@2 accept@3 convert@4 nurture@5* withdraw@5',
    ],
    [
      'steps of one day come in the order of the funnel',
      { loggedAt: 1, qualifiedAt: 1, returnedAt: 1, acceptedAt: 1, opportunityAt: 1, wonAt: 1 },
      'log@1 qualify@1 return@1 qualify@1* accept@1 convert@1 win@1',
    ],
    [
      'a day ahead to look again puts it to rest',
      { loggedAt: 1, qualifiedAt: 2, nurturingUntil: '2027-07-01' },
      'log@1 qualify@2 nurture@2*',
    ],
    [
      'a day to look again that has come wakes it',
      { loggedAt: 1, qualifiedAt: 2, nurturingUntil: TODAY },
      'log@1 qualify@2',
    ],
    ['what has ended does not rest', { loggedAt: 1, withdrawnAt: 2, nurturingUntil: '2027-07-01' }, 'log@1 withdraw@2'],
  ] as const)('%s', (_rule, told, expected) => expect(shown(plan(told))).toBe(expected))

  test.each([
    ['nothing is dated', {}, 'untold loggedAt loggedAt'],
    ['qualified before it was logged', { loggedAt: 2, qualifiedAt: 1 }, 'out_of_order qualifiedAt loggedAt'],
    [
      'accepted before it was qualified',
      { loggedAt: 1, qualifiedAt: 3, acceptedAt: 2 },
      'out_of_order acceptedAt qualifiedAt',
    ],
    [
      'an opportunity before it was accepted',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 4, opportunityAt: 3 },
      'out_of_order opportunityAt acceptedAt',
    ],
    [
      'won before it was an opportunity',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, opportunityAt: 5, wonAt: 4 },
      'out_of_order opportunityAt wonAt',
    ],
    [
      'returned after it was accepted',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, returnedAt: 4 },
      'out_of_order returnedAt acceptedAt',
    ],
    [
      'rejected after it was an opportunity',
      { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, opportunityAt: 4, rejectedAt: 5 },
      'out_of_order rejectedAt opportunityAt',
    ],
    [
      'accepted after it was rejected',
      { loggedAt: 1, qualifiedAt: 2, rejectedAt: 3, acceptedAt: 4 },
      'out_of_order acceptedAt rejectedAt',
    ],
    ['won and lost', { loggedAt: 1, qualifiedAt: 2, acceptedAt: 3, wonAt: 4, lostAt: 5 }, 'two_endings lostAt wonAt'],
  ] as const)('there is none where it is %s', (_what, told, expected) => expect(shown(plan(told))).toBe(expected))

  test('whoever closes their own accepts by qualifying', () => {
    expect(shown(plan({ loggedAt: 1, qualifiedAt: 2, wonAt: 4 }, true))).toBe('log@1 qualify@2 win@4')
    expect(shown(plan({ loggedAt: 1, qualifiedAt: 2, acceptedAt: 2, wonAt: 4 }, true))).toBe('log@1 qualify@2 win@4')
    expect(shown(plan({ loggedAt: 1, acceptedAt: 2 }, true))).toBe('log@1 qualify@2')
    expect(shown(plan({ loggedAt: 1, qualifiedAt: 2, acceptedAt: 3 }, true))).toBe(
      'accepted_at_once acceptedAt qualifiedAt',
    )
  })
})

const instant = fc.option(
  fc.integer({ min: 0, max: 40 }).map((days) => FRIDAY + days * 24 * HOUR),
  { nil: null },
)
const anyTold: fc.Arbitrary<Told> = fc.record({
  ...{ loggedAt: instant, qualifiedAt: instant, returnedAt: instant, acceptedAt: instant, rejectedAt: instant },
  ...{ opportunityAt: instant, wonAt: instant, lostAt: instant, withdrawnAt: instant },
  nurturingUntil: fc.constantFrom(null, '2027-05-01', '2027-07-01'),
})

const rebuilding = (steps: Rebuilding['steps'], told: Told, own: Partial<Rebuilding['signal']> = {}): Rebuilding => ({
  signal: { ...signal(own), loggedAt: steps[0]?.at ?? FRIDAY, stateSince: steps[0]?.at ?? FRIDAY },
  steps,
  reason: 'other',
  won: { wonAmount: 120_000, wonAmountPeriod: 'month', wonOneTime: null, startOn: '2026-07-01' },
  nurturingUntil: told.nurturingUntil,
  settings: SETTINGS,
  calendar: calendarFor(SETTINGS, null),
})

const historyOf = (given: Rebuilding): readonly CsqlEvent[] => {
  const events = rebuild(given).steps.flatMap((step, index) => step.map((event) => ({ event, index })))
  return events.map(({ event, index }, seq) => ({
    ...event,
    changes: event.changes as CsqlEvent['changes'],
    figures: { ...event.figures },
    ...{ workspaceId: given.signal.workspaceId, csqlId: given.signal.id, seq: seq + 1, recordedAt: FRIDAY },
    ...{ id: EventId.parse(`e${seq}`), stepId: EventId.parse(`s${index}`) },
  }))
}

describe('a rebuilt history', () => {
  test('is legal step by step, keeps every date that is told, and folds into its row', () =>
    fc.assert(
      fc.property(anyTold, (told) => {
        const planned = plan(told)
        if (!planned.ok) return
        const given = rebuilding(planned.steps, told)
        const { after } = rebuild(given)
        const history = historyOf(given)
        expect(foldHistory(given.signal.number, history)).toEqual(after)
        for (const { kind, from, to } of history.slice(1)) {
          const rule = LIFECYCLE[kind as keyof typeof LIFECYCLE]
          expect(rule.from).toContain(from)
          if (rule.to !== 'same' && rule.to !== 'back') expect(rule.to).toBe(to)
        }
        expect(history.every((event, index) => event.occurredAt >= (history[index - 1]?.occurredAt ?? 0))).toBe(true)
        const first = (kind: string) => history.find((event) => event.kind === kind)?.occurredAt ?? null
        const dates = { qualify: told.qualifiedAt, accept: told.acceptedAt, return: told.returnedAt, win: told.wonAt }
        for (const [kind, at] of Object.entries({ ...dates, reject: told.rejectedAt, lose: told.lostAt }))
          if (at !== null) expect([kind, first(kind)]).toEqual([kind, at])
        expect(after.firstQualifiedAt).toBe(first('qualify'))
        expect(after.firstAcceptedAt).toBe(first('accept'))
        expect(after.opportunityAt).toBe(first('convert'))
      }),
    ))

  test('names who took each step: the CSM, and the AE where one is known', () => {
    const told = { ...NOTHING, loggedAt: FRIDAY, qualifiedAt: FRIDAY + HOUR, acceptedAt: FRIDAY + 2 * HOUR }
    const planned = plan(told)
    if (!planned.ok) throw new Error('no plan')
    const people = { loggedBy: PersonId.parse('logger'), csmId: PersonId.parse('csm') }
    const actors = (aeId: PersonId | null) =>
      historyOf(rebuilding(planned.steps, told, { ...people, aeId })).map(({ actorId }) => actorId)
    expect(actors(PersonId.parse('ae'))).toEqual(['logger', 'csm', 'ae'])
    expect(actors(null)).toEqual(['logger', 'csm', null])
  })

  test('is marked where it is inferred, and there alone', () => {
    const told = { ...NOTHING, loggedAt: 1, qualifiedAt: 2, returnedAt: 3, acceptedAt: 9 }
    const planned = plan(told)
    if (!planned.ok) throw new Error('no plan')
    expect(historyOf(rebuilding(planned.steps, told)).map(({ figures }) => figures['inferred'] ?? 0)).toEqual([
      0, 0, 0, 1, 0,
    ])
  })

  test('has the decide clock of every round of which both ends are known, due as it would have been', () => {
    const HOURS = { loggedAt: FRIDAY, qualifiedAt: FRIDAY + HOUR, returnedAt: FRIDAY + 24 * HOUR }
    const told = { ...NOTHING, ...HOURS, acceptedAt: FRIDAY + 90 * HOUR }
    const planned = plan(told)
    if (!planned.ok) throw new Error('no plan')
    const { decided } = rebuild(rebuilding(planned.steps, told, { heat: 'medium' }))
    // Handed over on Friday at 16:00; Monday is a holiday in Japan.
    expect(
      decided.map(({ clock: { dueAt, stoppedAt, ending, round } }) => ({ dueAt, stoppedAt, ending, round })),
    ).toEqual([
      { dueAt: Date.parse('2026-11-24T18:00:00+09:00'), stoppedAt: HOURS.returnedAt, ending: 'done', round: 1 },
    ])
  })

  test('a round that was cut short by a withdrawal was cancelled', () => {
    const told = { ...NOTHING, loggedAt: FRIDAY, qualifiedAt: FRIDAY, withdrawnAt: FRIDAY + HOUR }
    const planned = plan(told)
    if (!planned.ok) throw new Error('no plan')
    expect(rebuild(rebuilding(planned.steps, told)).decided.map(({ clock }) => clock.ending)).toEqual(['cancelled'])
  })
})
