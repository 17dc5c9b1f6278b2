import type { Csql } from './csql.js'
import { daysBetween } from './days.js'
import type { CsqlEvent } from './event.js'
import type { Zone } from './time.js'
import { localDay } from './zone-time.js'

/**
 * Days of the zone from the log of a won CSQL to the signing; null where an import inferred the log, and nobody knows.
 * The zone is the workspace's, so that everybody reads the same number.
 */
export function daysToWin(
  { loggedAt, wonOn, stateSince }: Pick<Csql, 'loggedAt' | 'wonOn' | 'stateSince'>,
  [log]: readonly Pick<CsqlEvent, 'figures'>[],
  zone: Zone,
): number | null {
  if (log?.figures['inferred'] !== undefined) return null
  return Math.max(0, daysBetween(localDay(zone, loggedAt), wonOn ?? localDay(zone, stateSince)))
}
