import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Csql } from '../../src/domain/csql.js'
import { AccountId, ProductId } from '../../src/domain/ids.js'
import { METRIC_NAMES, MONEY_METRICS } from '../../src/domain/metrics.js'
import { addToMonth, monthsBetween } from '../../src/domain/months.js'
import { DAY_MS } from '../../src/domain/time.js'
import { missingSnapshots, readMetrics } from '../../src/usecases/read-metrics.js'
import { anAccount, aProduct, openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aCsql, anEvent } from '../support/rows.js'

let opened: TestStore
let seeded: Seeded
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterEach(() => opened.close())

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' }
const tokyo = (wall: string) => Date.parse(`${wall}:00+09:00`)
const NOW = tokyo('2026-12-01T09:00')
const read = (days = NOVEMBER, now = NOW) => seeded.store.read((tx) => readMetrics(tx, days, now))

test('an empty month has every figure, and divides by nothing', async () => {
  const { metrics, otherCurrencies, by } = await read()
  expect(Object.keys(metrics).sort()).toEqual([...METRIC_NAMES].sort())
  expect(METRIC_NAMES.slice().sort()).toEqual(expect.arrayContaining([...MONEY_METRICS]))
  expect([otherCurrencies, by]).toEqual([{}, {}])
  expect(metrics.acceptance_rate).toEqual({
    num: 0,
    den: 0,
    value: null,
    immature: true,
    in_pipeline: 0,
    self_closed: 0,
  })
  expect(metrics.expansion_mrr).toEqual({ value: 0, n: 0 })
  expect(metrics.lead_time_days).toEqual({ median: null, n: 0 })
  // One customer is known, and was not touched.
  expect(metrics.coverage).toEqual({ num: 0, den: 1, value: 0, loggers: 0 })
})

test.each([
  ['the day before the ninetieth has passed', '2027-02-28T23:59', true],
  ['from then on', '2027-03-01T00:00', false],
])('a cohort of November is immature until 90 days after its end: %s', async (_rule, at, immature) => {
  expect((await read(NOVEMBER, tokyo(at))).metrics.opportunity_rate.immature).toBe(immature)
})

test('yearly amounts are rounded half up once, after summing, and ARR is taken before', async () => {
  await seeded.store.transaction(async (tx) => {
    for (const [number, wonAmount] of [
      [1, 3],
      [2, 3],
    ] as const) {
      const csql = aCsql(seeded, {
        ...{ id: `c${number}`, number, state: 'won', wonOn: '2026-11-10', wonAmount, wonAmountPeriod: 'year' },
        ...{ wonOneTime: 0, loggedAt: NOW - 40 * DAY_MS, firstQualifiedAt: NOW - 39 * DAY_MS },
      })
      await tx.csqls.insert(csql)
      const at = { occurredAt: NOW - 21 * DAY_MS }
      for (const kind of ['log', 'qualify', 'accept', 'convert', 'win'] as const) {
        await tx.events.append(anEvent(csql, { id: `${kind}${number}`, kind, ...at }))
      }
    }
  })
  const { metrics } = await read()
  // 3 + 3 a year is 0.5 a month; apart, each would be 0.25 and rounded to nothing.
  expect(metrics.expansion_mrr).toEqual({ value: 1, n: 2 })
  expect(metrics.expansion_arr).toEqual({ value: 6, n: 2 })
})

