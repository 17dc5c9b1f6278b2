import { type QueryResult, sql } from 'kysely'
import {
  BATCHES,
  type Delivery,
  type DeliveryState,
  THREADED,
  WAITS_FOR_BUDGET,
  WAITS_FOR_HOURS,
} from '../domain/delivery.js'
import type { WorkspaceId } from '../domain/ids.js'
import type { Day, Instant } from '../domain/time.js'
import type { Counted, DeliveryOutcome, DeliveryQueue } from '../usecases/ports.js'
import { type Param, prepared } from './prepared.js'
import type { Db } from './sqlite-driver.js'
import { Turns } from './turns.js'

interface Access {
  readonly read: Db
  /** Runs a write as a transaction of its own, committed when it resolves. */
  readonly write: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

/*
 * States stand as literals in every condition here: a bound parameter would keep SQLite from the partial indexes.
 */
const sendable = sql`exists (select 1 from workspaces as w where w.id = due.workspace_id and w.suspended = 0)`
/** A recipient's order is kept by waiting for what is under way. */
const recipientIsFree = sql`not exists (
  select 1 from deliveries as under_way
  where under_way.workspace_id = due.workspace_id and under_way.recipient = due.recipient
    and under_way.state in ('sending', 'unknown'))`
/** So is it by letting one that was put back go before all that were enqueued after it. */
const notBehind = (row: 'due' | 'earlier') => sql`not exists (
  select 1 from deliveries as put_back
  where put_back.workspace_id = ${sql.id(row)}.workspace_id and put_back.recipient = ${sql.id(row)}.recipient
    and put_back.state = 'pending' and put_back.fence > 0 and put_back.id < ${sql.id(row)}.id
    and put_back.purpose <> 'edit' and coalesce(put_back.reason, '') not in (${sql.lit(WAITS_FOR_BUDGET)}, ${sql.lit(WAITS_FOR_HOURS)}))`
/**
 * While steps are due that the scheduler has not taken, a batch may not be whole: whoever misses it waits a day. Asked of
 * the workspace, not of the row, so that it is looked up once.
 */
const isWhole = (row: 'due' | 'earlier', { workspaceId, now }: { workspaceId: WorkspaceId; now: Instant }) => sql`(
  ${sql.id(row)}.purpose not in (${sql.join(BATCHES.map((one) => sql.lit(one)))}) or not exists (
    select 1 from clocks as k
    where k.next_step_at is not null and k.next_step_at <= ${now} and k.workspace_id = ${workspaceId}))`
/** One that is held up itself holds nobody up, or the two would wait for each other. */
const firstOfRecipient = (of: { workspaceId: WorkspaceId; now: Instant }) => sql`not exists (
  select 1 from deliveries as earlier
  where earlier.workspace_id = due.workspace_id and earlier.recipient = due.recipient and earlier.state = 'pending'
    and (earlier.not_before, earlier.id) < (due.not_before, due.id) and ${notBehind('earlier')}
    and ${isWhole('earlier', of)})`

type Look = ReturnType<typeof prepared<{ at: Instant }, { id: string }>>

const pendingDue: Look = prepared((db, param) =>
  db
    .selectFrom('deliveries')
    .select('id')
    .where(sql<boolean>`state = 'pending'`)
    .where('notBefore', '<=', param('at'))
    .limit(1),
)
const leaseOver: Look = prepared((db, param) =>
  db
    .selectFrom('deliveries')
    .select('id')
    .where(sql<boolean>`state = 'sending'`)
    .where('leaseUntil', '<=', param('at'))
    .limit(1),
)
const unknownSince: Look = prepared((db, param) =>
  db
    .selectFrom('deliveries')
    .select('id')
    .where(sql<boolean>`state = 'unknown'`)
    .where('triedAt', '<=', param('at'))
    .limit(1),
)
const nextDue = prepared<object, { at: Instant }>((db) => ({
  compile: () =>
    sql<{ at: Instant }>`
      select not_before as at from deliveries as due
      where state = 'pending' and ${sendable} and ${recipientIsFree} and ${notBehind('due')}
      order by not_before limit 1`.compile(db),
}))
const hasSome = async (look: Look, db: Db, at: Instant): Promise<boolean> => (await look(db, { at })).rows.length > 0

interface Posted {
  readonly workspaceId: WorkspaceId
  readonly recipient: string
  readonly since: Instant
  readonly now: Instant
}

const lastPost = prepared<Posted, { at: Instant }>((db, param) => ({
  compile: () =>
    sql<{ at: Instant }>`
      select sent_at as at from deliveries
      where workspace_id = ${param('workspaceId')} and recipient = ${param('recipient')} and state = 'sent'
        and sent_at > ${param('since')} and sent_at <= ${param('now')} and purpose <> 'edit'
      order by sent_at desc limit 1`.compile(db),
}))

export function deliveryQueue({ read, write }: Access): DeliveryQueue {
  const rows = new RowCount()
  const turns = new Turns()
  return {
    // Every commit wakes the worker, and most leave nothing to send: a look costs a read, not a write and its fsync.
    claim: async (now, leaseUntil, limit, room = () => limit) => {
      if (!(await hasSome(pendingDue, read, now)) && !(await hasSome(leaseOver, read, now))) return []
      return write(async (db) => {
        await expireLeases(db, { now })
        const waiting = (await withDue(db, { now })).rows.map(({ id }) => id)
        const claimed = await turns.take(waiting, limit, room, async (workspaceId, most) => {
          const { rows } = await claimDue(db, { workspaceId, now, leaseUntil, limit: most })
          return rows
        })
        return inOrder(claimed)
      })
    },
    claimUnknown: async (now, grace, leaseUntil, limit) => {
      if (!(await hasSome(unknownSince, read, now - grace)) && !(await hasSome(leaseOver, read, now))) return []
      return write(async (db) => {
        await expireLeases(db, { now })
        return inOrder(await claimUnknown(db, now, grace, leaseUntil, limit))
      })
    },
    settle: (delivery, outcome) => write((db) => settle(db, delivery, outcome)),

    channelOf: async (workspaceId, recipient) => {
      const { rows } = await sql<{ channel: string }>`
        select channel from deliveries
        where workspace_id = ${workspaceId} and recipient = ${recipient} and state = 'sent'
        order by sent_at desc limit 1`.execute(read)
      return rows[0]?.channel ?? null
    },
    postedSince: async ({ workspaceId, recipient }, since, now) =>
      (await lastPost(read, { workspaceId, recipient, since, now })).rows[0]?.at ?? null,
    threadOf: async ({ workspaceId, purpose, subject }) => {
      if (!THREADED.includes(purpose)) return null
      const { rows } = await sql<{ ts: string | null }>`
        select ts from deliveries where workspace_id = ${workspaceId} and id = ${subject}`.execute(read)
      return rows[0]?.ts ?? null
    },
    withBatchesDue: async (by, before) => (await withBatchesDue(read, { by, before })).rows.map(({ id }) => id),
    resentSince: async (at) => {
      const { rows } = await sql<Delivery>`
        select * from deliveries
        where reason is not null and sent_at >= ${at} and purpose <> 'edit'
        order by sent_at, id`.execute(read)
      return rows
    },

    nextDueAt: async () => (await nextDue(read, {})).rows[0]?.at ?? null,
    oldestDue: async (now) => {
      const { rows } = await sql<{ at: Instant | null }>`
        select min((select min(due_at) from deliveries as owed
          where owed.workspace_id = w.id and owed.state in ('pending', 'sending', 'unknown') and owed.due_at <= ${now}
            and (owed.not_before <= ${now} or coalesce(owed.reason, '') <> ${sql.lit(WAITS_FOR_HOURS)})
        )) as at from workspaces as w where w.suspended = 0`.execute(read)
      return rows[0]?.at ?? null
    },
    counts: () => counts(read, rows),
    notSent: () => notSent(read),
  }
}

interface RowsCounted {
  readonly n: number
  readonly last: number | null
  readonly erasures: number
}

/** Counts all that there are, and then what was added since: each row gets a higher rowid, and none goes but by an erasure. */
class RowCount {
  #counted: RowsCounted | null = null

