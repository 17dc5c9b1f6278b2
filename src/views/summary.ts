import type { KnownBlock } from '@slack/types'
import { SUMMARY_ROWS, type Summary, type SummaryList } from '../domain/summary.js'
import type { Messages } from '../i18n/messages.js'
import { actions, header, lines, plainButton, small } from './blocks.js'
import { countedList } from './digest-list.js'
import { OPEN_LIST, SUMMARY_OFF, SUMMARY_ON } from './ids.js'
import { csqlName } from './labels.js'
import { type Message, message } from './message.js'

/** Somebody's own Monday: what waits for them, longest first, and nothing that does not. */
export function summaryMessage(summary: Summary, m: Messages): Message {
  const words = m.summaries
  const { isWanted, team } = summary
  return message(
    header(m.cards.beside([words.title, m.format.day(summary.today, summary.today)])),
    lines(words.greeting),
    list(words.overdueSignals, summary.overdueSignals, m),
    list(words.returned, summary.returned, m),
    list(words.toDecide, summary.toDecide, m),
    list(words.toUpdate, summary.toUpdate, m),
    list(words.signals, summary.signals, m),
    list(words.waitingOnAes, summary.waitingOnAes, m),
    became(summary, m),
    team === null ? null : lines(words.team(team)),
    small(isWanted ? null : words.onlyOverdue),
    choices(summary, m),
  )
}

function list(label: (total: number) => string, { rows, total }: SummaryList, m: Messages): KnownBlock | null {
  return countedList(label(total), rows, { limit: SUMMARY_ROWS, total, more: m.digest.more }, (row) =>
    m.summaries.row(csqlName(m, row.number, row.accountName), row.overdueDays),
  )
}

function became({ outcomes: { rows, total } }: Summary, m: Messages): KnownBlock | null {
  const rest = { limit: SUMMARY_ROWS, total, more: m.digest.more }
  return countedList(m.summaries.outcomes(total), rows, rest, (one) =>
    m.summaries.outcome(csqlName(m, one.number, one.accountName), m.terms.states[one.state]),
  )
}

/** The list is the person's own, or the team's where only the team has something. */
function choices(summary: Summary, m: Messages): KnownBlock | null {
  const { isWanted, overdueSignals, signals, returned, waitingOnAes, outcomes, toDecide, toUpdate } = summary
  const own = [overdueSignals, signals, returned, waitingOnAes, outcomes, toDecide, toUpdate]
  return actions(
    plainButton(OPEN_LIST, m.terms.buttons.list, own.some(({ total }) => total > 0) ? 'mine' : 'waiting'),
    isWanted ? null : plainButton(SUMMARY_ON, m.summaries.on, 'on'),
    plainButton(SUMMARY_OFF, m.summaries.off, 'off'),
  )
}
