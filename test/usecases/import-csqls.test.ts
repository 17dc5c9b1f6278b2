import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { foldHistory } from '../../src/domain/event.js'
import type { ImportOutcome } from '../../src/domain/sheets/import-outcome.js'
import type { Day } from '../../src/domain/time.js'
import { openFile } from '../../src/store/database.js'
import { SQLITE } from '../../src/store/ddl.js'
import { waitsThatWereTold } from '../../src/store/migrations/034-waits-that-were-told.js'
import { firstContactsNobodyTold } from '../../src/store/migrations/035-first-contacts-nobody-told.js'
import { openStore } from '../../src/store/store.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { Waited } from '../../src/usecases/ports.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { nudgeAllDue } from '../support/nudge-all-due.js'
import { BASE, csqlsOf, historiesOf, notes, OPPORTUNITY } from '../support/sheet-rows.js'
import { bringIn } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const scoped = () => world.store.of(world.workspaceId)
const all = () => csqlsOf(world)
const histories = () => historiesOf(world)
const faults = ({ faults: found }: ImportOutcome) =>
  found.map(({ row, column, rule }) => `${row} ${column ?? '-'} ${rule}`)

describe('an imported CSQL', () => {
  test('has its own dates, amounts and people, and a history that folds into it', async () => {
    const outcome = await bringIn(world, 'csqls', [
      {
        ...OPPORTUNITY,
        won_at: '2026-05-29T17:30',
        won_amount: '120000',
        won_one_time: '30万',
        estimated_amount: '10万',
        start_on: '2026年7月1日',
      },
    ])
    expect(outcome).toMatchObject({
      added: 1,
      faultCount: 0,
      written: true,
      made: { people: 2, products: 1, accounts: 1 },
    })
    const [found] = await histories()
    const { csql, events } = found ?? expect.fail('nothing was imported')
    expect(csql).toMatchObject({
      state: 'won',
      wonOn: '2026-05-29',
      amount: 100_000,
      wonAmount: 120_000,
      wonOneTime: 300_000,
      startOn: '2026-07-01',
    })
    expect(csql.firstQualifiedAt).toBe(Date.parse('2026-04-02T10:00+09:00'))
    expect(events.map(({ kind }) => kind)).toEqual(['log', 'qualify', 'accept', 'convert', 'win'])
    expect(events.at(-1)?.occurredAt).toBe(Date.parse('2026-05-29T17:30+09:00'))
    expect(new Set(events.map(({ recordedAt }) => recordedAt))).toEqual(new Set([world.clock.now()]))
    expect(foldHistory(csql.number, events)).toEqual(csql)
    const people = await scoped().read((tx) => tx.people.many([csql.csmId, csql.aeId ?? csql.csmId]))
    expect(people.map(({ email, standing, readAt }) => ({ email, standing, readAt }))).toEqual([
      { email: 'sato@example.jp', standing: 'unverified', readAt: null },
      { email: 'suzuki@example.jp', standing: 'unverified', readAt: null },
    ])
  })

  test.each([
    ['with its start, in the share of the months from it on', { start_on: '2026-07-01' }, { n: 1, undated: 0 }],
    ['without one, in no month', { start_on: '' }, { n: 0, undated: 1 }],
    ['from a sheet that has no such column, in no month', {}, { n: 0, undated: 1 }],
  ])('that was won counts, %s', async (_rule, start, counted) => {
    const outcome = await bringIn(world, 'csqls', [
      { ...OPPORTUNITY, won_at: '2026-05-29', won_amount: '120000', ...start },
    ])
    expect(outcome).toMatchObject({ faultCount: 0, written: true })
    const quarter = (from: Day, to: Day) =>
      scoped().read(async (tx) => (await readMetrics(tx, { from, to }, world.clock.now())).metrics)
    expect((await quarter('2026-07-01', '2026-09-30')).cs_share_of_expansion).toMatchObject(counted)
    // A month before it began to be used, it is won and not yet in the share.
    expect((await quarter('2026-04-01', '2026-06-30')).cs_share_of_expansion.n).toBe(0)
  })

  test('leaves what is empty unknown', async () => {
    await bringIn(world, 'csqls', [{ account: 'A', logged_by: 'U0CSM', logged_at: '2026-04-01' }])
    const [csql] = await all()
    expect(csql).toMatchObject({ state: 'signal', productId: null, kind: null, source: null, aeId: null, amount: null })
  })

  test('keeps its number, and the next one is past it; without a number it gets one behind all that are given', async () => {
    await bringIn(world, 'csqls', [
      { ...BASE, note: 'a' },
      { ...BASE, number: '42', note: 'b' },
      { ...BASE, note: 'c' },
    ])
    expect((await all()).map(({ number }) => number)).toEqual([42, 43, 44])
    expect(await scoped().transaction((tx) => tx.csqls.nextNumber())).toBe(45)
  })

  test('is the same whether it came alone or among others that fill several pieces', async () => {
    const rows = Array.from({ length: 700 }, (_, n) => ({ ...OPPORTUNITY, note: `n${n}` }))
    expect(await bringIn(world, 'csqls', rows)).toMatchObject({ added: 700, written: true })
    const csqls = await all()
    expect(csqls).toHaveLength(700)
    expect(csqls.at(-1)?.number).toBe(700)
    const last = await scoped().read((tx) => tx.events.of(csqls.at(-1)?.id ?? expect.fail()))
    expect(last).toHaveLength(4)
  })
})

