import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.js'
import { AccountId } from '../../src/domain/ids.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Tx, WorkspaceStore } from '../../src/usecases/ports.js'
import { anAccount } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'

let world: World
let names: AccountNames
let store: WorkspaceStore

beforeEach(async () => {
  world = await openWorld()
  names = new AccountNames()
  store = world.store.of(world.workspaceId)
})
afterEach(() => world.close())

const account = (id: string, name: string, more: Partial<Account> = {}): Account =>
  anAccount({ workspaceId: world.workspaceId, id: AccountId.parse(id), name, ...more })
const found = (typed: string) =>
  store.read(async (tx) => (await names.index(tx)).suggest(typed, 9).map(({ id }) => id as string))
const insert = (one: Account) => store.transaction((tx) => tx.accounts.insert(one))

/** Counts how often all names are read. */
function counting(): { store: WorkspaceStore; reads: () => number } {
  let count = 0
  const plain = store
  const watched = (tx: Tx): Tx => ({
    ...tx,
    accounts: {
      ...tx.accounts,
      namePages: () => {
        count += 1
        return tx.accounts.namePages()
      },
    },
  })
  const watching: WorkspaceStore = {
    ...plain,
    read: (work) => plain.read((tx) => work(watched(tx))),
    transaction: (work) => plain.transaction((tx) => work(watched(tx))),
  }
  return { store: watching, reads: () => count }
}

test('one that was added, renamed or taken out shows at once, and all names are read only the first time', async () => {
  const { reads, store: watching } = counting()
  store = watching
  expect(await found('緑')).toEqual([])
  await insert(account('m', '緑川工業', { nameKana: 'みどりかわ' }))
  expect(await found('み')).toEqual(['m'])
  await store.transaction((tx) => tx.accounts.update(account('m', '深山工業', { aliases: ['緑川'] })))
  expect([await found('深'), await found('緑'), await found('み')]).toEqual([['m'], ['m'], []])
  await insert(account('typed', '深やま', { provisional: true }))
  await store.transaction((tx) => tx.accounts.absorbProvisional(AccountId.parse('typed'), AccountId.parse('m')))
  expect(await found('深')).toEqual(['m'])
  expect(reads()).toBe(1)
})

test('what was rolled back is in it no longer, and what came in its place is', async () => {
  await found('')
  const failing = store.transaction(async (tx) => {
    await tx.accounts.insert(account('never', '幻影商事'))
    expect((await names.index(tx)).suggest('幻', 9)).toHaveLength(1)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await found('幻')).toEqual([])
  await insert(account('real', '現実商事'))
  expect([await found('現'), await found('幻')]).toEqual([['real'], []])
})

test('the first look within a transaction that fails leaves nothing behind', async () => {
  const failing = store.transaction(async (tx) => {
    await tx.accounts.insert(account('never', '幻影商事'))
    await names.index(tx)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await insert(account('real', '現実商事'))
  expect([await found('現'), await found('幻')]).toEqual([['real'], []])
})

test('requests beside a transaction do not take its names from it', async () => {
  await found('')
  await store.transaction(async (tx) => {
    await tx.accounts.insert(account('m', '緑川工業'))
    const own = async () => (await names.index(tx)).exactly('緑川工業')?.id
    expect(await own()).toBe('m')
    await found('緑')
    expect(await own()).toBe('m')
  })
  expect(await found('緑')).toEqual(['m'])
})

test('what another process commits shows, an import too', async () => {
  await found('')
  const other = await openStore(world.file)
  const elsewhere = other.of(world.workspaceId)
  await elsewhere.transaction((tx) => tx.accounts.insert(account('m', '緑川工業')))
  expect(await found('緑')).toEqual(['m'])
  const staging = elsewhere.stage()
  for (let n = 0; n < 1_200; n += 1) staging.put('accounts', account(`n${n}`, `第${n}倉庫`))
  staging.put('accounts', account('m', '深緑工業'))
  await staging.commit(async () => undefined)
  expect([await found('緑川'), await found('深'), await found('第1199')]).toEqual([[], ['m'], ['n1199']])
  await other.close()
})

test('many changes at once, more than are remembered, all show', async () => {
  await found('')
  await store.transaction(async (tx) => {
    for (let n = 0; n < 1_100; n += 1) await tx.accounts.insert(account(`n${n}`, `第${n}倉庫`))
  })
  expect([await found('第0'), await found('第1099')]).toEqual([['n0'], ['n1099']])
})

test('requests that come together all find everything', async () => {
  await insert(account('m', '緑川工業'))
  const all = await Promise.all([found('緑'), found('緑'), insert(account('w', '若緑')), found('緑'), found('緑')])
  for (const ids of [all[0], all[1]]) expect(ids).toContain('m')
  expect((await found('緑')).toSorted()).toEqual(['m', 'w'])
})
