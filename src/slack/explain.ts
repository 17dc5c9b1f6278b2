import {
  BadValue,
  CsqlChangedMeanwhile,
  type DomainError,
  DuplicateOpen,
  type Facts,
  GateFired,
  IllegalTransition,
  Incomplete,
  MergeNotUndone,
  NotAllowed,
  NotFound,
  NothingToUndo,
  NotSaved,
  NotTakingPart,
} from '../domain/errors.js'
import type { EventKind } from '../domain/event.js'
import { whoMay } from '../domain/may.js'
import { isRight } from '../domain/rights.js'
import type { Instant, Zone } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { RuleFacts } from '../i18n/areas/faults.js'
import type { Messages } from '../i18n/messages.js'
import { lineName } from '../views/labels.js'
import { oneLine } from '../views/text.js'
import { FormNotOpened, LineUnclear, OutOfDate, PersonSilent, TextTooLong, TooManyRequests } from './edge-errors.js'

/** Who an error is explained to. */
export interface Reader {
  readonly messages: Messages
  readonly viewer: { readonly zone: Zone }
  readonly now: Instant
}

/** A refusal in the reader's words: what was understood, what is missing, and what to do. */
export function explain(error: DomainError, reader: Reader): string {
  return explainEdge(error, reader.messages) ?? explainDomain(error, reader)
}

function explainEdge(error: DomainError, { errors }: Messages): string | null {
  if (error instanceof PersonSilent) return errors.personSilent
  if (error instanceof TooManyRequests) return errors.tooMany(error.facts.seconds)
  if (error instanceof OutOfDate) return error.facts.what === 'button' ? errors.staleButton : errors.staleForm
  if (error instanceof FormNotOpened) return errors.formNotOpened
  if (error instanceof TextTooLong) return errors.tooLong(error.facts.limit, error.facts.length)
  if (error instanceof LineUnclear) return errors.lineRules[error.facts.rule](shown(error.facts.typed))
  return null
}

function explainDomain(error: DomainError, reader: Reader): string {
  const { errors, modals, terms } = reader.messages
  const { format } = reader.messages
  if (error instanceof NotFound) return errors.notFound[error.facts.what](shown(error.facts.typed))
  if (error instanceof NotAllowed) return notAllowed(error, reader)
  if (error instanceof IllegalTransition) {
    const { number, state, action } = error.facts
    return errors.illegal({ csql: terms.number(number), state: stateName(state, reader), act: actName(action, reader) })
  }
  if (error instanceof CsqlChangedMeanwhile) return changedMeanwhile(error, reader)
  if (error instanceof Incomplete) return errors.incomplete(error.facts.fields.map((field) => fieldName(field, reader)))
  if (error instanceof BadValue) return badValue(error, reader)
  if (error instanceof GateFired) {
    const gates: Readonly<Record<string, string>> = modals.gates
    return errors.gateFired(error.facts.gates.map((gate) => gates[gate] ?? gate))
  }
  if (error instanceof DuplicateOpen) return errors.duplicate(terms.number(error.facts.number))
  if (error instanceof NothingToUndo) return errors.nothingToUndo[error.facts.why](terms.number(error.facts.number))
  if (error instanceof MergeNotUndone) return notUndone(error, reader)
  if (error instanceof NotTakingPart) return errors.notTakingPart[error.facts.why]
  if (error instanceof NotSaved) return errors.notSaved
  return byCode(error.code, reader.messages) ?? format.list([error.code])
}

/** Errors of the domain that carry no facts to be told. */
function byCode(code: string, { errors }: Messages): string | null {
  const words: Readonly<Record<string, string>> = {
    post_failed: errors.postFailed,
    amount_too_large: errors.tooLarge,
    currencies_mixed: errors.tooLarge,
    bad_calendar: errors.calendar,
    no_working_time: errors.calendar,
    workspace_unknown: errors.unknownWorkspace,
  }
  return words[code] ?? null
}

