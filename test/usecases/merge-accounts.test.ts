import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Account, Contract } from '../../src/domain/account.js'
import { BadFields, MergeNotUndone, NotFound } from '../../src/domain/errors.js'
import { AccountId, ContactId, ContractId } from '../../src/domain/ids.js'
import { DAY_MS } from '../../src/domain/time.js'
import { erase } from '../../src/usecases/erase.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { mergeAccounts, previewMerge } from '../../src/usecases/merge-accounts.js'
import type { WorkspaceStore } from '../../src/usecases/ports.js'
import { readAccountSheet } from '../../src/usecases/read-account.js'
import { readCsql, readHistory } from '../../src/usecases/read-csql.js'
import { undoMerge } from '../../src/usecases/undo-merge.js'
import { anAccount } from '../support/database.js'
import { bringIn } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

let world: World
let store: WorkspaceStore
const FROM = AccountId.parse('from')

beforeEach(async () => {
  world = await openWorld()
  store = world.store.of(world.workspaceId)
  await insert('from', '月白精機', { externalId: 'CRM-9' })
})
afterEach(() => world.close())

const insert = (id: string, name: string, more: Partial<Account> = {}) =>
  store.transaction((tx) =>
    tx.accounts.insert(anAccount({ workspaceId: world.workspaceId, id: AccountId.parse(id), name, ...more })),
  )
const contract = (accountId: AccountId, of: Partial<Contract>) =>
  store.transaction((tx) =>
    tx.accounts.putContract({
      ...{ workspaceId: world.workspaceId, id: ContractId.parse(`k-${accountId}`), accountId, departmentId: null },
      ...{ productId: world.product.id, phase: null, hasOutcome: null, csmId: null, aeId: null, amount: null },
      ...{ amountPeriod: null, currency: 'JPY', renewalOn: null, channel: null, partnerName: null },
      ...of,
    }),
  )
async function merge(amounts: 'both' | 'kept' | null = null, [fromId, intoId] = [FROM, world.account.id]) {
  const ctx = world.as(world.manager)
  const { digest } = await previewMerge(ctx, { fromId, intoId })
  return mergeAccounts(ctx, { fromId, intoId, amounts, seen: digest })
}
const contracts = () => store.read((tx) => tx.accounts.contracts(world.account.id))

test('a monthly and a yearly amount are added up to the yen', async () => {
  await contract(FROM, { amount: 100, amountPeriod: 'month', phase: 'at_risk' })
  await contract(world.account.id, { amount: 7, amountPeriod: 'year' })
  await merge('both')
  expect(await contracts()).toMatchObject([{ amount: 1207, amountPeriod: 'year', phase: 'at_risk' }])
})

test('an amount on one side alone is nobody’s to ask about, and comes along', async () => {
  await contract(FROM, { amount: 100, amountPeriod: 'month', csmId: world.csm.id })
  await contract(world.account.id, { aeId: world.ae.id })
  expect((await previewMerge(world.as(world.manager), { fromId: FROM, intoId: world.account.id })).asksForAmounts).toBe(
    false,
  )
  await merge()
  expect(await contracts()).toMatchObject([{ amount: 100, csmId: world.csm.id, aeId: world.ae.id }])
})

test('amounts of two currencies are never added, and one side’s can be kept', async () => {
  await contract(FROM, { amount: 100, amountPeriod: 'month', currency: 'USD' })
  await contract(world.account.id, { amount: 7, amountPeriod: 'month' })
  await expect(merge('both')).rejects.toMatchObject({ facts: { faults: [{ rule: 'currencies_differ' }] } })
  await expect(merge(null)).rejects.toBeInstanceOf(BadFields)
  await merge('kept')
  expect(await contracts()).toMatchObject([{ amount: 7, currency: 'JPY' }])
})

test('amounts that change afterwards stand against the undo', async () => {
  await contract(FROM, { amount: 100, amountPeriod: 'month' })
  await contract(world.account.id, { amount: 7, amountPeriod: 'month' })
  const { mergeId } = await merge('both')
  const [joined] = await contracts()
  await store.transaction((tx) => tx.accounts.putContract({ ...(joined as Contract), amount: 108 }))
  await expect(undoMerge(world.as(world.manager), mergeId)).rejects.toMatchObject({
    facts: { why: 'changed', what: 'contracts' },
  })
  expect(await contracts()).toMatchObject([{ amount: 108 }])
})

