import { day, type Migration, oneOf } from '../ddl.js'

const FAILURES = ['disk_full', 'not_writable', 'faulty', 'source', 'stopped', 'other']

export const nightlyBackups: Migration = {
  number: 14,
  name: 'nightly backups',
  statements: ({ int, end, widen }) => [
    `CREATE TABLE nightly_backups (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      night TEXT NOT NULL ${day('night')},
      tries ${int} NOT NULL CHECK (tries >= 1),
      tried_at ${int} NOT NULL,
      made_at ${int},
      bytes ${int},
      failure TEXT ${oneOf('failure', FAILURES)},
      PRIMARY KEY (workspace_id, night)
    ${end}`,
    ...widen('deliveries', 'purpose', ['backup_failed']),
  ],
}
