import { sql } from 'kysely'
import type { State } from '../domain/csql.js'
import type { EventKind } from '../domain/event.js'
import type { CsqlId } from '../domain/ids.js'
import type { NudgedRow } from '../domain/loose-batches.js'
import type { Instant } from '../domain/time.js'
import type { DecidedCsql, FiguresRepo, OverdueCsqls, WeekFigures } from '../usecases/ports.js'
import { inTurn } from './in-turn.js'
import { overdueClocks } from './metrics/families.js'
import { prepared } from './prepared.js'
import type { Scope } from './rows.js'

interface Week extends Scope {
  readonly from: Instant
  readonly to: Instant
}

/** The events of the week that count: not taken back, and of no CSQL that was merged into another. */
const standing = ({ workspaceId, from, to }: Week) => sql`
  from events as e
  join csqls as c on c.workspace_id = e.workspace_id and c.id = e.csql_id
  where e.workspace_id = ${workspaceId} and e.occurred_at >= ${from} and e.occurred_at < ${to}
    and c.state <> 'merged'
    and not exists (
      select 1 from reversed_events as r where r.workspace_id = e.workspace_id and r.event_id = e.id)`

export function figuresRepo(scope: Scope): FiguresRepo {
  return {
    week: async (from, to) => {
      const week = { ...scope, from, to }
      const counts = await eventCounts(week)
      return {
        accepted: counts.get('accept') ?? 0,
        returned: counts.get('return') ?? 0,
        rejected: counts.get('reject') ?? 0,
        lost: counts.get('lose') ?? 0,
        rejectReasons: await reasons(week, 'reject'),
        lostReasons: await reasons(week, 'lose'),
        neglectReasons: await neglectReasons(week),
        wins: await wins(week),
        acceptances: await acceptances(week),
      }
    },
    decided: (from, to, limit) => decided({ ...scope, from, to }, limit),
    recordedLate: (of) => recordedLate(scope, of),
    // The first event of all is a log. It need not be the lowest number's: a spreadsheet brings what was logged long before.
    firstLoggedAt: async () => {
      const { db, workspaceId } = scope
      const first = db.selectFrom('events').select('occurredAt').where('workspaceId', '=', workspaceId)
      return (await first.orderBy('occurredAt').limit(1).executeTakeFirst())?.occurredAt ?? null
    },
    // Numbers count up as CSQLs are recorded.
    firstRecordedAt: async () => {
      const first = scope.db
        .selectFrom('csqls as c')
        .innerJoin('events as e', (join) =>
          join.onRef('e.workspaceId', '=', 'c.workspaceId').onRef('e.csqlId', '=', 'c.id').on('e.seq', '=', 1),
        )
        .select('e.recordedAt')
        .where('c.workspaceId', '=', scope.workspaceId)
        .orderBy('c.number')
      return (await first.limit(1).executeTakeFirst())?.recordedAt ?? null
    },
    overdue: (at, most) => overdue(scope, at, most),
    parkedSince: (at) => parkedSince(scope, at),
    nudged: (from, to) => nudged(scope, from, to),
  }
}

async function eventCounts(week: Week): Promise<ReadonlyMap<EventKind, number>> {
  const { rows } = await sql<{ kind: EventKind; n: number }>`
    select e.kind, count(*) as n ${standing(week)} group by e.kind`.execute(week.db)
  return new Map(rows.map(({ kind, n }) => [kind, n]))
}

/** A rejection or loss that stands is the CSQL's present state, so its reason is the row's. */
async function reasons(week: Week, kind: 'reject' | 'lose'): Promise<WeekFigures['rejectReasons']> {
  const { rows } = await sql<{ reason: string; n: number }>`
    select coalesce(c.reason, 'other') as reason, count(*) as n ${standing(week)} and e.kind = ${kind}
    group by 1 order by n desc, reason`.execute(week.db)
  return rows
}

async function neglectReasons(week: Week): Promise<WeekFigures['neglectReasons']> {
  const { rows } = await sql<{ reason: string; n: number }>`
    select json_extract(e.figures, '$.reason') as reason, count(*) as n ${standing(week)} and e.kind = 'neglect'
    group by 1 order by n desc, reason`.execute(week.db)
  return rows
}

async function wins(week: Week): Promise<WeekFigures['wins']> {
  const { rows } = await sql<{ id: CsqlId }>`
    select c.id ${standing(week)} and e.kind = 'win' order by e.occurred_at, c.number`.execute(week.db)
  return rows.map(({ id }) => id)
}

/**
 * A round is opened when its decide clock starts: a new AE's, or one that woke, starts afresh. What was decided in the AE's
 * place says nothing of how quick they are.
 */
async function acceptances(week: Week): Promise<WeekFigures['acceptances']> {
  const { rows } = await sql<WeekFigures['acceptances'][number]>`
    select d.csql_id, d.ae_id, k.started_at as handed_over_at, d.occurred_at as decided_at
    from (select e.*, c.number ${standing(week)} and e.kind = 'accept') as d
    join clocks as k on k.workspace_id = d.workspace_id and k.stopped_by = d.id and k.kind = 'decide'
    where k.ending = 'done' and d.figures not like '%"in_place_of"%'
    order by d.occurred_at, d.number`.execute(week.db)
  return rows
}

