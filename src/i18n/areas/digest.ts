import type { DigestNote } from '../../domain/digest.js'

/** The weekly digest. A rate whose denominator is zero is `—`. */
export interface Digest {
  readonly title: string
  readonly headline: (of: {
    week: string
    csqls: number
    previous: number | null
    won: number
    amount: string | null
    waiting: number
    overdue: number
  }) => string
  readonly figures: string
  readonly signals: string
  readonly csqls: string
  readonly accepted: string
  readonly returned: string
  readonly rejected: string
  readonly opportunities: string
  readonly won: string
  readonly lost: string
  readonly count: (n: number) => string
  readonly topReasons: (reasons: readonly string[]) => string
  /** What stands in the way of what is past due. */
  readonly neglected: (reasons: readonly string[]) => string
  readonly reason: (label: string, n: number) => string
  /** 62%(5/8), or — with its figures where nothing can be divided. */
  readonly rate: (label: string, num: number, den: number) => string
  readonly wonRate: string
  readonly wonAmount: (mrr: string | null, oneTime: string | null) => string

  readonly wins: string
  readonly win: (of: { subject: string; amount: string; people: string; days: number }) => string
  /** The people of a win: who noticed it, whose customer it is, who closed. */
  readonly people: (of: { logger: string | null; csm: string | null; ae: string | null }) => string
  readonly quick: string
  readonly quickOne: (of: { csql: string; csm: string | null; ae: string | null; hours: number }) => string

  readonly stages: string
  readonly stage: (of: { state: string; n: number; median: number | null; oldest: number | null }) => string
  readonly overdue: (total: number) => string
  readonly overdueOne: (csql: string, days: number) => string
  readonly sources: string
  readonly source: (source: string, csqls: number, won: number) => string
  readonly more: (n: number) => string
  readonly quiet: string
  readonly notes: { readonly [K in DigestNote['kind']]: (note: Extract<DigestNote, { kind: K }>) => string }
}
