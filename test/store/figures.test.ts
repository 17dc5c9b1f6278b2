import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../src/domain/clock.js'
import type { Csql } from '../../src/domain/csql.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import { CsqlId, EventId } from '../../src/domain/ids.js'
import { DAY_MS, HOUR } from '../../src/domain/time.js'
import { localDay } from '../../src/domain/zone-time.js'
import type { WeekFigures } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql, aDelivery, anEvent } from '../support/rows.js'

const FROM = NOW
const TO = NOW + 7 * DAY_MS
const IN_WEEK = NOW + DAY_MS

let opened: TestStore
let seeded: Seeded
let events = 0
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
  events = 0
})
afterEach(() => opened.close())

const week = (): Promise<WeekFigures> => seeded.store.read((tx) => tx.figures.week(FROM, TO))

/** Writes a CSQL as it stands, and the kinds of its events, all at an instant. */
async function history(
  number: number,
  own: Partial<Omit<Csql, 'id'>>,
  kinds: readonly CsqlEvent['kind'][],
  occurredAt = IN_WEEK,
): Promise<Csql> {
  const csql = aCsql(seeded, { ...own, id: `c${number}`, number })
  await seeded.store.transaction(async (tx) => {
    await tx.csqls.insert(csql)
    for (const kind of kinds) await tx.events.append(anEvent(csql, { id: nextEvent(), kind, occurredAt }))
  })
  return csql
}
const nextEvent = () => {
  events += 1
  return `e${events}`
}

test('a quiet week is all noughts', async () => {
  expect(await week()).toEqual({
    ...{ accepted: 0, returned: 0, rejected: 0, lost: 0 },
    ...{ rejectReasons: [], lostReasons: [], neglectReasons: [], wins: [], acceptances: [] },
  })
})

test('a week holds what happened in it', async () => {
  const qualified = { firstQualifiedAt: IN_WEEK }
  await history(1, { state: 'won', source: 'webinar', ...qualified }, ['log', 'qualify', 'accept', 'convert', 'win'])
  await history(2, { state: 'rejected', reason: 'no_budget', ...qualified }, ['log', 'qualify', 'return', 'reject'])
  await history(3, { state: 'rejected', reason: 'too_early' }, ['reject'])
  await history(4, { state: 'rejected', reason: 'no_budget' }, ['reject'])
  await history(5, { state: 'lost', reason: 'price' }, ['lose'])
  expect(await week()).toMatchObject({
    ...{ accepted: 1, returned: 1, rejected: 3, lost: 1 },
    rejectReasons: [
      { reason: 'no_budget', n: 2 },
      { reason: 'too_early', n: 1 },
    ],
    lostReasons: [{ reason: 'price', n: 1 }],
    wins: ['c1'],
  })
})

test.each([
  ['the first instant', FROM, 1],
  ['the last', TO - 1, 1],
  ['the instant before', FROM - 1, 0],
  ['the end itself', TO, 0],
])('%s of the week', async (_rule, at, n) => {
  await history(1, { firstQualifiedAt: at }, ['log', 'accept'], at)
  expect((await week()).accepted).toBe(n)
})

test('a CSQL that was merged into another is in no figure', async () => {
  await history(1, {}, ['log'])
  await history(2, { state: 'merged', mergedInto: CsqlId.parse('c1'), firstQualifiedAt: IN_WEEK }, [
    'log',
    'qualify',
    'accept',
    'merge',
  ])
  expect(await week()).toMatchObject({ accepted: 0 })
})

test('what AEs said stands in the way is counted by reason, and not what was taken back', async () => {
  const csql = await history(1, { state: 'qualified' }, ['log'])
  const other = await history(2, { state: 'accepted' }, ['log'])
  const said = (of: Csql, id: string, reason: string, occurredAt = IN_WEEK) =>
    seeded.store.transaction((tx) =>
      tx.events.append(anEvent(of, { id, kind: 'neglect', figures: { reason }, occurredAt })),
    )
  await said(csql, 'n1', 'vague_need')
  await said(csql, 'n2', 'own_deals_first')
  await said(other, 'n3', 'own_deals_first')
  await said(other, 'n4', 'own_deals_first', TO)
  await said(other, 'n5', 'hard_problem')
  await seeded.store.transaction((tx) =>
    tx.events.append(anEvent(other, { id: 'u1', kind: 'undo', reverses: EventId.parse('n5'), occurredAt: IN_WEEK })),
  )
  expect((await week()).neglectReasons).toEqual([
    { reason: 'own_deals_first', n: 2 },
    { reason: 'vague_need', n: 1 },
  ])
})

