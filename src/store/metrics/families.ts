import { sql } from 'kysely'
import { AE_CLOCKS } from '../../domain/clock.js'
import { type Bounds, type Family, keysWith } from './family.js'

const words = (all: readonly string[]) => sql.join(all.map((word) => sql.lit(word)))

const within = (column: string, { start, end }: Bounds) =>
  sql`${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${end}`

/** Signals, by when they were logged. */
export const logged: Family = {
  rows: (bounds) => sql`
    from csql_facts as f where f.workspace_id = ${bounds.workspaceId} and ${within('f.logged_at', bounds)}`,
  keys: keysWith('f.logged_csm_id', 'f.logged_ae_id'),
}

/** CSQLs, by when they were first qualified. */
export const qualified: Family = {
  rows: (bounds) => sql`
    from csql_facts as f
    where f.workspace_id = ${bounds.workspaceId} and f.qualified_at is not null and ${within('f.qualified_at', bounds)}`,
  keys: keysWith('f.qualified_csm_id', 'f.qualified_ae_id'),
}

/**
 * Rounds, by when their decide clock fell due. Left out: those that ceased to be owed before, those whose decision in
 * time was taken back, those of self-closed CSQLs, and those that an import only inferred.
 */
export const rounds: Family = {
  rows: (bounds) => sql`
    from clocks as k
    join csql_facts as f on f.workspace_id = k.workspace_id and f.csql_id = k.csql_id
    left join events as s on s.workspace_id = k.workspace_id and s.id = k.started_by
    where k.workspace_id = ${bounds.workspaceId} and k.kind = 'decide' and ${within('k.due_at', bounds)}
      and k.due_at < ${bounds.now} and f.self_closed = 0
      and (k.ending is null or k.ending <> 'voided')
      and (k.stopped_at is null or k.stopped_at > k.due_at or (k.ending = 'done' and not exists (
        select 1 from reversed_events as r where r.workspace_id = k.workspace_id and r.event_id = k.stopped_by)))
      and (s.figures is null or s.figures not like '%"inferred":%')`,
  keys: keysWith('s.csm_id', 'k.owner_id'),
}
export const keptInTime = sql`k.ending = 'done' and k.stopped_at <= k.due_at`

/** What waits for an AE now: qualified or accepted. */
export const owed: Family = {
  rows: ({ workspaceId }) => sql`
    from csql_facts as f where f.workspace_id = ${workspaceId} and (f.state = 'qualified' or f.state = 'accepted')`,
  keys: keysWith('f.csm_id', 'f.ae_id'),
}
/**
 * The clocks of AEs that ran past due with no event by the AE since: as `isOverdue` of the domain. `o` is the CSQL's
 * facts. The cross join keeps the order, from the clocks past due to what they are of: SQLite has no statistics to tell
 * a CSQL's few clocks from all that are due.
 */
export const overdueClocks = ({ workspaceId, now }: Pick<Bounds, 'workspaceId' | 'now'>) => sql`
  from clocks as k
  cross join csql_facts as o on o.workspace_id = k.workspace_id and o.csql_id = k.csql_id
  where k.workspace_id = ${workspaceId} and k.stopped_at is null and k.kind in (${words(AE_CLOCKS)})
    and k.due_at < ${now} and (o.ae_acted_at is null or o.ae_acted_at <= k.due_at)`

/** One walk over what is overdue, however many are owed. */
export const isOverdue = (bounds: Bounds) => sql`f.csql_id in (select k.csql_id ${overdueClocks(bounds)})`

/** Won or lost, by the day of it. */
export const closed: Family = {
  rows: ({ workspaceId, from, to }) => sql`
    from csql_facts as f
    where f.workspace_id = ${workspaceId} and f.closed_on is not null
      and f.closed_on >= ${from} and f.closed_on <= ${to}`,
  keys: keysWith('f.closed_csm_id', 'f.closed_ae_id'),
}

/** Open opportunities, now. */
export const pipeline: Family = {
  rows: ({ workspaceId }) => sql`
    from csql_facts as f where f.workspace_id = ${workspaceId} and f.state = 'opportunity'`,
  keys: keysWith('f.csm_id', 'f.ae_id'),
}

/** Opportunities, by when they became one for the first time. */
export const converted: Family = {
  rows: (bounds) => sql`
    from csql_facts as f
    where f.workspace_id = ${bounds.workspaceId} and f.opportunity_at is not null
      and ${within('f.opportunity_at', bounds)}`,
  keys: keysWith('f.opportunity_csm_id', 'f.opportunity_ae_id'),
}

/** Decided for the first time, accepted or rejected, by when. */
export const decided: Family = {
  rows: (bounds) => sql`
    from csql_facts as f
    where f.workspace_id = ${bounds.workspaceId} and f.decided_at is not null and ${within('f.decided_at', bounds)}
      and f.self_closed = 0`,
  keys: keysWith('f.decided_csm_id', 'f.decided_ae_id'),
}

/** Contacted for the first time after the acceptance, by when. */
export const contacted: Family = {
  rows: (bounds) => sql`
    from csql_facts as f
    where f.workspace_id = ${bounds.workspaceId} and f.contacted_at is not null and ${within('f.contacted_at', bounds)}`,
  keys: keysWith('f.contacted_csm_id', 'f.contacted_ae_id'),
}

/** Won, no referral, with a start in the twelve months that end with the period's. */
export const started: Family = {
  rows: ({ workspaceId, month, yearBefore }) => sql`
    from csql_facts as f
    where f.workspace_id = ${workspaceId} and f.start_month is not null and coalesce(f.kind, '') <> 'referral'
      and f.start_month > ${yearBefore} and f.start_month <= ${month}`,
  keys: keysWith('f.closed_csm_id', 'f.closed_ae_id'),
}

/**
 * Won in the twelve months that end with the period's, no referral, without a start: what `started` would have counted
 * in some month. No month has a 99th day: it stands after all of its days, and before those of the next.
 */
export const undated: Family = {
  rows: ({ workspaceId, month, yearBefore }) => sql`
    from csql_facts as f
    where f.workspace_id = ${workspaceId} and f.state = 'won' and f.start_month is null
      and coalesce(f.kind, '') <> 'referral'
      and f.closed_on > ${yearBefore} || '-99' and f.closed_on < ${month} || '-99'`,
  keys: keysWith('f.closed_csm_id', 'f.closed_ae_id'),
}
