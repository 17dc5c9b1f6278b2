import type { MarksRepo } from '../usecases/ports.js'
import type { Scope } from './rows.js'

export function marksRepo({ db, workspaceId }: Scope): MarksRepo {
  return {
    get: async (name) => {
      const row = db.selectFrom('marks').select('at').where('workspaceId', '=', workspaceId).where('name', '=', name)
      return (await row.executeTakeFirst())?.at ?? null
    },
    put: async (name, at) => {
      await db
        .insertInto('marks')
        .values({ workspaceId, name, at })
        .onConflict((conflict) => conflict.columns(['workspaceId', 'name']).doUpdateSet({ at }))
        .execute()
    },
  }
}
