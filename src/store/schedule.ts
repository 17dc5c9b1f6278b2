import { sql } from 'kysely'
import type { WorkspaceId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { Schedule } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import type { Db } from './sqlite-driver.js'

interface Access {
  readonly read: Db
  /** Runs a write as a transaction of its own. */
  readonly write: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

// "is not null" is written out, for the partial index holds these rows alone. What is due is found first: grouped at
// once, SQLite would walk every workspace's clocks in the order of the groups.
const clocksDue = prepared<{ now: Instant }, { workspaceId: WorkspaceId; clocks: number }>((db, param) => ({
  compile: () =>
    sql<{ workspaceId: WorkspaceId; clocks: number }>`
      with counted as materialized (
        select workspace_id, next_step_at from clocks where next_step_at is not null and next_step_at <= ${param('now')})
      select workspace_id, count(*) as clocks from counted
      where exists (select 1 from workspaces as w where w.id = counted.workspace_id and w.suspended = 0)
      group by workspace_id order by min(next_step_at)`.compile(db),
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
    clocksDue: async (now) => (await clocksDue(read, { now })).rows,
    summaryReaders: async (now) => (await summaryReaders(read, { now })).rows.map(({ id }) => id),
    forgetRepliesBefore: async (at) => {
      if ((await anyReply(read, { at })).rows.length === 0) return
      await write((db) => db.deleteFrom('replies').where('givenAt', '<', at).execute())
    },
  }
}