describe('nobody is told', () => {
  const OPEN = [
    { ...BASE, note: 'signal' },
    { ...BASE, note: 'qualified', qualified_at: '2026-04-02' },
    { ...BASE, note: 'returned', qualified_at: '2026-04-02', returned_at: '2026-04-03' },
    { ...OPPORTUNITY, note: 'opportunity' },
    { ...BASE, note: 'nurturing', qualified_at: '2026-04-02', nurturing_until: '2027-04-01' },
  ]

  test('of anything that was imported, open or not', async () => {
    await bringIn(world, 'csqls', [...OPEN, { ...OPPORTUNITY, won_at: '2026-05-29', won_amount: '1' }])
    expect(await scoped().read((tx) => tx.deliveries.list({ limit: 100 }))).toEqual([])
    await nudgeAllDue(world.store, world.system())
    expect(await scoped().read((tx) => tx.deliveries.list({ limit: 100 }))).toEqual([])
  })

  test('and the clocks of open ones run from now', async () => {
    await bringIn(world, 'csqls', OPEN)
    const clocks = await scoped().read((tx) => tx.clocks.page('everybody', null, 100))
    expect(clocks.map(({ kind }) => kind).toSorted()).toEqual(['decide', 'fix', 'qualify', 'update', 'wake'])
    for (const { startedAt, dueAt } of clocks) {
      expect(startedAt).toBe(world.clock.now())
      expect(dueAt).toBeGreaterThan(world.clock.now())
    }
  })

  test('of an old backlog more than in one message a day', async () => {
    await world.store
      .of(world.workspaceId)
      .transaction((tx) => tx.people.put({ ...world.ae, email: 'suzuki@example.jp' }))
    await bringIn(
      world,
      'csqls',
      Array.from({ length: 200 }, (_, n) => ({ ...BASE, note: `${n}`, qualified_at: '2026-04-02' })),
    )
    world.clock.set(Date.parse('2026-11-25T10:00+09:00'))
    await nudgeAllDue(world.store, world.system())
    const deliveries = await scoped().read((tx) => tx.deliveries.list({ limit: 100 }))
    expect(deliveries.map(({ purpose, recipient }) => ({ purpose, recipient }))).toEqual([
      { purpose: 'nudge', recipient: world.ae.id },
    ])
  })
})

