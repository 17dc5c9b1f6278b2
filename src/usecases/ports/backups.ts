import type { BackupFailure, NightlyBackup } from '../../domain/backup.js'
import type { Erasure } from '../../domain/erasure.js'
import type { Day, Instant } from '../../domain/time.js'

/** The nights' backups as rows: what was begun, and what became of it. */
export interface BackupsRepo {
  of(night: Day): Promise<NightlyBackup | null>
  /** The newest night of which a backup was begun; null = none ever. */
  newest(): Promise<NightlyBackup | null>
  /** The newest night with a good backup; null = none ever. */
  lastGood(): Promise<NightlyBackup | null>
  /** Counts a try of the night. */
  putTry(night: Day, at: Instant): Promise<void>
  putOutcome(night: Day, outcome: { madeAt: Instant; bytes: number } | { failure: BackupFailure }): Promise<void>
}

/** Where the nightly backups are kept, outside of the database. */
export interface BackupShelf {
  /**
   * Makes the backup of a night, in the place of one that it may have.
   *
   * @returns its size in bytes
   * @throws BackupFailed
   */
  make(night: Day, at: Instant): Promise<number>
  /** Takes away all beyond the number that is kept, oldest first. @returns the nights that are gone */
  dropOldest(): Promise<readonly Day[]>
  /** Takes all of them away. @returns the nights that are gone */
  dropAll(): readonly Day[]
  /** Adds to the log of erasures those that it does not hold. @returns how many */
  logErasures(erasures: readonly Erasure[]): number
  /** Ends what is under way: a backup that is not whole gets no name. */
  stop(): void
}