  async read(db: Db): Promise<number> {
    const before = this.#counted
    const added = before === null ? null : await rowsSince(db, before.last ?? 0)
    this.#counted =
      before !== null && added?.erasures === before.erasures
        ? { ...added, n: before.n + added.n, last: added.last ?? before.last }
        : await rowsSince(db, null)
    return this.#counted.n
  }
}

/** Without a condition, SQLite counts the entries of its smallest index, and not the rows. */
async function rowsSince(db: Db, rowid: number | null): Promise<RowsCounted> {
  const { rows } = await sql<RowsCounted>`
    select count(*) as n, ${sql.raw(rowid === null ? '(select max(rowid) from deliveries)' : 'max(rowid)')} as last,
      (select count(*) from erasures) as erasures
    from deliveries ${rowid === null ? sql`` : sql`where rowid > ${rowid}`}`.execute(db)
  return rows[0] ?? { n: 0, last: null, erasures: 0 }
}

/** Nearly all were sent, so these are what remains of the whole: everything else is in an index of its own. */
async function counts(db: Db, all: RowCount): Promise<Readonly<Record<DeliveryState, number>>> {
  const found = { pending: 0, sending: 0, sent: await all.read(db), unknown: 0, parked: 0, skipped: 0 }
  for (const { state, n } of await notSent(db)) {
    found[state] += n
    found.sent -= n
  }
  return found
}

async function notSent(db: Db): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`
    select state, purpose, count(*) as n from deliveries where state <> 'sent' group by state, purpose`.execute(db)
  return rows
}

