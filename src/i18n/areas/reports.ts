import type { Dimension, FigurePart, Metrics } from '../../domain/metrics.js'

type Span = { readonly fiscalYear: number; readonly fromMonth: number; readonly toMonth: number }

/** What reports say. */
export interface Reports {
  readonly title: (period: string, days: string) => string
  readonly half: (of: Span & { readonly half: number }) => string
  readonly year: (of: Span) => string
  readonly compared: (days: string) => string
  readonly metrics: Readonly<Record<keyof Metrics, string>>
  /** A number that can be opened. */
  readonly parts: Readonly<Record<FigurePart, string>>
  readonly groups: Readonly<Record<'cohort' | 'activity' | 'speed' | 'retention' | 'currencies' | 'pipeline', string>>
  readonly dimensions: Readonly<Record<Dimension, string>>
  readonly line: (label: string, value: string, compared: string | null) => string
  readonly count: (n: number) => string
  readonly accounts: (n: number) => string
  readonly percent: (value: number) => string
  readonly rate: (percent: string, num: string, den: string) => string
  /** Of so many CSQLs. */
  readonly rateOf: (percent: string, num: string, den: string, n: number) => string
  /** A rate, and what it leaves out; the rate alone where that is nothing. */
  readonly outside: (text: string, of: { readonly in_pipeline: number; readonly self_closed: number }) => string
  readonly none: string
  readonly stillOpen: (text: string, open: number) => string
  readonly loggers: (text: string, n: number) => string
  readonly immature: string
  readonly money: (money: string, n: number) => string
  /** A sum of `known` amounts, where `n` might have had one. */
  readonly moneyOf: (money: string, known: number, n: number) => string
  readonly days: (n: string) => string
  readonly hours: (n: string) => string
  readonly median: (value: string, n: number) => string
  readonly nobody: Readonly<Record<Dimension, string>>
  readonly keyLine: (of: {
    key: string
    csqls: number
    opportunities: string
    won: number
    mrr: string | null
  }) => string
  readonly more: (n: number) => string
  readonly openFigure: string
  readonly openSlice: string
  readonly openBefore: string
  readonly openMonth: string
  readonly option: (label: string, n: number) => string
  readonly cohortTitle: string
  readonly cohortHead: readonly [month: string, csqls: string, accepted: string, opportunities: string, won: string]
  readonly cohortNote: string
  /** Of the months shown, those whose qualification an import inferred. */
  readonly cohortInferred: (n: number) => string
  /** Only the newest months of the period are in the table. */
  readonly cohortsCut: (shown: number, all: number) => string
  readonly pipelineLine: (of: { month: string; stage: string; money: string; n: number }) => string
  readonly cell: (month: string, stage: string) => string
  /** What became an opportunity in the period. */
  readonly created: (money: string, n: number) => string
  readonly noMonth: string
  readonly noStage: string
  readonly targetTitle: (quarter: string) => string
  readonly targetLine: (of: {
    who: string
    metric: string
    reached: string
    value: string
    percent: string
    onPace: boolean
  }) => string
  readonly pace: (elapsed: number, total: number, percent: string) => string
  readonly everybody: string
  readonly teamOf: (manager: string | null) => string
  readonly churn: (of: {
    product: string
    percent: string
    churned: string
    opening: string
    accounts: { readonly churned: number; readonly opening: number }
    gate: number
    month: string
  }) => string
  /** So many products beside those that are told. */
  readonly churnMore: (n: number) => string
  readonly churnSeen: (name: string, day: string) => string
  readonly churnAsk: string
  readonly churnButton: string
  readonly churnThanks: string
  readonly missing: {
    readonly title: string
    readonly snapshots: (months: readonly string[], more: number) => string
    readonly accounts: string
    readonly targets: string
    /** Won without a start. */
    readonly starts: (n: number) => string
    /** Open opportunities without an amount. */
    readonly estimates: (n: number) => string
  }
  readonly notes: string
  readonly nothing: string
  readonly list: {
    readonly modalTitle: string
    readonly title: (label: string, slice: string | null, n: number) => string
    readonly empty: string
    readonly pages: (from: number, to: number, total: number) => string
    readonly next: string
    readonly previous: string
  }
  readonly sliceTitle: string
}
