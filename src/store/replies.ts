import type { WorkspaceId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { RepliesRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import type { Scope } from './rows.js'

type Reply = { workspaceId: WorkspaceId; key: string; reply: string; givenAt: Instant }

const byKey = prepared<Pick<Reply, 'workspaceId' | 'key'>, { reply: string }>((db, param) =>
  db
    .selectFrom('replies')
    .select('reply')
    .where('workspaceId', '=', param('workspaceId'))
    .where('key', '=', param('key')),
)

const write = prepared<Reply, unknown>((db, param) =>
  db
    .insertInto('replies')
    .values({
      workspaceId: param('workspaceId'),
      key: param('key'),
      reply: param('reply'),
      givenAt: param('givenAt'),
    })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'key']).doUpdateSet({ reply: param('reply'), givenAt: param('givenAt') }),
    ),
)

export function repliesRepo({ db, workspaceId }: Scope): RepliesRepo {
  return {
    get: async (key) => (await byKey(db, { workspaceId, key })).rows[0]?.reply ?? null,
    put: async (key, reply, at) => {
      await write(db, { workspaceId, key, reply, givenAt: at })
    },
  }
}
