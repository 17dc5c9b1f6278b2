import { afterEach, beforeEach, expect, test } from 'vitest'
import { TARGET_PARTS, targetKey } from '../../src/domain/figure-keys.js'
import type { Person, Role } from '../../src/domain/person.js'
import { type CreditedAs, creditedByRoles, TARGET_METRICS, type TargetMetric } from '../../src/domain/target.js'
import { readFigure } from '../../src/usecases/read-figure.js'
import { readReport } from '../../src/usecases/read-report.js'
import { readTargets, type SetTarget, setTarget } from '../../src/usecases/set-target.js'
import { aCsql, anEvent } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
  const seeded = { ...world, store: world.store.of(world.workspaceId) }
  const at = world.clock.now()
  await seeded.store.transaction(async (tx) => {
    await tx.people.put({ ...world.csm, managerId: world.manager.id })
    for (const [number, kind, wonAmountPeriod] of [
      [1, 'upsell', 'month'],
      [2, 'referral', 'year'],
    ] as const) {
      const csql = aCsql(seeded, {
        ...{ id: `c${number}`, number, state: 'won', kind, wonOn: '2026-11-24', wonAmount: 120, wonAmountPeriod },
        ...{ wonOneTime: 7, firstQualifiedAt: at, firstAcceptedAt: at, opportunityAt: at, source: 'webinar' },
      })
      await tx.csqls.insert(csql)
      for (const event of ['log', 'qualify', 'accept', 'convert', 'win'] as const) {
        await tx.events.append(anEvent(csql, { id: `${event}${number}`, kind: event, occurredAt: at }))
      }
    }
  })
})
afterEach(() => world.close())

const set = (of: SetTarget['of'], metric: TargetMetric, value: number, next = false) =>
  setTarget(world.as(world.manager), { of, metric, value, next })
const credits = async () => (await readTargets(world.as(world.manager))).progress.map(({ target }) => target.creditedAs)
const seen = async (who: Person = world.manager) =>
  (await readTargets(world.as(who))).progress.map(({ target, reached, share }) => [target.metric, reached, share])

test('what was reached is counted by what the target is of: the MRR won without referrals, all else with them', async () => {
  await set({ kind: 'person', personId: world.csm.id }, 'csqls', 4)
  await set({ kind: 'team', managerId: world.manager.id }, 'opportunities', 2)
  await set({ kind: 'team', managerId: null }, 'mrr_won', 1000)
  await set({ kind: 'source', source: 'webinar' }, 'sales_won', 1574)
  await set({ kind: 'source', source: 'event' }, 'csqls', 1)
  expect(await seen()).toEqual([
    ['csqls', 2, 0.5],
    ['csqls', 0, 0],
    ['sales_won', 12 * 120 + 120 + 14, 1],
    ['mrr_won', 120, 0.12],
    ['opportunities', 2, 1],
  ])
})

test('an AE is credited with what they closed, a CSM with what is theirs', async () => {
  await set({ kind: 'person', personId: world.ae.id }, 'sales_won', 100)
  await set({ kind: 'person', personId: world.csm.id }, 'mrr_won', 100)
  expect((await seen()).map(([, reached]) => reached).sort()).toEqual([120, 1574])
  expect((await credits()).sort()).toEqual(['ae', 'csm'])
})

test.each<[readonly Role[], CreditedAs | null]>([
  [['csm'], 'csm'],
  [['ae', 'manager'], 'ae'],
  [['csm', 'ae'], null],
  [['marketing'], null],
  [[], null],
])('who is %j is credited as %s', (roles, as) => expect(creditedByRoles(new Set(roles))).toBe(as))

test.each<TargetMetric>([...TARGET_METRICS])(
  'what an AE reached of %s stands when they log a signal themselves, and so it does when it is set again',
  async (metric) => {
    const of = { kind: 'person', personId: world.ae.id } as const
    const team = { kind: 'team', managerId: world.manager.id } as const
    await world.store
      .of(world.workspaceId)
      .transaction((tx) => tx.people.put({ ...world.ae, managerId: world.manager.id }))
    for (const whose of [of, team]) await set(whose, metric, 1000)
    const before = await seen()
    expect(before.map(([, reached]) => reached)).not.toContain(0)
    const ae = await world.store.of(world.workspaceId).transaction(async (tx) => {
      const known = await tx.people.get(world.ae.id)
      const both = { ...(known ?? world.ae), roles: ['ae', 'csm'] as const }
      await tx.people.put(both)
      return both
    })
    expect(ae.roles).toEqual(['ae', 'csm'])
    expect(await seen()).toEqual(before)
    for (const whose of [of, team]) await set(whose, metric, 1000)
    expect(await seen()).toEqual(before)
    expect(await credits()).toEqual(['ae', null])
  },
)

test('who is neither or both is credited with what they are either of, each once; and as said, where it was said', async () => {
  const closer = await world.store.of(world.workspaceId).transaction(async (tx) => {
    const both = { ...world.ae, roles: ['ae', 'csm'] as const }
    await tx.people.put(both)
    const own = aCsql(
      { ...world, store: world.store.of(world.workspaceId) },
      { ...{ id: 'own', number: 3, csmId: both.id, aeId: both.id, firstQualifiedAt: world.clock.now() } },
    )
    await tx.csqls.insert(own)
    for (const kind of ['log', 'qualify'] as const) {
      await tx.events.append(anEvent(own, { id: `own-${kind}`, kind, occurredAt: world.clock.now() }))
    }
    return both
  })
  const of = { kind: 'person', personId: closer.id } as const
  const reachedAs = async (creditedAs: CreditedAs | null) => {
    await setTarget(world.as(world.manager), { of, metric: 'csqls', value: 9, creditedAs })
    const { progress, quarter } = await readTargets(world.as(world.manager))
    const [one] = progress
    if (one === undefined) throw new Error('it was set')
    const slice = { by: 'target', key: targetKey(one.target) } as const
    const asked = { ...quarter, part: TARGET_PARTS.csqls, slice, currency: null }
    const behind = await readFigure(world.as(world.manager), asked, { limit: 10, offset: 0 })
    expect(behind?.total).toBe(one.reached)
    return one.reached
  }
  expect([await reachedAs(null), await reachedAs('csm'), await reachedAs('ae')]).toEqual([3, 1, 3])
})

