import { minorUnitExponent } from '../amounts.js'
import type { Currency } from '../csql.js'
import { DAY_MS, HOUR, type Instant, MINUTE, type Zone } from '../time.js'
import { localDay, localEpochDay, wallTimeAt } from '../zone-time.js'

const pad = (n: number, length = 2): string => String(n).padStart(length, '0')

/** An instant as ISO 8601 in a zone, with its offset, to the millisecond where there is a part of a second. */
export function writtenInstant(zone: Zone, at: Instant): string {
  const day = localEpochDay(zone, at)
  const wall = wallTimeAt(zone, day, at)
  const shift = Math.round((day * DAY_MS + wall - at) / MINUTE)
  const [hours, minutes, seconds, ms] = [
    Math.floor(wall / HOUR),
    Math.floor(wall / MINUTE) % 60,
    Math.floor(wall / 1000) % 60,
    wall % 1000,
  ]
  const time = `${pad(hours)}:${pad(minutes)}:${pad(seconds)}${ms === 0 ? '' : `.${pad(ms, 3)}`}`
  const offset = `${shift < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(shift) / 60))}:${pad(Math.abs(shift) % 60)}`
  return `${localDay(zone, at)}T${time}${offset}`
}

/** Minor units as a plain figure of major units: 30050 cents are 300.50. */
export function writtenMoney(amount: number, currency: Currency): string {
  const digits = minorUnitExponent(currency)
  if (digits === 0) return String(amount)
  const text = String(amount).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
