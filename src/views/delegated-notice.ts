import type { CsqlDetails } from '../domain/csql-details.js'
import type { PersonId } from '../domain/ids.js'
import type { Day, Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { lines } from './blocks.js'
import { handoverCard } from './handover.js'
import { personName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { type QuestionNotice, questionNotice } from './question-notice.js'
import { returnedNotice } from './returned-notice.js'
import { wakeNotice } from './wake-notice.js'

export interface DelegatedNotice {
  readonly details: CsqlDetails
  /** Which of the person's messages it stands for. */
  readonly as: 'handover' | 'returned' | 'wake'
  /** The AE's question to the CSM, where that is what waits for an answer. */
  readonly question?: Omit<QuestionNotice, 'details'> | undefined
  /** Who is on leave, and until when; null = the reader does not stand in for them any more. */
  readonly personId: PersonId
  readonly until: Day | null
}

/** To a delegate: the message that somebody on leave has to act on, with the buttons to act in their place. */
export function delegatedNotice(notice: DelegatedNotice, m: Messages, viewer: Viewer, now: Instant): Message {
  const { details, as, personId, until } = notice
  const name = personName(details, personId)
  const seen: Viewer = { ...viewer, inPlaceOf: until === null ? null : personId }
  const card =
    notice.question === undefined
      ? { handover: handoverCard, returned: returnedNotice, wake: wakeNotice }[as](details, m, seen, now)
      : questionNotice({ details, ...notice.question }, m, seen, now)
  const first =
    until === null ? m.away.backToPerson(name) : m.away.forPerson(name, m.format.day(until, todayOf(viewer, now)))
  return message(lines(first), card.blocks)
}
