import { describe, expect, test } from 'vitest'
import { gatesFor } from '../../src/domain/account.js'
import type { Attempt, QualifyInput, World } from '../../src/domain/attempt.js'
import type { Csql } from '../../src/domain/csql.js'
import { DomainError } from '../../src/domain/errors.js'
import { AccountId, CsqlId, type PersonId } from '../../src/domain/ids.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { ATTEMPTS, inState, OTHER } from '../support/csql-paths.js'
import {
  act,
  at,
  CLOSING,
  FRIDAY,
  logged,
  type Matter,
  person,
  QUALIFY,
  settingsWith,
  signal,
  text,
} from '../support/csql-world.js'

const LATER = FRIDAY + 4 * DAY_MS

/** The refusal of an attempt: its code and facts. */
function refusal(matter: Matter, who: string, input: Attempt, now = LATER, given: Partial<World> = {}): object {
  try {
    act(matter, who, input, now, given)
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.facts }
    throw error
  }
  throw new Error('it was not refused')
}

const incomplete = (...fields: string[]) => ({ code: 'incomplete', fields })
const bad = (field: string, rule: string) => expect.objectContaining({ code: 'bad_value', field, rule })
const qualify = (given: Partial<QualifyInput> = {}): Attempt => ({ ...QUALIFY, ...given })

