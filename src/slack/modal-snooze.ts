import { SNOOZES, snoozeUntil } from '../domain/dates.js'
import { addDays, isDay } from '../domain/days.js'
import type { Instant } from '../domain/time.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import { batchMomentFrom } from '../domain/working-moments.js'
import { localDay } from '../domain/zone-time.js'
import type { FieldName } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'
import type { ModalState } from './modal-state.js'

interface SnoozeContext {
  readonly m: Messages
  readonly calendar: WorkingCalendar
  readonly now: Instant
}

/** A reminder that is put off for longer is a matter for another day: "wait for the right time". */
const LONGEST_SNOOZE_DAYS = 366

/** The end of a snooze, as an instant: the day's batch moment of who acts. Nothing where the form asked for none. */
export function readSnooze(
  state: ModalState,
  { m, calendar, now }: SnoozeContext,
  fault: (name: FieldName, words: string) => void,
): { until?: Instant } {
  const choice = state.one('until')
  if (choice === undefined) return {}
  const snooze = SNOOZES.find((name) => name === choice)
  if (snooze !== undefined) return { until: snoozeUntil(snooze, calendar, now) }
  const day = state.one('until_on')
  const today = localDay(calendar.zone, now)
  const last = addDays(today, LONGEST_SNOOZE_DAYS)
  if (choice !== 'date') fault('until', m.faults.unreadable)
  else if (day === null || day === undefined) fault('until_on', m.faults.noDayChosen)
  else if (!isDay(day)) fault('until_on', m.faults.unreadable)
  else if (day <= today) fault('until_on', m.faults.rules.not_after_today({ bound: null, csql: null }))
  else if (day > last) fault('until_on', m.faults.rules.too_far({ bound: m.format.day(last, today), csql: null }))
  else return { until: batchMomentFrom(calendar, day) }
  return {}
}
