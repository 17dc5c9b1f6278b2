import {
  type AmountInput,
  type Attempt,
  type AttemptOf,
  actorIdOf,
  type EventDraft,
  type QualifyInput,
  type Step,
  type World,
} from './attempt.js'
import { type Csql, type CsqlChanges, isOpen, type State } from './csql.js'
import { addDays } from './days.js'
import { BadValue, GateFired, IllegalTransition, Incomplete } from './errors.js'
import { countsInVersion } from './event.js'
import { requireRight, ruleOf, standsAs } from './lifecycle.js'
import type { Actor } from './person.js'
import { isReason, type ReasonList } from './reasons.js'
import { reopened } from './reversal.js'
import type { Day, Instant } from './time.js'
import { addWorkingDaysToDay } from './working-time.js'
import { csmMayClose } from './workspace.js'
import { lastSecondOf, localDay } from './zone-time.js'

/** A next date is at most this many working days on (domain rule of `update`). */
export const NEXT_ON_LIMIT = 30

/**
 * Tries a transition, or an action that is none. Pure: says what the row becomes and which events lead there.
 *
 * @throws NotAllowed the actor has no right to it
 * @throws IllegalTransition the table has no such transition from the CSQL's state
 * @throws Incomplete required fields are missing
 * @throws BadValue a field holds what it may not
 * @throws GateFired a gate fired and no reason to go on was given
 */
export function attempt(csql: Csql, actor: Actor, input: Attempt, world: World): Step {
  requireRight(input.action, actor, csql, world.settings)
  const rule = ruleOf(input.action)
  if (!rule.from.includes(csql.state)) {
    throw new IllegalTransition({ action: input.action, state: csql.state, number: csql.number })
  }
  const try_ = { csql, actor, world }
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
      requireFields({ reason: input.reasonTextId })
      return reopened(csql, actor, input.reasonTextId, world)
    case 'note':
      return step(try_, { kind: 'note', textId: input.textId })
    case 'edit':
      return step(try_, { kind: 'edit', changes: input.changes })
    case 'snooze':
      return snooze(try_, input)
    case 'plan_fix':
      requireFields({ fix_on: input.fixOn })
      requireNotPast('fix_on', input.fixOn, world)
      return step(try_, { kind: 'plan_fix', changes: { fixOn: input.fixOn } })
    case 'propose_ae':
      refuseCsmAsAe(try_, input.aeId)
      return step(try_, { kind: 'propose_ae', changes: { proposedAeId: input.aeId } })
  }
}

interface Try {
  readonly csql: Csql
  readonly actor: Actor
  readonly world: World
}

type Part = Pick<EventDraft, 'kind'> &
  Partial<Pick<EventDraft, 'textId' | 'figures' | 'occurredAt'>> & {
    changes?: CsqlChanges
    to?: State
  }

/** Builds the step of one action from its parts, each an event, applied one after another. */
function step({ csql, actor, world }: Try, ...parts: readonly Part[]): Step {
  let after = csql
  const events: EventDraft[] = []
  for (const part of parts) {
    const to = part.to ?? after.state
    const from = after.state
    const moved: CsqlChanges = to === from ? {} : { state: to, stateSince: part.occurredAt ?? world.now }
    const changes = { ...moved, ...part.changes, ...aeActed(after, actor, part.kind, world.now) }
    after = { ...after, ...changes, version: after.version + (countsInVersion(part.kind) ? 1 : 0) } as Csql
    events.push({
      kind: part.kind,
      actorId: actorIdOf(actor),
      from,
      to,
      reverses: null,
      changes,
      textId: part.textId ?? null,
      figures: part.figures ?? {},
      csmId: after.csmId,
      aeId: after.aeId,
      occurredAt: part.occurredAt ?? world.now,
    })
  }
  return { before: csql, after, events }
}

/** A snooze is no event that settles what is overdue: it moves nudges, never a metric. */
function aeActed(csql: Csql, actor: Actor, kind: string, now: Instant): CsqlChanges {
  return kind !== 'snooze' && actor.kind === 'person' && actor.id === csql.aeId ? { aeActedAt: now } : {}
}