test('the history of each CSQL says that it was merged, who may act is as before, and no clock moves', async () => {
  const { number } = await logSignal(world.as(world.csm), {
    line: null,
    fields: { account: { id: FROM }, note: '席が足りない' },
  })
  const clocks = async () =>
    store.read(async (tx) => tx.clocks.of((await readCsql(world.as(world.csm), number)).csql.id))
  const before = await clocks()
  const { mergeId } = await merge()
  const { events, details } = await readHistory(world.as(world.csm), number)
  expect(events.at(-1)).toMatchObject({
    ...{ kind: 'edit', actorId: world.manager.id, figures: { account_merge: mergeId } },
    changes: { accountId: world.account.id },
  })
  expect(details.csql).toMatchObject({ version: 1, csmId: world.csm.id, state: 'signal' })
  expect(await clocks()).toEqual(before)
})

test('a form that was opened before logs for the account that stayed, through several merges', async () => {
  await insert('third', '第三商事')
  await merge()
  await merge(null, [world.account.id, AccountId.parse('third')])
  const { number } = await logSignal(world.as(world.csm), { line: null, fields: { account: { id: FROM }, note: 'x' } })
  expect((await readCsql(world.as(world.csm), number)).csql.accountId).toBe('third')
  expect((await readAccountSheet(world.as(world.csm), FROM))?.account.name).toBe('第三商事')
})

test('merges are undone from the last on, within a day to the millisecond', async () => {
  await insert('third', '第三商事')
  const first = await merge()
  const second = await merge(null, [world.account.id, AccountId.parse('third')])
  const undo = (id: string) => undoMerge(world.as(world.manager), id)
  await expect(undo(first.mergeId)).rejects.toMatchObject({ facts: { why: 'merged_again', what: '第三商事' } })
  await world.clock.advance(DAY_MS)
  await undo(second.mergeId)
  await world.clock.advance(1)
  await expect(undo(first.mergeId)).rejects.toMatchObject({ facts: { why: 'too_late' } })
  await expect(undo('none')).rejects.toBeInstanceOf(MergeNotUndone)
})

test('the same request again merges nothing twice', async () => {
  const ctx = world.as(world.manager, 'view:V1')
  const { digest } = await previewMerge(ctx, { fromId: FROM, intoId: world.account.id })
  const input = { fromId: FROM, intoId: world.account.id, amounts: null, seen: digest }
  expect(await mergeAccounts(ctx, input)).toEqual(await mergeAccounts(ctx, input))
  await expect(mergeAccounts(world.as(world.manager, 'view:V2'), input)).rejects.toBeInstanceOf(NotFound)
})

const importAccounts = (csv: string) => bringIn(world, 'accounts', csv)

test('an import knows the account by the merged one’s ids and name, and gives it neither', async () => {
  const own = world.account.name
  await store.transaction((tx) => tx.accounts.update({ ...world.account, externalId: 'CRM-1' }))
  await merge()
  expect(await importAccounts('name,external_id,segment\n月白精機,CRM-9,製造\n')).toMatchObject({
    added: 0,
    changed: 1,
  })
  const account = () => store.read((tx) => tx.accounts.get(world.account.id))
  expect(await account()).toMatchObject({ name: own, externalId: 'CRM-1', segment: '製造', aliases: ['月白精機'] })
  expect(await importAccounts('name,segment\n月白精機,機械\n')).toMatchObject({ added: 0, changed: 1 })
  expect(await account()).toMatchObject({ name: own, segment: '機械', aliases: ['月白精機'] })
  const both = await importAccounts(`name,external_id\n${own},CRM-1\n月白精機,CRM-9\n`)
  expect(both.faults).toMatchObject([{ rule: 'same_twice' }])
})

test('a contact whose data was erased goes along, and is offered to nobody there', async () => {
  const id = ContactId.parse('erased')
  await store.transaction((tx) =>
    tx.accounts.putContact({
      ...{ workspaceId: world.workspaceId, id, accountId: FROM, departmentId: null, name: '大槻', title: null },
      ...{ optIn: 'yes', optInOn: null, optInHow: null },
    }),
  )
  await erase(world.as({ kind: 'system' }), { kind: 'contact', id })
  await merge()
  expect(await store.read((tx) => tx.accounts.contact(id))).toMatchObject({ accountId: world.account.id })
  expect(await store.read((tx) => tx.accounts.contacts(world.account.id))).toEqual([])
})
