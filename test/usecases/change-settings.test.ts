import { afterEach, beforeEach, expect, test } from 'vitest'
import { PersonId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { changeSettings, readSettings, readSetup } from '../../src/usecases/change-settings.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { aPerson } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'

let world: World
let admin: Person

beforeEach(async () => {
  world = await openWorld()
  admin = aPerson({ workspaceId: world.workspaceId, id: PersonId.parse('admin'), name: 'Yamamoto', slackAdmin: true })
  await world.store.of(world.workspaceId).transaction((tx) => tx.people.put(admin))
})
afterEach(() => world.close())

const productNames = async () => (await readSettings(world.as(admin))).products.map(({ name }) => name)
const rolesOf = async (person: Person) =>
  (await readSettings(world.as(admin))).people.find(({ id }) => id === person.id)?.roles

test('only admins change settings', async () => {
  await expect(changeSettings(world.as(world.manager), {})).rejects.toMatchObject({ code: 'not_allowed' })
})

test('who is named has the role, and who is left out has it no more', async () => {
  await changeSettings(world.as(admin), { roles: { manager: [world.csm.id] } })
  expect(await rolesOf(world.csm)).toEqual(['csm', 'manager'])
  expect(await rolesOf(world.manager)).toEqual([])
})

test('a guest is not named for a role, and nothing is changed', async () => {
  const guest = aPerson({ workspaceId: world.workspaceId, id: PersonId.parse('guest'), standing: 'guest' })
  await world.store.of(world.workspaceId).transaction((tx) => tx.people.put(guest))
  const change = { participation: 'assigned' as const, roles: { ae: [guest.id] } }
  await expect(changeSettings(world.as(admin), change)).rejects.toMatchObject({
    facts: { field: 'aes', rule: 'guest' },
  })
  expect((await readSettings(world.as(admin))).settings.participation).toBe('open')
})

test('where roles are assigned, picking somebody gives no role', async () => {
  const newcomer = aPerson({ workspaceId: world.workspaceId, id: PersonId.parse('newcomer'), name: 'Ito' })
  await world.store.of(world.workspaceId).transaction((tx) => tx.people.put(newcomer))
  await changeSettings(world.as(admin), { participation: 'assigned' })
  const fields = { account: { id: world.account.id }, note: '席が足りない', ae: newcomer.id }
  expect((await logSignal(world.as(world.csm), { line: null, fields })).aeProblem).toBe('without_role')
  expect(await rolesOf(newcomer)).toEqual([])
})

test('the first product is renamed, and keeps what was recorded of it', async () => {
  await changeSettings(world.as(admin), { products: ['ホタルビ勤怠'] })
  const { products } = await readSettings(world.as(admin))
  expect(products.map(({ id, name }) => [id, name])).toEqual([[world.product.id, 'ホタルビ勤怠']])
})

test('of several products none is renamed into another: past figures keep theirs', async () => {
  await changeSettings(world.as(admin), { products: [world.product.name, 'ホタルビ経費'] })
  const [, expense] = (await readSettings(world.as(admin))).products
  await changeSettings(world.as(admin), { products: [world.product.name, 'ホタルビ評価'] })
  const [, talent] = (await readSettings(world.as(admin))).products
  expect(talent?.id).not.toBe(expense?.id)
})

test('products are added, archived and brought back', async () => {
  await changeSettings(world.as(admin), { products: [world.product.name, 'ホタルビ経費', 'ホタルビ評価'] })
  expect(await productNames()).toEqual([world.product.name, 'ホタルビ経費', 'ホタルビ評価'])
  const [, expense] = (await readSettings(world.as(admin))).products
  await changeSettings(world.as(admin), { products: [world.product.name, 'ホタルビ評価'] })
  expect(await productNames()).toEqual([world.product.name, 'ホタルビ評価'])
  await changeSettings(world.as(admin), { products: [world.product.name, 'ホタルビ評価', 'ホタルビ経費'] })
  const back = (await readSettings(world.as(admin))).products.find(({ name }) => name === 'ホタルビ経費')
  expect(back?.id).toBe(expense?.id)
})

test('a step of the set-up is to be done until somebody has saved it, defaults kept included', async () => {
  const done = async () => (await readSetup(world.as(admin))).steps.filter((one) => one.done).map(({ step }) => step)
  expect(await done()).toEqual([])
  await changeSettings(world.as(admin), { section: 'hours' })
  await changeSettings(world.as(admin), { section: 'hours' })
  expect(await done()).toEqual(['hours'])
  expect((await readSetup(world.as(admin))).next).toBe('people')
  for (const section of ['people', 'digest', 'products', 'basics', 'data'] as const) {
    await changeSettings(world.as(admin), { section })
  }
  expect(await readSetup(world.as(admin))).toMatchObject({ next: null })
})

test('a workspace that was set up when the settings were one form has nothing left to do', async () => {
  await world.store.of(world.workspaceId).transaction(async (tx) => {
    await tx.settings.put(await tx.settings.get(), admin.id, 1)
  })
  expect((await readSetup(world.as(admin))).next).toBeNull()
})
