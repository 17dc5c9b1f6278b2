import type { Migration } from '../ddl.js'

export const accountNotesAndMerges: Migration = {
  number: 27,
  name: 'account notes and merges',
  statements: ({ int, end }) => [
    `CREATE TABLE account_notes (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      body TEXT NOT NULL,
      author_id TEXT,
      written_at ${int} NOT NULL,
      edited_at ${int},
      PRIMARY KEY (workspace_id, id),
      FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
      FOREIGN KEY (workspace_id, author_id) REFERENCES people (workspace_id, id)
    ${end}`,
    'CREATE INDEX account_notes_by_account ON account_notes (workspace_id, account_id, written_at)',
    `CREATE TABLE account_merges (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      from_id TEXT NOT NULL,
      into_id TEXT NOT NULL,
      merged_by TEXT NOT NULL,
      merged_at ${int} NOT NULL,
      undone_by TEXT,
      undone_at ${int},
      changes TEXT NOT NULL,
      PRIMARY KEY (workspace_id, id),
      FOREIGN KEY (workspace_id, merged_by) REFERENCES people (workspace_id, id),
      FOREIGN KEY (workspace_id, undone_by) REFERENCES people (workspace_id, id)
    ${end}`,
    'CREATE INDEX account_merges_by_into ON account_merges (workspace_id, into_id, merged_at)',
    'CREATE INDEX account_merges_by_from ON account_merges (workspace_id, from_id) WHERE undone_at IS NULL',
    'CREATE INDEX accounts_by_parent ON accounts (workspace_id, parent_id) WHERE parent_id IS NOT NULL',
    'CREATE INDEX audit_entries_by_subject ON audit_entries (workspace_id, subject, at)',
  ],
}
