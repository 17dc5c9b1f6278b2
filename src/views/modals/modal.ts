import type { KnownBlock, ModalView } from '@slack/types'
import type { Source } from '../../domain/csql.js'
import { type CsqlDetails, textOf } from '../../domain/csql-details.js'
import type { Day } from '../../domain/time.js'
import type { Messages } from '../../i18n/messages.js'
import { bold, para, plain, small } from '../blocks.js'
import { subjectOf } from '../csql-line.js'
import type { Viewer } from '../message.js'
import { clean, cut } from '../text.js'

/** Who a modal is for. */
export interface ModalOptions {
  readonly m: Messages
  readonly viewer: Viewer
  /** Today in the workspace's zone. */
  readonly today: Day
  /** The sources that the workspace offers; all of them, where it says nothing. */
  readonly sources?: readonly Source[]
  /** Those that the person picked last stand first. */
  readonly lastSources?: readonly Source[]
}

const TITLE_LIMIT = 24
const BLOCKS_LIMIT = 100

/** A modal of these blocks; what is null is left out. */
export function modal(
  m: Messages,
  of: { callbackId: string; title: string; submit: string; metadata: string },
  blocks: readonly (KnownBlock | null)[],
): ModalView {
  return {
    type: 'modal',
    callback_id: of.callbackId,
    private_metadata: of.metadata,
    title: plain(of.title, TITLE_LIMIT),
    submit: plain(of.submit, TITLE_LIMIT),
    close: plain(m.modals.close, TITLE_LIMIT),
    blocks: blocks.filter((block) => block !== null).slice(0, BLOCKS_LIMIT),
  }
}

/** Enough of the problem to know it again. */
const PROBLEM_SHOWN = 300

/** Which CSQL it is about. */
export const subjectLine = (details: CsqlDetails, { m, viewer }: ModalOptions): KnownBlock | null =>
  para(bold(`${m.terms.number(details.csql.number)} ${subjectOf(details, m, viewer)}`))

/** Which CSQL it is about, and what the customer's problem is: for forms that do not ask for the problem themselves. */
export function heading(details: CsqlDetails, options: ModalOptions): readonly (KnownBlock | null)[] {
  const { m } = options
  const problem = clean(problemOf(details) ?? '')
  return [
    subjectLine(details, options),
    problem === '' ? null : small(m.cards.labelled(m.cards.problem, cut(problem, PROBLEM_SHOWN))),
  ]
}

/** The problem in the CSM's words; before anybody wrote one, what was typed in passing. */
export const problemOf = (details: CsqlDetails): string | null =>
  textOf(details, details.csql.problemTextId) ??
  textOf(details, details.csql.noteTextId) ??
  textOf(details, details.csql.lineTextId)
