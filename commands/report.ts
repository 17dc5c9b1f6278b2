import { type ReadDayOptions, readDay } from '../src/domain/dates.js'
import {
  fiscalHalfOf,
  fiscalQuarterOf,
  fiscalYearOf,
  PERIODS,
  type Period,
  periodRange,
  unitOf,
} from '../src/domain/fiscal.js'
import { may } from '../src/domain/may.js'
import type { Day } from '../src/domain/time.js'
import { foldWord } from '../src/domain/words.js'
import { localDay } from '../src/domain/zone-time.js'
import { PERIOD_WORDS, RANGE_SIGN } from '../src/i18n/command-words.js'
import type { Messages } from '../src/i18n/messages.js'
import type { Entry } from '../src/slack/actor.js'
import { LineUnclear } from '../src/slack/reply.js'
import { readReport } from '../src/usecases/read-report.js'
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
  run: async ({ ctx, messages, viewer, settings }, { from, to, period }) => {
    const unit = period === null ? null : unitOf(period)
    const report = await readReport(ctx, { from, to, unit })
    const { format, reports } = messages
    const title = reports.title(
      periodName({ from, to, period }, settings.fiscalStart, messages),
      format.datedSpan(from, to),
    )
    const mayAcknowledge = may('churn.acknowledge', ctx.actor)
    return reportMessage(report, { title, mayAcknowledge, churnGate: settings.churnGate }, messages, viewer)
  },
})

/** Quarters, halves and years are called by their place in the fiscal year, the others as they were asked for. */
function periodName({ to, period }: Span, fiscalStart: number, { commands, reports }: Messages): string {
  if (period === null) return commands.report.between
  const unit = unitOf(period)
  if (unit === 'quarter') return commands.target.quarter(fiscalQuarterOf(to, fiscalStart))
  if (unit === 'half') return reports.half(fiscalHalfOf(to, fiscalStart))
  return unit === 'year' ? reports.year(fiscalYearOf(to, fiscalStart)) : commands.report.periods[period]
}

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
