import type { Migration } from '../ddl.js'

// What is watched from outside is asked for often, so it costs what is owed, not what was ever sent.
export const deliveriesOwed: Migration = {
  number: 13,
  name: 'deliveries owed',
  statements: ({ int }) => [
    `ALTER TABLE deliveries ADD COLUMN due_at ${int} NOT NULL DEFAULT 0`,
    // Of older ones, the last time they were put back to is all that is known.
    'UPDATE deliveries SET due_at = not_before',
    `CREATE INDEX deliveries_owed ON deliveries (workspace_id, due_at)
      WHERE state IN ('pending', 'sending', 'unknown')`,
    `CREATE INDEX deliveries_not_sent ON deliveries (state, purpose) WHERE state <> 'sent'`,
    'DROP INDEX deliveries_given_up',
  ],
}