test('retention: min, closing and churn of the opening accounts; other currencies apart', async () => {
  const other = anAccount({ workspaceId: seeded.workspaceId, id: AccountId.parse('other'), name: 'other' })
  const product = aProduct({ workspaceId: seeded.workspaceId, id: ProductId.parse('second') })
  const snapshot = (month: string, accountId: AccountId, amount: number, own = {}) => ({
    ...{ month, accountId, productId: seeded.product.id, amount, currency: 'JPY' },
    ...own,
  })
  await seeded.store.transaction(async (tx) => {
    await tx.accounts.insert(other)
    await tx.products.put(product)
    const { id } = seeded.account
    for (const month of monthsBetween('2025-11', '2026-10')) {
      await tx.snapshots.put([snapshot(month, id, 100), snapshot(month, other.id, 50)])
    }
    await tx.snapshots.put([
      // Products are summed: 100 became 60 + 90. The other customer left, and pays dollars that are no yen.
      ...[snapshot('2026-11', id, 60), snapshot('2026-11', id, 90, { productId: product.id })],
      snapshot('2026-11', other.id, 7, { currency: 'USD' }),
    ])
  })
  const { metrics, otherCurrencies } = await read()
  expect(metrics.grr).toEqual({ num: 100, den: 150, value: 100 / 150 })
  expect(metrics.nrr).toEqual({ num: 150, den: 150, value: 1 })
  expect(metrics.annual_churn).toEqual({ num: 50, den: 150, value: 1 / 3 })
  expect(metrics.annual_churn_accounts).toEqual({ num: 0, den: 2, value: 0 })
  expect(metrics.cs_share_of_expansion).toEqual({ num: 0, den: 50, value: 0, n: 0, undated: 0 })
  expect(otherCurrencies['USD']?.nrr).toEqual({ num: 0, den: 0, value: null })
})

test('a month that was not imported gives no figure, and is named', async () => {
  const missing = (days = NOVEMBER) => seeded.store.read((tx) => missingSnapshots(tx, days))
  expect(await missing()).toEqual(monthsBetween('2025-11', '2026-11'))
  await seeded.store.transaction(async (tx) => {
    for (const month of ['2025-11', '2026-10']) {
      await tx.snapshots.put([
        { month, accountId: seeded.account.id, productId: seeded.product.id, amount: 1, currency: 'JPY' },
      ])
    }
  })
  expect(await missing()).toEqual(monthsBetween('2025-12', '2026-11').filter((month) => month !== '2026-10'))
  expect(await missing({ from: '2025-01-01', to: '2025-11-30' })).toContain(addToMonth('2025-01', -1))
  const { metrics } = await read()
  expect([metrics.grr, metrics.annual_churn, metrics.annual_churn_accounts]).toEqual(
    Array.from({ length: 3 }, () => ({ num: 0, den: 0, value: null })),
  )
})

test('the CSQL share is not told where there are wins and none has a start, and is told from the first that has', async () => {
  const at = Date.parse('2026-11-10T10:00:00+09:00')
  const win = (number: number, startOn: string | null, own: Partial<Omit<Csql, 'id'>> = {}) =>
    seeded.store.transaction(async (tx) => {
      const csql = aCsql(seeded, {
        ...{ number, state: 'won', wonOn: '2026-11-10', wonAmount: 100, wonAmountPeriod: 'month', wonOneTime: 0 },
        ...{ loggedAt: at, firstQualifiedAt: at, firstAcceptedAt: at, opportunityAt: at, startOn },
        ...own,
        id: `c${number}`,
      })
      await tx.csqls.insert(csql)
      for (const kind of ['log', 'qualify', 'accept', 'convert', 'win'] as const) {
        await tx.events.append(anEvent(csql, { id: `${kind}${number}`, kind, occurredAt: at }))
      }
    })
  const { id } = seeded.account
  await seeded.store.transaction(async (tx) => {
    const paid = (month: string, amount: number) => ({
      month,
      accountId: id,
      productId: seeded.product.id,
      amount,
      currency: 'JPY',
    })
    await tx.snapshots.put(monthsBetween('2025-11', '2026-10').map((month) => paid(month, 100)))
    await tx.snapshots.put([paid('2026-11', 500)])
  })
  const share = async () => (await read()).metrics.cs_share_of_expansion
  expect(await share()).toEqual({ num: 0, den: 400, value: 0, n: 0, undated: 0 })
  await win(1, null)
  await win(2, null, { wonAmount: 0, wonOneTime: 5 })
  await win(3, null, { kind: 'referral' })
  await win(4, null, { wonOn: '2025-11-30' })
  expect(await share()).toEqual({ num: 0, den: 400, value: null, n: 0, undated: 1 })
  await win(5, '2026-11-15')
  expect(await share()).toEqual({ num: 100, den: 400, value: 0.25, n: 1, undated: 1 })
})
