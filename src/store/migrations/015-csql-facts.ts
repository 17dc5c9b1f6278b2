import { day, flag, type Migration, oneOf } from '../ddl.js'

const OPEN = ['signal', 'qualified', 'accepted', 'opportunity', 'returned', 'nurturing']

const people = (event: string): string => `${event}_csm_id TEXT,\n      ${event}_ae_id TEXT`

const stale = (row: 'NEW' | 'OLD'): string =>
  `INSERT INTO stale_facts (workspace_id, csql_id) VALUES (${row}.workspace_id, ${row}.csql_id) ON CONFLICT DO NOTHING`

// What reports count, a row for each CSQL that counts: written anew at the end of a transaction that touched its history.
export const csqlFacts: Migration = {
  number: 15,
  name: 'csql facts',
  statements: ({ int, end, after }) => [
    `CREATE TABLE csql_facts (
      workspace_id TEXT NOT NULL,
      csql_id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      source TEXT,
      product_id TEXT,
      kind TEXT ${oneOf('kind', ['upsell', 'cross_sell', 'referral'])},
      state TEXT NOT NULL ${oneOf('state', [...OPEN, 'won', 'lost', 'rejected', 'withdrawn'])},
      self_closed ${int} NOT NULL ${flag('self_closed')},
      in_pipeline ${int} NOT NULL ${flag('in_pipeline')},
      csm_id TEXT NOT NULL,
      ae_id TEXT,
      ae_acted_at ${int},
      logged_by TEXT NOT NULL,
      logged_at ${int} NOT NULL,
      ${people('logged')},
      qualified_at ${int},
      ${people('qualified')},
      accepted_at ${int},
      first_pass ${int} NOT NULL ${flag('first_pass')},
      decided_at ${int},
      ${people('decided')},
      contacted_at ${int},
      ${people('contacted')},
      opportunity_at ${int},
      ${people('opportunity')},
      closed_on TEXT ${day('closed_on')},
      closed_at ${int},
      ${people('closed')},
      currency TEXT NOT NULL,
      estimate_yearly ${int},
      estimate_currency TEXT,
      won_yearly ${int},
      won_one_time ${int},
      start_month TEXT CHECK (start_month LIKE '____-__'),
      close_month TEXT CHECK (close_month LIKE '____-__'),
      progress TEXT,
      PRIMARY KEY (workspace_id, csql_id),
      FOREIGN KEY (workspace_id, csql_id) REFERENCES csqls (workspace_id, id) ON DELETE CASCADE
    ${end}`,
    `CREATE INDEX csql_facts_logged ON csql_facts (
      workspace_id, logged_at, qualified_at, source, product_id, kind, logged_csm_id, logged_ae_id, logged_by)`,
    `CREATE INDEX csql_facts_qualified ON csql_facts (
      workspace_id, qualified_at, state, self_closed, in_pipeline, accepted_at, first_pass, opportunity_at,
      source, product_id, kind, qualified_csm_id, qualified_ae_id, account_id) WHERE qualified_at IS NOT NULL`,
    `CREATE INDEX csql_facts_decided ON csql_facts (
      workspace_id, decided_at, self_closed, qualified_at, source, product_id, kind, decided_csm_id, decided_ae_id)
      WHERE decided_at IS NOT NULL`,
    `CREATE INDEX csql_facts_contacted ON csql_facts (
      workspace_id, contacted_at, accepted_at, source, product_id, kind, contacted_csm_id, contacted_ae_id)
      WHERE contacted_at IS NOT NULL`,
    'CREATE INDEX csql_facts_closed ON csql_facts (workspace_id, closed_on) WHERE closed_on IS NOT NULL',
    'CREATE INDEX csql_facts_started ON csql_facts (workspace_id, start_month) WHERE start_month IS NOT NULL',
    'CREATE INDEX csql_facts_opportunities ON csql_facts (workspace_id, opportunity_at) WHERE opportunity_at IS NOT NULL',
    `CREATE INDEX csql_facts_pipeline ON csql_facts (workspace_id) WHERE state = 'opportunity'`,
    `CREATE INDEX csql_facts_owed ON csql_facts (workspace_id) WHERE state = 'qualified' OR state = 'accepted'`,
    `CREATE INDEX clocks_decide_by_due ON clocks (workspace_id, due_at) WHERE kind = 'decide'`,
    `CREATE TABLE stale_facts (
      workspace_id TEXT NOT NULL,
      csql_id TEXT NOT NULL,
      PRIMARY KEY (workspace_id, csql_id)
    ${end}`,
    ...after('INSERT', 'events', stale('NEW')),
    ...after('INSERT', 'reversed_events', stale('NEW')),
    ...after('DELETE', 'reversed_events', stale('OLD')),
    'INSERT INTO stale_facts (workspace_id, csql_id) SELECT workspace_id, id FROM csqls',
  ],
}
