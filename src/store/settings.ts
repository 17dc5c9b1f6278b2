import { sql } from 'kysely'
import type { WorkspaceId } from '../domain/ids.js'
import { Settings } from '../domain/workspace.js'
import type { SettingsRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { fromJson, type Scope } from './rows.js'
import type { Json } from './schema.js'

const settingsOf = prepared<{ workspaceId: WorkspaceId }, { settings: Json }>((db, param) =>
  db.selectFrom('workspaces').select('settings').where('id', '=', param('workspaceId')),
)

/**
 * Parses settings, and keeps the last of each workspace by the text they were parsed from: right whoever wrote it.
 */
export class SettingsReader {
  readonly #parsed = new Map<WorkspaceId, { text: Json; settings: Settings }>()

  read(workspaceId: WorkspaceId, text: Json): Settings {
    const known = this.#parsed.get(workspaceId)
    if (known?.text === text) return known.settings
    const settings = fromJson(Settings, text)
    this.#parsed.set(workspaceId, { text, settings })
    return settings
  }
}

export function settingsRepo(scope: Scope, reader: SettingsReader): SettingsRepo {
  const { db, workspaceId } = scope
  const text = async (): Promise<Json> => {
    const { rows } = await settingsOf(db, { workspaceId })
    if (rows[0] === undefined) throw new TypeError('no such workspace')
    return rows[0].settings
  }
  const wasChanged = async (): Promise<boolean> => {
    const row = await db
      .selectFrom('settingsChanges')
      .select('seq')
      .where('workspaceId', '=', workspaceId)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }
  return {
    wasChanged,

    changes: async (from, to) => {
      const rows = await db
        .selectFrom('settingsChanges')
        .select(['before', 'after', 'changedBy', 'changedAt'])
        .where('workspaceId', '=', workspaceId)
        .where('changedAt', '>=', from)
        .where('changedAt', '<', to)
        .orderBy('seq')
        .execute()
      return rows.map(({ before, after, changedBy, changedAt }) => ({
        ...{ at: changedAt, by: changedBy },
        ...{ before: JSON.parse(before) as unknown, after: JSON.parse(after) as unknown },
      }))
    },

    get: async () => reader.read(workspaceId, await text()),

    put: async (settings, by, at) => {
      const before = await text()
      const after = JSON.stringify(settings)
      // The first time counts even where the defaults were taken as they are: somebody has looked at them.
      if (after === before && (await wasChanged())) return
      await db.updateTable('workspaces').set({ settings: after }).where('id', '=', workspaceId).execute()
      const seq = sql<number>`(select coalesce(max(seq), 0) + 1 from settings_changes where workspace_id = ${workspaceId})`
      await db
        .insertInto('settingsChanges')
        .values({ workspaceId, seq, before, after, changedBy: by, changedAt: at })
        .execute()
    },
  }
}
