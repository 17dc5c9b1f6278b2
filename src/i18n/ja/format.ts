import type { Money } from '../../domain/digest.js'
import type { Day } from '../../domain/time.js'
import { currencyText, type Format, partsOfDay, wallOf } from '../format.js'

const WEEKDAYS = '日月火水木金土'
const grouped = new Intl.NumberFormat('ja-JP')

/**
 * Yen are written in 万 where that is exact in whole thousands (12万円, 12.5万円), in 億 and 万 from there on
 * (1億2,000万円), else in full (123,456円): whatever is shown is the exact figure.
 */
function yen(amount: number): string {
  const sign = amount < 0 ? '-' : ''
  const n = Math.abs(amount)
  if (n >= 100_000_000 && n % 10_000 === 0) {
    const rest = (n % 100_000_000) / 10_000
    return `${sign}${grouped.format(Math.floor(n / 100_000_000))}億${rest === 0 ? '' : `${grouped.format(rest)}万`}円`
  }
  if (n >= 10_000 && n < 100_000_000 && n % 1_000 === 0) return `${sign}${grouped.format(n / 10_000)}万円`
  return `${sign}${grouped.format(n)}円`
}

function shortDay(day: Day, today: Day | null): string {
  const { year, month, date } = partsOfDay(day)
  return today !== null && year === partsOfDay(today).year ? `${month}/${date}` : `${year}/${month}/${date}`
}

function longDay(day: Day, today: Day): string {
  return `${shortDay(day, today)}(${WEEKDAYS.charAt(partsOfDay(day).weekday)})`
}

export const format: Format = {
  number: (n) => grouped.format(n),
  difference: (n) => (n === 0 ? '±0' : `${n > 0 ? '+' : '-'}${grouped.format(Math.abs(n))}`),
  money: (money: Money) => (money.currency === 'JPY' ? yen(money.amount) : currencyText('ja-JP', money)),
  day: longDay,
  shortDay,
  span: (from, to) => `${shortDay(from, to)}〜${shortDay(to, from)}`,
  datedSpan: (from, to) => `${shortDay(from, null)}〜${shortDay(to, from)}`,
  month: (month) => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`,
  time: (at, zone) => wallOf(at, zone).time,
  moment: (at, zone, today) => {
    const { day, time } = wallOf(at, zone)
    return `${longDay(day, today)}${time}`
  },
  stamp: (at, zone, today) => {
    const { day, time } = wallOf(at, zone)
    return `${shortDay(day, today)} ${time}`
  },
  list: (items) => items.join('、'),
}
