import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../src/domain/person.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/usecases/ports.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'

let opened: TestStore
let seeded: Seeded
let other: Store

beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
  other = await openStore(opened.file)
})
afterEach(async () => {
  await other.close()
  await opened.close()
})

const elsewhere = () => other.of(seeded.workspaceId)
const renamed = (name: string): Person => ({ ...seeded.ae, name })
const nameOf = async (store = seeded.store) => (await store.read((tx) => tx.people.get(seeded.ae.id)))?.name
const nameInTransaction = () => seeded.store.transaction(async (tx) => (await tx.people.get(seeded.ae.id))?.name)

test('what another process commits is seen by the next read, and inside the next transaction', async () => {
  expect([await nameOf(), await nameInTransaction()]).toEqual(['Suzuki', 'Suzuki'])
  await elsewhere().transaction((tx) => tx.people.put(renamed('Kato')))
  expect(await nameOf()).toBe('Kato')
  await elsewhere().transaction((tx) => tx.people.put(renamed('Mori')))
  expect(await nameInTransaction()).toBe('Mori')
})

test('an own change is seen at once by its transaction, and by all once it is committed', async () => {
  await nameOf()
  await seeded.store.transaction(async (tx) => {
    await tx.people.put(renamed('Kato'))
    expect((await tx.people.get(seeded.ae.id))?.name).toBe('Kato')
    expect(await nameOf()).toBe('Suzuki')
  })
  expect([await nameOf(), await nameInTransaction()]).toEqual(['Kato', 'Kato'])
})

test('a change that was rolled back is not kept', async () => {
  await nameOf()
  const failing = seeded.store.transaction(async (tx) => {
    await tx.people.put(renamed('Kato'))
    await tx.people.get(seeded.ae.id)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect([await nameOf(), await nameInTransaction()]).toEqual(['Suzuki', 'Suzuki'])
})

test('a read that began before a change does not keep what it found', async () => {
  await Promise.all([
    nameOf(),
    seeded.store.transaction((tx) => tx.people.put(renamed('Kato'))),
    nameOf(),
    elsewhere().read((tx) => tx.people.get(seeded.ae.id)),
  ])
  expect(await nameOf()).toBe('Kato')
})

test('products, accounts and contracts change under it as people do', async () => {
  const seen = () =>
    seeded.store.read(async (tx) => [
      (await tx.products.all()).map(({ name }) => name),
      (await tx.accounts.get(seeded.account.id))?.name,
    ])
  await seen()
  await elsewhere().transaction(async (tx) => {
    await tx.products.put({ ...seeded.product, name: 'ホタルビ勤怠' })
    await tx.accounts.update({ ...seeded.account, name: '月白精機' })
  })
  expect(await seen()).toEqual([['ホタルビ勤怠'], '月白精機'])
  await seeded.store.transaction((tx) => tx.accounts.update({ ...seeded.account, name: '霧笛倉庫' }))
  expect((await seen())[1]).toBe('霧笛倉庫')
})

test('the same id in another workspace stays unknown', async () => {
  await nameOf()
  const theirs = await seedWorkspace(opened.store, {
    ids: {
      next: (() => {
        let n = 0
        return () => `theirs-${n++}`
      })(),
    },
  })
  expect(await nameOf(theirs.store)).toBeUndefined()
})

test('a workspace is found as it is now, whichever process changed it, and a team that was unknown too', async () => {
  const { workspaces } = opened.store
  const found = () => workspaces.bySlackTeam('T9')
  expect(await found()).toBeNull()
  await workspaces.adopt(seeded.workspaceId, { teamId: 'T9', enterpriseId: null, name: 'Midori' })
  expect(await found()).toMatchObject({ id: seeded.workspaceId, suspended: false })
  await workspaces.suspend(seeded.workspaceId, true)
  expect(await found()).toMatchObject({ suspended: true })
  await other.workspaces.suspend(seeded.workspaceId, false)
  expect(await found()).toMatchObject({ suspended: false })
  const settings = await seeded.store.read((tx) => tx.settings.get())
  await seeded.store.transaction((tx) => tx.settings.put({ ...settings, currency: 'EUR' }, null, 0))
  expect((await found())?.settings.currency).toBe('EUR')
})
