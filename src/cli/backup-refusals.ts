import { CannotErase } from '../domain/errors.js'
import type { Messages } from '../i18n/messages.js'
import { BackupFaulty, DatabaseInUse, FileExists } from '../store/backups/errors.js'
import { CommandFailed } from './command-failed.js'

/** What stood in the way of a backup or a restore, in words with the mend; null for what is no fault of either. */
export function refusalOf(error: unknown, m: Messages, doing: 'backup' | 'restore'): CommandFailed | null {
  const { backups } = m
  if (error instanceof FileExists) {
    const { file } = error.facts
    return new CommandFailed(...(doing === 'backup' ? backups.fileExists(file) : backups.databaseExists(file)))
  }
  if (error instanceof DatabaseInUse) return new CommandFailed(...backups.inUse(error.facts.file, error.facts.by))
  if (error instanceof CannotErase) return new CommandFailed(...backups.cannotErase(error.facts.what))
  if (!(error instanceof BackupFaulty)) return null
  const { file, why, detail } = error.facts
  return new CommandFailed(backups.faulty(file), backups.faults[why](detail), backups.faultMend)
}
