import { actorIdOf, type EventDraft, type Step, type World } from './attempt.js'
import { type Csql, CsqlChanges } from './csql.js'
import { IllegalTransition, NothingToUndo } from './errors.js'
import { type CsqlEvent, foldHistory, isOfAccountMerge, reversedEvents } from './event.js'
import type { EventId, TextId } from './ids.js'
import { may } from './may.js'
import type { Actor } from './person.js'
import { type Instant, MINUTE } from './time.js'

/** Whoever made the last event may take it back for so long (domain.md §3), counted from when it was recorded. */
export const UNDO_WINDOW = 5 * MINUTE

/**
 * The events that an undo would take back now: the last action's, newest first. `eventId` names the event that the
 * button was for; where it is of an earlier action, something followed.
 *
 * @throws NothingToUndo the last action is another one, somebody else's, too old, or itself an undo
 */
export function undoable(
  csql: Csql,
  actor: Actor,
  history: readonly CsqlEvent[],
  now: Instant,
  eventId?: EventId,
): readonly CsqlEvent[] {
  const last = history.findLast((event) => !isOfAccountMerge(event))
  const refuse = (why: NothingToUndo['facts']['why']) => new NothingToUndo({ number: csql.number, why })
  if (last === undefined || last.kind === 'undo') throw refuse('is_undo')
  const events = history.filter((event) => event.stepId === last.stepId).toReversed()
  if (eventId !== undefined && !events.some((event) => event.id === eventId)) throw refuse('followed')
  if (!may('undo', actor, { owner: last.actorId })) throw refuse('not_yours')
  if (now - last.recordedAt > UNDO_WINDOW) throw refuse('too_late')
  return events
}

/**
 * Takes the actor's last action back: state and fields return as if it had not been. Undoing a log withdraws it.
 *
 * @throws NothingToUndo as `undoable`
 */
export function undo(csql: Csql, actor: Actor, history: readonly CsqlEvent[], now: Instant, eventId?: EventId): Step {
  const events = undoable(csql, actor, history, now, eventId)
  return reverse(
    csql,
    actor,
    { now, history },
    events.map((event) => ({
      kind: 'undo' as const,
      reverses: event.id,
      changes: event.kind === 'log' ? withdrawnAsUndone(now) : {},
      textId: null,
      figures: { undone: event.kind, ...(event.kind === 'snooze' ? snoozeBefore(event, history) : {}) },
    })),
  )
}

const withdrawnAsUndone = (now: Instant): CsqlChanges => ({ state: 'withdrawn', stateSince: now, reason: 'undone' })

/** Until when an earlier snooze holds, for the clocks that it was for too. */
function snoozeBefore(snooze: CsqlEvent, history: readonly CsqlEvent[]): EventDraft['figures'] {
  const reversed = reversedEvents(history)
  const earlier = history.findLast(
    (event) => event.kind === 'snooze' && event.seq < snooze.seq && !reversed.has(event.id),
  )
  const until = earlier?.figures['until']
  return until === undefined ? {} : { until }
}

/**
 * Takes back what decided a CSQL, the whole of it (a win in one step was a convert too): the state before it, from now
 * on. Dates that were promised before are no longer owed, for the clocks start afresh.
 *
 * @throws IllegalTransition when the history holds no such decision
 */
export function reopened(csql: Csql, actor: Actor, reasonTextId: TextId | null, world: World): Step {
  const decision = decisionOf(csql, world.history)
  if (decision === undefined) throw new IllegalTransition({ action: 'reopen', state: csql.state, number: csql.number })
  const events = world.history.filter((event) => event.stepId === decision.stepId).toReversed()
  return reverse(
    csql,
    actor,
    world,
    events.map((event) => ({
      kind: 'reopen' as const,
      reverses: event.id,
      changes: { stateSince: world.now, reasonTextId, nextOn: null, fixOn: null },
      textId: reasonTextId,
      figures: { reopened: event.kind },
    })),
  )
}

/** The standing event that led to the state. An undo leads to one of its own only where it undid a log. */
function decisionOf(csql: Csql, history: readonly CsqlEvent[]): CsqlEvent | undefined {
  const reversed = reversedEvents(history)
  return history.findLast(
    (event) =>
      event.to === csql.state &&
      event.from !== csql.state &&
      !reversed.has(event.id) &&
      (event.reverses === null || event.figures['undone'] === 'log'),
  )
}

/**
 * Takes back what a merge of accounts did to a CSQL: it is of its account again, and whatever was done to it since stays.
 * Null where that was taken back already.
 */
export function movedBack(
  csql: Csql,
  actor: Actor,
  history: readonly CsqlEvent[],
  { eventId, mergeId, now }: { readonly eventId: EventId; readonly mergeId: string; readonly now: Instant },
): Step | null {
  const isThere = history.some(({ id }) => id === eventId)
  if (!isThere || reversedEvents(history).has(eventId)) return null
  const reversal = { kind: 'edit' as const, reverses: eventId, changes: {}, textId: null }
  return reverse(csql, actor, { now, history }, [{ ...reversal, figures: { account_merge: mergeId } }])
}

type Reversal = Pick<EventDraft, 'kind' | 'reverses' | 'changes' | 'textId' | 'figures'>

/** The row is folded anew, without what is taken back, so that fields set by an edit in between stay. */
function reverse(
  csql: Csql,
  actor: Actor,
  world: Pick<World, 'now' | 'history'>,
  reversals: readonly Reversal[],
): Step {
  const events: EventDraft[] = []
  let history = [...world.history]
  let after = csql
  for (const reversal of reversals) {
    const draft: EventDraft = {
      ...reversal,
      actorId: actorIdOf(actor),
      from: after.state,
      to: after.state,
      csmId: after.csmId,
      aeId: after.aeId,
      occurredAt: world.now,
    }
    history = [...history, asEvent(draft, csql, history.length)]
    after = foldHistory(csql.number, history)
    events.push({ ...draft, to: after.state, csmId: after.csmId, aeId: after.aeId })
  }
  return { before: csql, after, events }
}

/** A draft in the shape of a stored event, only to be folded: its ids are never written. */
function asEvent(draft: EventDraft, csql: Csql, length: number): CsqlEvent {
  return {
    ...draft,
    changes: CsqlChanges.parse(draft.changes),
    figures: { ...draft.figures },
    workspaceId: csql.workspaceId,
    csqlId: csql.id,
    id: `draft-${length}` as EventId,
    stepId: `draft-${length}` as EventId,
    seq: length + 1,
    recordedAt: draft.occurredAt,
  }
}
