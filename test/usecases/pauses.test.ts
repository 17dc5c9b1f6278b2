import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/domain/delivery.js'
import type { Person } from '../../src/domain/person.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { addToBatch } from '../../src/usecases/add-to-batch.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { leaveOut } from '../../src/usecases/leave-out.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { afterCalendarChange } from '../../src/usecases/move-waiting.js'
import { pauseNudges } from '../../src/usecases/pause-nudges.js'
import { readBatch } from '../../src/usecases/read-batch.js'
import { dropDelivery } from '../../src/usecases/settle-by-hand.js'
import { nudgeAllDue } from '../support/nudge-all-due.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
  sent.length = 0
})
afterEach(() => world.close())

const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const wall = (at: number): string => new Date(at + 9 * HOUR).toISOString().slice(5, 16)
const nameOf = (id: string): string =>
  [world.csm, world.ae, world.manager].find((person) => person.id === id)?.name ?? id

async function handedOver(fields: Partial<CsqlFields> = {}): Promise<number> {
  const { number } = await logSignal(world.as(world.csm), {
    line: null,
    fields: { account: { id: world.account.id }, note: '席が足りない' },
  })
  await actOnCsql(world.as(world.csm), {
    number,
    version: null,
    action: 'qualify',
    fields: {
      ...{ kind: 'referral', source: 'cs_activity', problem: '席が足りない', checklist: [], ae: world.ae.id },
      contact: { name: '大槻', title: null },
      ...fields,
    },
  })
  return number
}

const sent: string[] = []

/** What the worker would send now, each as `day time purpose → name: steps`. */
async function send(): Promise<void> {
  const now = world.clock.now()
  const claimed = await world.store.queue.claim(now, now + MINUTE, 100)
  for (const delivery of claimed) {
    await world.store.queue.settle(delivery, { state: 'sent', channel: 'D1', ts: `${now}`, at: now, reason: null })
    const items = await world.store.of(world.workspaceId).read((tx) => tx.deliveries.items(delivery.id))
    const steps = items.map(({ step, announces }) => `${step}${announces ? '!' : ''}`).join('+')
    sent.push(`${wall(now)} ${delivery.purpose} → ${nameOf(delivery.recipient)}${steps === '' ? '' : `: ${steps}`}`)
  }
  if (claimed.length > 0) await send()
}

async function passUntil(end: string): Promise<void> {
  while (world.clock.now() < tokyo(end)) {
    world.clock.set(Math.min(tokyo(end), world.clock.now() + 30 * MINUTE))
    await nudgeAllDue(world.store, world.system())
    await send()
  }
}

/** Changes somebody's row as a form would, with all that hangs on their calendar. */
async function change(person: Person, own: Partial<Person>): Promise<void> {
  await world.store.of(world.workspaceId).transaction(async (tx) => {
    const now = await tx.people.get(person.id)
    if (now !== null) await tx.people.put({ ...now, ...own })
    await afterCalendarChange(tx, person.id, world.clock.now())
  })
}

describe('a pause', () => {
  test('holds back every nudge until its day, high heat’s too, and then there is one batch', async () => {
    await pauseNudges(world.as(world.ae), '2026-12-07')
    await handedOver({ heat: 'high' })
    await handedOver({ referred_company: '別会社' })
    await send()
    await passUntil('2026-12-07T18:00')
    const toAe = sent.filter((line) => line.includes('→ Suzuki'))
    expect(toAe.slice(0, 2)).toEqual(['11-24T10:00 handover → Suzuki', '11-24T10:00 handover → Suzuki'])
    expect(toAe.slice(2)).toEqual([expect.stringMatching(/^12-07T10:00 nudge → Suzuki: /)])
  })

  test('lets every notice through, at once', async () => {
    await pauseNudges(world.as(world.csm), '2026-12-07')
    await pauseNudges(world.as(world.ae), '2026-12-07')
    const number = await handedOver()
    await actOnCsql(world.as(world.ae), { number, version: null, action: 'reject', fields: { reason: 'no_budget' } })
    await send()
    expect(sent).toEqual(['11-24T10:00 handover → Suzuki', '11-24T10:00 decision → Sato'])
  })

  test('of a manager holds back what goes to them, and of nobody else', async () => {
    await pauseNudges(world.as(world.manager), '2026-12-14')
    await handedOver()
    await passUntil('2026-12-14T18:00')
    const [last, ...before] = sent.toReversed()
    expect(last).toBe('12-14T10:00 escalation → Tanaka: escalate')
    expect(before.toReversed()).toEqual([
      '11-24T10:30 handover → Suzuki',
      '11-25T10:00 nudge → Suzuki: due_day',
      '11-26T10:00 nudge → Suzuki: plus_1',
      '11-30T10:00 nudge → Suzuki: plus_3!',
    ])
  })

  test('of the AE lets no manager hear of it before the AE has', async () => {
    await pauseNudges(world.as(world.ae), '2026-12-14')
    await handedOver()
    await passUntil('2026-12-18T18:00')
    expect(sent.slice(1)).toEqual(['12-14T10:00 nudge → Suzuki: plus_3!', '12-15T10:00 escalation → Tanaka: escalate'])
  })

  test('that is ended early lets what waits go with the next batch', async () => {
    await pauseNudges(world.as(world.ae), '2026-12-14')
    await handedOver()
    await passUntil('2026-11-26T18:30')
    await pauseNudges(world.as(world.ae), null)
    await passUntil('2026-11-27T18:00')
    expect(sent.slice(1)).toEqual(['11-27T10:00 nudge → Suzuki: plus_1'])
  })

  test('that is prolonged keeps back what waits, and the manager with it', async () => {
    await pauseNudges(world.as(world.ae), '2026-12-07')
    await handedOver()
    await passUntil('2026-12-04T18:00')
    await pauseNudges(world.as(world.ae), '2026-12-14')
    await passUntil('2026-12-18T18:00')
    expect(sent.slice(1)).toEqual(['12-14T10:00 nudge → Suzuki: plus_3!', '12-15T10:00 escalation → Tanaka: escalate'])
  })

  test('ends with the day of the person’s own zone', async () => {
    await change(world.ae, { zone: 'America/New_York' })
    await pauseNudges(world.as(world.ae), '2026-12-07')
    await handedOver()
    await passUntil('2026-12-09T00:00')
    expect(sent.filter((line) => line.includes('nudge'))[0]).toMatch(/^12-08T00:00 nudge → Suzuki/)
  })
})

