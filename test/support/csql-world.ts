import type { Attempt, EventDraft, Step, World } from '../../src/domain/attempt.js'
import type { Clock } from '../../src/domain/clock.js'
import { type ClockChanges, clockChanges } from '../../src/domain/clock-changes.js'
import type { Csql } from '../../src/domain/csql.js'
import { type CsqlEvent, foldHistory } from '../../src/domain/event.js'
import {
  AccountId,
  ClockId,
  ContactId,
  CsqlId,
  EventId,
  PersonId,
  ProductId,
  TextId,
  WorkspaceId,
} from '../../src/domain/ids.js'
import { type Actor, type Role, SYSTEM } from '../../src/domain/person.js'
import { undo } from '../../src/domain/reversal.js'
import { newSignal } from '../../src/domain/signal.js'
import type { Instant, Zone } from '../../src/domain/time.js'
import { attempt } from '../../src/domain/transitions.js'
import type { WorkingCalendar } from '../../src/domain/working-calendar.js'
import { calendarOf, Settings } from '../../src/domain/workspace.js'

/** CSQLs in memory: steps, histories and clocks as the store would keep them, by the rules alone. */

export const WORKSPACE = WorkspaceId.parse('w')
const ACCOUNT = AccountId.parse('account')
export const PRODUCT = ProductId.parse('product')
export const OTHER_PRODUCT = ProductId.parse('other-product')
const CONTACT = ContactId.parse('contact')
export const person = (id: string): PersonId => PersonId.parse(id)
export const text = (id: string): TextId => TextId.parse(id)

const ROLES_OF: Readonly<Record<string, readonly Role[]>> = {
  member: [],
  csm: ['csm'],
  logger: ['csm'],
  inside_sales: ['inside_sales'],
  ae: ['ae'],
  proposed_ae: ['ae'],
  other_csm: ['csm'],
  manager: ['manager'],
  admin: ['admin'],
}
const ZONE_OF: Readonly<Record<string, Zone>> = { proposed_ae: 'America/New_York' }

/** Whoever is on leave, by the id of who stands in for them. */
const DELEGATES: Readonly<Record<string, readonly PersonId[]>> = {
  ae_delegate: [person('ae')],
  csm_delegate: [person('csm')],
}

export function actor(id: string): Actor {
  if (id === 'system') return SYSTEM
  const known = {
    kind: 'person',
    id: person(id),
    roles: new Set(ROLES_OF[id] ?? []),
    standing: 'member',
    locale: 'ja',
  } as const
  const standsInFor = DELEGATES[id]
  return standsInFor === undefined ? known : { ...known, standsInFor: new Set(standsInFor) }
}

export const at = (wall: string): Instant => Date.parse(`${wall}:00+09:00`)
/** A Friday afternoon in Tokyo; Monday the 23rd is a holiday in Japan. */
export const FRIDAY = at('2026-11-20T15:00')

export const settingsWith = (given: Partial<Settings> = {}): Settings => Settings.parse(given)
export const SETTINGS = settingsWith()
/** CSMs may close upsells of the product. */
export const CLOSING = settingsWith({ selfClosing: [{ productId: PRODUCT, kind: 'upsell' }] })

const calendars = new Map<string, WorkingCalendar>()
/** In Tokyo; the proposed AE is in New York and keeps Japan's holidays. */
export function calendarFor(settings: Settings, id: PersonId | string | null): WorkingCalendar {
  const zone = ZONE_OF[id ?? ''] ?? settings.zone
  const found = calendars.get(zone) ?? calendarOf(settings, { zone, workingHours: null, leave: [] })
  calendars.set(zone, found)
  return found
}

export const worldAt = (now: Instant, given: Partial<World> = {}): World => {
  const settings = given.settings ?? SETTINGS
  return { now, settings, calendar: calendarFor(settings, null), gates: [], optIn: 'yes', history: [], ...given }
}

/** A signal as it is logged, with what is said otherwise. */
export function signal(given: Partial<Csql> = {}, loggedAt = FRIDAY): Csql {
  return newSignal({
    workspaceId: WORKSPACE,
    id: CsqlId.parse('csql-1'),
    number: 1,
    accountId: ACCOUNT,
    productId: PRODUCT,
    kind: 'upsell',
    source: 'cs_activity',
    contactId: CONTACT,
    loggedBy: person('logger'),
    csmId: person('csm'),
    noteTextId: text('note'),
    problemTextId: text('problem'),
    currency: 'JPY',
    loggedAt,
    ...given,
  })
}

