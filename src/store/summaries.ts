import { sql } from 'kysely'
import type { PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { SummariesRepo } from '../usecases/ports.js'
import { type Scope, toFlag } from './rows.js'

export function summariesRepo({ db, workspaceId }: Scope): SummariesRepo {
  const choices = db
    .selectFrom('summaryChoices')
    .select(['personId', 'wanted', 'chosenAt'])
    .where('workspaceId', '=', workspaceId)
  return {
    choiceOf: async (personId) => {
      const row = await choices.where('personId', '=', personId).executeTakeFirst()
      return row === undefined ? null : { ...row, wanted: row.wanted === 1 }
    },
    all: async () => (await choices.orderBy('personId').execute()).map((row) => ({ ...row, wanted: row.wanted === 1 })),
    put: async ({ wanted, ...choice }) => {
      const row = { ...choice, workspaceId, wanted: toFlag(wanted) }
      await db
        .insertInto('summaryChoices')
        .values(row)
        .onConflict((conflict) => conflict.columns(['workspaceId', 'personId']).doUpdateSet(row))
        .execute()
    },
    ownersPastDue: async (at) => {
      const { rows } = await sql<{ ownerId: PersonId; since: Instant }>`
        select owner_id, min(max(due_at, coalesce(snoozed_until, due_at))) as since from clocks
        where workspace_id = ${workspaceId} and stopped_at is null and due_at < ${at} and kind = 'qualify'
          and owner_id is not null and (snoozed_until is null or snoozed_until <= ${at})
        group by owner_id order by owner_id`.execute(db)
      return rows
    },
  }
}
