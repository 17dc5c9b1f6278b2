import { sql } from 'kysely'
import type { Account } from '../domain/account.js'
import type { AccountId, WorkspaceId } from '../domain/ids.js'
import type { Month } from '../domain/months.js'
import type { AccountsRepo } from '../usecases/ports.js'
import type { accountDetails } from './account-details.js'
import { accountNamesOf, namesChanged } from './account-names.js'
import { prepared } from './prepared.js'
import { requireOwn, type Scope, toFlag } from './rows.js'
import type { AccountRow } from './schema.js'
import { importedMonths } from './snapshots.js'

const byId = prepared<{ workspaceId: WorkspaceId; id: AccountId }, AccountRow>((db, param) =>
  db.selectFrom('accounts').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

const aliasesOf = prepared<{ workspaceId: WorkspaceId; accountId: AccountId }, { alias: string }>((db, param) =>
  db
    .selectFrom('accountAliases')
    .select('alias')
    .where('workspaceId', '=', param('workspaceId'))
    .where('accountId', '=', param('accountId'))
    .orderBy('position'),
)

type Accounts = Omit<AccountsRepo, keyof ReturnType<typeof accountDetails>>

/** Accounts and what they are called; what hangs on them is in `account-details.ts`. */
export function accountsOf(scope: Scope): Accounts {
  const { db, workspaceId } = scope
  return {
    get: async (id) => {
      const row = (await byId(db, { workspaceId, id })).rows[0]
      if (row === undefined) return null
      const { rows } = await aliasesOf(db, { workspaceId, accountId: id })
      return { ...row, aliases: rows.map(({ alias }) => alias), provisional: row.provisional === 1 }
    },

    ...accountNamesOf(scope),

    identities: async () => {
      const own = await db
        .selectFrom('accounts')
        .select(['id', 'externalId', 'corporateNumber'])
        .where('workspaceId', '=', workspaceId)
        .where((is) => is.or([is('externalId', 'is not', null), is('corporateNumber', 'is not', null)]))
        .orderBy('id')
        .execute()
      return [...(await formerIdentities(scope)), ...own.map((one) => ({ ...one, isFormer: false }))]
    },

    withExternalId: async (externalId) => {
      const row = await db
        .selectFrom('accounts')
        .select(['id', 'name'])
        .where('workspaceId', '=', workspaceId)
        .where('externalId', '=', externalId)
        .executeTakeFirst()
      return row ?? null
    },

    insert: async (account) => {
      requireOwn(scope, account)
      await db.insertInto('accounts').values(toRow(account)).execute()
      await writeAliases(scope, account)
    },

    update: async (account) => {
      requireOwn(scope, account)
      // Without its key, or SQLite would look through all that refers to it.
      const { workspaceId: _, id: __, ...row } = toRow(account)
      await db
        .updateTable('accounts')
        .set(row)
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', account.id)
        .execute()
      await db
        .deleteFrom('accountAliases')
        .where('workspaceId', '=', workspaceId)
        .where('accountId', '=', account.id)
        .execute()
      await writeAliases(scope, account)
    },

    children: async (parentId, limit) => {
      const own = db.selectFrom('accounts').where('workspaceId', '=', workspaceId).where('parentId', '=', parentId)
      const rows = await own.select(['id', 'name', 'nameKana']).orderBy('name').orderBy('id').limit(limit).execute()
      const counted = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirst()
      return { rows: rows.map((row) => ({ ...row, aliases: [] })), total: counted?.total ?? 0 }
    },

    absorbProvisional: (from, into) => absorbProvisional(scope, from, into),
  }
}

function toRow({ aliases: _, ...account }: Account): AccountRow {
  return { ...account, provisional: toFlag(account.provisional) }
}

/** Writes what the account is also called. */
async function writeAliases(scope: Scope, { id, aliases }: Account): Promise<void> {
  const { db, workspaceId } = scope
  const rows = aliases.map((alias, position) => ({ workspaceId, accountId: id, position, alias }))
  if (rows.length > 0) await db.insertInto('accountAliases').values(rows).execute()
  await namesChanged(scope, [id])
}

const ACCOUNT_PARTS = ['departments', 'contacts', 'contracts', 'accountNotes'] as const

async function absorbProvisional(scope: Scope, from: AccountId, into: AccountId): Promise<boolean> {
  const { db, workspaceId } = scope
  const named = db.selectFrom('csqls').select('id').where('workspaceId', '=', workspaceId).where('accountId', '=', from)
  const goes = await db
    .selectFrom('accounts')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', from)
    .where('provisional', '=', 1)
    .where((is) => is.not(is.exists(named)))
    .executeTakeFirst()
  if (goes === undefined || from === into || (await hasPaid(scope, from))) return false
  for (const part of ACCOUNT_PARTS) {
    await db
      .updateTable(part)
      .set({ accountId: into })
      .where('workspaceId', '=', workspaceId)
      .where('accountId', '=', from)
      .execute()
  }
  await db
    .updateTable('accounts')
    .set({ parentId: into })
    .where('workspaceId', '=', workspaceId)
    .where('parentId', '=', from)
    .execute()
  await db.deleteFrom('accountAliases').where('workspaceId', '=', workspaceId).where('accountId', '=', from).execute()
  await db.deleteFrom('accounts').where('workspaceId', '=', workspaceId).where('id', '=', from).execute()
  await namesChanged(scope, [from])
  return true
}

async function hasPaid({ db, workspaceId }: Scope, id: AccountId): Promise<boolean> {
  const { rows } = await sql<{ month: Month }>`
    ${importedMonths(workspaceId)}
    select s.month from imported cross join account_snapshots as s
    where s.workspace_id = ${workspaceId} and s.month = imported.month and s.account_id = ${id} limit 1`.execute(db)
  return rows.length > 0
}

/** What accounts that were merged were told apart by: it means those that they are part of now. */
async function formerIdentities({ db, workspaceId }: Scope): ReturnType<AccountsRepo['identities']> {
  const { rows } = await sql<{
    fromId: AccountId
    intoId: AccountId
    externalId: string | null
    corporateNumber: string | null
  }>`
    select from_id, into_id, json_extract(changes, '$.account.externalId') as external_id,
      json_extract(changes, '$.account.corporateNumber') as corporate_number
    from account_merges where workspace_id = ${workspaceId} and undone_at is null order by id`.execute(db)
  const into = new Map(rows.map(({ fromId, intoId }) => [fromId, intoId]))
  return rows
    .filter(({ externalId, corporateNumber }) => externalId !== null || corporateNumber !== null)
    .map(({ fromId, externalId, corporateNumber }) => {
      let id = fromId
      for (let n = 0; n < rows.length; n += 1) id = into.get(id) ?? id
      return { id, externalId, corporateNumber, isFormer: true }
    })
}
