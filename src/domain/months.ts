import { z } from 'zod'
import { addMonths, monthOf, yearOf } from './days.js'
import type { Day } from './time.js'

/** A calendar month, `YYYY-MM`: its order as text is its order in time. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export type Month = z.infer<typeof Month>

export const monthHolding = (day: Day): Month => day.slice(0, 7)

/** The month n months on; earlier where n is negative. */
export const addToMonth = (month: Month, n: number): Month => monthHolding(addMonths(`${month}-01`, n))

/** Every month from the one to the other, both included; none where `to` is earlier. */
export function monthsBetween(from: Month, to: Month): readonly Month[] {
  const count = (day: Day) => yearOf(day) * 12 + monthOf(day)
  const length = count(`${to}-01`) - count(`${from}-01`) + 1
  return Array.from({ length: Math.max(0, length) }, (_, n) => addToMonth(from, n))
}
