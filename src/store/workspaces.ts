import type { Instant } from '../domain/time.js'
import type { Workspace } from '../domain/workspace.js'
import type { WorkspacesStore } from '../usecases/ports.js'
import { countErasures, everyErasure } from './erasures.js'
import { prepared } from './prepared.js'
import { toFlag } from './rows.js'
import type { WorkspaceRow } from './schema.js'
import type { SettingsReader } from './settings.js'
import type { Db } from './sqlite-driver.js'

interface Access {
  readonly read: Db
  /** Runs a write as a transaction of its own. */
  readonly write: <T>(work: (db: Db) => Promise<T>) => Promise<T>
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
    goneAt: row.goneAt ?? null,
  })
  const one = (row: WorkspaceRow | undefined) => (row === undefined ? null : toWorkspace(row))
  const all = read.selectFrom('workspaces').selectAll()
  return {
    all: async () => (await all.orderBy('createdAt').orderBy('id').execute()).map(toWorkspace),
    get: async (id) => one(await all.where('id', '=', id).executeTakeFirst()),
    bySlackTeam: async (teamId) => one((await ofTeam(read, { teamId })).rows[0]),

    create: (workspace, at) => write((db) => insert(db, workspace, at)),

    createFirst: (workspace, at) =>
      write(async (db) => {
        const any = await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst()
        if (any === undefined) await insert(db, workspace, at)
        return any === undefined
      }),

    adopt: (id, { teamId, enterpriseId, name }) =>
      write(async (db) => {
        const slack = { slackTeamId: teamId, slackEnterpriseId: enterpriseId, name }
        await db.updateTable('workspaces').set(slack).where('id', '=', id).execute()
      }),

    erasures: () => everyErasure(read),
    erasureCount: () => countErasures(read),

    left: (id, at) =>
      write(async (db) => {
        await db.updateTable('workspaces').set({ suspended: 1 }).where('id', '=', id).execute()
        // Told twice, by two events in any order, it left once.
        await db
          .updateTable('workspaces')
          .set({ goneAt: at })
          .where('id', '=', id)
          .where('goneAt', 'is', null)
          .execute()
      }),

    suspend: (id, suspended) =>
      write(async (db) => {
        const change = { suspended: toFlag(suspended), ...(suspended ? {} : { goneAt: null }) }
        await db.updateTable('workspaces').set(change).where('id', '=', id).execute()
      }),
  }
}

async function insert(db: Db, { settings, suspended, ...workspace }: Workspace, at: Instant): Promise<void> {
  const row = { settings: JSON.stringify(settings), suspended: toFlag(suspended), createdAt: at }
  await db
    .insertInto('workspaces')
    .values({ ...workspace, ...row, nextNumber: 1, namesVersion: 0 })
    .execute()
}
