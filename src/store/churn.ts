import type { ChurnRepo } from '../usecases/ports.js'
import type { Scope } from './rows.js'

export function churnRepo({ db, workspaceId }: Scope): ChurnRepo {
  return {
    acknowledged: (fiscalYear, quarter) =>
      db
        .selectFrom('churnAcknowledgements')
        .select(['fiscalYear', 'quarter', 'productId', 'acknowledgedBy', 'acknowledgedAt'])
        .where('workspaceId', '=', workspaceId)
        .where('fiscalYear', '=', fiscalYear)
        .where('quarter', '=', quarter)
        .orderBy('productId')
        .execute(),

    putAcknowledgement: async (acknowledgement) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('churnAcknowledgements')
        .values({ ...acknowledgement, workspaceId })
        .onConflict((conflict) => conflict.columns(['workspaceId', 'fiscalYear', 'quarter', 'productId']).doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
  }
}