describe('the same sheet a second time', () => {
  const SHEET = [
    { ...OPPORTUNITY, number: '7' },
    { ...OPPORTUNITY, note: 'twice' },
    { ...OPPORTUNITY, note: 'twice' },
    { ...BASE, department: '経理部', contact: '大槻様', opt_in: 'yes', heat: 'high', source_detail: '春の回' },
  ]

  test('changes nothing, with numbers or without', async () => {
    expect(await bringIn(world, 'csqls', SHEET)).toMatchObject({ added: 4 })
    const before = await histories()
    const again = await bringIn(world, 'csqls', SHEET)
    expect(again).toMatchObject({ added: 0, unchanged: 4, written: false, notes: [], faults: [] })
    expect(await histories()).toEqual(before)
  })

  test('with a row more, adds that row', async () => {
    await bringIn(world, 'csqls', SHEET)
    expect(await bringIn(world, 'csqls', [...SHEET, { ...OPPORTUNITY, note: 'twice' }])).toMatchObject({
      added: 1,
      unchanged: 4,
    })
  })

  test('says where a win begins on another day than is known here', async () => {
    const won = { ...OPPORTUNITY, won_at: '2026-05-29', won_amount: '5', start_on: '2026-07-01' }
    await bringIn(world, 'csqls', [won])
    const later = await bringIn(world, 'csqls', [{ ...won, start_on: '2026-08-01' }])
    expect([notes(later), later.written]).toEqual([['2 start_on differs_here'], false])
    const { start_on: _, ...without } = won
    expect(notes(await bringIn(world, 'csqls', [without]))).toEqual([])
  })

  test('says what is another here, and leaves it as it is', async () => {
    await bringIn(world, 'csqls', SHEET)
    const [first, ...others] = SHEET
    const changed = { ...first, heat: 'low', won_at: '2026-06-01', won_amount: '5' }
    const outcome = await bringIn(world, 'csqls', [changed, ...others])
    expect(outcome).toMatchObject({ added: 0, changed: 0, unchanged: 4, written: false })
    expect(notes(outcome).toSorted()).toEqual([
      '2 heat differs_here',
      '2 won_amount differs_here',
      '2 won_at differs_here',
    ])
  })

  test('a number of another matter is a fault, not taken for it', async () => {
    await bringIn(world, 'csqls', SHEET)
    const outcome = await bringIn(world, 'csqls', [{ ...BASE, number: '7', account: '灯籠坂食品' }])
    expect(faults(outcome)).toEqual(['2 number number_taken'])
    expect(await all()).toHaveLength(4)
  })
})

