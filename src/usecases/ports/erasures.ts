import type { Erasure } from '../../domain/erasure.js'
import type { ContactId, CsqlId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

export interface NamedContact {
  readonly id: ContactId
  readonly name: string
  readonly accountName: string
}

export interface ErasuresRepo {
  /** Contacts whose name holds what is typed, literally, with their customer: at most `limit`. */
  contactsNamed(typed: string, limit: number): Promise<readonly NamedContact[]>
  /** The CSQLs that name a contact. */
  csqlsOfContact(id: ContactId): Promise<readonly CsqlId[]>
  /** Writes the entry of a workspace that is to be erased, and takes its Slack ids away. `carryOut` ends it. */
  beginWorkspace(erasure: Erasure): Promise<void>
  /**
   * Deletes at most so many rows of a workspace whose erasure has begun.
   *
   * @returns false once nothing is left that grows
   */
  shrink(most: number): Promise<boolean>
  /**
   * Takes everything of it out of the database and writes the entry. What is gone already is no error.
   *
   * @returns false where an entry with that id is finished already: nothing is done
   * @throws CannotErase for a kind that this program does not know
   */
  carryOut(erasure: Erasure, at: Instant): Promise<boolean>
}
