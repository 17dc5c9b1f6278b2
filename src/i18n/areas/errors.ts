import type { Gate } from '../../domain/account.js'
import type { AmountFault } from '../../domain/amounts.js'
import type { DayFault } from '../../domain/date-forms.js'

/** The rules that a single field can break; the codes of `BadValue`, and those of the edge. */
export type RuleCode =
  | DayFault
  | 'unknown_reason'
  | 'before_opportunity'
  | 'past_month'
  | 'nothing_won'
  | 'not_after_today'
  | 'itself'
  | 'other_account'
  | 'not_open'
  | 'csm_as_ae'
  | 'unknown_number'
  | 'empty'
  | 'already_chosen'
  | 'unknown_person'
  | 'guest'
  | 'outsider'
  | 'bot'
  | 'deactivated'
  | 'without_role'
  | 'opt_in_required'
  | 'too_long'
  | 'not_a_number'
  | 'not_a_person'
  | 'not_a_month'
  | 'not_an_amount'
  | 'several'
  | 'not_allowed_value'

/** What a rule's words may need, as words: days are written out already. */
export interface RuleFacts {
  readonly typed: string
  /** The day that was understood, or that was given. */
  readonly day: string
  readonly today: string
  readonly latest: string
  readonly earliest: string
  readonly number: string
  readonly limit: string
  readonly length: string
}

/** Every refusal in words: what was understood, what is missing, and what to do. Nobody is blamed. */
export interface Errors {
  readonly notFound: {
    readonly csql: (typed: string) => string
    readonly account: (typed: string) => string
    readonly person: (typed: string) => string
    readonly product: (typed: string) => string
    readonly delivery: (typed: string) => string
  }
  readonly notAllowed: (act: string) => string
  readonly adminsOnly: string
  readonly managersOnly: string
  readonly illegal: (of: { csql: string; state: string; act: string }) => string
  /** `did` says who did what; `when` is a stamp in the reader's zone. */
  readonly changedMeanwhile: (of: { csql: string; did: string; when: string; state: string }) => string
  readonly incomplete: (fields: readonly string[]) => string
  readonly badValue: (field: string, why: string) => string
  readonly rules: Readonly<Record<RuleCode, (facts: RuleFacts) => string>>
  readonly amountFaults: Readonly<Record<AmountFault, string>>
  readonly amountExample: string
  readonly gates: Readonly<Record<Gate, string>>
  readonly gateFired: (gates: readonly string[]) => string
  readonly duplicate: (csql: string) => string
  readonly nothingToUndo: Readonly<Record<'too_late' | 'not_yours' | 'followed' | 'is_undo', (csql: string) => string>>
  readonly notTakingPart: Readonly<
    Record<'guest' | 'outsider' | 'bot' | 'deactivated' | 'unverified' | 'no_role', string>
  >
  readonly notSaved: string
  readonly postFailed: string
  readonly tooLarge: string
  readonly calendar: string
  /** Something failed that nobody foresaw; the id stands in the log. */
  readonly unexpected: (id: string) => string
  /** It was saved, and only the answer could not be made. */
  readonly unexpectedAfterSave: (id: string) => string
  readonly personSilent: string
  readonly unknownWorkspace: string
  readonly tooMany: (seconds: number) => string
  readonly staleButton: string
  readonly staleForm: string
  readonly formNotOpened: string
  readonly forgottenDraft: string
  readonly secretRemoved: string
  readonly secretMark: string
  /** Stands over the text that is handed back. */
  readonly yourText: string
  /** Names of fields, by their names in the domain. */
  readonly fields: Readonly<Record<string, string>>
}
