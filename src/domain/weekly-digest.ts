import type { ChurnWarning } from './churn.js'
import type { Currency, Source } from './csql.js'
import type { DayRange } from './days.js'
import type { DigestNote, DigestOverdue, DigestQuick, DigestWin, Money } from './digest.js'
import type { QuarterTargets } from './report.js'

/** Weeks of the trend, the reported one last; the funnel and the sources are of the same weeks. */
export const TREND_WEEKS = 12
/** The weeks before the reported one that it is compared with. */
export const MEAN_WEEKS = 4

/**
 * What a week's digest says: figures, and names already looked up. Who owns what is overdue is no part of it, so that no
 * channel can show it (domain.md §4). Lists may be cut; their totals count all.
 */
export interface WeeklyDigest {
  /** The reported week, in the workspace's zone. */
  readonly week: DayRange
  /** The workspace's. */
  readonly currency: Currency
  /** Nothing happened in the week: one line is enough. */
  readonly isIdle: boolean
  readonly key: {
    readonly signals: KeyFigure
    readonly csqls: KeyFigure
    readonly opportunities: KeyFigure
    readonly won: KeyFigure
    /** Minor units of the workspace's currency, a month. */
    readonly mrr: KeyFigure
  }
  /** Expansion won in the week, one entry a currency, the workspace's first. */
  readonly wonMrr: readonly Money[]
  readonly wonOneTime: readonly Money[]
  /** What is open, by what it waits for. */
  readonly open: { readonly total: number; readonly qualified: number; readonly qualifiedOverdue: number }
  readonly trend: readonly TrendWeek[]
  readonly funnel: Funnel
  readonly overdue: readonly DigestOverdue[]
  readonly overdueTotal: number
  /** Returned to their CSM, the longest first. */
  readonly waitingOnCsm: readonly WaitingOnCsm[]
  readonly waitingOnCsmTotal: number
  /** Accounts with an outcome, to whom nothing is proposed. */
  readonly unproposed: readonly string[]
  readonly unproposedTotal: number
  readonly decisions: readonly Decision[]
  readonly decisionsTotal: number
  readonly rejectReasons: readonly { readonly reason: string; readonly n: number }[]
  /** Opportunities that were lost in the week, and why. */
  readonly lost: number
  readonly lostReasons: readonly { readonly reason: string; readonly n: number }[]
  readonly quick: readonly DigestQuick[]
  readonly wins: readonly StoryOfWin[]
  /** Signed in an earlier week and recorded after the digest of that week: no other digest shows them. */
  readonly lateWins: readonly StoryOfWin[]
  readonly bySource: readonly SourceResult[]
  readonly neglect: readonly { readonly reason: string; readonly n: number }[]
  /** The targets of the reported week's fiscal quarter, but for those that name somebody. */
  readonly targets: QuarterTargets
  /** Products whose churn is above the gate, which is in percent. */
  readonly churn: readonly ChurnWarning[]
  readonly churnGate: number
  readonly nextStep: NextStep | null
  readonly notes: readonly DigestNote[]
}

export interface KeyFigure {
  readonly n: number
  /** Of the week before; null where nothing had been logged yet. */
  readonly before: number | null
  /** A week's mean over the four before; null where they were not all recorded. */
  readonly mean: number | null
}

export interface TrendWeek {
  /** The Monday. */
  readonly from: string
  readonly csqls: number
  readonly won: number
}

/** The signals logged within the trend's weeks, and how far they came, whenever they did. */
export interface Funnel {
  readonly span: DayRange
  readonly signals: number
  readonly qualified: number
  readonly accepted: number
  readonly opportunities: number
  readonly won: number
}

export interface WaitingOnCsm {
  readonly number: number
  readonly accountName: string
  /** Working days since it was returned. */
  readonly days: number
}

export interface Decision {
  readonly kind: 'accept' | 'return' | 'reject'
  readonly number: number
  readonly accountName: string
  /** Of a rejection. */
  readonly reason: string | null
}

export interface StoryOfWin extends DigestWin {
  /** The customer's problem, as it was handed over. */
  readonly problem: string | null
  readonly wonOn: string
}

/** The CSQLs of the trend's weeks from one source, and what they came to, whenever they did. */
export interface SourceResult {
  readonly source: Source
  readonly csqls: number
  readonly opportunities: number
  readonly won: number
}

/** What a digest suggests to do next, with the figures that it follows from. docs/…/digest.md has each rule. */
export type NextStep =
  | { readonly kind: 'name_aes'; readonly n: number }
  | {
      readonly kind: 'settle_overdue'
      readonly n: number
      readonly number: number
      readonly accountName: string
      readonly days: number
    }
  | { readonly kind: 'answer_returned'; readonly n: number; readonly days: number }
  | { readonly kind: 'agree_on_rejections'; readonly reason: string; readonly n: number; readonly of: number }
  | { readonly kind: 'look_for_signals'; readonly n: number; readonly mean: number }
  | { readonly kind: 'vet_signals'; readonly signals: number; readonly qualified: number }
  | { readonly kind: 'repeat_source'; readonly source: Source; readonly opportunities: number; readonly csqls: number }
  | { readonly kind: 'propose_to_successful'; readonly n: number }
