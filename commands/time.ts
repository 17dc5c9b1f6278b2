import { type DayReading, readDay } from '../src/domain/dates.js'
import type { Day } from '../src/domain/time.js'
import { calendarOf } from '../src/domain/workspace.js'
import { localDay } from '../src/domain/zone-time.js'
import { RANGE_SIGN } from '../src/i18n/command-words.js'
import { type Entry, resolveTyped } from '../src/slack/actor.js'
import { LineUnclear } from '../src/slack/reply.js'
import { command } from './command.js'
import { dayToCome } from './day-to-come.js'

/**
 * `time`: the form for one's own working hours and leave, which `time 12/28` or `time 12/28〜1/3` fills in; `time
 * @person`: somebody else's, for managers.
 */
export const time = command('time', {
  parse: (text) => (text === '' ? null : text),
  run: async (entry, typed, asked) => {
    const leave = typed === null ? null : leaveIn(typed, entry)
    if (leave !== null) return asked.open({ kind: 'my_time', personId: null, rows: 1, leave })
    const personId = typed === null ? null : await resolveTyped(entry, typed)
    if (typed !== null && personId === null) throw new LineUnclear({ field: 'person', rule: 'not_a_person', typed })
    return asked.open({ kind: 'my_time', personId, rows: 1 })
  },
})

/** The days of a leave; null where the words are none, and so name a person. @throws BadValue for days that are unclear */
function leaveIn(typed: string, { ctx, person, settings }: Entry): { from: Day; to: Day | null } | null {
  const today = localDay(person.zone, ctx.now)
  const calendar = calendarOf(settings, person)
  const [first = '', last, ...others] = typed.split(RANGE_SIGN)
  if (others.length > 0 || isNoDay(readDay(first, { today, calendar }))) return null
  const from = dayToCome(first, 'leave_from', { today, calendar })
  return { from, to: last === undefined ? null : dayToCome(last, 'leave_to', { today: from, calendar }) }
}

const isNoDay = (read: DayReading): boolean => read.kind === 'unclear' && read.reason === 'not_a_date'
