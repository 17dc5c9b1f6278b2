import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a process asked of the disk, in order; and what it acknowledged in between. */
export type DiskEvent =
  | { readonly kind: 'create' | 'remove' | 'sync'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'ack'; readonly id: string }

const WATCHED =
  'openat,pwrite64,write,pwritev,writev,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat2'
const program = fileURLToPath(new URL('../support/acknowledged-commits.ts', import.meta.url))

/** Whether system calls can be watched here: `strace` is installed, and may trace. */
export const canRecord = (): boolean => spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

export interface DiskRecord {
  /** The folder of the database, as the events name it. */
  readonly folder: string
  readonly database: string
  readonly events: readonly DiskEvent[]
}

/** Runs so many commits in a process of their own and writes down what it asks of the disk. */
export function recordCommits(count: number, synchronous?: number): DiskRecord {
  const traces = mkdtempSync(join(tmpdir(), 'tasuki-trace-'))
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-disk-'))
  const database = join(folder, 'tasuki.db')
  const acks = join(traces, 'acks')
  try {
    const options = ['-ff', '-y', '-xx', '-s', '70000', '-o', join(traces, 'trace'), '-e', `trace=${WATCHED}`]
    const mode = synchronous === undefined ? [] : [String(synchronous)]
    const command = [process.execPath, '--import', 'tsx', program, database, acks, String(count), ...mode]
    const { stderr, signal, status } = spawnSync('strace', [...options, ...command], { encoding: 'utf8' })
    // It dies by SIGKILL on purpose, and strace dies as it did.
    if (signal !== 'SIGKILL' && status !== 137) throw new Error(`the commits were not made: ${stderr}`)
    return { folder, database, events: eventsOf(mainTrace(traces), folder, acks) }
  } finally {
    rmSync(traces, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The thread that runs SQLite writes the most by far. */
function mainTrace(folder: string): string {
  const traces = readdirSync(folder).filter((name) => name.startsWith('trace'))
  const sizes = traces.map((name) => ({ name, size: statSync(join(folder, name)).size }))
  const largest = sizes.toSorted((a, b) => b.size - a.size)[0]
  if (largest === undefined) throw new Error('nothing was recorded')
  return readFileSync(join(folder, largest.name), 'latin1')
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')
const CALL = /^(\w+)\((.*)\) += (\d+)/
const ON_FILE = /^\d+<([^>]*)>(?:, )?(.*)$/

function eventsOf(trace: string, folder: string, acks: string): DiskEvent[] {
  const known = new Set<string>()
  const isOurs = (path: string) => (path === folder || path.startsWith(`${folder}/`)) && !path.endsWith('-shm')
  return trace.split('\n').flatMap((line) => {
    const [, call = '', rest = ''] = CALL.exec(line) ?? []
    if (call === 'openat' || call.startsWith('unlink')) {
      const path = unhex(/"([^"]*)"/.exec(rest)?.[1] ?? '').toString()
      return isOurs(path) ? named(call, path, rest, known) : []
    }
    const [, hexPath = '', args = ''] = ON_FILE.exec(rest) ?? []
    const path = unhex(hexPath).toString()
    if (path === acks && call === 'write') {
      return [{ kind: 'ack' as const, id: bytesOf(args).toString().trim() }]
    }
    return isOurs(path) ? [written(call, path, args)] : []
  })
}

function named(call: string, path: string, rest: string, known: Set<string>): DiskEvent[] {
  if (call !== 'openat') {
    known.delete(path)
    return [{ kind: 'remove', path }]
  }
  if (known.has(path) || !rest.includes('O_CREAT')) return []
  known.add(path)
  return [{ kind: 'create', path }]
}

const bytesOf = (args: string): Buffer => unhex(/^"([^"]*)"/.exec(args)?.[1] ?? '')
const lastNumber = (args: string): number => Number(/(\d+)$/.exec(args)?.[1])

/** @throws Error for a way of writing that is not understood: nothing may be missed */
function written(call: string, path: string, args: string): DiskEvent {
  switch (call) {
    case 'pwrite64':
      return { kind: 'write', path, at: lastNumber(args), bytes: bytesOf(args) }
    case 'ftruncate':
      return { kind: 'truncate', path, size: lastNumber(args) }
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path }
    default:
      throw new Error(`the database was written by ${call}, which the record does not understand`)
  }
}
