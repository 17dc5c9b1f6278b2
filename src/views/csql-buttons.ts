import type { ActionsBlock } from '@slack/types'
import type { State } from '../domain/csql.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import { isOfAccountMerge } from '../domain/event.js'
import { UNDO_WINDOW } from '../domain/reversal.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, moreMenu } from './blocks.js'
import type { CsqlAction } from './ids.js'
import type { Viewer } from './message.js'

interface Row {
  /** The first is what is hoped for. */
  readonly buttons: readonly CsqlAction[]
  readonly more: readonly CsqlAction[]
}

const NONE: Row = { buttons: [], more: [] }
const ONLY_SHOW: Row = { buttons: ['show'], more: [] }

/** What the AE is offered in each state, and what the CSM is; the rights are checked again at the click. */
const ROWS: Readonly<Record<'ae' | 'csm', Readonly<Record<State, Row>>>> = {
  ae: {
    signal: NONE,
    qualified: {
      buttons: ['accept', 'return', 'reject'],
      more: ['snooze', 'reassign', 'note', 'nurture', 'show'],
    },
    accepted: { buttons: ['update', 'convert', 'win'], more: ['reject', 'nurture', 'snooze', 'reassign', 'note'] },
    opportunity: { buttons: ['update', 'win', 'lose'], more: ['nurture', 'snooze', 'reassign', 'note', 'show'] },
    returned: ONLY_SHOW,
    nurturing: { buttons: ['wake', 'show'], more: [] },
    won: ONLY_SHOW,
    lost: ONLY_SHOW,
    rejected: ONLY_SHOW,
    withdrawn: NONE,
    merged: NONE,
  },
  csm: {
    signal: { buttons: ['qualify', 'nurture', 'withdraw'], more: ['snooze', 'edit', 'note', 'show'] },
    qualified: ONLY_SHOW,
    accepted: ONLY_SHOW,
    opportunity: ONLY_SHOW,
    returned: { buttons: ['qualify', 'plan_fix', 'nurture'], more: ['withdraw', 'snooze', 'note', 'show'] },
    nurturing: { buttons: ['wake', 'qualify'], more: ['withdraw', 'note', 'show'] },
    won: ONLY_SHOW,
    lost: { buttons: ['propose_again', 'show'], more: [] },
    rejected: { buttons: ['propose_again', 'show'], more: [] },
    withdrawn: ONLY_SHOW,
    merged: ONLY_SHOW,
  },
}

/** The buttons of a card for its AE or its CSM, with an undo for who made the last step just now. */
export function stateButtons(
  details: CsqlDetails,
  m: Messages,
  viewer: Viewer,
  now: Instant,
  as: 'ae' | 'csm',
): ActionsBlock | null {
  const { csql } = details
  if (viewer.inPlaceOf === null) return null
  const row = viewer.inPlaceOf === undefined ? ROWS[as][csql.state] : withoutOwn(ROWS[as][csql.state])
  const primary = row.buttons.length > 1
  return actions(
    ...row.buttons.map((action, index) =>
      csqlButton(action, labelOf(action, details, m, as), csql, primary && index === 0 ? 'primary' : undefined),
    ),
    mayUndo(details, viewer, now) ? csqlButton('undo', m.terms.buttons.undo, csql) : null,
    moreMenu(
      csql,
      row.more.map((action) => [action, labelOf(action, details, m, as)] as const),
    ),
  )
}

/** What stays with whom it belongs to: putting it off, and giving it away. */
const OWN: readonly CsqlAction[] = ['snooze', 'reassign', 'wake']
const withoutOwn = ({ buttons, more }: Row): Row => ({
  buttons: buttons.filter((action) => !OWN.includes(action)),
  more: more.filter((action) => !OWN.includes(action)),
})

function labelOf(action: CsqlAction, { csql }: CsqlDetails, m: Messages, as: 'ae' | 'csm'): string {
  if (action === 'qualify' && csql.state === 'returned') return m.terms.buttons.requalify
  // An AE proposes; a manager or the other AE makes it so.
  if (action === 'reassign' && as === 'ae') return m.terms.buttons.propose_ae
  return m.terms.buttons[action]
}

function mayUndo({ lastEvent }: CsqlDetails, viewer: Viewer, now: Instant): boolean {
  if (lastEvent === null || lastEvent.kind === 'undo' || lastEvent.actorId === null) return false
  if (isOfAccountMerge(lastEvent)) return false
  return lastEvent.actorId === viewer.personId && now - lastEvent.recordedAt <= UNDO_WINDOW
}
