import type { KnownBlock, ModalView } from '@slack/types'
import { LEAVE_ROWS, leaveKey, upcomingLeave } from '../../domain/leave.js'
import type { Leave, Person } from '../../domain/person.js'
import type { Day } from '../../domain/time.js'
import type { Settings } from '../../domain/workspace.js'
import type { Messages } from '../../i18n/messages.js'
import { actions, plainButton, small } from '../blocks.js'
import { callbackId, MORE_LEAVE } from '../ids.js'
import { lineName } from '../labels.js'
import { hoursInWords } from '../working-hours.js'
import { type Choice, datePick, personPick, radio, several, timePick } from './inputs.js'
import { writeMetadataOf } from './metadata.js'
import { type ModalOptions, modal } from './modal.js'

export interface MyTimeOptions extends ModalOptions {
  readonly person: Person
  /** A manager fills it in for somebody. */
  readonly isOther: boolean
  readonly settings: Pick<Settings, 'workingHours'>
  /** Names of delegates, by id. */
  readonly names: ReadonlyMap<string, string>
  /** Today in the person's zone. */
  readonly personToday: Day
  /** For how many new leaves there are inputs: 1 to 3. */
  readonly rows: number
  /** What the first of them is filled in with. */
  readonly leave: { readonly from: Day; readonly to: Day | null } | null
}

/** Somebody's own working hours, leave with its delegates, and pause. */
export function myTimeModal(options: MyTimeOptions): ModalView {
  const { m, person, isOther, rows, leave } = options
  return modal(
    m,
    {
      callbackId: callbackId('my_time'),
      title: m.away.title,
      submit: m.modals.submits.settings ?? m.terms.buttons.edit,
      metadata: writeMetadataOf(person.id),
    },
    [
      small(isOther ? m.away.introFor(lineName(person.name)) : m.away.intro),
      ...hoursFields(options),
      keptLeave(options),
      ...LEAVE_ROWS.slice(0, rows).flatMap((row, n) => [
        datePick(m, `leave_from${row}`, n === 0 ? (leave?.from ?? null) : null),
        datePick(m, `leave_to${row}`, n === 0 ? (leave?.to ?? null) : null),
        personPick(m, `delegate${row}`, null),
      ]),
      rows < LEAVE_ROWS.length ? moreLeave(options) : null,
      ...pauseFields(options),
    ],
  )
}

function hoursFields({ m, person, settings }: MyTimeOptions): readonly (KnownBlock | null)[] {
  const { weekdays, opens, closes } = person.workingHours ?? settings.workingHours
  const choices: readonly Choice[] = [
    ['workspace', m.away.asWorkspace(hoursInWords(settings.workingHours, m))],
    ['own', m.away.ownHours],
  ]
  return [
    radio(m, 'hours_as', choices, person.workingHours === null ? 'workspace' : 'own', { required: true }),
    several(m, 'work_days', weekdayChoices(m), weekdays.map(String)),
    timePick(m, 'opens', opens),
    timePick(m, 'closes', closes),
  ]
}

/** ISO weekdays as boxes, Monday first. */
export const weekdayChoices = (m: Messages): readonly Choice[] =>
  m.away.weekdays.map((name, index) => [String(index + 1), name])

function keptLeave({ m, person, personToday, names }: MyTimeOptions): KnownBlock | null {
  const upcoming = upcomingLeave(person.leave, personToday)
  if (upcoming.length === 0) return null
  const choices = upcoming.map((leave): Choice => [leaveKey(leave), leaveInWords(leave, m, personToday, names)])
  return several(
    m,
    'leave_kept',
    choices,
    choices.map(([key]) => key),
  )
}

/** One leave on a line, with who stands in. */
export function leaveInWords(
  { from, to, delegateId }: Leave,
  m: Messages,
  today: Day,
  names: ReadonlyMap<string, string>,
): string {
  const delegate = delegateId === null ? null : lineName(names.get(delegateId) ?? null)
  return m.away.leave(m.format.day(from, today), m.format.day(to, today), delegate)
}

function moreLeave({ m, person, rows }: MyTimeOptions): KnownBlock | null {
  return actions(plainButton(MORE_LEAVE, m.away.addLeave, `${rows + 1}:${person.id}`))
}

function pauseFields({ m, person, personToday }: MyTimeOptions): readonly (KnownBlock | null)[] {
  const until = person.pausedUntil !== null && person.pausedUntil > personToday ? person.pausedUntil : null
  return [
    datePick(m, 'pause_until', until),
    until === null ? null : several(m, 'pause_over', [['over', m.away.pauseOver]], []),
  ]
}
