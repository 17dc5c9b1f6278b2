import { managesHere } from '../domain/may.js'
import type { Person } from '../domain/person.js'
import { isReachable, ownManager } from './managers.js'
import type { Tx } from './ports.js'

/** Who would hear of what lies too long, and for whom nobody was named. */
export interface ManagerCover {
  /** Where it goes for whoever has no manager of their own. */
  readonly fallsTo: 'managers' | 'admins' | 'nobody'
  /** People who owe something on open CSQLs and have no manager of their own, those with most first. Managers are left out. */
  readonly without: readonly { readonly person: Person; readonly csqls: number }[]
}

/** Reads it, in the transaction at hand. */
export async function managerCover(tx: Tx): Promise<ManagerCover> {
  const managers = (await tx.people.withRole('manager')).filter(isReachable)
  const admins = (await tx.people.admins()).filter(isReachable)
  const owners = await tx.clocks.owners()
  const people = new Map((await tx.people.many(owners.map(({ ownerId }) => ownerId))).map((one) => [one.id, one]))
  const without: { person: Person; csqls: number }[] = []
  for (const { ownerId, csqls } of owners) {
    const person = people.get(ownerId)
    if (person === undefined || managesHere(person) || (await ownManager(tx, person)) !== null) continue
    without.push({ person, csqls })
  }
  return {
    fallsTo: managers.length > 0 ? 'managers' : admins.length > 0 ? 'admins' : 'nobody',
    without: without.toSorted((a, b) => b.csqls - a.csqls || (a.person.name < b.person.name ? -1 : 1)),
  }
}
