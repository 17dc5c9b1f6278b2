import { z } from 'zod'
import { addDays } from './days.js'
import { WorkspaceId } from './ids.js'
import { type Day, HOUR, type Instant, type Zone } from './time.js'
import { instantOf, localDay } from './zone-time.js'

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

/**
 * Why a night's backup failed, as far as it tells who can mend it.
 *
 * disk_full     no space is left
 * not_writable  the folder is missing, read-only, or another's
 * faulty        the copy was not what the source is
 * source        the database could not be read
 * stopped       its process ended on the way
 * other         the log knows more
 */
export const BACKUP_FAILURES = ['disk_full', 'not_writable', 'faulty', 'source', 'stopped', 'other'] as const
export const BackupFailure = z.enum(BACKUP_FAILURES)
export type BackupFailure = z.infer<typeof BackupFailure>

/** The backup of one night: due once, named by the day on which it is due. */
export const NightlyBackup = z.object({
  workspaceId: WorkspaceId,
  night: z.string(),
  /** How often it was begun. */
  tries: z.int().min(1),
  /** When it was begun last, UTC ms. */
  triedAt: z.int(),
  /** When it was good, UTC ms; null = not yet. */
  madeAt: z.int().nullable(),
  bytes: z.int().nullable(),
  /** Why the last try that ended failed; null = none has, or it is good. */
  failure: BackupFailure.nullable(),
})
export type NightlyBackup = Readonly<z.infer<typeof NightlyBackup>>

/** When the night's backup is due, on the wall: most people sleep, and nothing is due to be sent. */
const DUE_AT = '02:30'
/** A try that failed, or of which nothing more was heard, is made again after this (ms). */
const TRY_AGAIN = HOUR

/** The night whose backup is due now: today's from half past two on, before that yesterday's. */
export function nightDue(zone: Zone, now: Instant): Day {
  const today = localDay(zone, now)
  return now >= instantOf(zone, today, DUE_AT) ? today : addDays(today, -1)
}

/** Whether a night's backup is to be begun: it never was, or it is not good and an hour has passed. */
export function mayBegin(backup: NightlyBackup | null, now: Instant): boolean {
  return backup === null || (backup.madeAt === null && now - backup.triedAt >= TRY_AGAIN)
}
