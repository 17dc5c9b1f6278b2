import type { KnownBlock } from '@slack/types'
import type { AmountFault } from '../domain/amounts.js'
import { type CsqlDetails, textOf } from '../domain/csql-details.js'
import type { FieldName } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'
import { undoButton } from './acted.js'
import { actions, bold, csqlButton, lines, para, plainButton, quotation, small } from './blocks.js'
import { productName } from './csql-line.js'
import { CHOOSE_ACCOUNT, writeTarget } from './ids.js'
import { csqlNameOf, personName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { cut, oneLine } from './text.js'

/** What became of a typed entry. */
export interface LoggedSignal {
  readonly details: CsqlDetails
  /** The event that an undo takes back. */
  readonly eventId: string
  readonly accountIsNew: boolean
  /** Accounts that the typed name may mean. */
  readonly candidates: readonly { readonly id: string; readonly name: string }[]
  readonly amountProblem: { readonly reason: AmountFault; readonly typed: string } | null
  /** Nothing was said of the period: it counts as monthly. */
  readonly periodAssumed: boolean
  readonly aeProblem: { readonly typed: string; readonly rule: string } | null
  readonly secretRemoved: boolean
}

/** Shows what was understood of an entry, the exact amount with its reading, and what to do next. */
export function signalLogged(logged: LoggedSignal, m: Messages, viewer: Viewer): Message {
  const { details } = logged
  const note = textOf(details, details.csql.noteTextId)
  const line = textOf(details, details.csql.lineTextId)
  return message(
    para(bold(m.commands.logged.title(csqlNameOf(details, m)))),
    lines(...understood(logged, m, viewer)),
    note === null ? null : quotation(m, m.commands.logged.note, note, 600),
    // Without a note, the line as it was typed: nobody called it one.
    note !== null || line === null ? null : quotation(m, m.commands.show.line, line, 600),
    lines(...problems(logged, m)),
    ...accountQuestion(logged, m),
    actions(...buttons(logged, m)),
    small(...whatIsMissing(details, m)),
  )
}

function understood({ details, periodAssumed }: LoggedSignal, m: Messages, viewer: Viewer): readonly (string | null)[] {
  const { csql, account, product } = details
  const { kinds, sources } = m.terms
  const hasAmount = csql.amount !== null || csql.oneTime !== null
  return [
    m.commands.logged.account(oneLine(account.name)),
    m.cards.beside(
      [
        product === null ? null : productName(product, viewer),
        csql.kind === null ? null : kinds[csql.kind],
        m.cards.heat(csql.heat),
        csql.source === null ? null : m.cards.labelled(m.modals.labels.source, sources[csql.source]),
      ].filter((fact) => fact !== null),
    ),
    csql.csmId === csql.loggedBy ? null : m.cards.csm(personName(details, csql.csmId)),
    csql.aeId === null ? null : m.cards.ae(personName(details, csql.aeId)),
    hasAmount ? m.commands.logged.amount(m.amounts.reading(csql)) : null,
    hasAmount && periodAssumed ? m.commands.logged.amountAssumed : null,
    details.proposedAgainFromNumber === null
      ? null
      : m.commands.logged.proposedAgain(m.terms.number(details.proposedAgainFromNumber)),
  ]
}

function problems(logged: LoggedSignal, m: Messages): readonly (string | null)[] {
  const { amountProblem, aeProblem, accountIsNew, details, secretRemoved } = logged
  const rules: Readonly<Record<string, (of: { bound: null; csql: null }) => string>> = m.faults.rules
  const why = aeProblem === null ? '' : (rules[aeProblem.rule]?.({ bound: null, csql: null }) ?? m.faults.unreadable)
  return [
    secretRemoved ? m.errors.secretRemoved : null,
    accountIsNew ? m.commands.logged.provisional(oneLine(details.account.name)) : null,
    amountProblem === null
      ? null
      : m.commands.logged.amountNotTaken(
          cut(oneLine(amountProblem.typed), 60),
          m.errors.amountFaults[amountProblem.reason],
          m.errors.amountExample,
        ),
    aeProblem === null ? null : m.commands.logged.aeNotTaken(oneLine(aeProblem.typed, 60), why),
  ]
}

const CANDIDATES_SHOWN = 5

/** A likely account is asked, never taken. */
function accountQuestion({ details, candidates }: LoggedSignal, m: Messages): readonly (KnownBlock | null)[] {
  const shown = candidates.slice(0, CANDIDATES_SHOWN)
  const [only] = shown
  if (only === undefined) return []
  const ask = shown.length === 1 ? m.commands.logged.isIt(oneLine(only.name)) : m.commands.logged.whichOne
  const label = (name: string) => (shown.length === 1 ? m.commands.logged.yes(oneLine(name, 50)) : oneLine(name, 70))
  return [
    para(bold(ask)),
    actions(
      ...shown.map(({ id, name }, index) => ({
        ...plainButton(CHOOSE_ACCOUNT, label(name), writeTarget(details.csql, id)),
        action_id: index === 0 ? CHOOSE_ACCOUNT : `${CHOOSE_ACCOUNT}.${index}`,
      })),
    ),
  ]
}

function buttons({ details, eventId }: LoggedSignal, m: Messages) {
  const { csql } = details
  const { toMonth, toYear } = m.commands.logged
  return [
    csqlButton('qualify', m.terms.buttons.qualify, csql, 'primary'),
    csqlButton('edit', m.terms.buttons.edit, csql),
    csql.amount === null ? null : csqlButton('period', csql.amountPeriod === 'year' ? toMonth : toYear, csql),
    undoButton(csql, eventId, m),
  ]
}

/** What a hand-over will ask for. */
function whatIsMissing({ csql }: CsqlDetails, m: Messages): readonly (string | null)[] {
  const needed: readonly (readonly [FieldName, unknown])[] = [
    ['product', csql.productId],
    ['kind', csql.kind],
    ['source', csql.source],
    ['problem', csql.problemTextId],
    ['contact', csql.contactId],
    ['ae', csql.aeId],
  ]
  const missing = needed.filter(([, held]) => held === null).map(([name]) => m.modals.labels[name])
  return [missing.length === 0 ? null : m.commands.logged.missing(missing), m.commands.logged.next]
}
