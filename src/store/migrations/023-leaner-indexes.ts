import type { Migration } from '../ddl.js'

// Every log writes into each index of its tables. Cohorts are read from csql_facts; an AE is asked for, never nobody.
export const leanerIndexes: Migration = {
  number: 23,
  name: 'leaner indexes',
  statements: () => [
    'DROP INDEX csqls_by_first_qualified_at',
    'DROP INDEX csqls_by_ae',
    'CREATE INDEX csqls_by_ae ON csqls (workspace_id, ae_id, state) WHERE ae_id IS NOT NULL',
  ],
}
