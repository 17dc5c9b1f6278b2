import type { Button } from '@slack/types'
import type { ClockKind } from '../domain/clock.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import type { Action } from '../domain/lifecycle.js'
import type { Day, Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, plainButton, small } from './blocks.js'
import { actionId, type CsqlAction, writeTarget } from './ids.js'
import { csqlNameOf, lineName, personName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusFacts } from './status-line.js'

/** What an action came to, told to who did it: what follows from it, what to do next, and the way back. */
export function actedMessage(
  details: CsqlDetails,
  of: { action: Action; eventId: string; absence?: Absence | null },
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  const { action, eventId } = of
  const next = NEXT[action] ?? []
  return message(
    lines(
      m.commands.done[action](csqlNameOf(details, m)),
      ...consequences(action, details, m, viewer, now),
      away(details, of.absence ?? null, m, viewer, now),
    ),
    actions(
      ...next.map((one) => csqlButton(one, m.terms.buttons[one], details.csql)),
      undoButton(details.csql, eventId, m),
      csqlButton('show', m.terms.buttons.show, details.csql),
    ),
    eventId === '' ? null : small(m.commands.undoHint),
  )
}

/** The AE reads it only after a leave: until when, and who gets it meanwhile. */
interface Absence {
  readonly until: Day
  readonly delegateName: string | null
}

function away(details: CsqlDetails, absence: Absence | null, m: Messages, viewer: Viewer, now: Instant): string | null {
  if (absence === null) return null
  const until = m.format.day(absence.until, todayOf(viewer, now))
  return m.away.aeAway(personName(details, details.csql.aeId), until, lineName(absence.delegateName))
}

const NEXT: Readonly<Partial<Record<Action, readonly CsqlAction[]>>> = {
  accept: ['update'],
  wake: ['qualify'],
}

/** Takes back exactly that event: the value names it, so that a later one is left alone. Null where there is none. */
export const undoButton = (csql: { number: number; version: number }, eventId: string, m: Messages): Button | null =>
  eventId === '' ? null : plainButton(actionId('undo'), m.terms.buttons.undo, writeTarget(csql, eventId))

function consequences(
  action: Action,
  details: CsqlDetails,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): readonly (string | null)[] {
  const { csql } = details
  const due = (kind: ClockKind) => dueAt(details, kind, m, viewer, now)
  switch (action) {
    case 'accept': {
      const contact = due('first_contact')
      return [contact === null ? null : m.commands.firstContactBy(contact), m.commands.nextStepHint]
    }
    case 'qualify': {
      const decide = due('decide')
      return [
        m.cards.ae(personName(details, csql.aeId)),
        csql.selfClosed ? m.commands.selfClosed : null,
        decide === null ? null : m.commands.clockBy(m.terms.clocks.decide, decide),
      ]
    }
    case 'reassign':
      return [m.cards.ae(personName(details, csql.aeId)), m.cards.csm(personName(details, csql.csmId))]
    case 'propose_ae':
      return [m.commands.proposedTo(personName(details, csql.proposedAeId))]
    case 'snooze':
      return [snoozed(details, m, viewer, now)]
    case 'ask_csm':
      return waits(details, m, viewer, now)
    case 'ask_support':
      return [m.asking.supportSent(personName(details, csql.supporterIds.at(-1) ?? null))]
    case 'answer_csm':
    case 'note':
    case 'edit':
    case 'merge':
      return []
    default:
      return statusFacts(details, m, viewer, now)
  }
}

function dueAt(details: CsqlDetails, kind: ClockKind, m: Messages, viewer: Viewer, now: Instant): string | null {
  const clock = details.clocks.find((one) => one.kind === kind)
  return clock === undefined ? null : m.format.moment(clock.dueAt, viewer.zone, todayOf(viewer, now))
}

/** Until when nudges wait for the answer, and where the due time waits too, what it is now. */
function waits({ clocks }: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly (string | null)[] {
  const clock = clocks.find(({ pausedUntil }) => pausedUntil !== null && pausedUntil > now)
  if (clock === undefined || clock.pausedUntil === null) return []
  const moment = (at: Instant) => m.format.moment(at, viewer.zone, todayOf(viewer, now))
  return [m.asking.waits(moment(clock.pausedUntil)), clock.dueAt > now ? m.asking.dueWaits(moment(clock.dueAt)) : null]
}

function snoozed({ lastEvent }: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): string | null {
  const until = lastEvent?.kind === 'snooze' ? lastEvent.figures['until'] : undefined
  if (typeof until !== 'number') return null
  return m.commands.snoozedUntil(m.format.moment(until, viewer.zone, todayOf(viewer, now)))
}

/** What an undo took back. */
export function undoneMessage(details: CsqlDetails, m: Messages): Message {
  const undone = details.lastEvent?.figures['undone']
  const acts: Readonly<Record<string, string>> = m.terms.acts
  const act = typeof undone === 'string' ? (acts[undone] ?? m.terms.acts.undo) : m.terms.acts.undo
  return message(
    lines(m.commands.undone(csqlNameOf(details, m), act)),
    actions(csqlButton('show', m.terms.buttons.show, details.csql)),
  )
}
