import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Csql } from '../../src/domain/csql.js'
import type { Delivery, Purpose } from '../../src/domain/delivery.js'
import { CsqlId, DeliveryId } from '../../src/domain/ids.js'
import { DAY_MS } from '../../src/domain/time.js'
import type { DeliveryOutcome, NewDelivery } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql, aDelivery } from '../support/rows.js'

let opened: TestStore
let seeded: Seeded
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterEach(() => opened.close())

const enqueue = (delivery: NewDelivery) => seeded.store.transaction((tx) => tx.deliveries.enqueue(delivery))
const get = (id: string) => seeded.store.read((tx) => tx.deliveries.get(DeliveryId.parse(id)))
const idsOf = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id)
const sentAt = (at: number): DeliveryOutcome => ({ state: 'sent', channel: 'D1', ts: '1.2', at, reason: null })

/** Claims what is due for the recipient, and settles it. */
async function send(outcome: DeliveryOutcome = sentAt(NOW + 10)): Promise<void> {
  for (const delivery of await opened.store.queue.claim(NOW, NOW + 1000, 100)) {
    await opened.store.queue.settle(delivery, outcome)
  }
}

describe('a slot', () => {
  test('holds one row: the second finds the first', async () => {
    const first = await enqueue(aDelivery({ id: 'd1', occasion: '2026-11-24', purpose: 'nudge' }))
    const second = await enqueue(aDelivery({ id: 'd2', occasion: '2026-11-24', purpose: 'nudge', notBefore: NOW + 5 }))
    expect([first.isNew, second.isNew]).toEqual([true, false])
    expect(second.delivery).toEqual(first.delivery)
    expect(first.delivery).toMatchObject({ state: 'pending', attempts: 0, fence: 0, workspaceId: seeded.workspaceId })
  })

  test('is still taken when its row was sent', async () => {
    await enqueue(aDelivery({ id: 'd1', occasion: 'e1' }))
    await send()
    expect(await enqueue(aDelivery({ id: 'd2', occasion: 'e1' }))).toMatchObject({
      isNew: false,
      delivery: { id: 'd1', state: 'sent', channel: 'D1' },
    })
  })

  test.each([
    ['recipient', { recipient: 'person-2' }],
    ['purpose', { purpose: 'decision' as const }],
    ['subject', { subject: 'csql-2' }],
    ['occasion', { occasion: 'e2' }],
  ])('another %s is another slot', async (_part, own) => {
    await enqueue(aDelivery({ id: 'd1', occasion: 'e1' }))
    expect((await enqueue(aDelivery({ id: 'd2', occasion: 'e1', ...own }))).isNew).toBe(true)
  })
})

describe('an edit', () => {
  const edit = (id: string, own: Partial<NewDelivery> = {}) =>
    seeded.store.transaction((tx) =>
      tx.deliveries.enqueueEdit(aDelivery({ purpose: 'edit', subject: 'card-1', ...own, id })),
    )

  test('replaces those of the same message that are still pending', async () => {
    await edit('d1')
    await edit('d2')
    await edit('d3', { subject: 'card-2' })
    expect(await get('d1')).toMatchObject({ state: 'skipped', reason: 'replaced' })
    expect([(await get('d2'))?.state, (await get('d3'))?.state]).toEqual(['pending', 'pending'])
  })

  test('of the same occasion is the one that is pending already', async () => {
    await edit('d1', { occasion: 'e1' })
    await edit('d2', { occasion: 'e1' })
    expect([(await get('d1'))?.state, await get('d2')]).toEqual(['pending', null])
  })

  test('leaves one that is under way, and follows it', async () => {
    await edit('d1')
    await opened.store.queue.claim(NOW, NOW + 1000, 10)
    await edit('d2')
    expect([(await get('d1'))?.state, (await get('d2'))?.state]).toEqual(['sending', 'pending'])
  })
})