describe('leave', () => {
  const off = { leave: [{ from: '2026-11-25', to: '2026-11-27', delegateId: null }] }

  test('holds back notices and nudges, and moves what is due: nothing comes on its days', async () => {
    await change(world.ae, off)
    world.clock.set(tokyo('2026-11-25T10:00'))
    await handedOver()
    await passUntil('2026-11-30T18:00')
    expect(sent).toEqual(['11-30T09:00 handover → Suzuki', '11-30T10:00 nudge → Suzuki: due_day'])
  })

  test('that is entered while something waits holds it back too', async () => {
    world.clock.set(tokyo('2026-11-24T19:00'))
    await handedOver()
    await change(world.ae, off)
    await passUntil('2026-11-30T09:30')
    expect(sent).toEqual(['11-30T09:00 handover → Suzuki'])
  })

  test('that is taken back lets what waits come', async () => {
    await change(world.ae, off)
    world.clock.set(tokyo('2026-11-25T10:00'))
    await handedOver()
    await passUntil('2026-11-26T08:00')
    await change(world.ae, { leave: [] })
    await passUntil('2026-11-26T09:30')
    expect(sent).toEqual(['11-26T09:00 handover → Suzuki'])
  })

  test('moves the due time of what runs already, and its nudges come again by the new one', async () => {
    await handedOver()
    await passUntil('2026-11-25T11:00')
    expect(sent.at(-1)).toBe('11-25T10:00 nudge → Suzuki: due_day')
    await change(world.ae, { leave: [{ from: '2026-11-25', to: '2026-12-01', delegateId: null }] })
    await passUntil('2026-12-03T18:00')
    expect(sent.slice(2)).toEqual(['12-02T10:00 nudge → Suzuki: due_day', '12-03T10:00 nudge → Suzuki: plus_1'])
  })

  test('of a manager keeps what waits for them, and the AE is nudged as ever', async () => {
    await change(world.manager, { leave: [{ from: '2026-12-02', to: '2026-12-04', delegateId: null }] })
    await handedOver()
    await passUntil('2026-12-07T18:00')
    expect(sent.at(-1)).toBe('12-07T10:00 escalation → Tanaka: escalate')
  })
})

test('of two batches that come to wait for one day, one is sent', async () => {
  await handedOver()
  await pauseNudges(world.as(world.ae), '2026-12-07')
  await passUntil('2026-11-26T18:00')
  await pauseNudges(world.as(world.ae), '2026-12-14')
  await handedOver({ referred_company: '別会社' })
  await passUntil('2026-12-02T18:00')
  await pauseNudges(world.as(world.ae), '2026-12-09')
  await passUntil('2026-12-09T18:00')
  expect(sent.filter((line) => line.includes('nudge'))).toEqual(['12-09T10:00 nudge → Suzuki: plus_3!+plus_3!'])
})

