import { sql } from 'kysely'
import type { Dimension } from '../../domain/metrics.js'
import type { Scope } from '../rows.js'
import { qualified } from './families.js'
import { type Asked, counted, type Keyed } from './family.js'
import { narrowed } from './money.js'

/** A customer that is known, and not one whose every contract has ended; `a` is the account. */
const isActive = sql`a.provisional = 0 and (
  not exists (select 1 from contracts as k where k.workspace_id = a.workspace_id and k.account_id = a.id)
  or exists (
    select 1 from contracts as k
    where k.workspace_id = a.workspace_id and k.account_id = a.id and coalesce(k.phase, '') <> 'churned'))`

export async function activeAccounts({ db, workspaceId }: Scope): Promise<number> {
  const query = sql<{ n: number }>`
    select count(*) as n from accounts as a where a.workspace_id = ${workspaceId} and ${isActive}`
  return (await query.execute(db)).rows[0]?.n ?? 0
}

/** The CSQLs of the period that are of an active account. */
export const covering = narrowed({
  family: qualified,
  where: sql`exists (
    select 1 from accounts as a where a.workspace_id = f.workspace_id and a.id = f.account_id and ${isActive})`,
})

export const coveredAccounts = (
  on: Asked,
  by: Dimension | null,
): Promise<readonly Keyed<{ readonly accounts: number }>[]> =>
  counted(covering, on, by, sql`count(distinct f.account_id) as accounts`)
