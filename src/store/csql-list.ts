import { type SelectQueryBuilder, sql } from 'kysely'
import { AE_CLOCKS } from '../domain/clock.js'
import type { PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { CsqlFilter, CsqlMatch } from '../usecases/ports.js'
import { inTurn } from './in-turn.js'
import type { Scope } from './rows.js'
import type { CsqlRow, Tables } from './schema.js'

/** The CSQLs that match, oldest first, and how many match in all. */
export async function listCsqls(scope: Scope, filter: CsqlFilter): Promise<{ rows: CsqlRow[]; total: number }> {
  const total = await countCsqls(scope, filter)
  const rows = await filtered(scope, filter)
    .selectAll('csqls')
    .orderBy('csqls.number')
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute()
  return { rows, total }
}

/** The numbers of all that match, counting up. At once: what is asked for next is of the same moment. */
export async function csqlNumbers(scope: Scope, match: CsqlMatch): Promise<readonly number[]> {
  // Sorted here: asked to sort, SQLite walks every row in the order of the numbers, and reads it.
  const rows = await filtered(scope, match).select('csqls.number').execute()
  return rows.map(({ number }) => number).sort((a, b) => a - b)
}

/** Those of some numbers, counting up. */
export function csqlsNumbered({ db, workspaceId }: Scope, numbers: readonly number[]): Promise<readonly CsqlRow[]> {
  const wanted = sql<number>`(select value from json_each(${JSON.stringify(numbers)}))`
  const rows = db
    .selectFrom('csqls')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('number', 'in', wanted)
    .orderBy('number')
  return inTurn(rows.execute())
}

/** How many match. */
export async function countCsqls(scope: Scope, filter: CsqlMatch): Promise<number> {
  const counting = filtered(scope, filter).select((count) => count.fn.countAll<number>().as('n'))
  return (await counting.executeTakeFirstOrThrow()).n
}

type Matching = SelectQueryBuilder<Tables, 'csqls', object>

function filtered(scope: Scope, filter: CsqlMatch): Matching {
  const { db, workspaceId } = scope
  const { states, accountId, involving, aeId, csmId, unassigned, overdueAt, changedSince } = filter
  let query: Matching = db.selectFrom('csqls').where('csqls.workspaceId', '=', workspaceId)
  if (states !== undefined) query = query.where('csqls.state', 'in', states)
  if (accountId !== undefined) query = query.where('csqls.accountId', '=', accountId)
  if (aeId !== undefined) query = query.where('csqls.aeId', '=', aeId)
  if (csmId !== undefined) query = query.where('csqls.csmId', '=', csmId)
  if (unassigned === true) query = query.where('csqls.aeId', 'is', null)
  if (changedSince !== undefined) query = query.where('csqls.stateSince', '>=', changedSince)
  if (involving !== undefined) {
    query = query.where((is) =>
      is.or([
        is('csqls.csmId', '=', involving),
        is('csqls.aeId', '=', involving),
        is('csqls.loggedBy', '=', involving),
        is('csqls.id', 'in', supportedIds(scope, involving)),
      ]),
    )
  }
  return overdueAt === undefined ? query : query.where('csqls.id', 'in', overdueIds(scope, overdueAt))
}

function supportedIds({ db, workspaceId }: Scope, personId: PersonId) {
  return db
    .selectFrom('csqlSupporters')
    .select('csqlId')
    .where('workspaceId', '=', workspaceId)
    .where('personId', '=', personId)
}

/** Those that a running clock of an AE has past due, with no event by the AE since: as `isOverdue` of the domain. */
function overdueIds({ db, workspaceId }: Scope, at: Instant) {
  return db
    .selectFrom('clocks')
    .innerJoin('csqls as owed', (join) =>
      join.onRef('owed.workspaceId', '=', 'clocks.workspaceId').onRef('owed.id', '=', 'clocks.csqlId'),
    )
    .select('clocks.csqlId')
    .where('clocks.workspaceId', '=', workspaceId)
    .where('clocks.stoppedAt', 'is', null)
    .where('clocks.kind', 'in', AE_CLOCKS)
    .where('clocks.dueAt', '<', at)
    .where((is) => is.or([is('owed.aeActedAt', 'is', null), is('owed.aeActedAt', '<=', is.ref('clocks.dueAt'))]))
}
