import type { PersonId } from '../domain/ids.js'
import { type Person, rolesOf } from '../domain/person.js'
import type { Tx } from './ports.js'

/**
 * Who is told in a person's stead: the manager named for them; none, or none any more → the workspace's managers; none →
 * its admins.
 */
export async function managersOf(tx: Tx, personId: PersonId | null): Promise<readonly Person[]> {
  const person = personId === null ? null : await tx.people.get(personId)
  const own = person?.managerId == null ? null : await tx.people.get(person.managerId)
  if (own !== null && isReachable(own) && managesHere(own)) return [own]
  const managers = (await tx.people.withRole('manager')).filter(isReachable)
  if (managers.length > 0) return managers
  return (await tx.people.admins()).filter(isReachable)
}

/** Whether somebody has a manager's rights: one who lost them could do nothing about what they are told. */
export const managesHere = (person: Person): boolean => {
  const roles = rolesOf(person)
  return roles.has('manager') || roles.has('admin')
}

/** Whether somebody can be written to at all: a full member, known to Slack. */
export const isReachable = (person: Person): boolean => person.standing === 'member' && person.slackUserId !== null
