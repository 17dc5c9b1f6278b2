import { z } from 'zod'
import type { PersonId, WorkspaceId } from '../domain/ids.js'
import { DayRange, type Person, type Role, WorkingHours } from '../domain/person.js'
import type { PeopleRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { fromJson, groupBy, requireOwn, type Scope, toFlag } from './rows.js'
import type { PersonRow } from './schema.js'

const Leave = z.array(DayRange)

const byId = prepared<{ workspaceId: WorkspaceId; id: PersonId }, PersonRow>((db, param) =>
  db.selectFrom('people').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

const bySlackUserId = prepared<{ workspaceId: WorkspaceId; slackUserId: string }, PersonRow>((db, param) =>
  db
    .selectFrom('people')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('slackUserId', '=', param('slackUserId')),
)

const rolesOf = prepared<{ workspaceId: WorkspaceId; personId: PersonId }, { role: Role }>((db, param) =>
  db
    .selectFrom('personRoles')
    .select('role')
    .where('workspaceId', '=', param('workspaceId'))
    .where('personId', '=', param('personId'))
    .orderBy('role'),
)

export function peopleRepo(scope: Scope): PeopleRepo {
  const { db, workspaceId } = scope
  const ofWorkspace = db.selectFrom('people').selectAll().where('workspaceId', '=', workspaceId)

  const one = async (row: PersonRow | undefined): Promise<Person | null> => {
    if (row === undefined) return null
    const { rows } = await rolesOf(db, { workspaceId, personId: row.id })
    return toPerson(
      row,
      rows.map(({ role }) => role),
    )
  }
  const many = async (query: typeof ofWorkspace): Promise<readonly Person[]> => {
    const rows = await query.orderBy('name').orderBy('id').execute()
    const roles = await db
      .selectFrom('personRoles')
      .select(['personId', 'role'])
      .where('workspaceId', '=', workspaceId)
      .orderBy('role')
      .execute()
    const rolesByPerson = groupBy(
      roles,
      ({ personId }) => personId,
      ({ role }) => role,
    )
    return rows.map((row) => toPerson(row, rolesByPerson.get(row.id) ?? []))
  }
  const withRole = (role: Role) =>
    db.selectFrom('personRoles').select('personId').where('workspaceId', '=', workspaceId).where('role', '=', role)

  return {
    get: async (id) => one((await byId(db, { workspaceId, id })).rows[0]),
    many: async (ids) => (ids.length === 0 ? [] : many(ofWorkspace.where('id', 'in', ids))),
    bySlackId: async (slackUserId) => one((await bySlackUserId(db, { workspaceId, slackUserId })).rows[0]),
    withRole: (role) => many(ofWorkspace.where('id', 'in', withRole(role))),
    admins: () => many(ofWorkspace.where((is) => is.or([is('slackAdmin', '=', 1), is('id', 'in', withRole('admin'))]))),
    all: () => many(ofWorkspace),
    put: (person) => put(scope, person),
  }
}

async function put(scope: Scope, person: Person): Promise<void> {
  requireOwn(scope, person)
  const { db, workspaceId } = scope
  const { roles, ...rest } = person
  const row: PersonRow = {
    ...rest,
    slackAdmin: toFlag(person.slackAdmin),
    workingHours: person.workingHours === null ? null : JSON.stringify(person.workingHours),
    leave: JSON.stringify(person.leave),
  }
  await db
    .insertInto('people')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'id']).doUpdateSet(row))
    .execute()
  await db.deleteFrom('personRoles').where('workspaceId', '=', workspaceId).where('personId', '=', person.id).execute()
  const given = [...new Set(roles)].map((role) => ({ workspaceId, personId: person.id, role }))
  if (given.length > 0) await db.insertInto('personRoles').values(given).execute()
}

const toPerson = (row: PersonRow, roles: readonly Role[]): Person => ({
  ...row,
  roles,
  slackAdmin: row.slackAdmin === 1,
  workingHours: row.workingHours === null ? null : fromJson(WorkingHours, row.workingHours),
  leave: fromJson(Leave, row.leave),
})
