import type { Account } from '../domain/account.js'
import type { AccountId, WorkspaceId } from '../domain/ids.js'
import type { AccountsRepo } from '../usecases/ports.js'
import type { accountDetails } from './account-details.js'
import { accountNamesOf, namesChanged } from './account-names.js'
import { prepared } from './prepared.js'
import { requireOwn, type Scope, toFlag } from './rows.js'
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

    identities: () =>
      db
        .selectFrom('accounts')
        .select(['id', 'externalId', 'corporateNumber'])
        .where('workspaceId', '=', workspaceId)
        .where((is) => is.or([is('externalId', 'is not', null), is('corporateNumber', 'is not', null)]))
        .orderBy('id')
        .execute(),

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
  await namesChanged(scope, [id])
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
  await namesChanged(scope, [from])
  return true
}
