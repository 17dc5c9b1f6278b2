import { type ReadDayOptions, readDayToCome } from '../src/domain/dates.js'
import { BadValue } from '../src/domain/errors.js'
import type { Day } from '../src/domain/time.js'

/** The day that a line names for a field, from today on. @throws BadValue where it is unclear, with what was typed */
export function dayToCome(typed: string, field: string, options: Omit<ReadDayOptions, 'looking'>): Day {
  const read = readDayToCome(typed, options)
  if (read.kind === 'day') return read.day
  if (read.kind === 'unclear') throw new BadValue({ field, rule: read.reason, typed: read.typed })
  throw new BadValue({ field, rule: 'which_year', typed: read.typed, passed: read.passed, next: read.next })
}
