import type { TextId, WorkspaceId } from '../domain/ids.js'
import type { Text, TextsRepo } from '../usecases/ports.js'
import { paramsFor, prepared } from './prepared.js'
import type { Scope } from './rows.js'
import type { TextRow } from './schema.js'

const COLUMNS = ['id', 'csqlId', 'field', 'body', 'authorId', 'createdAt'] as const satisfies readonly (keyof Text)[]

const insert = prepared<TextRow & { workspaceId: WorkspaceId }, unknown>((db, param) =>
  db.insertInto('texts').values(paramsFor(['workspaceId', ...COLUMNS], param)),
)

const byId = prepared<{ workspaceId: WorkspaceId; id: TextId }, Text>((db, param) =>
  db.selectFrom('texts').select(COLUMNS).where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

/** What people said to each other about a CSQL. */
const SAID = ['note', 'question', 'answer', 'support']

export function textsRepo({ db, workspaceId }: Scope): TextsRepo {
  const all = db.selectFrom('texts').select(COLUMNS).where('workspaceId', '=', workspaceId)
  return {
    insert: async (text) => {
      await insert(db, { ...text, workspaceId })
    },
    many: async (ids) => {
      const texts = new Map<TextId, Text>()
      for (const id of ids) {
        const text = (await byId(db, { workspaceId, id })).rows[0]
        if (text !== undefined) texts.set(id, text)
      }
      return texts
    },
    notes: (csqlId) =>
      all
        .where('csqlId', '=', csqlId)
        .where('field', 'in', SAID)
        .where('body', '!=', '')
        .orderBy('createdAt')
        .orderBy('id')
        .execute(),
  }
}
