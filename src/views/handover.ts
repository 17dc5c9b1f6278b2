import type { KnownBlock } from '@slack/types'
import { AE_CLOCKS } from '../domain/clock.js'
import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import { isOverdue } from '../domain/nudge-policy.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { bold, lines, para, quotation } from './blocks.js'
import { stateButtons } from './csql-buttons.js'
import { backgroundLines, headOf, openQuestion } from './csql-line.js'
import { csqlNameOf, personName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusFacts, statusLine } from './status-line.js'

/**
 * The card in the AE's direct message: the customer's problem first, in the CSM's words; then what is known; then what
 * to do about it. In later states the same card says who did what, and offers what comes next.
 */
export function handoverCard(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): Message {
  return message(
    title(details, m),
    ...matter(details, m, viewer, now),
    lines(...outcome(details, m, viewer, now)),
    isTheirs(details, viewer) ? stateButtons(details, m, viewer, now, 'ae') : null,
  )
}

/** A card that a newer one has replaced: one place to act on is enough. */
export function supersededCard(details: CsqlDetails, m: Messages): Message {
  return message(lines(m.cards.beside([csqlNameOf(details, m), m.cards.continuedBelow])))
}

/** Problem, head and background: what every view of a handed-over CSQL shows. */
export function matter(
  details: CsqlDetails,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): readonly (KnownBlock | null)[] {
  const { csql } = details
  const problem = textOf(details, csql.problemTextId) ?? textOf(details, csql.noteTextId)
  const changed = csql.round > 1 ? textOf(details, csql.changedTextId) : null
  const override = textOf(details, csql.overrideTextId)
  const [subject, facts] = headOf(details, m, viewer)
  return [
    quotation(m, m.cards.problem, problem ?? m.cards.noProblem),
    changed === null ? null : quotation(m, m.cards.changed, changed, 600),
    para(bold(subject), [m.cards.beside(['', facts]), ...backgroundLines(details, m, viewer, now)].join('\n')),
    override === null ? null : quotation(m, m.cards.override, override, 400),
  ]
}

function title(details: CsqlDetails, m: Messages): KnownBlock | null {
  const { csql } = details
  const from = personName(details, details.handedOverBy ?? csql.csmId)
  const handedOver = csql.round > 1 ? m.cards.tossUpAgain(from, csql.round) : m.cards.tossUp(from)
  return para(bold(m.cards.beside([handedOver, m.terms.number(csql.number)])))
}

/** A channel, or a reader nobody named, sees the card as its AE would. */
function isTheirs({ csql }: CsqlDetails, viewer: Viewer): boolean {
  return viewer.personId === null || viewer.personId === csql.aeId || viewer.inPlaceOf === csql.aeId
}

function outcome(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const { csql, lastEvent } = details
  const status = statusLine(details, m, viewer, now)
  if (csql.state === 'signal') return [status, m.cards.takenBack]
  if (viewer.inPlaceOf === null) return [status]
  if (!isTheirs(details, viewer)) {
    const told = lastEvent?.kind === 'reassign'
    return [status, told ? m.notices.nothingToDo : m.cards.notYours(personName(details, csql.aeId))]
  }
  const question = openQuestion(details, m)
  const waiting = question === null ? [] : [question]
  if (csql.state !== 'qualified') {
    const gone = csql.state === 'withdrawn' || csql.state === 'merged'
    const facts = m.cards.beside(statusFacts(details, m, viewer, now))
    const passedOn = lastEvent?.kind === 'reassign' ? dueLine(details, m, viewer, now) : []
    return [status, facts, ...passedOn, ...waiting, ...(gone ? [m.notices.nothingToDo] : [])]
  }
  const asked = lastEvent === null || lastEvent.kind === 'qualify'
  return [...(asked ? [] : [status]), ...dueLine(details, m, viewer, now), ...waiting]
}

/** Until when its AE is asked for what comes first. */
function dueLine({ csql, clocks }: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const [clock] = clocks.filter(({ kind }) => AE_CLOCKS.includes(kind)).toSorted((a, b) => a.dueAt - b.dueAt)
  if (clock === undefined) return []
  const moment = m.format.moment(clock.dueAt, viewer.zone, todayOf(viewer, now))
  if (isOverdue(clock, csql, now)) return [m.cards.overdueSince(moment)]
  return [clock.kind === 'decide' ? m.cards.due(moment) : m.cards.dueFor(m.terms.clocks[clock.kind], moment)]
}
