import type { Instant } from '../domain/time.js'
import type { Settings, Workspace } from '../domain/workspace.js'
import { nextDigestSlot } from '../usecases/digest-slots.js'

interface Look {
  readonly settings: Settings
  readonly at: Instant
  /** The next slot after the look. */
  readonly until: Instant
}

/**
 * Remembers which workspaces were looked into since their last digest slot, so that a tick costs little for those that
 * have none due. Only in memory: what is queued is rows, and a look too many finds nothing.
 */
export class DigestLooks {
  readonly #looks = new Map<Workspace['id'], Look>()

  /** Whether a slot may have come since the last look, or the settings, or the clock, were changed. */
  isNeeded({ id, settings }: Workspace, now: Instant): boolean {
    const last = this.#looks.get(id)
    return last === undefined || last.settings !== settings || now < last.at || now >= last.until
  }

  done({ id, settings }: Workspace, now: Instant): void {
    this.#looks.set(id, { settings, at: now, until: nextDigestSlot(settings, now) })
  }
}
