import { BATCHES, type Delivery, type Purpose } from '../domain/delivery.js'
import type { Person } from '../domain/person.js'
import { type Day, type Instant, MINUTE } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import { pauseOver, slotFrom } from './batch-slots.js'
import { digestSlot } from './digest-slots.js'

/** Edits make no sound; the others answer what somebody has just done, or follow in a thread. */
const AT_ANY_HOUR: readonly Purpose[] = ['edit', 'welcome', 'digest_preview', 'digest_details', 'digest_csv']

/** One that finds its day over is looked at again after so long (ms): until then it is brought into another. */
const UNTIL_MOVED = MINUTE

/**
 * From when on a delivery may go, at the earliest: now, in its reader's working time, else from their next opening; a
 * batch on its own day alone. When it was enqueued it was given a time by the same rule: that time passes while the
 * program is down, or Slack is.
 *
 * @param person null for a channel
 */
export function mayGoFrom(
  settings: Settings,
  person: Person | null,
  delivery: Pick<Delivery, 'purpose' | 'occasion'>,
  now: Instant,
): Instant {
  const { purpose, occasion } = delivery
  if (AT_ANY_HOUR.includes(purpose)) return now
  if (person === null && purpose === 'digest') return channelDigestFrom(settings, occasion, now)
  if (person === null || !BATCHES.includes(purpose)) return nextWorkingMoment(calendarOf(settings, person), now)
  const slot = slotFrom(settings, person, purpose, pauseOver(person, now))
  return slot.day === occasion && slot.at <= now ? now : Math.max(slot.at, now + UNTIL_MOVED)
}

/** An admin may have set a time before the workspace opens: on its day the digest keeps to that. */
function channelDigestFrom(settings: Settings, week: string, now: Instant): Instant {
  const opens = nextWorkingMoment(calendarOf(settings, null), now)
  const dayOf = (at: Instant): Day => localDay(settings.zone, at)
  return dayOf(opens) === dayOf(digestSlot(settings, week)) ? now : opens
}
