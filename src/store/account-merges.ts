import { sql } from 'kysely'
import type { MovedTable, RowChange, Scalar } from '../domain/account-merge.js'
import type { AccountId } from '../domain/ids.js'
import type { AccountSnapshot } from '../domain/snapshot.js'
import type { AccountMerge, AccountMergesRepo, MergeChanges } from '../usecases/ports.js'
import { namesChanged } from './account-names.js'
import { type Scope, toFlag } from './rows.js'
import type { Tables } from './schema.js'
import { importedMonths } from './snapshots.js'

/** How many merges one behind another are followed: more is a circle, which nothing makes. */
const LONGEST_CHAIN = 100

/** Tables by the names that merges keep, as Kysely knows them. */
const TABLE_OF = {
  accounts: 'accounts',
  departments: 'departments',
  contracts: 'contracts',
  contacts: 'contacts',
  account_notes: 'accountNotes',
} as const satisfies Readonly<Record<MovedTable, keyof Tables>>

export function accountMergesRepo(scope: Scope): AccountMergesRepo {
  const { db, workspaceId } = scope
  const all = db.selectFrom('accountMerges').selectAll().where('workspaceId', '=', workspaceId)
  return {
    get: async (id) => toMerge(await all.where('id', '=', id).executeTakeFirst()),

    lastInto: async (intoId) => {
      const standing = all.where('intoId', '=', intoId).where('undoneAt', 'is', null)
      return toMerge(await standing.orderBy('mergedAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst())
    },

    nowPartOf: async (fromId) => {
      let found: AccountId | null = null
      for (let n = 0; n < LONGEST_CHAIN; n += 1) {
        const next = await db
          .selectFrom('accountMerges')
          .select('intoId')
          .where('workspaceId', '=', workspaceId)
          .where('fromId', '=', found ?? fromId)
          .where(sql<boolean>`undone_at is null`)
          .executeTakeFirst()
        if (next === undefined) return found
        found = next.intoId
      }
      return found
    },

    put: async (merge) => {
      const row = { ...merge, workspaceId, changes: JSON.stringify(merge.changes) }
      const { id, ...rest } = row
      const changed = await db
        .updateTable('accountMerges')
        .set(rest)
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (changed.numUpdatedRows === 0n) await db.insertInto('accountMerges').values(row).execute()
    },

    apply: async (changes, intoId) => {
      await sql`PRAGMA defer_foreign_keys = ON`.execute(db)
      // The account that goes gives its external id up first.
      await takeOut(scope, changes.account.id)
      for (const row of changes.rows) await applied(scope, row, changes.account.id, intoId)
      await namesChanged(scope, [changes.account.id, intoId])
    },

    revert: async ({ account, rows }, intoId) => {
      await sql`PRAGMA defer_foreign_keys = ON`.execute(db)
      for (const row of rows.toReversed()) {
        if (!(await reverted(scope, row, account.id, intoId))) {
          return row.kind === 'snapshot' ? 'account_snapshots' : row.table
        }
      }
      const { aliases, provisional, ...own } = account
      await db
        .insertInto('accounts')
        .values({ ...own, provisional: toFlag(provisional) })
        .execute()
      const names = aliases.map((alias, position) => ({ workspaceId, accountId: account.id, position, alias }))
      if (names.length > 0) await db.insertInto('accountAliases').values(names).execute()
      await namesChanged(scope, [account.id, intoId])
      return null
    },

    snapshotsOf: async (accountId) => {
      const { rows } = await sql<AccountSnapshot>`
        ${importedMonths(workspaceId)}
        select s.month, s.account_id, s.product_id, s.amount, s.currency
        from imported cross join account_snapshots as s
        where s.workspace_id = ${workspaceId} and s.month = imported.month and s.account_id = ${accountId}
        order by s.month, s.product_id`.execute(db)
      return rows
    },

    misplaced: async (accounts) => ({
      csqls: await misplacedCsqls(scope, accounts),
      table: await misplacedRows(scope, accounts),
    }),
  }
}

function toMerge(row: Tables['accountMerges'] | undefined): AccountMerge | null {
  if (row === undefined) return null
  const { workspaceId: _, changes, ...merge } = row
  return { ...merge, changes: JSON.parse(changes) as MergeChanges }
}

async function takeOut({ db, workspaceId }: Scope, id: AccountId): Promise<void> {
  await db.deleteFrom('accountAliases').where('workspaceId', '=', workspaceId).where('accountId', '=', id).execute()
  await db.deleteFrom('accounts').where('workspaceId', '=', workspaceId).where('id', '=', id).execute()
}

async function applied(scope: Scope, change: RowChange, fromId: AccountId, intoId: AccountId): Promise<void> {
  const { db, workspaceId } = scope
  if (change.kind === 'snapshot') {
    const key = { month: change.month, productId: change.productId }
    await removeSnapshot(scope, { ...key, accountId: fromId })
    await putSnapshot(scope, { ...key, accountId: intoId, ...change.after })
  } else if (change.kind === 'gone') {
    await db
      .deleteFrom(TABLE_OF[change.table])
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', String(change.row['id']) as never)
      .execute()
  } else await setColumns(scope, change, 1)
}

async function reverted(scope: Scope, change: RowChange, fromId: AccountId, intoId: AccountId): Promise<boolean> {
  const { db, workspaceId } = scope
  if (change.kind === 'snapshot') return revertSnapshot(scope, change, fromId, intoId)
  if (change.kind === 'set') return setColumns(scope, change, 0)
  const table: 'departments' | 'contracts' = TABLE_OF[change.table]
  await db
    .insertInto(table)
    .values({ ...change.row, workspaceId } as never)
    .execute()
  return true
}

/** @returns false where the row holds something else than is to be changed */
async function setColumns(
  { db, workspaceId }: Scope,
  { table, id, columns }: Extract<RowChange, { kind: 'set' }>,
  to: 0 | 1,
): Promise<boolean> {
  const values = Object.fromEntries(Object.entries(columns).map(([column, ends]) => [column, ends[to]]))
  let query = db
    .updateTable(TABLE_OF[table])
    .set(values as never)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id as never)
  for (const [column, ends] of Object.entries(columns)) {
    query = query.where(sql.ref(column), 'is not distinct from', ends[1 - to] as Scalar)
  }
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

type SnapshotKey = Pick<AccountSnapshot, 'month' | 'accountId'> & { readonly productId: string }

async function removeSnapshot({ db, workspaceId }: Scope, { month, accountId, productId }: SnapshotKey): Promise<void> {
  await db
    .deleteFrom('accountSnapshots')
    .where('workspaceId', '=', workspaceId)
    .where('month', '=', month)
    .where('accountId', '=', accountId)
    .where('productId', '=', productId as never)
    .execute()
}

async function putSnapshot(
  scope: Scope,
  row: SnapshotKey & { readonly amount: number; readonly currency: string },
): Promise<void> {
  await removeSnapshot(scope, row)
  await scope.db
    .insertInto('accountSnapshots')
    .values({ ...row, workspaceId: scope.workspaceId } as never)
    .execute()
}

async function revertSnapshot(
  scope: Scope,
  { month, productId, moved, before, after }: Extract<RowChange, { kind: 'snapshot' }>,
  fromId: AccountId,
  intoId: AccountId,
): Promise<boolean> {
  const { rows } = await sql<{ amount: number; currency: string }>`
    select amount, currency from account_snapshots
    where workspace_id = ${scope.workspaceId} and month = ${month} and account_id = ${intoId}
      and product_id = ${productId}`.execute(scope.db)
  if (rows[0]?.amount !== after.amount || rows[0].currency !== after.currency) return false
  if (before === null) await removeSnapshot(scope, { month, productId, accountId: intoId })
  else await putSnapshot(scope, { month, productId, accountId: intoId, ...before })
  await putSnapshot(scope, { month, productId, accountId: fromId, ...moved })
  return true
}

async function misplacedCsqls({ db, workspaceId }: Scope, accounts: readonly AccountId[]): Promise<readonly number[]> {
  const { rows } = await sql<{ number: number }>`
    select c.number from csqls as c
    left join departments as d on d.workspace_id = c.workspace_id and d.id = c.department_id
    left join contacts as k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    where c.workspace_id = ${workspaceId} and c.account_id in (${sql.join(accounts)})
      and (coalesce(d.account_id, c.account_id) <> c.account_id or coalesce(k.account_id, c.account_id) <> c.account_id)`.execute(
    db,
  )
  // Sorted here: sorted there, SQLite would walk the workspace's numbers instead of the account's rows.
  return rows.map(({ number }) => number).toSorted((a, b) => a - b)
}

async function misplacedRows({ db, workspaceId }: Scope, accounts: readonly AccountId[]): Promise<MovedTable | null> {
  for (const table of ['contracts', 'contacts'] as const) {
    const { rows } = await sql<{ id: string }>`
      select r.id from ${sql.table(table)} as r
      join departments as d on d.workspace_id = r.workspace_id and d.id = r.department_id
      where r.workspace_id = ${workspaceId} and r.account_id in (${sql.join(accounts)})
        and d.account_id <> r.account_id limit 1`.execute(db)
    if (rows.length > 0) return table
  }
  return null
}
