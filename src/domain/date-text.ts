import type { Weekday } from './days.js'

/** The text of a date as typed, before any rule looks at it: one width, one case, one kind of number. */

export const WEEKDAY_EN = '(?:mon|tue(?:s)?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?'
export const WEEKDAY_JA = '[月火水木金土日]'
export const MONTH_EN =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
export const NUMBER = '(\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten)'

const WEEKDAYS_JA = '月火水木金土日'
const WEEKDAYS_EN = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const MONTHS_EN = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NUMBERS_EN = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const WEEKDAY_AFTER = [
  new RegExp(`^(.+?) ?\\((${WEEKDAY_JA})(?:曜日?)?[・,]?祝?\\)$`),
  new RegExp(`^(.+?)(${WEEKDAY_JA})曜日?$`),
  new RegExp(`^(.+?) ?\\((${WEEKDAY_EN})\\)$`),
  new RegExp(`^(.+?),? (${WEEKDAY_EN})$`),
]
const WEEKDAY_BEFORE = new RegExp(`^(${WEEKDAY_EN}),? (.+)$`)

/** Half-width, lower case, one kind of dash, kanji numbers as figures; no spaces where there is Japanese. */
export function plainDateText(typed: string): string {
  const narrow = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.。、,]+$/, '')
    .trim()
  const dashed = narrow.replace(/[‐-―−ー](?=\s?\d)/g, '-').replace(/ ?([/-]) ?(?=\d)/g, '$1')
  if (!/[\p{sc=Han}\p{sc=Hiragana}]/u.test(dashed)) return dashed.replace(/^(?:by|on|until|till|from) /, '')
  return dashed
    .replace(/ /g, '')
    .replace(/(?:までに?|迄に?|から|に)$/, '')
    .replace(/(?<=日)中$/, '')
    .replace(/[一二三四五六七八九十]+(?=[年月日週か箇ヶヵカケ営])/g, (kanji) => String(kanjiNumber(kanji)))
}

/** Takes a weekday off a date: '11/25(水)', '12月1日火曜', 'Wed, 25 Nov'. A weekday alone stays what it is. */
export function splitWeekday(text: string): { rest: string; weekday: Weekday | null } {
  for (const pattern of WEEKDAY_AFTER) {
    const [, rest, word] = pattern.exec(text) ?? []
    if (rest !== undefined && word !== undefined) return { rest, weekday: weekdayNamed(word) }
  }
  const [, word, rest] = WEEKDAY_BEFORE.exec(text) ?? []
  return rest !== undefined && word !== undefined
    ? { rest, weekday: weekdayNamed(word) }
    : { rest: text, weekday: null }
}

/** 水 or wednesday; only for what matched WEEKDAY_JA or WEEKDAY_EN. */
export function weekdayNamed(word: string): Weekday {
  const index = Math.max(WEEKDAYS_JA.indexOf(word), WEEKDAYS_EN.indexOf(word.slice(0, 3)))
  return (index + 1) as Weekday
}

/** 1 to 12; only for what matched MONTH_EN. */
export function monthNamed(word: string): number {
  return MONTHS_EN.indexOf(word.slice(0, 3)) + 1
}

/** Only for what matched NUMBER. */
export function numberNamed(word: string): number {
  if (word === 'a' || word === 'an') return 1
  return /^\d/.test(word) ? Number(word) : NUMBERS_EN.indexOf(word) + 1
}

/** 一 to 九十九. */
function kanjiNumber(kanji: string): number {
  const digit = (char: string) => '一二三四五六七八九'.indexOf(char) + 1
  const [tens = '', ones] = kanji.split('十')
  if (ones === undefined) return digit(tens)
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones))
}
