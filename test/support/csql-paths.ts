import type { Attempt } from '../../src/domain/attempt.js'
import type { Csql, State } from '../../src/domain/csql.js'
import { CsqlId } from '../../src/domain/ids.js'
import { DAY_MS, type Instant, MINUTE } from '../../src/domain/time.js'
import type { Settings } from '../../src/domain/workspace.js'
import { act, FRIDAY, logged, type Matter, person, QUALIFY, SETTINGS, signal, text } from './csql-world.js'

/** The CSQL that a merge leads into. */
export const OTHER = signal({ id: CsqlId.parse('csql-2'), number: 2, csmId: person('other_csm') })

const WIN = {
  action: 'win',
  wonOn: '2026-11-24',
  amount: 120_000,
  amountPeriod: 'month',
  oneTime: null,
  currency: 'JPY',
} as const

/** One legal attempt of each action, on a day after 2026-11-20. */
export const ATTEMPTS: Readonly<Record<Attempt['action'], Attempt>> = {
  qualify: QUALIFY,
  accept: { action: 'accept' },
  return: { action: 'return', missing: ['timing'] },
  reject: { action: 'reject', reason: 'no_budget' },
  update: { action: 'update', progress: 'contacted', nextOn: '2026-12-01' },
  convert: {
    action: 'convert',
    amount: 100_000,
    amountPeriod: 'month',
    oneTime: null,
    currency: 'JPY',
    closeMonth: '2027-01',
  },
  win: WIN,
  lose: { action: 'lose', reason: 'price', lostOn: '2026-11-24' },
  nurture: { action: 'nurture', recheckOn: '2027-01-12', reason: 'next_budget' },
  wake: { action: 'wake' },
  withdraw: { action: 'withdraw', reason: 'logged_by_mistake' },
  merge: { action: 'merge', into: OTHER },
  reassign: { action: 'reassign', aeId: person('proposed_ae') },
  reopen: { action: 'reopen', reasonTextId: text('reason') },
  note: { action: 'note', textId: text('said') },
  edit: { action: 'edit', changes: { source: 'support' } },
  snooze: { action: 'snooze', until: FRIDAY + 30 * DAY_MS },
  plan_fix: { action: 'plan_fix', fixOn: '2026-12-01' },
  neglect: { action: 'neglect', reason: 'hard_problem' },
  ask_support: { action: 'ask_support', supporterId: person('member'), textId: text('support') },
  ask_csm: { action: 'ask_csm', textId: text('question') },
  answer_csm: { action: 'answer_csm', textId: text('answer') },
  propose_ae: { action: 'propose_ae', aeId: person('proposed_ae') },
}

/** Who does what, in order, until a CSQL is in the state. */
const PATHS: Readonly<Record<State, readonly (readonly [string, Attempt['action']])[]>> = {
  signal: [],
  qualified: [['csm', 'qualify']],
  accepted: [
    ['csm', 'qualify'],
    ['ae', 'accept'],
  ],
  opportunity: [
    ['csm', 'qualify'],
    ['ae', 'accept'],
    ['ae', 'convert'],
  ],
  returned: [
    ['csm', 'qualify'],
    ['ae', 'return'],
  ],
  rejected: [
    ['csm', 'qualify'],
    ['ae', 'reject'],
  ],
  nurturing: [
    ['csm', 'qualify'],
    ['ae', 'accept'],
    ['ae', 'nurture'],
  ],
  withdrawn: [['csm', 'withdraw']],
  merged: [['csm', 'merge']],
  won: [
    ['csm', 'qualify'],
    ['ae', 'accept'],
    ['ae', 'convert'],
    ['ae', 'win'],
  ],
  lost: [
    ['csm', 'qualify'],
    ['ae', 'accept'],
    ['ae', 'convert'],
    ['ae', 'lose'],
  ],
}

const STEP_APART = 10 * MINUTE
/** The decisions of a day fall on the day their attempts name. */
const LATE: readonly string[] = ['win', 'lose']

/** A CSQL brought into a state by legal steps ten minutes apart, from a Friday at 15:00 in Tokyo. */
export function inState(state: State, given: Partial<Csql> = {}, settings: Settings = SETTINGS): Matter {
  let now: Instant = FRIDAY
  let matter = logged(given, now, settings)
  for (const [who, action] of PATHS[state]) {
    now = LATE.includes(action) ? FRIDAY + 4 * DAY_MS : now + STEP_APART
    matter = act(matter, who, ATTEMPTS[action], now)
  }
  return matter
}
