import type { BackupFailure, BackupFault } from '../../domain/backup.js'

/** What the command line says of backups. Sizes, counts and times come written out. */
export interface Backups {
  readonly made: (file: string) => string
  readonly facts: (of: { size: string; rows: string; at: string }) => string

  readonly restored: (file: string) => string
  readonly restoredFrom: (at: string) => string
  /** It carries no seal: a copy that was made by other means. */
  readonly unsealed: string
  readonly keptAs: (file: string) => string
  readonly erasedAgain: (count: string) => string
  /** The old database could not be read, so that only the log tells what was erased. */
  readonly oldUnreadable: (log: string) => string
  readonly startNow: string

  readonly fileExists: (file: string) => readonly string[]
  readonly databaseExists: (file: string) => readonly string[]
  readonly inUse: (file: string, by: string) => readonly string[]
  readonly cannotErase: (what: string) => readonly string[]
  readonly faulty: (file: string) => string
  /** `detail`: SQLite's own words, or the names of tables; empty where there are none. */
  readonly faults: Readonly<Record<BackupFault, (detail: string) => string>>
  readonly faultMend: string

  /** To an admin: last night's backup failed. */
  readonly failed: (night: string) => string
  readonly failedWhy: (why: string) => string
  readonly failures: Readonly<Record<BackupFailure, string>>
  readonly failedMend: Readonly<Record<BackupFailure, string>>
  readonly lastGood: (night: string | null) => string
}
