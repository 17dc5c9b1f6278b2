import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/domain/delivery.js'
import { type CsqlId, PersonId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import type { Settings } from '../../src/domain/workspace.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { changeSettings } from '../../src/usecases/change-settings.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { enqueueDigest } from '../../src/usecases/enqueue-digest.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { pauseNudges } from '../../src/usecases/pause-nudges.js'
import type { Tx } from '../../src/usecases/ports.js'
import { readBatch } from '../../src/usecases/read-batch.js'
import { readCsql } from '../../src/usecases/read-csql.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { recognisePerson } from '../../src/usecases/recognise-person.js'
import { aPerson } from '../support/database.js'
import { nudgeAllDue } from '../support/nudge-all-due.js'
import { bringIn } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const store = () => world.store.of(world.workspaceId)
const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const wall = (at: number): string => new Date(at + 9 * HOUR).toISOString().slice(5, 16)

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
      kind: 'referral',
      source: 'cs_activity',
      problem: '席が足りない',
      contact: { name: '大槻', title: null },
      checklist: [],
      ae: world.ae.id,
      ...fields,
    },
  })
  return number
}

const act = (
  who: World['ae'],
  number: number,
  action: Parameters<typeof actOnCsql>[1]['action'],
  fields: CsqlFields = {},
) => actOnCsql(world.as(who), { number, version: null, action, fields })

/** Lets the time pass with a tick each half hour; batches go out at their time, as the worker would send them. */
async function passUntil(end: number): Promise<void> {
  while (world.clock.now() < end) {
    world.clock.set(Math.min(end, world.clock.now() + 30 * MINUTE))
    await nudgeAllDue(world.store, world.system())
    await send()
  }
}

const sent: { at: string; purpose: string; to: string; steps: string[] }[] = []
beforeEach(() => {
  sent.length = 0
})

async function send(): Promise<void> {
  const now = world.clock.now()
  const claimed = await world.store.queue.claim(now, now + MINUTE, 100)
  for (const delivery of claimed) {
    await world.store.queue.settle(delivery, { state: 'sent', channel: 'D1', ts: `${now}`, at: now, reason: null })
    if (!['nudge', 'nudge_high', 'escalation'].includes(delivery.purpose)) continue
    sent.push({
      at: wall(now),
      purpose: delivery.purpose,
      to: nameOf(delivery.recipient),
      steps: await stepsOf(delivery),
    })
  }
  if (claimed.length > 0) await send()
}

const nameOf = (id: string): string =>
  [world.csm, world.ae, world.manager].find((person) => person.id === id)?.name ?? id

async function stepsOf(delivery: Delivery): Promise<string[]> {
  const items = await world.store.of(world.workspaceId).read((tx) => tx.deliveries.items(delivery.id))
  return items.map((item) => `${item.step}${item.announces ? '!' : ''}`)
}

test('a decision left lying is nudged on its due day, at +1 and +3, and goes to the manager on +5, announced before', async () => {
  await handedOver()
  await passUntil(tokyo('2026-12-11T19:00'))
  expect(sent).toEqual([
    { at: '11-25T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['due_day'] },
    { at: '11-26T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_1'] },
    { at: '11-30T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_3!'] },
    { at: '12-02T10:00', purpose: 'escalation', to: 'Tanaka', steps: ['escalate'] },
  ])
})

test('high heat is nudged at its due time too, and goes to the manager on +3', async () => {
  await handedOver({ heat: 'high' })
  await passUntil(tokyo('2026-12-11T19:00'))
  expect(sent).toEqual([
    { at: '11-25T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['due_day'] },
    { at: '11-25T12:00', purpose: 'nudge_high', to: 'Suzuki', steps: ['due_time'] },
    { at: '11-26T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_1!'] },
    { at: '11-30T10:00', purpose: 'escalation', to: 'Tanaka', steps: ['escalate'] },
    { at: '11-30T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_3'] },
  ])
})

