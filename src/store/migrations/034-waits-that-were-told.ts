import { flag, type Migration } from '../ddl.js'

/** What an import inferred began or ended no wait that is known; facts that were written before say otherwise. */
export const waitsThatWereTold: Migration = {
  number: 34,
  name: 'waits that were told',
  statements: ({ int }) => [
    `ALTER TABLE csql_facts ADD COLUMN qualification_inferred ${int} NOT NULL DEFAULT 0 ${flag('qualification_inferred')}`,
    `INSERT OR IGNORE INTO stale_facts (workspace_id, csql_id)
      SELECT DISTINCT workspace_id, csql_id FROM events
      WHERE kind IN ('qualify', 'accept', 'update', 'convert') AND figures LIKE '%"inferred":%'`,
  ],
}