describe('qualify', () => {
  test.each([
    ['product', { productId: null }],
    ['kind', { kind: null }],
    ['source', { source: null }],
    ['problem', { problemTextId: null }],
    ['contact', { contactId: null }],
  ] as const)('requires the %s, held or given', (field, lacking) => {
    expect(refusal(logged(lacking), 'csm', qualify())).toEqual(incomplete(field))
    expect(refusal(logged(), 'csm', qualify(lacking))).toEqual(incomplete(field))
    const given = signal()
    const filled = Object.fromEntries(Object.keys(lacking).map((key) => [key, given[key as keyof Csql]]))
    expect(act(logged(lacking), 'csm', qualify(filled), LATER).csql).toMatchObject({ state: 'qualified', ...filled })
  })

  test('names everything that is missing at once', () => {
    const bare = logged({ productId: null, kind: null, source: null, problemTextId: null, contactId: null })
    expect(refusal(bare, 'csm', qualify({ ae: null }))).toEqual(
      incomplete('product', 'kind', 'source', 'problem', 'contact', 'ae'),
    )
  })

  test('requires an AE or "to be assigned", though the signal may hold one', () => {
    const held = logged({ aeId: person('ae') })
    expect(refusal(held, 'csm', qualify({ ae: null }))).toEqual(incomplete('ae'))
    expect(act(held, 'csm', qualify({ ae: 'unassigned' }), LATER).csql).toMatchObject({
      state: 'qualified',
      aeId: null,
    })
  })

  test('needs no checklist, no amount, and no "what changed" the first time', () => {
    const { csql } = act(logged(), 'csm', qualify({ changedTextId: null }), LATER)
    expect(csql).toMatchObject({ state: 'qualified', round: 1, firstQualifiedAt: LATER, aeId: 'ae', selfClosed: false })
  })

  test.each([['returned'], ['nurturing']] as const)('a second round, from %s, needs what changed', (state) => {
    const again = inState(state)
    expect(refusal(again, 'csm', qualify({ changedTextId: null }))).toEqual(incomplete('changed'))
    const { csql } = act(again, 'csm', qualify(), LATER)
    expect(csql).toMatchObject({ state: 'qualified', round: 2, changedTextId: 'changed', missing: [], reason: null })
    expect(csql.firstQualifiedAt).toBe(FRIDAY + 10 * MINUTE)
  })

  test.each([['returned'], ['nurturing']] as const)(
    'from %s forgets what was said and promised in the round before',
    (state) => {
      const was = inState(state)
      const left = {
        proposedAeId: person('proposed_ae'),
        reason: 'renewal',
        reasonTextId: text('why'),
        fixOn: '2026-12-01',
        recheckOn: '2027-01-12',
        nextOn: '2026-12-02',
        progress: 'contacted',
      } as const
      const { csql } = act({ ...was, csql: { ...was.csql, ...left } }, 'csm', QUALIFY, LATER)
      expect(csql).toMatchObject(Object.fromEntries(Object.keys(left).map((key) => [key, null])))
    },
  )

  test('out of nurturing before it was ever qualified is a first round', () => {
    const early = act(logged(), 'csm', ATTEMPTS.nurture, FRIDAY)
    expect(act(early, 'csm', qualify({ changedTextId: null }), LATER).csql).toMatchObject({
      round: 1,
      nurturedFrom: null,
    })
  })

  test('a gate asks for a reason where it fired, and only there', () => {
    const gates = ['no_outcome', 'account_at_risk'] as const
    expect(refusal(logged(), 'csm', qualify(), LATER, { gates })).toEqual({ code: 'gate_fired', gates })
    const reasoned = qualify({ overrideTextId: text('why') })
    expect(act(logged(), 'csm', reasoned, LATER, { gates }).csql).toMatchObject({ overrideTextId: 'why' })
    expect(act(logged(), 'csm', qualify(), LATER, { gates: [] }).csql.state).toBe('qualified')
  })

  test.each([
    ['yes', true],
    ['via_csm', true],
    ['no', false],
    ['unknown', false],
    [null, false],
  ] as const)('where an opt-in is required, %s suffices: %s', (optIn, suffices) => {
    const strict = logged({}, FRIDAY, settingsWith({ optInRequired: true }))
    if (suffices) expect(act(strict, 'csm', qualify(), LATER, { optIn }).csql.state).toBe('qualified')
    else expect(refusal(strict, 'csm', qualify(), LATER, { optIn })).toEqual(bad('opt_in', 'opt_in_required'))
    expect(act(logged(), 'csm', qualify(), LATER, { optIn }).csql.state).toBe('qualified')
  })

  test.each([
    ['its CSM', 'csm', 'csm'],
    ['the actor, though another is its CSM', 'logger', 'logger'],
    ['its CSM, though another acts', 'manager', 'csm'],
  ])('refuses as AE %s, where CSMs may not close', (_who, who, ae) => {
    expect(refusal(logged(), who, qualify({ ae: person(ae) }))).toEqual(bad('ae', 'csm_as_ae'))
  })

  test('goes straight to accepted where the CSM closes, and is known as self-closed', () => {
    const mine = act(logged({}, FRIDAY, CLOSING), 'csm', qualify({ ae: person('csm') }), LATER)
    expect(mine.csql).toMatchObject({ state: 'accepted', selfClosed: true, aeId: 'csm', firstAcceptedAt: LATER })
    expect(mine.events.slice(1).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['qualify', 'signal', 'accepted'],
    ])
  })

  test('asks the settings for the product and kind as they are handed over, not as they were logged', () => {
    const cross = logged({ kind: 'cross_sell' }, FRIDAY, CLOSING)
    const self = { ae: person('csm') }
    expect(refusal(cross, 'csm', qualify(self))).toEqual(bad('ae', 'csm_as_ae'))
    expect(act(cross, 'csm', qualify({ ...self, kind: 'upsell' }), LATER).csql.state).toBe('accepted')
    expect(refusal(logged({}, FRIDAY, CLOSING), 'csm', qualify({ ...self, kind: 'cross_sell' }))).toEqual(
      bad('ae', 'csm_as_ae'),
    )
  })

  test('where CSMs close, another AE is still asked', () => {
    const other = act(logged({}, FRIDAY, CLOSING), 'csm', qualify(), LATER)
    expect(other.csql).toMatchObject({ state: 'qualified', selfClosed: false, firstAcceptedAt: null })
  })

  test('an amount without a period is monthly; without an amount there is no period', () => {
    expect(act(logged(), 'csm', qualify({ amount: 5 }), LATER).csql).toMatchObject({ amount: 5, amountPeriod: 'month' })
    expect(act(logged(), 'csm', qualify({ amountPeriod: 'year' }), LATER).csql.amountPeriod).toBeNull()
  })
})

describe('gates fire only on what is known', () => {
  const contract = {
    accountId: AccountId.parse('account'),
    productId: signal().productId,
    hasOutcome: null,
    phase: null,
  }
  const gates = (kind: 'upsell' | 'cross_sell' | 'referral', ...contracts: object[]) =>
    gatesFor({ kind, productId: signal().productId, contracts: contracts as never })

  test.each([
    ['unknown', {}, []],
    ['an outcome', { hasOutcome: true, phase: 'successful' }, []],
    ['no outcome', { hasOutcome: false }, ['no_outcome']],
    ['at risk', { phase: 'at_risk' }, ['account_at_risk']],
    ['both', { hasOutcome: false, phase: 'at_risk' }, ['no_outcome', 'account_at_risk']],
  ])('an upsell, with %s', (_what, known, fired) => {
    expect(gates('upsell', { ...contract, ...known })).toEqual(fired)
  })

  test('a cross-sell or a referral needs no outcome, but a sound account', () => {
    for (const kind of ['cross_sell', 'referral'] as const) {
      expect(gates(kind, { ...contract, hasOutcome: false })).toEqual([])
      expect(gates(kind, { ...contract, phase: 'at_risk' })).toEqual(['account_at_risk'])
    }
  })

  test('without a contract nothing is asked; another product tells nothing of the outcome', () => {
    expect(gates('upsell')).toEqual([])
    expect(gates('upsell', { ...contract, productId: 'else', hasOutcome: false })).toEqual([])
    expect(gates('upsell', { ...contract, hasOutcome: false }, contract)).toEqual([])
  })
})

