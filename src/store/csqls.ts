import { sql } from 'kysely'
import { z } from 'zod'
import { ChecklistItem, Csql, OPEN_STATES } from '../domain/csql.js'
import type { AccountId, CompanyId, CsqlId, DepartmentId, ProductId, WorkspaceId } from '../domain/ids.js'
import { PersonId } from '../domain/ids.js'
import type { CsqlsRepo } from '../usecases/ports.js'
import { countCsqls, csqlNumbers, csqlsNumbered, listCsqls } from './csql-list.js'
import { paramsFor, prepared } from './prepared.js'
import { jsonReader, requireOwn, type Scope, toFlag } from './rows.js'
import type { CsqlRow } from './schema.js'

const COLUMNS = Object.keys(Csql.shape) as (keyof CsqlRow)[]
const CHANGING = COLUMNS.filter((column) => !['workspaceId', 'id', 'number'].includes(column))

const checklistOf = jsonReader(z.array(ChecklistItem))
const missingOf = jsonReader(z.array(z.string()))
const supportersOf = jsonReader(z.array(PersonId))

const byId = prepared<{ workspaceId: WorkspaceId; id: CsqlId }, CsqlRow>((db, param) =>
  db.selectFrom('csqls').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

const byNumber = prepared<{ workspaceId: WorkspaceId; number: number }, CsqlRow>((db, param) =>
  db
    .selectFrom('csqls')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('number', '=', param('number')),
)

const takeNumber = prepared<{ workspaceId: WorkspaceId }, { nextNumber: number }>((db, param) =>
  db
    .updateTable('workspaces')
    .set({ nextNumber: sql`next_number + 1` })
    .where('id', '=', param('workspaceId'))
    .returning('nextNumber'),
)

const insert = prepared<CsqlRow, unknown>((db, param) => db.insertInto('csqls').values(paramsFor(COLUMNS, param)))

const update = prepared<CsqlRow & { seen: number }, unknown>((db, param) =>
  db
    .updateTable('csqls')
    .set(paramsFor(CHANGING, param))
    .where('workspaceId', '=', param('workspaceId'))
    .where('id', '=', param('id'))
    .where('version', '=', param('seen')),
)

interface SameMatter {
  readonly workspaceId: WorkspaceId
  readonly accountId: AccountId
  readonly departmentId: DepartmentId | null
  readonly kind: 'upsell' | 'cross_sell'
  readonly productId: ProductId
  readonly except: CsqlId | null
}

const openOfProduct = prepared<SameMatter, CsqlRow>((db, param) =>
  db
    .selectFrom('csqls')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('accountId', '=', param('accountId'))
    .where('state', 'in', OPEN_STATES)
    .where('kind', '=', param('kind'))
    .where('productId', '=', param('productId'))
    .where('departmentId', 'is not distinct from', param('departmentId'))
    .where('id', 'is distinct from', param('except')),
)

type SameReferral = Pick<SameMatter, 'workspaceId' | 'accountId' | 'except'> & { referredCompanyId: CompanyId }

const openReferral = prepared<SameReferral, CsqlRow>((db, param) =>
  db
    .selectFrom('csqls')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('accountId', '=', param('accountId'))
    .where('state', 'in', OPEN_STATES)
    .where('kind', '=', 'referral')
    .where('referredCompanyId', '=', param('referredCompanyId'))
    .where('id', 'is distinct from', param('except')),
)

const lastOf = prepared<{ workspaceId: WorkspaceId; person: PersonId; limit: number }, CsqlRow>((db, param) =>
  db
    .selectFrom('csqls')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('loggedBy', '=', param('person'))
    .orderBy('loggedAt', 'desc')
    .orderBy('number', 'desc')
    .limit(param('limit')),
)

const heatOf = prepared<{ workspaceId: WorkspaceId; id: CsqlId }, Pick<CsqlRow, 'heat'>>((db, param) =>
  db.selectFrom('csqls').select('heat').where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

export function csqlsRepo(scope: Scope): CsqlsRepo {
  const { db, workspaceId } = scope
  const one = (row: CsqlRow | undefined) => (row === undefined ? null : toCsql(row))
  // They are few, and sorted here: sorted there, SQLite would walk the workspace's numbers instead of the account's rows.
  const first = (rows: readonly CsqlRow[]) => one(rows.toSorted((a, b) => a.number - b.number)[0])
  return {
    nextNumber: async () => {
      const row = (await takeNumber(db, { workspaceId })).rows[0]
      if (row === undefined) throw new TypeError('no such workspace')
      return row.nextNumber - 1
    },
    byNumber: async (number) => one((await byNumber(db, { workspaceId, number })).rows[0]),
    get: async (id) => one((await byId(db, { workspaceId, id })).rows[0]),
    heat: async (id) => (await heatOf(db, { workspaceId, id })).rows[0]?.heat ?? null,

    insert: async (csql) => {
      requireOwn(scope, csql)
      await insert(db, toRow(csql))
      if (csql.supporterIds.length > 0) await putSupporters(scope, csql)
    },

    advance: async (before, after) => {
      requireOwn(scope, after)
      if (before.id !== after.id) throw new TypeError('a step of one CSQL cannot end in another')
      const { numAffectedRows } = await update(db, { ...toRow(after), seen: before.version })
      if (numAffectedRows !== 1n) return false
      if (before.supporterIds.join() !== after.supporterIds.join()) await putSupporters(scope, after)
      return true
    },

    openDuplicate: async ({ accountId, departmentId, kind, productId, referredCompanyId }, except) => {
      if (kind === 'referral') {
        if (referredCompanyId === null) return null
        return first((await openReferral(db, { workspaceId, accountId, referredCompanyId, except })).rows)
      }
      if (productId === null) return null
      const key = { workspaceId, accountId, departmentId, kind, productId }
      return first((await openOfProduct(db, { ...key, except })).rows)
    },

    lastLoggedBy: async (person, limit) => (await lastOf(db, { workspaceId, person, limit })).rows.map(toCsql),

    numbers: (match) => csqlNumbers(scope, match),
    byNumbers: async (numbers) => (await csqlsNumbered(scope, numbers)).map(toCsql),
    count: (filter) => countCsqls(scope, filter),
    list: async (filter) => {
      const { rows, total } = await listCsqls(scope, filter)
      return { rows: rows.map(toCsql), total }
    },

    tags: async (id) => {
      const rows = await db
        .selectFrom('csqlTags')
        .select('tag')
        .where('workspaceId', '=', workspaceId)
        .where('csqlId', '=', id)
        .orderBy('tag')
        .execute()
      return rows.map(({ tag }) => tag)
    },

    setTags: async (id, tags) => {
      await db.deleteFrom('csqlTags').where('workspaceId', '=', workspaceId).where('csqlId', '=', id).execute()
      const rows = tags.map((tag) => ({ workspaceId, csqlId: id, tag }))
      if (rows.length > 0) await db.insertInto('csqlTags').values(rows).execute()
    },
  }
}

async function putSupporters({ db, workspaceId }: Scope, { id, supporterIds }: Csql): Promise<void> {
  await db.deleteFrom('csqlSupporters').where('workspaceId', '=', workspaceId).where('csqlId', '=', id).execute()
  const rows = supporterIds.map((personId) => ({ workspaceId, personId, csqlId: id }))
  if (rows.length > 0) await db.insertInto('csqlSupporters').values(rows).execute()
}

const toRow = (csql: Csql): CsqlRow => ({
  ...csql,
  checklist: JSON.stringify(csql.checklist),
  missing: JSON.stringify(csql.missing),
  supporterIds: JSON.stringify(csql.supporterIds),
  selfClosed: toFlag(csql.selfClosed),
})

export const toCsql = (row: CsqlRow): Csql => ({
  ...row,
  checklist: checklistOf(row.checklist),
  missing: missingOf(row.missing),
  supporterIds: supportersOf(row.supporterIds),
  selfClosed: row.selfClosed === 1,
})
