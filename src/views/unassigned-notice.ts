import type { CsqlDetails } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines } from './blocks.js'
import { matter } from './handover.js'
import { csqlNameOf, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusLine } from './status-line.js'

/** To a manager: a hand-over that has no AE yet, and the button that names one. */
export function unassignedNotice(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): Message {
  const { csql } = details
  const name = csqlNameOf(details, m)
  const show = csqlButton('show', m.terms.buttons.show, csql)
  if (csql.aeId !== null) {
    return message(lines(name, m.notices.assignedSince(personName(details, csql.aeId))), actions(show))
  }
  if (csql.state !== 'qualified') {
    return message(lines(name, statusLine(details, m, viewer, now), m.notices.nothingToDo), actions(show))
  }
  return message(
    lines(m.notices.unassigned(personName(details, details.handedOverBy ?? csql.csmId), name)),
    ...matter(details, m, viewer, now),
    lines(m.notices.unassignedHow),
    actions(csqlButton('reassign', m.terms.buttons.name_ae, csql, 'primary'), show),
  )
}
