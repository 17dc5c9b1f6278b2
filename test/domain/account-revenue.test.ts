import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Contract } from '../../src/domain/account.js'
import { contractRevenue, snapshotRevenue } from '../../src/domain/account-revenue.js'
import { AccountId, ContractId, ProductId, WorkspaceId } from '../../src/domain/ids.js'

const contract = (of: Partial<Contract>): Contract => ({
  ...{ workspaceId: WorkspaceId.parse('w'), id: ContractId.parse('k'), accountId: AccountId.parse('a') },
  ...{ departmentId: null, productId: ProductId.parse('p'), phase: null, hasOutcome: null, csmId: null, aeId: null },
  ...{ amount: null, amountPeriod: null, currency: 'JPY', renewalOn: null, channel: null, partnerName: null },
  ...of,
})

test('monthly and yearly amounts are one figure, rounded once; what has ended pays nothing', () => {
  const contracts = [
    contract({ amount: 100, amountPeriod: 'month' }),
    contract({ amount: 5, amountPeriod: 'year' }),
    contract({ amount: 5, amountPeriod: 'year' }),
    contract({ amount: 999, amountPeriod: 'month', phase: 'churned' }),
    contract({}),
  ]
  // Ten twelfths are one; five twelfths, rounded apart, would be nothing twice.
  expect(contractRevenue(contracts, 'JPY')).toEqual([{ currency: 'JPY', amount: 101 }])
  expect(contractRevenue([contract({ amount: 5, amountPeriod: 'year' })], 'JPY')).toEqual([
    { currency: 'JPY', amount: 0 },
  ])
})

test('an amount without a period is a month’s, and nothing known is no entry', () => {
  expect(contractRevenue([contract({ amount: 7 })], 'JPY')).toEqual([{ currency: 'JPY', amount: 7 }])
  expect(contractRevenue([contract({})], 'JPY')).toEqual([])
})

test('currencies are never added together; the workspace’s comes first', () => {
  const contracts = [
    contract({ amount: 20_000, amountPeriod: 'month', currency: 'USD' }),
    contract({ amount: 3, amountPeriod: 'month', currency: 'EUR' }),
    contract({ amount: 5, amountPeriod: 'month', currency: 'JPY' }),
  ]
  expect(contractRevenue(contracts, 'JPY').map(({ currency }) => currency)).toEqual(['JPY', 'EUR', 'USD'])
  expect(contractRevenue(contracts, 'USD')[0]).toEqual({ currency: 'USD', amount: 20_000 })
})

test('splitting a contract in two changes no figure', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(amount, amount, fc.constantFrom('month', 'year'), (one, other, amountPeriod) => {
      const whole = contractRevenue([contract({ amount: one + other, amountPeriod })], 'JPY')
      const parts = [contract({ amount: one, amountPeriod }), contract({ amount: other, amountPeriod })]
      expect(contractRevenue(parts, 'JPY')).toEqual(whole)
    }),
  )
})

test('a month’s snapshots are summed by currency', () => {
  const row = (amount: number, currency: string) => ({
    ...{ month: '2026-10', accountId: AccountId.parse('a'), productId: ProductId.parse('p'), amount, currency },
  })
  expect(snapshotRevenue([row(1, 'JPY'), row(2, 'USD'), row(3, 'JPY')], 'JPY')).toEqual([
    { currency: 'JPY', amount: 4 },
    { currency: 'USD', amount: 2 },
  ])
  expect(snapshotRevenue([], 'JPY')).toEqual([])
})
