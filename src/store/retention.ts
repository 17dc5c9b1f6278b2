import { sql } from 'kysely'
import { isOpen, STATES } from '../domain/csql.js'
import { ContactId, PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { RetentionRepo } from '../usecases/ports.js'
import { erasePerson, makeAnonymous } from './erased-people.js'
import { overwriting } from './overwriting.js'
import type { Scope } from './rows.js'

const CLOSED = STATES.filter((state) => !isOpen(state))
const OPEN = STATES.filter(isOpen)
const listed = (words: readonly string[]) => sql.join(words.map((word) => sql.lit(word)))

export function retentionRepo(scope: Scope): RetentionRepo {
  const { db, workspaceId } = scope
  return {
    sweepTexts: async (before, after, most) => {
      // The texts of what is still open, or was closed of late, are passed by; everything older is empty already.
      const { rows } = await sql<{ id: string; createdAt: Instant; isPast: 0 | 1 }>`
        select t.id, t.created_at, c.state in (${listed(CLOSED)}) and c.state_since < ${before} as is_past
        from texts as t indexed by texts_by_age join csqls as c on c.workspace_id = t.workspace_id and c.id = t.csql_id
        where t.workspace_id = ${workspaceId} and t.body <> '' and t.created_at < ${before}
          and (t.created_at, t.id) > (${after?.createdAt ?? -1}, ${after?.id ?? ''})
        order by t.created_at, t.id limit ${most}`.execute(db)
      const past = rows.filter(({ isPast }) => isPast === 1)
      if (past.length > 0) {
        await overwriting(db, async () => {
          for (const { id } of past) {
            await sql`update texts set body = '' where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
          }
        })
      }
      const last = rows.at(-1)
      const next = rows.length < most || last === undefined ? null : { createdAt: last.createdAt, id: last.id }
      return { taken: past.length, next }
    },

    sweepContacts: async (before, after, most, at) => {
      const { rows } = await sql<{ id: string; isPast: 0 | 1 }>`
        select k.id, exists (select 1 from csqls as c where c.workspace_id = k.workspace_id and c.contact_id = k.id)
          and not exists (
            select 1 from csqls as c where c.workspace_id = k.workspace_id and c.contact_id = k.id
              and not (c.state in (${listed(CLOSED)}) and c.state_since < ${before})) as is_past
        from contacts as k
        where k.workspace_id = ${workspaceId} and k.erased_at is null and k.id > ${after ?? ''}
        order by k.id limit ${most}`.execute(db)
      const past = rows.filter(({ isPast }) => isPast === 1).map(({ id }) => ContactId.parse(id))
      if (past.length > 0) await overwriting(db, () => makeAnonymous(scope, past, at))
      const last = rows.at(-1)
      return { taken: past.length, next: rows.length < most || last === undefined ? null : ContactId.parse(last.id) }
    },

    sweepPeople: async (before, most, at) => {
      const { rows } = await sql<{ id: string }>`
        select p.id from people as p
        where p.workspace_id = ${workspaceId} and p.standing = 'deactivated' and p.erased_at is null
          and p.read_at < ${before} and not exists (
            select 1 from csqls as c where c.workspace_id = p.workspace_id and c.state in (${listed(OPEN)})
              and (c.ae_id = p.id or c.csm_id = p.id or c.logged_by = p.id))
        order by p.id limit ${most}`.execute(db)
      const ids = rows.map(({ id }) => PersonId.parse(id))
      for (const id of ids) await overwriting(db, () => erasePerson(scope, id, at))
      return ids
    },
  }
}
