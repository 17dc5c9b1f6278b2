import { type Migration, oneOf } from '../ddl.js'

export const repliesAndTargets: Migration = {
  number: 7,
  name: 'replies and targets',
  statements: ({ int, end }) => [
    `CREATE TABLE replies (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      key TEXT NOT NULL,
      reply TEXT NOT NULL,
      given_at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, key)
    ${end}`,
    'CREATE INDEX replies_by_given_at ON replies (workspace_id, given_at)',
    `CREATE TABLE targets (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      subject_kind TEXT NOT NULL ${oneOf('subject_kind', ['person', 'team', 'source'])},
      subject TEXT NOT NULL,
      fiscal_year ${int} NOT NULL,
      quarter ${int} NOT NULL CHECK (quarter BETWEEN 1 AND 4),
      metric TEXT NOT NULL ${oneOf('metric', ['csqls', 'opportunities', 'mrr_won', 'sales_won'])},
      value ${int} NOT NULL CHECK (value >= 0),
      currency TEXT CHECK (length(currency) = 3),
      set_by TEXT,
      set_at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, subject_kind, subject, fiscal_year, quarter, metric)
    ${end}`,
  ],
}