describe('a fault', () => {
  test('in any row keeps all rows out, and every one is told by row and column', async () => {
    const outcome = await bringIn(world, 'csqls', [
      { ...BASE },
      { ...BASE, kind: 'up', estimated_amount: '12〜15万' },
      { ...BASE, logged_at: '2027-01-01' },
      { ...BASE, qualified_at: '2026-03-01' },
      { ...BASE, rejected_at: '2026-04-05', reject_reason: 'dull' },
      { ...BASE, reject_reason: 'no_budget' },
      { ...OPPORTUNITY, won_at: '2026-06-01' },
      { ...OPPORTUNITY, won_at: '2026-06-01', won_amount: '0' },
      { ...OPPORTUNITY, won_amount: '5' },
      { ...BASE, ae: BASE.csm, qualified_at: '2026-04-02' },
      { ...BASE, logged_by: '', csm: '' },
      { ...BASE, logged_by: '佐藤' },
      { ...BASE, number: '9' },
      { ...BASE, number: 'CSQL-9' },
      { ...BASE, logged_at: '' },
      { ...OPPORTUNITY, start_on: '2026-07-01' },
      { ...OPPORTUNITY, lost_at: '2026-06-01', start_on: '2026-07-01' },
      { ...OPPORTUNITY, won_at: '2026-06-01', won_amount: '5', start_on: '2026-02-29' },
      { ...OPPORTUNITY, won_at: '2026-06-01', won_amount: '5', start_on: '来月' },
    ])
    expect(faults(outcome)).toEqual([
      '3 kind not_one_of',
      '3 estimated_amount amount_range',
      '4 logged_at in_the_future',
      '5 qualified_at out_of_order',
      '6 reject_reason unknown_reason',
      '7 reject_reason no_step_for_it',
      '8 won_amount won_without_amount',
      '9 won_amount nothing_won',
      '10 won_amount no_step_for_it',
      '11 ae csm_as_ae',
      '12 logged_by empty',
      '13 logged_by not_a_person',
      '15 number same_twice',
      '16 logged_at empty',
      '17 start_on no_step_for_it',
      '18 start_on no_step_for_it',
      '19 start_on no_such_day',
      '20 start_on not_a_day',
    ])
    expect(outcome.written).toBe(false)
    expect(await all()).toEqual([])
    expect(await scoped().read((tx) => tx.accounts.names())).toHaveLength(1)
    expect((await scoped().read((tx) => tx.people.all())).length).toBe(3)
  })

  test('more than can be shown are counted', async () => {
    const outcome = await bringIn(
      world,
      'csqls',
      Array.from({ length: 1_500 }, () => ({ ...BASE, kind: 'up' })),
    )
    expect([outcome.faults.length, outcome.faultCount]).toEqual([1_000, 1_500])
  })

  test('a dry run writes nothing though there is none', async () => {
    const outcome = await bringIn(world, 'csqls', [BASE], { dryRun: true })
    expect(outcome).toMatchObject({ added: 1, faultCount: 0, written: false })
    expect(await all()).toEqual([])
  })

  test('a header that does not fit is told alone', async () => {
    const outcome = await bringIn(world, 'csqls', 'acount,備考\nA,b\n')
    expect(faults(outcome)).toEqual(['1 - unknown_columns'])
    expect(outcome.faults[0]?.pairs).toEqual([
      { typed: 'acount', other: 'account' },
      { typed: '備考', other: 'note' },
    ])
  })
})

describe('what a row names', () => {
  test('is an account only by its exact name (NFKC), an alias, or an id; what looks alike is new, and said', async () => {
    await bringIn(world, 'accounts', [
      { name: '株式会社髙千野工務店', aliases: '髙千野', external_id: 'T-1', corporate_number: '1234567890123' },
    ])
    const outcome = await bringIn(world, 'csqls', [
      { ...BASE, account: '株式会社髙千野工務店' },
      { ...BASE, account: '髙千野', note: '2' },
      { ...BASE, account: 'T-1', note: '3' },
      { ...BASE, account: '１２３４５６７８９０１２３', note: '4' },
      { ...BASE, account: '(株)高千野工務店', note: '5' },
    ])
    expect(notes(outcome)).toEqual(['6 account looks_like'])
    expect(outcome.notes[0]).toMatchObject({ typed: '(株)高千野工務店', other: '株式会社髙千野工務店' })
    expect(outcome.made.accounts).toBe(1)
    const accounts = new Set((await all()).slice(0, 4).map(({ accountId }) => accountId))
    expect(accounts.size).toBe(1)
  })

  test('is a person whom Slack shows later with the same address', async () => {
    await scoped().transaction((tx) => tx.people.put({ ...world.ae, email: 'Suzuki@Example.jp' }))
    await bringIn(world, 'csqls', [BASE])
    expect((await all())[0]?.aeId).toBe(world.ae.id)
  })

  test('in the words of either language where those are given', async () => {
    const codeOf = (column: string, word: string) =>
      column === 'reject_reason' && word === '予算の見込みがない' ? 'no_budget' : undefined
    const row = { ...BASE, rejected_at: '2026-04-05', reject_reason: '予算の見込みがない' }
    await bringIn(world, 'csqls', [row], { codeOf })
    expect((await all())[0]).toMatchObject({ state: 'rejected', reason: 'no_budget' })
  })
})

test('a step that nobody dated is said, and marked in the history', async () => {
  const outcome = await bringIn(world, 'csqls', [{ ...BASE, qualified_at: '2026-04-02', opportunity_at: '2026-04-20' }])
  expect(notes(outcome)).toEqual(['2 accepted_at step_inferred'])
  const [found] = await histories()
  expect(found?.events.map(({ kind, figures }) => `${kind}${figures['inferred'] ?? ''}`)).toEqual([
    'log',
    'qualify',
    'accept1',
    'convert',
  ])
})

