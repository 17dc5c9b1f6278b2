import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Delivery, GRACE } from '../../src/domain/delivery.js'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { openStore } from '../../src/store/store.js'
import type { DeliveryOutcome, DeliveryQueue, NewDelivery } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { CountingIds, openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aDelivery } from '../support/rows.js'

const LEASE_END = NOW + 30_000

let opened: TestStore
let seeded: Seeded
let queue: DeliveryQueue
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
  queue = opened.store.queue
})
afterEach(() => opened.close())

const enqueue = (...deliveries: NewDelivery[]) =>
  seeded.store.transaction(async (tx) => {
    for (const delivery of deliveries) await tx.deliveries.enqueue(delivery)
  })
const read = async (id: string): Promise<Delivery> => {
  const delivery = await seeded.store.read((tx) => tx.deliveries.get(DeliveryId.parse(id)))
  if (delivery === null) throw new Error(`no delivery ${id}`)
  return delivery
}
const claim = (now = NOW, limit = 100) => queue.claim(now, now + 30_000, limit)
const claimed = async (now = NOW, limit = 100) => (await claim(now, limit)).map(({ id }) => id)
const one = async (now = NOW): Promise<Delivery> => {
  const [delivery] = await claim(now, 1)
  if (delivery === undefined) throw new Error('nothing was due')
  return delivery
}
const SENT: DeliveryOutcome = { state: 'sent', channel: 'D1', ts: '1.2', at: NOW + 5, reason: null }
const pending = (notBefore: number, own: { counted?: boolean; reason?: string | null } = {}): DeliveryOutcome => ({
  ...{ state: 'pending', notBefore, reason: null, counted: false },
  ...own,
})

describe('what is claimed', () => {
  test('is what is due, the oldest first, up to the limit', async () => {
    const at = (id: string, notBefore: number) => aDelivery({ id, recipient: `to-${id}`, notBefore })
    await enqueue(at('d1', NOW), at('d2', NOW - 5), at('d3', NOW + 1), at('d4', NOW - 5))
    expect(await claimed(NOW, 2)).toEqual(['d2', 'd4'])
    expect(await claimed(NOW, 2)).toEqual(['d1'])
    expect(await claimed(NOW, 2)).toEqual([])
  })

  test('is written before it is handed out: state, lease, fence, when', async () => {
    await enqueue(aDelivery({ id: 'd1' }))
    const delivery = await one()
    expect(delivery).toMatchObject({ state: 'sending', leaseUntil: LEASE_END, fence: 1, triedAt: NOW, attempts: 0 })
    expect(await read('d1')).toEqual(delivery)
  })

  test('is one for each recipient at a time, in the order they fell due', async () => {
    await enqueue(
      aDelivery({ id: 'd1', recipient: 'p1' }),
      aDelivery({ id: 'd2', recipient: 'p1', notBefore: NOW - 5 }),
      aDelivery({ id: 'd3', recipient: 'p2' }),
    )
    expect(await claimed()).toEqual(['d2', 'd3'])
    expect(await claimed()).toEqual([])
    await queue.settle(await read('d2'), SENT)
    expect(await claimed()).toEqual(['d1'])
  })

  test('is nothing for a recipient that has an unknown one', async () => {
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2' }))
    await queue.settle(await one(), { state: 'unknown', reason: 'timeout' })
    expect(await claimed()).toEqual([])
  })

  test('is nothing of a suspended workspace, until it is none', async () => {
    const other = await seedWorkspace(opened.store, { ids: new CountingIds('other') })
    await enqueue(aDelivery({ id: 'd1' }))
    await other.store.transaction((tx) => tx.deliveries.enqueue(aDelivery({ id: 'd2' })))
    await opened.store.workspaces.suspend(seeded.workspaceId, true)
    expect(await claimed()).toEqual(['d2'])
    await opened.store.workspaces.suspend(other.workspaceId, true)
    expect([await queue.nextDueAt(), await queue.oldestDue(NOW)]).toEqual([null, null])
    await opened.store.workspaces.suspend(seeded.workspaceId, false)
    expect(await claimed()).toEqual(['d1'])
  })

  test('recipients of the same name in two workspaces do not wait for each other', async () => {
    const other = await seedWorkspace(opened.store, { ids: new CountingIds('other') })
    await enqueue(aDelivery({ id: 'd1' }))
    await other.store.transaction((tx) => tx.deliveries.enqueue(aDelivery({ id: 'd2' })))
    expect(await claimed()).toEqual(['d1', 'd2'])
  })

  test('is claimed once, by however many programs at once', async () => {
    const others = await Promise.all([openStore(opened.file), openStore(opened.file)])
    const queues = [queue, ...others.map((store) => store.queue)]
    const ids = Array.from({ length: 60 }, (_, index) => `d${String(index).padStart(2, '0')}`)
    await enqueue(...ids.map((id) => aDelivery({ id, recipient: `to-${id}` })))
    const claims = await Promise.all(
      Array.from({ length: 30 }, (_, index) => (queues[index % 3] ?? queue).claim(NOW, LEASE_END, 4)),
    )
    expect(
      claims
        .flat()
        .map(({ id }) => id as string)
        .toSorted(),
    ).toEqual(ids)
    for (const store of others) await store.close()
  })
})

