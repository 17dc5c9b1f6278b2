import { isOpen } from '../../domain/csql.js'
import type { Delivery, Purpose } from '../../domain/delivery.js'
import type { Instant } from '../../domain/time.js'
import type { Messages } from '../../i18n/messages.js'
import type { CausedMessage } from '../../usecases/read-delivery.js'
import { handoverCard, supersededCard } from '../../views/handover.js'
import type { Message, Viewer } from '../../views/message.js'
import {
  answerNotice,
  assignedNotice,
  decisionNotice,
  delegatedNotice,
  handoverPost,
  questionNotice,
  returnedNotice,
  supportNotice,
  unassignedNotice,
  wakeNotice,
  wonNotice,
  wonPost,
} from '../../views/notices.js'

interface Reader {
  readonly m: Messages
  readonly viewer: Viewer
  readonly now: Instant
}

/** Messages that people act on: of several, the newest is enough. */
const ACTED_ON: readonly Purpose[] = ['handover', 'returned', 'unassigned', 'wake', 'delegated']

/** A message about one CSQL, in the words of its reader, as the CSQL stands now. */
export function csqlMessage(delivery: Delivery, cause: CausedMessage, { m, viewer, now }: Reader): Message | null {
  const { details, event, takenBack, superseded, previous } = cause
  if (superseded && ACTED_ON.includes(delivery.purpose)) return supersededCard(details, m)
  switch (delivery.purpose) {
    case 'handover':
      return handoverCard(details, m, viewer, now)
    case 'unassigned':
      return unassignedNotice(details, m, viewer, now)
    case 'returned':
      return returnedNotice(details, m, viewer, now)
    case 'decision':
      return decisionNotice({ details, event, takenBack }, m, viewer, now)
    case 'won':
      return wonNotice({ details, takenBack, days: cause.daysToWin }, m, viewer, now)
    case 'delegated':
      return delegated(cause, m, viewer, now)
    case 'assigned':
      return assignedNotice({ details, event, takenBack, previous }, m, viewer, now)
    case 'wake':
      return wakeNotice(details, m, viewer, now)
    case 'question':
      return questionNotice({ details, takenBack, ...cause.question }, m, viewer, now)
    case 'answer':
      return answerNotice({ details, event, takenBack, superseded }, m, viewer, now)
    case 'support':
      return supportNotice({ details, event, takenBack }, m, viewer, now)
    case 'handover_post':
      return handoverPost({ details, takenBack }, m, viewer)
    case 'won_post':
      return wonPost({ details, takenBack, days: cause.daysToWin }, m, viewer)
    default:
      return null
  }
}

/** The message that the person on leave gets, in the form for whoever stands in for them. */
function delegated(
  { details, event, deputy, takenBack, question }: CausedMessage,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message | null {
  if (deputy === null) return null
  const as = event.kind === 'return' ? 'returned' : event.kind === 'wake' ? 'wake' : 'handover'
  const asked = event.kind === 'ask_csm' ? { takenBack, ...question } : undefined
  return delegatedNotice({ details, as, question: asked, ...deputy }, m, viewer, now)
}

/**
 * Whether there is still something to say when its time has come: what was decided or taken back meanwhile is left
 * out, unless it was decided in the reader's place while they were away.
 */
export function stillMatters(
  delivery: Delivery,
  { details, event, takenBack, deputy, actedFor }: CausedMessage,
): boolean {
  const { csql } = details
  switch (delivery.purpose) {
    case 'handover':
      return (
        csql.aeId === delivery.recipient && (actedFor || ['qualified', 'accepted', 'opportunity'].includes(csql.state))
      )
    case 'delegated':
      return !takenBack && deputy !== null && deputy.until !== null
    case 'unassigned':
      return csql.aeId === null && csql.state === 'qualified'
    case 'returned':
      return csql.state === 'returned' || actedFor
    case 'wake':
      return !takenBack && (csql.state === event.to || actedFor)
    case 'question':
      return csql.questionTextId !== null && csql.csmId === delivery.recipient && isOpen(csql.state)
    case 'support':
      return !takenBack && isOpen(csql.state)
    case 'assigned':
      return !takenBack && (event.kind !== 'propose_ae' || csql.proposedAeId === delivery.recipient)
    default:
      return !takenBack
  }
}
