/**
 * What a chart shows: figures, and the words that stand beside them, already in the reader's language. How it looks is
 * the drawing's business.
 */
export type Chart = FunnelChart | TrendChart

/** How far the CSQLs of one cohort came: each step is a part of the one before it. */
export interface FunnelChart {
  readonly kind: 'funnel'
  readonly title: string
  readonly note: string
  readonly steps: readonly {
    readonly label: string
    readonly n: number
    /** The count in words, with its share of the step before. */
    readonly value: string
  }[]
}

/** Counts of the weeks up to one, the last of which is the one that is spoken of. */
export interface TrendChart {
  readonly kind: 'trend'
  readonly title: string
  readonly note: string
  /** Oldest first: what stands under the bars of a week. */
  readonly weeks: readonly string[]
  /** One panel each, with a count for each week. */
  readonly series: readonly { readonly label: string; readonly counts: readonly number[] }[]
}
