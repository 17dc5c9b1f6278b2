import type { Amounts, Increment } from '../areas/terms.js'
import { format } from './format.js'
import { terms } from './terms.js'

const money = (amount: number, of: Increment): string => format.money({ amount, currency: of.currency })
const period = (of: Increment): string => terms.periods[of.amountPeriod ?? 'month']

/** A zero beside another figure says nothing; alone it is what was agreed. */
const withoutZeros = (of: Increment): Increment => ({
  ...of,
  amount: of.amount === 0 && (of.oneTime ?? 0) > 0 ? null : of.amount,
  oneTime: of.oneTime === 0 && of.amount !== null ? null : of.oneTime,
})

export const amounts: Amounts = {
  unknown: 'Amount not known yet',
  increment: (given, certainty) => {
    const of = withoutZeros(given)
    const tax = certainty === 'estimate' ? '(before tax, estimate)' : '(before tax)'
    const once = of.oneTime === null ? null : `${money(of.oneTime, of)} ${terms.oneTime}`
    if (of.amount === null) return once === null ? amounts.unknown : `${once} ${tax}`
    return `+${money(of.amount, of)} / ${period(of)} ${tax}${once === null ? '' : `, ${once}`}`
  },
  reading: (given) => {
    const of = withoutZeros(given)
    const once = of.oneTime === null ? null : `${money(of.oneTime, of)} ${terms.oneTime}`
    if (of.amount === null) return once === null ? amounts.unknown : `${once}, before tax`
    return `${money(of.amount, of)} more a ${period(of)}, before tax${once === null ? '' : `, and ${once}`}`
  },
}