describe('accept', () => {
  test('needs nothing: one click', () => {
    const { csql } = act(inState('qualified'), 'ae', { action: 'accept' }, LATER)
    expect(csql).toMatchObject({
      state: 'accepted',
      stateSince: LATER,
      firstAcceptedAt: LATER,
      nextOn: null,
      version: 3,
    })
  })

  test('a next date is within the bounds of any next date, and what was reported before is not carried on', () => {
    const asked = { ...inState('qualified'), csql: { ...inState('qualified').csql, progress: 'contacted' as const } }
    expect(refusal(asked, 'ae', { action: 'accept', nextOn: '2027-01-07' })).toEqual(bad('next_on', 'too_far'))
    expect(refusal(asked, 'ae', { action: 'accept', nextOn: '2026-11-23' })).toEqual(bad('next_on', 'past'))
    expect(act(asked, 'ae', { action: 'accept' }, LATER).csql.progress).toBeNull()
  })

  test('a second acceptance leaves the first one in its place', () => {
    const again = act(inState('nurturing'), 'csm', QUALIFY, LATER)
    const { csql } = act(again, 'ae', { action: 'accept', nextOn: '2026-11-30' }, LATER + HOUR)
    expect(csql).toMatchObject({ firstAcceptedAt: FRIDAY + 20 * MINUTE, nextOn: '2026-11-30' })
  })
})

describe('return', () => {
  test('says what is missing, by codes of its list, each once', () => {
    const asked = inState('qualified')
    expect(refusal(asked, 'ae', { action: 'return', missing: [] })).toEqual(incomplete('missing'))
    expect(refusal(asked, 'ae', { action: 'return', missing: ['timing', 'no_budget'] })).toEqual(
      expect.objectContaining({ field: 'missing', rule: 'unknown_reason', typed: 'no_budget' }),
    )
    const { csql } = act(asked, 'ae', { action: 'return', missing: ['timing', 'other', 'timing'] }, LATER)
    expect(csql).toMatchObject({ state: 'returned', missing: ['timing', 'other'], reasonTextId: null, fixOn: null })
    const explained = act(asked, 'ae', { action: 'return', missing: ['timing'], reasonTextId: text('why') }, LATER)
    expect(explained.csql.reasonTextId).toBe('why')
  })
})

describe('reasons', () => {
  const X = { code: 'x_own', ja: 'ほか', en: 'own' }
  const none = { reject: [], lose: [], return: [], nurture: [], withdraw: [] }
  const cases = [
    ['reject', 'qualified', 'ae', 'too_early', 'price'],
    ['lose', 'opportunity', 'ae', 'price', 'too_early'],
    ['nurture', 'qualified', 'csm', 'renewal', 'price'],
    ['withdraw', 'qualified', 'csm', 'contact_moved', 'undone'],
  ] as const

  const tryWith = (action: (typeof cases)[number][0], reason: string | null, reasonTextId = null as never) =>
    ({ ...ATTEMPTS[action], reason, reasonTextId }) as Attempt

  test.each(cases)('%s needs a reason, of its own list', (action, state, who, own, foreign) => {
    const matter = inState(state)
    expect(refusal(matter, who, tryWith(action, null))).toEqual(incomplete('reason'))
    expect(refusal(matter, who, tryWith(action, foreign))).toEqual(bad('reason', 'unknown_reason'))
    expect(act(matter, who, tryWith(action, own), LATER).csql.reason).toBe(own)
  })

  test.each(cases)('%s takes an added entry of its own list, and of no other', (action, state, who) => {
    const own = { ...inState(state), settings: settingsWith({ addedReasons: { ...none, [action]: [X] } }) }
    expect(act(own, who, tryWith(action, 'x_own'), LATER).csql.reason).toBe('x_own')
    const list = action === 'reject' ? 'lose' : 'reject'
    const other = { ...inState(state), settings: settingsWith({ addedReasons: { ...none, [list]: [X] } }) }
    expect(refusal(other, who, tryWith(action, 'x_own'))).toEqual(bad('reason', 'unknown_reason'))
  })

  test.each([
    ['reject', 'qualified', 'ae'],
    ['lose', 'opportunity', 'ae'],
  ] as const)('%s for another reason needs a note', (action, state, who) => {
    expect(refusal(inState(state), who, tryWith(action, 'other'))).toEqual(incomplete('note'))
    const noted = tryWith(action, 'other', text('why') as never)
    expect(act(inState(state), who, noted, LATER).csql).toMatchObject({ reason: 'other', reasonTextId: 'why' })
  })

  test.each([
    ['nurture', 'qualified', 'csm'],
    ['withdraw', 'qualified', 'csm'],
  ] as const)('%s for another reason needs none, but keeps one', (action, state, who) => {
    expect(act(inState(state), who, tryWith(action, 'other'), LATER).csql.reason).toBe('other')
    const noted = tryWith(action, 'other', text('why') as never)
    expect(act(inState(state), who, noted, LATER).csql.reasonTextId).toBe('why')
  })
})