test('the opportunity that a win went through is one that nobody dated', async () => {
  const won = { won_at: '2026-05-29', won_amount: '5' }
  const accepted = { ...BASE, qualified_at: '2026-04-02', accepted_at: '2026-04-03' }
  expect(notes(await bringIn(world, 'csqls', [{ ...accepted, ...won }]))).toEqual(['2 opportunity_at step_inferred'])
  const [found] = await histories()
  expect(found?.events.map(({ kind, figures }) => `${kind}${figures['inferred'] ?? ''}`)).toEqual([
    ...['log', 'qualify', 'accept', 'convert1', 'win'],
  ])
})

const TOLD = { qualified_at: '2026-04-02', accepted_at: '2026-04-03', opportunity_at: '2026-04-20' }
const WON = { won_at: '2026-04-29', won_amount: '5' }
test.each([
  ['nothing', { ...TOLD, ...WON }, { lead_time: 1, decision: 1, first_contact: 0 }],
  ['the hand-over', { ...TOLD, ...WON, qualified_at: '' }, { lead_time: 0, decision: 0, first_contact: 0 }],
  ['the acceptance', { ...TOLD, ...WON, accepted_at: '' }, { lead_time: 1, decision: 0, first_contact: 0 }],
  ['the opportunity', { ...TOLD, ...WON, opportunity_at: '' }, { lead_time: 1, decision: 1, first_contact: 0 }],
  [
    'all that it went through',
    { ...TOLD, ...WON, qualified_at: '', accepted_at: '', opportunity_at: '' },
    { lead_time: 0, decision: 0, first_contact: 0 },
  ],
])('what an import infers took no time that is known: where it inferred %s', async (_what, dates, counted) => {
  await bringIn(world, 'csqls', [{ ...BASE, ...dates }])
  const april = { from: '2026-04-01', to: '2026-04-30', zone: 'Asia/Tokyo', currency: 'JPY', now: world.clock.now() }
  for (const [what, n] of Object.entries(counted)) {
    const waits = await scoped().read((tx) => tx.metrics.waits(what as Waited, april, []))
    expect([what, waits.length]).toEqual([what, n])
  }
  // Inferred or not, it counts.
  const { metrics } = await scoped().read((tx) => readMetrics(tx, april, april.now))
  expect([metrics.csqls.n, metrics.csql_win_rate.num, metrics.acceptance_rate.num]).toEqual([1, 1, 1])
})

test.each([
  ['an acceptance', { qualified_at: '2026-04-02', opportunity_at: '2026-04-20' }, 0],
  ['a hand-over', { accepted_at: '2026-04-20' }, 0],
  ['nothing', { qualified_at: '2026-04-02', accepted_at: '2026-04-03' }, 1],
])('what took a time that is known is in the time to decision: where %s was inferred', async (_what, dates, n) => {
  await bringIn(world, 'csqls', [{ ...BASE, ...dates }])
  const april = { from: '2026-04-01', to: '2026-04-30', zone: 'Asia/Tokyo', currency: 'JPY', now: world.clock.now() }
  expect(await scoped().read((tx) => tx.metrics.waits('decision', april, []))).toHaveLength(n)
})

test.each([
  ['when it was logged', '2026-04-01T10:00', 58],
  ['nothing of when it was logged', '', null],
])('a win’s story says how long it took where the sheet says %s', async (_what, logged_at, days) => {
  await bringIn(world, 'csqls', [{ ...BASE, ...TOLD, logged_at, won_at: '2026-05-29', won_amount: '5' }])
  const week = { from: '2026-05-25', to: '2026-05-31' }
  const told = await scoped().read((tx) => weeklyDigest(tx, week, null, world.clock.now()))
  expect(told?.wins.map((win) => win.days)).toEqual([days])
})