test('all that falls due for a person on one working day is one message', async () => {
  await handedOver()
  await handedOver({ kind: 'referral', referred_company: '別会社' })
  await passUntil(tokyo('2026-11-25T18:00'))
  expect(sent).toEqual([{ at: '11-25T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['due_day', 'due_day'] }])
})

test('after three days of downtime there is one nudge, late, and the manager is told only after it', async () => {
  await handedOver()
  world.clock.set(tokyo('2026-12-07T14:00'))
  await nudgeAllDue(world.store, world.system())
  await send()
  expect(sent).toEqual([{ at: '12-07T14:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_3!'] }])
  await passUntil(tokyo('2026-12-09T18:00'))
  expect(sent.slice(1)).toEqual([{ at: '12-08T10:00', purpose: 'escalation', to: 'Tanaka', steps: ['escalate'] }])
})

test('nobody is nudged about what was decided in between', async () => {
  const number = await handedOver()
  await act(world.ae, number, 'reject', { reason: 'no_budget' })
  await passUntil(tokyo('2026-12-04T18:00'))
  expect(sent).toEqual([])
})

test('a snooze holds back nudge and escalation, and moves no due time', async () => {
  const number = await handedOver()
  const due = (await readCsql(world.as(world.ae), number)).clocks.map((clock) => clock.dueAt)
  await act(world.ae, number, 'snooze', { until: tokyo('2026-12-03T10:00') })
  expect((await readCsql(world.as(world.ae), number)).clocks.map((clock) => clock.dueAt)).toEqual(due)
  await passUntil(tokyo('2026-12-08T18:00'))
  expect(sent).toEqual([
    { at: '12-03T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_3!'] },
    { at: '12-04T10:00', purpose: 'escalation', to: 'Tanaka', steps: ['escalate'] },
  ])
})

test('a pause holds back nudges, not hand-overs', async () => {
  await pauseNudges(world.as(world.ae), '2026-11-30')
  await handedOver()
  await passUntil(tokyo('2026-11-30T18:00'))
  expect(sent.map(({ at }) => at)).toEqual(['11-30T10:00'])
})

test('a batch that is read when it is sent leaves out what was done meanwhile, and strikes it through afterwards', async () => {
  const number = await handedOver()
  await handedOver({ referred_company: '別会社' })
  world.clock.set(tokyo('2026-11-25T10:00'))
  await nudgeAllDue(world.store, world.system())
  await act(world.ae, number, 'accept')
  const [batch] = (await world.store.of(world.workspaceId).read((tx) => tx.deliveries.list({ limit: 100 }))).filter(
    (delivery) => delivery.purpose === 'nudge',
  )
  if (batch === undefined) throw new Error('no batch')
  const read = await readBatch(world.system(), batch)
  expect(read?.rows.map((row) => [row.details.csql.number, row.done?.kind ?? null, row.done?.by ?? null])).toEqual([
    [number, 'accept', 'Suzuki'],
    [number + 1, null, null],
  ])
})

test('what was put aside wakes on its date at ten, with its clocks afresh, and its owner is told', async () => {
  const number = await handedOver()
  await act(world.ae, number, 'nurture', { recheck_on: '2026-12-01', reason: 'next_budget' })
  await passUntil(tokyo('2026-12-01T09:30'))
  expect((await readCsql(world.as(world.ae), number)).csql.state).toBe('nurturing')
  await passUntil(tokyo('2026-12-01T10:00'))
  const { csql, clocks } = await readCsql(world.as(world.ae), number)
  expect(csql.state).toBe('qualified')
  expect(clocks.map(({ kind, dueAt }) => [kind, wall(dueAt)])).toEqual([['decide', '12-02T18:00']])
})

test('what was put aside wakes at ten on its owner’s wall, not ours, and not on their day off', async () => {
  await store().transaction((tx) => tx.people.put({ ...world.ae, zone: 'America/New_York' }))
  const number = await handedOver()
  await act(world.ae, number, 'nurture', { recheck_on: '2026-12-05', reason: 'next_budget' })
  // A Saturday: Monday at ten in New York is midnight here.
  await passUntil(tokyo('2026-12-07T23:30'))
  expect((await readCsql(world.as(world.ae), number)).csql.state).toBe('nurturing')
  await passUntil(tokyo('2026-12-08T00:00'))
  expect((await readCsql(world.as(world.ae), number)).csql.state).toBe('qualified')
})

test('what was put aside and woken early wakes no second time', async () => {
  const number = await handedOver()
  await act(world.ae, number, 'nurture', { recheck_on: '2026-12-01', reason: 'next_budget' })
  await act(world.ae, number, 'wake')
  await passUntil(tokyo('2026-12-01T18:00'))
  const wakes = await store().read(async (tx) => tx.events.of((await readCsql(world.as(world.ae), number)).csql.id))
  expect(wakes.filter(({ kind }) => kind === 'wake')).toHaveLength(1)
})

describe('what no owner hears of is asked of the managers, as it falls due and once it would be escalated', () => {
  const put = (person: Person) => store().transaction((tx) => tx.people.put(person))
  const escalations = () =>
    sent.filter(({ purpose }) => purpose === 'escalation').map(({ at, steps }) => [at, ...steps])

  test('where nobody was named', async () => {
    await handedOver({ ae: 'unassigned' })
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(sent).toEqual([
      { at: '11-25T10:00', purpose: 'escalation', to: 'Tanaka', steps: ['due_day'] },
      { at: '12-02T10:00', purpose: 'escalation', to: 'Tanaka', steps: ['escalate'] },
    ])
  })

  test('where the AE was deactivated, of high heat too', async () => {
    await handedOver()
    await handedOver({ heat: 'high', referred_company: '別会社' })
    await put({ ...world.ae, standing: 'deactivated' })
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(sent.every(({ to }) => to === 'Tanaka')).toBe(true)
    expect(escalations()).toEqual([
      ['11-25T10:00', 'due_day', 'due_day'],
      ['11-30T10:00', 'escalate'],
      ['12-02T10:00', 'escalate'],
    ])
  })

  test('where the AE was deactivated on the way, from then on', async () => {
    await handedOver()
    await passUntil(tokyo('2026-11-25T18:00'))
    await put({ ...world.ae, standing: 'deactivated' })
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(escalations()).toEqual([
      ['11-26T10:00', 'plus_1'],
      ['12-02T10:00', 'escalate'],
    ])
  })

  test('where the AE put it off and is gone when that is over, once more only at its escalation', async () => {
    const number = await handedOver()
    await passUntil(tokyo('2026-11-26T12:00'))
    await act(world.ae, number, 'snooze', { until: tokyo('2026-11-27T10:00') })
    await put({ ...world.ae, standing: 'deactivated' })
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(escalations()).toEqual([
      ['11-27T10:00', 'snooze_over'],
      ['12-02T10:00', 'escalate'],
    ])
  })

  test('again when what somebody put off has come', async () => {
    const number = await handedOver()
    await put({ ...world.ae, standing: 'deactivated' })
    await passUntil(tokyo('2026-11-25T18:00'))
    await act(world.manager, number, 'snooze', { until: tokyo('2026-11-30T10:00') })
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(escalations()).toEqual([
      ['11-25T10:00', 'due_day'],
      ['11-30T10:00', 'plus_3!'],
      ['12-02T10:00', 'escalate'],
    ])
  })
})

describe('an AE who is the only manager', () => {
  const admin = () =>
    aPerson({
      ...{ workspaceId: world.workspaceId, id: PersonId.parse('admin'), slackUserId: 'UADMIN', name: 'Yamamoto' },
      slackAdmin: true,
    })
  const put = (person: Person) => store().transaction((tx) => tx.people.put(person))
  const onlyManager = async () => {
    await put({ ...world.ae, roles: ['ae', 'manager'] })
    await put({ ...world.manager, roles: [] })
  }

  test('is announced to and escalated to the admin', async () => {
    await onlyManager()
    await put(admin())
    await handedOver()
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(sent.slice(2)).toEqual([
      { at: '11-30T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_3!'] },
      { at: '12-02T10:00', purpose: 'escalation', to: 'admin', steps: ['escalate'] },
    ])
  })

  test('reads of no one who will be told, where there is nobody else', async () => {
    await onlyManager()
    await handedOver()
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(sent.map(({ to, steps }) => [to, ...steps])).toEqual([
      ['Suzuki', 'due_day'],
      ['Suzuki', 'plus_1'],
      ['Suzuki', 'plus_3'],
    ])
  })

  test('is escalated to whoever is named later, once, after it was announced; until then it is looked at once a working day', async () => {
    await onlyManager()
    const number = await handedOver()
    await passUntil(tokyo('2026-12-11T19:00'))
    const clock = async () => (await readCsql(world.as(world.ae), number)).clocks[0]
    expect(await clock()).toMatchObject({ escalatedAt: null, nextStepAt: tokyo('2026-12-14T10:00') })
    await put(admin())
    await passUntil(tokyo('2026-12-25T19:00'))
    expect(sent.slice(3)).toEqual([
      { at: '12-14T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['plus_3!'] },
      { at: '12-15T10:00', purpose: 'escalation', to: 'admin', steps: ['escalate'] },
    ])
    expect(await clock()).toMatchObject({ escalatedAt: tokyo('2026-12-15T10:00'), nextStepAt: null })
  })

  test('and where nobody was named AE: whoever is made a manager later hears of it at once', async () => {
    await put({ ...world.manager, roles: [] })
    await handedOver({ ae: 'unassigned' })
    await passUntil(tokyo('2026-12-11T19:00'))
    expect(sent).toEqual([])
    await put(admin())
    await passUntil(tokyo('2026-12-25T19:00'))
    expect(sent).toEqual([{ at: '12-14T10:00', purpose: 'escalation', to: 'admin', steps: ['escalate'] }])
  })
})

test('a clock that cannot be moved holds up no other', async () => {
  const broken = await handedOver()
  await handedOver({ referred_company: '別会社' })
  world.clock.set(tokyo('2026-11-25T10:00'))
  const [clock] = (await readCsql(world.as(world.ae), broken)).clocks
  const ctx = world.system()
  const failing = {
    ...ctx,
    store: {
      ...ctx.store,
      transaction: <T>(work: (tx: Tx) => Promise<T>) =>
        ctx.store.transaction((tx) =>
          work({
            ...tx,
            csqls: {
              ...tx.csqls,
              heat: (id: CsqlId) => (id === clock?.csqlId ? Promise.reject(new Error('broken')) : tx.csqls.heat(id)),
            },
          }),
        ),
    },
  }
  await expect(nudgeAllDue(world.store, failing)).rejects.toThrow('1 clocks could not be moved')
  await send()
  expect(sent).toEqual([{ at: '11-25T10:00', purpose: 'nudge', to: 'Suzuki', steps: ['due_day'] }])
  expect(await nudgeAllDue(world.store, failing)).toBe(0)
})

describe('the weekly digest', () => {
  const told = (week: { from: string; to: string }) =>
    world.store.of(world.workspaceId).read((tx) => weeklyDigest(tx, week, null, world.clock.now()))

  const digests = async () =>
    (await world.store.of(world.workspaceId).read((tx) => tx.deliveries.list({ limit: 50 })))
      .filter(({ purpose }) => purpose === 'digest')
      .map(({ recipient, occasion }) => `${occasion} → ${nameOf(recipient)}`)
      .sort()

  /** Ticks each half hour, and says when a digest was queued. */
  async function queuedUntil(end: number): Promise<string[]> {
    const queued: string[] = []
    while (world.clock.now() < end) {
      world.clock.set(world.clock.now() + 30 * MINUTE)
      if (await enqueueDigest(world.system())) queued.push(wall(world.clock.now()))
    }
    return queued
  }

  const settings = async (own: Partial<Settings>) =>
    world.store.of(world.workspaceId).transaction(async (tx) => {
      await tx.settings.put({ ...(await tx.settings.get()), ...own }, null, world.clock.now())
    })

  test('is queued once its slot has come, once a week, and to the managers where no channel is set', async () => {
    await handedOver()
    world.clock.set(tokyo('2026-11-30T08:59'))
    expect(await enqueueDigest(world.system())).toBe(false)
    world.clock.set(tokyo('2026-11-30T09:00'))
    expect(await enqueueDigest(world.system())).toBe(true)
    expect(await enqueueDigest(world.system())).toBe(false)
    expect(await digests()).toEqual(['2026-W49 → Tanaka'])
  })

  test('is not due for a slot before which nothing had been logged', async () => {
    await handedOver()
    expect(await queuedUntil(tokyo('2026-11-30T08:30'))).toEqual([])
  })

  test('is not due for a slot before which a past was imported, however long that is', async () => {
    world.clock.set(tokyo('2026-11-27T15:00'))
    const dates = {
      logged_at: '2026-04-01',
      qualified_at: '2026-11-17',
      accepted_at: '2026-11-18',
      won_at: '2026-11-25',
    }
    const row = {
      account: '月白精機',
      product: '経費',
      kind: 'upsell',
      source: 'webinar',
      problem: '紙のまま。',
      ...dates,
    }
    await bringIn(world, 'csqls', [{ ...row, logged_by: 'U0CSM', ae: 'U0AE', won_amount: '120000', currency: 'JPY' }])
    expect(await queuedUntil(tokyo('2026-11-30T09:00'))).toEqual(['11-30T09:00'])
    expect(await digests()).toEqual(['2026-W49 → Tanaka'])
    expect((await told({ from: '2026-11-23', to: '2026-11-29' }))?.key.won.n).toBe(1)
  })

  test('whose Monday is a holiday comes at the next opening', async () => {
    await handedOver()
    expect(await queuedUntil(tokyo('2027-01-13T00:00'))).toEqual(expect.arrayContaining(['01-04T09:00', '01-12T09:00']))
  })

  test('leaves out no week where a long holiday moves a slot into the week after', async () => {
    await settings({ companyHolidays: ['12-26..01-03'] })
    await handedOver()
    await queuedUntil(tokyo('2027-01-18T10:00'))
    const weeks = (await digests()).map((line) => line.slice(0, 8))
    expect(weeks).toEqual([
      '2026-W49',
      '2026-W50',
      '2026-W51',
      '2026-W52',
      '2026-W53',
      '2027-W01',
      '2027-W02',
      '2027-W03',
    ])
  })

  test('that was missed over a weekend is caught up once', async () => {
    await settings({ digest: { channelId: 'C1', weekday: 5, at: '16:00' } })
    await handedOver()
    world.clock.set(tokyo('2026-11-30T09:00'))
    expect(await enqueueDigest(world.system())).toBe(true)
    expect(await enqueueDigest(world.system())).toBe(false)
    expect(await digests()).toEqual(['2026-W48 → C1'])
  })

  test('does not come twice where the channel is changed in between', async () => {
    await settings({ digest: { channelId: 'C1', weekday: 1, at: '09:00' } })
    await handedOver()
    world.clock.set(tokyo('2026-11-30T09:00'))
    await enqueueDigest(world.system())
    await settings({ digest: { channelId: 'C2', weekday: 1, at: '09:00' } })
    expect(await enqueueDigest(world.system())).toBe(false)
    expect(await digests()).toEqual(['2026-W49 → C1'])
  })

  test.each([
    ['ja', 'プラットフォーム'],
    ['en', 'Platform'],
  ] as const)('names a product in the language of the workspace: %s', async (locale, name) => {
    await settings({ locale })
    const number = await handedOver()
    await act(world.ae, number, 'accept')
    await act(world.ae, number, 'win', { amount: 1000, amount_period: 'month', won_on: '2026-11-24' })
    const figures = await told({ from: '2026-11-23', to: '2026-11-29' })
    expect(figures?.wins.map(({ productName }) => productName)).toEqual([name])
  })

  test('names nobody for quick follow-up beside what is overdue', async () => {
    const number = await handedOver()
    world.clock.set(tokyo('2026-11-24T11:00'))
    await act(world.ae, number, 'accept')
    const week = { from: '2026-11-23', to: '2026-11-29' }
    expect((await told(week))?.quick).toHaveLength(1)
    world.clock.set(tokyo('2026-11-30T09:00'))
    const figures = await told(week)
    expect(figures?.overdue.map((row) => row.number)).toEqual([number])
    expect(figures?.quick).toEqual([])
  })
})

describe('a calendar that changes under a running clock', () => {
  const due = async (number: number) =>
    (await readCsql(world.as(world.ae), number)).clocks.map(({ dueAt }) => wall(dueAt))
  const admin = () =>
    world.as({ kind: 'person', id: world.manager.id, roles: new Set(['admin']), standing: 'member', locale: 'ja' })

  test('moves the due time past a new company holiday', async () => {
    const number = await handedOver()
    expect(await due(number)).toEqual(['11-25T18:00'])
    await changeSettings(admin(), { companyHolidays: ['2026-11-25'] })
    expect(await due(number)).toEqual(['11-26T18:00'])
  })

  test('moves with its owner to another zone', async () => {
    const number = await handedOver()
    const scoped = world.store.of(world.workspaceId)
    const ids = { next: () => 'unused' }
    const profile = { slackUserId: world.ae.slackUserId ?? '', name: 'Suzuki', email: null, locale: 'ja' as const }
    await recognisePerson(
      { workspaceId: world.workspaceId, store: scoped, ids, now: world.clock.now() },
      { ...profile, zone: 'America/New_York', standing: 'member', slackAdmin: false },
    )
    // Handed over on Monday evening there: due on Tuesday at six.
    expect(await due(number)).toEqual(['11-25T08:00'])
  })

  test('keeps no holidays where nobody has listed the country, and stops nothing', async () => {
    await world.store.of(world.workspaceId).transaction(async (tx) => {
      await tx.settings.put({ ...(await tx.settings.get()), country: 'QA' }, null, world.clock.now())
    })
    expect(await due(await handedOver())).toEqual(['11-25T18:00'])
  })
})
