import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotSaved } from '../../src/domain/errors.js'
import { AccountId } from '../../src/domain/ids.js'
import type { AccountSnapshot } from '../../src/domain/snapshot.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'

let opened: TestStore
let seeded: Seeded
beforeAll(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterAll(() => opened.close())

const snapshot = (own: Partial<AccountSnapshot> = {}): AccountSnapshot => ({
  ...{ month: '2026-10', accountId: seeded.account.id, productId: seeded.product.id, amount: 378_000, currency: 'JPY' },
  ...own,
})

test('the same account, product and month is one row, with the amount that came last', async () => {
  await seeded.store.transaction(async (tx) => {
    await tx.snapshots.put([snapshot(), snapshot({ month: '2026-09', amount: 0 })])
    await tx.snapshots.put([snapshot({ amount: 400_000, currency: 'USD' })])
  })
  await seeded.store.read(async (tx) => {
    expect(await tx.snapshots.ofMonth('2026-10')).toEqual([snapshot({ amount: 400_000, currency: 'USD' })])
    expect(await tx.snapshots.months()).toEqual(['2026-09', '2026-10'])
    expect(await tx.snapshots.ofMonth('2026-08')).toEqual([])
  })
})

test('a month that is taken out counts as not imported', async () => {
  await seeded.store.transaction(async (tx) => {
    await tx.snapshots.put([snapshot({ month: '2027-01' })])
    await tx.snapshots.removeMonth('2027-01')
  })
  expect(await seeded.store.read((tx) => tx.snapshots.months())).not.toContain('2027-01')
})

test('an account nobody knows, or an amount below nothing, is refused', async () => {
  const put = (own: Partial<AccountSnapshot>) => seeded.store.transaction((tx) => tx.snapshots.put([snapshot(own)]))
  await expect(put({ accountId: AccountId.parse('unknown') })).rejects.toThrow('FOREIGN KEY')
  await expect(put({ amount: -1 })).rejects.toThrow('CHECK')
  await expect(put({ amount: -1 })).rejects.not.toBeInstanceOf(NotSaved)
})
