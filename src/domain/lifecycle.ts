import { type Csql, OPEN_STATES, type State } from './csql.js'
import { NotAllowed } from './errors.js'
import type { EventKind, Transition } from './event.js'
import type { PersonId } from './ids.js'
import { type Actor, isManager } from './person.js'
import { csmMayClose, type Settings } from './workspace.js'

/**
 * Who may make a transition. `closing_csm` is the CSQL's CSM where the settings let a CSM close its product × kind;
 * `proposed_ae` the AE whom the present one proposed; `other_csm` the CSM of the CSQL that it is merged into; admins
 * stand wherever managers do. `ae_delegate` and `csm_delegate` stand in for the AE or the CSM while their leave runs, for
 * what is owed then and for nothing else.
 */
export type Who =
  | 'member'
  | 'csm'
  | 'logger'
  | 'inside_sales'
  | 'ae'
  | 'proposed_ae'
  | 'closing_csm'
  | 'ae_delegate'
  | 'csm_delegate'
  | 'other_csm'
  | 'manager'
  | 'system'

interface Rule {
  readonly from: readonly State[]
  /** The state it leads to; `same` stays; `back` is found in the history. */
  readonly to: State | 'same' | 'back'
  readonly who: readonly Who[]
  /** For some of them only in these of the states. */
  readonly only?: Readonly<Partial<Record<Who, readonly State[]>>>
}

const DECIDED: readonly State[] = ['rejected', 'withdrawn', 'merged', 'won', 'lost']
const OPEN: readonly State[] = OPEN_STATES
/** Where the AE owes the next step, and where the CSM does. */
const OWED_BY_AE: readonly State[] = ['qualified', 'accepted', 'opportunity']
const OWED_BY_CSM: readonly State[] = ['signal', 'returned']

/**
 * The legal transitions, and who may make them. `log` has no state before it and `undo` no rule of its own: whoever
 * made the last event may take it back (`reversal.ts`). A win from `accepted` is a convert and a win in one step.
 */
export const LIFECYCLE: Readonly<Record<Exclude<Transition, 'log' | 'undo'>, Rule>> = {
  qualify: {
    from: ['signal', 'returned', 'nurturing'],
    to: 'qualified',
    who: ['csm', 'logger', 'inside_sales', 'manager', 'csm_delegate'],
    only: { csm_delegate: OWED_BY_CSM },
  },
  accept: { from: ['qualified'], to: 'accepted', who: ['ae', 'manager', 'ae_delegate'] },
  return: { from: ['qualified'], to: 'returned', who: ['ae', 'manager', 'ae_delegate'] },
  reject: { from: ['qualified', 'accepted'], to: 'rejected', who: ['ae', 'manager', 'ae_delegate'] },
  update: { from: ['accepted', 'opportunity'], to: 'same', who: ['ae', 'manager', 'closing_csm', 'ae_delegate'] },
  convert: { from: ['accepted'], to: 'opportunity', who: ['ae', 'manager', 'closing_csm', 'ae_delegate'] },
  win: { from: ['accepted', 'opportunity'], to: 'won', who: ['ae', 'manager', 'closing_csm', 'ae_delegate'] },
  lose: { from: ['opportunity'], to: 'lost', who: ['ae', 'manager', 'closing_csm', 'ae_delegate'] },
  nurture: {
    from: ['signal', 'qualified', 'accepted', 'returned', 'opportunity'],
    to: 'nurturing',
    who: ['csm', 'ae', 'manager', 'ae_delegate', 'csm_delegate'],
    only: { ae_delegate: OWED_BY_AE, csm_delegate: OWED_BY_CSM },
  },
  wake: { from: ['nurturing'], to: 'back', who: ['system', 'csm', 'ae'] },
  withdraw: {
    from: ['signal', 'qualified', 'returned', 'nurturing'],
    to: 'withdrawn',
    who: ['csm', 'logger', 'manager', 'csm_delegate'],
    only: { csm_delegate: OWED_BY_CSM },
  },
  merge: { from: OPEN, to: 'merged', who: ['csm', 'other_csm', 'manager'] },
  reassign: { from: OPEN, to: 'same', who: ['manager', 'csm', 'proposed_ae'], only: { csm: ['qualified'] } },
  reopen: { from: DECIDED, to: 'back', who: ['manager'] },
}

