import { sql } from 'kysely'
import type { Account } from '../domain/account.js'
import type { AccountId, WorkspaceId } from '../domain/ids.js'
import type { AccountsRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { groupBy, requireOwn, type Scope, toFlag } from './rows.js'
import type { AccountRow } from './schema.js'

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

const versionOf = prepared<{ workspaceId: WorkspaceId }, { namesVersion: number }>((db, param) =>
  db.selectFrom('workspaces').select('namesVersion').where('id', '=', param('workspaceId')),
)

type Accounts = Pick<
  AccountsRepo,
  'get' | 'names' | 'identities' | 'namesVersion' | 'insert' | 'update' | 'absorbProvisional'
>

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

    names: async () => {
      const rows = await db
        .selectFrom('accounts')
        .select(['id', 'name', 'nameKana'])
        .where('workspaceId', '=', workspaceId)
        .orderBy('id')
        .execute()
      const aliases = await db
        .selectFrom('accountAliases')
        .select(['accountId', 'alias'])
        .where('workspaceId', '=', workspaceId)
        .orderBy('accountId')
        .orderBy('position')
        .execute()
      const byAccount = groupBy(
        aliases,
        ({ accountId }) => accountId,
        ({ alias }) => alias,
      )
      return rows.map((row) => ({ ...row, aliases: byAccount.get(row.id) ?? [] }))
    },

    identities: () =>
      db
        .selectFrom('accounts')
        .select(['id', 'externalId', 'corporateNumber'])
        .where('workspaceId', '=', workspaceId)
        .where((is) => is.or([is('externalId', 'is not', null), is('corporateNumber', 'is not', null)]))
        .orderBy('id')
        .execute(),

    namesVersion: async () => (await versionOf(db, { workspaceId })).rows[0]?.namesVersion ?? 0,

    insert: async (account) => {
      requireOwn(scope, account)
      await db.insertInto('accounts').values(toRow(account)).execute()
      await writeAliases(scope, account)
    },

    update: async (account) => {
      requireOwn(scope, account)
      await db
        .updateTable('accounts')
        .set(toRow(account))
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
  await namesChanged(scope)
}

/** Indexes of names that were built before are out of date. */
async function namesChanged({ db, workspaceId }: Scope): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ namesVersion: sql`names_version + 1` })
    .where('id', '=', workspaceId)
    .execute()
}

const ACCOUNT_PARTS = ['departments', 'contacts', 'contracts'] as const

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
  if (goes === undefined || from === into) return false
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
  await namesChanged(scope)
  return true
}
