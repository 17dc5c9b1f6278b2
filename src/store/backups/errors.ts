import type { BackupFault } from '../../domain/backup.js'
import { DomainError } from '../../domain/errors.js'

/** The file is no good backup; `detail` says more for who looks into it: SQLite's words, or the tables that differ. */
export class BackupFaulty extends DomainError<{ file: string; why: BackupFault; detail: string }> {
  readonly code = 'backup_faulty'
}

/** Something has that name already, and nobody said that it may be replaced. */
export class FileExists extends DomainError<{ file: string }> {
  readonly code = 'file_exists'
}

/** Another process has the database open: the app, most likely. */
export class DatabaseInUse extends DomainError<{ file: string; by: string }> {
  readonly code = 'database_in_use'
}
