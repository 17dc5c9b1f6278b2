import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../src/domain/attempt.js'
import { CLOCKS_OF_STATE, type Clock } from '../../src/domain/clock.js'
import { type Csql, HEATS, OPEN_STATES, PROGRESS, STATES, type State } from '../../src/domain/csql.js'
import { addDays } from '../../src/domain/days.js'
import { DomainError } from '../../src/domain/errors.js'
import { countsInVersion, EVENT_KINDS, reversedEvents } from '../../src/domain/event.js'
import { CsqlId } from '../../src/domain/ids.js'
import { canAct } from '../../src/domain/may.js'
import { batchSlot, nextStepAt, stepDue } from '../../src/domain/nudge-policy.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { isWorkingTime } from '../../src/domain/working-calendar.js'
import { localDay } from '../../src/domain/zone-time.js'
import { inState } from '../support/csql-paths.js'
import {
  act,
  actor,
  CLOSING,
  calendarFor,
  folded,
  type Matter,
  OTHER_PRODUCT,
  PRODUCT,
  person,
  running,
  SETTINGS,
  text,
  undone,
} from '../support/csql-world.js'
import { TABLE } from '../support/lifecycle-table.js'

const ACTORS = [
  'csm',
  'logger',
  'inside_sales',
  'ae',
  'proposed_ae',
  'other_csm',
  'ae_delegate',
  'csm_delegate',
  'manager',
  'member',
  'system',
] as const
const ACTIONS = TABLE.map((row) => row.action as Attempt['action'])
const ASSIGNABLE = ['ae', 'proposed_ae', 'csm', 'manager'] as const

/** One turn of anybody's: the figures that an attempt is made from. */
const turns = fc.record({
  who: fc.constantFrom(...ACTORS),
  doing: fc.oneof(
    { weight: 8, arbitrary: fc.constant('something open' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...ACTIONS) },
    { weight: 2, arbitrary: fc.constant('undo' as const) },
    { weight: 3, arbitrary: fc.constant('sweep' as const) },
    { weight: 1, arbitrary: fc.constant('talk' as const) },
  ),
  on: fc.nat({ max: 1 }),
  pick: fc.nat({ max: 1000 }),
  days: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) }, fc.integer({ min: -5, max: 60 })),
  later: fc.constantFrom(0, MINUTE, 3 * MINUTE, 10 * MINUTE, 5 * HOUR, DAY_MS, 3 * DAY_MS, 15 * DAY_MS),
})
type Turn = typeof turns extends fc.Arbitrary<infer T> ? T : never

const among = <T>(options: readonly [T, ...T[]], pick: number): T => options[pick % options.length] ?? options[0]

function attemptOf(action: Attempt['action'], { pick, days }: Turn, now: Instant, other: Csql): Attempt {
  const day = addDays(localDay('Asia/Tokyo', now), days)
  const reason = { reason: 'other', reasonTextId: pick % 5 === 0 ? null : text('reason') }
  const amount = { amount: pick % 3 === 0 ? null : pick * 1000, amountPeriod: null, oneTime: pick % 7, currency: 'JPY' }
  switch (action) {
    case 'qualify':
      return {
        action,
        checklist: [],
        heat: among(HEATS, pick),
        productId: among([PRODUCT, PRODUCT, OTHER_PRODUCT], pick),
        ae: among([person('ae'), person('ae'), person('proposed_ae'), person('csm'), 'unassigned'], pick),
        changedTextId: text('changed'),
      }
    case 'accept':
      return { action, nextOn: pick % 2 === 0 ? null : day }
    case 'return':
      return { action, missing: ['timing', 'budget'].slice(pick % 3 === 0 ? 2 : 0) }
    case 'update':
      return { action, progress: among(PROGRESS, pick), nextOn: day }
    case 'convert':
      return { action, ...amount, closeMonth: day.slice(0, 7) }
    case 'win':
      return { action, ...amount, wonOn: day }
    case 'lose':
      return { action, ...reason, lostOn: pick % 2 === 0 ? null : day }
    case 'nurture':
      return { action, ...reason, recheckOn: day }
    case 'reject':
    case 'withdraw':
      return { action, ...reason }
    case 'merge':
      return { action, into: other }
    case 'reassign':
      return pick % 4 === 0
        ? { action, csmId: person(among(['other_csm', 'csm'], pick)) }
        : { action, aeId: person(among(ASSIGNABLE, pick)) }
    case 'reopen':
      return { action, reasonTextId: pick % 6 === 0 ? null : text('again') }
    case 'note':
      return { action, textId: text('said') }
    case 'edit':
      return { action, changes: { heat: among(HEATS, pick), ...(pick % 2 === 0 ? {} : { amount: pick }) } }
    case 'snooze':
      return { action, until: now + days * DAY_MS }
    case 'plan_fix':
      return { action, fixOn: day }
    case 'neglect':
      return { action, reason: pick % 7 === 0 ? 'unheard_of' : 'hard_problem' }
    case 'ask_support':
      return { action, supporterId: person(among(['member', 'ae', 'manager'], pick)), textId: null }
    case 'ask_csm':
      return { action, textId: text('question') }
    case 'answer_csm':
      return { action, textId: pick % 7 === 0 ? null : text('answer') }
    case 'propose_ae':
      return { action, aeId: person(among(ASSIGNABLE, pick)) }
    case 'wake':
      return { action }
  }
}