/** Who may, so that whoever may not knows whom to turn to. */
function notAllowed({ facts: { action, field } }: NotAllowed, reader: Reader): string {
  const { rights } = reader.messages
  if (action === 'time.read' || action === 'time.change') return rights.othersOnly[action]
  const act = actName(action, reader)
  const who = isRight(action) ? whoMay(action, field) : []
  const holders = who.map((one) => rights.holders[one])
  if (field !== undefined) return rights.fieldNotAllowed(act, fieldName(field, reader), holders)
  if (who.every((one) => one === 'admin')) return rights.adminsOnly(act)
  return who.every((one) => one === 'manager')
    ? rights.managersOnly(act)
    : rights.notAllowed(act, holders, !action.includes('.'))
}

function notUndone({ facts }: MergeNotUndone, { messages: { accounts, terms } }: Reader): string {
  const { notUndone: words, parts } = accounts.merging
  const tables: Readonly<Record<string, string>> = parts
  if (facts.why === 'csql') return words.csql(terms.number(facts.number ?? 0))
  return words[facts.why](facts.why === 'changed' ? (tables[facts.what] ?? facts.what) : shown(facts.what))
}

function changedMeanwhile(error: CsqlChangedMeanwhile, reader: Reader): string {
  const { number, state, kind, actorName, at } = error.facts
  const { errors, cards, format, terms } = reader.messages
  const did = cards.did[kind as EventKind] ?? cards.did.edit
  return errors.changedMeanwhile({
    csql: terms.number(number),
    did: did(lineName(actorName)),
    when: format.stamp(at, reader.viewer.zone, localDay(reader.viewer.zone, reader.now)),
    state: stateName(state, reader),
  })
}

function badValue(error: BadValue, reader: Reader): string {
  const { field, rule, ...facts } = error.facts
  const { faults, terms } = reader.messages
  const typed = shown(facts['typed'])
  const days: Readonly<Record<string, (typed: string) => string>> = faults.days
  const rules: Readonly<Record<string, (of: RuleFacts) => string>> = faults.rules
  const amounts: Readonly<Record<string, (typed: string) => string>> = faults.amounts
  const { passed, next } = facts
  if (rule === 'which_year' && typeof passed === 'string' && typeof next === 'string') {
    const written = (day: string): string => reader.messages.format.shortDay(day, null)
    return faults.at(fieldName(field, reader), faults.whichYear(typed, written(passed), written(next)))
  }
  const number = facts['number']
  const bound = dayIn(facts, reader)
  // A date that was typed is echoed, unless there is a day to say that would do.
  const asTyped = typed !== '' && bound === null ? days[rule]?.(typed) : undefined
  const words =
    asTyped ??
    rules[rule]?.({ bound, csql: typeof number === 'number' ? terms.number(number) : null }) ??
    days[rule]?.(typed) ??
    amounts[rule]?.(typed) ??
    faults.unreadable
  return faults.at(fieldName(field, reader), words)
}

/** The first or the last day that would do, written out. */
function dayIn(facts: Facts, reader: Reader): string | null {
  const day = facts['latest'] ?? facts['earliest']
  if (typeof day !== 'string') return null
  return reader.messages.format.day(day, localDay(reader.viewer.zone, reader.now))
}

function fieldName(field: string, { messages }: Reader): string {
  const { errors, modals, rights } = messages
  const labels: Readonly<Record<string, string>> = { ...rights.fields, ...errors.lineFields, ...modals.labels }
  return labels[field] ?? field
}

const stateName = (state: string, { messages }: Reader): string => {
  const states: Readonly<Record<string, string>> = messages.terms.states
  return states[state] ?? state
}

const actName = (action: string, { messages }: Reader): string => {
  const { rights, terms } = messages
  const acts: Readonly<Record<string, string>> = { ...rights.acts, ...terms.buttons, ...terms.acts }
  return acts[action] ?? action
}

/** What was typed, fit to be quoted. */
const shown = (typed: unknown): string => (typeof typed === 'string' && typed !== '' ? oneLine(typed, 60) : '')
