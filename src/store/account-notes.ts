import type { AccountNotesRepo } from '../usecases/ports.js'
import { putRow } from './put-row.js'
import { requireOwn, type Scope } from './rows.js'

export function accountNotesRepo(scope: Scope): AccountNotesRepo {
  const { db, workspaceId } = scope
  const all = db.selectFrom('accountNotes').where('workspaceId', '=', workspaceId)
  return {
    of: async (accountId, { limit, offset }) => {
      const own = all.where('accountId', '=', accountId)
      const rows = await own
        .selectAll()
        .orderBy('writtenAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      const counted = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirst()
      return { rows, total: counted?.total ?? 0 }
    },

    get: async (id) => (await all.selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

    put: async (note) => {
      requireOwn(scope, note)
      await putRow(db, 'accountNotes', note)
    },

    remove: async (id) => {
      await db.deleteFrom('accountNotes').where('workspaceId', '=', workspaceId).where('id', '=', id).execute()
    },
  }
}
