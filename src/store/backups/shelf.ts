import { join } from 'node:path'
import { BackupFailed } from '../../domain/errors.js'
import type { Day, Instant } from '../../domain/time.js'
import type { BackupShelf } from '../../usecases/ports.js'
import { addToErasureLog, ERASURE_LOG } from './erasure-log.js'
import { namesIn, removeDatabase } from './files.js'

const NAME = /^tasuki-(\d{4}-\d{2}-\d{2})\.db$/

/** A backup that is being made, and that can be ended. */
export interface BackupUnderWay {
  /** @throws BackupFailed */
  readonly done: Promise<{ readonly bytes: number }>
  readonly end: () => void
}

export type BeginBackup = (database: string, target: string, at: Instant) => BackupUnderWay

/** The backups of the nights in a folder, `tasuki-2026-11-25.db`; other files in it are left alone. */
export function backupShelf(
  database: string,
  { folder, kept }: { readonly folder: string; readonly kept: number },
  begin: BeginBackup,
): BackupShelf {
  let underWay: BackupUnderWay | null = null
  return {
    make: async (night, at) => {
      if (underWay !== null) throw new BackupFailed({ failure: 'other', detail: 'another backup is under way' })
      underWay = begin(database, fileOfNight(folder, night), at)
      try {
        return (await underWay.done).bytes
      } finally {
        underWay = null
      }
    },
    dropOldest: async () => {
      const nights = nightsIn(folder)
      const gone = nights.slice(0, Math.max(0, nights.length - Math.max(1, kept)))
      for (const night of gone) removeDatabase(fileOfNight(folder, night))
      return gone
    },
    dropAll: () => {
      const nights = nightsIn(folder)
      for (const night of nights) removeDatabase(fileOfNight(folder, night))
      return nights
    },
    logErasures: (erasures) => addToErasureLog(join(folder, ERASURE_LOG), erasures),
    stop: () => underWay?.end(),
  }
}

/** The nights of which the folder holds a backup, oldest first. */
export const nightsIn = (folder: string): readonly Day[] =>
  namesIn(folder, NAME).map((name) => NAME.exec(name)?.[1] ?? '')

export const fileOfNight = (folder: string, night: Day): string => join(folder, `tasuki-${night}.db`)
