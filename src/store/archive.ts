import Sqlite from 'better-sqlite3'
import type { WorkspaceId } from '../domain/ids.js'
import type { ArchivedRow, ArchivedWorkspace } from '../usecases/ports.js'
import { schemaVersion } from './migrate.js'

/** What an archive of a workspace holds, each table after those that it refers to. */
export const ARCHIVED_TABLES = [
  'settings_changes',
  'people',
  'person_roles',
  'products',
  'product_aliases',
  'accounts',
  'account_aliases',
  'account_notes',
  'account_merges',
  'departments',
  'referred_companies',
  'contacts',
  'contracts',
  'texts',
  'csqls',
  'csql_tags',
  'csql_supporters',
  'events',
  'reversed_events',
  'clocks',
  'deliveries',
  'delivery_items',
  'targets',
  'account_snapshots',
  'churn_acknowledgements',
  'summary_choices',
  'marks',
  'audit_entries',
  'erasures',
] as const

/** What it leaves out, and why nothing is lost by that. */
export const NOT_ARCHIVED: Readonly<Record<string, string>> = {
  workspaces: 'its settings and next number stand in the first line; its Slack ids are those of where it is',
  replies: 'answers to requests of the last hour',
  csql_facts: 'found anew in the history',
  account_name_changes: 'what indexes in memory lack: they are built anew',
  stale_facts: 'found anew in the history',
  nightly_backups: 'files of the machine that it was on',
}

/** A workspace as it stood at one moment: a snapshot of its own, so that the app may go on writing meanwhile. */
export function* archiveOf(file: string, workspaceId: WorkspaceId): Generator<ArchivedWorkspace | ArchivedRow> {
  const raw = new Sqlite(file, { readonly: true, timeout: 5_000 })
  try {
    raw.exec('BEGIN')
    const { settings, next_number: nextNumber } = raw
      .prepare('SELECT settings, next_number FROM workspaces WHERE id = ?')
      .get(workspaceId) as { settings: string; next_number: number }
    yield { schema: schemaVersion(raw), settings: JSON.parse(settings) as unknown, nextNumber }
    for (const table of ARCHIVED_TABLES) {
      const rows = raw.prepare(`SELECT * FROM ${table} WHERE workspace_id = ? ORDER BY rowid`).iterate(workspaceId)
      for (const row of rows) {
        const { workspace_id: _, ...own } = row as Record<string, string | number | null>
        yield { table, row: own }
      }
    }
  } finally {
    raw.close()
  }
}
