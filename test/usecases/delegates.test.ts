import { afterEach, beforeEach, expect, test } from 'vitest'
import { PersonId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { changeMyTime } from '../../src/usecases/change-my-time.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { aPerson } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'

let world: World
const digestOf = (week: { from: string; to: string }) =>
  world.store.of(world.workspaceId).read((tx) => weeklyDigest(tx, week, null, world.clock.now()))
let deputy: Person

beforeEach(async () => {
  world = await openWorld()
  const { workspaceId } = world
  deputy = aPerson({ workspaceId, id: PersonId.parse('watanabe'), slackUserId: 'UWATANABE', name: 'Watanabe' })
  await world.store.of(workspaceId).transaction((tx) => tx.people.put(deputy))
})
afterEach(() => world.close())

const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const act = (who: Person, number: number, action: Parameters<typeof actOnCsql>[1]['action'], fields: CsqlFields = {}) =>
  actOnCsql(world.as(who), { number, version: null, action, fields })

async function handedOver(): Promise<number> {
  const { number } = await logSignal(world.as(world.csm), {
    line: null,
    fields: { account: { id: world.account.id }, note: '席が足りない' },
  })
  await act(world.csm, number, 'qualify', {
    ...{ kind: 'referral', source: 'cs_activity', problem: '席が足りない', checklist: [], ae: world.ae.id },
    contact: { name: '大槻', title: null },
  })
  return number
}

const away = (from: string, to: string, key?: string) =>
  changeMyTime(world.as(world.ae, key), {
    ...{ personId: world.ae.id, workingHours: null, kept: [], added: [{ row: '', from, to, delegateId: deputy.id }] },
  })
const rows = async (purpose: string) =>
  (await world.store.of(world.workspaceId).read((tx) => tx.deliveries.list({ limit: 100 })))
    .filter((row) => row.purpose === purpose)
    .map(({ recipient, occasion }) => `${recipient} ${occasion}`)
    .sort()

test('a decision in the AE’s place is theirs in the figures, and names nobody as quick', async () => {
  await away('2026-11-24', '2026-11-25')
  const number = await handedOver()
  await act(deputy, number, 'accept')
  const figures = await digestOf({ from: '2026-11-23', to: '2026-11-29' })
  expect([figures?.decisionsTotal, figures?.quick]).toEqual([1, []])
  const own = await handedOver()
  await act(world.ae, own, 'accept')
  const both = await digestOf({ from: '2026-11-23', to: '2026-11-29' })
  expect(both?.quick.map((quick) => [quick.number, quick.aeName])).toEqual([[own, 'Suzuki']])
})

test('whoever acts in the AE’s place settles what is overdue', async () => {
  const number = await handedOver()
  world.clock.set(tokyo('2026-11-27T10:00'))
  await away('2026-11-27', '2026-11-27')
  // What was past due before the leave stays past due.
  const overdue = () =>
    world.store.of(world.workspaceId).read((tx) => tx.csqls.list({ overdueAt: world.clock.now(), limit: 9 }))
  expect((await overdue()).total).toBe(1)
  await act(deputy, number, 'accept')
  expect((await overdue()).total).toBe(0)
})

test('the same form sent again has one effect, and asks nobody twice', async () => {
  await away('2026-12-07', '2026-12-08', 'view:1')
  await away('2026-12-07', '2026-12-08', 'view:1')
  expect(await rows('leave')).toEqual([
    'watanabe asked 2026-12-07..2026-12-08',
    'watanabe begun 2026-12-07..2026-12-08',
  ])
})

test('a leave that has begun asks at once for what waits, and not ahead', async () => {
  await away('2026-11-24', '2026-11-26')
  expect(await rows('leave')).toEqual(['watanabe begun 2026-11-24..2026-11-26'])
})

test('two who name each other reach nobody, and nothing is sent in a ring', async () => {
  await away('2026-11-24', '2026-11-26')
  const back = { row: '', from: '2026-11-24', to: '2026-11-26', delegateId: world.ae.id } as const
  await changeMyTime(world.as(deputy), { personId: deputy.id, workingHours: null, kept: [], added: [back] })
  const number = await handedOver()
  expect(await rows('delegated')).toEqual([])
  await expect(act(deputy, number, 'accept')).rejects.toMatchObject({ code: 'not_allowed' })
})

test('a right that was lost between the look and the act is refused by the act', async () => {
  await away('2026-11-24', '2026-11-26')
  const number = await handedOver()
  world.clock.set(tokyo('2026-11-27T00:00'))
  await expect(act(deputy, number, 'accept')).rejects.toMatchObject({ code: 'not_allowed' })
})

test('somebody else’s is a manager’s to set, and a deactivated colleague stands in for nobody', async () => {
  const input = { personId: world.ae.id, workingHours: null, kept: [], added: [] }
  await expect(changeMyTime(world.as(world.csm), input)).rejects.toMatchObject({ code: 'not_allowed' })
  await changeMyTime(world.as(world.manager), input)
  await world.store.of(world.workspaceId).transaction((tx) => tx.people.put({ ...deputy, standing: 'deactivated' }))
  await expect(away('2026-11-24', '2026-11-26')).rejects.toMatchObject({
    facts: { field: 'delegate', rule: 'deactivated' },
  })
})
