import type { Migration } from '../ddl.js'

// The clocks past due are walked, and who owes how much is counted, from the index alone. SQLite takes
// no index for covering that lacks a column of its own condition.
export const whatIsOwedFromTheIndex: Migration = {
  number: 37,
  name: 'what is owed from the index',
  statements: () => [
    'DROP INDEX clocks_running_by_due',
    `CREATE INDEX clocks_running_by_due ON clocks (workspace_id, due_at, csql_id, kind, owner_id, stopped_at)
      WHERE stopped_at IS NULL`,
  ],
}