async function decided(week: Week, limit: number): ReturnType<FiguresRepo['decided']> {
  const some = sql`${standing(week)} and e.kind in ('accept', 'return', 'reject')`
  const { rows } = await sql<DecidedCsql>`
    select e.csql_id, e.kind ${some} order by e.occurred_at, c.number, e.seq limit ${limit}`.execute(week.db)
  const counted = await sql<{ n: number }>`select count(*) as n ${some}`.execute(week.db)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** The last win of each is the one that stands, where it is won now. */
async function recordedLate(
  { db, workspaceId }: Scope,
  { from, before, since }: Parameters<FiguresRepo['recordedLate']>[0],
): Promise<readonly CsqlId[]> {
  const { rows } = await sql<{ id: CsqlId }>`
    select f.csql_id as id from csql_facts as f
    where f.workspace_id = ${workspaceId} and f.closed_on >= ${from} and f.closed_on < ${before} and f.state = 'won'
      and (select max(e.recorded_at) from events as e
        where e.workspace_id = f.workspace_id and e.csql_id = f.csql_id and e.kind = 'win') >= ${since}
    order by f.closed_on, f.csql_id`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many clocks are read at once: a few milliseconds' work. */
const PIECE = 1000

type OverdueClock = { readonly dueAt: Instant; readonly csqlId: CsqlId; readonly state: State }

/** The next clocks that are overdue, after one of those before. A CSQL has more than one at the same time only by chance. */
const overdueAfter = prepared<
  Pick<Scope, 'workspaceId'> & { readonly now: Instant; readonly dueAt: Instant; readonly csqlId: string },
  OverdueClock
>((db, param) => ({
  compile: () =>
    sql<OverdueClock>`
      select k.due_at, k.csql_id, o.state ${overdueClocks({ workspaceId: param('workspaceId'), now: param('now') })}
        and (k.due_at, k.csql_id) > (${param('dueAt')}, ${param('csqlId')})
      order by k.due_at, k.csql_id limit ${sql.lit(PIECE)}`.compile(db),
}))

/** One walk, in the order in which they fell due: what comes first of a CSQL's is the clock that has waited longest. */
async function overdue({ db, workspaceId }: Scope, now: Instant, most: number): Promise<OverdueCsqls> {
  const first = new Map<CsqlId, Instant>()
  let qualified = 0
  let after: { readonly dueAt: Instant; readonly csqlId: string } = { dueAt: 0, csqlId: '' }
  for (;;) {
    const rows = await inTurn(overdueAfter(db, { workspaceId, now, ...after }))
    for (const { csqlId, dueAt, state } of rows) {
      if (first.has(csqlId)) continue
      first.set(csqlId, dueAt)
      if (state === 'qualified') qualified += 1
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PIECE) break
    after = last
  }
  const longest = await named({ db, workspaceId }, [...first].slice(0, most))
  return { total: first.size, qualified, longest }
}

/** Cross joins, which SQLite runs in the order they are written: from these few. */
async function named(
  { db, workspaceId }: Scope,
  of: readonly (readonly [CsqlId, Instant])[],
): Promise<OverdueCsqls['longest']> {
  const rows = await inTurn(
    sql<OverdueCsqls['longest'][number]>`
      select c.number, coalesce(a.name, '') as account_name, json_extract(json_each.value, '$[1]') as due_at
      from json_each(${JSON.stringify(of)})
      cross join csqls as c on c.workspace_id = ${workspaceId} and c.id = json_extract(json_each.value, '$[0]')
      left join accounts as a on a.workspace_id = c.workspace_id and a.id = c.account_id
      order by json_each.key`.execute(db),
  )
  return rows
}

async function parkedSince({ db, workspaceId }: Scope, at: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from deliveries
    where workspace_id = ${workspaceId} and state = 'parked' and coalesce(tried_at, created_at) >= ${at}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Whoever was nudged acted with the first thing they did but put it off; a settled clock is acted on, by whomever. */
async function nudged({ db, workspaceId }: Scope, from: Instant, to: Instant): Promise<readonly NudgedRow[]> {
  const { rows } = await sql<Omit<NudgedRow, 'actedAt'> & { didAt: Instant | null; stoppedAt: Instant | null }>`
    select k.kind, d.recipient as owner, d.sent_at, k.stopped_at, (
      select min(e.recorded_at) from events as e
      where e.workspace_id = d.workspace_id and e.csql_id = k.csql_id and e.actor_id = d.recipient
        and e.recorded_at >= d.sent_at and e.kind <> 'snooze') as did_at
    from deliveries as d
    join delivery_items as i on i.workspace_id = d.workspace_id and i.delivery_id = d.id
    join clocks as k on k.workspace_id = i.workspace_id and k.id = i.clock_id
    where d.workspace_id = ${workspaceId} and d.state = 'sent' and d.created_at >= ${from} and d.sent_at < ${to}
      and i.left_out = 0 and d.purpose in ('nudge', 'nudge_high') and (k.stopped_at is null or k.stopped_at >= d.sent_at)`.execute(
    db,
  )
  return rows.map(({ didAt, stoppedAt, ...row }) => {
    const acts = [didAt, stoppedAt].filter((at) => at !== null)
    return { ...row, actedAt: acts.length === 0 ? null : Math.min(...acts) }
  })
}