describe('the messages about a CSQL', () => {
  const purposes: readonly Purpose[] = ['handover', 'unassigned', 'decision', 'returned', 'won', 'assigned', 'wake']

  test('that carry its buttons: once posted, or perhaps', async () => {
    const about = CsqlId.parse('csql-1')
    const others: readonly Purpose[] = ['nudge', 'digest', 'edit', 'trouble']
    for (const [index, purpose] of [...purposes, ...others].entries()) {
      await enqueue(aDelivery({ id: `d${index}`, purpose, recipient: `person-${index}` }))
    }
    const cards = () => seeded.store.read((tx) => tx.deliveries.cardsOf(about))
    expect(await cards()).toEqual([])
    await send()
    expect((await cards()).map(({ purpose }) => purpose).toSorted()).toEqual([...purposes].toSorted())
  })

  test.each([
    ['sending', null, 1],
    ['unknown', { state: 'unknown', reason: 'timeout' } as const, 1],
    ['parked', { state: 'parked', reason: 'gone' } as const, 0],
    ['skipped', { state: 'skipped' } as const, 0],
  ])('one that is %s', async (_state, outcome, n) => {
    await enqueue(aDelivery({ id: 'd1' }))
    if (outcome === null) await opened.store.queue.claim(NOW, NOW + 1000, 1)
    else await send(outcome)
    expect(await seeded.store.read((tx) => tx.deliveries.cardsOf(CsqlId.parse('csql-1')))).toHaveLength(n)
  })

  test('that hold one of its clocks in a batch, since an instant', async () => {
    const csqls: Csql[] = [aCsql(seeded, { id: 'c1', number: 1 }), aCsql(seeded, { id: 'c2', number: 2 })]
    const [first, second] = csqls.map((csql) => aClock(csql, { id: `k-${csql.id}` }))
    await seeded.store.transaction(async (tx) => {
      for (const csql of csqls) await tx.csqls.insert(csql)
      for (const clock of [first, second]) if (clock !== undefined) await tx.clocks.insert(clock)
      const batch = (id: string, recipient: string) =>
        tx.deliveries.enqueue(aDelivery({ id, recipient, purpose: 'nudge', subject: recipient }))
      const { delivery: both } = await batch('d1', 'p1')
      const { delivery: other } = await batch('d2', 'p2')
      for (const [delivery, clock] of [
        [both, first],
        [both, second],
        [both, second],
        [other, second],
      ] as const) {
        if (clock)
          await tx.deliveries.addItem(delivery.id, {
            clockId: clock.id,
            step: 'plus_1',
            announces: true,
            meantFor: null,
          })
      }
    })
    const batches = (csqlId: string, since: number) =>
      seeded.store.read((tx) => tx.deliveries.batchesOf(CsqlId.parse(csqlId), since))
    expect(await batches('c1', 0)).toEqual([])
    await send()
    expect(idsOf(await batches('c1', NOW))).toEqual(['d1'])
    expect(idsOf(await batches('c2', NOW))).toEqual(['d1', 'd2'])
    expect(await batches('c1', NOW + 11)).toEqual([])
    const items = await seeded.store.read((tx) => tx.deliveries.items(DeliveryId.parse('d1')))
    expect(items).toEqual(
      ['k-c1', 'k-c2'].map((clockId) => ({ clockId, step: 'plus_1', announces: true, meantFor: null })),
    )
  })
})

describe('when a row of a batch was meant for', () => {
  const [early, late] = [NOW - DAY_MS, NOW]
  const rowAfter = async (between: 'nothing' | 'left out', steps: readonly [string, string]) =>
    seeded.store.transaction(async (tx) => {
      const csql = aCsql(seeded, { id: 'c1', number: 1 })
      const clock = aClock(csql, { id: 'k1' })
      await tx.csqls.insert(csql)
      await tx.clocks.insert(clock)
      const { delivery } = await tx.deliveries.enqueue(aDelivery({ id: 'd1', purpose: 'nudge' }))
      const [first, second] = steps.map((step) => ({ clockId: clock.id, step, announces: false }))
      if (first === undefined || second === undefined) throw new Error('two steps')
      await tx.deliveries.addItem(delivery.id, { ...first, meantFor: early })
      if (between === 'left out') await tx.deliveries.leaveOut(delivery.id, clock.id)
      await tx.deliveries.addItem(delivery.id, { ...second, meantFor: late })
      return tx.deliveries.items(delivery.id)
    })

  test('stays the first moment while it stands there', async () => {
    expect(await rowAfter('nothing', ['due_day', 'plus_1'])).toMatchObject([{ step: 'plus_1', meantFor: early }])
  })

  test.each([
    ['a step', 'plus_1'],
    ['what gives way to a step', 'snoozed'],
  ])('is new once it was left out, and comes again: %s', async (_rule, again) => {
    expect(await rowAfter('left out', ['due_day', again])).toMatchObject([{ step: again, meantFor: late }])
  })

  test('is never that of what took the place of nothing', async () => {
    expect(await rowAfter('nothing', ['due_day', 'snoozed'])).toMatchObject([{ step: 'due_day', meantFor: early }])
  })
})

test('lists are of one state or all, the newest first', async () => {
  for (const n of [1, 2, 3]) await enqueue(aDelivery({ id: `d${n}`, recipient: `p${n}`, createdAt: NOW + n }))
  await enqueue(aDelivery({ id: 'd4', notBefore: NOW + 1, createdAt: NOW + 4 }))
  await send({ state: 'parked', reason: 'channel_not_found' })
  const list = (filter: { state?: 'parked'; limit: number }) => seeded.store.read((tx) => tx.deliveries.list(filter))
  expect(idsOf(await list({ limit: 3 }))).toEqual(['d4', 'd3', 'd2'])
  expect(idsOf(await list({ state: 'parked', limit: 2 }))).toEqual(['d3', 'd2'])
})