function qualify(try_: Try, input: AttemptOf<'qualify'>): Step {
  const { csql, world } = try_
  const fields = qualifiedFields(csql, input)
  const again = csql.firstQualifiedAt !== null
  requireFields({
    product: fields.productId,
    kind: fields.kind,
    source: fields.source,
    problem: fields.problemTextId,
    contact: fields.contactId,
    ae: input.ae,
    ...(again ? { changed: input.changedTextId } : {}),
  })
  if (world.settings.optInRequired && world.optIn !== 'yes' && world.optIn !== 'via_csm') {
    throw new BadValue({ field: 'opt_in', rule: 'opt_in_required' })
  }
  if (world.gates.length > 0 && !input.overrideTextId) throw new GateFired({ gates: world.gates })
  const aeId = input.ae === 'unassigned' ? null : input.ae
  const selfClosed = aeId !== null && aeId === csql.csmId
  if (aeId !== null) refuseSelfAsAe(try_, aeId, fields)
  return step(try_, {
    kind: 'qualify',
    to: selfClosed ? 'accepted' : 'qualified',
    changes: {
      ...fields,
      aeId,
      proposedAeId: null,
      selfClosed,
      round: csql.round + 1,
      firstQualifiedAt: csql.firstQualifiedAt ?? world.now,
      ...(selfClosed ? { firstAcceptedAt: csql.firstAcceptedAt ?? world.now } : {}),
      reason: null,
      reasonTextId: null,
      missing: [],
      fixOn: null,
      recheckOn: null,
      nurturedFrom: null,
      nextOn: null,
      progress: null,
    },
  })
}

/** The CSQL's own fields, with what the hand-over gave in their place. */
function qualifiedFields(csql: Csql, input: QualifyInput) {
  const given = <T>(value: T | undefined, held: T): T => (value === undefined ? held : value)
  return {
    departmentId: given(input.departmentId, csql.departmentId),
    productId: given(input.productId, csql.productId),
    kind: given(input.kind, csql.kind),
    referredCompanyId: given(input.referredCompanyId, csql.referredCompanyId),
    source: given(input.source, csql.source),
    sourceDetailTextId: given(input.sourceDetailTextId, csql.sourceDetailTextId),
    heat: given(input.heat, csql.heat),
    problemTextId: given(input.problemTextId, csql.problemTextId),
    contactId: given(input.contactId, csql.contactId),
    amount: given(input.amount, csql.amount),
    amountPeriod: given(input.amountPeriod, csql.amountPeriod),
    oneTime: given(input.oneTime, csql.oneTime),
    currency: given(input.currency, csql.currency),
    checklist: [...input.checklist],
    changedTextId: input.changedTextId ?? null,
    overrideTextId: input.overrideTextId ?? null,
  } satisfies CsqlChanges
}

function accept(try_: Try, input: AttemptOf<'accept'>): Step {
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
  for (const code of input.missing) requireReason('return', 'missing', code, null, try_.world, false)
  return step(try_, {
    kind: 'return',
    to: 'returned',
    changes: { missing: [...input.missing], reasonTextId: input.reasonTextId ?? null, fixOn: null },
  })
}

