import type { AccountField, AccountRule, ContactField, ContractField } from '../../domain/account-form.js'

/** The lists of an account's sheet. */
export type SheetSection = 'contracts' | 'contacts' | 'departments' | 'children' | 'notes' | 'open' | 'past' | 'history'

/** What the forms of accounts ask for beside what others ask for too. */
export type AccountInput =
  | AccountField
  | Exclude<
      ContractField | ContactField,
      'product' | 'department' | 'csm' | 'ae' | 'amount' | 'contact_name' | 'contact_title' | 'opt_in'
    >
  | 'account_note'
  | 'merge_with'
  | 'keep_this'
  | 'amounts_of_both'
  | 'product_name'
  | 'name_en'
  | 'product_aliases'

/** The forms. */
export type AccountFormName = 'account' | 'contract' | 'contact' | 'note' | 'merge' | 'product'

/** What was done to an account, as the audit log calls it. */
export type AccountAction =
  | 'account.edit'
  | 'account.merge'
  | 'account.unmerge'
  | 'contract.add'
  | 'contract.edit'
  | 'contact.add'
  | 'contact.edit'
  | 'note.add'
  | 'note.edit'
  | 'note.remove'

/** Counts of what one account hands to another. */
export interface MergeCounts {
  readonly csqls: number
  readonly contracts: number
  readonly contacts: number
  readonly departments: number
  readonly notes: number
  readonly children: number
  /** Months of imported revenue. */
  readonly months: number
}

/** Accounts as master data: their sheet, their forms, and making two of them one. */
export interface Accounts {
  readonly group: (parent: string) => string
  readonly reading: (kana: string) => string
  readonly alsoCalled: (aliases: readonly string[]) => string
  /** Sums a month, by contracts and as last imported; `more` are those in other currencies. */
  readonly revenue: (amounts: readonly string[]) => string
  readonly paid: (month: string, amounts: readonly string[]) => string
  readonly noRevenue: string
  readonly sections: Readonly<Record<SheetSection, string>>
  /** A list's title with how much is in it. */
  readonly titled: (section: SheetSection, n: number) => string
  /** The button that shows all of a list. */
  readonly all: (section: SheetSection, n: number) => string
  readonly page: (from: number, to: number, n: number) => string
  readonly previous: string
  readonly next: (n: number) => string
  readonly back: string
  readonly writtenBy: (who: string | null, when: string, edited: boolean) => string
  readonly optInSince: (optIn: string, on: string | null, how: string | null) => string
  readonly noContacts: string
  readonly open: string
  readonly buttons: {
    readonly log: string
    readonly edit: string
    readonly contract: string
    readonly newContract: string
    readonly contact: string
    readonly newContact: string
    readonly note: string
    readonly newNote: string
    readonly merge: string
    readonly unmerge: string
    readonly products: string
  }
  readonly titles: Readonly<Record<AccountFormName, string>>
  readonly submits: Readonly<Record<AccountFormName, string>>
  readonly outcomes: Readonly<Record<'yes' | 'no', string>>
  readonly doMerge: string
  readonly saved: (account: string) => string
  readonly faults: Readonly<Record<AccountRule, (typed: string) => string>>
  /** Over a form that is shown again: somebody else changed these fields meanwhile. */
  readonly changedMeanwhile: (of: { fields: readonly string[]; who: string | null; when: string | null }) => string
  /** How a field stands now, where the form holds something else. */
  readonly standsNow: (label: string, value: string) => string
  readonly empty: string
  readonly nameOfContact: string
  readonly noOneTime: string
  /** A note that is emptied goes. */
  readonly emptiedNote: string
  readonly noParent: string
  readonly history: {
    readonly did: Readonly<Record<AccountAction, string>>
    readonly line: (of: { when: string; who: string | null; did: string; what: readonly string[] }) => string
    readonly change: (label: string, before: string, after: string) => string
    readonly csqls: (n: number) => string
  }
  readonly merging: {
    readonly intro: (account: string) => string
    readonly keeps: (account: string) => string
    readonly keepsOther: string
    readonly moving: string
    readonly preview: (from: string, into: string) => string
    readonly moves: (of: MergeCounts) => readonly string[]
    readonly nothingMoves: string
    readonly alias: (name: string) => string
    readonly filled: (labels: readonly string[]) => string
    /** Fields in which they differ: those of the one that stays stand. */
    readonly differs: (labels: readonly string[]) => string
    readonly clash: (of: { what: string; from: string; into: string }) => string
    readonly monthsClash: (n: number) => string
    readonly both: string
    readonly kept: string
    readonly duplicates: (pairs: readonly string[]) => string
    readonly undoable: string
    readonly done: (from: string, into: string, until: string) => string
    readonly undone: (from: string, into: string) => string
    readonly until: (until: string) => string
    readonly changed: string
    readonly notUndone: Readonly<
      Record<'too_late' | 'undone' | 'merged_again' | 'name_gone' | 'csql' | 'changed', (what: string) => string>
    >
    readonly parts: Readonly<
      Record<'accounts' | 'contracts' | 'departments' | 'contacts' | 'account_notes' | 'account_snapshots', string>
    >
  }
  readonly products: {
    readonly intro: string
    readonly saved: (product: string) => string
  }
}
