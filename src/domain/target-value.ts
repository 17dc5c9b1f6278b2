import { readAmount, readAmountField } from './amounts.js'
import type { Currency } from './csql.js'
import { isMoneyTarget, type TargetMetric } from './target.js'

/** A count, with its counter. */
const COUNT = /^(\d{1,6})\s*件?$/u

/**
 * A target as it was typed: a count, or minor units of the workspace's currency. "50" may be 50万 left short, so that of
 * bare numbers of money only 0 is clear. Null for what cannot be told.
 */
export function readTargetValue(metric: TargetMetric, typed: string, currency: Currency): number | null {
  if (!isMoneyTarget(metric)) {
    const count = COUNT.exec(typed.normalize('NFKC').trim())?.[1]
    return count === undefined ? null : Number(count)
  }
  const read = readAmountField(typed, { currency, period: 'month' })
  const strict = readAmount(typed, currency)
  const isBare = strict?.kind === 'unclear' && strict.reason === 'bare_number'
  if (read?.kind !== 'amount' || read.currency !== currency || (isBare && read.amount !== 0)) return null
  return read.amount
}
