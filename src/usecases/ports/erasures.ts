import type { Erasure } from '../../domain/erasure.js'
import type { Instant } from '../../domain/time.js'

export interface ErasuresRepo {
  /**
   * Takes everything of it out of the database and writes the entry. What is gone already is no error.
   *
   * @returns false where an entry with that id is finished already: nothing is done
   * @throws CannotErase for a kind that this program does not know
   */
  carryOut(erasure: Erasure, at: Instant): Promise<boolean>
}