test('everybody’s target of the MRR won has come to what the report says was won', async () => {
  await set({ kind: 'team', managerId: null }, 'mrr_won', 1000)
  const { quarter, progress } = await readTargets(world.as(world.manager))
  const report = await readReport(world.as(world.manager), { from: quarter.from, to: quarter.to, unit: null })
  expect(progress[0]?.reached).toBe(report.metrics.expansion_mrr.value)
  expect(progress[0]?.reached).toBe(120)
})

test('a team counts once what its CSM handed to its AE, as the list behind it does; each of the two counts it too', async () => {
  await world.store
    .of(world.workspaceId)
    .transaction((tx) => tx.people.put({ ...world.ae, managerId: world.manager.id }))
  const team = { kind: 'team', managerId: world.manager.id } as const
  for (const metric of TARGET_METRICS) await set(team, metric, 1000)
  await set({ kind: 'person', personId: world.csm.id }, 'csqls', 1000)
  await set({ kind: 'person', personId: world.ae.id }, 'csqls', 1000)
  const { progress, quarter } = await readTargets(world.as(world.manager))
  const reached = (kind: string) => progress.filter(({ target }) => target.subjectKind === kind)
  expect(reached('person').map((one) => one.reached)).toEqual([2, 2])
  expect(Object.fromEntries(reached('team').map((one) => [one.target.metric, one.reached]))).toEqual({
    ...{ csqls: 2, opportunities: 2, mrr_won: 120, sales_won: 12 * 120 + 120 + 14 },
  })
  for (const { target } of reached('team')) {
    const slice = { by: 'target', key: targetKey(target) } as const
    const of = { ...quarter, part: TARGET_PARTS[target.metric], slice, currency: target.currency }
    const behind = await readFigure(world.as(world.manager), of, { limit: 10, offset: 0 })
    expect(behind?.rows.map(({ csql }) => csql.number)).toEqual(target.metric === 'mrr_won' ? [1] : [1, 2])
  }
})

test('the pace is that of the working days of the workspace', async () => {
  const { pace } = await readTargets(world.as(world.manager))
  // October to December 2026 in Japan: 66 weekdays, of which 10/12, 11/3 and 11/23 are holidays.
  expect(pace).toEqual({ elapsed: 36, total: 63 })
})

test('the next quarter has targets of its own; nought takes one away; only managers set them', async () => {
  await set({ kind: 'team', managerId: null }, 'csqls', 5, true)
  expect(await seen()).toEqual([])
  await set({ kind: 'team', managerId: null }, 'csqls', 5)
  await set({ kind: 'team', managerId: null }, 'csqls', 0)
  expect(await seen()).toEqual([])
  const byCsm = setTarget(world.as(world.csm), { of: { kind: 'source', source: 'event' }, metric: 'csqls', value: 1 })
  await expect(byCsm).rejects.toMatchObject({ code: 'not_allowed' })
})

test('a team without members is told of; people who left are none, and only a team has any', async () => {
  const isEmpty = async (of: SetTarget['of']) => (await set(of, 'csqls', 3)).isTeamEmpty
  const team = { kind: 'team', managerId: world.manager.id } as const
  expect(await isEmpty(team)).toBe(false)
  expect(await isEmpty({ kind: 'team', managerId: world.ae.id })).toBe(true)
  expect(await isEmpty({ kind: 'team', managerId: null })).toBe(false)
  expect(await isEmpty({ kind: 'person', personId: world.ae.id })).toBe(false)
  const gone = { ...world.csm, managerId: world.manager.id, standing: 'deactivated' } as const
  await world.store.of(world.workspaceId).transaction((tx) => tx.people.put(gone))
  expect(await isEmpty(team)).toBe(true)
})

test("somebody else's target is theirs and the managers' to see", async () => {
  await set({ kind: 'person', personId: world.ae.id }, 'csqls', 1)
  await set({ kind: 'team', managerId: null }, 'csqls', 9)
  expect((await seen(world.csm)).length).toBe(1)
  expect((await seen(world.ae)).length).toBe(2)
})

test('a report asks for targets only where nobody has one, and of quarters for which one can still be set', async () => {
  const isMissing = async (who: Person, day: string) =>
    (await readReport(world.as(who), { from: day, to: day, unit: null })).missing.targets
  expect(await isMissing(world.csm, '2026-11-20')).toBe(true)
  for (const past of ['2026-09-30', '2025-11-20', '2027-04-01'])
    expect([past, await isMissing(world.csm, past)]).toEqual([past, false])
  expect(await isMissing(world.csm, '2027-01-01')).toBe(true)
  await set({ kind: 'person', personId: world.ae.id }, 'csqls', 1)
  for (const who of [world.csm, world.ae, world.manager]) expect(await isMissing(who, '2026-11-20')).toBe(false)
})
