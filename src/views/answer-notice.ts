import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import type { CsqlEvent } from '../domain/event.js'
import { TextId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, quotation } from './blocks.js'
import { stateButtons } from './csql-buttons.js'
import type { EventNotice } from './decision-notice.js'
import { csqlNameOf, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

/** To the AE: what the CSM answered, or what a colleague who was asked for support wrote, and what can be done now. */
export function answerNotice(
  { details, event, takenBack, superseded }: EventNotice & { readonly superseded: boolean },
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  const csql = csqlNameOf(details, m)
  if (takenBack) return message(lines(m.notices.decisionTakenBack(csql)))
  const by = personName(details, event.actorId)
  const isCsms = event.kind === 'answer_csm'
  const text = textOf(details, event.textId)
  const question = questionOf(details, event)
  // The buttons stand under the newest answer alone.
  const isToAct = viewer.personId === details.csql.aeId && !superseded
  return message(
    lines(isCsms ? m.asking.answered(by, csql) : m.asking.supportAnswered(by, csql)),
    question === null ? null : quotation(m, m.asking.question, question, 600),
    text === null ? null : quotation(m, m.notices.comment(by), text),
    isToAct
      ? stateButtons(details, m, viewer, now, 'ae')
      : actions(csqlButton('show', m.terms.buttons.show, details.csql)),
  )
}

function questionOf(details: CsqlDetails, { figures }: CsqlEvent): string | null {
  const id = TextId.safeParse(figures['question'])
  return id.success ? textOf(details, id.data) : null
}
