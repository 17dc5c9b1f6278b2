import type { PersonId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

/** Whether somebody wants the summary of their own week. */
export interface SummaryChoice {
  readonly personId: PersonId
  readonly wanted: boolean
  readonly chosenAt: Instant
}

export interface SummariesRepo {
  /** Null = they never said. */
  choiceOf(personId: PersonId): Promise<SummaryChoice | null>
  all(): Promise<readonly SummaryChoice[]>
  /** Replaces what they chose before. */
  put(choice: SummaryChoice): Promise<void>
  /**
   * Who has signals whose `qualify` clock fell due before an instant and is not put off beyond it, and since when they
   * have had any.
   */
  ownersPastDue(at: Instant): Promise<readonly { readonly ownerId: PersonId; readonly since: Instant }[]>
}
