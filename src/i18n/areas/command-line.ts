import type { DeliveryState, Purpose } from '../../domain/delivery.js'

/** The tables of `tasuki report`: titles, and the heads of their columns from left to right. */
interface ReportTables {
  readonly head: (of: {
    from: string
    to: string
    zone: string
    beforeFrom: string
    beforeTo: string
    currency: string
  }) => string
  readonly metrics: readonly [metric: string, value: string, of: string, before: string]
  readonly inCurrency: (currency: string) => string
  readonly immature: string
  readonly open: (n: number) => string
  /** What a figure leaves out or says besides, with how many. */
  readonly beyond: Readonly<
    Record<'in_pipeline' | 'self_closed' | 'undated' | 'unestimated' | 'loggers', (n: number) => string>
  >
  readonly inferred: (n: number) => string
  readonly churn: string
  readonly churnHead: readonly string[]
  /** Whether a manager has acknowledged it. */
  readonly seen: (isSeen: boolean) => string
  readonly pipeline: string
  readonly pipelineHead: readonly string[]
  readonly none: string
  readonly created: (money: string, n: number) => string
  readonly cohorts: string
  readonly cohortsCut: (shown: number, all: number) => string
  readonly month: string
  readonly within: (step: string, days: number) => string
  readonly targets: (quarter: string, elapsed: number, total: number) => string
  readonly targetsHead: readonly string[]
  readonly onPace: (isOnPace: boolean) => string
  readonly missing: string
  readonly snapshots: (months: readonly string[]) => string
  readonly accounts: string
  readonly noTargets: string
  readonly starts: (n: number) => string
  readonly estimates: (n: number) => string
}

/** What `tasuki deliveries` prints. The codes are what `--state` takes, and stand beside the words. */
interface DeliveryLines {
  /** Times are of that zone. */
  readonly head: (zone: string) => readonly string[]
  readonly states: Readonly<Record<DeliveryState, string>>
  readonly purpose: (code: Purpose) => string
  readonly shown: (shown: number, total: number, more: number) => string
  readonly retried: (id: string, purpose: string) => string
  readonly suspended: string
  readonly dropped: (id: string, purpose: string, state: string) => string
  readonly unknown: (id: string) => string
  readonly notRetried: (id: string, why: string) => string
  readonly notDropped: (id: string, why: string) => string
  /** What each state means, within the sentence that refuses. */
  readonly because: Readonly<Record<DeliveryState, string>>
  readonly mayBeThere: (id: string, reason: string) => readonly string[]
}

/** What the command line says where no other area has it: options, files, workspaces, and two commands' tables. */
export interface CommandLineWords {
  /** Of options and arguments: what was typed is not what may be. */
  readonly typed: {
    readonly optionNeeded: (flags: string) => string
    readonly valueNeeded: (flags: string) => string
    readonly argumentNeeded: (name: string) => string
    readonly unknownOption: (flag: string, meant: string | null) => string
    readonly unknownCommand: (name: string, meant: string | null) => string
    readonly tooMany: (command: string) => string
    readonly invalid: (what: string, typed: string, why: string) => string
    readonly choices: (choices: string) => string
    readonly help: string
    readonly day: string
    readonly wholeNumber: string
    readonly dimension: (typed: string, known: readonly string[]) => string
    readonly endBeforeStart: (from: string, to: string) => string
    readonly daysNotTaken: string
  }
  readonly unreadable: (file: string, code: string) => string
  readonly noFile: (file: string) => string
  readonly notSaved: (cause: string) => string
  readonly workspaces: {
    readonly several: string
    readonly unknown: (named: string) => string
    readonly alike: (named: string) => string
    readonly unconnected: string
  }
  readonly report: ReportTables
  readonly deliveries: DeliveryLines
}
