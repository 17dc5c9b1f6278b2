import { resolve } from 'node:path'
import { daysBetween } from '../../domain/days.js'
import type { Workspace } from '../../domain/workspace.js'
import { localDay } from '../../domain/zone-time.js'
import { BackupFaulty } from '../../store/backups/errors.js'
import { fileOfNight, nightsIn } from '../../store/backups/shelf.js'
import { verifyBackup } from '../../store/backups/verify-backup.js'
import type { Store } from '../../usecases/ports.js'
import { type Finding, found } from './findings.js'
import type { Patient } from './patient.js'

/** With the last good one of the day before yesterday, a night is missing (days). */
const OLD = 2

/** The newest backup is read whole. @param store null where the database cannot be read */
export async function checkBackups(
  { settings, now, write }: Patient,
  store: Store | null,
  workspaces: readonly Workspace[],
): Promise<readonly Finding[]> {
  const folder = resolve(settings.backups.folder)
  const nights = nightsIn(folder)
  const night = nights.at(-1)
  const findings: Finding[] = settings.backups.nightly ? [] : [found('backups_off', {})]
  const [first] = workspaces
  const newest =
    store === null || first === undefined ? null : await store.of(first.id).read((tx) => tx.backups.newest())
  if (newest !== null && newest.failure !== null && newest.madeAt === null) {
    const { failure, tries } = newest
    findings.push(found('backup_failed', { night: newest.night, failure, tries: write.number(tries) }))
  }
  if (night === undefined) return settings.backups.nightly ? [...findings, found('backups_none', { folder })] : findings
  const days = daysBetween(night, localDay(settings.firstStart.zone, now()))
  if (settings.backups.nightly && days >= OLD) {
    findings.push(found('backup_old', { night, folder, days: write.number(days) }))
  }
  return [
    ...findings,
    verified(fileOfNight(folder, night), { night, folder, count: write.number(nights.length) }, write),
  ]
}

function verified(
  file: string,
  facts: { night: string; folder: string; count: string },
  write: Patient['write'],
): Finding {
  try {
    return found('backups_ok', { ...facts, size: write.size(verifyBackup(file).bytes) })
  } catch (error) {
    if (!(error instanceof BackupFaulty)) throw error
    const { why, detail } = error.facts
    return found('backup_bad', { file, why, detail })
  }
}
