import type { TargetsRepo } from '../usecases/ports.js'
import type { Scope } from './rows.js'

export function targetsRepo({ db, workspaceId }: Scope): TargetsRepo {
  return {
    of: (fiscalYear, quarter) =>
      db
        .selectFrom('targets')
        .select(['subjectKind', 'subject', 'fiscalYear', 'quarter', 'metric', 'creditedAs', 'value', 'currency'])
        .where('workspaceId', '=', workspaceId)
        .where('fiscalYear', '=', fiscalYear)
        .where('quarter', '=', quarter)
        .orderBy('subjectKind')
        .orderBy('subject')
        .orderBy('metric')
        .execute(),

    put: async (target, by, at) => {
      const { subjectKind, subject, fiscalYear, quarter, metric, value } = target
      if (value === 0) {
        await db
          .deleteFrom('targets')
          .where('workspaceId', '=', workspaceId)
          .where('subjectKind', '=', subjectKind)
          .where('subject', '=', subject)
          .where('fiscalYear', '=', fiscalYear)
          .where('quarter', '=', quarter)
          .where('metric', '=', metric)
          .execute()
        return
      }
      const row = { ...target, workspaceId, setBy: by, setAt: at }
      await db
        .insertInto('targets')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['workspaceId', 'subjectKind', 'subject', 'fiscalYear', 'quarter', 'metric'])
            .doUpdateSet(row),
        )
        .execute()
    },
  }
}
