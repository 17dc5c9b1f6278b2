import { afterEach, beforeEach, expect, test } from 'vitest'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { CountingIds, openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql } from '../support/rows.js'

let opened: TestStore
let workspaces: readonly Seeded[]

beforeEach(async () => {
  opened = await openTestStore()
  const named = async (name: string) => seedWorkspace(opened.store, { ids: new CountingIds(name) })
  workspaces = [await named('a'), await named('b'), await named('c')]
})
afterEach(() => opened.close())

async function clocks(at: number, nextStepsAt: readonly (number | null)[]): Promise<void> {
  const seeded = workspaces[at]
  if (seeded === undefined) throw new Error('no such workspace')
  await seeded.store.transaction(async (tx) => {
    const csql = aCsql(seeded, { id: 'c1', number: 1 })
    await tx.csqls.insert(csql)
    for (const [n, nextStepAt] of nextStepsAt.entries()) {
      await tx.clocks.insert(aClock(csql, { id: `clock-${n}`, nextStepAt }))
    }
  })
}

const due = async (limit = 9) =>
  (await opened.store.schedule.clocksDue(NOW, limit)).map(({ workspaceId, id }) => {
    const at = workspaces.findIndex((one) => one.workspaceId === workspaceId)
    return `${'abc'[at]} ${id}`
  })

test('clocks are due from the moment of their next step, in all workspaces, the one that has waited longest first', async () => {
  await clocks(0, [NOW, NOW + 1])
  await clocks(1, [NOW - 5, NOW - 9, null])
  await clocks(2, [NOW + 1])
  expect(await due()).toEqual(['b clock-1', 'b clock-0', 'a clock-0'])
  expect(await due(2)).toEqual(['b clock-1', 'b clock-0'])
})

test('a suspended workspace has nothing due', async () => {
  await clocks(0, [NOW])
  const [first] = workspaces
  if (first !== undefined) await opened.store.workspaces.suspend(first.workspaceId, true)
  expect(await due()).toEqual([])
})

test('replies are forgotten in all workspaces', async () => {
  const replies = () => Promise.all(workspaces.map((one) => one.store.read((tx) => tx.replies.get('key'))))
  for (const [n, one] of workspaces.entries()) await one.store.transaction((tx) => tx.replies.put('key', 'x', NOW + n))
  await opened.store.schedule.forgetRepliesBefore(NOW + 2)
  expect(await replies()).toEqual([null, null, 'x'])
})
