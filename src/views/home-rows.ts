import type { Button, KnownBlock, Overflow, SectionBlock } from '@slack/types'
import type { CsqlList, HomeRow } from '../domain/home.js'
import type { Instant } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { Messages } from '../i18n/messages.js'
import { type BatchRow, rowButtons, rowFacts, rowText } from './batch-row.js'
import { actions, csqlButton, moreMenu, plain } from './blocks.js'
import { amountOf, subjectOf } from './csql-line.js'
import { overdueRow } from './escalation.js'
import { personName, reasonLabel, todayOf } from './labels.js'
import type { Viewer } from './message.js'

/** A row of a list of Home, with the buttons that finish it where it stands. */
export function homeRow(
  list: CsqlList,
  row: HomeRow,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): readonly (KnownBlock | null)[] {
  if (list === 'outcomes') return [outcome(row, m, viewer, now)]
  const { clock, details, overdueWorkingDays } = row
  // Whatever is open has a clock; a row without one can still be looked at.
  if (clock === null) return [inShort(row, [], csqlButton('show', m.terms.buttons.show, details.csql), m, viewer)]
  const owed: BatchRow = { details, clock, overdueWorkingDays, answered: null, done: null }
  const when = { at: now, asOf: now }
  const facts = rowFacts(owed, m, viewer, when)
  switch (list) {
    case 'waiting':
      return [
        inShort(
          row,
          [m.cards.ae(personName(details, details.csql.aeId)), ...facts.slice(1, 3)],
          others(row, m),
          m,
          viewer,
        ),
      ]
    case 'overdue':
      return overdueRow(owed, m, viewer, when)
    case 'unassigned':
      return [rowText(owed, [...facts, csm(row, m)], m, viewer, now), buttonsOf(row, ['reassign', 'show'], m)]
    case 'signals':
      return [rowText(owed, [...facts, csm(row, m)], m, viewer, now), buttonsOf(row, ['qualify', 'show'], m)]
    default:
      return [rowText(owed, [...facts, ...snoozed(row, m, viewer, now)], m, viewer, now), rowButtons(owed, false, m)]
  }
}

const csm = ({ details }: HomeRow, m: Messages): string => m.cards.csm(personName(details, details.csql.csmId))

function snoozed({ clock }: HomeRow, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const until = clock?.snoozedUntil ?? null
  if (until === null || until <= now) return []
  return [m.home.snoozed(m.format.moment(until, viewer.zone, todayOf(viewer, now)))]
}

function buttonsOf({ details: { csql } }: HomeRow, which: readonly ('reassign' | 'qualify' | 'show')[], m: Messages) {
  const label = (action: (typeof which)[number]) =>
    action === 'reassign' ? m.terms.buttons.name_ae : m.terms.buttons[action]
  return actions(...which.map((action) => csqlButton(action, label(action), csql)))
}

/** The AE has it: its CSM may look, add to it, or take it back. */
const others = ({ details: { csql } }: HomeRow, m: Messages): Overflow | null =>
  moreMenu(csql, [
    ['show', m.terms.buttons.show],
    ['note', m.terms.buttons.note],
    ['reassign', m.terms.buttons.reassign],
    ['withdraw', m.terms.buttons.withdraw],
  ])

/** What became of one: its state and since when, what it is worth once won, and why where it ended. */
function outcome(row: HomeRow, m: Messages, viewer: Viewer, now: Instant): KnownBlock {
  const { csql } = row.details
  const since = m.format.shortDay(localDay(viewer.zone, csql.stateSince), todayOf(viewer, now))
  const ended = csql.state === 'rejected' || csql.state === 'lost'
  const why = (list: 'reject' | 'lose') =>
    csql.reason === null ? [] : [m.cards.reason(reasonLabel(m, viewer, list, csql.reason))]
  const facts = [
    m.cards.remark(m.terms.states[csql.state], since),
    m.cards.ae(personName(row.details, csql.aeId)),
    ...(csql.state === 'won' ? [amountOf(row.details, m)] : []),
    ...(ended ? why(csql.state === 'lost' ? 'lose' : 'reject') : []),
  ]
  const action = ended ? 'propose_again' : 'show'
  return inShort(row, facts, csqlButton(action, m.terms.buttons[action], csql), m, viewer)
}

function inShort(
  { details }: HomeRow,
  facts: readonly string[],
  accessory: Button | Overflow | null,
  m: Messages,
  viewer: Viewer,
): SectionBlock {
  const title = `${m.terms.number(details.csql.number)} ${subjectOf(details, m, viewer)}`
  const text = facts.length === 0 ? title : `${title}\n${m.cards.beside(facts)}`
  return { type: 'section', text: plain(text, 3000), ...(accessory === null ? {} : { accessory }) }
}
