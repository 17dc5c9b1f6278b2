import type { ModalView } from '@slack/types'
import { PersonId } from '../domain/ids.js'
import { LEAVE_ROWS, upcomingLeave } from '../domain/leave.js'
import { localDay } from '../domain/zone-time.js'
import type { FieldName } from '../i18n/areas/modals.js'
import { changeMyTime, type PersonTime, readPersonTime } from '../usecases/change-my-time.js'
import { lines } from '../views/blocks.js'
import { lineName } from '../views/labels.js'
import { type Message, message } from '../views/message.js'
import { leaveInWords, type MyTimeOptions, myTimeModal } from '../views/modals/my-time.js'
import { hoursInWords } from '../views/working-hours.js'
import { type Entry, resolvePerson } from './actor.js'
import type { FieldErrors } from './modal-values.js'
import { readMyTimeModal } from './my-time-values.js'

const namesOf = ({ people }: PersonTime): ReadonlyMap<string, string> =>
  new Map(people.map(({ id, name }) => [id as string, name]))

/** Whose form, and with how many rows for new leave; `leave` is filled in already. */
export interface MyTimeAsked {
  readonly personId: PersonId | null
  readonly rows: number
  readonly leave?: MyTimeOptions['leave']
}

/** The form for somebody's hours and leave. @throws NotAllowed for somebody else's, unless by a manager */
export async function myTimeView(entry: Entry, { personId, rows, leave }: MyTimeAsked): Promise<ModalView> {
  const { ctx, messages: m, viewer, person, settings } = entry
  const time = await readPersonTime(ctx, personId ?? person.id)
  return myTimeModal({
    ...{ m, viewer, today: localDay(settings.zone, ctx.now) },
    ...{ person: time.person, settings: time.settings, personToday: time.today, names: namesOf(time) },
    isOther: time.person.id !== person.id,
    rows: Math.min(Math.max(rows, 1), LEAVE_ROWS.length),
    leave: leave ?? null,
  })
}

export type MyTimeSent =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly errors: FieldErrors }

/**
 * Does what the form asks for, and says how it stands then.
 *
 * @throws as `changeMyTime`
 */
export async function saveMyTime(entry: Entry, personId: PersonId, values: unknown): Promise<MyTimeSent> {
  const { ctx, messages: m } = entry
  const read = readMyTimeModal(values, m)
  if (!read.ok) return read
  const added: { row: (typeof LEAVE_ROWS)[number]; from: string; to: string; delegateId: PersonId | null }[] = []
  for (const { row, from, to, delegate } of read.added) {
    const delegateId = delegate === null ? null : await resolvePerson(entry, delegate)
    if (delegate !== null && delegateId === null) {
      const field: FieldName = `delegate${row}`
      return { ok: false, errors: { [field]: m.faults.rules.unknown_person({ bound: null, csql: null }) } }
    }
    added.push({ row, from, to, delegateId })
  }
  const { hours: workingHours, kept, pausedUntil } = read
  const { leaveChanged } = await changeMyTime(ctx, {
    ...{ personId, workingHours, kept, added },
    ...(pausedUntil === undefined ? {} : { pausedUntil }),
  })
  return { ok: true, message: savedMessage(entry, await readPersonTime(ctx, personId), leaveChanged) }
}

function savedMessage({ messages: m, person: reader }: Entry, time: PersonTime, leaveChanged: boolean): Message {
  const { person, settings, today } = time
  const names = namesOf(time)
  const upcoming = upcomingLeave(person.leave, today)
  const { pausedUntil } = person
  return message(
    lines(
      person.id === reader.id ? m.away.saved : m.away.savedFor(lineName(person.name)),
      m.cards.labelled(m.modals.labels.hours_as, hoursInWords(person.workingHours ?? settings.workingHours, m)),
      ...(upcoming.length === 0
        ? [m.away.noLeave]
        : upcoming.map((leave) => `・${leaveInWords(leave, m, today, names)}`)),
      ...delegatesAway(time, m),
      pausedUntil !== null && pausedUntil > today ? m.commands.pause.paused(m.format.day(pausedUntil, today)) : null,
      leaveChanged ? m.away.duesMoved : null,
    ),
  )
}

/** Leave of a delegate that lies in the leave they stand in for. */
function delegatesAway({ person, people, today }: PersonTime, m: Entry['messages']): readonly string[] {
  return upcomingLeave(person.leave, today).flatMap((leave) => {
    const delegate = people.find(({ id }) => id === leave.delegateId)
    const clash = delegate?.leave.find(({ from, to }) => from <= leave.to && leave.from <= to)
    if (delegate === undefined || clash === undefined) return []
    const day = (of: string) => m.format.day(of, today)
    return [m.away.delegateAway(lineName(delegate.name), day(clash.from), day(clash.to))]
  })
}

/** `own`, or how many rows and whose: `2:ID`. Null for what this program did not write. */
export function readMyTimeValue(value: string | null): { personId: PersonId | null; rows: number } | null {
  if (value === null || value === 'own') return { personId: null, rows: 1 }
  const [, rows, id] = /^([1-3]):([A-Za-z0-9-]{1,64})$/u.exec(value) ?? []
  return id === undefined ? null : { personId: PersonId.parse(id), rows: Number(rows) }
}
