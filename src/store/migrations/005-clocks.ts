import { day, type Migration, oneOf } from '../ddl.js'

export const clocks: Migration = {
  number: 5,
  name: 'clocks',
  statements: ({ int, end }) => [
    `CREATE TABLE clocks (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      csql_id TEXT NOT NULL,
      kind TEXT NOT NULL
        ${oneOf('kind', ['decide', 'first_contact', 'convert', 'update', 'fix', 'qualify', 'wake'])},
      owner_id TEXT,
      round ${int} NOT NULL CHECK (round >= 0),
      started_at ${int} NOT NULL,
      started_by TEXT NOT NULL,
      given_on TEXT ${day('given_on')},
      due_at ${int} NOT NULL,
      steps_taken ${int} NOT NULL CHECK (steps_taken >= 0),
      next_step_at ${int},
      nudged_at ${int},
      snoozed_until ${int},
      snoozes ${int} NOT NULL CHECK (snoozes >= 0),
      stopped_at ${int},
      stopped_by TEXT,
      ending TEXT ${oneOf('ending', ['done', 'cancelled', 'voided'])},
      PRIMARY KEY (workspace_id, id),
      CHECK (stopped_at IS NULL OR next_step_at IS NULL),
      FOREIGN KEY (workspace_id, csql_id) REFERENCES csqls (workspace_id, id),
      FOREIGN KEY (workspace_id, owner_id) REFERENCES people (workspace_id, id)
    ${end}`,
    'CREATE INDEX clocks_by_csql ON clocks (workspace_id, csql_id)',
    'CREATE INDEX clocks_by_next_step ON clocks (workspace_id, next_step_at) WHERE next_step_at IS NOT NULL',
    'CREATE INDEX clocks_running_by_due ON clocks (workspace_id, due_at) WHERE stopped_at IS NULL',
    'CREATE INDEX clocks_by_stopped_by ON clocks (workspace_id, stopped_by) WHERE stopped_by IS NOT NULL',
  ],
}
