import type { Migration } from '../ddl.js'

// Home shows what became of a person's CSQLs lately: of years of them, only these are looked at.
export const outcomesOfPeople: Migration = {
  number: 29,
  name: 'outcomes of people',
  statements: () => [
    'DROP INDEX csqls_by_csm',
    'DROP INDEX csqls_by_logger',
    'CREATE INDEX csqls_by_csm ON csqls (workspace_id, csm_id, state, state_since)',
    'CREATE INDEX csqls_by_logger ON csqls (workspace_id, logged_by, state, state_since)',
  ],
}
