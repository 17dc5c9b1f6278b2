import { SNOOZES, snoozeUntil } from '../src/domain/dates.js'
import { addDays } from '../src/domain/days.js'
import { BadValue } from '../src/domain/errors.js'
import type { Instant } from '../src/domain/time.js'
import { foldWord } from '../src/domain/words.js'
import { batchMomentFrom } from '../src/domain/working-moments.js'
import { calendarOf } from '../src/domain/workspace.js'
import { localDay } from '../src/domain/zone-time.js'
import { DAY_ENDING, SNOOZE_WORDS } from '../src/i18n/command-words.js'
import type { Entry } from '../src/slack/actor.js'
import { act } from '../src/slack/reply.js'
import { command, numberAndRest } from './command.js'
import { dayToCome } from './day-to-come.js'

/** What is put off for longer is a matter of waiting for the right time. */
const LONGEST_DAYS = 366

/** `snooze N tomorrow|3 days|Monday|DATE`: at once; without a day the form opens. */
export const snooze = command('snooze', {
  parse: (text, entry) => {
    const { number, rest } = numberAndRest(text)
    return { number, until: rest === '' ? null : untilOf(rest, entry) }
  },
  run: async (entry, { number, until }, asked) =>
    until === null
      ? asked.open({ kind: 'act', action: 'snooze', number, version: null })
      : act(entry, { number, version: null, action: 'snooze', fields: { until } }),
})

/** The batch moment of the day that was named, in the person's own working days. */
function untilOf(typed: string, { ctx, settings, person }: Entry): Instant {
  const calendar = calendarOf(settings, person)
  const word = foldWord(typed.replace(DAY_ENDING, ''))
  const known = SNOOZES.find((name) => SNOOZE_WORDS[name].some((one) => foldWord(one) === word))
  if (known !== undefined) return snoozeUntil(known, calendar, ctx.now)
  const today = localDay(calendar.zone, ctx.now)
  const day = dayToCome(typed, 'until', { today, calendar })
  if (day === today) throw new BadValue({ field: 'until', rule: 'not_after_today', typed })
  const latest = addDays(today, LONGEST_DAYS)
  if (day > latest) throw new BadValue({ field: 'until', rule: 'too_far', typed, latest })
  return batchMomentFrom(calendar, day)
}
