import { sql } from 'kysely'
import { type ErasedKind, type Erasure, readErased } from '../domain/erasure.js'
import { CannotErase } from '../domain/errors.js'
import { ContactId, PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { ErasuresRepo } from '../usecases/ports.js'
import { eraseContact, erasePerson } from './erased-people.js'
import { overwriting } from './overwriting.js'
import { requireOwn, type Scope } from './rows.js'
import { shrinkWorkspace } from './shrink-workspace.js'
import type { Db } from './sqlite-driver.js'

/** Of all workspaces, also of those that are no more. */
export const everyErasure = async (db: Db): Promise<readonly Erasure[]> =>
  db
    .selectFrom('erasures')
    .select(['workspaceId', 'id', 'what', 'startedBy', 'startedAt'])
    .orderBy('startedAt')
    .orderBy('id')
    .execute()

export async function countErasures(db: Db): Promise<number> {
  const row = await db
    .selectFrom('erasures')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

export function erasuresRepo(scope: Scope): ErasuresRepo {
  const { db, workspaceId } = scope
  const ours = db.selectFrom('erasures').where('workspaceId', '=', workspaceId)
  return {
    contactsNamed: (typed, limit) =>
      db
        .selectFrom('contacts')
        .innerJoin('accounts', (join) =>
          join
            .onRef('accounts.workspaceId', '=', 'contacts.workspaceId')
            .onRef('accounts.id', '=', 'contacts.accountId'),
        )
        .select(['contacts.id', 'contacts.name', 'accounts.name as accountName'])
        .where('contacts.workspaceId', '=', workspaceId)
        .where('contacts.erasedAt', 'is', null)
        .where(sql<boolean>`instr(contacts.name, ${typed}) > 0`)
        .orderBy('contacts.name')
        .orderBy('contacts.id')
        .limit(limit)
        .execute(),
    csqlsOfContact: async (id) => {
      const rows = await db
        .selectFrom('csqls')
        .select('id')
        .where('workspaceId', '=', workspaceId)
        .where('contactId', '=', id)
        .execute()
      return rows.map((row) => row.id)
    },
    beginWorkspace: async (erasure) => {
      requireOwn(scope, erasure)
      const known = await ours.select('finishedAt').where('id', '=', erasure.id).executeTakeFirst()
      if (known === undefined) await begin(scope, erasure)
      // Whoever installs the app again meanwhile begins afresh.
      const left = { slackTeamId: `gone:${workspaceId}`, slackEnterpriseId: null, name: null, suspended: 1 as const }
      await db.updateTable('workspaces').set(left).where('id', '=', workspaceId).execute()
    },
    shrink: (most) => overwriting(db, () => shrinkWorkspace(scope, most)),
    carryOut: async (erasure, at) => {
      requireOwn(scope, erasure)
      const erased = readErased(erasure.what)
      if (erased === null) throw new CannotErase({ what: erasure.what })
      const known = await ours.select('finishedAt').where('id', '=', erasure.id).executeTakeFirst()
      if (known !== undefined && known.finishedAt !== null) return false
      // While it is not finished, the triggers let what is append-only be deleted.
      if (known === undefined) await begin(scope, erasure)
      await overwriting(db, () => ERASERS[erased.kind](scope, erased.id, at))
      await db
        .updateTable('erasures')
        .set({ finishedAt: at })
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', erasure.id)
        .execute()
      return true
    },
  }
}

async function begin({ db, workspaceId }: Scope, { id, what, startedBy, startedAt }: Erasure): Promise<void> {
  const row = { workspaceId, id, what, startedBy, startedAt, finishedAt: null }
  await db.insertInto('erasures').values(row).execute()
}

/** How each kind is taken out. A kind is added here and in the domain, and a restore carries it out again from then on. */
const ERASERS: Readonly<Record<ErasedKind, (scope: Scope, id: string, at: Instant) => Promise<void>>> = {
  csql: eraseCsql,
  workspace: async (scope) => eraseWorkspace(scope),
  person: (scope, id, at) => erasePerson(scope, PersonId.parse(id), at),
  contact: (scope, id, at) => eraseContact(scope, ContactId.parse(id), at),
}

/** Tables that hold rows of a CSQL by its `csql_id`, in an order that their keys allow. */
export const TABLES_OF_A_CSQL = [
  'reversed_events',
  'events',
  'clocks',
  'csql_tags',
  'texts',
  'csql_supporters',
  'csql_facts',
  'stale_facts',
] as const

async function eraseCsql({ db, workspaceId }: Scope, id: string): Promise<void> {
  // The rows point at each other; what counts is that nothing dangles at the commit.
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db)
  const deliveries = sql`
    select id from deliveries where workspace_id = ${workspaceId} and (subject = ${id} or (purpose = 'edit' and subject in (
      select id from deliveries where workspace_id = ${workspaceId} and subject = ${id})))`
  await sql`
    delete from delivery_items where workspace_id = ${workspaceId} and (
      clock_id in (select id from clocks where workspace_id = ${workspaceId} and csql_id = ${id})
      or delivery_id in (${deliveries}))`.execute(db)
  await sql`delete from deliveries where workspace_id = ${workspaceId} and id in (${deliveries})`.execute(db)
  for (const table of TABLES_OF_A_CSQL) {
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and csql_id = ${id}`.execute(db)
  }
  for (const column of ['merged_into', 'proposed_again_from']) {
    await sql`
      update csqls set ${sql.ref(column)} = null
      where workspace_id = ${workspaceId} and ${sql.ref(column)} = ${id}`.execute(db)
  }
  await sql`delete from csqls where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
}

/** Every row of the workspace in every table there is; the log of erasures stays. */
async function eraseWorkspace({ db, workspaceId }: Scope): Promise<void> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db)
  const { rows } = await sql<{ name: string }>`
    select t.name from pragma_table_list as t
    where t.schema = 'main' and t.type = 'table' and t.name <> 'erasures'
      and exists (select 1 from pragma_table_info(t.name) as c where c.name = 'workspace_id')
    order by t.name`.execute(db)
  for (const { name } of rows) {
    await sql`delete from ${sql.table(name)} where workspace_id = ${workspaceId}`.execute(db)
  }
  await sql`delete from workspaces where id = ${workspaceId}`.execute(db)
}
