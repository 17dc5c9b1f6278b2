import { sql } from 'kysely'
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

    // By leaps from month to month: their rows are many, and they are few.
    months: async () => {
      const { rows } = await sql<{ month: Month }>`
        with recursive imported(month) as (
          select min(month) from account_snapshots where workspace_id = ${workspaceId}
          union all
          select (select min(s.month) from account_snapshots as s
                  where s.workspace_id = ${workspaceId} and s.month > imported.month)
          from imported where imported.month is not null
        )
        select month from imported where month is not null order by month`.execute(db)
      return rows.map(({ month }) => month)
    },
  }
}
