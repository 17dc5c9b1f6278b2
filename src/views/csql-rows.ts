import type { KnownBlock } from '@slack/types'
import { AE_CLOCKS } from '../domain/clock.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import { isOverdue } from '../domain/nudge-policy.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, csqlButton, lines, para, plain, plainButton } from './blocks.js'
import { csqlLine } from './csql-line.js'
import { OPEN_LIST } from './ids.js'
import { todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

/** Rows on one page of a list. */
export const ROWS_SHOWN = 10

/** A page of a list: ten rows, each with a way to its details, and a button for the rest. */
export function csqlRows(
  page: {
    readonly title: string
    readonly rows: readonly CsqlDetails[]
    /** How many there are beyond this page. */
    readonly more: number
    /** Which list, and from where, the button goes on with. */
    readonly next: string
  },
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  return message(
    para(bold(page.title)),
    ...page.rows.map((details) => row(details, m, viewer, now)),
    page.more > 0 ? actions(plainButton(OPEN_LIST, m.commands.list.more(page.more), page.next)) : null,
  )
}

export const nothingListed = (words: string): Message => message(lines(words))

function row(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): KnownBlock {
  const text = csqlInShort(details, m, viewer, now).join('\n')
  return {
    type: 'section',
    text: plain(text, 3000),
    accessory: csqlButton('show', m.terms.buttons.show, details.csql),
  }
}

/** One CSQL on a line, and on another what is due. */
export function csqlInShort(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const due = dueOf(details, m, viewer, now)
  return due === null ? [csqlLine(details, m, viewer)] : [csqlLine(details, m, viewer), due]
}

/** The soonest clock that somebody owes; what waits has its day to look again, which nobody is late for. */
function dueOf({ csql, clocks }: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): string | null {
  const [first] = clocks.toSorted((a, b) => a.dueAt - b.dueAt)
  if (first === undefined) return null
  const today = todayOf(viewer, now)
  if (first.kind === 'wake') {
    return csql.recheckOn === null ? null : m.cards.recheckOn(m.format.day(csql.recheckOn, today))
  }
  const due = m.commands.list.due(m.format.moment(first.dueAt, viewer.zone, today))
  const late = AE_CLOCKS.includes(first.kind) ? isOverdue(first, csql, now) : first.dueAt < now
  return late ? m.cards.remark(due, m.commands.list.overdue) : due
}
