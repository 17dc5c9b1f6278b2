import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CompanyId, CsqlId, DepartmentId, TextId } from '../../src/domain/ids.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql } from '../support/rows.js'

let opened: TestStore
let seeded: Seeded
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterEach(() => opened.close())

test('a row comes back as it was written, every field of it', async () => {
  const csql = aCsql(seeded, { id: 'c1', number: 1, checklist: ['considering'], missing: ['budget'], selfClosed: true })
  const texts = ['t1', 't2'].map((id) => TextId.parse(id))
  await seeded.store.transaction(async (tx) => {
    for (const id of texts) {
      await tx.texts.insert({ id, csqlId: csql.id, field: 'note', body: '困りごと', authorId: null, createdAt: NOW })
    }
    await tx.csqls.insert({ ...csql, noteTextId: texts[0] ?? null, amount: 2 ** 53 - 1 })
  })
  const read = await seeded.store.read((tx) => tx.csqls.get(csql.id))
  expect(read).toEqual({ ...csql, noteTextId: texts[0], amount: 2 ** 53 - 1 })
  expect(await seeded.store.read((tx) => tx.csqls.byNumber(1))).toEqual(read)
})

test('numbers count up, and one that was taken back with its transaction is given again', async () => {
  const { store } = seeded
  expect(await store.transaction((tx) => tx.csqls.nextNumber())).toBe(1)
  const failed = store.transaction(async (tx) => {
    await tx.csqls.nextNumber()
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  expect(await store.transaction((tx) => tx.csqls.nextNumber())).toBe(2)
})

test('a step is written only onto the version that it saw', async () => {
  const csql = aCsql(seeded, { id: 'c1', number: 1 })
  const accepted = { ...csql, version: 2, state: 'qualified' as const }
  await seeded.store.transaction((tx) => tx.csqls.insert(csql))
  expect(await seeded.store.transaction((tx) => tx.csqls.advance(csql, accepted))).toBe(true)
  expect(await seeded.store.transaction((tx) => tx.csqls.advance(csql, { ...csql, version: 2 }))).toBe(false)
  expect(await seeded.store.read((tx) => tx.csqls.get(csql.id))).toEqual(accepted)
})

describe('duplicates', () => {
  const key = () => ({
    accountId: seeded.account.id,
    departmentId: null,
    kind: 'upsell' as const,
    productId: seeded.product.id,
    referredCompanyId: null,
  })

  test.each([
    ['an open one of the same key', {}, 1],
    ['not a decided one', { state: 'rejected' as const }, null],
    ['not another kind', { kind: 'cross_sell' as const }, null],
    ['not one whose kind is unknown', { kind: null }, null],
    ['not one whose product is unknown', { productId: null }, null],
  ])('%s', async (_rule, own, number) => {
    await seeded.store.transaction((tx) => tx.csqls.insert(aCsql(seeded, { id: 'c1', number: 1, ...own })))
    const found = await seeded.store.read((tx) => tx.csqls.openDuplicate(key(), null))
    expect(found?.number ?? null).toBe(number)
  })

  test('the first of several, other than the one that is excepted', async () => {
    await seeded.store.transaction(async (tx) => {
      await tx.csqls.insert(aCsql(seeded, { id: 'c2', number: 2 }))
      await tx.csqls.insert(aCsql(seeded, { id: 'c1', number: 1 }))
    })
    const found = (except: string | null) =>
      seeded.store.read((tx) => tx.csqls.openDuplicate(key(), except === null ? null : CsqlId.parse(except)))
    expect((await found(null))?.number).toBe(1)
    expect((await found('c1'))?.number).toBe(2)
  })

  test('departments keep matters apart', async () => {
    const departmentId = DepartmentId.parse('d1')
    await seeded.store.transaction(async (tx) => {
      await tx.accounts.putDepartment({ id: departmentId, accountId: seeded.account.id, name: '経理部' })
      await tx.csqls.insert(aCsql(seeded, { id: 'c1', number: 1, departmentId }))
    })
    const found = (of: DepartmentId | null) =>
      seeded.store.read((tx) => tx.csqls.openDuplicate({ ...key(), departmentId: of }, null))
    expect(await found(null)).toBeNull()
    expect((await found(departmentId))?.number).toBe(1)
  })

  test('a referral is the same by account and company, whatever its department and product', async () => {
    const companyId = CompanyId.parse('r1')
    const departmentId = DepartmentId.parse('d1')
    await seeded.store.transaction(async (tx) => {
      await tx.accounts.insertCompany({ id: companyId, name: '緑川工業' }, '緑川工業')
      await tx.accounts.putDepartment({ id: departmentId, accountId: seeded.account.id, name: '経理部' })
      await tx.csqls.insert(
        aCsql(seeded, { id: 'c1', number: 1, kind: 'referral', referredCompanyId: companyId, departmentId }),
      )
    })
    const referral = { ...key(), kind: 'referral' as const, productId: null, referredCompanyId: companyId }
    expect((await seeded.store.read((tx) => tx.csqls.openDuplicate(referral, null)))?.number).toBe(1)
    const other = { ...referral, referredCompanyId: null }
    expect(await seeded.store.read((tx) => tx.csqls.openDuplicate(other, null))).toBeNull()
  })
})

describe('lists', () => {
  beforeEach(async () => {
    const { csm, manager } = seeded
    await seeded.store.transaction(async (tx) => {
      await tx.csqls.insert(aCsql(seeded, { id: 'c3', number: 3, state: 'accepted', aeActedAt: NOW + 900 }))
      await tx.csqls.insert(aCsql(seeded, { id: 'c1', number: 1, state: 'qualified' }))
      await tx.csqls.insert(aCsql(seeded, { id: 'c2', number: 2, aeId: null, loggedBy: manager.id }))
      await tx.csqls.insert(aCsql(seeded, { id: 'c4', number: 4, state: 'accepted', aeActedAt: NOW + 1100 }))
      await tx.csqls.insert(aCsql(seeded, { id: 'c5', number: 5, state: 'returned', aeId: null, csmId: manager.id }))
      for (const [n, kind] of ['decide', 'first_contact', 'first_contact', 'fix'].entries()) {
        const number = [1, 3, 4, 5][n] ?? 0
        const csql = aCsql(seeded, { id: `c${number}`, number })
        await tx.clocks.insert(aClock(csql, { id: `k${number}`, kind: kind as 'decide', ownerId: csm.id }))
      }
    })
  })

  test.each([
    ['all, oldest first', () => ({}), [1, 2, 3, 4, 5]],
    ['by state', () => ({ states: ['accepted', 'returned'] as const }), [3, 4, 5]],
    ['by AE', () => ({ aeId: seeded.ae.id }), [1, 3, 4]],
    ['by CSM', () => ({ csmId: seeded.manager.id }), [5]],
    ['whoever had a hand in it', () => ({ involving: seeded.manager.id }), [2, 5]],
    ['without an AE', () => ({ unassigned: true }), [2, 5]],
    ['of an account', () => ({ accountId: seeded.account.id, states: ['signal'] as const }), [2]],
    ['overdue: past due, and nothing by the AE since', () => ({ overdueAt: NOW + 2000 }), [1, 3]],
    ['not overdue at the due time itself', () => ({ overdueAt: NOW + 1000 }), []],
  ])('%s', async (_rule, filter, numbers) => {
    const { rows, total } = await seeded.store.read((tx) => tx.csqls.list({ ...filter(), limit: 10 }))
    expect(rows.map(({ number }) => number)).toEqual(numbers)
    expect(total).toBe(numbers.length)
  })

  test('a page of them, and how many there are in all', async () => {
    const { rows, total } = await seeded.store.read((tx) => tx.csqls.list({ limit: 2, offset: 1 }))
    expect([rows.map(({ number }) => number), total]).toEqual([[2, 3], 5])
  })
})

test('tags are replaced as a whole', async () => {
  const csql = aCsql(seeded, { id: 'c1', number: 1 })
  await seeded.store.transaction(async (tx) => {
    await tx.csqls.insert(csql)
    await tx.csqls.setTags(csql.id, ['経理', '月末'])
    await tx.csqls.setTags(csql.id, ['月末', '請求'])
  })
  expect(await seeded.store.read((tx) => tx.csqls.tags(csql.id))).toEqual(['月末', '請求'])
})
