import { flag, type Migration } from '../ddl.js'

// Who did what beside the CSQLs' own history: settings, deliveries, rights that were refused. Ids, codes and figures only.
export const audit: Migration = {
  number: 8,
  name: 'audit',
  statements: ({ int, end, appendOnly }) => [
    `CREATE TABLE audit_entries (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      id TEXT NOT NULL,
      at ${int} NOT NULL,
      actor_id TEXT,
      from_command_line ${int} NOT NULL ${flag('from_command_line')},
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (workspace_id, id)
    ${end}`,
    'CREATE INDEX audit_entries_by_at ON audit_entries (workspace_id, at)',
    ...appendOnly('audit_entries'),
  ],
}
