import type { KnownBlock } from '@slack/types'
import { AMOUNT_PERIODS, type AmountPeriod, type Currency } from '../../domain/csql.js'
import { majorUnits } from '../../i18n/format.js'
import type { Messages } from '../../i18n/messages.js'
import { inWords } from './choices.js'
import { type Asked, amountLine, menu } from './inputs.js'

/** Amounts as they stand in the inputs: texts, which the reader of the form reads as anybody's typing. */
export interface AmountTexts {
  readonly amount: string | null
  readonly period: AmountPeriod | null
  readonly oneTime: string | null
}

const NAMED_CURRENCIES = new Set(['USD', 'EUR', 'GBP'])

/**
 * An amount as text that reads back to the same: in the language's own writing for yen, else in major units, with the
 * currency's code where that is read.
 */
function amountText(m: Messages, amount: number | null, currency: Currency): string | null {
  if (amount === null) return null
  if (currency === 'JPY') return m.format.money({ amount, currency })
  const major = majorUnits({ amount, currency })
  return NAMED_CURRENCIES.has(currency) ? `${currency} ${major}` : major
}

/** The amounts of a CSQL as texts. */
export const amountTexts = (
  m: Messages,
  of: { amount: number | null; amountPeriod: AmountPeriod | null; oneTime: number | null; currency: Currency },
): AmountTexts => ({
  amount: amountText(m, of.amount, of.currency),
  period: of.amountPeriod,
  oneTime: amountText(m, of.oneTime, of.currency),
})

export const amountField = (m: Messages, texts: AmountTexts, asked: Asked = {}): KnownBlock | null =>
  amountLine(m, 'amount', texts.amount, asked)

export const periodField = (m: Messages, texts: AmountTexts): KnownBlock | null =>
  menu(m, 'amount_period', inWords(AMOUNT_PERIODS, m.terms.periods), texts.period ?? 'month', { required: true })

export const oneTimeField = (m: Messages, texts: AmountTexts): KnownBlock | null =>
  amountLine(m, 'one_time', texts.oneTime)
