import { sql } from 'kysely'
import type { BackupsRepo } from '../usecases/ports.js'
import type { Scope } from './rows.js'

export function backupsRepo({ db, workspaceId }: Scope): BackupsRepo {
  const ours = db.selectFrom('nightlyBackups').selectAll().where('workspaceId', '=', workspaceId)
  const write = (night: string) =>
    db.updateTable('nightlyBackups').where('workspaceId', '=', workspaceId).where('night', '=', night)
  return {
    of: async (night) => (await ours.where('night', '=', night).executeTakeFirst()) ?? null,

    newest: async () => (await ours.orderBy('night', 'desc').limit(1).executeTakeFirst()) ?? null,

    lastGood: async () =>
      (await ours.where('madeAt', 'is not', null).orderBy('night', 'desc').limit(1).executeTakeFirst()) ?? null,

    putTry: async (night, at) => {
      await db
        .insertInto('nightlyBackups')
        .values({ workspaceId, night, tries: 1, triedAt: at, madeAt: null, bytes: null, failure: null })
        .onConflict((conflict) =>
          conflict
            .columns(['workspaceId', 'night'])
            .doUpdateSet({ tries: sql`nightly_backups.tries + 1`, triedAt: at }),
        )
        .execute()
    },

    putOutcome: async (night, outcome) => {
      await write(night)
        .set('failure' in outcome ? { failure: outcome.failure } : { ...outcome, failure: null })
        .execute()
    },
  }
}
