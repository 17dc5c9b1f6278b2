import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, constants, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Erasure } from '../../domain/erasure.js'
import type { Instant } from '../../domain/time.js'
import { fileOf } from '../database.js'
import { openStore } from '../store.js'
import { mergeErasures } from './erasure-log.js'
import { FileExists } from './errors.js'
import { databaseExists, nameFile, partialOf, removeDatabase, sweepPartials, syncFile, syncFolderOf } from './files.js'
import { type RawRow, settleRestored } from './restored-deliveries.js'
import { removeSeal } from './seal.js'
import { type OldDatabase, takeOver } from './take-over.js'
import { type BackupFacts, verifyBackup } from './verify-backup.js'

/** The steps of a restore in their order. */
export const RESTORE_STEPS = ['verified', 'taken over', 'copied', 'erased', 'checked', 'kept', 'named'] as const
export type RestoreStep = (typeof RESTORE_STEPS)[number]

export interface RestoreOptions {
  /** UTC ms. */
  readonly now: Instant
  /** A database that is there may be replaced; it is kept under another name. */
  readonly overwrite: boolean
  /** What was erased according to logs beside the database; what the old one says is added. */
  readonly erasures: readonly Erasure[]
  /** Hears of each step when it is done. */
  readonly reached?: (step: RestoreStep) => void
}

export interface Restored {
  readonly backup: BackupFacts
  /** Under which name the old database is kept; null where there was none. */
  readonly keptAs: string | null
  /** Erasures that the backup did not know, and that were carried out again. */
  readonly erasedAgain: number
  /** The old database could not be read: what was erased since is known from the logs alone. */
  readonly oldUnreadable: boolean
}

/**
 * Puts a backup in the place of a database. It is verified, copied beside the place, brought up to the program's schema,
 * cleared of what was erased since it was made, checked again, and takes the name in one step: whoever is killed on the
 * way leaves the old database or the restored one. The backup's own file is only read.
 *
 * @throws BackupFaulty the file is no good backup
 * @throws FileExists a database is there, and may not be replaced
 * @throws DatabaseInUse another process has it open
 * @throws CannotErase a newer program erased what this one cannot erase again
 */
export async function restoreBackup(backup: string, database: string, options: RestoreOptions): Promise<Restored> {
  const { now, overwrite, reached = () => {} } = options
  const [file, name] = [resolve(backup), fileOf(database)]
  const facts = verifyBackup(file)
  reached('verified')
  if (databaseExists(name) && !overwrite) throw new FileExists({ file: name })
  mkdirSync(dirname(name), { recursive: true, mode: 0o700 })
  sweepPartials(dirname(name), now)
  const old = databaseExists(name) ? takeOver(name) : null
  const partial = partialOf(name, randomBytes(6).toString('hex'))
  try {
    reached('taken over')
    copyFileSync(file, partial, constants.COPYFILE_EXCL)
    reached('copied')
    const erasures = mergeErasures(old?.erasures ?? [], options.erasures)
    const erasedAgain = await prepare(partial, { erasures, takenSlots: old?.takenSlots ?? [], now })
    reached('erased')
    verifyBackup(partial)
    belongAs(databaseExists(name) ? name : file, partial)
    syncFile(partial)
    reached('checked')
    const keptAs = old === null ? null : keepOld(old, name, now)
    reached('kept')
    nameFile(partial, name, { overwrite })
    reached('named')
    return { backup: facts, keptAs, erasedAgain, oldUnreadable: old?.readable === false }
  } finally {
    old?.release()
    removeDatabase(partial)
  }
}

/** Brings the copy to what may be worked with. @returns how many erasures were carried out */
async function prepare(
  partial: string,
  { erasures, takenSlots, now }: { erasures: readonly Erasure[]; takenSlots: readonly RawRow[]; now: Instant },
): Promise<number> {
  chmodSync(partial, 0o600)
  onFile(partial, removeSeal)
  const store = await openStore(partial)
  let done = 0
  try {
    for (const erasure of erasures) {
      const isNew = await store.of(erasure.workspaceId).transaction((tx) => tx.erasures.carryOut(erasure, now))
      if (isNew) done += 1
    }
  } finally {
    await store.close()
  }
  onFile(partial, (raw) => settleRestored(raw, takenSlots, now))
  return done
}

/** On one whole file, as a backup is: the app turns its log on again. */
function onFile(partial: string, work: (raw: Sqlite.Database) => void): void {
  const raw = new Sqlite(partial)
  try {
    raw.pragma('journal_mode = DELETE')
    work(raw)
  } finally {
    raw.close()
  }
}

/** Gives the restored file the rights and, where we may, the owner of the one that it replaces: the app must write it. */
function belongAs(like: string, partial: string): void {
  const { mode, uid, gid } = statSync(existsSync(like) ? like : dirname(like))
  chmodSync(partial, (mode & 0o666) | 0o600)
  if (process.getuid?.() === 0) chownSync(partial, uid, gid)
}

/** `tasuki.db.before-restore-20261125-223601-000` beside it. */
function keepOld(old: OldDatabase, name: string, now: Instant): string {
  const stamp = new Date(now).toISOString().replace(/[-:Z]/g, '').replace(/[T.]/g, '-')
  const keptAs = `${name}.before-restore-${stamp}`
  old.keepAs(keptAs)
  syncFolderOf(name)
  return keptAs
}
