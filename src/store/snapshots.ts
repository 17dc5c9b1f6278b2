import { sql } from 'kysely'
import type { WorkspaceId } from '../domain/ids.js'
import type { Month } from '../domain/months.js'
import type { SnapshotsRepo } from '../usecases/ports.js'
import { paramsFor, prepared } from './prepared.js'
import type { Scope } from './rows.js'
import type { AccountSnapshotRow } from './schema.js'

const KEY = ['workspaceId', 'month', 'accountId', 'productId'] as const
const COLUMNS = [...KEY, 'amount', 'currency'] as const

const put = prepared<AccountSnapshotRow, unknown>((db, param) =>
  db
    .insertInto('accountSnapshots')
    .values(paramsFor(COLUMNS, param))
    .onConflict((conflict) =>
      conflict.columns([...KEY]).doUpdateSet({ amount: param('amount'), currency: param('currency') }),
    ),
)

/** By leaps from month to month: their rows are many, and they are few. */
export const importedMonths = (workspaceId: WorkspaceId) => sql`
  with recursive imported(month) as (
    select min(month) from account_snapshots where workspace_id = ${workspaceId}
    union all
    select (select min(s.month) from account_snapshots as s
            where s.workspace_id = ${workspaceId} and s.month > imported.month)
    from imported where imported.month is not null
  )`

export function snapshotsRepo({ db, workspaceId }: Scope): SnapshotsRepo {
  return {
    put: async (rows) => {
      for (const row of rows) await put(db, { ...row, workspaceId })
    },

    removeMonth: async (month) => {
      await db
        .deleteFrom('accountSnapshots')
        .where('workspaceId', '=', workspaceId)
        .where('month', '=', month)
        .execute()
    },

    ofMonth: (month) =>
      db
        .selectFrom('accountSnapshots')
        .select(['month', 'accountId', 'productId', 'amount', 'currency'])
        .where('workspaceId', '=', workspaceId)
        .where('month', '=', month)
        .orderBy('accountId')
        .orderBy('productId')
        .execute(),

    ofAccount: (accountId, month) =>
      db
        .selectFrom('accountSnapshots')
        .select(['month', 'accountId', 'productId', 'amount', 'currency'])
        .where('workspaceId', '=', workspaceId)
        .where('month', '=', month)
        .where('accountId', '=', accountId)
        .orderBy('productId')
        .execute(),

    months: async () => {
      const { rows } = await sql<{ month: Month }>`
        ${importedMonths(workspaceId)} select month from imported where month is not null order by month`.execute(db)
      return rows.map(({ month }) => month)
    },
  }
}
