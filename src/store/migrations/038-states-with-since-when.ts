import type { Migration } from '../ddl.js'

// What was closed since a day is found in the index alone: of all that ever was closed, a week's are few.
export const statesWithSinceWhen: Migration = {
  number: 38,
  name: 'states with since when',
  statements: () => [
    'DROP INDEX csqls_by_state',
    'CREATE INDEX csqls_by_state ON csqls (workspace_id, state, number, state_since)',
  ],
}
