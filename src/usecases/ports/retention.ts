import type { ContactId, PersonId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

/** Where a sweep goes on: what it has looked at lies before. */
export interface TextsPlace {
  readonly createdAt: Instant
  readonly id: string
}

/** One step of a sweep: how much was taken out, and where it goes on; null = it is through. */
export interface Swept<P> {
  readonly taken: number
  readonly next: P | null
}

/**
 * Takes out what is kept no longer, a little at a time. `before` is the instant by which a CSQL must have been closed;
 * instants are UTC ms.
 */
export interface RetentionRepo {
  /** Empties the texts of closed CSQLs: of at most `most` texts, the oldest first. Counts texts. */
  sweepTexts(before: Instant, after: TextsPlace | null, most: number): Promise<Swept<TextsPlace>>
  /** Makes contacts anonymous whose CSQLs are all closed so long. Looks at `most` contacts. */
  sweepContacts(before: Instant, after: ContactId | null, most: number, at: Instant): Promise<Swept<ContactId>>
  /** Makes colleagues anonymous whose accounts were deactivated so long ago and who have nothing open. Takes at most `most`. */
  sweepPeople(before: Instant, most: number, at: Instant): Promise<readonly PersonId[]>
}
