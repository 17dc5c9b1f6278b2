import type { Migration } from '../ddl.js'

// What is due is looked for in all workspaces at once, and read from the index alone: every log writes into each index
// of its tables.
export const oneIndexOfWhatIsDue: Migration = {
  number: 30,
  name: 'one index of what is due',
  statements: () => [
    'DROP INDEX clocks_by_next_step',
    'DROP INDEX clocks_due',
    'CREATE INDEX clocks_due ON clocks (next_step_at, workspace_id, id) WHERE next_step_at IS NOT NULL',
  ],
}
