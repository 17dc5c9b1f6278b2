import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Csql } from '../../src/domain/csql.js'
import type { Person } from '../../src/domain/person.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aCsql, anEvent } from '../support/rows.js'

let opened: TestStore
let seeded: Seeded
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterEach(() => opened.close())

const at = (day: string, hour = '10:00') => Date.parse(`${day}T${hour}:00+09:00`)
const NOW = at('2026-11-30', '09:00')

interface Told extends Partial<Pick<Csql, 'source' | 'kind' | 'currency' | 'wonAmountPeriod'>> {
  readonly logged: string
  readonly qualified?: string
  readonly converted?: string
  readonly won?: string
  readonly amount?: number
  readonly once?: number
}

/**
 * Five weeks, the reported one last, and the days at their edges. The first signal of all was logged in the first of
 * them; each column of a week has a number of its own, so that no week can stand in for another.
 */
const FIVE_WEEKS: readonly Told[] = [
  // 10/26–11/1: 3 signals, 2 CSQLs, 1 opportunity, 1 win of 10,000 a month.
  {
    ...{ logged: '2026-10-26', qualified: '2026-10-27', converted: '2026-10-28', won: '2026-11-01', amount: 10_000 },
    source: 'webinar',
  },
  { logged: '2026-10-27', qualified: '2026-11-01' },
  { logged: '2026-11-01', qualified: '2026-11-02', source: 'webinar' },
  // 11/2–11/8: 1 signal, 2 CSQLs with the one before, 1 opportunity, no win.
  { logged: '2026-11-02', qualified: '2026-11-08', converted: '2026-11-08', source: 'survey' },
  // 11/9–11/15: 2 signals, 1 CSQL, no opportunity, no win.
  { logged: '2026-11-09', qualified: '2026-11-15' },
  { logged: '2026-11-15', qualified: '2026-11-16' },
  // 11/16–11/22: 3 signals, 4 CSQLs with the one before, 3 opportunities, 2 wins: 120,000 a year, and 50 dollars.
  {
    ...{ logged: '2026-11-16', qualified: '2026-11-16', converted: '2026-11-16', won: '2026-11-17', amount: 120_000 },
    ...{ wonAmountPeriod: 'year', once: 5_000 },
  },
  {
    ...{ logged: '2026-11-17', qualified: '2026-11-18', converted: '2026-11-19', won: '2026-11-22', amount: 50 },
    currency: 'USD',
  },
  { logged: '2026-11-22', qualified: '2026-11-22', converted: '2026-11-22' },
  // 11/23–11/29: 4 signals, 3 CSQLs, 2 opportunities, 3 wins: 30,000 and 4 a year, and a referral of 7,000.
  {
    ...{ logged: '2026-11-23', qualified: '2026-11-23', converted: '2026-11-23', won: '2026-11-29', amount: 30_000 },
    ...{ source: 'webinar', once: 200 },
  },
  {
    ...{ logged: '2026-11-24', qualified: '2026-11-25', converted: '2026-11-29', won: '2026-11-29', amount: 7_000 },
    ...{ kind: 'referral', once: 900, source: 'survey' },
  },
  { logged: '2026-11-26', qualified: '2026-11-29' },
  { logged: '2026-11-29' },
  // An old opportunity, of the first week, won in the reported one.
  {
    logged: '2026-10-26',
    converted: '2026-10-30',
    qualified: '2026-10-30',
    won: '2026-11-23',
    amount: 4,
    wonAmountPeriod: 'year',
  },
  // The day after the week.
  { logged: '2026-11-30' },
]

async function write(told: readonly Told[]): Promise<void> {
  await seeded.store.transaction(async (tx) => {
    for (const [index, { logged, qualified, converted, won, amount, once, ...own }] of told.entries()) {
      const day = (given: string | undefined) => (given === undefined ? null : at(given))
      const state =
        won !== undefined ? 'won' : converted !== undefined ? 'opportunity' : qualified ? 'qualified' : 'signal'
      const csql = aCsql(seeded, {
        ...{ id: `c${index + 1}`, number: index + 1, state, loggedAt: at(logged, '00:00'), wonOn: won ?? null },
        ...{ firstQualifiedAt: day(qualified), firstAcceptedAt: day(converted), opportunityAt: day(converted) },
        ...{ wonAmount: amount ?? null, wonAmountPeriod: amount === undefined ? null : 'month' },
        ...{ wonOneTime: won === undefined ? null : (once ?? 0), ...own },
      })
      await tx.csqls.insert(csql)
      const steps = [
        ['log', at(logged, '00:00')],
        ['qualify', day(qualified)],
        ['accept', day(converted)],
        ['convert', day(converted)],
        ['win', won === undefined ? null : at(won, '23:59')],
      ] as const
      for (const [kind, occurredAt] of steps) {
        if (occurredAt === null) continue
        await tx.events.append(anEvent(csql, { id: `${kind}-${csql.id}`, kind, occurredAt, recordedAt: occurredAt }))
      }
    }
  })
}

