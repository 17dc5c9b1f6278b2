import { type Csql, OPEN_STATES, type State } from './csql.js'
import type { EventKind, Transition } from './event.js'
import type { PersonId } from './ids.js'

interface Rule {
  readonly from: readonly State[]
  /** The state it leads to; `same` stays; `back` is found in the history. */
  readonly to: State | 'same' | 'back'
}

const DECIDED: readonly State[] = ['rejected', 'withdrawn', 'merged', 'won', 'lost']
const OPEN: readonly State[] = OPEN_STATES
/** Where the AE owes the next step, and where the CSM does. */
export const OWED_BY_AE: readonly State[] = ['qualified', 'accepted', 'opportunity']
export const OWED_BY_CSM: readonly State[] = ['signal', 'returned']

/**
 * The legal transitions; who may make them stands in `rights.ts`. `log` has no state before it and `undo` no rule of its
 * own: whoever made the last event may take it back (`reversal.ts`). A win from `accepted` is a convert and a win in one
 * step.
 */
export const LIFECYCLE: Readonly<Record<Exclude<Transition, 'log' | 'undo'>, Rule>> = {
  qualify: { from: ['signal', 'returned', 'nurturing'], to: 'qualified' },
  accept: { from: ['qualified'], to: 'accepted' },
  return: { from: ['qualified'], to: 'returned' },
  reject: { from: ['qualified', 'accepted'], to: 'rejected' },
  update: { from: ['accepted', 'opportunity'], to: 'same' },
  convert: { from: ['accepted'], to: 'opportunity' },
  win: { from: ['accepted', 'opportunity'], to: 'won' },
  lose: { from: ['opportunity'], to: 'lost' },
  nurture: { from: ['signal', 'qualified', 'accepted', 'returned', 'opportunity'], to: 'nurturing' },
  wake: { from: ['nurturing'], to: 'back' },
  withdraw: { from: ['signal', 'qualified', 'returned', 'nurturing'], to: 'withdrawn' },
  merge: { from: OPEN, to: 'merged' },
  reassign: { from: OPEN, to: 'same' },
  reopen: { from: DECIDED, to: 'back' },
}

/** What is no transition: the state stays and the version with it. */
export const SIDE_ACTIONS: Readonly<Record<Exclude<EventKind, Transition>, Omit<Rule, 'to'>>> = {
  note: { from: [...OPEN, ...DECIDED] },
  edit: { from: OPEN },
  // Whoever owes the running clock; wake is no debt.
  snooze: { from: [...OWED_BY_CSM, ...OWED_BY_AE] },
  plan_fix: { from: ['returned'] },
  propose_ae: { from: OPEN },
  /** The AE's answer to what stands in the way, asked for on the second overdue nudge. */
  neglect: { from: OWED_BY_AE },
  /** A colleague who knows how is added and told. */
  ask_support: { from: OWED_BY_AE },
  /** The state stays, and the AE's clocks stand still for a while. */
  ask_csm: { from: OWED_BY_AE },
  answer_csm: { from: OPEN },
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

/** Who owes the next step: the AE, or the CSM; null where nobody does, or no AE was named yet. */
export function owedBy({ state, aeId, csmId }: Pick<Csql, 'state' | 'aeId' | 'csmId'>): PersonId | null {
  if (OWED_BY_AE.includes(state)) return aeId
  return OWED_BY_CSM.includes(state) ? csmId : null
}
