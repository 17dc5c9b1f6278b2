import type { Migration } from '../ddl.js'

// The scheduler asks across workspaces what is due, so these indexes do not begin with the workspace.
export const dueAcrossWorkspaces: Migration = {
  number: 16,
  name: 'due across workspaces',
  statements: () => [
    'CREATE INDEX clocks_due ON clocks (next_step_at, workspace_id) WHERE next_step_at IS NOT NULL',
    'DROP INDEX replies_by_given_at',
    'CREATE INDEX replies_given ON replies (given_at)',
  ],
}
