import { type Migration, oneOf } from '../ddl.js'

const KINDS = [
  'log',
  'qualify',
  'accept',
  'return',
  'reject',
  'update',
  'convert',
  'win',
  'lose',
  'nurture',
  'wake',
  'withdraw',
  'merge',
  'reassign',
  'reopen',
  'undo',
  'note',
  'edit',
  'snooze',
  'plan_fix',
  'propose_ae',
  'neglect',
]

// People and texts have no foreign key here: erasing them touches no event.
export const events: Migration = {
  number: 4,
  name: 'events',
  statements: ({ int, end, appendOnly }) => [
    `CREATE TABLE erasures (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      what TEXT NOT NULL,
      started_by TEXT,
      started_at ${int} NOT NULL,
      finished_at ${int},
      PRIMARY KEY (workspace_id, id)
    ${end}`,
    `CREATE TABLE events (
      workspace_id TEXT NOT NULL,
      id TEXT NOT NULL,
      csql_id TEXT NOT NULL,
      seq ${int} NOT NULL CHECK (seq >= 1),
      kind TEXT NOT NULL ${oneOf('kind', KINDS)},
      step_id TEXT NOT NULL,
      actor_id TEXT,
      from_state TEXT,
      to_state TEXT NOT NULL,
      reverses TEXT,
      changes TEXT NOT NULL,
      csm_id TEXT NOT NULL,
      ae_id TEXT,
      text_id TEXT,
      figures TEXT NOT NULL,
      occurred_at ${int} NOT NULL,
      recorded_at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, csql_id, seq),
      FOREIGN KEY (workspace_id, csql_id) REFERENCES csqls (workspace_id, id),
      FOREIGN KEY (workspace_id, reverses) REFERENCES events (workspace_id, id)
    ${end}`,
    'CREATE INDEX events_by_occurred_at ON events (workspace_id, occurred_at)',
    ...appendOnly('events'),
    `CREATE TABLE reversed_events (
      workspace_id TEXT NOT NULL,
      event_id TEXT NOT NULL,
      csql_id TEXT NOT NULL,
      PRIMARY KEY (workspace_id, event_id),
      FOREIGN KEY (workspace_id, event_id) REFERENCES events (workspace_id, id),
      FOREIGN KEY (workspace_id, csql_id) REFERENCES csqls (workspace_id, id)
    ${end}`,
    'CREATE INDEX reversed_events_by_csql ON reversed_events (workspace_id, csql_id)',
  ],
}
