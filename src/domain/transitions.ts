import type { Attempt, AttemptOf, CsqlEdit, Step, World } from './attempt.js'
import { convert, lose, win } from './closing.js'
import { type Csql, type CsqlChanges, isOpen } from './csql.js'
import { addDays } from './days.js'
import { BadValue, IllegalTransition, Incomplete, NotAllowed } from './errors.js'
import { periodOf } from './estimate.js'
import { qualify } from './hand-over.js'
import type { PersonId } from './ids.js'
import { canAct, mayGive, requireRight } from './may.js'
import type { Actor } from './person.js'
import { answerCsm, askCsm, askSupport } from './questions.js'
import { isReason } from './reasons.js'
import { requireFields, requireNextOn, requireNotPast, requireReason } from './requirements.js'
import { reopened } from './reversal.js'
import { step, type Try } from './step.js'
import { csmMayClose } from './workspace.js'
import { localDay } from './zone-time.js'

/**
 * Tries a transition, or an action that is none. Pure: says what the row becomes and which events lead there.
 *
 * @throws NotAllowed the actor has no right to it
 * @throws IllegalTransition the table has no such transition from the CSQL's state, or not for this actor
 * @throws Incomplete required fields are missing
 * @throws BadValue a field holds what it may not
 * @throws GateFired a gate fired and no reason to go on was given
 */
export function attempt(csql: Csql, actor: Actor, input: Attempt, world: World): Step {
  const { action } = input
  const other = action === 'merge' ? input.into : undefined
  requireRight(action, actor, csql, world.settings, { other })
  if (!canAct(action, actor, csql, world.settings, other)) {
    throw new IllegalTransition({ action, state: csql.state, number: csql.number })
  }
  return dispatch({ csql, actor, world }, input)
}

function dispatch(try_: Try, input: Attempt): Step {
  switch (input.action) {
    case 'qualify':
      return qualify(try_, input)
    case 'accept':
      return accept(try_, input)
    case 'return':
      return returned(try_, input)
    case 'reject':
      return reject(try_, input)
    case 'update':
      return update(try_, input)
    case 'convert':
      return convert(try_, input)
    case 'win':
      return win(try_, input)
    case 'lose':
      return lose(try_, input)
    case 'nurture':
      return nurture(try_, input)
    case 'wake':
      return wake(try_)
    case 'withdraw':
      return withdraw(try_, input)
    case 'merge':
      return merge(try_, input)
    case 'reassign':
      return reassign(try_, input)
    case 'reopen':
      return reopen(try_, input)
    case 'note':
      return step(try_, { kind: 'note', textId: input.textId })
    case 'edit':
      return edit(try_, input.changes)
    case 'snooze':
      return snooze(try_, input)
    case 'plan_fix':
      return planFix(try_, input)
    case 'propose_ae':
      return proposeAe(try_, input)
    case 'neglect':
      return neglect(try_, input)
    case 'ask_support':
      return askSupport(try_, input)
    case 'ask_csm':
      return askCsm(try_, input)
    case 'answer_csm':
      return answerCsm(try_, input)
  }
}

export function accept(try_: Try, input: AttemptOf<'accept'>): Step {
  const { csql, world } = try_
  requireNextOn(input.nextOn ?? null, world)
  return step(try_, {
    kind: 'accept',
    to: 'accepted',
    changes: {
      firstAcceptedAt: csql.firstAcceptedAt ?? world.now,
      nextOn: input.nextOn ?? null,
      nextActionTextId: input.nextActionTextId ?? null,
      progress: null,
    },
  })
}

function returned(try_: Try, input: AttemptOf<'return'>): Step {
  if (input.missing.length === 0) throw new Incomplete({ fields: ['missing'] })
  for (const code of input.missing) requireReason('return', 'missing', code, try_.world)
  return step(try_, {
    kind: 'return',
    to: 'returned',
    changes: { missing: [...new Set(input.missing)], reasonTextId: input.reasonTextId ?? null, fixOn: null },
  })
}

function reject(try_: Try, input: AttemptOf<'reject'>): Step {
  const reasonTextId = input.reasonTextId ?? null
  requireReason('reject', 'reason', input.reason, try_.world, reasonTextId)
  return step(try_, { kind: 'reject', to: 'rejected', changes: { reason: input.reason, reasonTextId } })
}

function update(try_: Try, input: AttemptOf<'update'>): Step {
  requireFields({ progress: input.progress, next_on: input.nextOn })
  requireNextOn(input.nextOn, try_.world)
  return step(try_, {
    kind: 'update',
    changes: {
      progress: input.progress,
      nextOn: input.nextOn,
      ...(input.nextActionTextId === undefined ? {} : { nextActionTextId: input.nextActionTextId }),
    },
  })
}

/** A look again lies ahead, and not so far that nobody would know what it was about. */
function nurture(try_: Try, { recheckOn, reason, reasonTextId = null }: AttemptOf<'nurture'>): Step {
  const { csql, world } = try_
  requireFields({ recheck_on: recheckOn })
  requireReason('nurture', 'reason', reason, world)
  const today = localDay(world.settings.zone, world.now)
  if (recheckOn !== null && recheckOn <= today) {
    throw new BadValue({ field: 'recheck_on', rule: 'not_after_today', typed: recheckOn, today })
  }
  const latest = addDays(today, 2 * 366)
  if (recheckOn !== null && recheckOn > latest) {
    throw new BadValue({ field: 'recheck_on', rule: 'too_far', typed: recheckOn, latest })
  }
  return step(try_, {
    kind: 'nurture',
    to: 'nurturing',
    changes: { recheckOn, reason, reasonTextId, nurturedFrom: csql.state },
  })
}

