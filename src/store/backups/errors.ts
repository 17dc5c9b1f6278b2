import { DomainError } from '../../domain/errors.js'

/**
 * Why a file cannot be taken for a good backup.
 *
 * missing         there is no such file
 * not_a_database  no SQLite database, or damaged at its beginning
 * not_ours        a database of another program
 * damaged         SQLite finds its pages or indexes wrong
 * foreign_keys    rows that point at nothing
 * seal            the seal is not what was written
 * content         values are not what they were when it was made
 * newer           a newer program made it
 */
export type BackupFault =
  | 'missing'
  | 'not_a_database'
  | 'not_ours'
  | 'damaged'
  | 'foreign_keys'
  | 'seal'
  | 'content'
  | 'newer'

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
