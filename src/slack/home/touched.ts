import type { Csql } from '../../domain/csql.js'
import type { PersonId, WorkspaceId } from '../../domain/ids.js'
import type { Homes } from './homes.js'

/**
 * Keeps note of whose CSQLs a request changes, and tells the Homes once it has committed: what is told before could be
 * read before it is there.
 */
export function touchedBy(homes: Pick<Homes, 'touched'>, workspaceId: WorkspaceId) {
  const people = new Set<PersonId>()
  return {
    touched: ({ csmId, aeId, loggedBy, proposedAeId }: Csql): void => {
      for (const id of [csmId, aeId, loggedBy, proposedAeId]) if (id !== null) people.add(id)
    },
    committed: (): void => {
      if (people.size === 0) return
      homes.touched(workspaceId, new Set(people))
      people.clear()
    },
  }
}
