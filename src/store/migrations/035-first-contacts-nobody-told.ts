import type { Migration } from '../ddl.js'

/** A spreadsheet says nothing of the first contact; facts that were written before took the opportunity for it. */
export const firstContactsNobodyTold: Migration = {
  number: 35,
  name: 'first contacts nobody told',
  statements: () => [
    `INSERT OR IGNORE INTO stale_facts (workspace_id, csql_id)
      SELECT workspace_id, csql_id FROM events WHERE kind = 'log' AND recorded_at > occurred_at`,
  ],
}
