import type { DigestNote } from '../../domain/digest.js'

/** The weekly digest's lists of CSQLs, and the sentence at its top. */
export interface Digest {
  readonly title: string
  readonly headline: (of: {
    week: string
    csqls: number
    previous: number | null
    won: number
    amount: string | null
    queue: string
  }) => string
  /** What waits for a decision, and what is overdue in all: where those are the same, said once. */
  readonly queue: (of: { waiting: number; waitingOverdue: number; overdue: number }) => string
  readonly topReasons: (reasons: readonly string[]) => string
  /** What stands in the way of what is past due. */
  readonly neglected: (reasons: readonly string[]) => string
  readonly reason: (label: string, n: number) => string
  readonly wonAmount: (mrr: string | null, oneTime: string | null) => string

  readonly wins: string
  readonly win: (of: { subject: string; amount: string; people: string; days: number | null }) => string
  /** The people of a win: who noticed it, whose customer it is, who closed. */
  readonly people: (of: { logger: string | null; csm: string | null; ae: string | null }) => string
  readonly quick: string
  readonly quickOne: (of: { csql: string; csm: string | null; ae: string | null; hours: number }) => string

  readonly overdue: (total: number) => string
  readonly overdueOne: (csql: string, days: number) => string
  readonly more: (n: number) => string
  readonly notes: { readonly [K in DigestNote['kind']]: (note: Extract<DigestNote, { kind: K }>) => string }
}