describe('update', () => {
  const update = (given: object): Attempt => ({ ...ATTEMPTS.update, ...given }) as Attempt

  test('needs the progress and the next date', () => {
    const mine = inState('accepted')
    expect(refusal(mine, 'ae', update({ progress: null }))).toEqual(incomplete('progress'))
    expect(refusal(mine, 'ae', update({ nextOn: null }))).toEqual(incomplete('next_on'))
  })

  test('the next date is today at the earliest, and the 30th working day at the latest', () => {
    const mine = inState('opportunity')
    const now = at('2026-11-24T10:00')
    expect(act(mine, 'ae', update({ nextOn: '2026-11-24' }), now).csql.nextOn).toBe('2026-11-24')
    expect(refusal(mine, 'ae', update({ nextOn: '2026-11-23' }), now)).toEqual(bad('next_on', 'past'))
    // 30 weekdays from 24 November are 5 January; New Year's Day is a holiday.
    expect(act(mine, 'ae', update({ nextOn: '2027-01-06' }), now).csql.nextOn).toBe('2027-01-06')
    expect(refusal(mine, 'ae', update({ nextOn: '2027-01-07' }), now)).toEqual(
      expect.objectContaining({ field: 'next_on', rule: 'too_far', latest: '2027-01-06' }),
    )
  })

  test("today is the AE's own: it is still the 23rd in New York", () => {
    const theirs = { ...inState('accepted'), csql: { ...inState('accepted').csql, aeId: person('proposed_ae') } }
    const now = at('2026-11-24T10:00')
    expect(act(theirs, 'proposed_ae', update({ nextOn: '2026-11-23' }), now).csql.nextOn).toBe('2026-11-23')
  })

  test('keeps the next action that stands unless a new one is given, and stays where it is', () => {
    const planned = act(inState('qualified'), 'ae', { action: 'accept', nextActionTextId: text('call') }, LATER)
    const { csql } = act(planned, 'ae', update({}), LATER)
    expect(csql).toMatchObject({ state: 'accepted', nextActionTextId: 'call', version: planned.csql.version + 1 })
    expect(csql.stateSince).toBe(LATER)
    expect(act(planned, 'ae', update({ nextActionTextId: null }), LATER).csql.nextActionTextId).toBeNull()
  })
})

describe('convert', () => {
  const convert = (given: object): Attempt => ({ ...ATTEMPTS.convert, ...given }) as Attempt

  test('needs an expected amount and the close month; the CRM link may wait', () => {
    const mine = inState('accepted')
    expect(refusal(mine, 'ae', convert({ amount: null }))).toEqual(incomplete('amount'))
    expect(refusal(mine, 'ae', convert({ closeMonth: null }))).toEqual(incomplete('close_month'))
    const { csql } = act(mine, 'ae', convert({ amount: null, oneTime: 300_000 }), LATER)
    expect(csql).toMatchObject({ state: 'opportunity', amount: null, amountPeriod: null, oneTime: 300_000 })
    expect(csql).toMatchObject({ opportunityAt: LATER, crmTextId: null, nextOn: null })
  })

  test('the close month is this one or a later one', () => {
    const mine = inState('accepted')
    expect(refusal(mine, 'ae', convert({ closeMonth: '2026-10' }))).toEqual(bad('close_month', 'past_month'))
    expect(act(mine, 'ae', convert({ closeMonth: '2026-11' }), LATER).csql.closeMonth).toBe('2026-11')
  })
})

