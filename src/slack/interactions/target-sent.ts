import type { ViewOutput } from '@slack/bolt'
import { SOURCES } from '../../domain/csql.js'
import { CREDITED_AS, TARGET_METRICS } from '../../domain/target.js'
import { readTargetValue } from '../../domain/target-value.js'
import { ask } from '../../usecases/context.js'
import { setTarget, type TargetFor } from '../../usecases/set-target.js'
import { targetSet } from '../../views/targets.js'
import { type Entry, resolvePerson } from '../actor.js'
import { type ModalState, readState } from '../modal-state.js'
import type { FieldErrors } from '../modal-values.js'
import type { Outcome } from './submission.js'

/** Sets the target that a form asks for. @throws NotAllowed unless the actor is a manager */
export async function onTarget(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const { messages: m, ctx, settings } = entry
  ask(ctx, 'target.set')
  const state = readState(view.state.values)
  const metric = TARGET_METRICS.find((name) => name === state.one('metric'))
  if (metric === undefined) return faulty({ metric: m.faults.unreadable })
  const typed = state.one('value') ?? ''
  const value = readTargetValue(metric, typed, settings.currency)
  if (value === null) return faulty({ value: m.commands.target.valueHint })
  const of = await targetFor(entry, state)
  if ('errors' in of) return faulty(of.errors)
  const creditedAs = CREDITED_AS.find((as) => as === state.one('credited_as')) ?? null
  const next = state.one('target_quarter') === 'next'
  const set = await setTarget(ctx, { of: of.of, metric, creditedAs, value, next })
  return { kind: 'done', message: targetSet(set, m), onCard: false }
}

const faulty = (errors: FieldErrors): Outcome => ({ kind: 'errors', errors })

async function targetFor(
  entry: Entry,
  state: ModalState,
): Promise<{ readonly of: TargetFor } | { readonly errors: FieldErrors }> {
  const { commands, faults } = entry.messages
  const kind = state.one('target_for')
  if (kind === 'everybody') return { of: { kind: 'team', managerId: null } }
  if (kind === 'source') {
    const source = SOURCES.find((name) => name === state.one('source'))
    return source === undefined
      ? { errors: { source: commands.target.sourceHint } }
      : { of: { kind: 'source', source } }
  }
  const slackUserId = state.one('person')
  if (slackUserId == null) return { errors: { person: commands.target.personHint } }
  const personId = await resolvePerson(entry, slackUserId)
  if (personId === null) return { errors: { person: faults.rules.unknown_person({ bound: null, csql: null }) } }
  return { of: kind === 'team' ? { kind: 'team', managerId: personId } : { kind: 'person', personId } }
}
