import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../src/domain/time.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { readOverdueSignals } from '../../src/usecases/read-overdue-signals.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const wall = (at: number): string => new Date(at + 9 * HOUR).toISOString().slice(5, 16)

async function logged(by = world.csm): Promise<number> {
  const { number } = await logSignal(world.as(by), {
    line: null,
    fields: { account: { name: `会社${world.clock.now()}` }, note: '席が足りない' },
  })
  return number
}

async function overdue(of = world.csm, limit = 10) {
  const { rows, total } = await readOverdueSignals(world.system(), of.id, limit)
  return { total, rows: rows.map((row) => [row.details.csql.number, wall(row.dueAt), row.workingDays]) }
}

test('a signal is there once ten working days have passed, and not before', async () => {
  const number = await logged()
  world.clock.set(tokyo('2026-12-08T10:00'))
  expect(await overdue()).toEqual({ total: 0, rows: [] })
  world.clock.set(tokyo('2026-12-10T09:00'))
  expect(await overdue()).toEqual({ total: 1, rows: [[number, '12-08T10:00', 2]] })
})

test('the longest due stands first, cut with a count of all', async () => {
  const first = await logged()
  world.clock.set(tokyo('2026-11-25T10:00'))
  const second = await logged()
  world.clock.set(tokyo('2026-12-14T10:00'))
  expect((await overdue()).rows.map(([number]) => number)).toEqual([first, second])
  expect(await overdue(world.csm, 1)).toEqual({ total: 2, rows: [[first, '12-08T10:00', 4]] })
})

test('is nobody else’s, nor what was handed over, let go or put off', async () => {
  const [withdrawn, snoozed] = [await logged(), await logged()]
  await actOnCsql(world.as(world.csm), {
    ...{ number: withdrawn, version: null, action: 'withdraw' },
    fields: { reason: 'customer_changed' },
  })
  await actOnCsql(world.as(world.csm), {
    ...{ number: snoozed, version: null, action: 'snooze' },
    fields: { until: tokyo('2026-12-21T10:00') },
  })
  world.clock.set(tokyo('2026-12-14T10:00'))
  expect(await overdue()).toEqual({ total: 0, rows: [] })
  expect(await overdue(world.ae)).toEqual({ total: 0, rows: [] })
  world.clock.set(tokyo('2026-12-21T10:00'))
  expect((await overdue()).rows.map(([number]) => number)).toEqual([snoozed])
})