describe('win', () => {
  const win = (given: object = {}): Attempt => ({ ...ATTEMPTS.win, ...given }) as Attempt

  test('needs the day of the signing, and an amount: either may be nothing, not both', () => {
    const deal = inState('opportunity')
    expect(refusal(deal, 'ae', win({ wonOn: null }))).toEqual(incomplete('won_on'))
    expect(refusal(deal, 'ae', win({ amount: null, oneTime: null }))).toEqual(incomplete('amount'))
    for (const nothing of [{ amount: 0, oneTime: 0 }, { amount: 0 }, { amount: null, oneTime: 0 }]) {
      expect(refusal(deal, 'ae', win(nothing))).toEqual(bad('amount', 'nothing_won'))
    }
    expect(act(deal, 'ae', win({ amount: 0, oneTime: 300_000 }), LATER).csql).toMatchObject({
      state: 'won',
      wonAmount: 0,
      wonOneTime: 300_000,
    })
    expect(act(deal, 'ae', win({ oneTime: 0 }), LATER).csql).toMatchObject({ wonAmount: 120_000, wonOneTime: 0 })
  })

  test('keeps what was promised and when it starts, to be handed back', () => {
    const { csql } = act(
      inState('opportunity'),
      'ae',
      win({ startOn: '2027-01-01', promisesTextId: text('promised') }),
      LATER,
    )
    expect(csql).toMatchObject({ startOn: '2027-01-01', promisesTextId: 'promised' })
    expect(act(inState('opportunity'), 'ae', win(), LATER).csql).toMatchObject({ startOn: null, promisesTextId: null })
  })

  test('leaves the estimate as it was, to be compared with', () => {
    const { csql } = act(inState('opportunity'), 'ae', win(), LATER)
    expect(csql).toMatchObject({ amount: 100_000, wonAmount: 120_000, wonAmountPeriod: 'month' })
  })

  test('from accepted is a convert and a win, of one step and one instant', () => {
    const won = act(inState('accepted'), 'ae', win(), LATER)
    const [convert, last] = won.events.slice(-2)
    expect([convert?.kind, convert?.from, convert?.to]).toEqual(['convert', 'accepted', 'opportunity'])
    expect([last?.kind, last?.from, last?.to]).toEqual(['win', 'opportunity', 'won'])
    expect(last?.stepId).toBe(convert?.stepId)
    expect(last?.occurredAt).toBe(convert?.occurredAt)
    expect(won.csql.version).toBe(inState('accepted').csql.version + 2)
    expect(won.csql.opportunityAt).toBe(last?.occurredAt)
  })
})

describe.each([
  ['won_on', 'win', 'wonOn'],
  ['lost_on', 'lose', 'lostOn'],
] as const)('%s', (field, action, key) => {
  const decide = (day: string | null): Attempt => ({ ...ATTEMPTS[action], [key]: day }) as Attempt
  const opportunity = inState('opportunity')
  const decided = (day: string, now: Instant) => act(opportunity, 'ae', decide(day), now)

  test('today means now', () => {
    const now = at('2026-11-25T09:30')
    const { csql, events } = decided('2026-11-25', now)
    expect(events.at(-1)).toMatchObject({ occurredAt: now, recordedAt: now })
    expect(csql).toMatchObject({ [key]: '2026-11-25', stateSince: now })
  })

  test('an earlier day means its last second, and is recorded now', () => {
    const now = at('2026-11-25T09:30')
    const last = at('2026-11-25T00:00') - 1000
    expect(decided('2026-11-24', now).events.at(-1)).toMatchObject({ occurredAt: last, recordedAt: now })
  })

  test('not in the future, nor before the day of the opportunity', () => {
    const now = at('2026-11-25T09:30')
    expect(refusal(opportunity, 'ae', decide('2026-11-26'), now)).toEqual(bad(field, 'future'))
    expect(refusal(opportunity, 'ae', decide('2026-11-19'), now)).toEqual(
      expect.objectContaining({ field, rule: 'before_opportunity', earliest: '2026-11-20' }),
    )
    expect(decided('2026-11-20', now).csql).toMatchObject({ [key]: '2026-11-20' })
  })

  test("the day is the workspace's: just past midnight in Tokyo, yesterday is over", () => {
    const midnight = at('2026-11-26T00:00')
    expect(decided('2026-11-25', midnight).events.at(-1)?.occurredAt).toBe(midnight - 1000)
    expect(decided('2026-11-25', midnight - 1).events.at(-1)?.occurredAt).toBe(midnight - 1)
    expect(refusal(opportunity, 'ae', decide('2026-11-26'), midnight - 1)).toEqual(bad(field, 'future'))
  })

  test('the AE in New York still reckons in days of the workspace', () => {
    const theirs = { ...opportunity, csql: { ...opportunity.csql, aeId: person('proposed_ae') } }
    const now = at('2026-11-26T08:00')
    expect(act(theirs, 'proposed_ae', decide('2026-11-26'), now).csql).toMatchObject({ [key]: '2026-11-26' })
  })
})

