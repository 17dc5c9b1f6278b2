import type { Migration } from '../ddl.js'

export const churnAcknowledgements: Migration = {
  number: 18,
  name: 'churn acknowledgements',
  statements: ({ int, end }) => [
    `CREATE TABLE churn_acknowledgements (
      workspace_id TEXT NOT NULL,
      fiscal_year ${int} NOT NULL,
      quarter ${int} NOT NULL CHECK (quarter BETWEEN 1 AND 4),
      product_id TEXT NOT NULL,
      acknowledged_by TEXT NOT NULL,
      acknowledged_at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, fiscal_year, quarter, product_id),
      FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id),
      FOREIGN KEY (workspace_id, acknowledged_by) REFERENCES people (workspace_id, id)
    ${end}`,
  ],
}
