import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** Bytes of chance that one id takes, and how many ids' worth is drawn at a time. */
const EACH = 16
const DRAWN = 256
const MOST_IN_A_MILLISECOND = 0x7fff_ffff

/**
 * UUIDv7 texts that sort as they were made, also those of one millisecond. Chance is drawn for many at a time: asking
 * the system for each costs more than all the rest of an id.
 *
 * @param now UTC ms
 */
export function freshIds(now: () => number): { next(): string } {
  const pool = new Uint8Array(EACH * DRAWN)
  let used = pool.length
  let [last, seq] = [0, 0]
  const chance = (): Uint8Array => {
    if (used >= pool.length) {
      randomFillSync(pool)
      used = 0
    }
    used += EACH
    return pool.slice(used - EACH, used)
  }
  return {
    next() {
      const random = chance()
      const at = Math.max(now(), last)
      const isSame = at === last && seq < MOST_IN_A_MILLISECOND
      seq = isSame ? seq + 1 : ((random[0] ?? 0) << 16) | ((random[1] ?? 0) << 8) | (random[2] ?? 0)
      last = isSame || at > last ? at : at + 1
      return v7({ random, msecs: last, seq })
    },
  }
}