test('a win in one step is not before the acceptance', () => {
  const win = { ...ATTEMPTS.win, wonOn: '2026-11-19' } as Attempt
  expect(refusal(inState('accepted'), 'ae', win)).toEqual(bad('won_on', 'before_opportunity'))
})

test('losing without a day is losing today', () => {
  const { csql, events } = act(inState('opportunity'), 'ae', { ...ATTEMPTS.lose, lostOn: null } as Attempt, LATER)
  expect([csql.lostOn, events.at(-1)?.occurredAt]).toEqual(['2026-11-24', LATER])
})

describe('nurture and wake', () => {
  const nurture = (recheckOn: string | null): Attempt => ({ ...ATTEMPTS.nurture, recheckOn }) as Attempt

  test('needs a day to look again, from tomorrow to two years on', () => {
    const mine = inState('accepted')
    expect(refusal(mine, 'ae', nurture(null))).toEqual(incomplete('recheck_on'))
    expect(refusal(mine, 'ae', nurture('2026-11-24'))).toEqual(bad('recheck_on', 'not_after_today'))
    expect(act(mine, 'ae', nurture('2026-11-25'), LATER).csql.recheckOn).toBe('2026-11-25')
    expect(act(mine, 'ae', nurture('2028-11-25'), LATER).csql.recheckOn).toBe('2028-11-25')
    expect(refusal(mine, 'ae', nurture('2028-11-27'))).toEqual(bad('recheck_on', 'too_far'))
  })

  test.each([['signal'], ['qualified'], ['accepted'], ['opportunity'], ['returned']] as const)(
    'wakes into %s, where it came from',
    (state) => {
      const asleep = act(inState(state), 'csm', { ...ATTEMPTS.nurture, reasonTextId: text('why') } as Attempt, LATER)
      expect(asleep.csql).toMatchObject({ state: 'nurturing', nurturedFrom: state, reason: 'next_budget' })
      const awake = act(asleep, 'system', { action: 'wake' }, LATER + DAY_MS)
      expect(awake.csql).toMatchObject({ state, nurturedFrom: null, recheckOn: null, reason: null, reasonTextId: null })
      expect(awake.csql.stateSince).toBe(LATER + DAY_MS)
      expect(awake.events.at(-1)?.actorId).toBeNull()
    },
  )

  test('waking opens no round, and owes none of the dates of before', () => {
    const planned = act(inState('accepted'), 'ae', ATTEMPTS.update, LATER)
    const awake = act(act(planned, 'ae', ATTEMPTS.nurture, LATER), 'csm', { action: 'wake' }, LATER + DAY_MS)
    expect(awake.csql).toMatchObject({ round: 1, nextOn: null, fixOn: null, progress: 'contacted' })
  })
})

describe('merge', () => {
  const merge = (given: Partial<Csql>): Attempt => ({ action: 'merge', into: { ...OTHER, ...given } })

  test.each([
    ['itself', { id: CsqlId.parse('csql-1') }],
    ['other_account', { accountId: AccountId.parse('else') }],
    ['not_open', { state: 'won' }],
    ['not_open', { state: 'merged' }],
  ] as const)('refuses %s', (rule, given) => {
    expect(refusal(inState('signal'), 'manager', merge(given))).toEqual(bad('into', rule))
  })

  test('names the other in the row and in the event', () => {
    const merged = act(inState('qualified'), 'csm', merge({ state: 'nurturing' }), LATER)
    expect(merged.csql).toMatchObject({ state: 'merged', mergedInto: 'csql-2' })
    expect(merged.events.at(-1)?.figures).toEqual({ into: 'csql-2' })
  })
})

