import { type BackupFailure, mayBegin, nightDue } from '../domain/backup.js'
import type { Day } from '../domain/time.js'
import type { Ctx } from './context.js'
import { enqueueNotice } from './enqueue-notices.js'
import { isReachable } from './managers.js'
import type { BackupShelf, Store } from './ports.js'

/**
 * Claims the backup of the night that is due, unless it is good, or was begun within the hour: of several processes one
 * begins it. A night that was missed is caught up, the last one alone.
 *
 * @returns the night, or null where there is nothing to do
 */
export function claimNight(ctx: Ctx): Promise<Day | null> {
  return ctx.store.transaction(async (tx) => {
    const night = nightDue((await tx.settings.get()).zone, ctx.now)
    if (!mayBegin(await tx.backups.of(night), ctx.now)) return null
    await tx.backups.putTry(night, ctx.now)
    return night
  })
}

/** Whether a look is worth a transaction: most ticks find that the night's backup is made. */
export async function isNightDue(ctx: Ctx): Promise<boolean> {
  return ctx.store.read(async (tx) => {
    const night = nightDue((await tx.settings.get()).zone, ctx.now)
    return mayBegin(await tx.backups.of(night), ctx.now)
  })
}

/** Writes down that a night has its good backup, and takes away those beyond the number that is kept. */
export async function backupMade(ctx: Ctx, shelf: BackupShelf, night: Day, bytes: number): Promise<readonly Day[]> {
  await ctx.store.transaction((tx) => tx.backups.putOutcome(night, { madeAt: ctx.now, bytes }))
  return shelf.dropOldest()
}

/** Writes down why a night has none, and tells the admins, once until a backup is good again. */
export async function backupFailed(ctx: Ctx, night: Day, failure: BackupFailure): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    await tx.backups.putOutcome(night, { failure })
    const settings = await tx.settings.get()
    const since = (await tx.backups.lastGood())?.night ?? 'never'
    for (const admin of (await tx.people.admins()).filter(isReachable)) {
      await enqueueNotice(ctx, tx, settings, admin, 'backup_failed', tx.workspaceId, since)
    }
  })
  ctx.committed()
}

/**
 * Copies into the log beside the backups what was erased, so that a restore knows of it though this database is lost.
 *
 * @param known how many there were the last time
 * @returns how many there are now
 */
export async function keepErasures(
  store: Pick<Store, 'workspaces'>,
  shelf: BackupShelf,
  known: number | null,
): Promise<number> {
  const count = await store.workspaces.erasureCount()
  if (count !== known) shelf.logErasures(await store.workspaces.erasures())
  return count
}
