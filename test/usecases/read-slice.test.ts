import { afterEach, beforeEach, expect, test } from 'vitest'
import { logSignal } from '../../src/usecases/log-signal.js'
import { readSlice } from '../../src/usecases/read-figure.js'
import { readReport } from '../../src/usecases/read-report.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

async function loggedOn(day: string): Promise<void> {
  world.clock.set(Date.parse(`${day}T10:00:00+09:00`))
  await logSignal(world.as(world.csm), { line: null, fields: { account: { id: world.account.id }, note: day } })
}

test.each([
  [
    'a month that is over: with the whole one before',
    '2026-11-01',
    '2026-11-30',
    '2026-12-01',
    '2026-10-01',
    '2026-10-31',
    2,
  ],
  [
    'a running month: with as much of the one before',
    '2026-11-01',
    '2026-11-30',
    '2026-11-24',
    '2026-10-01',
    '2026-10-24',
    1,
  ],
  ['its first day', '2026-11-01', '2026-11-30', '2026-11-01', '2026-10-01', '2026-10-01', 0],
  ['its last day: with the whole one before', '2026-11-01', '2026-11-30', '2026-11-30', '2026-10-01', '2026-10-31', 2],
  [
    'a longer month at its end: with no more than there is',
    '2026-03-01',
    '2026-03-31',
    '2026-03-30',
    '2026-02-01',
    '2026-02-28',
    0,
  ],
  ['days of which some are ahead', '2026-11-16', '2026-11-29', '2026-11-20', '2026-11-02', '2026-11-06', 0],
])('what is opened is compared with like: %s', async (_what, from, to, today, beforeFrom, beforeTo, signals) => {
  await loggedOn('2026-10-20')
  await loggedOn('2026-10-30')
  world.clock.set(Date.parse(`${today}T12:00:00+09:00`))
  const found = await readSlice(world.as(world.manager), { from, to, unit: null }, null)
  expect(found?.compared?.span).toEqual({ from: beforeFrom, to: beforeTo })
  expect(found?.compared?.metrics.signals.n).toBe(signals)
})

test.each([
  ['a month to date', 'month', '2026-11-01', '2026-11-24', '2026-10-01', '2026-10-24'],
  ['a quarter to date', 'quarter', '2026-10-01', '2026-11-24', '2026-07-01', '2026-08-24'],
  ['a whole month, while it runs', 'month', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-24'],
  ['days that were typed', null, '2026-11-01', '2026-11-24', '2026-10-08', '2026-10-31'],
] as const)(
  'a part of a report is compared with what the report is: %s',
  async (_what, unit, from, to, beforeFrom, beforeTo) => {
    world.clock.set(Date.parse('2026-11-24T12:00:00+09:00'))
    const ctx = world.as(world.manager)
    const before = { from: beforeFrom, to: beforeTo }
    expect((await readSlice(ctx, { from, to, unit }, null))?.compared?.span).toEqual(before)
    if (to !== '2026-11-30') expect((await readReport(ctx, { from, to, unit })).before.span).toMatchObject(before)
  },
)
