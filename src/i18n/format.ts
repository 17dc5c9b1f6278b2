import type { Money } from '../domain/digest.js'
import type { Day, Instant, Zone } from '../domain/time.js'

/** How one language writes figures, days and times. Days are civil; instants are shown in a zone. */
export interface Format {
  number(n: number): string
  /** With its sign, for a difference: +2, ±0, -1. */
  difference(n: number): string
  /** The exact figure, always: never rounded. */
  money(money: Money): string
  /** With the weekday; with the year where it is not today's. */
  day(day: Day, today: Day): string
  /** Without the weekday; with the year where it is not today's, and where there is no today. */
  shortDay(day: Day, today: Day | null): string
  /** Two days of one span, both included; with years where they differ. */
  span(from: Day, to: Day): string
  /** The same with the year, whatever it is: for what may be read in another. */
  datedSpan(from: Day, to: Day): string
  /** `YYYY-MM`. */
  month(month: string): string
  time(at: Instant, zone: Zone): string
  /** Day, weekday and time: for what is due. */
  moment(at: Instant, zone: Zone, today: Day): string
  /** Day and time: for what was done. */
  stamp(at: Instant, zone: Zone, today: Day): string
  /** Things named one after another. */
  list(items: readonly string[]): string
}

/** Year, month (1–12), day of the month and weekday (0 = Sunday). */
export function partsOfDay(day: Day): { year: number; month: number; date: number; weekday: number } {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, date, weekday: new Date(Date.UTC(year, month - 1, date)).getUTCDay() }
}

/** The civil day and the time on the wall in the zone. */
export function wallOf(at: Instant, zone: Zone): { day: Day; time: string } {
  const parts = new Map(clockOf(zone).map((part) => [part.type, part.value]))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` }

  function clockOf(name: Zone): Intl.DateTimeFormatPart[] {
    let format = clocks.get(name)
    if (format === undefined) {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      })
      clocks.set(name, format)
    }
    return format.formatToParts(at)
  }
}

const clocks = new Map<Zone, Intl.DateTimeFormat>()

/** The amount in major units as an exact decimal text: 30050 cents are '300.50'. */
export function majorUnits({ amount, currency }: Money): `${number}` {
  const digits = fractionDigits(currency)
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  const major = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return `${amount < 0 ? '-' : ''}${major}` as `${number}`
}

/** How many digits the currency's minor unit has. */
function fractionDigits(currency: string): number {
  const options = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions()
  return options.maximumFractionDigits ?? 0
}

/** The amount as the locale writes that currency, whole amounts without '.00'. */
export function currencyText(locale: string, money: Money): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(majorUnits(money))
}