describe('what was taken back', () => {
  test('counts no more, whenever that happened; what stands again counts again', async () => {
    const csql = await history(1, { state: 'won' }, ['log', 'win'])
    const append = (id: string, kind: 'reopen' | 'undo', reverses: string, at: number) =>
      seeded.store.transaction((tx) =>
        tx.events.append(anEvent(csql, { id, kind, reverses: EventId.parse(reverses), occurredAt: at })),
      )
    expect((await week()).wins).toEqual(['c1'])
    await append('r1', 'reopen', 'e2', TO + DAY_MS)
    expect(await week()).toMatchObject({ wins: [] })
    await append('r2', 'undo', 'r1', TO + DAY_MS)
    expect(await week()).toMatchObject({ wins: ['c1'] })
  })
})

test('acceptances carry when they were asked for and when they were made; rejections are none of them', async () => {
  const csql = await history(1, { state: 'accepted' }, ['accept'], IN_WEEK + HOUR)
  const other = await history(2, { state: 'accepted', aeId: null }, ['accept'], IN_WEEK)
  const rejected = await history(3, { state: 'rejected' }, ['reject'])
  const stopped = (own: { stoppedBy: EventId; startedAt: number }) => ({
    ...{ stoppedAt: IN_WEEK, ending: 'done' as const, nextStepAt: null, ...own },
  })
  await seeded.store.transaction(async (tx) => {
    const [first, second, third] = [EventId.parse('e1'), EventId.parse('e2'), EventId.parse('e3')]
    await tx.clocks.insert(aClock(csql, { id: 'k1', ...stopped({ stoppedBy: first, startedAt: IN_WEEK }) }))
    await tx.clocks.insert(aClock(other, { id: 'k2', ...stopped({ stoppedBy: second, startedAt: FROM - DAY_MS }) }))
    await tx.clocks.insert(aClock(rejected, { id: 'k4', ...stopped({ stoppedBy: third, startedAt: IN_WEEK }) }))
    await tx.clocks.insert(
      aClock(other, { id: 'k3', kind: 'convert', ...stopped({ stoppedBy: second, startedAt: FROM }) }),
    )
  })
  expect((await week()).acceptances).toEqual([
    { csqlId: 'c2', aeId: null, handedOverAt: FROM - DAY_MS, decidedAt: IN_WEEK },
    { csqlId: 'c1', aeId: seeded.ae.id, handedOverAt: IN_WEEK, decidedAt: IN_WEEK + HOUR },
  ])
})

test('what was logged first is what happened first, under whichever number a spreadsheet brought it', async () => {
  const first = () => seeded.store.read((tx) => tx.figures.firstLoggedAt())
  expect(await first()).toBe(null)
  await history(1, { loggedAt: NOW }, ['log', 'qualify'], NOW)
  await history(2, { loggedAt: NOW - DAY_MS }, ['log'], NOW - DAY_MS)
  await history(3, { loggedAt: NOW + DAY_MS }, ['log'], NOW + DAY_MS)
  expect(await first()).toBe(NOW - DAY_MS)
})

test('what could not be delivered, since an instant', async () => {
  await seeded.store.transaction(async (tx) => {
    for (const id of ['d1', 'd2']) await tx.deliveries.enqueue(aDelivery({ id, recipient: id }))
  })
  const [first] = await opened.store.queue.claim(NOW, NOW + 1000, 10)
  if (first !== undefined) await opened.store.queue.settle(first, { state: 'parked', reason: 'is_archived' })
  const parked = (at: number) => seeded.store.read((tx) => tx.figures.parkedSince(at))
  expect([await parked(NOW), await parked(NOW + 1)]).toEqual([1, 0])
})

