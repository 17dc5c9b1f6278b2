import { day, flag, type Migration, oneOf } from '../ddl.js'

export const accountsAndProducts: Migration = {
  number: 2,
  name: 'accounts and products',
  statements: ({ int, end }) => [
    `CREATE TABLE accounts (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      name_kana TEXT,
      external_id TEXT,
      corporate_number TEXT,
      parent_id TEXT,
      segment TEXT,
      provisional ${int} NOT NULL ${flag('provisional')},
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, external_id),
      FOREIGN KEY (workspace_id, parent_id) REFERENCES accounts (workspace_id, id)
    ${end}`,
    `CREATE TABLE account_aliases (
      workspace_id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      position ${int} NOT NULL,
      alias TEXT NOT NULL,
      PRIMARY KEY (workspace_id, account_id, position),
      FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id)
    ${end}`,
    `CREATE TABLE departments (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (workspace_id, id),
      FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id)
    ${end}`,
    'CREATE INDEX departments_by_account ON departments (workspace_id, account_id)',
    `CREATE TABLE referred_companies (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      loose_key TEXT NOT NULL,
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, loose_key)
    ${end}`,
    `CREATE TABLE products (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      name_en TEXT,
      archived ${int} NOT NULL ${flag('archived')},
      PRIMARY KEY (workspace_id, id)
    ${end}`,
    `CREATE TABLE product_aliases (
      workspace_id TEXT NOT NULL,
      product_id TEXT NOT NULL,
      position ${int} NOT NULL,
      alias TEXT NOT NULL,
      PRIMARY KEY (workspace_id, product_id, position),
      FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id)
    ${end}`,
    `CREATE TABLE contracts (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      department_id TEXT,
      product_id TEXT NOT NULL,
      phase TEXT ${oneOf('phase', ['onboarding', 'adopting', 'successful', 'at_risk', 'churned'])},
      has_outcome ${int} ${flag('has_outcome')},
      csm_id TEXT,
      ae_id TEXT,
      amount ${int} CHECK (amount >= 0),
      amount_period TEXT ${oneOf('amount_period', ['month', 'year'])},
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      renewal_on TEXT ${day('renewal_on')},
      channel TEXT ${oneOf('channel', ['direct', 'partner'])},
      partner_name TEXT,
      PRIMARY KEY (workspace_id, id),
      FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
      FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id),
      FOREIGN KEY (workspace_id, product_id) REFERENCES products (workspace_id, id),
      FOREIGN KEY (workspace_id, csm_id) REFERENCES people (workspace_id, id),
      FOREIGN KEY (workspace_id, ae_id) REFERENCES people (workspace_id, id)
    ${end}`,
    'CREATE INDEX contracts_by_account ON contracts (workspace_id, account_id)',
    `CREATE TABLE contacts (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      department_id TEXT,
      name TEXT NOT NULL,
      title TEXT,
      opt_in TEXT NOT NULL ${oneOf('opt_in', ['yes', 'via_csm', 'no', 'unknown'])},
      opt_in_on TEXT ${day('opt_in_on')},
      opt_in_how TEXT,
      PRIMARY KEY (workspace_id, id),
      FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
      FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
    ${end}`,
    'CREATE INDEX contacts_by_account ON contacts (workspace_id, account_id)',
  ],
}
