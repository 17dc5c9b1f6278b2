import type { Amounts, Increment } from '../areas/terms.js'
import { format } from './format.js'
import { terms } from './terms.js'

const recurring = (of: Increment): string | null =>
  of.amount === null ? null : format.money({ amount: of.amount, currency: of.currency })

const oneTime = (of: Increment): string | null =>
  of.oneTime === null ? null : `${terms.oneTime} ${format.money({ amount: of.oneTime, currency: of.currency })}`

const period = (of: Increment): string => terms.periods[of.amountPeriod ?? 'month']

/** A zero beside another figure says nothing; alone it is what was agreed. */
const withoutZeros = (of: Increment): Increment => ({
  ...of,
  amount: of.amount === 0 && (of.oneTime ?? 0) > 0 ? null : of.amount,
  oneTime: of.oneTime === 0 && of.amount !== null ? null : of.oneTime,
})

export const amounts: Amounts = {
  unknown: '金額 未定',
  increment: (given, certainty) => {
    const of = withoutZeros(given)
    const tax = certainty === 'estimate' ? '(税抜・概算)' : '(税抜)'
    const each = recurring(of)
    const once = oneTime(of)
    if (each === null) return once === null ? amounts.unknown : `${once}${tax}`
    return `${period(of)} +${each}${tax}${once === null ? '' : `、${once}`}`
  },
  reading: (given) => {
    const of = withoutZeros(given)
    const each = recurring(of)
    const once = oneTime(of)
    if (each === null) return once === null ? amounts.unknown : `${once}(税抜)`
    return `${period(of)}${each}の増加(税抜)${once === null ? '' : `、${once}`}`
  },
}
