import { actorIdOf, type Step } from '../domain/attempt.js'
import { clockChanges } from '../domain/clock-changes.js'
import type { Csql } from '../domain/csql.js'
import { CsqlChangedMeanwhile, IllegalTransition } from '../domain/errors.js'
import type { CsqlEvent } from '../domain/event.js'
import { ClockId, EventId, type PersonId } from '../domain/ids.js'
import { type Action, ruleOf } from '../domain/lifecycle.js'
import type { Person } from '../domain/person.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import { enqueueEdits, enqueueNotices, enqueuePosts } from './enqueue-notices.js'
import type { Tx } from './ports.js'

/**
 * Writes a step, once: the row if its version still stands, the events, the clocks, and the messages that are owed,
 * all in the transaction at hand.
 *
 * @throws CsqlChangedMeanwhile when another transition came first
 */
export async function recordStep(ctx: Ctx, tx: Tx, settings: Settings, step: Step): Promise<readonly CsqlEvent[]> {
  if (step.before === null) await tx.csqls.insert(step.after)
  else if (!(await tx.csqls.advance(step.before, step.after))) throw await changedMeanwhile(tx, step.before)
  if (step.before !== null) ctx.touched?.(step.before)
  ctx.touched?.(step.after)
  const events = await appendEvents(ctx, tx, step)
  const last = events.at(-1)
  if (last === undefined) return events
  await moveClocks(ctx, tx, settings, step, last)
  await enqueueNotices(ctx, tx, settings, step, last)
  await enqueuePosts(ctx, tx, settings, step, last)
  if (step.before !== null)
    await enqueueEdits(ctx, tx, step.after, { occasion: last.id, takesBack: last.reverses !== null })
  return events
}

async function appendEvents(ctx: Ctx, tx: Tx, step: Step): Promise<readonly CsqlEvent[]> {
  const stepId = EventId.parse(ctx.ids.next())
  const events: CsqlEvent[] = []
  for (const draft of step.events) {
    const id = events.length === 0 ? stepId : EventId.parse(ctx.ids.next())
    const { changes, figures, ...rest } = draft
    events.push(
      await tx.events.append({
        ...rest,
        changes: { ...changes },
        figures: { ...figures },
        id,
        stepId,
        csqlId: step.after.id,
        recordedAt: ctx.now,
      }),
    )
  }
  return events
}

async function moveClocks(ctx: Ctx, tx: Tx, settings: Settings, step: Step, last: CsqlEvent): Promise<void> {
  const all = step.before === null ? [] : await tx.clocks.of(step.after.id)
  const people = await ownersOf(
    tx,
    step,
    all.map((clock) => clock.ownerId),
  )
  const changes = clockChanges(step, all, {
    now: ctx.now,
    settings,
    calendarOf: (owner) => calendarOf(settings, people.get(owner ?? '') ?? null),
    eventId: last.id,
  })
  for (const clock of changes.change) await tx.clocks.update(clock)
  for (const draft of changes.start) {
    const id = ClockId.parse(ctx.ids.next())
    await tx.clocks.insert({ ...draft, id, workspaceId: tx.workspaceId, startedBy: last.id })
  }
}

async function ownersOf(
  tx: Tx,
  { before, after }: Step,
  owners: readonly (PersonId | null)[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = [...owners, after.aeId, after.csmId, before?.aeId ?? null].filter((id) => id !== null)
  const people = await tx.people.many([...new Set(ids)])
  return new Map(people.map((person) => [person.id, person]))
}

/** What moved a CSQL last. */
async function lastMove(tx: Tx, csql: Pick<Csql, 'id'>): Promise<CsqlEvent | undefined> {
  return (await tx.events.of(csql.id)).findLast((event) => event.kind !== 'note' && event.kind !== 'edit')
}

/**
 * Why an action came too late. Whoever was first themself, as with a second click, learns how things stand (`refusal`),
 * and not that somebody came before them.
 */
export async function tooLate(
  ctx: Ctx,
  tx: Tx,
  csql: Csql,
  refusal: IllegalTransition | null,
): Promise<CsqlChangedMeanwhile | IllegalTransition> {
  const actorId = actorIdOf(ctx.actor)
  const own = actorId !== null && (await lastMove(tx, csql))?.actorId === actorId
  return own && refusal !== null ? refusal : changedMeanwhile(tx, csql)
}

/** The refusal of an action that does not start from the state; null where it does. */
export const refusalOf = (action: Action, { state, number }: Csql): IllegalTransition | null =>
  ruleOf(action).from.includes(state) ? null : new IllegalTransition({ action, state, number })

/** Who came first, what they did and when. */
async function changedMeanwhile(tx: Tx, csql: Pick<Csql, 'id' | 'number'>): Promise<CsqlChangedMeanwhile> {
  const now = await tx.csqls.get(csql.id)
  const last = await lastMove(tx, csql)
  const actor = last?.actorId == null ? null : await tx.people.get(last.actorId)
  return new CsqlChangedMeanwhile({
    number: csql.number,
    state: now?.state ?? 'withdrawn',
    version: now?.version ?? 0,
    kind: last?.kind ?? 'log',
    actorName: actor?.name ?? null,
    at: last?.recordedAt ?? 0,
  })
}

/** The calendar of a person, by id; the workspace's for nobody. */
export async function calendarFor(tx: Tx, settings: Settings, id: PersonId | null): Promise<WorkingCalendar> {
  return calendarOf(settings, id === null ? null : await tx.people.get(id))
}
