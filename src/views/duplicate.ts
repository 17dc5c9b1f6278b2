import type { CsqlDetails } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, plainButton, quotation } from './blocks.js'
import { csqlLine } from './csql-line.js'
import { actionId, OPEN_LOG, writeTarget } from './ids.js'
import { csqlNameOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { statusLine } from './status-line.js'

/** The same matter is open already: the first one, and the two ways to go on with what was typed. */
export function duplicateMessage(
  first: CsqlDetails,
  draft: { readonly id: string; readonly line: string },
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  const { addNote, goOn, show, ask } = m.commands.duplicate
  return message(
    lines(m.errors.duplicate(csqlNameOf(first, m)), csqlLine(first, m, viewer), statusLine(first, m, viewer, now), ask),
    quotation(m, m.errors.yourText, draft.line, 600),
    actions(
      { ...plainButton(actionId('note'), addNote, writeTarget(first.csql, draft.id)), style: 'primary' },
      plainButton(OPEN_LOG, goOn, draft.id),
      csqlButton('show', show, first.csql),
    ),
  )
}
