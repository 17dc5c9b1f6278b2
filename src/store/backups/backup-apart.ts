import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BackupFailure } from '../../domain/backup.js'
import { BackupFailed } from '../../domain/errors.js'
import type { BackupOutcome } from './backup-process.js'
import type { BeginBackup } from './shelf.js'

/** The program as it stands: compiled, or as it is written. */
const PROGRAM = fileURLToPath(import.meta.url).replace(/backup-apart(\.[jt]s)$/, 'backup-process$1')

/**
 * Makes a backup in a process of its own: it reads the whole database, which would hold up everybody for seconds, and
 * what it needs of memory goes with it.
 *
 * @param execArgv how Node is started; as this process was unless said otherwise
 */
export const backupApart =
  (execArgv: readonly string[] = process.execArgv): BeginBackup =>
  (database, target, at) => {
    const options = { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] as const }
    const child = fork(PROGRAM, [database, target, String(at)], { ...options, stdio: [...options.stdio] })
    const done = new Promise<{ bytes: number }>((resolve, reject) => {
      let outcome: BackupOutcome | null = null
      child.on('message', (message) => {
        outcome = message as BackupOutcome
      })
      child.once('error', (error) => reject(new BackupFailed({ failure: 'other', detail: error.message })))
      child.once('exit', (code, signal) => {
        if (outcome === null) reject(new BackupFailed({ failure: 'stopped', detail: String(signal ?? code) }))
        else if ('bytes' in outcome) resolve(outcome)
        else {
          const failure = BackupFailure.catch('other').parse(outcome.failure)
          reject(new BackupFailed({ failure, detail: outcome.detail }))
        }
      })
    })
    return { done, end: () => void child.kill('SIGKILL') }
  }
