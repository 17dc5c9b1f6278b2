import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Instant } from '../../domain/time.js'
import { fileOf, openFile, usable } from '../database.js'
import { DatabaseUnusable } from '../errors.js'
import type { Content } from './content.js'
import { FileExists } from './errors.js'
import { nameFile, partialOf, removeDatabase, sweepPartials, syncFile } from './files.js'
import { putSeal, unsealedContentOf } from './seal.js'
import { type BackupFacts, verifyBackup } from './verify-backup.js'

/** The steps of a backup in their order; `copying` comes as often as pages are copied. */
export const BACKUP_STEPS = ['opened', 'copying', 'copied', 'read', 'sealed', 'verified', 'synced', 'named'] as const
export type BackupStep = (typeof BACKUP_STEPS)[number]

export interface BackupOptions {
  /** When it is made, UTC ms. */
  readonly now: Instant
  /** A file of that name may be replaced, once the new one is good. */
  readonly overwrite: boolean
  /** Hears of each step when it is done. */
  readonly reached?: (step: BackupStep) => void
}

/** Pages that are copied in one go: 4 MB. */
const PAGES_AT_ONCE = 1000

/**
 * Copies a database while it is written to, checks the copy, and only then gives it its name. The copy is what was
 * committed at one moment: a read transaction holds that moment until every value of the source has been read, for the
 * copy to be compared with. Whoever is killed on the way leaves a file that ends in `.partial`, and nothing under the
 * name; such a file is taken away by a backup a day later.
 *
 * @throws FileExists something has the name, and may not be replaced
 * @throws DatabaseUnusable the source is missing, damaged, or no database
 * @throws BackupFaulty the copy is not what the source was
 */
export async function makeBackup(database: string, target: string, options: BackupOptions): Promise<BackupFacts> {
  const { now, overwrite, reached = () => {} } = options
  const [source, name] = [fileOf(database), resolve(target)]
  if (!existsSync(source)) throw new DatabaseUnusable({ file: source, why: 'cannot_open', detail: 'ENOENT' })
  if (name === source || (existsSync(name) && !overwrite)) throw new FileExists({ file: name })
  mkdirSync(dirname(name), { recursive: true, mode: 0o700 })
  sweepPartials(dirname(name), now)
  const partial = partialOf(name, randomBytes(6).toString('hex'))
  try {
    const content = await copy(source, partial, reached)
    seal(partial, { madeAt: now, content })
    reached('sealed')
    const facts = verifyBackup(partial)
    reached('verified')
    syncFile(partial)
    reached('synced')
    nameFile(partial, name, { overwrite })
    reached('named')
    return { ...facts, file: name }
  } finally {
    removeDatabase(partial)
  }
}

async function copy(source: string, partial: string, reached: (step: BackupStep) => void): Promise<Content> {
  const raw = openFile(source)
  try {
    // The first read fixes the moment: what is committed from here on is not in the copy.
    raw.exec('BEGIN')
    usable(source, () => raw.prepare('SELECT count(*) FROM sqlite_schema').get())
    reached('opened')
    await raw.backup(partial, {
      progress: () => {
        reached('copying')
        return PAGES_AT_ONCE
      },
    })
    chmodSync(partial, statSync(source).mode & 0o777)
    reached('copied')
    const content = usable(source, () => unsealedContentOf(raw))
    reached('read')
    return content
  } finally {
    raw.close()
  }
}

function seal(partial: string, contents: Parameters<typeof putSeal>[1]): void {
  const raw = new Sqlite(partial)
  try {
    // One file, whole by itself: a copy of it has no log that could be left behind.
    raw.pragma('journal_mode = DELETE')
    raw.pragma('synchronous = FULL')
    putSeal(raw, contents)
  } finally {
    raw.close()
  }
}
