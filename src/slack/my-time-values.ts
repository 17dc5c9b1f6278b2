import { isDay } from '../domain/days.js'
import { LEAVE_ROWS, type LeaveRow } from '../domain/leave.js'
import { WorkingHours } from '../domain/person.js'
import type { Day } from '../domain/time.js'
import type { FieldName } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'
import { type ModalState, readState } from './modal-state.js'
import type { FieldErrors } from './modal-values.js'

/** A leave as the form gives it: the delegate by their Slack id. */
export interface TypedLeave {
  readonly row: LeaveRow
  readonly from: Day
  readonly to: Day
  readonly delegate: string | null
}

export type MyTimeValues =
  | {
      readonly ok: true
      /** Null = as the workspace. */
      readonly hours: WorkingHours | null
      readonly kept: readonly string[]
      readonly added: readonly TypedLeave[]
      readonly pausedUntil: Day | null | undefined
    }
  | { readonly ok: false; readonly errors: FieldErrors }

type Fault = (name: FieldName, words: string) => void

/** Reads the submitted form for hours and leave (`view.state.values`), or says what is wrong at which input. Never throws. */
export function readMyTimeModal(values: unknown, m: Messages): MyTimeValues {
  const state = readState(values)
  const errors: Record<string, string> = Object.fromEntries(state.unreadable.map((name) => [name, m.faults.unreadable]))
  const fault: Fault = (name, words) => {
    errors[name] ??= words
  }
  const choice = state.one('hours_as')
  if (choice !== 'own' && choice !== 'workspace') fault('hours_as', m.faults.notOurs)
  const hours = choice === 'own' ? readWorkingHours(state, m, fault) : null
  const added = LEAVE_ROWS.flatMap((row) => readLeave(state, row, m, fault))
  const pausedUntil = readPause(state, m, fault)
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, hours, kept: state.many('leave_kept') ?? [], added, pausedUntil }
}

/** Days and hours of a form; null where they are not whole, with the fault said. Whether they make sense is for the domain. */
export function readWorkingHours(state: ModalState, m: Messages, fault: Fault): WorkingHours | null {
  const given = {
    weekdays: (state.many('work_days') ?? []).map(Number),
    opens: state.one('opens'),
    closes: state.one('closes'),
  }
  if (given.weekdays.length === 0) fault('work_days', m.faults.rules.no_weekday({ bound: null, csql: null }))
  if (given.opens == null) fault('opens', m.faults.missing(m.modals.labels.opens))
  if (given.closes == null) fault('closes', m.faults.missing(m.modals.labels.closes))
  const read = WorkingHours.safeParse(given)
  for (const issue of read.error?.issues ?? [])
    fault(INPUT_OF[String(issue.path[0])] ?? 'work_days', m.faults.unreadable)
  return read.success ? read.data : null
}

const INPUT_OF: Readonly<Record<string, FieldName>> = { opens: 'opens', closes: 'closes' }

function readLeave(state: ModalState, row: LeaveRow, m: Messages, fault: Fault): readonly TypedLeave[] {
  const [from, to, delegate] = [state.one(`leave_from${row}`), state.one(`leave_to${row}`), state.one(`delegate${row}`)]
  if (from == null && to == null && delegate == null) return []
  if (from == null) {
    fault(`leave_from${row}`, m.faults.missing(m.modals.labels[`leave_from${row}`]))
    return []
  }
  if (!isDay(from)) fault(`leave_from${row}`, m.faults.unreadable)
  if (to != null && !isDay(to)) fault(`leave_to${row}`, m.faults.unreadable)
  if (delegate != null && !SLACK_USER.test(delegate)) fault(`delegate${row}`, m.faults.unreadable)
  return [{ row, from, to: to ?? from, delegate: delegate ?? null }]
}

const SLACK_USER = /^[UW][A-Z0-9]{1,30}$/

/** Undefined where the form did not ask. */
function readPause(state: ModalState, m: Messages, fault: Fault): Day | null | undefined {
  if ((state.many('pause_over') ?? []).length > 0) return null
  const day = state.one('pause_until')
  if (day != null && !isDay(day)) fault('pause_until', m.faults.unreadable)
  return day
}