describe('one that was put back', () => {
  beforeEach(() => enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2', notBefore: NOW + 1 })))

  test('goes before those that were enqueued after it, which wait for it', async () => {
    await queue.settle(await one(), pending(NOW + 100))
    expect(await claimed(NOW + 50)).toEqual([])
    expect(await claimed(NOW + 100)).toEqual(['d1'])
    await queue.settle(await read('d1'), SENT)
    expect(await claimed(NOW + 100)).toEqual(['d2'])
  })

  test('holds nobody else up', async () => {
    await enqueue(aDelivery({ id: 'd3', recipient: 'somebody else', notBefore: NOW + 1 }))
    await queue.settle(await one(), pending(NOW + 100))
    expect(await claimed(NOW + 50)).toEqual(['d3'])
  })
})

describe('what comes of it', () => {
  test.each<[string, DeliveryOutcome, Partial<Delivery>]>([
    ['sent', SENT, { channel: 'D1', ts: '1.2', sentAt: NOW + 5, attempts: 1, reason: null }],
    ['sent, again', { ...SENT, reason: 'unseen:timeout' } as DeliveryOutcome, { reason: 'unseen:timeout' }],
    ['skipped', { state: 'skipped' }, { attempts: 0 }],
    [
      'put back',
      pending(NOW + 9, { reason: 'ratelimited' }),
      { notBefore: NOW + 9, attempts: 0, reason: 'ratelimited' },
    ],
    ['tried and put back', pending(NOW + 9, { counted: true }), { attempts: 1 }],
    ['unknown', { state: 'unknown', reason: 'timeout' }, { attempts: 1, reason: 'timeout', triedAt: NOW }],
    ['parked', { state: 'parked', reason: 'is_archived' }, { attempts: 1, reason: 'is_archived' }],
  ])('%s', async (_name, outcome, fields) => {
    await enqueue(aDelivery({ id: 'd1' }))
    expect(await queue.settle(await one(), outcome)).toBe(true)
    expect(await read('d1')).toMatchObject({ state: outcome.state, leaseUntil: null, fence: 1, ...fields })
  })

  test('is written once: the second answer is refused', async () => {
    await enqueue(aDelivery({ id: 'd1' }))
    const delivery = await one()
    await queue.settle(delivery, SENT)
    expect(await queue.settle(delivery, { state: 'parked', reason: 'late' })).toBe(false)
    expect((await read('d1')).state).toBe('sent')
  })
})

describe('a lease that has run out', () => {
  test('makes it unknown, and the late answer is refused', async () => {
    await enqueue(aDelivery({ id: 'd1' }))
    const asleep = await one()
    expect(await claimed(LEASE_END - 1)).toEqual([])
    expect((await read('d1')).state).toBe('sending')
    expect(await claimed(LEASE_END)).toEqual([])
    expect(await read('d1')).toMatchObject({ state: 'unknown', attempts: 1, fence: 2, triedAt: NOW })
    expect(await queue.settle(asleep, SENT)).toBe(false)
    expect((await read('d1')).state).toBe('unknown')
  })

  test('keeps the reason it had: that it was sent before is not forgotten', async () => {
    await enqueue(aDelivery({ id: 'd1' }))
    await queue.settle(await one(), pending(NOW, { reason: 'unseen:timeout' }))
    await one()
    await claimed(LEASE_END)
    expect((await read('d1')).reason).toBe('unseen:timeout')
  })
})

describe('an unknown one', () => {
  const lookInto = (now: number) => queue.claimUnknown(now, GRACE, now + 30_000, 10)
  beforeEach(async () => {
    await enqueue(aDelivery({ id: 'd1' }))
    await queue.settle(await one(), { state: 'unknown', reason: 'timeout' })
  })

  test('is looked into once its grace time has passed, by one alone', async () => {
    expect(await lookInto(NOW + GRACE - 1)).toEqual([])
    const [found] = await lookInto(NOW + GRACE)
    expect(found).toMatchObject({ id: 'd1', state: 'unknown', fence: 2, attempts: 1 })
    expect(await lookInto(NOW + GRACE)).toEqual([])
  })

  test('waits for another grace time when nothing came of it, and counts no attempt', async () => {
    for (const delivery of await lookInto(NOW + GRACE)) await queue.settle(delivery, { state: 'unknown', reason: 'x' })
    expect(await read('d1')).toMatchObject({ state: 'unknown', attempts: 1, leaseUntil: null })
    expect(await lookInto(NOW + 2 * GRACE - 1)).toEqual([])
    expect(await lookInto(NOW + 2 * GRACE)).toHaveLength(1)
  })

  test.each<[string, DeliveryOutcome, Partial<Delivery>]>([
    ['found', SENT, { state: 'sent', attempts: 1 }],
    ['not found', pending(NOW + GRACE, { counted: true, reason: 'unseen:timeout' }), { state: 'pending', attempts: 1 }],
  ])('that is %s', async (_rule, outcome, fields) => {
    for (const delivery of await lookInto(NOW + GRACE)) await queue.settle(delivery, outcome)
    expect(await read('d1')).toMatchObject(fields)
  })

  test('whoever looked into it and slept is refused', async () => {
    const [asleep] = await lookInto(NOW + GRACE)
    const [awake] = await lookInto(NOW + 3 * GRACE)
    if (asleep === undefined || awake === undefined) throw new Error('it was not claimed')
    expect(await queue.settle(asleep, SENT)).toBe(false)
    expect(await queue.settle(awake, SENT)).toBe(true)
  })
})

describe('what is asked about the queue', () => {
  test('when the next one is due that nothing holds up', async () => {
    expect(await queue.nextDueAt()).toBeNull()
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2', recipient: 'p2', notBefore: NOW + 9 }))
    expect(await queue.nextDueAt()).toBe(NOW)
    await one()
    await enqueue(aDelivery({ id: 'd3' }))
    expect(await queue.nextDueAt()).toBe(NOW + 9)
  })

  test('since when the oldest should have gone', async () => {
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2', notBefore: NOW - 9 }))
    expect([await queue.oldestDue(NOW - 10), await queue.oldestDue(NOW)]).toEqual([null, NOW - 9])
  })

  test('also while it is tried, and put back again and again', async () => {
    await enqueue(aDelivery({ id: 'd1', notBefore: NOW - 9 }))
    const claimed = await one()
    expect(await queue.oldestDue(NOW)).toBe(NOW - 9)
    await queue.settle(claimed, pending(NOW + 9999, { counted: false }))
    expect(await queue.oldestDue(NOW)).toBe(NOW - 9)
    const [again] = await queue.claim(NOW + 9999, NOW + 9999 + 30_000, 1)
    if (again === undefined) throw new Error('it was not claimed')
    await queue.settle(again, { state: 'unknown', reason: 'timeout' })
    expect(await queue.oldestDue(NOW + 9999)).toBe(NOW - 9)
    await queue.settle(again, { state: 'parked', reason: 'is_archived' })
    expect(await queue.oldestDue(NOW + 9999)).toBeNull()
  })

  test('how many there are in each state', async () => {
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2' }), aDelivery({ id: 'd3', recipient: 'p2' }))
    await queue.settle(await one(), SENT)
    await one()
    expect(await queue.counts()).toEqual({ pending: 1, sending: 1, sent: 1, unknown: 0, parked: 0, skipped: 0 })
  })

  test('how many there are after an erasure too', async () => {
    await enqueue(
      ...['d1', 'd2', 'd3'].map((id) => aDelivery({ id, recipient: id, subject: id === 'd3' ? 'c2' : 'c1' })),
    )
    for (const delivery of await claim()) await queue.settle(delivery, SENT)
    expect((await queue.counts()).sent).toBe(3)
    const erasure = { workspaceId: seeded.workspaceId, id: 'e1', what: 'csql:c1', startedBy: null, startedAt: NOW }
    await seeded.store.transaction((tx) => tx.erasures.carryOut(erasure, NOW))
    await enqueue(aDelivery({ id: 'd4' }))
    expect(await queue.counts()).toMatchObject({ sent: 1, pending: 1 })
  })

  test('how many there are by now, of whichever process they are', async () => {
    const none = { pending: 0, sending: 0, sent: 0, unknown: 0, parked: 0, skipped: 0 }
    expect(await queue.counts()).toEqual(none)
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2', purpose: 'nudge' }))
    expect(await queue.counts()).toEqual({ ...none, pending: 2 })
    const other = await openStore(opened.file)
    await other.of(seeded.workspaceId).transaction((tx) => tx.deliveries.enqueue(aDelivery({ id: 'd3' })))
    const [d1] = await other.queue.claim(NOW, LEASE_END, 1)
    if (d1 !== undefined) await other.queue.settle(d1, SENT)
    await other.close()
    expect(await queue.counts()).toEqual({ ...none, pending: 2, sent: 1 })
    expect(await queue.notSent()).toEqual([
      { state: 'pending', purpose: 'handover', n: 1 },
      { state: 'pending', purpose: 'nudge', n: 1 },
    ])
  })

  test('where the last one went to somebody', async () => {
    expect(await queue.channelOf(seeded.workspaceId, 'person-1')).toBeNull()
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2' }))
    await queue.settle(await one(), SENT)
    await queue.settle(await one(), { ...SENT, channel: 'D2', at: NOW + 9 } as DeliveryOutcome)
    expect(await queue.channelOf(seeded.workspaceId, 'person-1')).toBe('D2')
    expect(await queue.channelOf(WorkspaceId.parse('other'), 'person-1')).toBeNull()
  })

  test('which were sent a second time: no edits', async () => {
    const again = { ...SENT, reason: 'unseen:timeout' } as DeliveryOutcome
    await enqueue(aDelivery({ id: 'd1' }), aDelivery({ id: 'd2' }), aDelivery({ id: 'd3', purpose: 'edit' }))
    await queue.settle(await one(), SENT)
    await queue.settle(await one(), again)
    await queue.settle(await one(), again)
    const resent = async (at: number) => (await queue.resentSince(at)).map(({ id }) => id)
    expect([await resent(NOW), await resent(NOW + 6)]).toEqual([['d2'], []])
  })
})