/** One CSQL with its history and all its clocks. Every act gives a new one, so that a test may look at both. */
export interface Matter {
  readonly csql: Csql
  readonly events: readonly CsqlEvent[]
  readonly clocks: readonly Clock[]
  readonly settings: Settings
}

export const running = (matter: Matter): readonly Clock[] => matter.clocks.filter((clock) => clock.stoppedAt === null)

export function clockOf(matter: Matter, kind: Clock['kind']): Clock {
  const found = running(matter).find((clock) => clock.kind === kind)
  if (found === undefined) throw new Error(`no ${kind} clock runs in ${matter.csql.state}`)
  return found
}

export function logged(given: Partial<Csql> = {}, now = FRIDAY, settings = SETTINGS): Matter {
  const csql = signal(given, now)
  const { workspaceId: _workspace, id: _id, number: _number, version: _version, ...changes } = csql
  const event: EventDraft = {
    kind: 'log',
    actorId: csql.loggedBy,
    from: null,
    to: 'signal',
    reverses: null,
    changes,
    textId: null,
    figures: {},
    csmId: csql.csmId,
    aeId: csql.aeId,
    occurredAt: now,
  }
  const none = { csql, events: [], clocks: [], settings }
  return record(none, { before: null, after: csql, events: [event] }, now)
}

/** Writes a step as the store does: ids and sequence for its events, ids for the clocks it starts. */
function record(matter: Matter, step: Step, now: Instant): Matter {
  const { settings } = matter
  const before = matter.events.length
  const idAt = (seq: number): EventId => EventId.parse(`${step.after.id}-e${seq}`)
  const added = step.events.map(
    (draft, index): CsqlEvent => ({
      ...draft,
      changes: { ...draft.changes },
      figures: { ...draft.figures },
      workspaceId: WORKSPACE,
      csqlId: step.after.id,
      id: idAt(before + index + 1),
      stepId: idAt(before + 1),
      seq: before + index + 1,
      recordedAt: now,
    }),
  )
  const eventId = idAt(before + added.length)
  const calendar = (owner: PersonId | null): WorkingCalendar => calendarFor(settings, owner)
  const changes = clockChanges(step, matter.clocks, { now, settings, calendarOf: calendar, eventId })
  return {
    settings,
    csql: step.after,
    events: [...matter.events, ...added],
    clocks: changedClocks(matter, changes, step.after, eventId),
  }
}

function changedClocks(matter: Matter, changes: ClockChanges, csql: Csql, startedBy: EventId): readonly Clock[] {
  const ids = changes.change.map((clock) => clock.id)
  const known = matter.clocks.map((clock) => clock.id)
  if (new Set(ids).size !== ids.length) throw new Error(`a clock was changed twice: ${ids}`)
  if (!ids.every((id) => known.includes(id))) throw new Error(`an unknown clock was changed: ${ids}`)
  const started = changes.start.map(
    (draft, index): Clock => ({
      ...draft,
      workspaceId: WORKSPACE,
      id: ClockId.parse(`${csql.id}-c${known.length + index + 1}`),
      startedBy,
    }),
  )
  const now = new Map(changes.change.map((clock) => [clock.id, clock]))
  return [...matter.clocks.map((clock) => now.get(clock.id) ?? clock), ...started]
}

/** Makes somebody try something. Throws as `attempt`. */
export function act(
  matter: Matter,
  who: string | Actor,
  input: Attempt,
  now: Instant,
  given: Partial<World> = {},
): Matter {
  const { csql, settings } = matter
  const owes = csql.state === 'returned' || csql.state === 'signal' ? csql.csmId : csql.aeId
  const world = worldAt(now, { settings, calendar: calendarFor(settings, owes), history: matter.events, ...given })
  const step = attempt(csql, typeof who === 'string' ? actor(who) : who, input, world)
  return record(matter, step, now)
}

export function undone(matter: Matter, who: string, now: Instant, eventId?: EventId): Matter {
  return record(matter, undo(matter.csql, actor(who), matter.events, now, eventId), now)
}

export const folded = (matter: Matter): Csql => foldHistory(matter.csql.number, matter.events)

/** The hand-over with all that it requires. */
export const QUALIFY = { action: 'qualify', checklist: [], ae: person('ae'), changedTextId: text('changed') } as const
