import type { Migration } from '../ddl.js'

// Home lists the accounts with an outcome and no proposal each time a manager opens it.
export const contractsWithOutcome: Migration = {
  number: 25,
  name: 'contracts with outcome',
  statements: () => [
    'CREATE INDEX contracts_with_outcome ON contracts (workspace_id, account_id, phase) WHERE has_outcome = 1',
  ],
}
