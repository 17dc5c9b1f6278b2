import type { Migration } from '../ddl.js'

// What erasing and retention look for: whose data is gone already, texts by their age, who has a contact, and, so that no
// deletion walks through a whole table, rows that point at others of their own table.
export const dataProtection: Migration = {
  number: 28,
  name: 'data protection',
  statements: ({ int }) => [
    `ALTER TABLE contacts ADD COLUMN erased_at ${int}`,
    `ALTER TABLE people ADD COLUMN erased_at ${int}`,
    `ALTER TABLE workspaces ADD COLUMN gone_at ${int}`,
    `CREATE INDEX texts_by_age ON texts (workspace_id, created_at, id) WHERE body <> ''`,
    'CREATE INDEX csqls_by_contact ON csqls (workspace_id, contact_id) WHERE contact_id IS NOT NULL',
    'CREATE INDEX csqls_by_merged_into ON csqls (workspace_id, merged_into) WHERE merged_into IS NOT NULL',
    'CREATE INDEX csqls_by_proposed_again_from ON csqls (workspace_id, proposed_again_from) WHERE proposed_again_from IS NOT NULL',
    'CREATE INDEX events_by_reverses ON events (workspace_id, reverses) WHERE reverses IS NOT NULL',
  ],
}
