import { sql } from 'kysely'
import type { ClockId, WorkspaceId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { Schedule } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import type { Db } from './sqlite-driver.js'

interface Access {
  readonly read: Db
  /** Runs a write as a transaction of its own. */
  readonly write: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

type Due = { workspaceId: WorkspaceId; id: ClockId }

// Read from the index alone, which holds no other rows: "is not null" is written out for it.
const clocksDue = prepared<{ now: Instant; limit: number }, Due>((db, param) => ({
  compile: () =>
    sql<Due>`
      select workspace_id, id from clocks where next_step_at is not null and next_step_at <= ${param('now')}
        and exists (select 1 from workspaces as w where w.id = clocks.workspace_id and w.suspended = 0)
      order by next_step_at, workspace_id limit ${param('limit')}`.compile(db),
}))

const summaryReaders = prepared<{ now: Instant }, { id: WorkspaceId }>((db, param) => ({
  compile: () =>
    sql<{ id: WorkspaceId }>`
      select id from workspaces where suspended = 0 and (
        exists (select 1 from summary_choices as c where c.workspace_id = workspaces.id and c.wanted = 1)
        or exists (select 1 from clocks as k where k.workspace_id = workspaces.id and k.stopped_at is null
          and k.due_at < ${param('now')} and k.kind = 'qualify'))
      order by id`.compile(db),
}))

const anyReply = prepared<{ at: Instant }, { key: string }>((db, param) =>
  db.selectFrom('replies').select('key').where('givenAt', '<', param('at')).limit(1),
)

export function scheduleOf({ read, write }: Access): Schedule {
  return {
    clocksDue: async (now, limit) => (await clocksDue(read, { now, limit })).rows,
    summaryReaders: async (now) => (await summaryReaders(read, { now })).rows.map(({ id }) => id),
    forgetRepliesBefore: async (at) => {
      if ((await anyReply(read, { at })).rows.length === 0) return
      await write((db) => db.deleteFrom('replies').where('givenAt', '<', at).execute())
    },
  }
}
