import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { unknownVariables } from '../../config/env.js'
import { type Finding, found } from './findings.js'
import type { Patient } from './patient.js'

/** What the system says of itself. */
export interface Machine {
  readonly nodeVersion: string
  /** Of the disk under a folder: bytes that are free for us, and whether it is reached by a network. */
  readonly disk: (folder: string) => { readonly free: number; readonly isRemote: boolean }
}

/** The lowest version of Node that the program runs on, as `package.json` says. */
const NODE_WANTED = { major: 20, minor: 19 } as const

/** With less than this, or than the database takes, a backup has no place (bytes). */
const LOW = 1e9
/** With less than this, writes fail soon (bytes). */
const FULL = 100e6

/** Kinds of file systems that lie beyond a network: NFS, SMB, CIFS, 9P. */
const REMOTE = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997])

export const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  disk: (folder) => {
    const { bavail, bsize, type } = statfsSync(folder)
    return { free: bavail * bsize, isRemote: REMOTE.has(type) }
  },
}

export function checkMachine({ env, settings, write }: Patient, machine: Machine): readonly Finding[] {
  const folders = [dirname(resolve(settings.database.path))]
  if (settings.backups.nightly) folders.push(resolve(settings.backups.folder))
  return [
    checkNode(machine.nodeVersion),
    ...unknownVariables(env).map((name) => found('env_unknown', { name })),
    ...[...new Set(folders.map(nearest))].flatMap((folder) => checkFolder(folder, machine, write)),
  ]
}

function checkNode(version: string): Finding {
  const { major, minor } = NODE_WANTED
  const [isMajor = 0, isMinor = 0] = version.split('.').map(Number)
  const isEnough = isMajor > major || (isMajor === major && isMinor >= minor)
  return isEnough ? found('node_ok', { version }) : found('node_old', { version, wanted: `${major}.${minor}` })
}

/** The folder itself, or the nearest one above it that is there: it would be made in that one. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder))
}

function checkFolder(folder: string, machine: Machine, write: Patient['write']): readonly Finding[] {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch {
    return [found('folder_closed', { folder })]
  }
  const { free, isRemote } = machine.disk(folder)
  const facts = { folder, free: write.size(free) }
  const code = free < FULL ? 'disk_full' : free < LOW ? 'disk_low' : 'folder_ok'
  return [found(code, facts), ...(isRemote ? [found('network_disk', { folder })] : [])]
}