describe('the batch of a day of which nothing was left', () => {
  /** The AE's nudge waits at ten on Wednesday, and something becomes of it before a second one is due. */
  async function afterwards(become: () => Promise<unknown>): Promise<readonly Delivery[]> {
    await handedOver()
    await handedOver({ referred_company: '別会社' })
    await passUntil('2026-11-25T09:30')
    world.clock.set(tokyo('2026-11-25T10:00'))
    await nudgeAllDue(world.store, world.system())
    const store = world.store.of(world.workspaceId)
    const [nudge] = await store.read((tx) => tx.deliveries.list({ state: 'pending', limit: 9 }))
    if (nudge === undefined) throw new Error('no nudge waits')
    await become()
    await store.transaction(async (tx) => {
      const [{ clockId } = { clockId: '' as never }] = await tx.deliveries.items(nudge.id)
      const item = { clockId, step: 'due_day', announces: false } as const
      const now = world.clock.now()
      await addToBatch(world.system(), tx, await tx.settings.get(), world.ae, 'nudge', item, { meant: now })
    })
    const all = await store.read((tx) => tx.deliveries.list({ limit: 99 }))
    return all.filter(({ purpose }) => purpose === 'nudge')
  }
  const settle = (state: 'skipped' | 'sent') => async (): Promise<void> => {
    const now = world.clock.now()
    const [claimed] = await world.store.queue.claim(now, now + MINUTE, 9)
    if (claimed === undefined) throw new Error('nothing was claimed')
    const sent = { state: 'sent', channel: 'D1', ts: '1', at: now, reason: null } as const
    await world.store.queue.settle(claimed, state === 'sent' ? sent : { state })
  }

  test('is that day’s still: what becomes due later goes in it', async () => {
    expect(await afterwards(settle('skipped'))).toMatchObject([{ occasion: '2026-11-25', state: 'pending' }])
  })

  test.each<[string, () => Promise<unknown>]>([
    ['that was sent', settle('sent')],
    ['that somebody gave up by hand', () => dropAll()],
  ])('one %s has had its day', async (_name, become) => {
    const [next] = await afterwards(become)
    expect(next).toMatchObject({ occasion: '2026-11-26', state: 'pending' })
  })

  async function dropAll(): Promise<void> {
    const pending = await world.store
      .of(world.workspaceId)
      .read((tx) => tx.deliveries.list({ state: 'pending', limit: 9 }))
    for (const { id } of pending) await dropDelivery(world.system(), id)
  }
})

/** What is overdue waits in the manager's batch. */
async function escalationWaits(number: number): Promise<Delivery> {
  const batch = await world.store.of(world.workspaceId).transaction(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    const [clock] = await tx.clocks.running(csql === null ? [] : [csql.id])
    if (clock === undefined) throw new Error('nothing runs')
    await tx.clocks.update({ ...clock, escalatedAt: world.clock.now() })
    const item = { clockId: clock.id, step: 'escalate', announces: false } as const
    const from = tokyo('2026-11-25T10:00')
    await addToBatch(world.system(), tx, await tx.settings.get(), world.manager, 'escalation', item, {
      from,
      meant: from,
    })
    return (await tx.deliveries.list({ state: 'pending', recipient: world.manager.id, limit: 1 }))[0]
  })
  if (batch === undefined) throw new Error('no batch waits')
  return batch
}

test('an answer given after the acceptance is none about the decision that waits for the manager', async () => {
  const number = await handedOver()
  const batch = await escalationWaits(number)
  const told = async () => (await readBatch(world.system(), batch))?.rows.map((row) => [row.told, row.answered])
  const act = (action: 'accept' | 'neglect', fields: Partial<CsqlFields>) =>
    actOnCsql(world.as(world.ae), { number, version: null, action, fields })
  await act('neglect', { reason: 'own_deals_first' })
  expect(await told()).toEqual([[null, 'own_deals_first']])
  await act('accept', { next_on: '2026-12-10' })
  expect(await told()).toEqual([['answered', 'own_deals_first']])
  await act('neglect', { reason: 'other' })
  expect(await told()).toEqual([
    ['answered', 'own_deals_first'],
    ['answered', 'other'],
  ])
})

test('a third snooze in a row while the manager’s batch waits is what the manager hears of, in place of what is overdue', async () => {
  const number = await handedOver()
  const store = world.store.of(world.workspaceId)
  const batch = await escalationWaits(number)
  const told: unknown[] = []
  for (const day of ['11-30', '12-01', '12-02']) {
    const until = tokyo(`2026-${day}T00:00`)
    await actOnCsql(world.as(world.ae), { number, version: null, action: 'snooze', fields: { until } })
    const rows = (await readBatch(world.system(), batch))?.rows ?? []
    told.push(rows.map((row) => row.told))
  }
  expect(told).toEqual([[null], [null], ['snoozed']])
  // Of three that came before the batch the manager has heard already.
  const later = { ...batch, createdAt: world.clock.now() + 1 }
  expect((await readBatch(world.system(), later))?.rows.map((row) => row.told)).toEqual([null])
  // Where the snooze is over by then, what is overdue is.
  world.clock.set(tokyo('2026-12-02T10:00'))
  expect((await readBatch(world.system(), batch))?.rows.map((row) => row.told)).toEqual([null])
  world.clock.set(tokyo('2026-12-01T10:00'))
  // When it goes it is that which stands in it, and the manager hears of what is overdue once the snooze is over.
  await leaveOut(world.system(), batch, [], new Map((await clocksOf(number)).map((id) => [id, 'snoozed'])))
  const items = await store.read((tx) => tx.deliveries.items(batch.id))
  expect(items.map(({ step }) => step)).toEqual(['snoozed'])
  expect(await escalatedAt(number)).toEqual([null])
})

const running = (number: number) =>
  world.store.of(world.workspaceId).read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    return tx.clocks.running(csql === null ? [] : [csql.id])
  })
const clocksOf = async (number: number) => (await running(number)).map(({ id }) => id)
const escalatedAt = async (number: number) => (await running(number)).map((clock) => clock.escalatedAt)
