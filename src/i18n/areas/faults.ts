import type { AmountFault } from '../../domain/amounts.js'
import type { DayFault } from '../../domain/date-forms.js'

/** The rules of a field that the domain and the use cases name. */
export type FieldRule =
  | 'already_chosen'
  | 'answered_already'
  | 'asked_already'
  | 'asks_oneself'
  | 'before_from'
  | 'before_opens'
  | 'before_opportunity'
  | 'bot'
  | 'csm_as_ae'
  | 'deactivated'
  | 'delegate_self'
  | 'empty'
  | 'future'
  | 'guest'
  | 'has_it_already'
  | 'itself'
  | 'leave_over'
  | 'leave_overlaps'
  | 'leave_too_long'
  | 'no_weekday'
  | 'not_after_today'
  | 'not_open'
  | 'nothing_won'
  | 'opt_in_required'
  | 'other_account'
  | 'outsider'
  | 'own_manager'
  | 'past'
  | 'past_month'
  | 'too_far'
  | 'too_many_leaves'
  | 'unknown_number'
  | 'unknown_person'
  | 'unknown_reason'
  | 'unverified'
  | 'without_role'

/** What a rule's words may name: already written out, or not known. */
export interface RuleFacts {
  /** The first or the last day that would do. */
  readonly bound: string | null
  /** The CSQL that was named. */
  readonly csql: string | null
}

/** What is wrong with a field, and what to do about it. */
export interface Faults {
  readonly missing: (label: string) => string
  /** An AE or a CSM who is the same as before. */
  readonly missingPerson: (label: string) => string
  readonly tooLong: (limit: number) => string
  /** The field holds what its input cannot give. */
  readonly unreadable: string
  /** The whole form is not ours, or of an old version. */
  readonly notOurs: string
  readonly rules: Readonly<Record<FieldRule, (of: RuleFacts) => string>>
  readonly amounts: Readonly<Record<AmountFault, (typed: string) => string>>
  /** A one-time amount was typed in both inputs. */
  readonly oneTimeTwice: string
  /** A monthly or yearly amount in the one-time input. */
  readonly notOneTime: string
  readonly currenciesDiffer: string
  readonly days: Readonly<Record<DayFault, (typed: string) => string>>
  /** A day without a year that has just passed: both that it may be, as they may be typed. */
  readonly whichYear: (typed: string, passed: string, next: string) => string
  readonly noDayChosen: string
  readonly overrideNeeded: string
  readonly duplicate: (csql: string) => string
  /** In front of a fault that shows at another input. */
  readonly at: (label: string, fault: string) => string
}