const digest = (monday: string, sunday: string) =>
  seeded.store.read((tx) => weeklyDigest(tx, { from: monday, to: sunday }, null, NOW))

test('a week stands beside the one before and the mean of the four before, itself left out', async () => {
  await write(FIVE_WEEKS)
  expect((await digest('2026-11-23', '2026-11-29'))?.key).toEqual({
    // (4 + 1 + 2 + 3) ÷ 4, (3 + 2 + 1 + 4) ÷ 4, (2 + 1 + 0 + 3) ÷ 4, (1 + 0 + 0 + 2) ÷ 4
    signals: { n: 4, before: 3, mean: 2.5 },
    csqls: { n: 3, before: 4, mean: 2.5 },
    opportunities: { n: 2, before: 3, mean: 1.5 },
    won: { n: 3, before: 2, mean: 0.75 },
    // 30,000 + 4 ÷ 12, rounded; 120,000 ÷ 12; (10,000 + 0 + 0 + 10,000) ÷ 4. Referrals are no expansion, dollars no yen.
    mrr: { n: 30_000, before: 10_000, mean: 5_000 },
  })
})

test('says whom the overdue reaches: the managers, the admins where none is named, and nobody where neither is', async () => {
  await write(FIVE_WEEKS)
  const kinds = async () => (await digest('2026-11-23', '2026-11-29'))?.notes.map(({ kind }) => kind)
  const put = (own: Partial<Person>) => seeded.store.transaction((tx) => tx.people.put({ ...seeded.manager, ...own }))
  expect(await kinds()).toEqual([])
  await put({ roles: ['admin'] })
  expect(await kinds()).toEqual(['managers_unnamed'])
  await put({ roles: [] })
  expect(await kinds()).toEqual(['nobody_told'])
  await put({ standing: 'deactivated' })
  expect(await kinds()).toEqual(['nobody_told'])
})

test('what was won stands apart by currency, and the trend by week', async () => {
  await write(FIVE_WEEKS)
  const told = await digest('2026-11-16', '2026-11-22')
  expect(told?.wonMrr).toEqual([
    { currency: 'JPY', amount: 10_000 },
    { currency: 'USD', amount: 50 },
  ])
  expect(told?.wonOneTime).toEqual([
    { currency: 'JPY', amount: 5_000 },
    { currency: 'USD', amount: 0 },
  ])
  expect((await digest('2026-11-23', '2026-11-29'))?.trend.slice(-6)).toEqual([
    { from: '2026-10-19', csqls: 0, won: 0 },
    { from: '2026-10-26', csqls: 3, won: 1 },
    { from: '2026-11-02', csqls: 2, won: 0 },
    { from: '2026-11-09', csqls: 1, won: 0 },
    { from: '2026-11-16', csqls: 4, won: 2 },
    { from: '2026-11-23', csqls: 3, won: 3 },
  ])
})

test('the funnel follows what was logged in the twelve weeks, the sources what was qualified in them', async () => {
  await write(FIVE_WEEKS)
  const told = await digest('2026-11-23', '2026-11-29')
  expect(told?.funnel).toEqual({
    span: { from: '2026-09-07', to: '2026-11-29' },
    ...{ signals: 14, qualified: 13, accepted: 8, opportunities: 8, won: 6 },
  })
  expect(told?.bySource).toEqual([
    { source: 'support', csqls: 8, opportunities: 4, won: 3 },
    { source: 'webinar', csqls: 3, opportunities: 2, won: 2 },
    { source: 'survey', csqls: 2, opportunities: 2, won: 1 },
  ])
})

test.each([
  ['the first week has nothing to stand beside', '2026-10-26', '2026-11-01', null, null],
  ['the second has a week before, and no mean of four', '2026-11-02', '2026-11-08', 4, null],
  ['neither has the fourth', '2026-11-16', '2026-11-22', 2, null],
  ['the fifth has four, the first of them begun within', '2026-11-23', '2026-11-29', 3, 2.5],
])('%s', async (_rule, monday, sunday, before, mean) => {
  await write(FIVE_WEEKS)
  expect((await digest(monday, sunday))?.key.signals).toMatchObject({ before, mean })
})
