import { type AttemptOf, actorIdOf, type QualifyInput, type Step } from './attempt.js'
import type { Csql, CsqlChanges } from './csql.js'
import { BadValue, GateFired } from './errors.js'
import { periodOf } from './estimate.js'
import type { PersonId } from './ids.js'
import { requireFields } from './requirements.js'
import { step, type Try } from './step.js'
import { csmMayClose } from './workspace.js'

/**
 * Qualifying hands a signal over to an AE and opens a round. Where the AE is the CSM it is accepted at once.
 *
 * @throws Incomplete, BadValue, GateFired as `attempt`
 */
export function qualify(try_: Try, input: AttemptOf<'qualify'>): Step {
  requireHandOver(try_, input, qualifiedFields(try_.csql, input))
  return handedOver(try_, input)
}

/** As `qualify`, where nothing is asked for: for a hand-over that was made elsewhere. */
export function handedOver(try_: Try, input: AttemptOf<'qualify'>): Step {
  const { csql, world } = try_
  const fields = qualifiedFields(csql, input)
  const aeId = input.ae === 'unassigned' ? null : input.ae
  const selfClosed = aeId !== null && aeId === csql.csmId
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

function requireHandOver(try_: Try, input: QualifyInput, fields: ReturnType<typeof qualifiedFields>): void {
  const { csql, world } = try_
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
  if (input.ae !== null && input.ae !== 'unassigned') refuseSelfAsAe(try_, input.ae, fields)
}

/** The CSQL's own fields, with what the hand-over gave in their place. */
function qualifiedFields(csql: Csql, input: QualifyInput) {
  const given = <T>(value: T | undefined, held: T): T => (value === undefined ? held : value)
  const amount = given(input.amount, csql.amount)
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
    amount,
    amountPeriod: periodOf(amount, given(input.amountPeriod, csql.amountPeriod)),
    oneTime: given(input.oneTime, csql.oneTime),
    currency: given(input.currency, csql.currency),
    checklist: [...input.checklist],
    changedTextId: input.changedTextId ?? null,
    overrideTextId: input.overrideTextId ?? null,
  } satisfies CsqlChanges
}

/** Self is allowed as AE only where CSMs may close (domain.md §3, rights). */
function refuseSelfAsAe({ csql, actor, world }: Try, aeId: PersonId, fields: Pick<Csql, 'productId' | 'kind'>): void {
  const self = aeId === csql.csmId || aeId === actorIdOf(actor)
  if (self && !csmMayClose(world.settings, fields)) throw new BadValue({ field: 'ae', rule: 'csm_as_ae' })
}
