import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import { countsInVersion } from '../domain/event.js'
import type { Instant } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { Messages } from '../i18n/messages.js'
import { stampOf } from './in-place-of.js'
import { personName, reasonLabel, todayOf } from './labels.js'
import type { Viewer } from './message.js'
import { oneLine } from './text.js'

/** Who did what, and when; or, where the last thing was no step, which state it is in and since when. */
export function statusLine(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): string {
  const { csql, lastEvent, mergedIntoNumber } = details
  const today = todayOf(viewer, now)
  if (lastEvent === null || !countsInVersion(lastEvent.kind)) {
    return m.cards.since(m.terms.states[csql.state], m.format.day(localDay(viewer.zone, csql.stateSince), today))
  }
  const by = personName(details, lastEvent.actorId)
  const stamp = m.format.stamp(lastEvent.recordedAt, viewer.zone, today)
  const done = (): string => {
    if (lastEvent.kind === 'merge' && mergedIntoNumber !== null) {
      return m.cards.mergedInto(by, m.terms.number(mergedIntoNumber))
    }
    if (lastEvent.kind === 'reassign') return m.cards.reassignedTo(by, personName(details, csql.aeId))
    return m.cards.did[lastEvent.kind](by)
  }
  return m.cards.remark(done(), stampOf(details, lastEvent, stamp, m))
}

/** What was said with the last step: reason, what is missing, progress, dates. Shown side by side; empty for none. */
export function statusFacts(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  const { csql } = details
  const day = (of: string | null, words: (day: string) => string) =>
    of === null ? [] : [words(m.format.day(of, todayOf(viewer, now)))]
  const reason = (list: 'reject' | 'lose' | 'nurture' | 'withdraw') =>
    csql.reason === null ? [] : [m.cards.reason(reasonLabel(m, viewer, list, csql.reason))]
  switch (csql.state) {
    case 'accepted':
    case 'opportunity':
      return [...progressFacts(details, m), ...day(csql.nextOn, m.cards.nextOn)]
    case 'returned':
      return csql.missing.length === 0
        ? []
        : [m.cards.quoted(...csql.missing.map((code) => reasonLabel(m, viewer, 'return', code)))]
    case 'nurturing':
      return [...day(csql.recheckOn, m.cards.recheckOn), ...reason('nurture')]
    case 'rejected':
      return reason('reject')
    case 'lost':
      return reason('lose')
    case 'withdrawn':
      return reason('withdraw')
    default:
      return []
  }
}

function progressFacts(details: CsqlDetails, m: Messages): readonly string[] {
  const { csql } = details
  const next = textOf(details, csql.nextActionTextId)
  return [
    ...(csql.progress === null ? [] : [m.terms.progress[csql.progress]]),
    ...(csql.closeMonth === null ? [] : [m.cards.closeMonth(m.format.month(csql.closeMonth))]),
    ...(next === null ? [] : [m.cards.labelled(m.cards.nextAction, oneLine(next, 200))]),
  ]
}