type Fragment = ReturnType<typeof sql>

/** Whoever let a lease run out may have posted: its answer is refused from now on, and history is asked. */
const expireLeases = prepared<{ now: Instant }, unknown>((db, param) => ({
  compile: () =>
    sql<unknown>`
      update deliveries
      set state = 'unknown', fence = fence + 1, attempts = attempts + 1, lease_until = null
      where state = 'sending' and lease_until <= ${param('now')}`.compile(db),
}))

/** Who has something due, in the order of their ids. */
const withDue = prepared<{ now: Instant }, { id: WorkspaceId }>((db, param) => ({
  compile: () =>
    sql<{ id: WorkspaceId }>`
      select w.id from workspaces as w
      where w.suspended = 0 and exists (
        select 1 from deliveries as due
        where due.workspace_id = w.id and due.state = 'pending' and due.not_before <= ${param('now')})
      order by w.id`.compile(db),
}))

const withBatchesDue = prepared<{ by: Instant; before: Day }, { id: WorkspaceId }>((db, param) => ({
  compile: () =>
    sql<{ id: WorkspaceId }>`
      select w.id from workspaces as w
      where w.suspended = 0 and exists (
        select 1 from deliveries as due
        where due.workspace_id = w.id and due.state = 'pending' and due.not_before <= ${param('by')}
          and due.purpose in (${sql.join(BATCHES.map((one) => sql.lit(one)))}) and due.occasion < ${param('before')})
      order by w.id`.compile(db),
}))

interface Claim {
  readonly workspaceId: WorkspaceId
  readonly now: Instant
  readonly leaseUntil: Instant
  readonly limit: number
}

