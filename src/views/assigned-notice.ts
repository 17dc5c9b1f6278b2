import type { KnownBlock } from '@slack/types'
import type { CsqlEvent } from '../domain/event.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines } from './blocks.js'
import { comment, type EventNotice } from './decision-notice.js'
import { matter } from './handover.js'
import { csqlNameOf, personName, reasonLabel, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

export interface AssignedNotice extends EventNotice {
  /** Who had it before the event, from the event before it. */
  readonly previous: Pick<CsqlEvent, 'aeId' | 'csmId'> | null
}

/**
 * A CSM's was handed over by somebody else; what was somebody's went to somebody else, was withdrawn, merged, put aside or reopened; or an AE is proposed and
 * may take it.
 */
export function assignedNotice(notice: AssignedNotice, m: Messages, viewer: Viewer, now: Instant): Message {
  const { details, event, takenBack } = notice
  const csql = csqlNameOf(details, m)
  if (takenBack) return message(lines(m.notices.decisionTakenBack(csql)))
  if (event.kind === 'propose_ae') return proposal(notice, m, viewer, now)
  return message(
    lines(...sentences(notice, m, viewer, now)),
    comment(details, event, m),
    lines(event.kind === 'withdraw' || event.kind === 'merge' ? m.notices.nothingToDo : null),
    actions(csqlButton('show', m.terms.buttons.show, details.csql)),
  )
}

function sentences(notice: AssignedNotice, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const { details, event } = notice
  const csql = csqlNameOf(details, m)
  const by = personName(details, event.actorId)
  const { changes } = event
  switch (event.kind) {
    case 'qualify':
      return [m.notices.handedOver(by, csql)]
    case 'withdraw': {
      const reason = changes.reason == null ? [] : [m.cards.reason(reasonLabel(m, viewer, 'withdraw', changes.reason))]
      return [m.notices.withdrawn(by, csql), ...reason]
    }
    case 'merge':
      return [mergedSentence(notice, m)]
    case 'nurture': {
      const day = changes.recheckOn == null ? null : m.format.day(changes.recheckOn, todayOf(viewer, now))
      return [m.notices.nurturedAside(by, csql, day)]
    }
    case 'reopen':
      return [m.notices.reopened(by, csql, m.terms.states[event.to])]
    case 'ask_support':
      return [m.asking.supportAdded(by, csql, personName(details, changes.supporterIds?.at(-1) ?? null))]
    case 'reassign':
      return [reassignedSentence(notice, m, viewer)]
    default:
      return [m.cards.labelled(csql, m.cards.did[event.kind](by))]
  }
}

function mergedSentence({ details, event }: AssignedNotice, m: Messages): string {
  const csql = csqlNameOf(details, m)
  const by = personName(details, event.actorId)
  return details.mergedIntoNumber === null
    ? m.cards.labelled(csql, m.cards.did.merge(by))
    : m.notices.merged(by, csql, m.terms.number(details.mergedIntoNumber))
}

function reassignedSentence({ details, event, previous }: AssignedNotice, m: Messages, viewer: Viewer): string {
  const csql = csqlNameOf(details, m)
  const newCsm = previous !== null && previous.csmId !== event.csmId
  if (newCsm && viewer.personId === previous.csmId) return m.notices.csmChanged(csql, personName(details, event.csmId))
  if (newCsm && viewer.personId === event.csmId) return m.notices.yoursAsCsm(csql)
  const ae = personName(details, event.aeId)
  return previous !== null && viewer.personId === previous.aeId
    ? m.notices.reassignedAway(csql, ae)
    : m.notices.aeChanged(csql, ae)
}

function proposal({ details, event }: AssignedNotice, m: Messages, viewer: Viewer, now: Instant): Message {
  const { csql } = details
  const asked = lines(m.notices.proposed(personName(details, event.actorId), csqlNameOf(details, m)))
  const show = csqlButton('show', m.terms.buttons.show, csql)
  if (csql.proposedAeId !== viewer.personId) {
    const outcome = csql.aeId === viewer.personId ? m.notices.taken : m.notices.nothingToDo
    return message(asked, lines(outcome), actions(show))
  }
  const body: readonly (KnownBlock | null)[] = matter(details, m, viewer, now)
  return message(
    asked,
    ...body,
    lines(m.notices.proposalHow),
    actions(csqlButton('take', m.terms.buttons.take, csql, 'primary'), show),
  )
}
