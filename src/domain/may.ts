import type { Csql, State } from './csql.js'
import { NotAllowed, type NotTakingPart } from './errors.js'
import type { PersonId } from './ids.js'
import { type Action, ruleOf } from './lifecycle.js'
import { type Actor, actorOf, type Person, rolesOf } from './person.js'
import { holdersOf, RIGHTS, type Right, type Who, type WorkspaceRight } from './rights.js'
import { csmMayClose, type Settings } from './workspace.js'

/** Whom somebody may be told to turn to. */
export type ToldWho = Exclude<Who, 'system' | 'self' | 'closing_csm' | 'ae_delegate' | 'csm_delegate'>
const UNTOLD: readonly Who[] = ['system', 'self', 'closing_csm', 'ae_delegate', 'csm_delegate']
const isTold = (who: Who): who is ToldWho => !UNTOLD.includes(who)

/**
 * Why somebody takes no part: guests, outsiders, bots, deactivated and unverified people, and, where roles are assigned,
 * people without one. Null = they take part.
 */
export function turnedAwayFor(
  person: Pick<Person, 'standing' | 'roles' | 'slackAdmin'>,
  { participation }: Pick<Settings, 'participation'>,
): NotTakingPart['facts']['why'] | null {
  if (person.standing !== 'member') return person.standing
  return participation === 'assigned' && rolesOf(person).size === 0 ? 'no_role' : null
}

/** What an action is about, beside the workspace. */
export interface About {
  /** Whose own the thing is. */
  readonly owner?: PersonId | null
  /** What the actor is to the thing, as it was read. */
  readonly as?: readonly Who[]
  /** What is given or asked to be shown. */
  readonly fields?: readonly string[]
}

/** What the actor is in the workspace, and to a thing. */
function holds(actor: Actor, { owner, as = [] }: About): Set<Who> {
  if (actor.kind === 'system') return new Set<Who>(['system'])
  if (actor.standing !== 'member') return new Set()
  const who = new Set<Who>(['member', ...as])
  if (actor.roles.has('manager') || actor.roles.has('admin')) who.add('manager')
  if (actor.roles.has('admin')) who.add('admin')
  if (actor.roles.has('inside_sales')) who.add('inside_sales')
  if (actor.id === owner) who.add('self')
  return who
}

/** Whether somebody has a manager's rights: one who lost them could do nothing about what they are told. */
export const managesHere = (person: Person): boolean => holds(actorOf(person), {}).has('manager')

/** What the actor is to this CSQL; `other` is the one that it is to be merged into. */
function standsAs(actor: Actor, csql: Csql, settings: Settings, other?: Csql): ReadonlySet<Who> {
  const who = holds(actor, {})
  if (actor.kind === 'system' || !who.has('member')) return who
  if (actor.id === csql.loggedBy) who.add('logger')
  if (actor.id === csql.aeId) who.add('ae')
  if (actor.id === csql.proposedAeId) who.add('proposed_ae')
  if (actor.id === other?.csmId) who.add('other_csm')
  if (csql.aeId !== null && actor.standsInFor?.has(csql.aeId)) who.add('ae_delegate')
  if (actor.standsInFor?.has(csql.csmId)) who.add('csm_delegate')
  if (actor.id === csql.csmId) {
    who.add('csm')
    if (csmMayClose(settings, csql)) who.add('closing_csm')
  }
  return who
}

/** Whether one cell of the matrix says yes; `state` null = in some state at least. */
const allows = (right: Right, needed: readonly Who[], who: ReadonlySet<Who>, state: State | null): boolean =>
  needed.some((one) => who.has(one) && (state === null || (RIGHTS[right].only?.[one]?.includes(state) ?? true)))

/** The first field that is not the actor's to give or see; null = there is none. */
function refusedField(right: Right, who: ReadonlySet<Who>, fields: readonly string[]): string | null {
  return fields.find((field) => !allows(right, holdersOf(right, field), who, null)) ?? null
}

