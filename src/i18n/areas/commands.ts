import type { AmountPeriod } from '../../domain/csql.js'
import type { Period } from '../../domain/fiscal.js'
import type { Action } from '../../domain/lifecycle.js'
import type { CreditedAs, TargetMetric } from '../../domain/target.js'
import type { CommandName, ListFilter } from '../command-words.js'

export interface Usage {
  /** How it is typed, in one line. */
  readonly line: string
  /** What it does, in a few words. */
  readonly what: string
  /** Lines that can be typed as they stand. */
  readonly examples: readonly string[]
}

/** What the slash command and the buttons answer. `csql` is a number with its customer. */
export interface Commands {
  readonly usage: Readonly<Record<CommandName, Usage>>
  readonly title: string
  readonly intro: string
  /** Under which heading a subcommand stands in the list of all. */
  readonly groups: readonly { readonly title: string; readonly names: readonly CommandName[] }[]
  readonly otherNames: (names: readonly string[]) => string
  readonly examples: string
  readonly example: (line: string) => string
  readonly unknown: (typed: string) => string
  readonly didYouMean: (names: readonly string[]) => string
  /** Perhaps `log` was left out. */
  readonly toLog: (line: string) => string
  readonly helpHint: string
  readonly oneMoment: string

  /** What an action came to, said to who did it. */
  readonly done: Readonly<Record<Action | 'log', (csql: string) => string>>
  readonly undone: (csql: string, act: string) => string
  /** After an acceptance: until when the first contact is expected. */
  readonly firstContactBy: (moment: string) => string
  readonly nextStepHint: string
  readonly clockBy: (clock: string, moment: string) => string
  readonly selfClosed: string
  readonly proposedTo: (ae: string | null) => string
  readonly snoozedUntil: (moment: string) => string
  readonly undoHint: string

  readonly logged: {
    readonly title: (csql: string) => string
    readonly understood: string
    readonly account: (name: string) => string
    readonly provisional: (name: string) => string
    readonly isIt: (name: string) => string
    readonly whichOne: string
    readonly yes: (name: string) => string
    readonly amount: (reading: string) => string
    readonly amountAssumed: string
    readonly amountNotTaken: (typed: string, why: string, example: string) => string
    readonly aeNotTaken: (typed: string, why: string) => string
    readonly note: string
    readonly missing: (fields: readonly string[]) => string
    readonly next: string
    readonly toMonth: string
    readonly toYear: string
    readonly fix: string
    readonly proposedAgain: (csql: string) => string
  }
  readonly duplicate: {
    readonly ask: string
    readonly addNote: string
    readonly goOn: string
    readonly show: string
  }
  readonly list: {
    readonly title: (filter: ListFilter, total: number) => string
    readonly ofAccount: (account: string, total: number) => string
    readonly empty: (filter: ListFilter) => string
    readonly emptyAccount: (account: string) => string
    readonly more: (n: number) => string
    readonly overdue: string
    readonly due: (moment: string) => string
  }
  readonly show: {
    readonly history: string
    readonly earlier: (n: number) => string
    readonly notes: string
    readonly line: string
    readonly loggedOn: (day: string, by: string | null) => string
    readonly running: (clock: string, moment: string, overdue: boolean) => string
    readonly again: (csql: string) => string
    readonly taken: string
  }
  readonly account: {
    readonly title: (name: string) => string
    readonly provisional: string
    readonly contracts: string
    readonly contract: (of: {
      product: string
      department: string | null
      amount: string | null
      phase: string | null
      outcome: boolean | null
      renewal: string | null
      csm: string | null
      ae: string | null
    }) => string
    readonly noContracts: string
    readonly amount: (period: AmountPeriod, money: string) => string
    readonly contacts: string
    readonly open: (n: number) => string
    readonly past: (n: number) => string
    readonly parent: (name: string) => string
    readonly segment: (name: string) => string
    readonly none: string
    readonly likely: string
  }
  readonly pause: {
    readonly paused: (day: string) => string
    readonly ended: string
    readonly now: (day: string) => string
    readonly running: string
  }
  readonly target: {
    readonly title: (quarter: string) => string
    readonly quarter: (of: { fiscalYear: number; quarter: number; fromMonth: number; toMonth: number }) => string
    readonly metrics: Readonly<Record<TargetMetric, string>>
    /** As what somebody's CSQLs count towards their target. */
    readonly creditedAs: Readonly<Record<CreditedAs, string>>
    /** At the head of a line. */
    readonly personAs: (who: string, as: string) => string
    /** Within a sentence. */
    readonly targetOfAs: (who: string, as: string) => string
    readonly none: string
    readonly set: (who: string, metric: string, value: string) => string
    readonly removed: (who: string, metric: string) => string
    /** Nobody has that manager as theirs. */
    readonly emptyTeam: string
    readonly howTo: string
    readonly button: string
    readonly modalTitle: string
    readonly submit: string
    readonly kinds: Readonly<Record<'person' | 'team' | 'everybody' | 'source', string>>
    readonly personHint: string
    readonly sourceHint: string
    readonly valueHint: string
    readonly creditedHint: string
  }
  readonly report: {
    readonly periods: Readonly<Record<Period, string>>
    readonly between: string
  }
  readonly settingsSaved: string
  readonly doneTitle: string
  readonly close: string
}
