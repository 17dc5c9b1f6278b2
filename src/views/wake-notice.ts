import type { CsqlDetails } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { lines } from './blocks.js'
import { stateButtons } from './csql-buttons.js'
import { matter } from './handover.js'
import { csqlNameOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusFacts, statusLine } from './status-line.js'

/** A nurturing one has come to its date: what it is about, and the buttons of the state it woke into. */
export function wakeNotice(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): Message {
  const { csql, lastEvent } = details
  const reader = viewer.inPlaceOf ?? viewer.personId
  const since = lastEvent !== null && lastEvent.kind !== 'wake'
  return message(
    lines(m.notices.wake(csqlNameOf(details, m))),
    ...matter(details, m, viewer, now),
    since
      ? lines(statusLine(details, m, viewer, now), m.cards.beside(statusFacts(details, m, viewer, now)))
      : lines(m.notices.wakeHow),
    stateButtons(details, m, viewer, now, reader === csql.csmId && reader !== csql.aeId ? 'csm' : 'ae'),
  )
}
