import { type Csql, OPEN_STATES, type State } from './csql.js'
import { NotAllowed } from './errors.js'
import type { EventKind, Transition } from './event.js'
import { type Actor, isManager } from './person.js'
import { csmMayClose, type Settings } from './workspace.js'

/**
 * Who may make a transition. `closing_csm` is the CSQL's CSM where the settings let a CSM close its product × kind;
 * `proposed_ae` the AE whom the present one proposed; `other_csm` the CSM of the CSQL that it is merged into; admins
 * stand wherever managers do.
 */
export type Who =
  | 'member'
  | 'csm'
  | 'logger'
  | 'inside_sales'
  | 'ae'
  | 'proposed_ae'
  | 'closing_csm'
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

/**
 * The legal transitions, and who may make them. `log` has no state before it and `undo` no rule of its own: whoever
 * made the last event may take it back (`reversal.ts`). A win from `accepted` is a convert and a win in one step.
 */
export const LIFECYCLE: Readonly<Record<Exclude<Transition, 'log' | 'undo'>, Rule>> = {
  qualify: {
    from: ['signal', 'returned', 'nurturing'],
    to: 'qualified',
    who: ['csm', 'logger', 'inside_sales', 'manager'],
  },
  accept: { from: ['qualified'], to: 'accepted', who: ['ae', 'manager'] },
  return: { from: ['qualified'], to: 'returned', who: ['ae', 'manager'] },
  reject: { from: ['qualified', 'accepted'], to: 'rejected', who: ['ae', 'manager'] },
  update: { from: ['accepted', 'opportunity'], to: 'same', who: ['ae', 'manager', 'closing_csm'] },
  convert: { from: ['accepted'], to: 'opportunity', who: ['ae', 'manager', 'closing_csm'] },
  win: { from: ['accepted', 'opportunity'], to: 'won', who: ['ae', 'manager', 'closing_csm'] },
  lose: { from: ['opportunity'], to: 'lost', who: ['ae', 'manager', 'closing_csm'] },
  nurture: {
    from: ['signal', 'qualified', 'accepted', 'returned', 'opportunity'],
    to: 'nurturing',
    who: ['csm', 'ae', 'manager'],
  },
  wake: { from: ['nurturing'], to: 'back', who: ['system', 'csm', 'ae'] },
  withdraw: {
    from: ['signal', 'qualified', 'returned', 'nurturing'],
    to: 'withdrawn',
    who: ['csm', 'logger', 'manager'],
  },
  merge: { from: OPEN, to: 'merged', who: ['csm', 'other_csm', 'manager'] },
  reassign: { from: OPEN, to: 'same', who: ['manager', 'csm', 'proposed_ae'], only: { csm: ['qualified'] } },
  reopen: { from: DECIDED, to: 'back', who: ['manager'] },
}

/** What is no transition: the state stays and the version with it. */
export const SIDE_ACTIONS: Readonly<Record<Exclude<EventKind, Transition>, Omit<Rule, 'to'>>> = {
  note: { from: [...OPEN, ...DECIDED], who: ['member'] },
  edit: { from: OPEN, who: ['csm', 'logger', 'inside_sales', 'ae', 'manager'] },
  // Whoever owes the running clock; wake is no debt.
  snooze: {
    from: ['signal', 'qualified', 'accepted', 'opportunity', 'returned'],
    who: ['ae', 'csm', 'manager'],
    only: { ae: ['qualified', 'accepted', 'opportunity'], csm: ['signal', 'returned'] },
  },
  plan_fix: { from: ['returned'], who: ['csm', 'logger', 'manager'] },
  propose_ae: { from: OPEN, who: ['ae'] },
  /** The AE's answer to what stands in the way, asked for on the second overdue nudge. */
  neglect: { from: ['qualified', 'accepted', 'opportunity'], who: ['ae'] },
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
 * turn to; a CSM who closes, being one of few; and who may only in some states, where somebody but a manager may in all.
 */
export function whoMay(action: Action): readonly Who[] {
  const { who, only } = ruleOf(action)
  const told = who.filter((one) => one !== 'system' && one !== 'closing_csm')
  const always = told.filter((one) => only?.[one] === undefined)
  return always.some((one) => one !== 'manager') ? always : told
}

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
 * The right to merge may come from the other CSQL: while that one is not known, only `attempt` can tell, and nobody
 * is refused here.
 *
 * @throws NotAllowed when the actor has no right to the action
 */
export function requireRight(action: Action, actor: Actor, csql: Csql, settings: Settings, other?: Csql): void {
  if (action === 'merge' && other === undefined && actor.kind === 'person') return
  if (!mayAct(action, actor, csql, settings, other)) throw new NotAllowed({ action, number: csql.number })
}
