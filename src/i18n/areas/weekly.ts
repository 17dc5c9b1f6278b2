import type { Money } from '../../domain/digest.js'
import type { Decision, NextStep } from '../../domain/weekly-digest.js'

/** The weekly digest of a channel, its charts and what stands in its thread. */
export interface Weekly {
  /** Five figures, each with its change on the week before and on the mean of the four before. */
  readonly key: Readonly<Record<'signals' | 'csqls' | 'opportunities' | 'won' | 'mrr', string>>
  readonly count: (n: number) => string
  readonly increase: (money: Money) => string
  /** A change is said in words by `change` or `moneyChange`; null = there is nothing to compare with. */
  readonly compared: (before: string | null, mean: string | null) => string
  readonly change: (n: number) => string
  readonly moneyChange: (money: Money) => string

  /** Opportunities lost in the week, with their reasons in words. */
  readonly lost: (n: number, reasons: readonly string[]) => string

  readonly late: (moment: string) => string
  /** `isRunning`: the week is not over, and something may happen yet. */
  readonly idle: (of: { week: string; isRunning: boolean; open: number; queue: string }) => string
  /** A week that is not over. */
  readonly soFar: (week: string) => string
  readonly problem: (text: string) => string
  readonly lateWins: string
  readonly wonOn: (day: string) => string
  readonly nextStep: string
  readonly steps: { readonly [K in NextStep['kind']]: (of: Worded<Extract<NextStep, { kind: K }>>) => string }
  /** Leads to the figures of the week, each of which opens what it counts. */
  readonly open: string
  readonly threadFollows: string
  readonly noCharts: string

  readonly details: string
  readonly waitingOnCsm: (total: number) => string
  readonly unproposed: (total: number) => string
  readonly moreAccounts: (n: number) => string
  readonly decisions: (total: number) => string
  readonly decided: (kind: Decision['kind'], csqls: string, n: number) => string
  readonly sources: string
  readonly source: (of: { source: string; csqls: number; opportunities: number; won: number }) => string

  readonly charts: {
    readonly funnel: string
    readonly funnelNote: (span: string) => string
    readonly steps: Readonly<Record<'signals' | 'qualified' | 'accepted' | 'opportunities' | 'won', string>>
    readonly step: (n: number, of: number | null) => string
    readonly trend: string
    readonly trendNote: string
    readonly series: Readonly<Record<'csqls' | 'won', string>>
    /** The whole picture in words, for who cannot see it. */
    readonly alt: (title: string, parts: readonly string[]) => string
  }
  /** `leftOut`: how many more there are than the file holds. */
  readonly csv: {
    readonly title: (week: string, leftOut: number) => string
    readonly columns: Readonly<Record<CsvColumn, string>>
  }
  readonly preview: {
    /** To who asks alone: of a week that is over, and of the running one. */
    readonly whole: string
    readonly soFar: string
    readonly nothing: string
    readonly charts: string
    readonly chartsSoFar: string
    readonly chartsFollow: string
  }
}

/** Codes and names in words already. */
type Worded<T> = T extends { kind: 'settle_overdue' }
  ? { readonly n: number; readonly csql: string; readonly days: number }
  : T extends { kind: 'agree_on_rejections' | 'repeat_source' }
    ? Omit<T, 'kind' | 'reason' | 'source'> & { readonly label: string }
    : Omit<T, 'kind'>

export const CSV_COLUMNS = [
  'number',
  'account',
  'department',
  'product',
  'kind',
  'source',
  'heat',
  'state',
  'logged_on',
  'qualified_on',
  'accepted_on',
  'opportunity_on',
  'won_on',
  'lost_on',
  'reason',
  'overdue_days',
  'expected_mrr',
  'won_mrr',
  'won_one_time',
  'currency',
] as const
export type CsvColumn = (typeof CSV_COLUMNS)[number]
