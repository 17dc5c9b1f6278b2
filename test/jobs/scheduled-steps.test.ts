import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WorkspaceId } from '../../src/domain/ids.js'
import { SYSTEM } from '../../src/domain/person.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { scheduledSteps } from '../../src/jobs/scheduled-steps.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { CountingIds, openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql } from '../support/rows.js'

let opened: TestStore
let workspaces: readonly Seeded[]
/** Which workspaces a context was asked for, in order. */
let asked: string[]
let broken: WorkspaceId | null

beforeEach(async () => {
  opened = await openTestStore()
  const named = async (name: string) => seedWorkspace(opened.store, { ids: new CountingIds(name) })
  workspaces = [await named('a'), await named('b'), await named('c')]
  asked = []
  broken = null
})
afterEach(() => opened.close())

const steps = () => {
  const ids = new CountingIds('made')
  const accountNames = new AccountNames()
  const all = scheduledSteps({
    store: opened.store,
    ctxOf: (workspaceId, now) => {
      asked.push(workspaceId.slice(0, 1))
      const broke = (): Promise<never> => Promise.reject(new Error('broken'))
      const failing = { ...opened.store.of(workspaceId), read: broke, transaction: () => Promise.reject(broken) }
      const store = workspaceId === broken ? failing : opened.store.of(workspaceId)
      const base = { workspaceId, store, accountNames, ids, now }
      return { ...base, actor: SYSTEM, requestKey: null, committed: () => {} }
    },
    worker: { removeLateCopies: async () => {} },
  })
  return (name: string, now = NOW) => all.find((step) => step.name === name)?.run(now)
}

async function nudgeDue(seeded: Seeded, from = 1, to = 1): Promise<void> {
  const times = { nextStepAt: NOW, dueAt: NOW + 8 * HOUR, startedAt: NOW - HOUR }
  await seeded.store.transaction(async (tx) => {
    for (let number = from; number <= to; number += 1) {
      const csql = aCsql(seeded, { id: `c${number}`, number, state: 'qualified', aeId: seeded.ae.id })
      await tx.csqls.insert(csql)
      await tx.clocks.insert(aClock(csql, { id: `clock ${number}`, ...times }))
    }
  })
}

const nudged = () =>
  Promise.all(workspaces.map(async (one) => (await one.store.read((tx) => tx.deliveries.list({ limit: 9 }))).length))

describe('nudges', () => {
  test('look only into workspaces where something is due', async () => {
    const [, second] = workspaces
    if (second !== undefined) await nudgeDue(second)
    await steps()('nudges')
    expect(asked).toEqual(['b'])
    expect(await nudged()).toEqual([0, 1, 0])
  })

  test('are all taken, however many are due, and one person’s are one message', async () => {
    const many = [9, 10, 73]
    for (const [n, one] of workspaces.entries()) await nudgeDue(one, 1, many[n])
    await steps()('nudges')
    expect(await opened.store.schedule.clocksDue(NOW, 9)).toEqual([])
    expect(await nudged()).toEqual([1, 1, 1])
    const items = workspaces.map(({ store }) =>
      store.read(async (tx) => {
        const [batch] = await tx.deliveries.list({ limit: 1 })
        return batch === undefined ? 0 : (await tx.deliveries.items(batch.id)).length
      }),
    )
    expect(await Promise.all(items)).toEqual(many)
  })

  test('of a workspace that fails hold up no other, and the step fails', async () => {
    for (const one of workspaces) await nudgeDue(one)
    broken = workspaces[0]?.workspaceId ?? null
    await expect(steps()('nudges')).rejects.toThrow('1 workspaces could not be looked after')
    expect(await nudged()).toEqual([0, 1, 1])
  })
})

describe('digests', () => {
  test('are looked for once a slot, and again once the settings were changed', async () => {
    const run = steps()
    await run('digest')
    await run('digest', NOW + HOUR)
    expect(asked).toEqual(['a', 'b', 'c'])
    await workspaces[1]?.store.transaction(async (tx) => {
      await tx.settings.put(
        { ...(await tx.settings.get()), digest: { channelId: 'C1', weekday: 3, at: '09:00' } },
        null,
        NOW,
      )
    })
    await run('digest', NOW + 2 * HOUR)
    expect(asked.slice(3)).toEqual(['b'])
    // Monday at nine.
    await run('digest', Date.parse('2026-11-30T09:00:00+09:00'))
    expect(asked.slice(4)).toEqual(['a', 'b', 'c'])
  })

  test('are looked for again once the clock was set back', async () => {
    const run = steps()
    await run('digest')
    await run('digest', NOW - HOUR)
    expect(asked).toHaveLength(6)
  })

  test('of a workspace that fails hold up no other, and are looked for at the next tick', async () => {
    const run = steps()
    broken = workspaces[0]?.workspaceId ?? null
    await expect(run('digest')).rejects.toThrow('1 workspaces could not be looked after')
    broken = null
    await run('digest', NOW + 60_000)
    expect(asked).toEqual(['a', 'b', 'c', 'a'])
  })
})

describe("people's own Mondays", () => {
  const asks = (seeded: Seeded | undefined) =>
    seeded?.store.transaction((tx) => tx.summaries.put({ personId: seeded.csm.id, wanted: true, chosenAt: 0 }))

  test('are looked for only where somebody wants one or has signals past due, once a quarter of an hour', async () => {
    const [first, second] = workspaces
    await asks(second)
    const run = steps()
    await run('summaries')
    await run('summaries', NOW + 14 * MINUTE)
    expect(asked).toEqual(['b'])
    await first?.store.transaction(async (tx) => {
      const csql = aCsql(first, { id: 'c1', number: 1 })
      await tx.csqls.insert(csql)
      const due = {
        kind: 'qualify',
        ownerId: first.csm.id,
        nextStepAt: null,
        startedAt: NOW - HOUR,
        dueAt: NOW,
      } as const
      await tx.clocks.insert(aClock(csql, { id: 'clock', ...due }))
    })
    await run('summaries', NOW + 15 * MINUTE)
    expect(asked.slice(1)).toEqual(['a', 'b'])
  })

  test('are not looked for in a workspace that is suspended, or where everybody declined', async () => {
    const [first, second] = workspaces
    await asks(first)
    if (first !== undefined) await opened.store.workspaces.suspend(first.workspaceId, true)
    await second?.store.transaction((tx) => tx.summaries.put({ personId: second.csm.id, wanted: false, chosenAt: 0 }))
    await steps()('summaries')
    expect(asked).toEqual([])
  })

  test('of a workspace that fails hold up no other, and are looked for at the next tick', async () => {
    for (const one of workspaces) await asks(one)
    broken = workspaces[0]?.workspaceId ?? null
    const run = steps()
    await expect(run('summaries')).rejects.toThrow('1 workspaces could not be looked after')
    broken = null
    await run('summaries', NOW + MINUTE)
    expect(asked).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
  })
})
