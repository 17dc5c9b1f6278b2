import Database from 'better-sqlite3'
import { v7 as uuid } from 'uuid'
import type { WorkspaceId } from '../../src/domain/ids.js'
import { actorOf, type Person } from '../../src/domain/person.js'
import { type Instant, MINUTE } from '../../src/domain/time.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { Ctx } from '../../src/usecases/context.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import type { Store } from '../../src/usecases/ports.js'
import { seedWorkspace } from '../support/database.js'

const ids = { next: () => uuid() }

/** Workspaces that are opened side by side: their commands share commits. */
const TOGETHER = 50

/** Opens so many workspaces more, each with a CSM, an AE, a manager, a product, an account and one CSQL handed over. */
export async function openWorkspaces(store: Store, count: number, now: Instant): Promise<readonly WorkspaceId[]> {
  const opened: WorkspaceId[] = []
  while (opened.length < count) {
    const some = Array.from({ length: Math.min(TOGETHER, count - opened.length) }, () => openWorkspace(store, now))
    opened.push(...(await Promise.all(some)))
  }
  return opened
}

async function openWorkspace(store: Store, now: Instant): Promise<WorkspaceId> {
  const seeded = await seedWorkspace(store, { ids })
  const as = (who: Person): Ctx => ({
    ...{ workspaceId: seeded.workspaceId, store: seeded.store, accountNames: new AccountNames(), ids, now },
    ...{ actor: actorOf(who), requestKey: null, committed: () => {} },
  })
  const account = { id: seeded.account.id }
  const { number } = await logSignal(as(seeded.csm), { line: null, fields: { account, note: '席が足りない' } })
  const contact = { name: '大槻', title: null }
  const lead = { kind: 'upsell', source: 'cs_activity', problem: '席が足りない' } as const
  const fields = { ...lead, checklist: [], contact, product: seeded.product.id, ae: seeded.ae.id }
  await actOnCsql(as(seeded.csm), { number, version: null, action: 'qualify', fields })
  return seeded.workspaceId
}

const INDEXES = `SELECT name, sql FROM sqlite_schema
  WHERE type = 'index' AND tbl_name IN ('csqls', 'clocks') AND sql IS NOT NULL`

/**
 * Multiplies each workspace's CSQL that waits for its AE, and its clock, until there are so many in all, by SQL: all
 * next steps lie in the thirty days after `from`. Texts and history, which no sweep looks at, are not copied.
 */
export function growOpenCsqls(path: string, csqls: number, from: Instant): void {
  const database = new Database(path)
  // A file that nobody else has open, and that is of no use half grown.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  database.pragma('cache_size = -1000000')
  database.pragma('temp_store = MEMORY')
  const count = (sql: string): number => database.prepare(sql).pluck().get() as number
  const workspaces = count('SELECT count(*) FROM workspaces')
  const first = count('SELECT max(number) FROM csqls')
  const each = Math.ceil((csqls - count("SELECT count(*) FROM csqls WHERE state = 'qualified'")) / workspaces)
  const columns = (table: string): string[] =>
    (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  const copies = (table: string, where: string, replace: Readonly<Record<string, string>>): void => {
    const values = columns(table).map((name) => replace[name] ?? `t.${name}`)
    database.exec(
      `WITH RECURSIVE n(i) AS (SELECT ${first} + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${first + each})
       INSERT INTO ${table} (${columns(table).join(', ')})
       SELECT ${values.join(', ')} FROM ${table} AS t CROSS JOIN n WHERE ${where}`,
    )
  }
  database.exec('BEGIN')
  // The tables' own keys stay; every other index is built once all rows are in, which is several times faster.
  const indexes = database.prepare(INDEXES).all() as { name: string; sql: string }[]
  if (each > 0) for (const { name } of indexes) database.exec(`DROP INDEX ${name}`)
  database.prepare('UPDATE clocks SET next_step_at = ? WHERE next_step_at < ?').run(from, from)
  const at = `${from} + (n.i * 7919 % 43200) * ${MINUTE}`
  // The first CSQL of each workspace is number 1: it and its clocks are what use cases wrote.
  if (each > 0) copies('csqls', 't.number = 1', { id: "t.id || '-' || n.i", number: 'n.i' })
  if (each > 0)
    copies(
      'clocks',
      `t.kind = 'decide' AND t.csql_id IN (SELECT id FROM csqls AS c WHERE c.workspace_id = t.workspace_id AND c.number = 1)`,
      { id: "t.id || '-' || n.i", csql_id: "t.csql_id || '-' || n.i", due_at: at, next_step_at: at },
    )
  if (each > 0) for (const { sql } of indexes) database.exec(sql)
  database.exec('UPDATE workspaces SET next_number = (SELECT max(number) + 1 FROM csqls)')
  database.exec('COMMIT')
  database.pragma('journal_mode = WAL')
  database.close()
}
