import { flag, type Migration, oneOf } from '../ddl.js'

const PURPOSES = [
  'handover',
  'unassigned',
  'decision',
  'returned',
  'won',
  'assigned',
  'wake',
  'nudge',
  'nudge_high',
  'escalation',
  'digest',
  'trouble',
  'edit',
]

// The worker asks across workspaces, so the indexes it uses do not begin with the workspace; each is partial and small.
export const deliveries: Migration = {
  number: 6,
  name: 'deliveries',
  statements: ({ int, end }) => [
    `CREATE TABLE deliveries (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      id TEXT NOT NULL UNIQUE,
      recipient_kind TEXT NOT NULL ${oneOf('recipient_kind', ['person', 'channel'])},
      recipient TEXT NOT NULL,
      purpose TEXT NOT NULL ${oneOf('purpose', PURPOSES)},
      subject TEXT NOT NULL,
      occasion TEXT NOT NULL,
      state TEXT NOT NULL ${oneOf('state', ['pending', 'sending', 'sent', 'unknown', 'parked', 'skipped'])},
      not_before ${int} NOT NULL,
      attempts ${int} NOT NULL CHECK (attempts >= 0),
      fence ${int} NOT NULL CHECK (fence >= 0),
      lease_until ${int},
      channel TEXT,
      ts TEXT,
      reason TEXT,
      created_at ${int} NOT NULL,
      tried_at ${int},
      sent_at ${int},
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, recipient, purpose, subject, occasion),
      CHECK (state <> 'sending' OR lease_until IS NOT NULL),
      CHECK (state <> 'sent' OR (channel IS NOT NULL AND ts IS NOT NULL)),
      CHECK ((state = 'sent') = (sent_at IS NOT NULL))
    ${end}`,
    `CREATE INDEX deliveries_due ON deliveries (not_before, id, workspace_id, recipient) WHERE state = 'pending'`,
    `CREATE INDEX deliveries_pending_by_recipient ON deliveries (workspace_id, recipient, not_before, id)
      WHERE state = 'pending'`,
    `CREATE INDEX deliveries_put_back ON deliveries (workspace_id, recipient, id)
      WHERE state = 'pending' AND fence > 0`,
    `CREATE INDEX deliveries_sending ON deliveries (lease_until) WHERE state = 'sending'`,
    `CREATE INDEX deliveries_unknown ON deliveries (tried_at) WHERE state = 'unknown'`,
    `CREATE INDEX deliveries_given_up ON deliveries (state) WHERE state IN ('parked', 'skipped')`,
    `CREATE INDEX deliveries_under_way_by_recipient ON deliveries (workspace_id, recipient)
      WHERE state IN ('sending', 'unknown')`,
    'CREATE INDEX deliveries_by_subject ON deliveries (workspace_id, subject, purpose)',
    'CREATE INDEX deliveries_by_state ON deliveries (workspace_id, state, created_at)',
    `CREATE INDEX deliveries_sent_by_recipient ON deliveries (workspace_id, recipient, sent_at) WHERE state = 'sent'`,
    'CREATE INDEX deliveries_resent ON deliveries (sent_at) WHERE reason IS NOT NULL',
    `CREATE TABLE delivery_items (
      workspace_id TEXT NOT NULL,
      delivery_id TEXT NOT NULL,
      clock_id TEXT NOT NULL,
      step TEXT NOT NULL,
      announces ${int} NOT NULL ${flag('announces')},
      PRIMARY KEY (workspace_id, delivery_id, clock_id),
      FOREIGN KEY (workspace_id, delivery_id) REFERENCES deliveries (workspace_id, id),
      FOREIGN KEY (workspace_id, clock_id) REFERENCES clocks (workspace_id, id)
    ${end}`,
    'CREATE INDEX delivery_items_by_clock ON delivery_items (workspace_id, clock_id, delivery_id)',
  ],
}