function reject(try_: Try, input: AttemptOf<'reject'>): Step {
  requireReason('reject', 'reason', input.reason, input.reasonTextId ?? null, try_.world)
  return step(try_, {
    kind: 'reject',
    to: 'rejected',
    changes: { reason: input.reason, reasonTextId: input.reasonTextId ?? null },
  })
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

function amountChanges(input: AmountInput): CsqlChanges {
  return {
    amount: input.amount,
    amountPeriod: input.amount === null ? null : (input.amountPeriod ?? 'month'),
    oneTime: input.oneTime,
    currency: input.currency,
  }
}

function convert(try_: Try, input: AttemptOf<'convert'>): Step {
  const { world } = try_
  if (input.amount === null && input.oneTime === null) throw new Incomplete({ fields: ['amount'] })
  requireFields({ close_month: input.closeMonth })
  const today = localDay(world.settings.zone, world.now)
  if (input.closeMonth !== null && input.closeMonth < today.slice(0, 7)) {
    throw new BadValue({ field: 'close_month', rule: 'past_month', typed: input.closeMonth })
  }
  return step(try_, {
    kind: 'convert',
    to: 'opportunity',
    changes: {
      ...amountChanges(input),
      closeMonth: input.closeMonth,
      opportunityAt: world.now,
      nextOn: null,
      ...(input.crmTextId === undefined ? {} : { crmTextId: input.crmTextId }),
    },
  })
}

function win(try_: Try, input: AttemptOf<'win'>): Step {
  const { csql } = try_
  requireFields({ won_on: input.wonOn })
  if (input.amount === null && input.oneTime === null) throw new Incomplete({ fields: ['amount'] })
  if ((input.amount ?? 0) === 0 && (input.oneTime ?? 0) === 0) {
    throw new BadValue({ field: 'amount', rule: 'nothing_won' })
  }
  const occurredAt = instantOfDecision('won_on', input.wonOn, try_)
  const won: Part = {
    kind: 'win',
    to: 'won',
    occurredAt,
    changes: {
      wonAmount: input.amount ?? 0,
      wonAmountPeriod: input.amountPeriod ?? 'month',
      wonOneTime: input.oneTime ?? 0,
      currency: input.currency,
      wonOn: input.wonOn,
      startOn: input.startOn ?? null,
      promisesTextId: input.promisesTextId ?? null,
    },
  }
  if (csql.state === 'opportunity') return step(try_, won)
  return step(
    try_,
    { kind: 'convert', to: 'opportunity', occurredAt, changes: { opportunityAt: occurredAt, nextOn: null } },
    won,
  )
}

function lose(try_: Try, input: AttemptOf<'lose'>): Step {
  requireReason('lose', 'reason', input.reason, input.reasonTextId ?? null, try_.world)
  requireFields({ lost_on: input.lostOn })
  return step(try_, {
    kind: 'lose',
    to: 'lost',
    occurredAt: instantOfDecision('lost_on', input.lostOn, try_),
    changes: { reason: input.reason, reasonTextId: input.reasonTextId ?? null, lostOn: input.lostOn },
  })
}

/**
 * The instant of a day on which something was won or lost: now for today, else the day's last second in the
 * workspace's zone. Not in the future, nor before the opportunity (or the acceptance, where there is none yet).
 */
function instantOfDecision(field: string, day: Day | null, { csql, world }: Try): Instant {
  const zone = world.settings.zone
  const today = localDay(zone, world.now)
  if (day === null || day === today) return world.now
  if (day > today) throw new BadValue({ field, rule: 'future', typed: day, today, zone })
  const since = csql.opportunityAt ?? csql.firstAcceptedAt ?? csql.loggedAt
  const earliest = localDay(zone, since)
  if (day < earliest) throw new BadValue({ field, rule: 'before_opportunity', typed: day, earliest })
  return lastSecondOf(zone, day)
}

function nurture(try_: Try, input: AttemptOf<'nurture'>): Step {
  const { csql, world } = try_
  requireFields({ recheck_on: input.recheckOn })
  requireReason('nurture', 'reason', input.reason, input.reasonTextId ?? null, world)
  const today = localDay(world.settings.zone, world.now)
  if (input.recheckOn !== null && input.recheckOn <= today) {
    throw new BadValue({ field: 'recheck_on', rule: 'not_after_today', typed: input.recheckOn, today })
  }
  if (input.recheckOn !== null && input.recheckOn > addDays(today, 2 * 366)) {
    throw new BadValue({ field: 'recheck_on', rule: 'too_far', typed: input.recheckOn })
  }
  return step(try_, {
    kind: 'nurture',
    to: 'nurturing',
    changes: {
      recheckOn: input.recheckOn,
      reason: input.reason,
      reasonTextId: input.reasonTextId ?? null,
      nurturedFrom: csql.state,
    },
  })
}

function wake(try_: Try): Step {
  const { csql } = try_
  const to = csql.nurturedFrom ?? 'signal'
  return step(try_, { kind: 'wake', to, changes: { recheckOn: null, nurturedFrom: null, reason: null } })
}

function withdraw(try_: Try, input: AttemptOf<'withdraw'>): Step {
  requireReason('withdraw', 'reason', input.reason, input.reasonTextId ?? null, try_.world, false)
  return step(try_, {
    kind: 'withdraw',
    to: 'withdrawn',
    changes: { reason: input.reason, reasonTextId: input.reasonTextId ?? null },
  })
}

function merge(try_: Try, { into }: AttemptOf<'merge'>): Step {
  const { csql } = try_
  if (into.id === csql.id) throw new BadValue({ field: 'into', rule: 'itself' })
  if (into.accountId !== csql.accountId)
    throw new BadValue({ field: 'into', rule: 'other_account', number: into.number })
  if (!isOpen(into.state)) throw new BadValue({ field: 'into', rule: 'not_open', number: into.number })
  return step(try_, {
    kind: 'merge',
    to: 'merged',
    figures: { into: into.id },
    changes: { mergedInto: into.id },
  })
}

function reassign(try_: Try, input: AttemptOf<'reassign'>): Step {
  const { csql, actor, world } = try_
  const who = standsAs(actor, csql, world.settings)
  if (!who.has('manager')) {
    const takesProposal = who.has('proposed_ae') && input.aeId === csql.proposedAeId && input.csmId === undefined
    const csmWhileQualified = who.has('csm') && csql.state === 'qualified'
    if (!takesProposal && !csmWhileQualified) {
      throw new IllegalTransition({ action: 'reassign', state: csql.state, number: csql.number })
    }
  }
  const aeId = input.aeId ?? csql.aeId
  const csmId = input.csmId ?? csql.csmId
  if (aeId === csql.aeId && csmId === csql.csmId) throw new Incomplete({ fields: ['ae'] })
  if (aeId !== null && aeId === csmId && !csmMayClose(world.settings, csql)) {
    throw new BadValue({ field: 'ae', rule: 'csm_as_ae' })
  }
  return step(try_, { kind: 'reassign', changes: { aeId, csmId, proposedAeId: null } })
}

function snooze(try_: Try, input: AttemptOf<'snooze'>): Step {
  if (input.until <= try_.world.now) throw new BadValue({ field: 'until', rule: 'past' })
  return step(try_, { kind: 'snooze', figures: { until: input.until } })
}

/** Self is allowed as AE only where CSMs may close (H22). */
function refuseSelfAsAe({ csql, actor, world }: Try, aeId: string, fields: Pick<Csql, 'productId' | 'kind'>): void {
  const self = aeId === csql.csmId || aeId === actorIdOf(actor)
  if (self && !csmMayClose(world.settings, fields)) throw new BadValue({ field: 'ae', rule: 'csm_as_ae' })
}

function refuseCsmAsAe({ csql, world }: Try, aeId: string): void {
  if (aeId === csql.csmId && !csmMayClose(world.settings, csql)) throw new BadValue({ field: 'ae', rule: 'csm_as_ae' })
  if (aeId === csql.aeId) throw new Incomplete({ fields: ['ae'] })
}

function requireFields(fields: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(fields).filter((name) => fields[name] === null || fields[name] === undefined)
  if (missing.length > 0) throw new Incomplete({ fields: missing })
}

function requireReason(
  list: Exclude<ReasonList, 'neglect'>,
  field: string,
  code: string | null,
  noteTextId: string | null,
  world: World,
  otherNeedsNote = true,
): void {
  if (code === null) throw new Incomplete({ fields: [field] })
  const added = world.settings.addedReasons[list].map((entry) => entry.code)
  if (!isReason(list, code, added)) throw new BadValue({ field, rule: 'unknown_reason', typed: code })
  if (otherNeedsNote && code === 'other' && noteTextId === null) throw new Incomplete({ fields: ['note'] })
}

function requireNotPast(field: string, day: Day | null, world: World): void {
  const today = localDay(world.calendar.zone, world.now)
  if (day !== null && day < today) throw new BadValue({ field, rule: 'past', typed: day, today })
}

function requireNextOn(day: Day | null, world: World): void {
  requireNotPast('next_on', day, world)
  const today = localDay(world.calendar.zone, world.now)
  const latest = addWorkingDaysToDay(world.calendar, today, NEXT_ON_LIMIT)
  if (day !== null && day > latest) throw new BadValue({ field: 'next_on', rule: 'too_far', typed: day, latest })
}