describe('reassign', () => {
  const to = (aeId?: string, csmId?: string): Attempt => ({
    action: 'reassign',
    ...(aeId === undefined ? {} : { aeId: person(aeId) }),
    ...(csmId === undefined ? {} : { csmId: person(csmId) }),
  })
  const proposed = act(inState('accepted'), 'ae', ATTEMPTS.propose_ae, LATER)

  test('a manager names a new AE or a new CSM; the state and its age stay', () => {
    const moved = act(inState('accepted'), 'manager', to('proposed_ae', 'other_csm'), LATER)
    expect(moved.csql).toMatchObject({ state: 'accepted', aeId: 'proposed_ae', csmId: 'other_csm', round: 1 })
    expect(moved.csql.stateSince).toBe(inState('accepted').csql.stateSince)
    expect(moved.events.at(-1)).toMatchObject({ kind: 'reassign', aeId: 'proposed_ae', csmId: 'other_csm' })
  })

  test('past events keep the people of their time', () => {
    const moved = act(inState('accepted'), 'manager', to('proposed_ae', 'other_csm'), LATER)
    expect(moved.events.slice(0, -1).map((event) => [event.csmId, event.aeId])).toEqual([
      ['csm', null],
      ['csm', 'ae'],
      ['csm', 'ae'],
    ])
  })

  test('its CSM may while it is qualified, and then no more', () => {
    expect(act(inState('qualified'), 'csm', to('proposed_ae'), LATER).csql.aeId).toBe('proposed_ae')
    for (const state of ['signal', 'accepted', 'opportunity', 'returned', 'nurturing'] as const) {
      expect(refusal(inState(state), 'csm', to('proposed_ae'))).toMatchObject({ code: 'illegal_transition' })
    }
  })

  test('a proposal by its AE moves nothing; the proposed AE takes it', () => {
    expect(proposed.csql).toMatchObject({ aeId: 'ae', proposedAeId: 'proposed_ae', version: 3 })
    const taken = act(proposed, 'proposed_ae', to('proposed_ae'), LATER)
    expect(taken.csql).toMatchObject({ aeId: 'proposed_ae', proposedAeId: null, version: 4 })
    expect(act(proposed, 'manager', to('proposed_ae'), LATER).csql.aeId).toBe('proposed_ae')
  })

  test('a proposed AE takes it for themself only, and changes no CSM', () => {
    for (const other of [to('manager'), to('proposed_ae', 'other_csm'), to(undefined, 'proposed_ae')]) {
      expect(refusal(proposed, 'proposed_ae', other)).toMatchObject({ code: 'not_allowed' })
    }
  })

  test('another reassignment ends the proposal, a new CSM does not', () => {
    const elsewhere = act(proposed, 'manager', to('manager'), LATER)
    expect(elsewhere.csql.proposedAeId).toBeNull()
    expect(refusal(elsewhere, 'proposed_ae', to('proposed_ae'))).toMatchObject({ code: 'not_allowed' })
    expect(act(proposed, 'manager', to(undefined, 'other_csm'), LATER).csql.proposedAeId).toBe('proposed_ae')
  })

  test('to whom has it already is nothing', () => {
    expect(refusal(inState('accepted'), 'manager', to('ae', 'csm'))).toEqual(incomplete('ae'))
    expect(refusal(inState('accepted'), 'ae', { action: 'propose_ae', aeId: person('ae') })).toEqual(incomplete('ae'))
  })

  test('its CSM is no AE where CSMs may not close, from either side, nor proposed', () => {
    const mine = inState('accepted')
    expect(refusal(mine, 'manager', to('csm'))).toEqual(bad('ae', 'csm_as_ae'))
    expect(refusal(mine, 'manager', to(undefined, 'ae'))).toEqual(bad('ae', 'csm_as_ae'))
    expect(refusal(mine, 'ae', { action: 'propose_ae', aeId: person('csm') })).toEqual(bad('ae', 'csm_as_ae'))
    expect(refusal(inState('qualified'), 'csm', to('csm'))).toEqual(bad('ae', 'csm_as_ae'))
    expect(act({ ...mine, settings: CLOSING }, 'manager', to('csm'), LATER).csql.aeId).toBe('csm')
  })
})

describe('what the AE did last', () => {
  const acted = (matter: Matter): Instant | null => matter.csql.aeActedAt

  test('any event of its AE counts; a snooze does not, nor what others do', () => {
    const mine = inState('accepted')
    const accepted = acted(mine)
    expect(acted(act(mine, 'ae', ATTEMPTS.note, LATER))).toBe(LATER)
    expect(acted(act(mine, 'ae', ATTEMPTS.propose_ae, LATER))).toBe(LATER)
    expect(acted(act(mine, 'ae', ATTEMPTS.snooze, LATER))).toBe(accepted)
    expect(acted(act(mine, 'csm', ATTEMPTS.note, LATER))).toBe(accepted)
    expect(acted(act(mine, 'manager', ATTEMPTS.update, LATER))).toBe(accepted)
  })

  test('a new AE starts with nothing done, unless they took it themself', () => {
    const proposed = act(inState('accepted'), 'ae', ATTEMPTS.propose_ae, LATER)
    const take = { action: 'reassign', aeId: person('proposed_ae') } as const
    expect(acted(act(proposed, 'manager', take, LATER + HOUR))).toBeNull()
    expect(acted(act(proposed, 'proposed_ae', take, LATER + HOUR))).toBe(LATER + HOUR)
  })
})

