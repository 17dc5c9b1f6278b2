import type { Settings } from '../../config/config.js'
import type { Instant } from '../../domain/time.js'
import { localDay } from '../../domain/zone-time.js'
import type { Messages } from '../../i18n/messages.js'

/** What every check is given. */
export interface Patient {
  readonly env: NodeJS.ProcessEnv
  readonly settings: Settings
  readonly now: () => Instant
  readonly m: Messages
  readonly write: Written
}

/** Figures as their words need them. */
export interface Written {
  readonly size: (bytes: number) => string
  readonly number: (n: number) => string
  readonly stamp: (at: Instant) => string
  readonly names: (all: readonly string[]) => string
}

/** Names that a line holds at most. */
const NAMES_SHOWN = 5

export function writtenIn(m: Messages, zone: string, now: Instant): Written {
  const today = localDay(zone, now)
  return {
    size: (bytes) => (bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`),
    number: (n) => m.format.number(n),
    stamp: (at) => m.format.stamp(at, zone, today),
    names: (all) => m.doctor.names(all.slice(0, NAMES_SHOWN), Math.max(0, all.length - NAMES_SHOWN)),
  }
}
