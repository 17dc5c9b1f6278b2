import { z } from 'zod'
import type { PersonId, WorkspaceId } from '../domain/ids.js'
import { Leave, type Person, type Role, WorkingHours } from '../domain/person.js'
import type { PeopleRepo } from '../usecases/ports.js'
import { type Param, prepared } from './prepared.js'
import { putRow } from './put-row.js'
import { fromJson, groupBy, requireOwn, type Scope, toFlag } from './rows.js'
import type { PersonRow } from './schema.js'
import type { Db } from './sqlite-driver.js'

const Leaves = z.array(Leave)

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

const inRole = prepared<{ workspaceId: WorkspaceId; role: Role }, PersonRow>((db, param) =>
  ofRole(db, param).orderBy('name').orderBy('id'),
)

const adminsOf = prepared<{ workspaceId: WorkspaceId; role: Role }, PersonRow>((db, param) =>
  ofRole(db, param)
    .union(
      db.selectFrom('people').selectAll().where('workspaceId', '=', param('workspaceId')).where('slackAdmin', '=', 1),
    )
    .orderBy('name')
    .orderBy('id'),
)

function ofRole(db: Db, param: Param<{ workspaceId: WorkspaceId; role: Role }>) {
  const ids = db
    .selectFrom('personRoles')
    .select('personId')
    .where('workspaceId', '=', param('workspaceId'))
    .where('role', '=', param('role'))
  return db.selectFrom('people').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', 'in', ids)
}

export function peopleRepo(scope: Scope): PeopleRepo {
  const { db, workspaceId } = scope
  const each = async (rows: readonly PersonRow[]): Promise<readonly Person[]> => {
    const people: Person[] = []
    for (const row of rows) {
      const given = (await rolesOf(db, { workspaceId, personId: row.id })).rows
      people.push(
        toPerson(
          row,
          given.map(({ role }) => role),
        ),
      )
    }
    return people
  }
  const get = async (id: PersonId) => (await each((await byId(db, { workspaceId, id })).rows))[0] ?? null
  return {
    get,
    many: async (ids) => {
      const people: (Person | null)[] = []
      for (const id of new Set(ids)) people.push(await get(id))
      return people.filter((person) => person !== null)
    },
    bySlackId: async (slackUserId) =>
      (await each((await bySlackUserId(db, { workspaceId, slackUserId })).rows))[0] ?? null,
    withRole: async (role) => each((await inRole(db, { workspaceId, role })).rows),
    admins: async () => each((await adminsOf(db, { workspaceId, role: 'admin' })).rows),
    all: () => all(scope),
    put: (person) => put(scope, person),
  }
}

/** Everybody, with all roles read at once. */
async function all({ db, workspaceId }: Scope): Promise<readonly Person[]> {
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const given = await db
    .selectFrom('personRoles')
    .select(['personId', 'role'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('role')
    .execute()
  const roles = groupBy(
    given,
    ({ personId }) => personId,
    ({ role }) => role,
  )
  return rows.map((row) => toPerson(row, roles.get(row.id) ?? []))
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
  await putRow(db, 'people', row)
  await db.deleteFrom('personRoles').where('workspaceId', '=', workspaceId).where('personId', '=', person.id).execute()
  const given = [...new Set(roles)].map((role) => ({ workspaceId, personId: person.id, role }))
  if (given.length > 0) await db.insertInto('personRoles').values(given).execute()
}

const toPerson = ({ erasedAt: _, ...row }: PersonRow, roles: readonly Role[]): Person => ({
  ...row,
  roles,
  slackAdmin: row.slackAdmin === 1,
  workingHours: row.workingHours === null ? null : fromJson(WorkingHours, row.workingHours),
  leave: fromJson(Leaves, row.leave),
})
