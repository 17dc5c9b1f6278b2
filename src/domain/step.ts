import { actorIdOf, type EventDraft, type Step, type World } from './attempt.js'
import type { Csql, CsqlChanges, State } from './csql.js'
import { countsInVersion } from './event.js'
import type { PersonId } from './ids.js'
import { isAction } from './lifecycle.js'
import { inPlaceOf } from './may.js'
import type { Actor } from './person.js'
import type { Instant } from './time.js'

/** An attempt that the table allows, before its fields are looked at. */
export interface Try {
  readonly csql: Csql
  readonly actor: Actor
  readonly world: World
}

/** One event of a step: what is not given follows from the CSQL and from now. */
export type Part = Pick<EventDraft, 'kind'> &
  Partial<Pick<EventDraft, 'textId' | 'figures' | 'occurredAt'>> & {
    changes?: CsqlChanges
    to?: State
  }

/** Builds the step of one action from its parts, each an event, applied one after another. */
export function step({ csql, actor, world }: Try, ...parts: readonly Part[]): Step {
  let after = csql
  const events: EventDraft[] = []
  for (const part of parts) {
    const from = after.state
    const to = part.to ?? from
    const moved: CsqlChanges = to === from ? {} : { state: to, stateSince: part.occurredAt ?? world.now }
    const deputised = isAction(part.kind) ? inPlaceOf(part.kind, actor, after, world.settings) : null
    const changes = { ...moved, ...part.changes, ...aeActed(after, part, actor, deputised, world.now) }
    const version = after.version + (countsInVersion(part.kind) ? 1 : 0)
    after = Object.assign({ ...after }, changes, { version })
    events.push({
      kind: part.kind,
      actorId: actorIdOf(actor),
      from,
      to,
      reverses: null,
      changes,
      textId: part.textId ?? null,
      figures: { ...part.figures, ...(deputised === null ? {} : { in_place_of: deputised }) },
      csmId: after.csmId,
      aeId: after.aeId,
      occurredAt: part.occurredAt ?? world.now,
    })
  }
  return { before: csql, after, events }
}

/**
 * When its AE last did something, or whoever stands in for them, which settles what is overdue; a snooze moves nudges,
 * never a metric, and saying what stands in the way is not yet doing it. What an earlier AE did does not speak for a new
 * one.
 */
function aeActed(csql: Csql, part: Part, actor: Actor, deputised: PersonId | null, now: Instant): CsqlChanges {
  if (part.kind === 'snooze' || part.kind === 'neglect') return {}
  const aeId = part.changes?.aeId === undefined ? csql.aeId : part.changes.aeId
  if (actor.kind === 'person' && aeId !== null && (actor.id === aeId || deputised === aeId)) return { aeActedAt: now }
  return aeId === csql.aeId || csql.aeActedAt === null ? {} : { aeActedAt: null }
}
