import type { Product } from './account.js'
import type { Currency } from './csql.js'
import type { Ratio } from './metrics.js'
import type { Month } from './months.js'
import type { Instant } from './time.js'

/**
 * A product whose churn over twelve months is above the workspace's gate (domain.md S10): expansion should wait for
 * it. Never a block; a manager acknowledges it once a fiscal quarter.
 */
export interface ChurnWarning {
  readonly product: Product
  /** Of what was paid a month twelve months before `month`, in minor units of the currency, what is no longer. */
  readonly churn: Ratio
  /** Whose amounts they are: how many customers paid then, and how many of them pay nothing now. */
  readonly accounts: { readonly opening: number; readonly churned: number }
  readonly currency: Currency
  /** The last month that can be told. */
  readonly month: Month
  readonly acknowledged: { readonly by: string | null; readonly at: Instant } | null
}

/** Above the gate, in percent; at the gate is not above it. */
export const isOverGate = ({ num, den }: Ratio, gate: number): boolean => den > 0 && num * 100 > gate * den

/** What nobody has seen comes first, then the highest rate. */
export const byUrgency = (a: ChurnWarning, b: ChurnWarning): number =>
  Number(a.acknowledged !== null) - Number(b.acknowledged !== null) || (b.churn.value ?? 0) - (a.churn.value ?? 0)
