import type { Currency, Source, State } from './csql.js'
import type { Day } from './time.js'

/** Minor units of the currency, before tax. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

/**
 * What a week's digest says: figures, and names already looked up. Who owns what is overdue is no part of it, so that
 * no channel can show it (domain.md §4). A null name is somebody erased, or nobody.
 */
export interface DigestFigures {
  /** Both days included, in the workspace's zone. */
  readonly week: { readonly from: Day; readonly to: Day }
  /** Null where there was no week before. */
  readonly previousCsqls: number | null
  readonly signals: number
  readonly csqls: number
  readonly accepted: number
  readonly returned: number
  readonly rejected: number
  readonly topRejectReasons: readonly { readonly reason: string; readonly n: number }[]
  /** What AEs said stands in the way of what is past due: counts alone, for a channel may read them (domain.md §4). */
  readonly neglectReasons: readonly { readonly reason: string; readonly n: number }[]
  readonly opportunities: number
  readonly won: {
    readonly n: number
    /** One entry a currency, the workspace's first: currencies are never added together. */
    readonly mrr: readonly Money[]
    readonly oneTime: readonly Money[]
  }
  readonly lost: number
  readonly openByStage: readonly DigestStage[]
  readonly waitingDecision: { readonly n: number; readonly overdue: number }
  /** The longest overdue first; may be cut, `overdueTotal` counts all. */
  readonly overdue: readonly DigestOverdue[]
  readonly overdueTotal: number
  readonly quick: readonly DigestQuick[]
  readonly wins: readonly DigestWin[]
  readonly bySource: readonly { readonly source: Source; readonly csqls: number; readonly won: number }[]
  readonly notes: readonly DigestNote[]
}

export interface DigestStage {
  readonly state: State
  readonly n: number
  readonly medianAgeDays: number | null
  readonly oldestDays: number | null
}

export interface DigestOverdue {
  readonly number: number
  readonly accountName: string
  /** Working days past due, at least 1. */
  readonly days: number
}

export interface DigestQuick {
  readonly number: number
  readonly accountName: string
  readonly csmName: string | null
  readonly aeName: string | null
  /** Working hours from the hand-over to the decision. */
  readonly hours: number
}

export interface DigestWin {
  readonly number: number
  readonly accountName: string
  readonly productName: string | null
  readonly csmName: string | null
  readonly loggedByName: string | null
  readonly aeName: string | null
  readonly amount: number
  readonly amountPeriod: 'month' | 'year'
  readonly oneTime: number
  readonly currency: Currency
  /** From the log to the signing. */
  readonly days: number
}

/** What a reader should know beside the figures. */
export type DigestNote =
  | { readonly kind: 'managers_unnamed' }
  /** So many people hold open CSQLs and have no manager of their own. */
  | { readonly kind: 'without_manager'; readonly n: number }
  | { readonly kind: 'unassigned'; readonly n: number }
  | { readonly kind: 'undelivered'; readonly n: number }
