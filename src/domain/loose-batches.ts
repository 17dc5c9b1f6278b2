import type { ClockKind } from './clock.js'
import type { PersonId } from './ids.js'
import { DAY_MS, type Instant } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'
import { addWorkingDays } from './working-time.js'
import type { Settings } from './workspace.js'

/** Four weeks are looked at, and an admin is told of a clock at most once in as long (ms). */
export const LOOSE_SPAN = 28 * DAY_MS
/** So soon after a reminder it counts as acted on, in working days of whom it was sent to. */
const ACTED_WITHIN = 2

/** One row of a batch of nudges that was sent, and when somebody next did something about it. Instants are UTC ms. */
export interface NudgedRow {
  readonly kind: ClockKind
  readonly owner: PersonId
  readonly sentAt: Instant
  /** When its clock was settled, or its owner did anything but put it off; null = not yet. */
  readonly actedAt: Instant | null
}

export interface LooseClock {
  readonly kind: ClockKind
  readonly rows: number
  readonly acted: number
}

/**
 * The clocks whose reminders people never act on: of at least `rows` a smaller share than `percent` was acted on in
 * time. Rows whose time is not over say nothing yet.
 */
export function looseClocks(
  rows: readonly NudgedRow[],
  calendarOf: (owner: PersonId) => WorkingCalendar,
  now: Instant,
  { rows: enough, percent }: Settings['looseBatches'],
): readonly LooseClock[] {
  const counts = new Map<ClockKind, { rows: number; acted: number }>()
  for (const { kind, owner, sentAt, actedAt } of rows) {
    const until = addWorkingDays(calendarOf(owner), sentAt, ACTED_WITHIN)
    if (until > now) continue
    const count = counts.get(kind) ?? { rows: 0, acted: 0 }
    const isActed = actedAt !== null && actedAt <= until
    counts.set(kind, { rows: count.rows + 1, acted: count.acted + (isActed ? 1 : 0) })
  }
  return [...counts]
    .filter(([, count]) => count.rows >= enough && count.acted * 100 < count.rows * percent)
    .map(([kind, count]) => ({ kind, ...count }))
}
