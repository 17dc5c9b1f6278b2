import type { AmountInput } from './attempt.js'
import type { AmountPeriod, CsqlChanges } from './csql.js'

/** A recurring amount has a period, a month unless said otherwise; without an amount there is none. */
export const periodOf = (amount: number | null, period: AmountPeriod | null): AmountPeriod | null =>
  amount === null ? null : (period ?? 'month')

/** The expected amounts, in minor units, as one whole. */
export function estimateOf(input: AmountInput): CsqlChanges {
  return {
    amount: input.amount,
    amountPeriod: periodOf(input.amount, input.amountPeriod),
    oneTime: input.oneTime,
    currency: input.currency,
  }
}
