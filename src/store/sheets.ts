import { sql } from 'kysely'
import type { CsqlId } from '../domain/ids.js'
import type { FirstEvents, SheetsRepo } from '../usecases/ports.js'
import { toContract } from './account-details.js'
import { toCsql } from './csqls.js'
import { groupBy, type Scope } from './rows.js'

/** The pages of what is exported, and what an import looks for. */
export function sheetsRepo({ db, workspaceId }: Scope): SheetsRepo {
  const csqls = db.selectFrom('csqls').selectAll().where('workspaceId', '=', workspaceId)
  return {
    accounts: async (after, limit) => {
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .where('workspaceId', '=', workspaceId)
        .$if(after !== null, (query) => query.where('id', '>', after))
        .orderBy('id')
        .limit(limit)
        .execute()
      const ids = rows.map(({ id }) => id)
      const aliases = await db
        .selectFrom('accountAliases')
        .select(['accountId', 'alias'])
        .where('workspaceId', '=', workspaceId)
        .where('accountId', 'in', ids)
        .orderBy('accountId')
        .orderBy('position')
        .execute()
      const byAccount = groupBy(
        aliases,
        ({ accountId }) => accountId,
        ({ alias }) => alias,
      )
      return rows.map((row) => ({ ...row, aliases: byAccount.get(row.id) ?? [], provisional: row.provisional === 1 }))
    },

    contracts: async (after, limit) => {
      const rows = await db
        .selectFrom('contracts')
        .selectAll()
        .where('workspaceId', '=', workspaceId)
        .$if(after !== null, (query) => query.where('id', '>', after))
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toContract)
    },

    csqls: async (after, limit, { from, to }) => {
      const rows = await csqls
        .where('number', '>', after)
        .where('state', '<>', 'merged')
        .where((is) => is.or([is('state', '<>', 'withdrawn'), is('reason', 'is distinct from', 'undone')]))
        .$if(from !== null, (query) => query.where('loggedAt', '>=', from))
        .$if(to !== null, (query) => query.where('loggedAt', '<', to))
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map(toCsql)
    },

    loggedAt: async (accountId, at) => {
      const rows = await csqls.where('accountId', '=', accountId).where('loggedAt', '=', at).execute()
      return rows.map(toCsql).toSorted((a, b) => a.number - b.number)
    },

    firstSteps: async (ids) => {
      if (ids.length === 0) return new Map()
      const rows = await db
        .selectFrom('events')
        .select((is) => [
          'csqlId',
          'kind',
          is.fn.min('occurredAt').as('at'),
          sql<number | null>`min(case when coalesce(figures, '') not like '%"inferred":%' then occurred_at end)`.as(
            'told',
          ),
        ])
        .where('workspaceId', '=', workspaceId)
        .where('csqlId', 'in', ids)
        .where((is) =>
          is.not(
            is.exists(
              is
                .selectFrom('reversedEvents')
                .select('eventId')
                .where('reversedEvents.workspaceId', '=', workspaceId)
                .whereRef('reversedEvents.eventId', '=', 'events.id'),
            ),
          ),
        )
        .groupBy(['csqlId', 'kind'])
        .execute()
      const steps = new Map<CsqlId, FirstEvents>()
      for (const { csqlId, kind, at, told } of rows) {
        steps.set(csqlId, { ...steps.get(csqlId), [kind]: { at, inferred: told !== at } })
      }
      return steps
    },
  }
}
