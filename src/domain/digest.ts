import type { Currency } from './csql.js'

/** Minor units of the currency, before tax. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
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
  /** From the log to the signing; null where an import inferred the log, and nobody knows. */
  readonly days: number | null
}

/** What a reader should know beside the figures. */
export type DigestNote =
  | { readonly kind: 'managers_unnamed' }
  /** Neither a manager nor an admin can be told. */
  | { readonly kind: 'nobody_told' }
  /** So many people hold open CSQLs and have no manager of their own. */
  | { readonly kind: 'without_manager'; readonly n: number }
  | { readonly kind: 'unassigned'; readonly n: number }
  | { readonly kind: 'undelivered'; readonly n: number }
