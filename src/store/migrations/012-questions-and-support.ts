import type { Migration } from '../ddl.js'

// A key of two columns cannot be added to a table that stands, so nothing but the program holds question_text_id to a text.
export const questionsAndSupport: Migration = {
  number: 12,
  name: 'questions-and-support',
  statements: ({ int, end, widen }) => [
    ...widen('events', 'kind', ['ask_support', 'ask_csm', 'answer_csm']),
    ...widen('deliveries', 'purpose', ['question', 'answer', 'support']),
    `ALTER TABLE csqls ADD COLUMN supporter_ids TEXT NOT NULL DEFAULT '[]'`,
    'ALTER TABLE csqls ADD COLUMN question_text_id TEXT',
    `CREATE TABLE csql_supporters (
      workspace_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      csql_id TEXT NOT NULL,
      PRIMARY KEY (workspace_id, person_id, csql_id),
      FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id),
      FOREIGN KEY (workspace_id, csql_id) REFERENCES csqls (workspace_id, id)
    ${end}`,
    'CREATE INDEX csql_supporters_by_csql ON csql_supporters (workspace_id, csql_id)',
    `ALTER TABLE clocks ADD COLUMN days ${int} CHECK (days >= 1)`,
    `ALTER TABLE clocks ADD COLUMN paused_at ${int}`,
    `ALTER TABLE clocks ADD COLUMN paused_until ${int} CHECK (paused_until >= paused_at)`,
    'ALTER TABLE clocks ADD COLUMN paused_by TEXT',
    'ALTER TABLE clocks ADD COLUMN resumed_by TEXT',
    `ALTER TABLE clocks ADD COLUMN escalated_at ${int}`,
  ],
}
