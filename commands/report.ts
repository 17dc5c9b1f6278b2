import { type ReadDayOptions, readDay } from '../src/domain/dates.js'
import { PERIODS, type Period, periodRange } from '../src/domain/fiscal.js'
import type { Day } from '../src/domain/time.js'
import { foldWord } from '../src/domain/words.js'
import { localDay } from '../src/domain/zone-time.js'
import { PERIOD_WORDS, RANGE_SIGN } from '../src/i18n/command-words.js'
import type { Entry } from '../src/slack/actor.js'
import { LineUnclear } from '../src/slack/reply.js'
import { readReport } from '../src/usecases/read-report.js'
import { lines } from '../src/views/blocks.js'
import { message } from '../src/views/message.js'
import { reportMessage } from '../src/views/report.js'
import { command } from './command.js'

interface Span {
  readonly from: Day
  readonly to: Day
  /** Null for days that were typed. */
  readonly period: Period | null
}

/** `report [week|month|quarter|FROM..TO]`: the numbers now; the running period up to today. */
export const report = command('report', {
  parse: (text, entry) => spanOf(text, entry),
  run: async ({ ctx, messages, viewer }, span) => {
    const { commands, format } = messages
    const figures = await readReport(ctx, span)
    const name = span.period === null ? commands.report.between : commands.report.periods[span.period]
    const title = commands.report.title(name, format.span(span.from, span.to))
    if (figures === null) return message(lines(title, commands.report.nothing))
    return reportMessage(figures, title, messages, viewer)
  },
})

function spanOf(typed: string, { ctx, settings }: Entry): Span {
  const today = localDay(settings.zone, ctx.now)
  const word = foldWord(typed)
  const period =
    word === '' ? 'this_week' : PERIODS.find((name) => PERIOD_WORDS[name].some((one) => foldWord(one) === word))
  if (period !== undefined) return { ...periodRange(period, today, settings.fiscalStart), period }
  const [first = '', last = first, ...others] = typed.split(RANGE_SIGN)
  const from = dayIn(first, { today, looking: 'back' }) ?? dayIn(first, { today, looking: 'either' })
  // A day without a year is the next one after the beginning.
  const to = from === null ? null : dayIn(last, /\d/u.test(last) ? { today: from } : { today, looking: 'either' })
  if (from === null || to === null || from > to || others.length > 0) {
    throw new LineUnclear({ field: 'period', rule: 'not_a_period', typed })
  }
  return { from, to, period: null }
}

function dayIn(typed: string, options: ReadDayOptions): Day | null {
  const read = readDay(typed, options)
  return read.kind === 'day' ? read.day : null
}
