import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, csqlButton, lines, para, quotation } from './blocks.js'
import { amountOf, subjectOf } from './csql-line.js'
import { csqlNameOf, personName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

export interface WonNotice {
  readonly details: CsqlDetails
  /** The win was undone or reopened since. */
  readonly takenBack: boolean
  /** From the log to the signing; null = nobody knows. */
  readonly days: number | null
}

/** A win, with everybody who had a part in it by name, and what must reach those who deliver. */
export function wonNotice({ details, takenBack, days }: WonNotice, m: Messages, viewer: Viewer, now: Instant): Message {
  const { csql } = details
  if (takenBack) return message(lines(m.notices.decisionTakenBack(csqlNameOf(details, m))))
  const promises = textOf(details, csql.promisesTextId)
  const start = csql.startOn === null ? null : m.format.day(csql.startOn, todayOf(viewer, now))
  return message(
    para(bold(m.notices.won(subjectOf(details, m, viewer), wonAmount(details, m)))),
    lines(m.notices.congratulations(people(details, days))),
    lines(start === null ? null : m.notices.startOn(start), promises === null ? m.notices.noPromises : null),
    promises === null ? null : quotation(m, m.notices.promises, promises),
    actions(csqlButton('show', m.terms.buttons.show, csql)),
  )
}

/** A win, for a channel: the names of who had a part in it, and nothing of what was promised. */
export function wonPost({ details, takenBack, days }: WonNotice, m: Messages, viewer: Viewer): Message {
  if (takenBack) return message(lines(m.notices.decisionTakenBack(csqlNameOf(details, m))))
  return message(
    para(bold(m.notices.won(subjectOf(details, m, viewer), wonAmount(details, m)))),
    lines(m.notices.congratulations(people(details, days))),
    actions(csqlButton('show', m.terms.buttons.show, details.csql)),
  )
}

/** What was won, whatever state it is in now. */
const wonAmount = (details: CsqlDetails, m: Messages): string =>
  amountOf({ ...details, csql: { ...details.csql, state: 'won' } }, m)

function people(details: CsqlDetails, days: number | null) {
  const { csql } = details
  return {
    logger: personName(details, csql.loggedBy),
    csm: personName(details, csql.csmId),
    ae: personName(details, csql.aeId),
    days,
    selfClosed: csql.selfClosed,
  }
}
