import type { Csql } from '../domain/csql.js'
import { standsInFor } from '../domain/delegation.js'
import type { PersonId } from '../domain/ids.js'
import type { Actor } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import type { Tx } from './ports.js'

/**
 * The actor, with whom of the CSQL's people they stand in for now. Leave begins and ends by itself, so this is read in the
 * transaction that acts, never kept.
 */
export async function standingIn(
  tx: Tx,
  actor: Actor,
  { aeId, csmId }: Pick<Csql, 'aeId' | 'csmId'>,
  now: Instant,
): Promise<Actor> {
  if (actor.kind !== 'person') return actor
  const people = await tx.people.many([aeId, csmId].filter((id): id is PersonId => id !== null && id !== actor.id))
  const away = people.filter(({ leave }) => leave.some(({ delegateId }) => delegateId === actor.id))
  if (away.length === 0) return actor
  const deputy = await tx.people.get(actor.id)
  const places = away.filter((person) => deputy !== null && standsInFor(deputy, person, now)).map(({ id }) => id)
  return places.length === 0 ? actor : { ...actor, standsInFor: new Set(places) }
}
