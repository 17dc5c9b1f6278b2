import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '../domain/ids.js'
import type { AccountNamed, AccountsRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { groupBy, type Scope } from './rows.js'

type Names = Pick<
  AccountsRepo,
  'names' | 'namePages' | 'namesOf' | 'namesVersion' | 'namesChangedSince' | 'namesAreSettled'
>

const PAGE = 500
/** Before every id. */
const FIRST = '' as AccountId
/** Changes that are remembered: whoever looked before them reads all names again. */
const REMEMBERED = 1000

const versionOf = prepared<{ workspaceId: WorkspaceId }, { namesVersion: number }>((db, param) =>
  db.selectFrom('workspaces').select('namesVersion').where('id', '=', param('workspaceId')),
)

const changedSince = prepared<{ workspaceId: WorkspaceId; version: number }, { version: number; accountId: AccountId }>(
  (db, param) =>
    db
      .selectFrom('accountNameChanges')
      .select(['version', 'accountId'])
      .where('workspaceId', '=', param('workspaceId'))
      .where('version', '>', param('version')),
)

/** What accounts are called, for the indexes that are kept in memory. */
export function accountNamesOf(scope: Scope): Names {
  const { db, workspaceId } = scope
  const version = async () => (await versionOf(db, { workspaceId })).rows[0]?.namesVersion ?? 0
  const named = db.selectFrom('accounts').select(['id', 'name', 'nameKana']).where('workspaceId', '=', workspaceId)
  const page = async (after: AccountId): Promise<readonly AccountNamed[]> =>
    withAliases(scope, await named.where('id', '>', after).orderBy('id').limit(PAGE).execute())
  return {
    names: async () => {
      const all: AccountNamed[] = []
      for (let last = FIRST; ; ) {
        const some = await page(last)
        all.push(...some)
        const end = some.at(-1)
        if (end === undefined) return all
        last = end.id
      }
    },

    async *namePages() {
      for (let last = FIRST; ; ) {
        const some = await page(last)
        const end = some.at(-1)
        if (end === undefined) return
        yield some
        last = end.id
        // Whoever takes them in needs a while for each.
        await nextTurn()
      }
    },

    namesOf: async (ids) => {
      const all: AccountNamed[] = []
      for (let at = 0; at < ids.length; at += PAGE) {
        all.push(...(await withAliases(scope, await named.where('id', 'in', ids.slice(at, at + PAGE)).execute())))
      }
      return all
    },

    namesVersion: version,

    namesChangedSince: async (since) => {
      const { rows } = await changedSince(db, { workspaceId, version: since })
      const known = new Set(rows.map((row) => row.version))
      const isWhole = known.size === (await version()) - since
      return isWhole ? [...new Set(rows.map(({ accountId }) => accountId))] : null
    },

    namesAreSettled: () => true,
  }
}

async function withAliases(
  { db, workspaceId }: Scope,
  rows: readonly Omit<AccountNamed, 'aliases'>[],
): Promise<readonly AccountNamed[]> {
  if (rows.length === 0) return []
  const aliases = await db
    .selectFrom('accountAliases')
    .select(['accountId', 'alias'])
    .where('workspaceId', '=', workspaceId)
    .where(
      'accountId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('accountId')
    .orderBy('position')
    .execute()
  const byAccount = groupBy(
    aliases,
    ({ accountId }) => accountId,
    ({ alias }) => alias,
  )
  return rows.map((row) => ({ ...row, aliases: byAccount.get(row.id) ?? [] }))
}

/** Indexes of names that were built before lack what these are called now, or hold what is no more. */
export async function namesChanged({ db, workspaceId }: Scope, ids: readonly AccountId[]): Promise<void> {
  const row = await db
    .updateTable('workspaces')
    .set({ namesVersion: sql`names_version + 1` })
    .where('id', '=', workspaceId)
    .returning('namesVersion')
    .executeTakeFirst()
  const version = row?.namesVersion ?? 0
  const changes = [...new Set(ids)].map((accountId) => ({ workspaceId, version, accountId }))
  await db.insertInto('accountNameChanges').values(changes).execute()
  await db
    .deleteFrom('accountNameChanges')
    .where('workspaceId', '=', workspaceId)
    .where('version', '<=', version - REMEMBERED)
    .execute()
}