/** Its clocks start again, so the dates that were promised before are no longer owed. */
function wake(try_: Try): Step {
  return step(try_, {
    kind: 'wake',
    to: try_.csql.nurturedFrom ?? 'signal',
    changes: { recheckOn: null, nurturedFrom: null, reason: null, reasonTextId: null, nextOn: null, fixOn: null },
  })
}

function withdraw(try_: Try, input: AttemptOf<'withdraw'>): Step {
  requireReason('withdraw', 'reason', input.reason, try_.world)
  return step(try_, {
    kind: 'withdraw',
    to: 'withdrawn',
    changes: { reason: input.reason, reasonTextId: input.reasonTextId ?? null },
  })
}

function merge(try_: Try, { into }: AttemptOf<'merge'>): Step {
  const { csql } = try_
  const refuse = (rule: string) => new BadValue({ field: 'into', rule, number: into.number })
  if (into.id === csql.id) throw refuse('itself')
  if (into.accountId !== csql.accountId) throw refuse('other_account')
  if (!isOpen(into.state)) throw refuse('not_open')
  return step(try_, { kind: 'merge', to: 'merged', figures: { into: into.id }, changes: { mergedInto: into.id } })
}

function reassign(try_: Try, input: AttemptOf<'reassign'>): Step {
  const { csql } = try_
  const aeId = input.aeId ?? csql.aeId
  const csmId = input.csmId ?? csql.csmId
  requireAssigner(try_, aeId, csmId)
  if (aeId === csql.aeId && csmId === csql.csmId) throw new Incomplete({ fields: ['ae'] })
  if (aeId !== null && aeId === csmId) refuseCsmAsAe(try_)
  const proposedAeId = aeId === csql.aeId ? csql.proposedAeId : null
  return step(try_, { kind: 'reassign', changes: { aeId, csmId, proposedAeId } })
}

/** Who was proposed may take it, and name nobody else. */
function requireAssigner({ csql, actor, world }: Try, aeId: PersonId | null, csmId: PersonId): void {
  const named = [
    ...(aeId === csql.aeId || aeId === csql.proposedAeId ? [] : ['other_ae']),
    ...(csmId === csql.csmId ? [] : ['csm']),
  ]
  const field = named.find((one) => !mayGive('reassign', one, actor, csql, world.settings))
  if (field !== undefined) throw new NotAllowed({ action: 'reassign', number: csql.number, field })
}

function proposeAe(try_: Try, { aeId }: AttemptOf<'propose_ae'>): Step {
  const { csql } = try_
  if (aeId === csql.aeId) throw new Incomplete({ fields: ['ae'] })
  if (aeId === csql.csmId) refuseCsmAsAe(try_)
  return step(try_, { kind: 'propose_ae', changes: { proposedAeId: aeId } })
}

function refuseCsmAsAe({ csql, world }: Try): void {
  if (!csmMayClose(world.settings, csql)) throw new BadValue({ field: 'ae', rule: 'csm_as_ae' })
}

function reopen({ csql, actor, world }: Try, { reasonTextId }: AttemptOf<'reopen'>): Step {
  requireFields({ reason: reasonTextId })
  return reopened(csql, actor, reasonTextId, world)
}

/** What a hand-over needed is not taken away again by an edit. */
function edit(try_: Try, changes: CsqlEdit): Step {
  const { csql } = try_
  const emptied = NEEDED_FROM_QUALIFY.filter(([, key]) => changes[key] === null && csql[key] !== null)
  if (csql.firstQualifiedAt !== null && emptied.length > 0) {
    throw new Incomplete({ fields: emptied.map(([field]) => field) })
  }
  const { amount = csql.amount, amountPeriod: given = csql.amountPeriod } = changes
  const amountPeriod = periodOf(amount, given)
  const period: CsqlChanges = amountPeriod === given ? {} : { amountPeriod }
  return step(try_, { kind: 'edit', changes: { ...changes, ...period } })
}

const NEEDED_FROM_QUALIFY = [
  ['product', 'productId'],
  ['kind', 'kind'],
  ['source', 'source'],
  ['problem', 'problemTextId'],
  ['contact', 'contactId'],
] as const

function snooze(try_: Try, { until }: AttemptOf<'snooze'>): Step {
  if (until <= try_.world.now) throw new BadValue({ field: 'until', rule: 'past' })
  return step(try_, { kind: 'snooze', figures: { until } })
}

function neglect(try_: Try, { reason }: AttemptOf<'neglect'>): Step {
  if (reason === null) throw new Incomplete({ fields: ['reason'] })
  if (!isReason('neglect', reason)) throw new BadValue({ field: 'reason', rule: 'unknown_reason', typed: reason })
  return step(try_, { kind: 'neglect', figures: { reason } })
}

function planFix(try_: Try, { fixOn }: AttemptOf<'plan_fix'>): Step {
  requireFields({ fix_on: fixOn })
  requireNotPast('fix_on', fixOn, try_.world)
  return step(try_, { kind: 'plan_fix', changes: { fixOn } })
}