describe('what is no transition', () => {
  test('a note, an edit, a snooze and a plan leave version, state and round', () => {
    const before = inState('returned')
    for (const [who, action] of [
      ['member', 'note'],
      ['csm', 'edit'],
      ['csm', 'snooze'],
      ['csm', 'plan_fix'],
    ] as const) {
      const { csql } = act(before, who, ATTEMPTS[action], LATER)
      const { version, state, stateSince, round } = before.csql
      expect(csql).toMatchObject({ version, state, stateSince, round })
    }
  })

  test('an edit takes away nothing that the hand-over needed, but changes it', () => {
    const edit = (changes: object): Attempt => ({ action: 'edit', changes }) as Attempt
    const handed = inState('qualified')
    expect(refusal(handed, 'csm', edit({ productId: null, contactId: null }))).toEqual(incomplete('product', 'contact'))
    expect(act(handed, 'csm', edit({ heat: 'high', kind: 'cross_sell' }), LATER).csql).toMatchObject({
      heat: 'high',
      kind: 'cross_sell',
    })
    expect(act(inState('signal'), 'csm', edit({ productId: null }), LATER).csql.productId).toBeNull()
  })

  test('what was never there, as on an imported one, hinders no edit', () => {
    const bare = { ...inState('qualified'), csql: { ...inState('qualified').csql, contactId: null } }
    const edit: Attempt = { action: 'edit', changes: { heat: 'low', contactId: null } }
    expect(act(bare, 'csm', edit, LATER).csql.heat).toBe('low')
  })

  test('an edited amount has a period, a month unless another was said', () => {
    const edited = (matter: Matter, changes: object) =>
      act(matter, 'csm', { action: 'edit', changes } as Attempt, LATER).csql.amountPeriod
    expect(edited(logged(), { amount: 5 })).toBe('month')
    expect(edited(logged({ amount: 1, amountPeriod: 'year' }), { amount: 5 })).toBe('year')
    expect(edited(logged({ amount: 1, amountPeriod: 'year' }), { amount: null })).toBeNull()
    expect(edited(logged(), { amountPeriod: 'year' })).toBeNull()
  })

  test('a snooze lies ahead, and says until when', () => {
    const mine = inState('accepted')
    expect(refusal(mine, 'ae', { action: 'snooze', until: LATER })).toEqual(bad('until', 'past'))
    const { csql, events } = act(mine, 'ae', { action: 'snooze', until: LATER + 1 }, LATER)
    expect(events.at(-1)?.figures).toEqual({ until: LATER + 1 })
    expect(csql).toEqual(mine.csql)
  })

  test('a plan for the fix names a day, today or later', () => {
    const asked = inState('returned')
    expect(refusal(asked, 'csm', { action: 'plan_fix', fixOn: null })).toEqual(incomplete('fix_on'))
    expect(refusal(asked, 'csm', { action: 'plan_fix', fixOn: '2026-11-23' })).toEqual(bad('fix_on', 'past'))
    expect(act(asked, 'csm', { action: 'plan_fix', fixOn: '2026-11-24' }, LATER).csql.fixOn).toBe('2026-11-24')
  })
})

test('a note’s event names its text, and no other event does', () => {
  const noted = act(inState('qualified'), 'member', ATTEMPTS.note, LATER)
  expect(noted.events.map((event) => event.textId)).toEqual([null, null, 'said'])
})

test('every event names who did it and the people of the time', () => {
  const { events } = inState('won')
  expect(events.map(({ kind, actorId }) => [kind, actorId])).toEqual([
    ['log', 'logger'],
    ['qualify', 'csm'],
    ['accept', 'ae'],
    ['convert', 'ae'],
    ['win', 'ae'],
  ])
  const people = new Set(events.slice(1).map((event): PersonId | null => event.aeId))
  expect([...people]).toEqual(['ae'])
})

describe('the answer to what stands in the way', () => {
  test('is kept with its reason, moves nothing and settles nothing that is overdue', () => {
    const before = inState('qualified')
    const after = act(before, 'ae', ATTEMPTS.neglect, LATER)
    expect(after.events.at(-1)).toMatchObject({ kind: 'neglect', figures: { reason: 'hard_problem' } })
    expect(after.csql).toEqual(before.csql)
    expect(after.clocks).toEqual(before.clocks)
  })

  test('must be one of the list', () => {
    const unheardOf = { action: 'neglect', reason: 'unheard_of' } as const
    expect(refusal(inState('qualified'), 'ae', unheardOf)).toMatchObject({ rule: 'unknown_reason' })
    expect(refusal(inState('qualified'), 'ae', { action: 'neglect', reason: null })).toEqual(incomplete('reason'))
  })
})
