import type { Workspace } from '../domain/workspace.js'
import type { WorkspacesStore } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { toFlag } from './rows.js'
import type { WorkspaceRow } from './schema.js'
import type { SettingsReader } from './settings.js'
import type { Db } from './sqlite-driver.js'

interface Access {
  readonly read: Db
  /** Runs a write as a transaction of its own. */
  readonly write: (work: (db: Db) => Promise<unknown>) => Promise<void>
}

const ofTeam = prepared<{ teamId: string }, WorkspaceRow>((db, param) =>
  db.selectFrom('workspaces').selectAll().where('slackTeamId', '=', param('teamId')),
)

export function workspacesStore({ read, write }: Access, settings: SettingsReader): WorkspacesStore {
  const toWorkspace = (row: WorkspaceRow): Workspace => ({
    id: row.id,
    slackTeamId: row.slackTeamId,
    slackEnterpriseId: row.slackEnterpriseId,
    name: row.name,
    settings: settings.read(row.id, row.settings),
    suspended: row.suspended === 1,
  })
  const one = (row: WorkspaceRow | undefined) => (row === undefined ? null : toWorkspace(row))
  const all = read.selectFrom('workspaces').selectAll()
  return {
    all: async () => (await all.orderBy('createdAt').orderBy('id').execute()).map(toWorkspace),
    get: async (id) => one(await all.where('id', '=', id).executeTakeFirst()),
    bySlackTeam: async (teamId) => one((await ofTeam(read, { teamId })).rows[0]),

    create: ({ settings, suspended, ...workspace }, at) =>
      write((db) =>
        db
          .insertInto('workspaces')
          .values({
            ...workspace,
            settings: JSON.stringify(settings),
            suspended: toFlag(suspended),
            nextNumber: 1,
            namesVersion: 0,
            createdAt: at,
          })
          .execute(),
      ),

    adopt: (id, { teamId, enterpriseId, name }) =>
      write((db) =>
        db
          .updateTable('workspaces')
          .set({ slackTeamId: teamId, slackEnterpriseId: enterpriseId, name })
          .where('id', '=', id)
          .execute(),
      ),

    suspend: (id, suspended) =>
      write((db) =>
        db
          .updateTable('workspaces')
          .set({ suspended: toFlag(suspended) })
          .where('id', '=', id)
          .execute(),
      ),
  }
}
