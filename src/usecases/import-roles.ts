import type { PersonId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import type { GivenByImport } from '../domain/sheets/import-outcome.js'
import type { Settings } from '../domain/workspace.js'

export type ImportedRole = keyof GivenByImport

/** Whoever has no role gets those in which new rows name them; a role that somebody gave stays the only one. */
const takesPart = ({ roles, standing }: Person): boolean =>
  roles.length === 0 && (standing === 'member' || standing === 'unverified')

/** As what the new rows of an import name people. */
export class NamedRoles {
  readonly #isOpen: boolean
  readonly #named = new Map<PersonId, Set<ImportedRole>>()

  /** Where roles are assigned, no sheet gives any. */
  constructor({ participation }: Pick<Settings, 'participation'>) {
    this.#isOpen = participation === 'open'
  }

  name(id: PersonId | null, role: ImportedRole): void {
    if (id === null || !this.#isOpen) return
    const roles = this.#named.get(id) ?? new Set()
    this.#named.set(id, roles.add(role))
  }

  /** Who is given roles, and which: the CSM's first, whichever row came first. */
  async given(
    find: (id: PersonId) => Promise<Person | null>,
  ): Promise<readonly { readonly person: Person; readonly roles: readonly ImportedRole[] }[]> {
    const given: { person: Person; roles: readonly ImportedRole[] }[] = []
    for (const [id, roles] of this.#named) {
      const person = await find(id)
      if (person !== null && takesPart(person)) given.push({ person, roles: [...roles].toSorted().toReversed() })
    }
    return given
  }
}

export const countGiven = (given: readonly { readonly roles: readonly ImportedRole[] }[]): GivenByImport => ({
  csm: given.filter(({ roles }) => roles.includes('csm')).length,
  ae: given.filter(({ roles }) => roles.includes('ae')).length,
})
