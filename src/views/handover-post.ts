import type { CsqlDetails } from '../domain/csql-details.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, csqlButton, lines, para } from './blocks.js'
import { headOf } from './csql-line.js'
import { csqlNameOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

/** A hand-over, for a channel: the customer and what it is about. Names stand in channels for wins alone. */
export function handoverPost(
  { details, takenBack }: { readonly details: CsqlDetails; readonly takenBack: boolean },
  m: Messages,
  viewer: Viewer,
): Message {
  if (takenBack) return message(lines(m.notices.decisionTakenBack(csqlNameOf(details, m))))
  const [subject, facts] = headOf(details, m, viewer)
  return message(
    para(bold(m.settings.handedOver(m.terms.number(details.csql.number), subject))),
    lines(facts),
    actions(csqlButton('show', m.terms.buttons.show, details.csql)),
  )
}
