import type { Button, KnownBlock } from '@slack/types'
import type { CsqlChanges } from '../domain/csql.js'
import { type CsqlDetails, isEmptied, nameOf, textOf } from '../domain/csql-details.js'
import { type CsqlEvent, reversedEvents } from '../domain/event.js'
import { isOverdue } from '../domain/nudge-policy.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, bullets, csqlButton, lines, para, quotation, small } from './blocks.js'
import { changedFields } from './changed-fields.js'
import { backgroundLines, headOf, openQuestion } from './csql-line.js'
import type { CsqlAction } from './ids.js'
import { stampOf } from './in-place-of.js'
import { lineName, personName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusFacts } from './status-line.js'
import { oneLine } from './text.js'

export interface Shown {
  readonly details: CsqlDetails
  readonly events: readonly CsqlEvent[]
  /** What each edit changed, by event id. */
  readonly edited: ReadonlyMap<string, readonly (keyof CsqlChanges)[]>
  /** `kind` where it is more than a note: a question, its answer, a call for support. */
  readonly notes: readonly {
    readonly kind: 'note' | 'question' | 'answer' | 'support'
    readonly body: string
    readonly authorName: string | null
    readonly at: Instant
  }[]
  /** What the viewer may do now. */
  readonly offered: readonly CsqlAction[]
  /** The viewer may propose another AE, and not name one. */
  readonly proposes: boolean
}

const EVENTS_SHOWN = 12
const NOTES_SHOWN = 5

/** Everything about one CSQL: what it is about, how it stands, what happened, and what the viewer may do now. */
export function csqlShown(shown: Shown, m: Messages, viewer: Viewer, now: Instant): Message {
  const { details } = shown
  const { csql } = details
  const [subject, facts] = headOf(details, m, viewer)
  return message(
    para(bold(m.cards.beside([m.terms.number(csql.number), m.terms.states[csql.state]]))),
    para(bold(subject), `\n${facts}\n${backgroundLines(details, m, viewer, now).join('\n')}`),
    ...texts(details, m),
    lines(...standing(details, m, viewer, now)),
    history(shown, m, viewer, now),
    notes(shown, m, viewer, now),
    ...buttonRows(shown, m),
  )
}

function texts(details: CsqlDetails, m: Messages): readonly (KnownBlock | null)[] {
  const { csql } = details
  const quoted = (label: string, text: string | null) => (text === null ? null : quotation(m, label, text, 900))
  const problem = textOf(details, csql.problemTextId)
  const note = textOf(details, csql.noteTextId)
  return [
    quoted(m.cards.problem, problem),
    quoted(m.modals.labels.note, note === problem ? null : note),
    csql.noteTextId === null ? quoted(m.commands.show.line, textOf(details, csql.lineTextId)) : null,
    quoted(m.modals.labels.promises, textOf(details, csql.promisesTextId)),
    isEmptied(details) ? small(m.protection.emptied) : null,
  ]
}

function standing(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly (string | null)[] {
  const { csql, clocks, mergedIntoNumber, proposedAgainFromNumber } = details
  const today = todayOf(viewer, now)
  const logger = csql.loggedBy === csql.csmId ? null : personName(details, csql.loggedBy)
  const crm = textOf(details, csql.crmTextId)
  return [
    m.cards.beside([m.cards.csm(personName(details, csql.csmId)), m.cards.ae(personName(details, csql.aeId))]),
    m.commands.show.loggedOn(m.format.stamp(csql.loggedAt, viewer.zone, today), logger),
    ...statusFacts(details, m, viewer, now),
    openQuestion(details, m),
    // The day to look again stands among the facts, and is no deadline.
    ...clocks
      .filter(({ kind }) => kind !== 'wake')
      .map((clock) =>
        m.commands.show.running(
          m.terms.clocks[clock.kind],
          m.format.moment(clock.dueAt, viewer.zone, today),
          isOverdue(clock, csql, now),
        ),
      ),
    crm === null ? null : m.cards.labelled(m.modals.labels.crm_link, oneLine(crm, 300)),
    mergedIntoNumber === null ? null : m.cards.mergedInto(null, m.terms.number(mergedIntoNumber)),
    proposedAgainFromNumber === null ? null : m.commands.show.again(m.terms.number(proposedAgainFromNumber)),
  ]
}

function history({ details, events, edited }: Shown, m: Messages, viewer: Viewer, now: Instant): KnownBlock | null {
  const reversed = reversedEvents(events)
  const today = todayOf(viewer, now)
  const last = events.slice(-EVENTS_SHOWN)
  const earlier = events.length - last.length
  const line = (event: CsqlEvent): string => {
    const did = m.cards.did[event.kind](lineName(nameOf(details, event.actorId)))
    const stamp = stampOf(details, event, m.format.stamp(event.recordedAt, viewer.zone, today), m)
    const fields = changedFields(edited.get(event.id) ?? [], m)
    const said = m.cards.remark(fields === '' ? did : m.cards.labelled(did, fields), stamp)
    return reversed.has(event.id) ? m.cards.beside([said, m.commands.show.taken]) : said
  }
  return bullets(m.commands.show.history, [
    ...(earlier > 0 ? [m.commands.show.earlier(earlier)] : []),
    ...last.map(line),
  ])
}

function notes({ details, notes: all }: Shown, m: Messages, viewer: Viewer, now: Instant): KnownBlock | null {
  const today = todayOf(viewer, now)
  const first = textOf(details, details.csql.noteTextId)
  const added = all.filter(({ body }) => body !== first)
  const shown = added.slice(-NOTES_SHOWN).map(({ kind, body, authorName, at }) => {
    const from = m.cards.beside([m.names.bare(lineName(authorName)), m.format.stamp(at, viewer.zone, today)])
    const said = oneLine(body, 200)
    return m.cards.remark(kind === 'note' ? said : m.cards.labelled(m.asking.marks[kind], said), from)
  })
  return bullets(m.commands.show.notes, shown)
}

const BUTTONS_A_ROW = 5

function buttonRows({ details, offered, proposes }: Shown, m: Messages): readonly (KnownBlock | null)[] {
  const { csql } = details
  const buttons: Button[] = offered.map((action, index) =>
    csqlButton(action, labelOf(action, details, proposes, m), csql, index === 0 ? 'primary' : undefined),
  )
  const rows: KnownBlock[] = []
  for (let at = 0; at < buttons.length; at += BUTTONS_A_ROW) {
    const row = actions(...buttons.slice(at, at + BUTTONS_A_ROW))
    if (row !== null) rows.push(row)
  }
  return rows
}

function labelOf(action: CsqlAction, { csql }: CsqlDetails, proposes: boolean, m: Messages): string {
  if (action === 'qualify' && csql.state === 'returned') return m.terms.buttons.requalify
  if (action === 'reassign' && proposes) return m.terms.buttons.propose_ae
  if (action === 'reassign' && csql.aeId === null) return m.terms.buttons.name_ae
  return m.terms.buttons[action]
}
