import { addDays, daysBetween } from './days.js'
import { BadValue } from './errors.js'
import type { PersonId } from './ids.js'
import type { Leave } from './person.js'
import type { Day } from './time.js'

/** One form takes so many new ones: the suffixes of its inputs' names, the first without. */
export const LEAVE_ROWS = ['', '_2', '_3'] as const
export type LeaveRow = (typeof LEAVE_ROWS)[number]

/** A leave as it is entered, with the row that it was entered in. */
export interface NewLeave extends Leave {
  readonly row: LeaveRow
}

/** How one leave of a person is named among the others: they never overlap. */
export const leaveKey = ({ from, to }: Pick<Leave, 'from' | 'to'>): string => `${from}..${to}`

/** What is not over yet. */
export const upcomingLeave = (leave: readonly Leave[], today: Day): readonly Leave[] =>
  leave.filter(({ to }) => to >= today)

const LONGEST_DAYS = 366
const FURTHEST_DAYS = 2 * 366
const MOST = 30

/**
 * Somebody's leave after a change: `kept` names those that stay of what is not over. One that runs and is not kept ends
 * with yesterday. What is over stays, for figures in working hours count it.
 *
 * @throws BadValue at `leave_from`, `leave_to` or `delegate` of the row: `before_from`, `leave_over`, `leave_too_long`,
 * `too_far`, `leave_overlaps`, `delegate_self`, `too_many_leaves`
 */
export function plannedLeave(
  person: { readonly id: PersonId; readonly leave: readonly Leave[] },
  { kept, added }: { readonly kept: readonly string[]; readonly added: readonly NewLeave[] },
  today: Day,
): readonly Leave[] {
  const staying = person.leave.flatMap((leave): readonly Leave[] => {
    if (leave.to < today || kept.includes(leaveKey(leave))) return [leave]
    return leave.from < today ? [{ ...leave, to: addDays(today, -1) }] : []
  })
  const planned = [...staying]
  for (const { row, ...leave } of added) {
    requireSound(leave, person.id, row, today)
    if (planned.some((other) => leave.from <= other.to && other.from <= leave.to)) {
      throw new BadValue({ field: `leave_from${row}`, rule: 'leave_overlaps' })
    }
    if (planned.length >= MOST && upcomingLeave(planned, today).length >= MOST) {
      throw new BadValue({ field: `leave_from${row}`, rule: 'too_many_leaves' })
    }
    planned.push(leave)
  }
  return planned.toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

function requireSound({ from, to, delegateId }: Leave, self: PersonId, row: LeaveRow, today: Day): void {
  const refuse = (field: 'leave_from' | 'leave_to' | 'delegate', rule: string, facts = {}) =>
    new BadValue({ field: `${field}${row}`, rule, ...facts })
  if (to < from) throw refuse('leave_to', 'before_from')
  if (to < today) throw refuse('leave_to', 'leave_over')
  if (daysBetween(from, to) >= LONGEST_DAYS) throw refuse('leave_to', 'leave_too_long')
  const latest = addDays(today, FURTHEST_DAYS)
  if (from > latest) throw refuse('leave_from', 'too_far', { latest, today })
  if (delegateId === self) throw refuse('delegate', 'delegate_self')
}
