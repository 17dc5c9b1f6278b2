import { dirname } from 'node:path'
import type { Random } from '../../src/sandbox/random.js'
import type { DiskEvent } from './disk-record.js'

type Change = Extract<DiskEvent, { kind: 'write' | 'truncate' }>

interface Content {
  bytes: Buffer
  /** What was asked since the last sync of the file, in order. */
  readonly unsynced: Change[]
}

/** What a power cut leaves of what was not synced: nothing; or any part of it, in any order, torn by sectors. */
export type Mercy = 'none' | Random

const SECTOR = 512

/** A disk that keeps for certain only what was synced: a file's content by the file, its name by the folder. */
export class ForgetfulDisk {
  /** Names that are there now; those that a sync of their folder made certain. */
  readonly #names = new Map<string, Content>()
  #certain = new Map<string, Content>()

  apply(event: DiskEvent): void {
    switch (event.kind) {
      case 'create':
        this.#names.set(event.path, { bytes: Buffer.alloc(0), unsynced: [] })
        return
      case 'remove':
        this.#names.delete(event.path)
        return
      case 'sync':
        this.#sync(event.path)
        return
      case 'write':
      case 'truncate':
        this.#names.get(event.path)?.unsynced.push(event)
    }
  }

  /** The files that are found once the power is back. */
  afterCut(mercy: Mercy): ReadonlyMap<string, Buffer> {
    const names = mercy === 'none' || mercy.chance(0.5) ? this.#certain : this.#names
    return new Map([...names].map(([path, content]) => [path, remains(content, mercy)]))
  }

  #sync(path: string): void {
    const content = this.#names.get(path)
    if (content !== undefined) {
      for (const change of content.unsynced) content.bytes = changed(content.bytes, change)
      content.unsynced.length = 0
      return
    }
    const elsewhere = [...this.#certain].filter(([name]) => dirname(name) !== path)
    this.#certain = new Map([...elsewhere, ...[...this.#names].filter(([name]) => dirname(name) === path)])
  }
}

function remains({ bytes, unsynced }: Content, mercy: Mercy): Buffer {
  if (mercy === 'none') return bytes
  const kept = unsynced
    .filter(() => mercy.chance(0.5))
    .map((change) => (mercy.chance(0.2) ? torn(change, mercy) : change))
  return kept.reduce(changed, bytes)
}

/** The beginning of a write, up to a sector's end. */
function torn(change: Change, random: Random): Change {
  if (change.kind === 'truncate') return change
  return { ...change, bytes: change.bytes.subarray(0, SECTOR * random.below(1 + change.bytes.length / SECTOR)) }
}

function changed(bytes: Buffer, change: Change): Buffer {
  const size = change.kind === 'truncate' ? change.size : Math.max(bytes.length, change.at + change.bytes.length)
  const after = Buffer.alloc(size)
  bytes.copy(after)
  if (change.kind === 'write') change.bytes.copy(after, change.at)
  return after
}
