import { sql } from 'kysely'
import type { Currency } from '../../domain/csql.js'
import type { ProductId } from '../../domain/ids.js'
import type { Month } from '../../domain/months.js'
import type { Movement } from '../../usecases/ports.js'
import { inTurn } from '../in-turn.js'
import type { Scope } from '../rows.js'
import { halves, whole } from './family.js'

const only = (product: ProductId | null) => (product === null ? sql`` : sql`and product_id = ${product}`)

/** Each account's amount in two months, products summed, currencies apart. */
const paid = ({ workspaceId }: Scope, opening: Month, closing: Month, product: ProductId | null) => sql`
  select account_id, currency,
    sum(case when month = ${opening} then amount else 0 end) as opening,
    sum(case when month = ${closing} then amount else 0 end) as closing
  from account_snapshots
  where workspace_id = ${workspaceId} and (month = ${opening} or month = ${closing}) ${only(product)}
  group by account_id, currency`

export async function movements(
  scope: Scope,
  opening: Month,
  closing: Month,
  product: ProductId | null,
): Promise<readonly Movement[]> {
  const query = sql<{ currency: Currency } & Record<string, number>>`
    select currency,
      ${halves(sql`opening`, 'opening')},
      ${halves(sql`case when opening > 0 then closing else 0 end`, 'kept')},
      ${halves(sql`case when closing < opening then closing else opening end`, 'at_most')},
      ${halves(sql`case when closing = 0 then opening else 0 end`, 'churned')},
      ${halves(sql`case when opening > 0 and closing > opening then closing - opening else 0 end`, 'expansion')}
    from (${paid(scope, opening, closing, product)}) as paid
    group by currency`
  const rows = await inTurn(query.execute(scope.db))
  return rows.map((row) => {
    const sum = (name: string) => whole(Number(row[`${name}High`]), Number(row[`${name}Low`]))
    return {
      ...{ currency: row.currency, opening: sum('opening'), kept: sum('kept'), keptAtMost: sum('atMost') },
      ...{ churned: sum('churned'), expansion: sum('expansion') },
    }
  })
}

/** How many accounts paid anything in the opening month, in whatever currency, and how many of them nothing at the closing. */
export async function churnedAccounts(
  scope: Scope,
  opening: Month,
  closing: Month,
  product: ProductId | null,
): Promise<{ readonly opening: number; readonly churned: number }> {
  const query = sql<{ opening: number; churned: number }>`
    select count(*) as opening, coalesce(sum(case when still = 0 then 1 else 0 end), 0) as churned
    from (
      select account_id, max(opening) as had, max(closing) as still
      from (${paid(scope, opening, closing, product)}) as paid
      group by account_id
    ) as accounts
    where had > 0`
  const rows = await inTurn(query.execute(scope.db))
  return rows[0] ?? { opening: 0, churned: 0 }
}
