import { BadValue, NotTakingPart } from '../domain/errors.js'
import type { PersonId } from '../domain/ids.js'
import { turnedAwayFor } from '../domain/may.js'
import { type Person, type Role, rolesOf } from '../domain/person.js'
import type { Settings } from '../domain/workspace.js'
import type { Tx } from './ports.js'

/** @throws NotTakingPart with the reason (`turnedAwayFor`) */
export function requireTakingPart(person: Person, settings: Settings): void {
  const why = turnedAwayFor(person, settings)
  if (why !== null) throw new NotTakingPart({ why })
}

/**
 * Somebody who is picked as AE is an AE, who is picked as CSM is a CSM: the role is given on the way, unless the
 * workspace requires that roles are assigned.
 *
 * @throws BadValue when the person cannot take part, or lacks the role where roles are assigned
 */
export async function requirePartner(tx: Tx, id: PersonId, role: 'ae' | 'csm'): Promise<void> {
  const person = await tx.people.get(id)
  if (person === null || (person.standing !== 'member' && person.standing !== 'unverified')) {
    throw new BadValue({ field: role, rule: person === null ? 'unknown_person' : person.standing })
  }
  await giveRole(tx, person, role)
}

/**
 * Somebody who is asked for support needs no role of their own, unless nobody takes part without one.
 *
 * @throws BadValue when the person could not answer
 */
export async function requireSupporter(tx: Tx, id: PersonId): Promise<void> {
  const person = await tx.people.get(id)
  if (person === null || person.standing !== 'member') {
    throw new BadValue({ field: 'supporter', rule: person?.standing ?? 'unknown_person' })
  }
  const { participation } = await tx.settings.get()
  if (participation === 'assigned' && rolesOf(person).size === 0) {
    throw new BadValue({ field: 'supporter', rule: 'without_role' })
  }
}

/** @throws BadValue when roles are assigned here and the person does not have it */
export async function giveRole(tx: Tx, person: Person, role: Role): Promise<void> {
  if (person.roles.includes(role)) return
  const settings = await tx.settings.get()
  if (settings.participation === 'assigned') throw new BadValue({ field: role, rule: 'without_role' })
  await tx.people.put({ ...person, roles: [...person.roles, role] })
}
