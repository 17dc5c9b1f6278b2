import type { Day } from '../src/domain/time.js'
import { foldWord } from '../src/domain/words.js'
import { calendarOf } from '../src/domain/workspace.js'
import { localDay } from '../src/domain/zone-time.js'
import { OFF_WORDS } from '../src/i18n/command-words.js'
import type { Entry } from '../src/slack/actor.js'
import { pauseNudges } from '../src/usecases/pause-nudges.js'
import { actions, lines, plainButton } from '../src/views/blocks.js'
import { OPEN_MY_TIME } from '../src/views/ids.js'
import { message } from '../src/views/message.js'
import { command } from './command.js'
import { dayToCome } from './day-to-come.js'

type Wish = { readonly kind: 'ask' | 'end' } | { readonly kind: 'until'; readonly day: Day }

/** `pause [UNTIL|off]`: the person's own reminders; alone it says whether they are paused. */
export const pause = command('pause', {
  parse: (text, entry): Wish => {
    if (text === '') return { kind: 'ask' }
    return OFF_WORDS.includes(foldWord(text)) ? { kind: 'end' } : { kind: 'until', day: dayOf(text, entry) }
  },
  run: async (entry, wish) => {
    const { messages, person, ctx } = entry
    const today = localDay(person.zone, ctx.now)
    const words = messages.commands.pause
    if (wish.kind === 'until') {
      const { pausedUntil } = await pauseNudges(ctx, wish.day)
      return said(entry, words.paused(messages.format.day(pausedUntil ?? wish.day, today)))
    }
    if (wish.kind === 'end') {
      await pauseNudges(ctx, null)
      return said(entry, words.ended)
    }
    const { pausedUntil } = person
    const isPaused = pausedUntil !== null && pausedUntil > today
    return said(entry, isPaused ? words.now(messages.format.day(pausedUntil, today)) : words.running)
  },
})

/** With a way to leave, which does more than a pause. */
const said = ({ messages }: Entry, words: string) =>
  message(lines(words), actions(plainButton(OPEN_MY_TIME, messages.away.open, 'own')))

function dayOf(typed: string, { ctx, person, settings }: Entry): Day {
  const today = localDay(person.zone, ctx.now)
  return dayToCome(typed, 'pause_until', { today, calendar: calendarOf(settings, person) })
}
