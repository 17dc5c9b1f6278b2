import { day, flag, type Migration, oneOf } from '../ddl.js'

export const workspacesAndPeople: Migration = {
  number: 1,
  name: 'workspaces and people',
  statements: ({ int, end }) => [
    `CREATE TABLE workspaces (
      id TEXT NOT NULL PRIMARY KEY,
      slack_team_id TEXT UNIQUE,
      slack_enterprise_id TEXT,
      name TEXT,
      settings TEXT NOT NULL,
      suspended ${int} NOT NULL ${flag('suspended')},
      next_number ${int} NOT NULL CHECK (next_number >= 1),
      names_version ${int} NOT NULL,
      created_at ${int} NOT NULL
    ${end}`,
    `CREATE TABLE settings_changes (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      seq ${int} NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      changed_by TEXT,
      changed_at ${int} NOT NULL,
      PRIMARY KEY (workspace_id, seq)
    ${end}`,
    `CREATE TABLE people (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      id TEXT NOT NULL,
      slack_user_id TEXT,
      email TEXT,
      name TEXT NOT NULL,
      locale TEXT NOT NULL ${oneOf('locale', ['ja', 'en'])},
      zone TEXT NOT NULL,
      slack_admin ${int} NOT NULL ${flag('slack_admin')},
      standing TEXT NOT NULL
        ${oneOf('standing', ['member', 'guest', 'outsider', 'bot', 'deactivated', 'unverified'])},
      manager_id TEXT,
      working_hours TEXT,
      leave TEXT NOT NULL,
      paused_until TEXT ${day('paused_until')},
      read_at ${int},
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, slack_user_id),
      FOREIGN KEY (workspace_id, manager_id) REFERENCES people (workspace_id, id)
    ${end}`,
    `CREATE TABLE person_roles (
      workspace_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      role TEXT NOT NULL ${oneOf('role', ['csm', 'inside_sales', 'ae', 'marketing', 'manager', 'admin'])},
      PRIMARY KEY (workspace_id, person_id, role),
      FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id)
    ${end}`,
    'CREATE INDEX person_roles_by_role ON person_roles (workspace_id, role)',
  ],
}
