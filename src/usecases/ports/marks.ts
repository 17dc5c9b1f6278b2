import type { Instant } from '../../domain/time.js'

/** What is done now and then: a look for batches that nobody acts on; taking out what is kept no longer. */
export type Mark = 'loose_batches' | 'retention'

export interface MarksRepo {
  /** When it was last done, UTC ms; null = never. */
  get(mark: Mark): Promise<Instant | null>
  put(mark: Mark, at: Instant): Promise<void>
}
