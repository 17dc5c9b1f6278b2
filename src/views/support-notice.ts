import { isOpen } from '../domain/csql.js'
import { textOf } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, quotation } from './blocks.js'
import type { EventNotice } from './decision-notice.js'
import { matter } from './handover.js'
import { csqlNameOf, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

/** To a colleague who is asked for support: the customer's problem, what is hard about it, and a way to answer. */
export function supportNotice(
  { details, event, takenBack }: EventNotice,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  const { csql } = details
  const show = csqlButton('show', m.terms.buttons.show, csql)
  const asked = lines(m.asking.supportAsked(personName(details, event.actorId), csqlNameOf(details, m)))
  if (takenBack || !isOpen(csql.state)) return message(asked, lines(m.notices.nothingToDo), actions(show))
  const text = textOf(details, event.textId)
  return message(
    asked,
    text === null ? null : quotation(m, m.asking.support, text),
    ...matter(details, m, viewer, now),
    lines(m.asking.supportHow),
    actions(csqlButton('note', m.asking.reply, csql, 'primary'), show),
  )
}
