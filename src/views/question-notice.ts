import { isOpen } from '../domain/csql.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, quotation } from './blocks.js'
import { matter } from './handover.js'
import { csqlNameOf, lineName, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

export interface QuestionNotice {
  readonly details: CsqlDetails
  /** The question itself, in the AE's words; null where it is gone. */
  readonly question: string | null
  /** The answer, and by whom it was given; null while there is none. */
  readonly answered: { readonly by: string | null; readonly text: string | null } | null
  /** The question was undone. */
  readonly takenBack: boolean
}

/** To the CSM: what the AE would like to know, with the button to answer; once it is answered, the answer in its place. */
export function questionNotice(notice: QuestionNotice, m: Messages, viewer: Viewer, now: Instant): Message {
  const { details, question, answered, takenBack } = notice
  const { csql } = details
  const show = csqlButton('show', m.terms.buttons.show, csql)
  const asked = lines(m.asking.asked(personName(details, csql.aeId), csqlNameOf(details, m)))
  const quoted = question === null ? null : quotation(m, m.asking.question, question)
  if (answered !== null) {
    const answer = answered.text === null ? null : quotation(m, m.asking.answer, answered.text)
    return message(asked, quoted, answer, lines(m.asking.answeredSince(lineName(answered.by))), actions(show))
  }
  const isTheirs = (viewer.inPlaceOf ?? viewer.personId) === csql.csmId && viewer.inPlaceOf !== null
  if (takenBack || !isTheirs || !isOpen(csql.state))
    return message(asked, lines(m.asking.noAnswerNeeded), actions(show))
  return message(
    asked,
    quoted,
    ...matter(details, m, viewer, now),
    lines(m.asking.askedHow),
    actions(csqlButton('answer_csm', m.asking.reply, csql, 'primary'), show),
  )
}
