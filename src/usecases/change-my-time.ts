import { BadValue, NotFound } from '../domain/errors.js'
import type { PersonId } from '../domain/ids.js'
import { leaveKey, type NewLeave, plannedLeave } from '../domain/leave.js'
import { type Leave, type Person, rolesOf, WorkingHours } from '../domain/person.js'
import type { Day } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import { actingPerson, ask, type Ctx } from './context.js'
import { enqueueLeaveNotices } from './enqueue-leave-notices.js'
import { afterCalendarChange } from './move-waiting.js'
import { once } from './once.js'
import type { Tx } from './ports.js'

/** Somebody's working hours and leave, with the people who are named in it. */
export interface PersonTime {
  readonly person: Person
  readonly settings: Settings
  /** Delegates and the person, by id. */
  readonly people: readonly Person[]
  /** Today in the person's zone. */
  readonly today: Day
}

/** @throws NotAllowed for somebody else's, unless the actor is a manager; NotFound */
export async function readPersonTime(ctx: Ctx, personId: PersonId): Promise<PersonTime> {
  ask(ctx, 'time.read', { owner: personId })
  return ctx.store.read((tx) => timeOf(ctx, tx, personId))
}

export interface ChangeMyTime {
  readonly personId: PersonId
  /** Null = as the workspace. */
  readonly workingHours: WorkingHours | null
  /** Which leave that is not over stays, by `leaveKey`. */
  readonly kept: readonly string[]
  readonly added: readonly NewLeave[]
  /** No nudges before this day; null ends a pause, absent leaves it. */
  readonly pausedUntil?: Day | null
}

/** What was changed, in plain JSON: names are read again by whoever shows them. */
export interface MyTimeChanged {
  readonly personId: PersonId
  readonly leaveChanged: boolean
}

/**
 * Sets somebody's own working hours, leave and pause: their own, or anybody's by a manager (somebody falls ill). What runs
 * falls due by the new hours, what waits goes by them, and whoever is asked to stand in is told.
 *
 * @throws NotAllowed for somebody else's, unless the actor is a manager; NotFound
 * @throws BadValue at the input that is wrong; NoWorkingTime where the hours leave nothing
 */
export async function changeMyTime(ctx: Ctx, input: ChangeMyTime): Promise<MyTimeChanged> {
  const by = actingPerson(ctx, 'time.change', { owner: input.personId })
  return once(ctx, async (tx) => {
    const { person: before, settings, today } = await timeOf(ctx, tx, input.personId)
    for (const { row, delegateId } of input.added) await requireDelegate(tx, settings, delegateId, `delegate${row}`)
    const after: Person = {
      ...before,
      workingHours: soundHours(input.workingHours),
      leave: plannedLeave(before, input, today),
      pausedUntil: pauseOf(before, input.pausedUntil, today),
    }
    nextWorkingMoment(calendarOf(settings, after), ctx.now)
    await tx.people.put(after)
    await afterCalendarChange(tx, after.id, ctx.now)
    const leaveChanged = keysOf(before.leave) !== keysOf(after.leave)
    if (leaveChanged) await enqueueLeaveNotices(ctx, tx, settings, before, after, by)
    await tx.audit.append({
      id: ctx.ids.next(),
      at: ctx.now,
      actorId: by,
      fromCommandLine: false,
      action: 'time.change',
      subject: after.id,
      facts: { own_hours: after.workingHours !== null, leaves: after.leave.length, paused: after.pausedUntil !== null },
    })
    return { personId: after.id, leaveChanged }
  })
}

const keysOf = (leave: readonly Leave[]): string =>
  leave.map((one) => `${leaveKey(one)} ${one.delegateId ?? ''}`).join(',')

async function timeOf(ctx: Ctx, tx: Tx, personId: PersonId): Promise<PersonTime> {
  const person = await tx.people.get(personId)
  if (person === null) throw new NotFound({ what: 'person', typed: personId })
  const named = person.leave.flatMap(({ delegateId }) => delegateId ?? [])
  return {
    person,
    settings: await tx.settings.get(),
    people: [person, ...(await tx.people.many(named))],
    today: localDay(person.zone, ctx.now),
  }
}

async function requireDelegate(tx: Tx, settings: Settings, id: PersonId | null, field: string): Promise<void> {
  if (id === null) return
  const delegate = await tx.people.get(id)
  if (delegate === null) throw new BadValue({ field, rule: 'unknown_person' })
  if (delegate.standing !== 'member') throw new BadValue({ field, rule: delegate.standing })
  if (settings.participation === 'assigned' && rolesOf(delegate).size === 0) {
    throw new BadValue({ field, rule: 'without_role' })
  }
}

function soundHours(hours: WorkingHours | null): WorkingHours | null {
  if (hours === null) return null
  if (hours.weekdays.length === 0) throw new BadValue({ field: 'work_days', rule: 'no_weekday' })
  if (hours.closes <= hours.opens) throw new BadValue({ field: 'closes', rule: 'before_opens' })
  return WorkingHours.parse(hours)
}

function pauseOf({ pausedUntil }: Person, until: Day | null | undefined, today: Day): Day | null {
  if (until === undefined) return pausedUntil
  // A pause that was over long ago stands in the form as it was.
  if (until !== null && until <= today && until !== pausedUntil) {
    throw new BadValue({ field: 'pause_until', rule: 'not_after_today', typed: until, today })
  }
  return until
}
