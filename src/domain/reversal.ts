import { actorIdOf, type EventDraft, type Step, type World } from './attempt.js'
import { type Csql, CsqlChanges } from './csql.js'
import { IllegalTransition, NothingToUndo } from './errors.js'
import { type CsqlEvent, foldHistory, reversedEvents } from './event.js'
import type { EventId, TextId } from './ids.js'
import type { Actor } from './person.js'
import { type Instant, MINUTE } from './time.js'

/** Whoever made the last event may take it back for so long (domain.md §3), counted from when it was recorded. */
export const UNDO_WINDOW = 5 * MINUTE

/**
 * The events that an undo would take back now: the last action's, newest first.
 *
 * @throws NothingToUndo the last action is somebody else's, too old, or itself an undo
 */
export function undoable(csql: Csql, actor: Actor, history: readonly CsqlEvent[], now: Instant): readonly CsqlEvent[] {
  const last = history.at(-1)
  const facts = { number: csql.number }
  if (last === undefined || last.kind === 'undo') throw new NothingToUndo({ ...facts, why: 'is_undo' })
  if (last.actorId === null || last.actorId !== actorIdOf(actor))
    throw new NothingToUndo({ ...facts, why: 'not_yours' })
  if (now - last.recordedAt > UNDO_WINDOW) throw new NothingToUndo({ ...facts, why: 'too_late' })
  return history.filter((event) => event.stepId === last.stepId).toReversed()
}

/**
 * Takes the actor's last action back: state and fields return as if it had not been. Undoing a log withdraws it.
 * `eventId` names the undone event that the button was for; another one since then means that something followed.
 *
 * @throws NothingToUndo as `undoable`, or when something followed
 */
export function undo(csql: Csql, actor: Actor, history: readonly CsqlEvent[], now: Instant, eventId?: EventId): Step {
  const events = undoable(csql, actor, history, now)
  if (eventId !== undefined && !events.some((event) => event.id === eventId)) {
    throw new NothingToUndo({ number: csql.number, why: 'followed' })
  }
  const world = { now, history }
  return reverse(
    csql,
    actor,
    world,
    events.map((event) => ({
      kind: 'undo' as const,
      reverses: event.id,
      changes: event.kind === 'log' ? withdrawnAsUndone(now) : {},
      textId: null,
      figures: { undone: event.kind },
    })),
  )
}

const withdrawnAsUndone = (now: Instant): CsqlChanges => ({ state: 'withdrawn', stateSince: now, reason: 'undone' })

/**
 * Takes back the event that decided a CSQL: the state before it, from now on.
 *
 * @throws IllegalTransition when the history holds no such event
 */
export function reopened(csql: Csql, actor: Actor, reasonTextId: TextId | null, world: World): Step {
  const reversed = reversedEvents(world.history)
  const decision = world.history.findLast(
    (event) => event.to === csql.state && event.from !== csql.state && !reversed.has(event.id),
  )
  if (decision === undefined) throw new IllegalTransition({ action: 'reopen', state: csql.state, number: csql.number })
  return reverse(csql, actor, world, [
    {
      kind: 'reopen',
      reverses: decision.id,
      changes: { stateSince: world.now, reasonTextId },
      textId: reasonTextId,
      figures: { reopened: decision.kind },
    },
  ])
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
