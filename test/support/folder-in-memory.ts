import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
/** What the tests may need at once, with room to spare (bytes). A container often has far less. */
const ENOUGH = 2 * 1024 ** 3

/**
 * Puts the temporary files of a run in memory, where the system has a file system for that: the databases of the tests
 * are opened as the program opens them, and nobody waits for a disk at each of their commits. A killed process loses no
 * more of it than of a disk; what a power cut takes is found by the system calls, which are the same.
 *
 * @returns what takes them away
 */
export default function setup(): (() => void) | undefined {
  if (process.env['TMPDIR'] !== undefined || !hasRoom()) return undefined
  const folder = mkdtempSync(join(MEMORY, 'tasuki-tests-'))
  // As in any other folder for temporary files, somebody else may be at home in what is made there.
  chmodSync(folder, 0o755)
  process.env['TMPDIR'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ENOUGH
  } catch {
    return false
  }
}
