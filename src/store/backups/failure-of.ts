import Sqlite from 'better-sqlite3'
import type { BackupFailure } from '../../domain/backup.js'
import { DatabaseUnusable } from '../errors.js'
import { BackupFaulty } from './errors.js'

const DISK_FULL = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']
const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN']

/** What stood in the way of a backup, as far as it tells who can mend it. */
export function failureOf(error: unknown): BackupFailure {
  if (error instanceof BackupFaulty) return 'faulty'
  if (error instanceof DatabaseUnusable) return error.facts.why === 'disk_full' ? 'disk_full' : 'source'
  const code = error instanceof Sqlite.SqliteError ? error.code : (error as NodeJS.ErrnoException | null)?.code
  if (DISK_FULL.some((known) => code?.startsWith(known))) return 'disk_full'
  if (NOT_WRITABLE.some((known) => code?.startsWith(known))) return 'not_writable'
  return 'other'
}
