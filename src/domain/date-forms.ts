import { MONTH_EN, monthNamed } from './date-text.js'
import { addMonths, dayFrom, dayOfMonthOf, monthOf, yearOf } from './days.js'
import type { Day } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'

/**
 * no_such_day: 2026-02-29. which_day: a week or a month without a day. ambiguous: 1/12/2026. weekday_mismatch: not the
 * weekday that was written beside it. past, future: on the other side of today than was asked for. too_far: more than
 * five years away.
 */
export const DAY_FAULTS = [
  'not_a_date',
  'no_such_day',
  'which_day',
  'ambiguous',
  'weekday_mismatch',
  'past',
  'future',
  'too_far',
] as const
export type DayFault = (typeof DAY_FAULTS)[number]

/** What a form or a phrase comes to, before it is judged. */
export type RawDay = Readonly<{ day: Day } | { fault: DayFault }>

/** What forms and phrases need to know. `isBack`: the last such day is meant where no year is given, not the next. */
export type DayContext = Readonly<{ today: Day; calendar: WorkingCalendar | null; isBack: boolean }>

/** A pattern and what its groups come to; a group that took no part is ''. */
export type DayRule = readonly [pattern: RegExp, read: (context: DayContext, ...groups: string[]) => RawDay | null]

const REIWA_BEFORE_FIRST = 2018
const YEARS_AWAY: ReadonlyMap<string, number> = new Map([
  ['再来年', 2],
  ['来年', 1],
  ['今年', 0],
  ['昨年', -1],
  ['去年', -1],
])
const MONTHS_AWAY: ReadonlyMap<string, number> = new Map([
  ['再来月', 2],
  ['来月', 1],
  ['翌月', 1],
  ['今月', 0],
  ['当月', 0],
  ['先月', -1],
  ['前月', -1],
])
const ORDINAL = '(\\d{1,2})(?:st|nd|rd|th)?'

const FORMS: readonly DayRule[] = [
  [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, (_, y, m, d) => civil(y, m, d)],
  [/^(\d{4})(\d{2})(\d{2})$/, (_, y, m, d) => civil(y, m, d)],
  [/^(?:令和|r)(元|\d{1,2})[年./-](\d{1,2})[月./-](\d{1,2})日?$/, (_, y, m, d) => civil(reiwa(y), m, d)],
  [/^(再来年|来年|今年|昨年|去年)の?(\d{1,2})[/月-](\d{1,2})日?$/, (c, y, m, d) => civil(yearAway(c, y), m, d)],
  [/^(再来月|来月|翌月|今月|当月|先月|前月)の?(\d{1,2})日$/, (c, m, d) => inMonth(c, MONTHS_AWAY.get(m ?? '') ?? 0, d)],
  [/^(\d{1,2})[/月-](\d{1,2})日?$/, (c, m, d) => yearlessDay(c, Number(m), Number(d))],
  [/^(\d{1,2})日$/, (c, d) => monthlessDay(c, Number(d))],
  [/^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/, (c, d) => monthlessDay(c, Number(d))],
  [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (_, a, b, y) => yearLast(a, b, y)],
  [/^\d{1,2}[/.-]\d{1,2}[/.-]\d{1,2}$/, () => ({ fault: 'ambiguous' })],
  [new RegExp(`^(${MONTH_EN})\\.? ${ORDINAL}(?:,? (\\d{4}))?$`), (c, m, d, y) => namedMonth(c, y, m, d)],
  [new RegExp(`^${ORDINAL} (?:of )?(${MONTH_EN})\\.?(?:,? (\\d{4}))?$`), (c, d, m, y) => namedMonth(c, y, m, d)],
]

/** A day written in figures, or with the month's name; null where it is none. */
export function readWrittenDay(text: string, context: DayContext): RawDay | null {
  return firstRead(FORMS, text, context)
}

export function firstRead(rules: readonly DayRule[], text: string, context: DayContext): RawDay | null {
  for (const [pattern, read] of rules) {
    const match = pattern.exec(text)
    const found = match && read(context, ...match.slice(1).map((group) => group ?? ''))
    if (found) return found
  }
  return null
}

function existing(day: Day | null): RawDay {
  return day === null ? { fault: 'no_such_day' } : { day }
}

function civil(year = '', month = '', dayOfMonth = ''): RawDay {
  return existing(dayFrom(Number(year), Number(month), Number(dayOfMonth)))
}

function reiwa(year = ''): string {
  return String(REIWA_BEFORE_FIRST + (year === '元' ? 1 : Number(year)))
}

function yearAway({ today }: DayContext, word = ''): string {
  return String(yearOf(today) + (YEARS_AWAY.get(word) ?? 0))
}

/** The next such day from today, looking back the last one; only the one year is tried, so 2/29 is not found years away. */
function yearlessDay({ today, isBack }: DayContext, month: number, dayOfMonth: number): RawDay {
  const written = month * 100 + dayOfMonth
  const now = monthOf(today) * 100 + dayOfMonthOf(today)
  const next = written < now ? 1 : 0
  const last = written > now ? -1 : 0
  return existing(dayFrom(yearOf(today) + (isBack ? last : next), month, dayOfMonth))
}

function monthlessDay(context: DayContext, dayOfMonth: number): RawDay {
  const now = dayOfMonthOf(context.today)
  const next = dayOfMonth < now ? 1 : 0
  const last = dayOfMonth > now ? -1 : 0
  return inMonth(context, context.isBack ? last : next, String(dayOfMonth))
}

function inMonth({ today }: DayContext, monthsAway: number, dayOfMonth = ''): RawDay {
  const month = addMonths(today, monthsAway)
  return existing(dayFrom(yearOf(month), monthOf(month), Number(dayOfMonth)))
}

/** With the year last, one country writes the month first and another the day: only a figure over 12 tells. */
function yearLast(first = '', second = '', year = ''): RawDay {
  if (Number(first) > 12) return civil(year, second, first)
  if (Number(second) > 12 || first === second) return civil(year, first, second)
  return { fault: 'ambiguous' }
}

function namedMonth(context: DayContext, year = '', month = '', dayOfMonth = ''): RawDay {
  const number = monthNamed(month)
  return year === '' ? yearlessDay(context, number, Number(dayOfMonth)) : civil(year, String(number), dayOfMonth)
}