/** What is no transition: the state stays and the version with it. */
export const SIDE_ACTIONS: Readonly<Record<Exclude<EventKind, Transition>, Omit<Rule, 'to'>>> = {
  note: { from: [...OPEN, ...DECIDED], who: ['member'] },
  edit: {
    from: OPEN,
    who: ['csm', 'logger', 'inside_sales', 'ae', 'manager', 'ae_delegate', 'csm_delegate'],
    only: { ae_delegate: OWED_BY_AE, csm_delegate: OWED_BY_CSM },
  },
  // Whoever owes the running clock; wake is no debt.
  snooze: {
    from: [...OWED_BY_CSM, ...OWED_BY_AE],
    who: ['ae', 'csm', 'manager'],
    only: { ae: OWED_BY_AE, csm: OWED_BY_CSM },
  },
  plan_fix: { from: ['returned'], who: ['csm', 'logger', 'manager', 'csm_delegate'] },
  propose_ae: { from: OPEN, who: ['ae'] },
  /** The AE's answer to what stands in the way, asked for on the second overdue nudge. */
  neglect: { from: OWED_BY_AE, who: ['ae'] },
  /** A colleague who knows how is added and told. */
  ask_support: { from: OWED_BY_AE, who: ['ae', 'csm', 'manager', 'ae_delegate'] },
  /** The state stays, and the AE's clocks stand still for a while. */
  ask_csm: { from: OWED_BY_AE, who: ['ae', 'ae_delegate'] },
  answer_csm: { from: OPEN, who: ['csm', 'logger', 'manager', 'csm_delegate'] },
}

export type Action = keyof typeof LIFECYCLE | keyof typeof SIDE_ACTIONS

export const isAction = (name: string): name is Action =>
  Object.hasOwn(LIFECYCLE, name) || Object.hasOwn(SIDE_ACTIONS, name)

/** The rule of an action, transition or not. */
export function ruleOf(action: Action): Rule {
  return action in LIFECYCLE
    ? LIFECYCLE[action as keyof typeof LIFECYCLE]
    : { ...SIDE_ACTIONS[action as keyof typeof SIDE_ACTIONS], to: 'same' }
}

/**
 * Who may do an action, to be told to somebody who may not, whatever the state. Left out: the system, being nobody to
 * turn to; a CSM who closes and a delegate, being few; and who may only in some states, where somebody but a manager may
 * in all.
 */
export function whoMay(action: Action): readonly Who[] {
  const { who, only } = ruleOf(action)
  const told = who.filter(isTold)
  const always = told.filter((one) => only?.[one] === undefined)
  return always.some((one) => one !== 'manager') ? always : told
}

/** Who owes the next step: the AE, or the CSM; null where nobody does, or no AE was named yet. */
export function owedBy({ state, aeId, csmId }: Pick<Csql, 'state' | 'aeId' | 'csmId'>): PersonId | null {
  if (OWED_BY_AE.includes(state)) return aeId
  return OWED_BY_CSM.includes(state) ? csmId : null
}

/** Whom somebody may be told to turn to. */
export type ToldWho = Exclude<Who, 'system' | 'closing_csm' | 'ae_delegate' | 'csm_delegate'>
const isTold = (who: Who): who is ToldWho =>
  who !== 'system' && who !== 'closing_csm' && who !== 'ae_delegate' && who !== 'csm_delegate'

/** What the actor is to this CSQL; `other` is the one that it is to be merged into. */
export function standsAs(actor: Actor, csql: Csql, settings: Settings, other?: Csql): ReadonlySet<Who> {
  if (actor.kind === 'system') return new Set<Who>(['system'])
  const who = new Set<Who>(['member'])
  if (isManager(actor)) who.add('manager')
  if (actor.roles.has('inside_sales')) who.add('inside_sales')
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

/** Whether the actor has the right to an action, whatever the state. */
export function mayAct(action: Action, actor: Actor, csql: Csql, settings: Settings, other?: Csql): boolean {
  const who = standsAs(actor, csql, settings, other)
  return ruleOf(action).who.some((needed) => who.has(needed))
}

/** Whether the action is open to the actor now: right and state. What buttons are drawn from. */
export function canAct(action: Action, actor: Actor, csql: Csql, settings: Settings, other?: Csql): boolean {
  const rule = ruleOf(action)
  const who = standsAs(actor, csql, settings, other)
  const inState = (needed: Who): boolean => rule.only?.[needed]?.includes(csql.state) ?? true
  return rule.from.includes(csql.state) && rule.who.some((needed) => who.has(needed) && inState(needed))
}

/**
 * In whose place the actor does something to a CSQL: they stand in for its AE or its CSM, and nothing that they are to it
 * themselves gives them the right. A manager has every right, and is asked here as the delegate. Null = in nobody's.
 */
export function inPlaceOf(action: Action, actor: Actor, csql: Csql, settings: Settings): PersonId | null {
  const rule = ruleOf(action)
  const who = standsAs(actor, csql, settings)
  const may = (one: Who): boolean =>
    who.has(one) && rule.who.includes(one) && (rule.only?.[one]?.includes(csql.state) ?? true)
  const own = rule.who.some((one) => one !== 'manager' && isTold(one) && may(one))
  if (own || may('closing_csm')) return null
  if (may('ae_delegate')) return csql.aeId
  return may('csm_delegate') ? csql.csmId : null
}

/**
 * The right to merge may come from the other CSQL: while that one is not known, only `attempt` can tell, and nobody
 * is refused here.
 *
 * @throws NotAllowed when the actor has no right to the action
 */
export function requireRight(action: Action, actor: Actor, csql: Csql, settings: Settings, other?: Csql): void {
  if (action === 'merge' && other === undefined && actor.kind === 'person') return
  if (!mayAct(action, actor, csql, settings, other)) throw new NotAllowed({ action, number: csql.number })
}
