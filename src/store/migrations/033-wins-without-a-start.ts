import type { Migration } from '../ddl.js'

// Each report asks for the wins of twelve months that lack a start. Few do, where people are asked for it.
export const winsWithoutAStart: Migration = {
  number: 33,
  name: 'wins without a start',
  statements: () => [
    `CREATE INDEX csql_facts_undated ON csql_facts
      (workspace_id, closed_on, currency, kind, source, product_id, closed_csm_id, closed_ae_id, won_yearly,
        state, start_month)
      WHERE state = 'won' AND start_month IS NULL`,
  ],
}
