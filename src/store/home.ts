import { type RawBuilder, sql } from 'kysely'
import { AE_CLOCKS, Clock } from '../domain/clock.js'
import { OPEN_STATES } from '../domain/csql.js'
import type { AccountId } from '../domain/ids.js'
import type { HomeCsql, HomeQuery, HomeRepo, OverdueOwner } from '../usecases/ports.js'
import { toCsql } from './csqls.js'
import type { Scope } from './rows.js'
import type { CsqlRow } from './schema.js'

export function homeRepo(scope: Scope): HomeRepo {
  return {
    rows: (query) => rowsOf(scope, query),
    overdueOwners: (at) => overdueOwners(scope, at),
    unproposed: (page) => unproposed(scope, page),
    knowsAccounts: async () => {
      const { db, workspaceId } = scope
      const known = db.selectFrom('accounts').select('id').where('workspaceId', '=', workspaceId)
      return (await known.where('provisional', '=', 0).limit(1).executeTakeFirst()) !== undefined
    },
  }
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const CLOCK_COLUMNS = Object.keys(Clock.shape) as (keyof Clock)[]
/** A CSQL and a clock have columns of the same name. */
const prefixed = (name: string): string => `clock${name.charAt(0).toUpperCase()}${name.slice(1)}`
const clockColumns = sql.raw(CLOCK_COLUMNS.map((name) => `k.${snake(name)} as ${snake(prefixed(name))}`).join(', '))

/** By the columns of what matched. What is merely logged needs no look at its clock, and everybody's are many. */
const ORDERS: Readonly<Record<HomeQuery['order'], (table: 'matching' | 'page') => RawBuilder<unknown>>> = {
  due: (table) => {
    const t = sql.raw(table)
    const hottest = sql`case ${t}.heat when 'high' then 0 when 'medium' then 1 else 2 end`
    return sql`${t}.due_at is null, ${t}.due_at, ${hottest}, ${t}.number`
  },
  changed: (table) => sql`${sql.raw(table)}.state_since desc, ${sql.raw(table)}.number desc`,
  logged: (table) => sql`${sql.raw(table)}.number`,
}

/** By the CSQL's few clocks: left to itself, SQLite walks all that run, for it can do so without reading the rows. */
const running = sql`
  from clocks as k indexed by clocks_by_csql
  where k.workspace_id = c.workspace_id and k.csql_id = c.id and k.stopped_at is null`

/** When the first of what is owed falls due: a day to look again is no debt. */
const firstDue = sql`(select min(k.due_at) ${running} and k.kind <> 'wake')`
const firstClock = sql`(select k.id ${running} order by k.kind = 'wake', k.due_at, k.id limit 1)`

/** What matches is found and sorted by a few columns; the whole of it is read of one page alone. */
async function rowsOf(scope: Scope, query: HomeQuery): ReturnType<HomeRepo['rows']> {
  const { dueBefore, notDueBefore, limit, offset } = query
  const due =
    dueBefore !== undefined
      ? sql`where due_at < ${dueBefore}`
      : notDueBefore !== undefined
        ? sql`where due_at is null or due_at >= ${notDueBefore}`
        : sql``
  const isByDue = query.order === 'due' || dueBefore !== undefined || notDueBefore !== undefined
  const { rows } = await sql<FlatRow>`
    with matching as materialized (
      select c.id, c.number, c.heat, c.state_since, ${isByDue ? firstDue : sql`null`} as due_at
      from csqls as c where ${sql.join(conditions(scope, query), sql` and `)}
    ), page as materialized (
      select matching.*, count(*) over () as total
      from matching ${due} order by ${ORDERS[query.order]('matching')} limit ${limit} offset ${offset}
    )
    select c.*, page.total, a.name as account_name, d.name as department_name, r.name as referred_company_name,
      ${clockColumns}
    from page
    cross join csqls as c on c.workspace_id = ${scope.workspaceId} and c.id = page.id
    left join accounts as a on a.workspace_id = c.workspace_id and a.id = c.account_id
    left join departments as d on d.workspace_id = c.workspace_id and d.id = c.department_id
    left join referred_companies as r on r.workspace_id = c.workspace_id and r.id = c.referred_company_id
    left join clocks as k on k.workspace_id = c.workspace_id and k.id = ${firstClock}
    order by ${ORDERS[query.order]('page')}`.execute(scope.db)
  return { rows: rows.map(toHomeCsql), total: rows[0]?.total ?? 0 }
}

type Named = Pick<HomeCsql, 'departmentName' | 'referredCompanyName'>
type FlatRow = CsqlRow & Named & { readonly total: number; readonly accountName: string | null }

function toHomeCsql(row: FlatRow): HomeCsql {
  const { total: _, accountName, departmentName, referredCompanyName, ...flat } = row
  const columns = flat as unknown as Readonly<Record<string, unknown>>
  const clock = Object.fromEntries(CLOCK_COLUMNS.map((name) => [name, columns[prefixed(name)]]))
  const own = Object.fromEntries(Object.entries(flat).filter(([name]) => !name.startsWith('clock')))
  return {
    csql: toCsql(own as unknown as CsqlRow),
    ...{ accountName: accountName ?? '', departmentName, referredCompanyName },
    clock: clock['id'] === null ? null : (clock as unknown as Clock),
  }
}

function conditions({ workspaceId }: Scope, query: HomeQuery): RawBuilder<unknown>[] {
  const { states, csmId, aeId, aeIds, creditedTo, unassigned, overdueAt, heat, productId, changedSince } = query
  const are = [sql`c.workspace_id = ${workspaceId}`]
  are.push(creditedTo === undefined ? sql`c.state in (${sql.join(states)})` : credited(workspaceId, creditedTo, query))
  if (creditedTo === undefined && changedSince !== undefined) are.push(sql`c.state_since >= ${changedSince}`)
  if (csmId !== undefined) are.push(sql`c.csm_id = ${csmId}`)
  if (aeId !== undefined) are.push(sql`c.ae_id = ${aeId}`)
  if (aeIds !== undefined) are.push(aeIds.length === 0 ? sql`0` : sql`c.ae_id in (${sql.join(aeIds)})`)
  if (unassigned === true) are.push(sql`c.ae_id is null`)
  if (heat !== undefined) are.push(sql`c.heat = ${heat}`)
  if (productId !== undefined) are.push(sql`c.product_id = ${productId}`)
  if (overdueAt !== undefined) are.push(sql`c.id in (select o.csql_id ${overdue(workspaceId, overdueAt)})`)
  return are
}

/** Two indexes, one after the other: asked for either at once, SQLite walks everybody's. */
function credited(workspaceId: string, person: string, { states, changedSince = 0 }: HomeQuery): RawBuilder<unknown> {
  const theirs = (column: 'csm_id' | 'logged_by') => sql`
    select id from csqls where workspace_id = ${workspaceId} and ${sql.raw(column)} = ${person}
      and state in (${sql.join(states)}) and state_since >= ${changedSince}`
  return sql`c.id in (${theirs('csm_id')} union all ${theirs('logged_by')})`
}

/** As `isOverdue` of the domain. */
const overdue = (workspaceId: string, at: number) => sql`
  from clocks as o
  join csqls as owed on owed.workspace_id = o.workspace_id and owed.id = o.csql_id
  where o.workspace_id = ${workspaceId} and o.stopped_at is null and o.due_at < ${at}
    and o.kind in (${sql.join(AE_CLOCKS.map((kind) => sql.lit(kind)))})
    and (owed.ae_acted_at is null or owed.ae_acted_at <= o.due_at)`

async function overdueOwners({ db, workspaceId }: Scope, at: number): Promise<readonly OverdueOwner[]> {
  const { rows } = await sql<OverdueOwner>`
    select owed.ae_id, count(distinct owed.id) as csqls, min(o.due_at) as oldest_due_at
    ${overdue(workspaceId, at)} and owed.ae_id is not null
    group by owed.ae_id order by csqls desc, oldest_due_at, owed.ae_id`.execute(db)
  return rows
}

async function unproposed(
  { db, workspaceId }: Scope,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): ReturnType<HomeRepo['unproposed']> {
  const { rows } = await sql<{ id: AccountId; name: string; total: number }>`
    select a.id, a.name, count(*) over () as total
    from (
      select distinct k.account_id as id from contracts as k
      where k.workspace_id = ${workspaceId} and k.has_outcome = 1 and (k.phase is null or k.phase <> 'churned')
    ) as earned
    join accounts as a on a.workspace_id = ${workspaceId} and a.id = earned.id
    where not exists (
      select 1 from csqls as c
      where c.workspace_id = a.workspace_id and c.account_id = a.id
        and c.state in (${sql.join(OPEN_STATES.map((state) => sql.lit(state)))}))
    order by a.name, a.id limit ${limit} offset ${offset}`.execute(db)
  return { rows: rows.map(({ id, name }) => ({ id, name })), total: rows[0]?.total ?? 0 }
}
