import { sql } from 'kysely'
import { z } from 'zod'
import { CsqlChanges } from '../domain/csql.js'
import { type CsqlEvent, reversedEvents } from '../domain/event.js'
import type { CsqlId, EventId, WorkspaceId } from '../domain/ids.js'
import type { EventsRepo } from '../usecases/ports.js'
import { type Param, paramsFor, prepared } from './prepared.js'
import { jsonReader, type Scope } from './rows.js'
import type { EventRow } from './schema.js'
import type { Db } from './sqlite-driver.js'

type NewEvent = Omit<EventRow, 'seq'>

const COLUMNS = [
  'workspaceId',
  'id',
  'csqlId',
  'kind',
  'stepId',
  'actorId',
  'fromState',
  'toState',
  'reverses',
  'changes',
  'csmId',
  'aeId',
  'textId',
  'figures',
  'occurredAt',
  'recordedAt',
] as const satisfies readonly (keyof NewEvent)[]

const append = prepared<NewEvent, { seq: number }>((db, param) => {
  const last = sql`select max(seq) from events where workspace_id = ${param('workspaceId')} and csql_id = ${param('csqlId')}`
  return db
    .insertInto('events')
    .values({ ...paramsFor(COLUMNS, param), seq: sql<number>`coalesce((${last}), 0) + 1` })
    .returning('seq')
})

type OfCsql = { workspaceId: WorkspaceId; csqlId: CsqlId }

const ofCsql = (db: Db, param: Param<OfCsql>) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('csqlId', '=', param('csqlId'))

const history = prepared<OfCsql, EventRow>((db, param) => ofCsql(db, param).orderBy('seq'))
const lastOf = prepared<OfCsql, EventRow>((db, param) => ofCsql(db, param).orderBy('seq', 'desc').limit(1))

const byId = prepared<{ workspaceId: WorkspaceId; id: EventId }, EventRow>((db, param) =>
  db.selectFrom('events').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

export function eventsRepo(scope: Scope): EventsRepo {
  const { db, workspaceId } = scope
  const one = (row: EventRow | undefined) => (row === undefined ? null : toEvent(row))
  const of = async (csqlId: CsqlId) => (await history(db, { workspaceId, csqlId })).rows.map(toEvent)
  return {
    append: async (event) => {
      const { from, to, changes, figures, ...rest } = event
      const row: NewEvent = {
        ...rest,
        workspaceId,
        fromState: from,
        toState: to,
        changes: JSON.stringify(changes),
        figures: JSON.stringify(figures),
      }
      const seq = (await append(db, row)).rows[0]?.seq
      if (seq === undefined) throw new TypeError('an insert returns its row')
      if (event.reverses !== null) await markReversed(scope, event.csqlId, await of(event.csqlId))
      return { ...event, workspaceId, seq }
    },
    of,
    last: async (csqlId) => one((await lastOf(db, { workspaceId, csqlId })).rows[0]),
    get: async (id) => one((await byId(db, { workspaceId, id })).rows[0]),
  }
}

/** A reversal may itself be taken back, so what stands is found by the domain, and kept for figures to ask in SQL. */
async function markReversed({ db, workspaceId }: Scope, csqlId: CsqlId, events: readonly CsqlEvent[]): Promise<void> {
  await db.deleteFrom('reversedEvents').where('workspaceId', '=', workspaceId).where('csqlId', '=', csqlId).execute()
  const rows = [...reversedEvents(events)].map((eventId) => ({ workspaceId, csqlId, eventId }))
  if (rows.length > 0) await db.insertInto('reversedEvents').values(rows).execute()
}

const changesOf = jsonReader(CsqlChanges)
const figuresOf = jsonReader(z.record(z.string(), z.union([z.string(), z.number()])))

function toEvent({ fromState, toState, changes, figures, ...row }: EventRow): CsqlEvent {
  return {
    ...row,
    from: fromState,
    to: toState,
    changes: changesOf(changes),
    figures: figuresOf(figures),
  }
}
