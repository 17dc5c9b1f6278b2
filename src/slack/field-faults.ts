import { BadValue, DuplicateOpen, GateFired, Incomplete, NotFound } from '../domain/errors.js'
import type { RuleFacts } from '../i18n/areas/faults.js'
import type { Messages } from '../i18n/messages.js'
import { readState } from './modal-state.js'
import type { FieldErrors } from './modal-values.js'

/**
 * What the domain refused at a submit, at the inputs it is about; where the form has no such input, at another with
 * the field's name before it. `values` is the submitted `view.state.values`.
 *
 * Null for what is about no field. Also for GateFired and DuplicateOpen where the form did not ask for a reason yet:
 * it is then to be drawn again with what stands in the way (`gates`, `duplicate`), which asks for one.
 */
export function faultsToErrors(error: unknown, m: Messages, values: unknown): FieldErrors | null {
  const { blocks } = readState(values)
  const place = placer(m, blocks)
  if (error instanceof Incomplete) {
    return merged(error.facts.fields.map((field) => place(field, missing(m, field))))
  }
  if (error instanceof BadValue) return place(error.facts.field, ruleWords(m, error.facts))
  if (error instanceof NotFound && (error.facts.what === 'account' || error.facts.what === 'product')) {
    return place(error.facts.what, m.faults.unreadable)
  }
  if (!blocks.includes('override_reason')) return null
  if (error instanceof GateFired) return { override_reason: m.faults.overrideNeeded }
  if (error instanceof DuplicateOpen) return { override_reason: m.faults.duplicate(m.terms.number(error.facts.number)) }
  return null
}

/** A fault at its input. @throws the error itself where it is about none */
export function atInputs(
  { messages }: { readonly messages: Messages },
  view: { readonly state: { readonly values: unknown } },
  error: unknown,
): { readonly kind: 'errors'; readonly errors: FieldErrors } {
  const errors = faultsToErrors(error, messages, view.state.values)
  if (errors === null) throw error
  return { kind: 'errors', errors }
}

/** Inputs that give a field under another name. */
const ALSO_AT: ReadonlyMap<string, readonly string[]> = new Map([
  ['contact', ['contact_name']],
  ['reason', ['note']],
  ['amount', ['one_time']],
])

/** A fault that was placed first stays: two faults at one input are read one after the other. */
const merged = (faults: readonly (FieldErrors | null)[]): FieldErrors | null => {
  const placed = faults.filter((fault) => fault !== null)
  return placed.length === 0 ? null : Object.assign({}, ...placed.toReversed())
}

function placer(m: Messages, blocks: readonly string[]) {
  return (field: string, words: string): FieldErrors | null => {
    const own = [field, ...(ALSO_AT.get(field) ?? [])].find((name) => blocks.includes(name))
    if (own !== undefined) return { [own]: words }
    const [other] = blocks
    return other === undefined ? null : { [other]: m.faults.at(label(m, field), words) }
  }
}

const label = (m: Messages, field: string): string => named(m.modals.labels, field) ?? field

function missing(m: Messages, field: string): string {
  const isPerson = field === 'ae' || field === 'csm'
  return isPerson ? m.faults.missingPerson(label(m, field)) : m.faults.missing(label(m, field))
}

function ruleWords(m: Messages, facts: BadValue['facts']): string {
  const words = named(m.faults.rules, facts.rule)
  return words === undefined ? m.faults.unreadable : words(ruleFacts(m, facts))
}

function ruleFacts(m: Messages, facts: BadValue['facts']): RuleFacts {
  const bound = facts['earliest'] ?? facts['latest']
  const today = facts['today']
  const { number } = facts as { number?: unknown }
  return {
    bound: typeof bound === 'string' ? m.format.day(bound, typeof today === 'string' ? today : bound) : null,
    csql: typeof number === 'number' ? m.terms.number(number) : null,
  }
}

const named = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
