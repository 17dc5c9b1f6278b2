/** Makes one backup, tells what became of it, and ends: `node backup-process.js DATABASE TARGET NOW`. */
import { setPriority } from 'node:os'
import { failureOf } from './failure-of.js'
import { makeBackup } from './make-backup.js'

export type BackupOutcome = { readonly bytes: number } | { readonly failure: string; readonly detail: string }

/** Whoever asks for something in Slack goes first. */
const PRIORITY = 10

async function run([database = '', target = '', at = '0']: readonly string[]): Promise<BackupOutcome> {
  try {
    setPriority(PRIORITY)
  } catch {
    // Where the system does not allow it, it runs as it is.
  }
  try {
    const { bytes } = await makeBackup(database, target, { now: Number(at), overwrite: true })
    return { bytes }
  } catch (error) {
    return { failure: failureOf(error), detail: error instanceof Error ? error.message : String(error) }
  }
}

// The app is gone: nobody waits for it.
process.once('disconnect', () => process.exit(1))
const outcome = await run(process.argv.slice(2))
process.send?.(outcome, () => process.exit(0))
