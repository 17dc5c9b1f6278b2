import { type ClockDraft, clockChanges } from '../domain/clock-changes.js'
import { type Csql, isOpen } from '../domain/csql.js'
import { periodOf } from '../domain/estimate.js'
import type { CsqlEvent } from '../domain/event.js'
import type { ClockId, CsqlId, EventId, PersonId, TextId } from '../domain/ids.js'
import { type Rebuilt, rebuild } from '../domain/rebuild.js'
import { newSignal } from '../domain/signal.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import { calendarOf } from '../domain/workspace.js'
import type { Importing, SoundRow } from './importing.js'

/**
 * Builds the CSQL of a sound row and stages it: the row, its texts, its history, the decide clocks that were stopped,
 * and for an open one the clocks that it has from now on.
 */
export function csqlStager({ ctx, tx, staging, settings, book }: Importing): (sound: SoundRow) => Promise<void> {
  const calendars = new Map<PersonId | null, WorkingCalendar>()
  let unnumbered = 0
  return async (sound) => {
    const { values, steps, reason } = sound
    const calendar = await calendarFor(sound.aeId)
    const rebuilt = rebuild({
      signal: await signalOf(sound),
      ...{ steps, reason, settings, calendar, nurturingUntil: values.nurturing_until },
      won: {
        ...{ wonAmount: values.won_amount, wonAmountPeriod: values.amount_period },
        ...{ wonOneTime: values.won_one_time, startOn: values.start_on },
      },
    })
    staging.put('csqls', rebuilt.after)
    const lastEvents = putHistory(rebuilt)
    for (const { clock, startedBy, stoppedBy } of rebuilt.decided) {
      putClock({ ...clock, stoppedBy: lastEvents[stoppedBy] as EventId }, lastEvents[startedBy] as EventId)
    }
    if (isOpen(rebuilt.after.state)) await startClocks(rebuilt, lastEvents.at(-1) as EventId)
  }

  async function signalOf({ values, accountId, loggedBy, csmId, aeId, steps }: SoundRow): Promise<Csql> {
    const id = ctx.ids.next() as CsqlId
    const loggedAt = steps[0]?.at ?? ctx.now
    const text = (field: string, body: string | null): TextId | null => {
      if (body === null) return null
      const textId = ctx.ids.next() as TextId
      staging.put('texts', { id: textId, csqlId: id, field, body, authorId: loggedBy, createdAt: loggedAt })
      return textId
    }
    const { department, product, contact, opt_in, estimated_amount } = values
    if (values.number === null) unnumbered += 1
    return newSignal({
      workspaceId: tx.workspaceId,
      id,
      number: values.number ?? -unnumbered,
      accountId,
      departmentId: department === null ? null : await book.department(accountId, department),
      productId: product === null ? null : book.product(product),
      kind: values.kind,
      source: values.source,
      heat: values.heat ?? 'medium',
      contactId: contact === null ? null : await book.contact(accountId, contact, opt_in),
      ...{ loggedBy, csmId, aeId, loggedAt },
      noteTextId: text('note', values.note),
      problemTextId: text('problem', values.problem),
      sourceDetailTextId: text('source_detail', values.source_detail),
      currency: values.currency ?? settings.currency,
      amount: estimated_amount,
      amountPeriod: periodOf(estimated_amount, values.amount_period),
    })
  }

  /** @returns the id of each step's last event */
  function putHistory({ after, steps }: Rebuilt): readonly EventId[] {
    let seq = 0
    return steps.map((events) => {
      const stepId = ctx.ids.next() as EventId
      let id = stepId
      for (const [index, event] of events.entries()) {
        seq += 1
        id = index === 0 ? stepId : (ctx.ids.next() as EventId)
        // Written out: this runs for every event of a big file, where copying objects would cost more than writing them.
        staging.put('events', {
          workspaceId: tx.workspaceId,
          id,
          csqlId: after.id,
          seq,
          kind: event.kind,
          stepId,
          actorId: event.actorId,
          from: event.from,
          to: event.to,
          reverses: event.reverses,
          changes: event.changes as CsqlEvent['changes'],
          csmId: event.csmId,
          aeId: event.aeId,
          textId: event.textId,
          figures: event.figures as CsqlEvent['figures'],
          occurredAt: event.occurredAt,
          recordedAt: ctx.now,
        })
      }
      return id
    })
  }

  async function startClocks({ after, steps }: Rebuilt, startedBy: EventId): Promise<void> {
    for (const owner of [after.aeId, after.csmId, null]) await calendarFor(owner)
    const ofWorkspace = calendars.get(null) ?? calendarOf(settings, null)
    const { start } = clockChanges({ before: null, after, events: steps.at(-1) ?? [] }, [], {
      ...{ now: ctx.now, settings, eventId: startedBy },
      calendarOf: (owner) => calendars.get(owner) ?? ofWorkspace,
    })
    for (const clock of start) putClock(clock, startedBy)
  }

  function putClock(clock: ClockDraft, startedBy: EventId): void {
    staging.put('clocks', { ...clock, workspaceId: tx.workspaceId, id: ctx.ids.next() as ClockId, startedBy })
  }

  async function calendarFor(id: PersonId | null): Promise<WorkingCalendar> {
    const found = calendars.get(id)
    if (found !== undefined) return found
    const calendar = calendarOf(settings, id === null ? null : await book.personOf(id))
    calendars.set(id, calendar)
    return calendar
  }
}
