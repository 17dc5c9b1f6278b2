import { type DayContext, type DayRule, firstRead, type RawDay } from './date-forms.js'
import { MONTH_EN, monthNamed, NUMBER, numberNamed, WEEKDAY_EN, WEEKDAY_JA, weekdayNamed } from './date-text.js'
import { addDays, addMonths, dayFrom, lastOfMonth, mondayOf, monthOf, type Weekday, weekdayOf, yearOf } from './days.js'
import { addWorkingDaysToDay } from './working-time.js'

/** More working days than five years hold; counting on is not worth it. */
const TOO_MANY_WORKING_DAYS = 2000
/** A hundred years: far past any limit, and short of the years that have no four digits. */
const TOO_MANY_MONTHS = 1200
const MONTH_COUNTER = '[か箇ヶヵカケ]月'

const DAYS_AWAY: ReadonlyMap<string, number> = new Map([
  ['一昨日', -2],
  ['おととい', -2],
  ['day before yesterday', -2],
  ['昨日', -1],
  ['きのう', -1],
  ['yesterday', -1],
  ['今日', 0],
  ['本日', 0],
  ['きょう', 0],
  ['today', 0],
  ['明日', 1],
  ['あす', 1],
  ['あした', 1],
  ['翌日', 1],
  ['tomorrow', 1],
  ['明後日', 2],
  ['あさって', 2],
  ['day after tomorrow', 2],
  ['明々後日', 3],
  ['しあさって', 3],
])
const WEEKS_AWAY: ReadonlyMap<string, number> = new Map([
  ['先週', -1],
  ['last', -1],
  ['今週', 0],
  ['this', 0],
  ['来週', 1],
  ['翌週', 1],
  ['next', 1],
  ['再来週', 2],
])
const MONTHS_AWAY: ReadonlyMap<string, number> = new Map([
  ['先月', -1],
  ['last', -1],
  ['', 0],
  ['今月', 0],
  ['当月', 0],
  ['the', 0],
  ['this', 0],
  ['来月', 1],
  ['翌月', 1],
  ['next', 1],
  ['再来月', 2],
])

const WORDS: readonly DayRule[] = [
  [/^(?:the )?(.+)$/, (c, word) => daysAway(c, DAYS_AWAY.get(word ?? ''))],

  [/^(\d{1,4})日後$/, (c, n) => daysAway(c, Number(n))],
  [/^(\d{1,4})日前$/, (c, n) => daysAway(c, -Number(n))],
  [/^(\d{1,4})週間?後$/, (c, n) => daysAway(c, 7 * Number(n))],
  [/^(\d{1,4})週間?前$/, (c, n) => daysAway(c, -7 * Number(n))],
  [new RegExp(`^(\\d{1,4})${MONTH_COUNTER}後$`), (c, n) => monthsAway(c, Number(n))],
  [new RegExp(`^(\\d{1,4})${MONTH_COUNTER}前$`), (c, n) => monthsAway(c, -Number(n))],
  [/^(\d{1,2})年後$/, (c, n) => monthsAway(c, 12 * Number(n))],
  [english('days?'), (c, n) => daysAway(c, numberNamed(n ?? ''))],
  [english('weeks?'), (c, n) => daysAway(c, 7 * numberNamed(n ?? ''))],
  [english('months?'), (c, n) => monthsAway(c, numberNamed(n ?? ''))],
  [english('years?'), (c, n) => monthsAway(c, 12 * numberNamed(n ?? ''))],
  [new RegExp(`^${NUMBER} days? ago$`), (c, n) => daysAway(c, -numberNamed(n ?? ''))],
  [new RegExp(`^${NUMBER} weeks? ago$`), (c, n) => daysAway(c, -7 * numberNamed(n ?? ''))],
  [new RegExp(`^${NUMBER} months? ago$`), (c, n) => monthsAway(c, -numberNamed(n ?? ''))],

  [/^(\d{1,4})営業日後$/, (c, n) => workingDaysAway(c, Number(n))],
  [/^翌営業日$|^(?:the )?next (?:working|business) day$/, (c) => workingDaysAway(c, 1)],
  [english('(?:working|business) days?'), (c, n) => workingDaysAway(c, numberNamed(n ?? ''))],

  [new RegExp(`^(先週|今週|来週|翌週|再来週)の?(${WEEKDAY_JA})(?:曜日?)?$`), (c, w, d) => weekdayOfWeek(c, w, d)],
  [new RegExp(`^(last|this|next) (${WEEKDAY_EN})$`), (c, w, d) => weekdayOfWeek(c, w, d)],
  [new RegExp(`^(?:次の)?(${WEEKDAY_JA})曜日?$`), (c, d) => weekdayAlone(c, d)],
  [new RegExp(`^(?:coming )?(${WEEKDAY_EN})$`), (c, d) => weekdayAlone(c, d)],

  [/^(先月|今月|当月|来月|翌月|再来月|)の?末日?$|^月末$/, (c, m) => endOfMonth(c, m)],
  [
    /^(?:the )?end of (last|the|this|next) month$|^(?:the )?(?:month end|end of month|eom)$/,
    (c, m) => endOfMonth(c, m),
  ],
  [/^(\d{1,2})月末日?$/, (c, m) => endOfNamedMonth(c, Number(m))],
  [new RegExp(`^(?:the )?end of (${MONTH_EN})$`), (c, m) => endOfNamedMonth(c, monthNamed(m ?? ''))],
  [/^年末$|^(?:the )?(?:end of (?:(?:the|this) )?year|year end)$/, (c) => ({ day: `${yearOf(c.today)}-12-31` })],

  [/^(?:再来|来|翌|今|先)(?:週|月|年)(?:中|末|初|初め|頭|前半|後半|上旬|中旬|下旬)?$/, whichDay],
  [/^(?:(?:\d{1,2})月)?(?:初|初め|頭|上旬|中旬|下旬)$|^\d{1,2}月$|^週末$|^年度末$/, whichDay],
  [
    /^(?:last|this|next) (?:week|weekend|month|quarter|year)$|^(?:the )?(?:weekend|end of (?:the |this |next )?week)$/,
    whichDay,
  ],
  [new RegExp(`^(?:early |mid |late )?${MONTH_EN}$`), whichDay],
]