/** Whether the actor may do something in the workspace, with these fields. */
export function may(right: WorkspaceRight | 'undo', actor: Actor, about: About = {}): boolean {
  const who = holds(actor, about)
  return allows(right, RIGHTS[right].who, who, null) && refusedField(right, who, about.fields ?? []) === null
}

/** @throws NotAllowed unless the actor may do it, with these fields */
export function requireMay(right: WorkspaceRight, actor: Actor, about: About = {}): void {
  const who = holds(actor, about)
  if (!allows(right, RIGHTS[right].who, who, null)) throw new NotAllowed({ action: right })
  const field = refusedField(right, who, about.fields ?? [])
  if (field !== null) throw new NotAllowed({ action: right, field })
}

/** What somebody may have the right to do to a CSQL: to propose it again logs another. */
export type CsqlAction = Action | 'propose_again'

/** Whether the actor has the right to an action on a CSQL, whatever the state. */
export function mayAct(action: CsqlAction, actor: Actor, csql: Csql, settings: Settings, other?: Csql): boolean {
  return allows(action, RIGHTS[action].who, standsAs(actor, csql, settings, other), null)
}

/** Whether the action is open to the actor now: right and state. What buttons are drawn from. */
export function canAct(action: Action, actor: Actor, csql: Csql, settings: Settings, other?: Csql): boolean {
  if (!ruleOf(action).from.includes(csql.state)) return false
  return allows(action, RIGHTS[action].who, standsAs(actor, csql, settings, other), csql.state)
}

/** Whether the actor may give a field with an action on a CSQL now. What inputs are drawn from. */
export function mayGive(action: Action, field: string, actor: Actor, csql: Csql, settings: Settings): boolean {
  return allows(action, holdersOf(action, field), standsAs(actor, csql, settings), csql.state)
}

/**
 * In whose place the actor does something to a CSQL: they stand in for its AE or its CSM, and nothing that they are to it
 * themselves gives them the right. A manager has every right, and is asked here as the delegate. Null = in nobody's.
 */
export function inPlaceOf(action: Action, actor: Actor, csql: Csql, settings: Settings): PersonId | null {
  const who = standsAs(actor, csql, settings)
  const has = (one: Who): boolean => RIGHTS[action].who.includes(one) && allows(action, [one], who, csql.state)
  const own = RIGHTS[action].who.some((one) => one !== 'manager' && isTold(one) && has(one))
  if (own || has('closing_csm')) return null
  if (has('ae_delegate')) return csql.aeId
  return has('csm_delegate') ? csql.csmId : null
}

/**
 * The right to merge may come from the other CSQL: while that one is not known, only `attempt` can tell, and nobody
 * is refused here. Whether the state allows it is asked after the right, so that a refusal tells nothing of it.
 *
 * @throws NotAllowed when the actor has no right to the action, or to a field that is given with it
 */
export function requireRight(
  action: CsqlAction,
  actor: Actor,
  csql: Csql,
  settings: Settings,
  { other, fields = [] }: { readonly other?: Csql | undefined; readonly fields?: readonly string[] } = {},
): void {
  const { number } = csql
  const who = standsAs(actor, csql, settings, other)
  const isOpenYet = action === 'merge' && other === undefined && who.has('member')
  if (!isOpenYet && !allows(action, RIGHTS[action].who, who, null)) throw new NotAllowed({ action, number })
  const field = isOpenYet ? null : refusedField(action, who, fields)
  if (field !== null) throw new NotAllowed({ action, number, field })
}

/**
 * Who may do an action, to be told to somebody who may not, whatever the state. Left out: the system, being nobody to
 * turn to; whose own it is; a CSM who closes and a delegate, being few; and who may only in some states, where somebody but
 * a manager may in all.
 */
export function whoMay(right: Right, field?: string): readonly ToldWho[] {
  const { who, only } = RIGHTS[right]
  const told = (field === undefined ? who : holdersOf(right, field)).filter(isTold)
  const always = told.filter((one) => only?.[one] === undefined)
  return always.some((one) => one !== 'manager') ? always : told
}
