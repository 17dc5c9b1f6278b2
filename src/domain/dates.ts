import { type DayContext, type DayFault, readWrittenDay } from './date-forms.js'
import { plainDateText, splitWeekday } from './date-text.js'
import { readDayWords } from './date-words.js'
import { addDays, addMonths, mondayOf, weekdayOf } from './days.js'
import type { Day, Instant } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'
import { batchMomentFrom } from './working-moments.js'
import { localDay } from './zone-time.js'

/** `day` beside a reason: the day that was understood, where one was. */
export type DayReading =
  | Readonly<{ kind: 'day'; day: Day }>
  | Readonly<{ kind: 'unclear'; reason: DayFault; typed: string; day: Day | null }>

export type ReadDayOptions = Readonly<{
  /** The day it is where the person is: `localDay(zone, now)`. */
  today: Day
  /** Whose working days "3営業日後" counts; without one such words are not_a_date. */
  calendar?: WorkingCalendar | undefined
  /** Where the day must lie (today is on both sides), and whether 12/1 is the next or the last one. */
  looking?: 'ahead' | 'back' | 'either'
}>

const MONTHS_AWAY = 60
const LONGEST = 60

/**
 * Reads a day as people type it, in Japanese or English, full-width too. Nothing is guessed: what is unclear comes back
 * with its reason, and callers echo the day with its zone. Throws NoWorkingTime where working days are asked of a
 * calendar that has none.
 */
export function readDay(text: string, options: ReadDayOptions): DayReading {
  const { today, calendar = null, looking = 'ahead' } = options
  const typed = text.trim()
  const unclear = (reason: DayFault, day: Day | null = null): DayReading => ({ kind: 'unclear', reason, typed, day })
  if (typed === '' || typed.length > LONGEST) return unclear('not_a_date')

  const context: DayContext = { today, calendar, isBack: looking === 'back' }
  const plain = plainDateText(typed)
  const { rest, weekday } = splitWeekday(plain)
  const written = readWrittenDay(rest, context)
  const read = written ?? readDayWords(plain, context)
  if (read === null) return unclear('not_a_date')
  if ('fault' in read) return unclear(read.fault)

  const { day } = read
  if (written !== null && weekday !== null && weekday !== weekdayOf(day)) return unclear('weekday_mismatch', day)
  if (looking === 'ahead' && day < today) return unclear('past', day)
  if (looking === 'back' && day > today) return unclear('future', day)
  if (day < addMonths(today, -MONTHS_AWAY) || day > addMonths(today, MONTHS_AWAY)) return unclear('too_far', day)
  return { kind: 'day', day }
}

/** How near a day must lie behind, and how far one ahead, for a day without a year to be asked after (months). */
const NEAR = 3

/**
 * Reads a day that is to come, as somebody types it who waits for it. One without a year that has just passed is the
 * next such day, most of a year away: which of the two is meant is asked, or a slip would keep everything back for a
 * year.
 */
export function readDayToCome(
  text: string,
  options: Omit<ReadDayOptions, 'looking'>,
): DayReading | Readonly<{ kind: 'which_year'; typed: string; passed: Day; next: Day }> {
  const read = readDay(text, { ...options, looking: 'ahead' })
  if (read.kind === 'unclear' || read.day <= addMonths(options.today, NEAR)) return read
  const last = readDay(text, { ...options, looking: 'back' })
  if (last.kind === 'unclear' || last.day < addMonths(options.today, -NEAR)) return read
  return { kind: 'which_year', typed: text.trim(), passed: last.day, next: read.day }
}

export const SNOOZES = ['tomorrow', 'three_days', 'monday'] as const
export type Snooze = (typeof SNOOZES)[number]

/**
 * Until when a snooze lasts: the batch moment of tomorrow, of the third day from today or of the coming Monday, in the
 * calendar's zone; of the next working day where that one is off. Throws NoWorkingTime.
 */
export function snoozeUntil(snooze: Snooze, calendar: WorkingCalendar, now: Instant): Instant {
  const today = localDay(calendar.zone, now)
  const until = { tomorrow: addDays(today, 1), three_days: addDays(today, 3), monday: addDays(mondayOf(today), 7) }
  return batchMomentFrom(calendar, until[snooze])
}
