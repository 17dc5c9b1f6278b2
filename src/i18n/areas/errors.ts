import type { AmountFault } from '../../domain/amounts.js'

/** What a line after `/csql` may lack: the rules of the edge itself; those of the domain stand with the faults. */
export type LineRule =
  | 'not_a_number'
  | 'not_a_person'
  | 'not_an_amount'
  | 'not_a_count'
  | 'not_a_period'
  | 'not_a_measure'
  | 'several_accounts'
  | 'unknown_account'
  | 'empty_note'
  | 'on_or_off'

/** What a line after `/csql` asks for that no form has. */
export type LineField = 'number' | 'person' | 'period' | 'metric' | 'value' | 'line' | 'pause_until'

/** Every refusal in words: what was understood, what is missing, and what to do. Nobody is blamed. */
export interface Errors {
  readonly notFound: {
    readonly csql: (typed: string) => string
    readonly account: (typed: string) => string
    readonly person: (typed: string) => string
    readonly product: (typed: string) => string
    readonly delivery: (typed: string) => string
  }
  readonly illegal: (of: { csql: string; state: string; act: string }) => string
  /** `did` says who did what; `when` is a stamp in the reader's zone. */
  readonly changedMeanwhile: (of: { csql: string; did: string; when: string; state: string }) => string
  readonly incomplete: (fields: readonly string[]) => string
  readonly lineRules: Readonly<Record<LineRule, (typed: string) => string>>
  readonly lineFields: Readonly<Record<LineField, string>>
  readonly tooLong: (limit: number, length: number) => string
  readonly amountFaults: Readonly<Record<AmountFault, string>>
  readonly amountExample: string
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
}
