import type { Migration } from '../ddl.js'

export const accountSnapshots: Migration = {
  number: 9,
  name: 'account snapshots',
  statements: ({ int, end }) => [
    `CREATE TABLE account_snapshots (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      month TEXT NOT NULL CHECK (month LIKE '____-__'),
      account_id TEXT NOT NULL,
      product_id TEXT NOT NULL,
      amount ${int} NOT NULL CHECK (amount >= 0),
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      PRIMARY KEY (workspace_id, month, account_id, product_id),
      FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
      FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id)
    ${end}`,
  ],
}
