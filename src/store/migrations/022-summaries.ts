import { flag, type Migration } from '../ddl.js'

// Who wants their own Monday, or does not; whoever said nothing has no row.
export const summaries: Migration = {
  number: 22,
  name: 'summaries',
  statements: ({ int, end }) => [
    `CREATE TABLE summary_choices (
      workspace_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      wanted ${int} NOT NULL ${flag('wanted')},
      chosen_at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, person_id),
      FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id)
    ${end}`,
  ],
}
