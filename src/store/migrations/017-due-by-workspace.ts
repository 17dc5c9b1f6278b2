import type { Migration } from '../ddl.js'

// The worker takes from each workspace in turn.
export const dueByWorkspace: Migration = {
  number: 17,
  name: 'due by workspace',
  statements: () => [
    `CREATE INDEX deliveries_due_by_workspace ON deliveries (workspace_id, not_before, id, recipient)
      WHERE state = 'pending'`,
  ],
}
