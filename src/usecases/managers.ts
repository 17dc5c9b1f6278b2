import type { PersonId } from '../domain/ids.js'
import { managesHere } from '../domain/may.js'
import type { Person } from '../domain/person.js'
import type { Tx } from './ports.js'

/**
 * Who is told in a person's stead: the manager named for them; none, or none any more → the workspace's managers; none →
 * its admins.
 */
export async function managersOf(tx: Tx, personId: PersonId | null): Promise<readonly Person[]> {
  const person = personId === null ? null : await tx.people.get(personId)
  const own = person === null ? null : await ownManager(tx, person)
  if (own !== null) return [own]
  const managers = (await tx.people.withRole('manager')).filter(isReachable)
  if (managers.length > 0) return managers
  return (await tx.people.admins()).filter(isReachable)
}

/** The manager who was named for somebody, as long as they can be told and have a manager's rights. */
export async function ownManager(tx: Tx, { managerId }: Person): Promise<Person | null> {
  const manager = managerId === null ? null : await tx.people.get(managerId)
  return manager !== null && isReachable(manager) && managesHere(manager) ? manager : null
}

/** Whether somebody can be written to at all: a full member, known to Slack. */
export const isReachable = (person: Person): boolean => person.standing === 'member' && person.slackUserId !== null
