import { fiscalQuarterOf } from '../domain/fiscal.js'
import type { PersonId } from '../domain/ids.js'
import { isManager } from '../domain/person.js'
import { Target, type TargetMetric } from '../domain/target.js'
import { localDay } from '../domain/zone-time.js'
import { actingPerson, type Ctx, requireManager } from './context.js'

export interface SetTarget {
  readonly personId: PersonId
  readonly metric: TargetMetric
  /** A count, or minor units of the workspace's currency. */
  readonly value: number
}

/**
 * Sets a person's target of the running fiscal quarter; 0 takes it away.
 *
 * @throws NotAllowed unless the actor is a manager
 */
export async function setTarget(ctx: Ctx, input: SetTarget): Promise<Target> {
  requireManager(ctx, 'target')
  const by = actingPerson(ctx, 'target')
  return ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const quarter = fiscalQuarterOf(localDay(settings.zone, ctx.now), settings.fiscalStart)
    const money = input.metric === 'mrr_won' || input.metric === 'sales_won'
    const target = Target.parse({
      subjectKind: 'person',
      subject: input.personId,
      fiscalYear: quarter.fiscalYear,
      quarter: quarter.quarter,
      metric: input.metric,
      value: input.value,
      currency: money ? settings.currency : null,
    })
    await tx.targets.put(target, by, ctx.now)
    return target
  })
}

/** The targets of the running quarter that the actor may see: everybody's for managers, else their own. */
export async function readTargets(ctx: Ctx): Promise<{
  readonly quarter: ReturnType<typeof fiscalQuarterOf>
  readonly targets: readonly (Target & { readonly personName: string | null })[]
}> {
  const self = actingPerson(ctx, 'target')
  return ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    const quarter = fiscalQuarterOf(localDay(settings.zone, ctx.now), settings.fiscalStart)
    const all = await tx.targets.of(quarter.fiscalYear, quarter.quarter)
    const seen = isManager(ctx.actor) ? all : all.filter((target) => target.subject === self)
    const people = new Map((await tx.people.all()).map((person) => [person.id as string, person.name]))
    return { quarter, targets: seen.map((target) => ({ ...target, personName: people.get(target.subject) ?? null })) }
  })
}
