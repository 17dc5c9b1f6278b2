import { afterEach, beforeEach, expect, test } from 'vitest'
import { AccountId, ProductId } from '../../src/domain/ids.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'
import { acknowledgeChurn } from '../../src/usecases/acknowledge-churn.js'
import { hourlyChurnRates, readChurn } from '../../src/usecases/read-churn.js'
import { churnBlocks } from '../../src/views/churn.js'
import { message } from '../../src/views/message.js'
import { aProduct } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'
import { readAloud } from '../views/read-aloud.js'
import { viewer } from '../views/sample.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const store = () => world.store.of(world.workspaceId)
const read = () => store().read((tx) => readChurn(tx, world.clock.now()))

/** Of 100 a month a year before, so much is left; the other 900 are another customer's, for the same product. */
async function paid(left: number, month = '2026-10', before = '2025-10'): Promise<void> {
  await store().transaction(async (tx) => {
    const other = { ...world.account, id: `${world.account.id}-2` as typeof world.account.id, name: 'other' }
    if ((await tx.accounts.get(other.id)) === null) await tx.accounts.insert(other)
    const row = (at: string, accountId: typeof other.id, amount: number) => ({
      ...{ month: at, accountId, productId: world.product.id, amount, currency: 'JPY' },
    })
    await tx.snapshots.put([
      ...[row(before, world.account.id, 101), row(before, other.id, 899)],
      ...[row(month, world.account.id, left), row(month, other.id, 899)],
    ])
  })
}

test('churn above the gate is told, with the month that it can be told for; at the gate it is not', async () => {
  expect(await read()).toEqual([])
  await paid(0)
  expect(await read()).toMatchObject([
    {
      ...{ product: { id: world.product.id }, churn: { num: 101, den: 1000 }, accounts: { opening: 2, churned: 1 } },
      ...{ month: '2026-10', acknowledged: null },
    },
  ])
  await store().transaction(async (tx) => tx.settings.put({ ...(await tx.settings.get()), churnGate: 11 }, null, 0))
  expect(await read()).toEqual([])
})

test('who pays less is no churn, and a product nobody left is not named', async () => {
  await paid(1)
  expect(await read()).toEqual([])
  await store().transaction((tx) =>
    tx.products.put(aProduct({ workspaceId: world.workspaceId, id: ProductId.parse('new'), name: 'new' })),
  )
  expect(await read()).toEqual([])
})

test('a month without the same one a year before tells nothing, nor does one that lies ahead', async () => {
  await paid(0, '2026-10', '2025-09')
  expect(await read()).toEqual([])
  await paid(0, '2027-03', '2026-03')
  expect(await read()).toEqual([])
})

test('a manager acknowledges it for the quarter, once, and it is in the audit log', async () => {
  await paid(0)
  const by = (who: typeof world.csm) => acknowledgeChurn(world.as(who), world.product.id)
  await expect(by(world.csm)).rejects.toMatchObject({ code: 'not_allowed' })
  await by(world.manager)
  const at = world.clock.now()
  expect((await read())[0]?.acknowledged).toEqual({ by: 'Tanaka', at })
  await by(world.manager)
  const log = await store().read((tx) => tx.audit.between(0, at + 1))
  expect(log.filter(({ action }) => action === 'churn.acknowledge')).toMatchObject([
    { actorId: world.manager.id, subject: world.product.id, facts: { fiscal_year: 2026, quarter: 3, churned: 101 } },
  ])
})

test('the next quarter asks again', async () => {
  await paid(0)
  await acknowledgeChurn(world.as(world.manager), world.product.id)
  const january = Date.parse('2027-01-04T09:00:00+09:00')
  expect((await store().read((tx) => readChurn(tx, january)))[0]?.acknowledged).toBeNull()
})

test('what is not above the gate cannot be acknowledged', async () => {
  await expect(acknowledgeChurn(world.as(world.manager), world.product.id)).rejects.toMatchObject({ code: 'not_found' })
})

test('a gate that is moved is heeded at once, whatever was looked at within the hour', async () => {
  await paid(0)
  const hourly = hourlyChurnRates()
  const told = async () => (await store().read((tx) => readChurn(tx, world.clock.now(), hourly))).length
  const gate = (churnGate: number) =>
    store().transaction(async (tx) => tx.settings.put({ ...(await tx.settings.get()), churnGate }, null, 0))
  expect(await told()).toBe(1)
  await gate(11)
  expect(await told()).toBe(0)
  await gate(10)
  expect(await told()).toBe(1)
})

test('what nobody has seen is told before what somebody has, the highest first, and no cut hides it', async () => {
  const products = ['A', 'B', 'C', 'D', 'E'].map((name) =>
    aProduct({ workspaceId: world.workspaceId, id: ProductId.parse(name), name, nameEn: name }),
  )
  await store().transaction(async (tx) => {
    for (const [index, product] of products.entries()) {
      await tx.products.put(product)
      const row = (month: string, accountId: string, amount: number) => ({
        ...{ month, accountId: AccountId.parse(accountId), productId: product.id, amount, currency: 'JPY' },
      })
      const stays = { ...world.account, id: AccountId.parse(`stays-${index}`), name: `stays-${index}` }
      await tx.accounts.insert(stays)
      await tx.snapshots.put([
        ...[row('2025-10', world.account.id, 200 + index), row('2026-10', world.account.id, 0)],
        ...[row('2025-10', stays.id, 800 - index), row('2026-10', stays.id, 800 - index)],
      ])
    }
  })
  const [a, b, , , e] = products
  for (const seen of [e, a, b]) await acknowledgeChurn(world.as(world.manager), seen?.id ?? world.product.id)
  const names = (await read()).map(({ product }) => product.name)
  expect(names).toEqual(['D', 'C', 'E', 'B', 'A'])
  for (const locale of LOCALES) {
    const m = messagesFor(locale)
    const blocks = churnBlocks(await read(), { mayAcknowledge: true, churnGate: 10 }, m, viewer(locale))
    const text = readAloud(message(...blocks))
    expect(text).toMatch(/D.*20\.3%/)
    expect(text).toMatch(/203.*1,000.*1.*2/)
    expect(text).toContain(m.reports.churnMore(2))
  }
})
