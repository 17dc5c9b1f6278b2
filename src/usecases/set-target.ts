import type { Source } from '../domain/csql.js'
import { addDays } from '../domain/days.js'
import { type FiscalQuarter, fiscalQuarterOf } from '../domain/fiscal.js'
import type { PersonId } from '../domain/ids.js'
import { may } from '../domain/may.js'
import { type Actor, type Person, rolesOf } from '../domain/person.js'
import type { QuarterTargets } from '../domain/report.js'
import {
  type CreditedAs,
  creditedByRoles,
  isMoneyTarget,
  Target,
  type TargetMetric,
  WHOLE_TEAM,
} from '../domain/target.js'
import type { Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import { actingPerson, ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'
import { readTargetProgress } from './read-targets.js'

/** Whose target it is. A team is whoever reports to that manager; null = everybody. */
export type TargetFor =
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'team'; readonly managerId: PersonId | null }
  | { readonly kind: 'source'; readonly source: Source }

export interface SetTarget {
  readonly of: TargetFor
  readonly metric: TargetMetric
  /** For a person: as what they are credited. Unless said, as before, and at first by the roles they have then. */
  readonly creditedAs?: CreditedAs | null
  /** A count, or minor units of the workspace's currency. */
  readonly value: number
  /** Of the fiscal quarter after the running one. */
  readonly next?: boolean
}

export interface TargetThatWasSet {
  readonly target: Target
  readonly quarter: FiscalQuarter
  /** The person, or the team's manager. */
  readonly personName: string | null
  /** A team's, and nobody has its manager as theirs yet: it would count nothing. */
  readonly isTeamEmpty: boolean
}

/**
 * Sets a target of a fiscal quarter, the running one unless said otherwise; 0 takes it away.
 *
 * @throws NotAllowed unless the actor is a manager
 */
export async function setTarget(ctx: Ctx, input: SetTarget): Promise<TargetThatWasSet> {
  const by = actingPerson(ctx, 'target.set', { fields: [input.of.kind] })
  return ctx.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const quarter = await quarterOf(ctx, tx, input.next === true)
    const { subjectKind, subject } = subjectOf(input.of)
    const person = input.of.kind === 'source' ? null : await tx.people.get(subject as PersonId)
    const set = await tx.targets.of(quarter.fiscalYear, quarter.quarter)
    const before = set.find(
      (one) => one.subjectKind === subjectKind && one.subject === subject && one.metric === input.metric,
    )
    const target = Target.parse({
      ...{ subjectKind, subject, fiscalYear: quarter.fiscalYear, quarter: quarter.quarter },
      ...{ metric: input.metric, creditedAs: creditedFor(input, person, before), value: input.value },
      currency: isMoneyTarget(input.metric) ? settings.currency : null,
    })
    await tx.targets.put(target, by, ctx.now)
    await tx.audit.append({
      ...{ id: ctx.ids.next(), at: ctx.now, actorId: by, fromCommandLine: false },
      ...{ action: 'target.set', subject: `${subjectKind}:${subject}` },
      facts: {
        ...{ fiscal_year: target.fiscalYear, quarter: target.quarter, metric: target.metric },
        ...{ credited_as: target.creditedAs, value: target.value, currency: target.currency },
      },
    })
    return { target, quarter, personName: person?.name ?? null, isTeamEmpty: await isTeamEmpty(tx, input.of) }
  })
}

async function isTeamEmpty(tx: Tx, of: TargetFor): Promise<boolean> {
  if (of.kind !== 'team' || of.managerId === null) return false
  return !(await tx.people.all()).some(({ managerId, standing }) => managerId === of.managerId && standing === 'member')
}

function creditedFor(
  { of, creditedAs }: SetTarget,
  person: Person | null,
  before: Target | undefined,
): CreditedAs | null {
  if (of.kind !== 'person' || person === null) return null
  if (creditedAs != null) return creditedAs
  return before === undefined ? creditedByRoles(rolesOf(person)) : before.creditedAs
}

function subjectOf(of: TargetFor): Pick<Target, 'subjectKind' | 'subject'> {
  if (of.kind === 'person') return { subjectKind: 'person', subject: of.personId }
  if (of.kind === 'source') return { subjectKind: 'source', subject: of.source }
  return { subjectKind: 'team', subject: of.managerId ?? WHOLE_TEAM }
}

async function quarterOf(ctx: Ctx, tx: Tx, next: boolean): Promise<FiscalQuarter> {
  const [running, following] = openQuarters(await tx.settings.get(), ctx.now)
  return next ? following : running
}

/** The quarters that targets are set for: the running one and the next. */
function openQuarters({ zone, fiscalStart }: Settings, now: Instant): readonly [FiscalQuarter, FiscalQuarter] {
  const running = fiscalQuarterOf(localDay(zone, now), fiscalStart)
  return [running, fiscalQuarterOf(addDays(running.to, 1), fiscalStart)]
}

export const maySetFor = (quarter: FiscalQuarter, settings: Settings, now: Instant): boolean =>
  openQuarters(settings, now).some(({ from }) => from === quarter.from)

/** The targets of the running quarter that the actor may see, with how far they have come. */
export async function readTargets(ctx: Ctx): Promise<QuarterTargets> {
  ask(ctx, 'target.read')
  return ctx.store.read(async (tx) => {
    const targets = await readTargetProgress(tx, await quarterOf(ctx, tx, false), ctx.now)
    return seenBy(ctx.actor, targets)
  })
}

/** Somebody's own targets are theirs and managers' to see; those of teams and sources are everybody's. */
export function seenBy(actor: Actor, targets: QuarterTargets): QuarterTargets {
  const isSeen = ({ subjectKind, subject }: Target) =>
    may('target.read', actor, { fields: [subjectKind], owner: subjectKind === 'person' ? (subject as PersonId) : null })
  return { ...targets, progress: targets.progress.filter(({ target }) => isSeen(target)) }
}
