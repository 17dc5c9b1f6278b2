import { type ReadAmount, readAmountField } from '../domain/amounts.js'
import { AmountPeriod, type Currency } from '../domain/csql.js'
import type { Messages } from '../i18n/messages.js'
import { cut } from '../views/text.js'
import type { ModalState } from './modal-state.js'

type AmountInput = 'amount' | 'amount_period' | 'one_time'

/** Amounts in minor units, before tax, under the names of the domain; or what is wrong, by the input it is wrong in. */
export interface AmountsRead {
  readonly fields: {
    amount?: number | null
    amount_period?: AmountPeriod | null
    one_time?: number | null
    currency?: Currency
  }
  readonly errors: Partial<Record<AmountInput, string>>
}

/**
 * Reads the money inputs of a form. A period that is typed wins over the menu's; a one-time amount typed in the first
 * input is one-time. What names no currency is in `currency`.
 */
export function readAmounts(state: ModalState, { currency, m }: { currency: Currency; m: Messages }): AmountsRead {
  const [first, second] = [state.one('amount'), state.one('one_time')]
  if (first === undefined && second === undefined) return { fields: {}, errors: {} }
  const errors: AmountsRead['errors'] = {}
  const period = AmountPeriod.safeParse(state.one('amount_period') ?? 'month')
  if (!period.success) errors.amount_period = m.faults.unreadable
  const read = (name: AmountInput, text: string | null | undefined, per: AmountPeriod | 'one_time') => {
    const reading = readAmountField(text ?? '', { currency, period: per })
    if (reading?.kind === 'unclear') errors[name] = m.faults.amounts[reading.reason](cut(reading.typed, 40))
    return reading?.kind === 'amount' ? reading : null
  }
  const typed = read('amount', first, period.data ?? 'month')
  const once = read('one_time', second, 'one_time')
  Object.assign(errors, togetherWrong(typed, once, m))
  if (Object.keys(errors).length > 0) return { fields: {}, errors }
  return { fields: amountFields(first, second, typed, once), errors }
}

function togetherWrong(typed: ReadAmount | null, once: ReadAmount | null, m: Messages): AmountsRead['errors'] {
  if (once !== null && once.period !== 'one_time') return { one_time: m.faults.notOneTime }
  if (typed === null || once === null) return {}
  if (typed.period === 'one_time') return { one_time: m.faults.oneTimeTwice }
  return typed.currency === once.currency ? {} : { one_time: m.faults.currenciesDiffer }
}

function amountFields(
  first: string | null | undefined,
  second: string | null | undefined,
  typed: ReadAmount | null,
  once: ReadAmount | null,
): AmountsRead['fields'] {
  const recurring = typed !== null && typed.period !== 'one_time' ? { ...typed, period: typed.period } : null
  const oneTime = once ?? (recurring === null ? typed : null)
  const currency = (recurring ?? oneTime)?.currency
  return {
    ...(first === undefined ? {} : { amount: recurring?.amount ?? null, amount_period: recurring?.period ?? null }),
    ...(second === undefined && oneTime === null ? {} : { one_time: oneTime?.amount ?? null }),
    ...(currency === undefined ? {} : { currency }),
  }
}
