import type { BackupFailure } from '../domain/backup.js'
import type { Day } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { lines } from './blocks.js'
import { type Message, message } from './message.js'

/** A night without a good backup. */
export interface FailedBackup {
  readonly night: Day
  readonly failure: BackupFailure
  /** The newest night that has one; null = none ever. */
  readonly lastGood: Day | null
  readonly today: Day
}

/** To an admin, once until a backup is good again: which night, why in words, and the mend. */
export function backupFailedNotice({ night, failure, lastGood, today }: FailedBackup, m: Messages): Message {
  const { backups, format } = m
  return message(
    lines(
      backups.failed(format.day(night, today)),
      backups.failedWhy(backups.failures[failure]),
      backups.lastGood(lastGood === null ? null : format.day(lastGood, today)),
      backups.failedMend[failure],
    ),
  )
}
