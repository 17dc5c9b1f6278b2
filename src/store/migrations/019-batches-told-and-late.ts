import type { Migration } from '../ddl.js'

// When something was meant to be said tells whether it came late; a mark tells when what is done now and then was last done.
export const batchesToldAndLate: Migration = {
  number: 19,
  name: 'batches-told-and-late',
  statements: ({ int, end }) => [
    `ALTER TABLE delivery_items ADD COLUMN meant_for ${int}`,
    `CREATE TABLE marks (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      name TEXT NOT NULL,
      at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, name)
    ${end}`,
  ],
}
