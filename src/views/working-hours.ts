import type { WorkingHours } from '../domain/person.js'
import type { Messages } from '../i18n/messages.js'

/** Days and hours in a few words: `月〜金 09:00〜18:00`. */
export function hoursInWords({ weekdays, opens, closes }: WorkingHours, m: Messages): string {
  return m.away.hours(weekdaysInWords(weekdays, m), opens, closes)
}

/** Three and more in a row are a span. */
function weekdaysInWords(weekdays: WorkingHours['weekdays'], m: Messages): string {
  const days = weekdays.toSorted((a, b) => a - b)
  const name = (day: number): string => m.away.weekdays[day - 1] ?? ''
  const [first = 1, last = 1] = [days[0], days.at(-1)]
  const isRow = days.length >= 3 && last - first === days.length - 1
  return isRow ? m.away.weekdaySpan(name(first), name(last)) : m.format.list(days.map(name))
}
