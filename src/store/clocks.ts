import { Clock } from '../domain/clock.js'
import type { ClockId, CsqlId, PersonId, WorkspaceId } from '../domain/ids.js'
import type { ClocksRepo } from '../usecases/ports.js'
import { inTurn } from './in-turn.js'
import { paramsFor, prepared } from './prepared.js'
import { requireOwn, type Scope } from './rows.js'

const COLUMNS = Object.keys(Clock.shape) as (keyof Clock)[]
const CHANGING = COLUMNS.filter((column) => !['workspaceId', 'id', 'csqlId'].includes(column))

const STEP = ['stepsTaken', 'nextStepAt', 'nudgedAt', 'escalatedAt'] as const

const ofCsql = prepared<{ workspaceId: WorkspaceId; csqlId: CsqlId }, Clock>((db, param) =>
  db
    .selectFrom('clocks')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('csqlId', '=', param('csqlId'))
    .orderBy('startedAt')
    .orderBy('id'),
)

const runningOf = prepared<{ workspaceId: WorkspaceId; csqlId: CsqlId }, Clock>((db, param) =>
  db
    .selectFrom('clocks')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('csqlId', '=', param('csqlId'))
    .where('stoppedAt', 'is', null),
)

const byId = prepared<{ workspaceId: WorkspaceId; id: ClockId }, Clock>((db, param) =>
  db.selectFrom('clocks').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

const insert = prepared<Clock, unknown>((db, param) => db.insertInto('clocks').values(paramsFor(COLUMNS, param)))

const update = prepared<Clock, unknown>((db, param) =>
  db
    .updateTable('clocks')
    .set(paramsFor(CHANGING, param))
    .where('workspaceId', '=', param('workspaceId'))
    .where('id', '=', param('id')),
)

/** What a step changes, and no more: none of it is in the index of what runs, which need not be written then. */
const step = prepared<Pick<Clock, 'workspaceId' | 'id' | (typeof STEP)[number]>, unknown>((db, param) =>
  db
    .updateTable('clocks')
    .set(paramsFor(STEP, param))
    .where('workspaceId', '=', param('workspaceId'))
    .where('id', '=', param('id')),
)

export function clocksRepo(scope: Scope): ClocksRepo {
  const { db, workspaceId } = scope
  return {
    of: async (csqlId) => (await ofCsql(db, { workspaceId, csqlId })).rows,
    get: async (id) => (await byId(db, { workspaceId, id })).rows[0] ?? null,
    running: async (csqlIds) => {
      const rows: Clock[] = []
      for (const csqlId of new Set(csqlIds)) rows.push(...(await runningOf(db, { workspaceId, csqlId })).rows)
      // Sorted here: asked to sort, SQLite walks all running clocks by due time instead of these few.
      return rows.toSorted((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
    },
    page: (owner, after, limit) =>
      db
        .selectFrom('clocks')
        .selectAll()
        .where('workspaceId', '=', workspaceId)
        .where('stoppedAt', 'is', null)
        .$if(owner !== 'everybody', (query) => query.where('ownerId', '=', owner as PersonId))
        .$if(after !== null, (query) => query.where('id', '>', after as ClockId))
        .orderBy('id')
        .limit(limit)
        .execute(),
    pastDue: async ({ owner, kind, at, limit }) => {
      const matching = db
        .selectFrom('clocks')
        .where('workspaceId', '=', workspaceId)
        .where('stoppedAt', 'is', null)
        .where('dueAt', '<', at)
        .where('ownerId', '=', owner)
        .where('kind', '=', kind)
        .where((is) => is.or([is('snoozedUntil', 'is', null), is('snoozedUntil', '<=', at)]))
      const counted = await matching.select((n) => n.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await matching.selectAll().orderBy('dueAt').orderBy('id').limit(limit).execute()
      return { rows, total: counted.total }
    },
    owners: async () => {
      const counting = db
        .selectFrom('clocks')
        .select(['ownerId', (is) => is.fn.count<number>('csqlId').distinct().as('csqls')])
        .where('workspaceId', '=', workspaceId)
        .where('stoppedAt', 'is', null)
        .where('kind', '!=', 'wake')
        .where('ownerId', 'is not', null)
        .groupBy('ownerId')
      const rows = await inTurn(counting.execute())
      return rows.flatMap(({ ownerId, csqls }) => (ownerId === null ? [] : [{ ownerId, csqls }]))
    },
    insert: async (clock) => {
      requireOwn(scope, clock)
      await insert(db, clock)
    },
    update: async (clock) => {
      requireOwn(scope, clock)
      await update(db, clock)
    },
    updateStep: async (clock) => {
      requireOwn(scope, clock)
      await step(db, clock)
    },
  }
}