const claimDue = prepared<Claim, Delivery>((db, param) => {
  const of = { workspaceId: param('workspaceId'), now: param('now') }
  return {
    compile: () =>
      sql<Delivery>`
      update deliveries
      set state = 'sending', fence = fence + 1, lease_until = ${param('leaseUntil')}, tried_at = ${param('now')}
      where id in (
        select id from deliveries as due
        where workspace_id = ${param('workspaceId')} and state = 'pending' and not_before <= ${param('now')}
          and ${recipientIsFree} and ${notBehind('due')} and ${firstOfRecipient(of)} and ${isWhole('due', of)}
        order by not_before, id limit ${param('limit')})
      returning *`.compile(db),
  }
})

/** They stay `unknown` while they are looked into, so that a crash there changes nothing. */
async function claimUnknown(
  db: Db,
  now: Instant,
  grace: number,
  leaseUntil: Instant,
  limit: number,
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    update deliveries set fence = fence + 1, lease_until = ${leaseUntil}, tried_at = ${now}
    where id in (
      select id from deliveries as due
      where state = 'unknown' and tried_at <= ${now - grace} and (lease_until is null or lease_until <= ${now})
        and ${sendable}
      order by tried_at, id limit ${limit})
    returning *`.execute(db)
  return rows
}

/** SQLite returns the rows of an update in no order. */
const inOrder = (rows: readonly Delivery[]): readonly Delivery[] =>
  rows.toSorted((a, b) => a.notBefore - b.notBefore || (a.id < b.id ? -1 : 1))

/** A call counts as an attempt; looking into an unknown one is none. */
const counted = sql`attempts + (case when state = 'sending' then 1 else 0 end)`

type Settled = Pick<Delivery, 'id' | 'fence'>
type OutcomeOf<S extends DeliveryState> = Extract<DeliveryOutcome, { state: S }>

const settling = <P extends Settled>(assignments: (param: Param<P>) => Fragment) =>
  prepared<P, unknown>((db, param) => ({
    compile: () =>
      sql<unknown>`
        update deliveries set ${assignments(param)}
        where id = ${(param as Param<Settled>)('id')} and fence = ${(param as Param<Settled>)('fence')}
          and state in ('sending', 'unknown')`.compile(db),
  }))

const settleSent = settling<Settled & OutcomeOf<'sent'>>(
  (param) => sql`state = 'sent', attempts = ${counted}, lease_until = null, reason = ${param('reason')},
    channel = ${param('channel')}, ts = ${param('ts')}, sent_at = ${param('at')}`,
)
const settleSkipped = settling(() => sql`state = 'skipped', lease_until = null, reason = null`)
type PutBack = Settled & Pick<OutcomeOf<'pending'>, 'notBefore' | 'reason'>
const settlePending = (attempts: Fragment) =>
  settling<PutBack>(
    (param) => sql`state = 'pending', attempts = ${attempts}, lease_until = null,
      not_before = ${param('notBefore')}, reason = ${param('reason')}`,
  )
const settleTried = settlePending(counted)
const settleUntried = settlePending(sql`attempts`)
const settleWith = (state: 'unknown' | 'parked') =>
  settling<Settled & Pick<OutcomeOf<'unknown'>, 'reason'>>(
    (param) => sql`state = ${sql.lit(state)}, attempts = ${counted}, lease_until = null, reason = ${param('reason')}`,
  )
const settleUnknown = settleWith('unknown')
const settleParked = settleWith('parked')

async function settle(db: Db, { id, fence }: Settled, outcome: DeliveryOutcome): Promise<boolean> {
  const { numAffectedRows } = await written(db, { id, fence }, outcome)
  return numAffectedRows === 1n
}

function written(db: Db, of: Settled, outcome: DeliveryOutcome): Promise<QueryResult<unknown>> {
  switch (outcome.state) {
    case 'sent':
      return settleSent(db, { ...of, ...outcome })
    case 'skipped':
      return settleSkipped(db, of)
    case 'pending':
      return (outcome.counted ? settleTried : settleUntried)(db, { ...of, ...outcome })
    case 'unknown':
      return settleUnknown(db, { ...of, ...outcome })
    case 'parked':
      return settleParked(db, { ...of, ...outcome })
  }
}
