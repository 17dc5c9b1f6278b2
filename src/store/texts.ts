import type { TextId, WorkspaceId } from '../domain/ids.js'
import type { Text, TextsRepo } from '../usecases/ports.js'
import { paramsFor, prepared } from './prepared.js'
import type { Scope } from './rows.js'
import type { TextRow } from './schema.js'

const COLUMNS = ['id', 'csqlId', 'field', 'body', 'authorId', 'createdAt'] as const satisfies readonly (keyof Text)[]

const insert = prepared<TextRow & { workspaceId: WorkspaceId }, unknown>((db, param) =>
  db.insertInto('texts').values(paramsFor(['workspaceId', ...COLUMNS], param)),
)

export function textsRepo({ db, workspaceId }: Scope): TextsRepo {
  const all = db.selectFrom('texts').select(COLUMNS).where('workspaceId', '=', workspaceId)
  return {
    insert: async (text) => {
      await insert(db, { ...text, workspaceId })
    },
    many: async (ids) => {
      if (ids.length === 0) return new Map<TextId, Text>()
      const rows = await all.where('id', 'in', ids).execute()
      return new Map(rows.map((text) => [text.id, text]))
    },
    notes: (csqlId) =>
      all.where('csqlId', '=', csqlId).where('field', '=', 'note').orderBy('createdAt').orderBy('id').execute(),
  }
}
