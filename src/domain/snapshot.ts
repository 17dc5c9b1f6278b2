import { z } from 'zod'
import { Currency } from './csql.js'
import { AccountId, ProductId } from './ids.js'
import { Month } from './months.js'

/**
 * What an account pays for a product in a month, as the books say at the month's end: a recurring amount a month in
 * minor units, before tax. An account without a row in a month that has rows at all paid nothing in it.
 */
export const AccountSnapshot = z.object({
  month: Month,
  accountId: AccountId,
  productId: ProductId,
  amount: z.int().min(0),
  currency: Currency,
})
export type AccountSnapshot = Readonly<z.infer<typeof AccountSnapshot>>