describe('what AEs have let lie', () => {
  const overdue = (most = 9) => seeded.store.read((tx) => tx.figures.overdue(NOW, most))
  /** A CSQL with running clocks that fell due so many hours before now. */
  const late = (number: number, hours: readonly number[], own: Partial<Omit<Csql, 'id'>> = {}, kind?: Clock['kind']) =>
    history(number, { state: 'qualified', ...own }, ['log', 'qualify']).then((csql) =>
      seeded.store.transaction(async (tx) => {
        for (const [n, ago] of hours.entries()) {
          const clock = aClock(csql, { id: `k${number}-${n}`, dueAt: NOW - ago * HOUR, ...(kind && { kind }) })
          await tx.clocks.insert(clock)
        }
      }),
    )

  test('counts each once, tells those that wait for a decision, and names the longest overdue first', async () => {
    await late(1, [1])
    await late(2, [2, 30], { state: 'accepted' })
    await late(3, [3])
    await late(4, [-1])
    expect(await overdue(2)).toEqual({
      ...{ total: 3, qualified: 2 },
      longest: [
        { number: 2, accountName: seeded.account.name, dueAt: NOW - 30 * HOUR },
        { number: 3, accountName: seeded.account.name, dueAt: NOW - 3 * HOUR },
      ],
    })
  })

  test('is what falls to an AE, and what they have not touched since', async () => {
    await late(1, [5], { aeActedAt: NOW - 4 * HOUR })
    await late(2, [5], { aeActedAt: NOW - 5 * HOUR })
    await late(3, [5], {}, 'qualify')
    await late(4, [5, 1], { aeActedAt: NOW - 2 * HOUR }, 'first_contact')
    expect((await overdue()).longest).toEqual([
      { number: 2, accountName: seeded.account.name, dueAt: NOW - 5 * HOUR },
      { number: 4, accountName: seeded.account.name, dueAt: NOW - HOUR },
    ])
  })

  test('loses none of the many that fell due at the same time, however many are read at once', async () => {
    const many = Array.from({ length: 2_300 }, (_, n) => n + 1)
    await seeded.store.transaction(async (tx) => {
      for (const number of many) {
        const csql = aCsql(seeded, { id: `c${number}`, number, state: 'qualified' })
        await tx.csqls.insert(csql)
        await tx.events.append(anEvent(csql, { id: nextEvent(), kind: 'log', occurredAt: IN_WEEK }))
        for (const n of [1, 2]) await tx.clocks.insert(aClock(csql, { id: `k${number}-${n}`, dueAt: NOW - HOUR }))
      }
    })
    const { total, longest } = await overdue(5_000)
    expect([total, new Set(longest.map(({ number }) => number)).size]).toEqual([many.length, many.length])
  })
})

test('what became of what was qualified, by source, where there is one', async () => {
  const qualified = { firstQualifiedAt: IN_WEEK }
  await history(1, { state: 'won', source: 'webinar', ...qualified }, ['log', 'qualify', 'accept', 'convert', 'win'])
  await history(2, { state: 'qualified', source: 'webinar', ...qualified }, ['log', 'qualify'])
  await history(3, { state: 'rejected', source: 'survey', ...qualified }, ['log', 'qualify', 'reject'])
  await history(4, { state: 'signal', source: 'support' }, ['log'])
  await history(5, { state: 'qualified', source: null, ...qualified }, ['log', 'qualify'])
  const days = { from: localDay('Asia/Tokyo', FROM), to: localDay('Asia/Tokyo', TO) }
  const span = { ...days, zone: 'Asia/Tokyo', currency: 'JPY', now: TO }
  const sources = await seeded.store.read((tx) => tx.metrics.sources(span))
  expect(sources.toSorted((a, b) => a.csqls - b.csqls)).toEqual([
    { source: 'survey', csqls: 1, opportunities: 0, won: 0 },
    { source: 'webinar', csqls: 2, opportunities: 1, won: 1 },
  ])
})
