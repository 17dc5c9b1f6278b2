import type { AmountFault } from '../amounts.js'

/**
 * What can be wrong with a sheet: its header, a row, a cell. The catalogues turn a rule into words with the way to mend
 * it.
 */
export type SheetRule =
  | 'column_twice'
  | 'missing_column'
  | 'no_header'
  | 'unknown_column'
  | 'unknown_columns'
  | 'workbook'
  | 'other_separator'
  | 'archive_cut'
  | 'archive_newer'
  | 'no_archive'
  | 'not_a_line'
  | 'unknown_field'
  | 'unknown_table'
  | 'quote_inside'
  | 'quote_open'
  | 'too_many_cells'
  | 'unreadable_letters'
  | 'empty'
  | 'too_long'
  | 'not_one_of'
  | 'not_a_day'
  | 'no_such_day'
  | 'year_out_of_range'
  | 'not_a_month'
  | 'not_a_time'
  | 'in_the_future'
  | 'not_yes_or_no'
  | 'not_a_person'
  | 'not_a_number'
  | 'not_a_corporate_number'
  | 'unknown_currency'
  | 'other_currency'
  | 'other_period'
  | 'two_accounts'
  | 'same_twice'
  | 'identity_clash'
  | 'own_parent'
  | 'number_taken'
  | 'out_of_order'
  | 'two_endings'
  | 'no_step_for_it'
  | 'unknown_reason'
  | 'csm_as_ae'
  | 'accepted_at_once'
  | 'won_without_amount'
  | 'nothing_won'
  | `amount_${AmountFault}`

/** What is not wrong, but should be looked at before it is believed. */
export type SheetNotice = 'looks_like' | 'step_inferred' | 'differs_here' | 'start_filled' | 'look_again_over'

/** What a rule's words may name; all of it as it was typed, or a code. */
export interface SheetFacts {
  readonly typed?: string
  /** A word, a column or a name that would do, or that it clashes with. */
  readonly other?: string
  /** A row that it clashes with. */
  readonly otherRow?: number
  readonly limit?: number
  /** The words that may stand there. */
  readonly allowed?: readonly string[]
  /** Of `allowed`, what the workspace added, in the words of each language. */
  readonly added?: readonly { readonly code: string; readonly ja: string; readonly en: string }[]
  /** Several that were typed, each with the one that was likely meant. */
  readonly pairs?: readonly { readonly typed: string; readonly other?: string }[]
}

export interface SheetFault extends SheetFacts {
  readonly rule: SheetRule
  /** As spreadsheets count: the header is row 1. */
  readonly row: number
  /** Null where it is about the whole row. */
  readonly column: string | null
}

export interface SheetNote extends SheetFacts {
  readonly notice: SheetNotice
  readonly row: number
  readonly column: string | null
}
