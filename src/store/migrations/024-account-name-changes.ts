import type { Migration } from '../ddl.js'

// The last accounts whose name, reading or aliases changed, or that are no more: what an index that was built before lacks.
export const accountNameChanges: Migration = {
  number: 24,
  name: 'account name changes',
  statements: ({ int, end }) => [
    `CREATE TABLE account_name_changes (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      version ${int} NOT NULL,
      account_id TEXT NOT NULL,
      PRIMARY KEY (workspace_id, version, account_id)
    ${end}`,
  ],
}