/** The clocks' due steps, taken as the sweep takes them; whoever is nudged is nudged in a working moment. */
function swept(matter: Matter, now: Instant): Matter {
  const { heat } = matter.csql
  const clocks = matter.clocks.map((clock) => {
    if (clock.kind === 'wake' || clock.nextStepAt === null || clock.nextStepAt > now) return clock
    const calendar = calendarFor(matter.settings, clock.ownerId)
    const step = stepDue(clock, heat, calendar, now)
    const slot = batchSlot(calendar, now).at
    if (step === null) {
      if (slot === now) throw new Error(`nothing to do at the time of the next step of ${clock.kind}`)
      return { ...clock, nextStepAt: slot }
    }
    if (!isWorkingTime(calendar, slot)) throw new Error('a nudge outside working time')
    const moved = {
      ...clock,
      stepsTaken: step.stepsTaken,
      nudgedAt: step.nudge === null ? clock.nudgedAt : slot,
      escalatedAt: step.escalate ? now : clock.escalatedAt,
    }
    const next = nextStepAt(moved, heat, calendar)
    if (next !== null && next <= now) throw new Error(`${clock.kind} would be swept again at once`)
    return { ...moved, nextStepAt: next }
  })
  return { ...matter, clocks }
}

/** The AE asks the CSM, or the CSM answers what is open. */
function talked(matter: Matter, other: Matter, turn: Turn, now: Instant): Matter {
  const { questionTextId, aeId, csmId } = matter.csql
  const [who, action] = questionTextId === null ? ([aeId, 'ask_csm'] as const) : ([csmId, 'answer_csm'] as const)
  return who === null ? matter : act(matter, who, attemptOf(action, turn, now, other.csql), now)
}

function takeTurn(matter: Matter, other: Matter, turn: Turn, now: Instant): Matter {
  if (turn.doing === 'sweep') return swept(matter, now)
  try {
    if (turn.doing === 'undo') {
      return undone(matter, matter.events.at(-1)?.actorId ?? turn.who, now)
    }
    if (turn.doing === 'talk') return talked(matter, other, turn, now)
    const who = actor(turn.who)
    const open = ACTIONS.filter((action) => canAct(action, who, matter.csql, matter.settings, other.csql))
    const action = turn.doing === 'something open' ? open[turn.pick % Math.max(1, open.length)] : turn.doing
    if (action === undefined) return matter
    return act(matter, turn.who, attemptOf(action, turn, now, other.csql), now)
  } catch (error) {
    if (error instanceof DomainError) return matter
    throw error
  }
}

interface Script {
  /** The states that the two CSQLs are brought into first. */
  readonly from: readonly [State, State]
  readonly turns: readonly Turn[]
  /** Whether CSMs may close. */
  readonly closing: boolean
}

const scripts: fc.Arbitrary<Script> = fc.record({
  from: fc.tuple(fc.constantFrom(...STATES), fc.constantFrom(...OPEN_STATES)),
  turns: fc.array(turns, { minLength: 10, maxLength: 50 }),
  closing: fc.boolean(),
})