/** A day in words: 'tomorrow', '来週月曜', '3営業日後'; null where it is none. */
export function readDayWords(text: string, context: DayContext): RawDay | null {
  return firstRead(WORDS, text, context)
}

/** '2 weeks', 'in two weeks', '2 weeks from now'. */
function english(unit: string): RegExp {
  return new RegExp(`^(?:in )?${NUMBER} ${unit}(?: from now| later| from today)?$`)
}

function whichDay(): RawDay {
  return { fault: 'which_day' }
}

function daysAway({ today }: DayContext, n: number | undefined): RawDay | null {
  return n === undefined ? null : { day: addDays(today, n) }
}

function monthsAway({ today }: DayContext, n: number): RawDay {
  return { day: addMonths(today, Math.min(n, TOO_MANY_MONTHS)) }
}

function workingDaysAway({ today, calendar }: DayContext, n: number): RawDay | null {
  if (calendar === null) return null
  return n > TOO_MANY_WORKING_DAYS ? { fault: 'too_far' } : { day: addWorkingDaysToDay(calendar, today, n) }
}

/** 来週月曜 and "next monday" are of the next ISO week, however near that Monday is. */
function weekdayOfWeek({ today }: DayContext, week = '', weekday = ''): RawDay {
  return { day: addDays(mondayOf(today), 7 * (WEEKS_AWAY.get(week) ?? 0) + weekdayNamed(weekday) - 1) }
}

/** The next one after today, looking back the last one before: who means today says so. */
function weekdayAlone({ today, isBack }: DayContext, word = ''): RawDay {
  const weekday: Weekday = weekdayNamed(word)
  const ahead = ((weekday - weekdayOf(today) + 6) % 7) + 1
  const back = ahead === 7 ? -7 : ahead - 7
  return { day: addDays(today, isBack ? back : ahead) }
}

function endOfMonth({ today }: DayContext, month = ''): RawDay {
  return { day: lastOfMonth(addMonths(today, MONTHS_AWAY.get(month) ?? 0)) }
}

function endOfNamedMonth({ today, isBack }: DayContext, month: number): RawDay {
  const next = month < monthOf(today) ? 1 : 0
  const last = month > monthOf(today) ? -1 : 0
  const first = dayFrom(yearOf(today) + (isBack ? last : next), month, 1)
  return first === null ? { fault: 'no_such_day' } : { day: lastOfMonth(first) }
}
