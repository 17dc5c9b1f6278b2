import type { Contract } from './account.js'
import { addAmounts, monthly, type RecurringAmount } from './amounts.js'
import type { Currency } from './csql.js'
import type { AccountSnapshot } from './snapshot.js'

/** A recurring amount a month in minor units, before tax. */
export interface MonthlyAmount {
  readonly currency: Currency
  readonly amount: number
}

/**
 * What an account pays a month by its contracts, each currency apart, `first` first. Contracts that have ended pay
 * nothing; where no amount is known there is no entry.
 */
export function contractRevenue(contracts: readonly Contract[], first: Currency): readonly MonthlyAmount[] {
  const running: RecurringAmount[] = contracts.flatMap(({ phase, amount, amountPeriod, currency }) =>
    phase === 'churned' || amount === null ? [] : [{ amount, currency, period: amountPeriod ?? 'month' }],
  )
  return byCurrency(running, first, (of) => monthly(of))
}

/** What an account paid in a month as it was imported, products summed, each currency apart, `first` first. */
export const snapshotRevenue = (snapshots: readonly AccountSnapshot[], first: Currency): readonly MonthlyAmount[] =>
  byCurrency(snapshots, first, (of) => addAmounts(of.map(({ amount }) => amount)))

function byCurrency<T extends { readonly currency: Currency }>(
  all: readonly T[],
  first: Currency,
  sum: (of: readonly T[]) => number,
): readonly MonthlyAmount[] {
  const currencies = [...new Set(all.map(({ currency }) => currency))].toSorted((a, b) =>
    a === first ? -1 : b === first ? 1 : a < b ? -1 : 1,
  )
  return currencies.map((currency) => ({ currency, amount: sum(all.filter((one) => one.currency === currency)) }))
}
