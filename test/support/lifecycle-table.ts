import type { State } from '../../src/domain/csql.js'

/** Somebody by what they are to the CSQL, as the table of domain.md §3 names them. */
export const WHO = [
  'member',
  'csm',
  'closing_csm',
  'logger',
  'inside_sales',
  'ae',
  'proposed_ae',
  'other_csm',
  'ae_delegate',
  'csm_delegate',
  'manager',
  'admin',
  'system',
] as const
export type Who = (typeof WHO)[number]

/**
 * domain.md §3, copied by hand: action | from | to | who. `same` stays; `back` is the state it came from. A CSM who may
 * close is a CSM too; an admin has a manager's rights; `who@state` has the right in that state alone. A delegate stands in
 * for the AE or the CSM on leave, for what is owed (docs/decisions). Below the line: what is no transition.
 */
const TEXT = `
  qualify    | signal returned nurturing                                | qualified   | csm closing_csm logger inside_sales manager admin csm_delegate@signal csm_delegate@returned
  accept     | qualified                                                | accepted    | ae manager admin ae_delegate
  return     | qualified                                                | returned    | ae manager admin ae_delegate
  reject     | qualified accepted                                       | rejected    | ae manager admin ae_delegate
  update     | accepted opportunity                                     | same        | ae manager admin closing_csm ae_delegate
  convert    | accepted                                                 | opportunity | ae manager admin closing_csm ae_delegate
  win        | opportunity accepted                                     | won         | ae manager admin closing_csm ae_delegate
  lose       | opportunity                                              | lost        | ae manager admin closing_csm ae_delegate
  nurture    | signal qualified accepted returned opportunity           | nurturing   | csm closing_csm ae manager admin ae_delegate@qualified ae_delegate@accepted ae_delegate@opportunity csm_delegate@signal csm_delegate@returned
  wake       | nurturing                                                | back        | system csm closing_csm ae
  withdraw   | signal qualified returned nurturing                      | withdrawn   | csm closing_csm logger manager admin csm_delegate@signal csm_delegate@returned
  merge      | signal qualified accepted opportunity returned nurturing | merged      | csm closing_csm other_csm manager admin
  reassign   | signal qualified accepted opportunity returned nurturing | same        | manager admin csm@qualified closing_csm@qualified proposed_ae
  reopen     | rejected withdrawn merged won lost                       | back        | manager admin
  ----
  note       | signal qualified accepted opportunity won lost returned rejected nurturing withdrawn merged | same | member csm closing_csm logger inside_sales ae proposed_ae other_csm ae_delegate csm_delegate manager admin
  edit       | signal qualified accepted opportunity returned nurturing | same        | csm closing_csm logger inside_sales ae manager admin ae_delegate@qualified ae_delegate@accepted ae_delegate@opportunity csm_delegate@signal csm_delegate@returned
  snooze     | signal qualified accepted opportunity returned           | same        | ae@qualified ae@accepted ae@opportunity csm@signal csm@returned closing_csm@signal closing_csm@returned manager admin
  plan_fix   | returned                                                 | same        | csm closing_csm logger manager admin csm_delegate
  propose_ae | signal qualified accepted opportunity returned nurturing | same        | ae
  neglect    | qualified accepted opportunity                           | same        | ae
  ask_support | qualified accepted opportunity                          | same        | ae csm closing_csm manager admin ae_delegate
  ask_csm    | qualified accepted opportunity                           | same        | ae ae_delegate
  answer_csm | signal qualified accepted opportunity returned nurturing | same        | csm closing_csm logger manager admin csm_delegate
`

export interface TableRow {
  readonly action: string
  readonly from: readonly State[]
  readonly to: State | 'same' | 'back'
  /** Whoever has the right in some state. */
  readonly who: ReadonlySet<Who>
  readonly allows: (who: Who, state: State) => boolean
}

const words = (text: string): string[] => text.trim().split(/\s+/)

function rowOf(line: string): TableRow {
  const [action = '', from = '', to = '', who = ''] = line.split('|').map((cell) => cell.trim())
  const states = words(from) as State[]
  const rights = words(who)
  return {
    action,
    from: states,
    to: to as TableRow['to'],
    who: new Set(rights.map((right) => right.split('@')[0] as Who)),
    allows: (one, state) => states.includes(state) && (rights.includes(one) || rights.includes(`${one}@${state}`)),
  }
}

export const TABLE: readonly TableRow[] = TEXT.trim()
  .split('\n')
  .filter((line) => line.includes('|'))
  .map(rowOf)
