import { AuditEntry } from '../domain/audit.js'
import type { AuditRepo } from '../usecases/ports.js'
import { fromJson, type Scope, toFlag } from './rows.js'
import type { Tables } from './schema.js'

export function auditRepo({ db, workspaceId }: Scope): AuditRepo {
  const rowOf = ({ fromCommandLine, facts, ...entry }: Omit<AuditEntry, 'workspaceId'>) => ({
    ...entry,
    workspaceId,
    fromCommandLine: toFlag(fromCommandLine),
    facts: JSON.stringify(facts),
  })
  return {
    append: async (entry) => {
      await db.insertInto('auditEntries').values(rowOf(entry)).execute()
    },

    appendOnce: async (entry) => {
      const unlessThere = db.insertInto('auditEntries').values(rowOf(entry))
      await unlessThere.onConflict((same) => same.columns(['workspaceId', 'id']).doNothing()).execute()
    },

    between: async (from, to) => {
      const rows = await db
        .selectFrom('auditEntries')
        .selectAll()
        .where('workspaceId', '=', workspaceId)
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(toEntry)
    },

    of: async (subject, { limit, offset }) => {
      const own = db.selectFrom('auditEntries').where('workspaceId', '=', workspaceId).where('subject', '=', subject)
      const rows = await own
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      const counted = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirst()
      return { rows: rows.map(toEntry), total: counted?.total ?? 0 }
    },
  }
}

const toEntry = (row: Tables['auditEntries']): AuditEntry => ({
  ...row,
  fromCommandLine: row.fromCommandLine === 1,
  facts: fromJson(AuditEntry.shape.facts, row.facts),
})
