import type { Migration } from '../ddl.js'

// What somebody logged last is offered first: asked for at each form, so it is an index of its own.
export const lastLogged: Migration = {
  number: 10,
  name: 'last logged',
  statements: () => ['CREATE INDEX csqls_by_logged_at ON csqls (workspace_id, logged_by, logged_at, number)'],
}