/** Plays the turns over two CSQLs of one account, and shows every step that came about. */
function play({ from, turns, closing }: Script, see: (before: Matter, after: Matter, now: Instant) => void): void {
  const settings = closing ? CLOSING : SETTINGS
  const second = { id: CsqlId.parse('csql-9'), number: 9, csmId: person('csm'), heat: 'high' } as const
  let pair: readonly [Matter, Matter] = [inState(from[0], {}, settings), inState(from[1], second, settings)]
  let now = Math.max(...pair.flatMap(({ events }) => events.map((event) => event.recordedAt)))
  for (const turn of turns) {
    now += turn.later
    const [mine, other] = turn.on === 0 ? pair : ([pair[1], pair[0]] as const)
    const after = takeTurn(mine, other, turn, now)
    if (after !== mine) see(mine, after, now)
    pair = turn.on === 0 ? [after, pair[1]] : [pair[0], after]
  }
}

type See = (before: Matter, after: Matter, now: Instant) => void

function whatever(check: See, parameters: fc.Parameters<[Script]> = { numRuns: 200 }): void {
  fc.assert(
    fc.property(scripts, (script) => play(script, check)),
    parameters,
  )
}

const added = (before: Matter, after: Matter) => after.events.slice(before.events.length)

describe('whatever anybody tries, at any time', () => {
  test('the row is the fold of its history, and its version counts the transitions', () => {
    whatever((_before, after) => {
      expect(after.csql).toEqual(folded(after))
      expect(after.csql.version).toBe(after.events.filter((event) => countsInVersion(event.kind)).length)
    })
  })

  test('the state changes along the table only', () => {
    whatever((before, after) => {
      for (const [part, event] of added(before, after).entries()) {
        // A win in one step is reopened in two parts, the second of them from where the first left it.
        if (event.kind === 'undo' || (event.kind === 'reopen' && part > 0)) continue
        const row = TABLE.find(({ action }) => action === event.kind)
        expect(row?.from).toContain(event.from)
        if (row?.to === 'same') expect(event.to).toBe(event.from)
        else if (row?.to !== 'back') {
          const closedBySelf = event.kind === 'qualify' && after.csql.selfClosed
          expect(event.to).toBe(closedBySelf ? 'accepted' : row?.to)
        }
      }
    })
  })

  test('the events of a step hang together: each begins where the one before ended', () => {
    whatever((before, after) => {
      let state = before.csql.state
      for (const event of added(before, after)) {
        expect(event.from).toBe(state)
        state = event.to
      }
      expect(state).toBe(after.csql.state)
    })
  })

  test('exactly the clocks of its state run, once each, and whoever owes them now', () => {
    whatever((_before, after) => {
      const kinds = running(after).map((clock) => clock.kind)
      const expected = CLOCKS_OF_STATE[after.csql.state]
      expect(new Set(kinds).size).toBe(kinds.length)
      const mayLack = after.csql.state === 'accepted' ? ['first_contact'] : []
      expect(expected.filter((kind) => !kinds.includes(kind) && !mayLack.includes(kind))).toEqual([])
      expect(kinds.filter((kind) => !expected.includes(kind))).toEqual([])
      for (const clock of running(after))
        expect([clock.kind, clock.ownerId]).toEqual([clock.kind, debtorOf(clock, after)])
    })
  })

  test('the first contact stops only by an update', () => {
    whatever((before, after) => {
      const had = running(before).some((clock) => clock.kind === 'first_contact')
      const has = running(after).some((clock) => clock.kind === 'first_contact')
      if (before.csql.state !== 'accepted' || after.csql.state !== 'accepted' || had === has) return
      const [event] = added(before, after)
      const undoneUpdate = event?.kind === 'undo' && event.figures['undone'] === 'update'
      expect(had ? event?.kind === 'update' : undoneUpdate).toBe(true)
    })
  })

  test('every next step is at a working moment of who owes it', () => {
    whatever((_before, after) => {
      for (const clock of running(after)) {
        if (clock.nextStepAt === null) continue
        expect(isWorkingTime(calendarFor(after.settings, clock.ownerId), clock.nextStepAt)).toBe(true)
      }
    })
  })

  test('a stopped clock keeps its due time, and says what stopped it', () => {
    whatever((before, after) => {
      for (const clock of after.clocks.filter((one) => one.stoppedAt !== null)) {
        const earlier = before.clocks.find((one) => one.id === clock.id)
        expect(clock.dueAt).toBe(earlier?.dueAt)
        expect(clock.nextStepAt).toBeNull()
        expect(after.events.map((event) => event.id)).toContain(clock.stoppedBy)
        expect(clock.ending).not.toBeNull()
      }
    })
  })

  test('an undo at once restores the row but for its version, and the clocks as they ran', () => {
    whatever((before, after, now) => {
      const last = after.events.at(-1)
      if (after.events.length === before.events.length || last?.kind === 'undo') return
      if (last === undefined || last.actorId === null) {
        expect(() => undone(after, 'manager', now)).toThrow(DomainError)
        return
      }
      const back = undone(after, last.actorId, now + MINUTE)
      expect({ ...back.csql, version: 0 }).toEqual({ ...before.csql, version: 0 })
      expect(back.csql.version).toBeGreaterThan(after.csql.version)
      expect(running(back).map(asItRan)).toEqual(running(before).map(asItRan))
    })
  })

  test('a reopen leads to the state before the decision, with clocks that start now', () => {
    whatever((before, after, now) => {
      const events = added(before, after)
      if (events[0]?.kind !== 'reopen') return
      const reversed = reversedEvents(after.events)
      const decision = after.events.find((event) => event.id === events.at(-1)?.reverses)
      expect(reversed.has(decision?.id ?? events[0].id)).toBe(true)
      expect(after.csql.state).toBe(decision?.from)
      expect(after.csql.stateSince).toBe(now)
      const freshest = running(after).filter((clock) => clock.kind !== 'wake')
      for (const clock of freshest) {
        expect([clock.startedAt, clock.stepsTaken, clock.snoozes]).toEqual([now, 0, 0])
        expect(clock.dueAt).toBeGreaterThan(now)
      }
    })
  })

  test('only a delegate acts in the place of somebody, for who owed it, and counts as them', () => {
    whatever((before, after, now) => {
      for (const event of added(before, after)) {
        const place = event.figures['in_place_of']
        if (place === undefined) continue
        expect(['ae_delegate', 'csm_delegate']).toContain(event.actorId)
        // An answer is the CSM's to give, wherever the CSQL is.
        const owed = event.kind === 'answer_csm' || (event.from !== null && ['signal', 'returned'].includes(event.from))
        expect(place).toBe(owed ? before.csql.csmId : before.csql.aeId)
        if (!owed && event.kind !== 'edit') expect(after.csql.aeActedAt).toBe(now)
      }
    })
  })

  test('what never changes: who logged it, when, its number; what only grows: version, round and history', () => {
    whatever((before, after) => {
      const { loggedBy, loggedAt, number, id } = before.csql
      expect(after.csql).toMatchObject({ loggedBy, loggedAt, number, id })
      expect(after.csql.version).toBeGreaterThanOrEqual(before.csql.version)
      expect(after.events.slice(0, before.events.length)).toEqual(before.events)
    })
  })
})

/** Fixed, for it tries the generator and not the rules. */
const REACHING = { numRuns: 200, seed: 1 }

test('the turns reach every state and every kind of event', () => {
  const states = new Set<string>()
  const kinds = new Set<string>()
  whatever((before, after) => {
    states.add(after.csql.state)
    for (const event of added(before, after)) kinds.add(event.kind)
  }, REACHING)
  expect([...states].sort()).toEqual([...STATES].sort())
  expect([...kinds].sort()).toEqual(EVENT_KINDS.filter((kind) => kind !== 'log').sort())
})

/** domain.md §4: the AE owes decide, first contact, convert and update; the CSM fix and qualify; wake is whose it was. */
function debtorOf(clock: Clock, { csql }: Matter): Csql['aeId'] {
  if (['fix', 'qualify'].includes(clock.kind)) return csql.csmId
  if (clock.kind !== 'wake') return csql.aeId
  return ['qualified', 'accepted', 'opportunity'].includes(csql.nurturedFrom ?? '')
    ? (csql.aeId ?? csql.csmId)
    : csql.csmId
}

/** All but when it was last nudged, which a heat edit forgets on purpose. */
const asItRan = ({ nudgedAt: _nudged, nextStepAt: _next, ...clock }: Clock) => clock
