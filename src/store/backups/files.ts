import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DAY_MS, type Instant } from '../../domain/time.js'
import { FileExists } from './errors.js'

/** Ends every file that is not whole yet; whoever reads names leaves such files alone. */
const PARTIAL = '.partial'

/** Where a file is made before it gets its name: beside it, so that naming it is one step. */
export const partialOf = (target: string, nonce: string): string => `${target}.${nonce}${PARTIAL}`

/** What is written is on the disk when this returns. */
export function syncFile(file: string): void {
  const fd = openSync(file, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** A name is on the disk only once its folder is. */
export function syncFolderOf(file: string): void {
  const fd = openSync(dirname(file), 'r')
  try {
    fsyncSync(fd)
  } catch (error) {
    // Some file systems cannot sync a folder; there the name is as safe as they make it.
    if (!isOneOf(error, ['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'])) throw error
  } finally {
    closeSync(fd)
  }
}

/**
 * Gives a whole file its name in one step; it has the old name no more.
 *
 * @throws FileExists where something has that name, unless it may be replaced
 */
export function nameFile(whole: string, name: string, options: { readonly overwrite: boolean }): void {
  if (options.overwrite) renameSync(whole, name)
  else nameUnlessTaken(whole, name)
  syncFolderOf(name)
}

function nameUnlessTaken(whole: string, name: string): void {
  try {
    // A rename would replace a file that came in between; a link refuses.
    linkSync(whole, name)
  } catch (error) {
    if (isOneOf(error, ['EEXIST'])) throw new FileExists({ file: name })
    if (!isOneOf(error, NO_LINKS)) throw error
    if (existsSync(name)) throw new FileExists({ file: name })
    renameSync(whole, name)
    return
  }
  unlinkSync(whole)
}

/** Keeps a file under another name beside the old one, which stays until it is replaced. */
export function keepAs(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch (error) {
    if (!isOneOf(error, NO_LINKS)) throw error
    renameSync(file, name)
  }
}

/** Takes away what runs left behind that were killed more than a day ago, of any file in that folder. */
export function sweepPartials(folder: string, now: Instant): void {
  for (const name of readdirSync(folder)) {
    if (!new RegExp(`\\.[0-9a-f]+\\${PARTIAL}(-journal|-wal|-shm)?$`).test(name)) continue
    const file = join(folder, name)
    const found = statSync(file, { throwIfNoEntry: false })
    if (found?.isFile() && now - found.mtimeMs > DAY_MS) removeDatabase(file)
  }
}

/** Takes a database's file away, and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

/** Whether anything of a database is there: a log may hold rows whose file is gone. */
export const databaseExists = (file: string): boolean => existsSync(file) || existsSync(`${file}-wal`)

/** The names of a folder's files that have a form, sorted; none where there is no folder. */
export const namesIn = (folder: string, form: RegExp): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => form.test(name))
        .sort()
    : []

const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  return codes.includes(String((error as NodeJS.ErrnoException).code))
}
