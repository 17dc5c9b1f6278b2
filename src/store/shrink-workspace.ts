import { sql } from 'kysely'
import type { Scope } from './rows.js'

/**
 * The tables that grow, each before those that its rows point at: so that a part of a workspace can be deleted with
 * everything that is left still pointing at something.
 */
const GROWING = [
  'delivery_items',
  'deliveries',
  'replies',
  'clocks',
  'reversed_events',
  'events',
  'csql_tags',
  'csql_supporters',
  'csql_facts',
  'stale_facts',
  'csqls',
  'texts',
  'account_snapshots',
  'contracts',
  'contacts',
  'departments',
  'account_aliases',
  'account_notes',
  'account_merges',
  'accounts',
  'audit_entries',
  'settings_changes',
] as const

/** Columns that point into their own table, which are emptied before its rows go. */
const OWN: Readonly<Partial<Record<(typeof GROWING)[number], readonly string[]>>> = {
  csqls: ['merged_into', 'proposed_again_from'],
  accounts: ['parent_id'],
}

/**
 * Deletes at most `most` rows of a workspace that is being erased, so that no commit holds up whoever else writes.
 *
 * @returns false once all that grows is gone
 */
export async function shrinkWorkspace({ db, workspaceId }: Scope, most: number): Promise<boolean> {
  // Events point at earlier ones of the same CSQL, which may be among those that are left for now.
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db)
  for (const table of GROWING) {
    for (const column of OWN[table] ?? []) {
      const emptied = await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = null where rowid in (
          select rowid from ${sql.table(table)}
          where workspace_id = ${workspaceId} and ${sql.ref(column)} is not null limit ${most})`.execute(db)
      if ((emptied.numAffectedRows ?? 0n) > 0n) return true
    }
    // The newest first: what takes an event back goes before it.
    const deleted = await sql`
      delete from ${sql.table(table)} where rowid in (
        select rowid from ${sql.table(table)} where workspace_id = ${workspaceId} order by rowid desc limit ${most})`.execute(
      db,
    )
    if ((deleted.numAffectedRows ?? 0n) > 0n) return true
  }
  return false
}
