import type { State } from './csql.js'
import { addDays, isoWeekOf, mondayOf } from './days.js'
import type { Day, Instant } from './time.js'
import { nextWorkingMoment, type WorkingCalendar } from './working-calendar.js'
import { instantOf, localDay, startOfDay } from './zone-time.js'

/** Rows that a list of the summary shows at most; the rest is a count. */
export const SUMMARY_ROWS = 5

/** A line of somebody's own Monday. */
export interface SummaryRow {
  readonly number: number
  readonly accountName: string
  /** Working days past due; null where nothing is. */
  readonly overdueDays: number | null
}

/** Rows may be cut; `total` counts all. */
export interface SummaryList {
  readonly rows: readonly SummaryRow[]
  readonly total: number
}

/** What a person's week begins with. A list that is empty has nothing in it for them. */
export interface Summary {
  readonly week: string
  readonly today: Day
  /** The person asked for it; else it holds only their signals past due, of which nothing else tells them. */
  readonly isWanted: boolean
  readonly overdueSignals: SummaryList
  readonly signals: SummaryList
  readonly returned: SummaryList
  readonly waitingOnAes: SummaryList
  readonly outcomes: {
    readonly rows: readonly { readonly number: number; readonly accountName: string; readonly state: State }[]
    readonly total: number
  }
  readonly toDecide: SummaryList
  readonly toUpdate: SummaryList
  /** A manager's: of the whole workspace. */
  readonly team: { readonly waiting: number; readonly overdue: number; readonly unassigned: number } | null
}

/** The wall time of the summary on a Monday that is worked. */
const AT = '09:00'

/**
 * When a person's summary of the ISO week that an instant lies in falls due: Monday at nine on their wall, or their
 * first working moment after it, and not before the day until which they paused. Null where they do not work in that
 * week at all.
 */
export function summarySlot(
  calendar: WorkingCalendar,
  at: Instant,
  pausedUntil: Day | null,
): { week: string; at: Instant } | null {
  const monday = mondayOf(localDay(calendar.zone, at))
  const nine = instantOf(calendar.zone, monday, AT)
  const from = pausedUntil === null ? nine : Math.max(nine, startOfDay(calendar.zone, pausedUntil))
  const slot = nextWorkingMoment(calendar, from)
  return slot < instantOf(calendar.zone, addDays(monday, 7), '00:00')
    ? { week: isoWeekOf(monday).label, at: slot }
    : null
}
