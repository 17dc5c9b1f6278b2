import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PersonId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { managersAbove, managersOf } from '../../src/usecases/managers.js'
import { managerCover } from '../../src/usecases/read-manager-cover.js'
import { aPerson } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const put = (person: Person) => world.store.of(world.workspaceId).transaction((tx) => tx.people.put(person))
const somebody = (id: string, own: Partial<Person> = {}): Person =>
  aPerson({ workspaceId: world.workspaceId, id: PersonId.parse(id), slackUserId: `U${id}`, name: id, ...own })
const log = (who: Person) =>
  logSignal(world.as(who), { line: null, fields: { account: { id: world.account.id }, note: '席が足りない' } })
const told = async (person: Person): Promise<string[]> =>
  (await world.store.of(world.workspaceId).read((tx) => managersOf(tx, person.id))).map(({ name }) => name)
const cover = async () => {
  const { fallsTo, without } = await world.store.of(world.workspaceId).read(managerCover)
  return { fallsTo, without: without.map(({ person, csqls }) => `${person.name} ${csqls}`) }
}

test('nobody is listed who holds nothing', async () => {
  expect(await cover()).toEqual({ fallsTo: 'managers', without: [] })
})

test('whoever holds open CSQLs and has no manager is listed, those with most first', async () => {
  const ito = somebody('Ito', { roles: ['csm'] })
  await put(ito)
  await log(ito)
  await log(world.csm)
  await log(world.csm)
  expect(await cover()).toEqual({ fallsTo: 'managers', without: ['Sato 2', 'Ito 1'] })
})

test('a manager of one’s own takes one off, unless they are none any more', async () => {
  await log(world.csm)
  const own = somebody('Yamada', { roles: ['manager'] })
  await put(own)
  await put({ ...world.csm, managerId: own.id })
  expect([await cover(), await told(world.csm)]).toEqual([{ fallsTo: 'managers', without: [] }, ['Yamada']])
  await put({ ...own, roles: [] })
  expect([(await cover()).without, await told(world.csm)]).toEqual([['Sato 1'], ['Tanaka']])
  await put({ ...own, standing: 'deactivated' })
  expect([(await cover()).without, await told(world.csm)]).toEqual([['Sato 1'], ['Tanaka']])
})

test('a manager who holds some needs nobody above', async () => {
  await log(world.manager)
  expect((await cover()).without).toEqual([])
})

test('without managers it goes to the admins, and without admins to nobody', async () => {
  await log(world.csm)
  await put({ ...world.manager, roles: [] })
  expect([(await cover()).fallsTo, await told(world.csm)]).toEqual(['nobody', []])
  await put(somebody('Yamamoto', { slackAdmin: true }))
  expect([(await cover()).fallsTo, await told(world.csm)]).toEqual(['admins', ['Yamamoto']])
})

describe('whoever is told about a person', () => {
  const above = async (person: Person): Promise<string[]> =>
    (await world.store.of(world.workspaceId).read((tx) => managersAbove(tx, person.id))).map(({ name }) => name)

  test('is an admin, where that person is the only manager', async () => {
    await put(somebody('Yamamoto', { slackAdmin: true }))
    expect(await above(world.manager)).toEqual(['Yamamoto'])
    expect(await above(world.ae)).toEqual(['Tanaka'])
  })

  test('is another manager, where there is one, and no admin beside them', async () => {
    await put(somebody('Yamamoto', { slackAdmin: true }))
    await put(somebody('Yamada', { roles: ['manager'] }))
    expect(await above(world.manager)).toEqual(['Yamada'])
  })

  test('is never that person, even where they were named for themselves', async () => {
    await put(somebody('Yamada', { roles: ['manager'] }))
    await put({ ...world.manager, managerId: world.manager.id })
    const manager = await world.store.of(world.workspaceId).read((tx) => tx.people.get(world.manager.id))
    expect(await above(manager ?? world.manager)).toEqual(['Yamada'])
  })

  test('is nobody, where nobody else manages', async () => {
    await put({ ...world.manager, slackAdmin: true })
    expect(await above(world.manager)).toEqual([])
  })
})
