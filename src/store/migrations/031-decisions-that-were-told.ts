import type { Migration } from '../ddl.js'

/** What an import inferred has no time to decision; facts that were written before say otherwise. */
export const decisionsThatWereTold: Migration = {
  number: 31,
  name: 'decisions that were told',
  statements: () => [
    `INSERT OR IGNORE INTO stale_facts (workspace_id, csql_id)
      SELECT DISTINCT workspace_id, csql_id FROM events
      WHERE kind IN ('qualify', 'accept', 'reject') AND figures LIKE '%"inferred":%'`,
  ],
}
