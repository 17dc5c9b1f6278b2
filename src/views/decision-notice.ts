import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import type { CsqlEvent } from '../domain/event.js'
import type { Day, Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, quotation } from './blocks.js'
import { placeOf } from './in-place-of.js'
import { csqlNameOf, personName, reasonLabel, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

/** An event that somebody is told of, with the CSQL as it is now. */
export interface EventNotice {
  readonly details: CsqlDetails
  readonly event: CsqlEvent
  /** The event was undone since: the message says so, and nothing else. */
  readonly takenBack: boolean
}

/** What an AE decided, to the CSM and to who logged it: the decision, its reason, and thanks. */
export function decisionNotice(
  { details, event, takenBack }: EventNotice,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  const csql = csqlNameOf(details, m)
  if (takenBack) return message(lines(m.notices.decisionTakenBack(csql)))
  const again = (event.kind === 'reject' || event.kind === 'lose') && viewer.personId === details.csql.csmId
  return message(
    lines(...sentences({ details, event, takenBack }, m, viewer, now), decidedFor(details, event, m)),
    comment(details, event, m),
    lines(thanks(event, m)),
    actions(
      again ? csqlButton('propose_again', m.terms.buttons.propose_again, details.csql) : null,
      csqlButton('show', m.terms.buttons.show, details.csql),
    ),
  )
}

function decidedFor(details: CsqlDetails, event: CsqlEvent, m: Messages): string | null {
  const place = placeOf(details, event)
  return place === undefined ? null : m.away.decidedFor(place)
}

function sentences({ details, event }: EventNotice, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const csql = csqlNameOf(details, m)
  const by = personName(details, event.actorId)
  const { changes } = event
  const day = (of: Day | null | undefined) => (of == null ? null : m.format.day(of, todayOf(viewer, now)))
  const reason = (list: 'reject' | 'lose' | 'nurture') =>
    changes.reason == null ? [] : [m.cards.reason(reasonLabel(m, viewer, list, changes.reason))]
  switch (event.kind) {
    case 'accept': {
      const next = day(changes.nextOn)
      return [m.notices.accepted(by, csql), ...(next === null ? [] : [m.cards.nextOn(next)])]
    }
    case 'reject':
      return [m.notices.rejected(csql), ...reason('reject')]
    case 'convert':
      return [m.notices.converted(by, csql), ...opportunity(details, event, m)]
    case 'lose':
      return [m.notices.lost(csql), ...reason('lose')]
    case 'nurture':
      return [m.notices.nurtured(by, csql, day(changes.recheckOn)), ...reason('nurture')]
    case 'return':
      return [m.notices.askedForMore(by, csql, personName(details, event.csmId)), ...missing(event, m, viewer)]
    case 'wake':
      return [m.notices.woken(csql)]
    default:
      return [m.cards.labelled(csql, m.cards.did[event.kind](by))]
  }
}

function opportunity(details: CsqlDetails, { changes }: CsqlEvent, m: Messages): readonly string[] {
  const amount = m.amounts.increment(
    {
      amount: changes.amount ?? null,
      amountPeriod: changes.amountPeriod ?? null,
      oneTime: changes.oneTime ?? null,
      currency: changes.currency ?? details.csql.currency,
    },
    'estimate',
  )
  const month = changes.closeMonth
  return [m.cards.beside([amount, ...(month == null ? [] : [m.cards.closeMonth(m.format.month(month))])])]
}

function missing({ changes }: CsqlEvent, m: Messages, viewer: Viewer): readonly string[] {
  const items = (changes.missing ?? []).map((code) => reasonLabel(m, viewer, 'return', code))
  return items.length === 0 ? [] : [m.cards.quoted(...items)]
}

/** What the decider wrote, set apart in their own words. */
export function comment(details: CsqlDetails, event: CsqlEvent, m: Messages) {
  const typed = textOf(details, event.changes.reasonTextId ?? null)
  return typed === null ? null : quotation(m, m.notices.comment(personName(details, event.actorId)), typed, 800)
}

function thanks(event: CsqlEvent, m: Messages): string | null {
  if (event.kind === 'accept' || event.kind === 'convert') return m.notices.thanksForPassing
  if (event.kind === 'reject') return m.notices.thanksAndKept
  return event.kind === 'lose' ? m.notices.thanksForLost : null
}
