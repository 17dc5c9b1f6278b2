import type { PersonId } from '../domain/ids.js'
import { managesHere } from '../domain/may.js'
import type { Person } from '../domain/person.js'
import type { Tx } from './ports.js'

/**
 * Who looks after what a person has: the manager named for them; none, or none any more → the workspace's managers;
 * none → its admins. Whoever is a manager themselves may be among them.
 *
 * @param but who is left out before anybody else is asked
 */
export async function managersOf(
  tx: Tx,
  personId: PersonId | null,
  but: PersonId | null = null,
): Promise<readonly Person[]> {
  const person = personId === null ? null : await tx.people.get(personId)
  const own = person === null ? null : await ownManager(tx, person)
  if (own !== null) return [own]
  const isAsked = (one: Person): boolean => isReachable(one) && one.id !== but
  const managers = (await tx.people.withRole('manager')).filter(isAsked)
  if (managers.length > 0) return managers
  return (await tx.people.admins()).filter(isAsked)
}

/** Who is told about a person, and so never that person: of the only manager the admins are told. */
export const managersAbove = (tx: Tx, personId: PersonId | null): Promise<readonly Person[]> =>
  managersOf(tx, personId, personId)

/** The manager who was named for somebody, as long as they are somebody else, can be told and have a manager's rights. */
export async function ownManager(tx: Tx, { id, managerId }: Person): Promise<Person | null> {
  const manager = managerId === null || managerId === id ? null : await tx.people.get(managerId)
  return manager !== null && isReachable(manager) && managesHere(manager) ? manager : null
}

/** Whether somebody can be written to at all: a full member, known to Slack. */
export const isReachable = (person: Person): boolean => person.standing === 'member' && person.slackUserId !== null
