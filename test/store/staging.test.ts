import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Overtaken } from '../../src/domain/errors.js'
import { AccountId, EventId } from '../../src/domain/ids.js'
import { openStore } from '../../src/store/store.js'
import type { Tx } from '../../src/usecases/ports.js'
import { anAccount, aPerson, aProduct } from '../support/database.js'
import { aCsql, anEvent } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const scoped = () => world.store.of(world.workspaceId)
const account = (id: string, own: object = {}) =>
  anAccount({ workspaceId: world.workspaceId, id: AccountId.parse(id), name: id, ...own })
const names = async () => (await scoped().read((tx) => tx.accounts.names())).map(({ name }) => name)
const leftOvers = () => readdirSync(dirname(world.file)).filter((name) => name.includes('-staging-'))
const nothing = async () => {}

test('what is staged is nowhere until it is committed, and its file is gone after that', async () => {
  const staging = scoped().stage()
  staging.put('accounts', account('later', { aliases: ['a', 'b'] }))
  expect(await names()).toEqual([world.account.name])
  expect(leftOvers()).toHaveLength(1)
  await staging.commit(nothing)
  expect(await names()).toContain('later')
  expect((await scoped().read((tx) => tx.accounts.get(AccountId.parse('later'))))?.aliases).toEqual(['a', 'b'])
  expect(leftOvers()).toEqual([])
})

test('what is discarded never was', async () => {
  const staging = scoped().stage()
  staging.put('accounts', account('later'))
  staging.discard()
  expect(await names()).toEqual([world.account.name])
  expect(leftOvers()).toEqual([])
})

test('a row that the database refuses takes all of them back', async () => {
  const staging = scoped().stage()
  staging.put('accounts', account('good'))
  staging.put(
    'csqls',
    aCsql({ ...world, store: scoped() }, { id: 'c1', number: 1, accountId: AccountId.parse('nobody') }),
  )
  await expect(staging.commit(nothing)).rejects.toThrow()
  expect(await names()).toEqual([world.account.name])
  expect(await scoped().transaction(async (tx) => tx.csqls.nextNumber())).toBe(1)
})

test('so does whatever is done beside it', async () => {
  const staging = scoped().stage()
  staging.put('accounts', account('good'))
  const failing = staging.commit(async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await names()).toEqual([world.account.name])
})

test('a child may come before its parent', async () => {
  const staging = scoped().stage()
  staging.put('accounts', account('child', { parentId: AccountId.parse('parent') }))
  staging.put('accounts', account('parent'))
  await staging.commit(nothing)
  expect((await scoped().read((tx) => tx.accounts.get(AccountId.parse('child'))))?.parentId).toBe('parent')
})

test.each([
  ['a name', (tx: Tx) => tx.accounts.insert(account('theirs'))],
  ['a person', (tx: Tx) => tx.people.put(aPerson({ workspaceId: world.workspaceId, id: 'p9' as never }))],
  ['a product', (tx: Tx) => tx.products.put(aProduct({ workspaceId: world.workspaceId, id: 'x9' as never }))],
] as const)('%s that came meanwhile overtakes it: nothing is written', async (_what, meanwhile) => {
  const staging = scoped().stage()
  staging.put('accounts', account('ours'))
  await scoped().transaction(meanwhile)
  await expect(staging.commit(nothing)).rejects.toBeInstanceOf(Overtaken)
  expect(await names()).not.toContain('ours')
  expect(leftOvers()).toEqual([])
})

test('a number that was given meanwhile overtakes it, and one that it leaves open moves on', async () => {
  const seeded = { ...world, store: scoped() }
  const [given, open] = [scoped().stage(), scoped().stage()]
  given.put('csqls', aCsql(seeded, { id: 'ours', number: 1 }))
  open.put('csqls', aCsql(seeded, { id: 'open', number: -1 }))
  open.put('events', {
    ...anEvent(aCsql(seeded, { id: 'open', number: -1 }), { id: 'e1' }),
    workspaceId: world.workspaceId,
    seq: 1,
  })
  await scoped().transaction(async (tx) => {
    const number = await tx.csqls.nextNumber()
    await tx.csqls.insert(aCsql(seeded, { id: 'theirs', number }))
  })
  await expect(given.commit(nothing)).rejects.toBeInstanceOf(Overtaken)
  await open.commit(nothing)
  const { rows } = await scoped().read((tx) => tx.csqls.list({ limit: 10 }))
  expect(rows.map(({ id, number }) => `${id} ${number}`)).toEqual(['theirs 1', 'open 2'])
  expect((await scoped().read((tx) => tx.events.get(EventId.parse('e1'))))?.seq).toBe(1)
  expect(await scoped().transaction((tx) => tx.csqls.nextNumber())).toBe(3)
})

test('other requests are served before and after, and those that wait meanwhile are not lost', async () => {
  const staging = scoped().stage()
  for (let n = 0; n < 5_000; n += 1) staging.put('accounts', account(`a${n}`))
  const log = (name: string) => scoped().transaction((tx) => tx.accounts.insert(account(name)))
  const committing = staging.commit(nothing)
  const reads: number[] = []
  const reading = (async () => {
    for (let n = 0; n < 3; n += 1) reads.push((await names()).length)
  })()
  await Promise.all([committing, log('waits'), reading])
  expect(new Set(reads).size).toBeGreaterThan(0)
  expect((await names()).length).toBe(5_002)
})

test('another store on the file sees it at once', async () => {
  const other = await openStore(world.file)
  const before = await other.of(world.workspaceId).read((tx) => tx.accounts.namesVersion())
  const staging = scoped().stage()
  staging.put('accounts', account('new'))
  await staging.commit(nothing)
  expect(await other.of(world.workspaceId).read((tx) => tx.accounts.namesVersion())).toBeGreaterThan(before)
  await other.close()
})

test('what a killed process left behind is taken away, and what a living one is at is not', () => {
  const file = (pid: number) => `${world.file}-staging-${pid}-1`
  writeFileSync(file(4_194_304 + 7), 'left')
  writeFileSync(file(process.ppid), 'at work')
  scoped().stage().discard()
  expect(leftOvers()).toEqual([basename(file(process.ppid))])
  expect(existsSync(file(4_194_304 + 7))).toBe(false)
})
