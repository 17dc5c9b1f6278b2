import { deputyMoment, leaveAhead } from '../domain/delegation.js'
import type { PersonId } from '../domain/ids.js'
import type { Day } from '../domain/time.js'
import { calendarOf } from '../domain/workspace.js'
import { ask, type Ctx } from './context.js'

export interface Absence {
  /** The last day of the leave. */
  readonly until: Day
  /** Who gets what comes meanwhile too; null where nobody stands in. */
  readonly delegateName: string | null
}

/** Whether somebody reads what comes now only after a leave; null = they do not. */
export async function readAbsence(ctx: Ctx, id: PersonId | null): Promise<Absence | null> {
  ask(ctx, 'csql.read')
  if (id === null) return null
  return ctx.store.read(async (tx) => {
    const person = await tx.people.get(id)
    if (person === null || person.leave.length === 0) return null
    const settings = await tx.settings.get()
    const leave = leaveAhead(person, calendarOf(settings, person), ctx.now)
    if (leave === null) return null
    const deputy = leave.delegateId === null ? null : await tx.people.get(leave.delegateId)
    const gets =
      deputy !== null && deputyMoment(deputy, calendarOf(settings, deputy), { person, leave, now: ctx.now }) !== null
    return { until: leave.to, delegateName: gets ? deputy.name : null }
  })
}
