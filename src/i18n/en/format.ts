import type { Day } from '../../domain/time.js'
import { currencyText, type Format, partsOfDay, wallOf } from '../format.js'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const grouped = new Intl.NumberFormat('en-US')
const plurals = new Intl.PluralRules('en-US')
const listed = new Intl.ListFormat('en-US', { type: 'conjunction' })

/** `3 CSQLs`, `1 CSQL`. */
export function count(n: number, one: string, other: string): string {
  return `${grouped.format(n)} ${plurals.select(n) === 'one' ? one : other}`
}

function shortDay(day: Day, today: Day | null): string {
  const { year, month, date } = partsOfDay(day)
  const text = `${MONTHS[month - 1]} ${date}`
  return today !== null && year === partsOfDay(today).year ? text : `${text}, ${year}`
}

function longDay(day: Day, today: Day): string {
  return `${WEEKDAYS[partsOfDay(day).weekday]}, ${shortDay(day, today)}`
}

export const format: Format = {
  number: (n) => grouped.format(n),
  difference: (n) => (n === 0 ? '±0' : `${n > 0 ? '+' : '-'}${grouped.format(Math.abs(n))}`),
  money: (money) => currencyText('en-US', money),
  day: longDay,
  shortDay,
  span: (from, to) => `${shortDay(from, to)} – ${shortDay(to, from)}`,
  datedSpan: (from, to) => `${shortDay(from, to)} – ${shortDay(to, null)}`,
  month: (month) => `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`,
  time: (at, zone) => wallOf(at, zone).time,
  moment: (at, zone, today) => {
    const { day, time } = wallOf(at, zone)
    return `${longDay(day, today)}, ${time}`
  },
  stamp: (at, zone, today) => {
    const { day, time } = wallOf(at, zone)
    return `${shortDay(day, today)}, ${time}`
  },
  list: (items) => listed.format(items),
}
