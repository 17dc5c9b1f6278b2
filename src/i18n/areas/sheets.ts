import type { AmountFault } from '../../domain/amounts.js'
import type { SheetFacts, SheetNotice, SheetRule } from '../../domain/sheets/fault.js'
import type { GivenByImport } from '../../domain/sheets/import-outcome.js'

/** Amounts have words of their own. */
export type WordedRule = Exclude<SheetRule, `amount_${string}`>

export type SheetKind = 'accounts' | 'contracts' | 'csqls' | 'snapshots' | 'events'

/** What is said when a spreadsheet is brought in. */
export interface Sheets {
  readonly kinds: Readonly<Record<SheetKind, string>>
  /** What is wrong, and what to do about it. */
  readonly rules: Readonly<Record<WordedRule, (facts: SheetFacts) => string>>
  readonly amounts: Readonly<Record<AmountFault, (typed: string) => string>>
  readonly notices: Readonly<Record<SheetNotice, (facts: SheetFacts) => string>>
  /** One of the words that may stand in a cell, with its code. */
  readonly choice: (word: string, code: string) => string
  /** What a workspace calls a code of its own. */
  readonly ofBoth: (words: { readonly ja: string; readonly en: string }) => string
  /** In front of a fault: where it is. */
  readonly place: (row: number, column: string | null) => string
  /** The first line: what the rows come to. */
  readonly summary: (of: {
    readonly kind: string
    readonly rows: number
    readonly added: number
    readonly changed: number
    readonly unchanged: number
  }) => string
  /** People, products and accounts that nobody knew; null where there are none. */
  /** Of who has none: what the rows give, or would. */
  readonly given: (of: GivenByImport) => string
  readonly made: (of: { readonly people: number; readonly products: number; readonly accounts: number }) => string
  readonly written: string
  readonly nothingNew: string
  readonly dryRun: string
  readonly faulty: (count: number) => string
  readonly toLookAt: (count: number) => string
  readonly andMore: (count: number) => string
  readonly notEmpty: string
  readonly notFitting: (detail: string) => string
  readonly progress: (rows: number) => string
  readonly overtaken: string
  /** From a file that is uploaded in Slack. */
  readonly upload: {
    readonly open: string
    readonly title: string
    readonly submit: string
    readonly intro: string
    readonly what: string
    readonly file: string
    /** Without the scope, or for what is too big: from the command line. */
    readonly byCommand: string
    readonly checking: (file: string) => string
    readonly stillChecking: (rows: number) => string
    readonly stillImporting: (rows: number) => string
    readonly confirm: string
    readonly unreadable: string
    readonly tooBig: string
  }
}
