import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { lines, quotation } from './blocks.js'
import { stateButtons } from './csql-buttons.js'
import { csqlNameOf, personName, reasonLabel, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusLine } from './status-line.js'

/** The AE asks the CSM for more: what is missing, in what words, and the three ways to go on. */
export function returnedNotice(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): Message {
  const { csql } = details
  const asker = personName(details, csql.aeId)
  const buttons = stateButtons(details, m, viewer, now, 'csm')
  if (csql.state !== 'returned') {
    return message(
      lines(m.notices.returned(asker, csqlNameOf(details, m), [])),
      lines(statusLine(details, m, viewer, now)),
      buttons,
    )
  }
  const missing = csql.missing.map((code) => reasonLabel(m, viewer, 'return', code))
  const typed = textOf(details, csql.reasonTextId)
  return message(
    lines(m.notices.returned(asker, csqlNameOf(details, m), missing)),
    typed === null ? null : quotation(m, m.notices.comment(asker), typed),
    lines(
      csql.fixOn === null
        ? m.notices.returnedHow
        : m.notices.fixPlanned(m.format.day(csql.fixOn, todayOf(viewer, now))),
    ),
    buttons,
  )
}
