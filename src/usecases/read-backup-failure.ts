import type { BackupFailure } from '../domain/backup.js'
import type { Delivery } from '../domain/delivery.js'
import type { Day } from '../domain/time.js'
import type { Ctx } from './context.js'

/**
 * What a notice of a failing backup is about, as things stand now; null where one has been good since. Its occasion is
 * the night of the last good one before, or `never`.
 */
export async function readBackupFailure(
  ctx: Ctx,
  { occasion: since }: Delivery,
): Promise<{ night: Day; failure: BackupFailure; lastGood: Day | null } | null> {
  return ctx.store.read(async (tx) => {
    const lastGood = (await tx.backups.lastGood())?.night ?? null
    const newest = await tx.backups.newest()
    if (newest === null || (lastGood ?? 'never') !== since) return null
    return { night: newest.night, failure: newest.failure ?? 'other', lastGood }
  })
}
