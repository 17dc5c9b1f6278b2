import { DomainError } from '../domain/errors.js'

/** Why a database file cannot be worked with. */
export type Unusable = 'not_a_database' | 'damaged' | 'read_only' | 'busy' | 'disk_full' | 'cannot_open'

const WORDS: Readonly<Record<Unusable, string>> = {
  not_a_database: 'is not an SQLite database, or is damaged at its beginning',
  damaged: 'is damaged or cut short',
  read_only: 'cannot be written: its file or folder is read-only',
  busy: 'is held by another program',
  disk_full: 'cannot be written: the disk is full',
  cannot_open: 'cannot be opened',
}

const WAYS_BACK: Readonly<Record<Unusable, string>> = {
  not_a_database:
    'Put a backup in its place by tasuki restore FILE --force, which keeps it under another name, and start again.',
  damaged:
    'Put a backup in its place by tasuki restore FILE --force, which keeps it under another name, and start again.',
  read_only: 'Give the program the right to write there, or name another file in DATABASE_URL.',
  busy: 'Stop the other program, and start again.',
  disk_full: 'Free some space, and start again.',
  cannot_open: 'Check the path in DATABASE_URL and the rights of its folder.',
}

/** The database cannot be worked with: names the file, what is wrong with it, and the way back, for who operates it. */
export class DatabaseUnusable extends DomainError<{ file: string; why: Unusable; detail: string }> {
  readonly code = 'database_unusable'

  override get message(): string {
    const { file, why, detail } = this.facts
    return `The database ${file} ${WORDS[why]} (${detail}). ${WAYS_BACK[why]}`
  }
}

/** The database was written by a newer version of the program. */
export class NewerSchema extends DomainError<{ file: string; found: number; known: number }> {
  readonly code = 'newer_schema'

  override get message(): string {
    const { file, found, known } = this.facts
    return `The database ${file} has schema ${found}, and this program knows ${known}. Start the newer program, or restore a backup from before the update.`
  }
}
