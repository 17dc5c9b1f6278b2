import { sql } from 'kysely'
import type { AccountId } from '../../domain/ids.js'
import { inTurn } from '../in-turn.js'
import { prepared } from '../prepared.js'
import type { Scope } from '../rows.js'
import { qualified } from './families.js'
import { counted } from './family.js'
import { narrowed } from './money.js'

/** A customer that is known, and not one whose every contract has ended; `a` is the account. */
const isActive = sql`a.provisional = 0 and (
  not exists (select 1 from contracts as k where k.workspace_id = a.workspace_id and k.account_id = a.id)
  or exists (
    select 1 from contracts as k
    where k.workspace_id = a.workspace_id and k.account_id = a.id and coalesce(k.phase, '') <> 'churned'))`

const active = prepared<Pick<Scope, 'workspaceId'>, { n: number }>((db, param) => ({
  compile: () =>
    sql<{
      n: number
    }>`select count(*) as n from accounts as a where a.workspace_id = ${param('workspaceId')} and ${isActive}`.compile(
      db,
    ),
}))

export async function activeAccounts({ db, workspaceId }: Scope): Promise<number> {
  const [row] = await inTurn(active(db, { workspaceId }))
  return row?.n ?? 0
}

/** The CSQLs of the period that are of an active account. */
export const covering = narrowed({
  family: qualified,
  where: sql`exists (
    select 1 from accounts as a where a.workspace_id = f.workspace_id and a.id = f.account_id and ${isActive})`,
})

/** The accounts of those, once for each combination that they stand in. */
export const coveredAccounts = counted<{ readonly accountId: AccountId }>({
  family: covering,
  apart: [{ name: 'account_id', value: sql`f.account_id` }],
})
