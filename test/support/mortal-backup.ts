/**
 * Makes or restores a backup in a process that dies by its own hand at the step it is told, or lives to its end:
 * `node mortal-backup.ts JOB`. The careless ways are what must be seen to fail.
 */
import { closeSync, copyFileSync, openSync, readFileSync, writeSync } from 'node:fs'
import { makeBackup } from '../../src/store/backups/make-backup.js'
import { restoreBackup } from '../../src/store/backups/restore-backup.js'
import { openFile } from '../../src/store/database.js'

export interface BackupJob {
  readonly work: 'backup' | 'restore'
  readonly database: string
  readonly backup: string
  /** After which step it dies, and of steps that come often after how many; null = it lives. */
  readonly dieAt: { readonly step: string; readonly nth: number } | null
  /** Written straight under its name; or the database's file copied as it lies there. */
  readonly careless?: 'named at once' | 'file copied'
}

const die = (): void => void process.kill(process.pid, 'SIGKILL')

async function run({ work, database, backup, dieAt, careless }: BackupJob): Promise<void> {
  let left = dieAt?.nth ?? 0
  const reached = (step: string): void => {
    if (step !== dieAt?.step) return
    left -= 1
    if (left === 0) die()
  }
  const now = Date.now()
  if (careless === 'file copied')
    copyFileSync(work === 'backup' ? database : backup, work === 'backup' ? backup : database)
  else if (careless === 'named at once') await atOnce(work, database, backup)
  else if (work === 'backup') await makeBackup(database, backup, { now, overwrite: true, reached })
  else await restoreBackup(backup, database, { now, overwrite: true, erasures: [], reached })
}

/** Dies with half of it written. */
async function atOnce(work: BackupJob['work'], database: string, backup: string): Promise<void> {
  if (work === 'restore') {
    const bytes = readFileSync(backup)
    const fd = openSync(database, 'r+')
    writeSync(fd, bytes.subarray(0, bytes.length / 2))
    closeSync(fd)
    return die()
  }
  const raw = openFile(database)
  let goes = 0
  const progress = (): number => {
    goes += 1
    if (goes > 2) die()
    return 100
  }
  await raw.backup(backup, { progress })
}

run(JSON.parse(process.argv[2] ?? '') as BackupJob).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  },
)