test('a sheet has no column for the first contact: what was accepted in one has none, what is accepted here has', async () => {
  await bringIn(world, 'csqls', [
    { ...BASE, ...TOLD },
    { ...BASE, qualified_at: '2026-04-02', accepted_at: '2026-04-03', note: 'accepted there' },
    { ...BASE, qualified_at: '2026-04-02', note: 'accepted here' },
  ])
  world.clock.set(world.clock.now() + 1)
  const numbers = (await all()).map(({ number }) => number)
  const act = (number: number | undefined, action: 'accept' | 'update') =>
    actOnCsql(world.as(world.manager), {
      ...{ number: number ?? 0, version: null, action },
      fields: action === 'update' ? { progress: 'contacted', next_on: '2026-12-01' } : {},
    })
  await act(numbers[2], 'accept')
  for (const number of numbers) await act(number, 'update')
  const year = { from: '2026-01-01', to: '2026-12-31', zone: 'Asia/Tokyo', currency: 'JPY', now: world.clock.now() }
  expect(await scoped().read((tx) => tx.metrics.waits('first_contact', year, []))).toEqual([
    expect.objectContaining({ from: world.clock.now(), to: world.clock.now() }),
  ])
})

test('a CSQL whose hand-over an import inferred is in its month, and came to nothing within so many days', async () => {
  await bringIn(world, 'csqls', [
    { ...BASE, ...TOLD, ...WON },
    { ...BASE, ...TOLD, ...WON, qualified_at: '', accepted_at: '', opportunity_at: '', note: 'inferred' },
    { ...BASE, ...TOLD, ...WON, accepted_at: '', opportunity_at: '', note: 'steps inferred' },
  ])
  const [start, end] = ['2026-04-01', '2026-05-01'].map((day) => Date.parse(`${day}T00:00:00+09:00`))
  const month = { month: '2026-04', start: start ?? 0, end: end ?? 0 }
  const [cohort] = await scoped().read((tx) => tx.metrics.cohorts([month]))
  const both = [2, 2, 2, 2]
  expect(cohort).toEqual({
    ...{ month: '2026-04', csqls: 3, inferred: 1 },
    ...{ accepted: both, opportunities: both, won: both },
  })
})

test('waits that an older Tasuki counted, though an import had inferred them, are none after its update', async () => {
  await bringIn(world, 'csqls', [
    { ...BASE, ...TOLD, ...WON },
    { ...BASE, ...TOLD, ...WON, qualified_at: '', accepted_at: '', note: 'inferred' },
  ])
  const raw = openFile(world.file)
  raw.exec('UPDATE csql_facts SET contacted_at = opportunity_at, qualification_inferred = 0')
  const [, marking = ''] = waitsThatWereTold.statements(SQLITE)
  for (const statement of [marking, ...firstContactsNobodyTold.statements(SQLITE)]) raw.exec(statement)
  raw.close()
  await (await openStore(world.file)).close()
  const april = { from: '2026-04-01', to: '2026-04-30', zone: 'Asia/Tokyo', currency: 'JPY', now: world.clock.now() }
  const counted = async (what: Waited) => (await scoped().read((tx) => tx.metrics.waits(what, april, []))).length
  expect([await counted('lead_time'), await counted('first_contact')]).toEqual([1, 0])
})

test('an import by somebody who is no admin is refused', async () => {
  const outcome = bringIn({ system: () => world.as(world.manager) }, 'csqls', [BASE])
  await expect(outcome).rejects.toMatchObject({ code: 'not_allowed' })
})

test('an import is in the audit log, and the roles that it gave', async () => {
  await bringIn(world, 'csqls', [BASE])
  const entries = await scoped().read((tx) => tx.audit.between(0, world.clock.now() + 1))
  expect(entries).toMatchObject([
    { action: 'csqls.import', fromCommandLine: true, facts: { rows: 1, added: 1 } },
    { action: 'role.give', fromCommandLine: true, facts: { role: 'csm' } },
    { action: 'role.give', fromCommandLine: true, facts: { role: 'ae' } },
  ])
})
