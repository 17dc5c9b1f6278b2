import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { writeCsv } from '../../src/csv/write-csv.js'
import { SHEETS } from '../../src/domain/sheets/sheets.js'
import type { Day } from '../../src/domain/time.js'
import { localDay } from '../../src/domain/zone-time.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { exportSheet } from '../../src/usecases/export-sheets.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { bringIn } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

type Row = Readonly<Record<string, string>>

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close()
})

/** A workspace where a CSM may close upsells. */
async function workspace(): Promise<World> {
  const world = await openWorld({ settings: { selfClosing: [{ kind: 'upsell', productId: null }] } })
  opened.push(world)
  return world
}

const scoped = (world: World) => world.store.of(world.workspaceId)

async function exported(world: World): Promise<string> {
  let csv = ''
  for await (const text of writeCsv(SHEETS.csqls.columns, exportSheet(world.system(), { sheet: 'csqls' }))) csv += text
  return csv
}

/** Another workspace, with what this one exports. */
async function elsewhere(world: World): Promise<World> {
  const other = await workspace()
  other.clock.set(world.clock.now())
  expect(await bringIn(other, 'csqls', await exported(world))).toMatchObject({ faults: [], written: true })
  return other
}

const PERIODS: readonly { readonly from: Day; readonly to: Day }[] = [
  { from: '2026-04-01', to: '2026-11-24' },
  { from: '2026-04-01', to: '2026-04-30' },
  { from: '2026-05-01', to: '2026-05-31' },
]

/** Every figure, and what the digest tells of the wins of a week and of who was quick. */
const figures = (world: World) =>
  scoped(world).read(async (tx) => {
    const now = world.clock.now()
    const digest = await weeklyDigest(tx, { from: '2026-04-20', to: '2026-04-26' }, null, now)
    return {
      metrics: await Promise.all(PERIODS.map((days) => readMetrics(tx, days, now))),
      wins: digest?.wins.map(({ number, days }) => ({ number, days })),
      quick: digest?.quick.map(({ number, hours }) => ({ number, hours })),
    }
  })

/** What was done when, and which of it nobody told. */
const histories = (world: World) =>
  scoped(world).read(async (tx) => {
    const { rows } = await tx.csqls.list({ limit: 1000 })
    const found: [number, readonly string[]][] = []
    for (const { id, number } of rows) {
      const events = await tx.events.of(id)
      found.push([
        number,
        events.map(({ kind, occurredAt, figures }) => `${kind} ${occurredAt} ${figures['inferred'] ?? 'told'}`),
      ])
    }
    return found.toSorted(([a], [b]) => a - b)
  })

const BASE = {
  ...{ account: '月白精機', product: '経費', kind: 'cross_sell', source: 'webinar', problem: '紙のまま。' },
  ...{ logged_by: 'sato@example.jp', csm: 'sato@example.jp', ae: 'suzuki@example.jp' },
}
const SELF_CLOSED = { ...BASE, kind: 'upsell', ae: BASE.csm }
const WON = { won_amount: '120000', start_on: '2026-06-01' }

const AES = [
  ['qualified_at'],
  ['qualified_at', 'returned_at'],
  ['qualified_at', 'returned_at', 'accepted_at'],
  ['qualified_at', 'accepted_at'],
  ['qualified_at', 'rejected_at'],
  ['qualified_at', 'accepted_at', 'rejected_at'],
  ['qualified_at', 'accepted_at', 'opportunity_at'],
  ['qualified_at', 'accepted_at', 'opportunity_at', 'won_at'],
  ['qualified_at', 'returned_at', 'accepted_at', 'opportunity_at', 'won_at'],
  ['qualified_at', 'accepted_at', 'opportunity_at', 'lost_at'],
  ['withdrawn_at'],
  ['qualified_at', 'withdrawn_at'],
] as const
const OWN = [
  ['qualified_at'],
  ['accepted_at'],
  ['qualified_at', 'opportunity_at', 'won_at'],
  ['accepted_at', 'opportunity_at', 'won_at'],
  ['qualified_at', 'opportunity_at', 'lost_at'],
] as const

/** A row that takes some way, each of its steps so many hours after the one before, its last step told at the least. */
const row = fc
  .record({
    way: fc.oneof(
      fc.constantFrom(...AES.map((steps) => ({ of: BASE, steps }))),
      fc.constantFrom(...OWN.map((steps) => ({ of: SELF_CLOSED, steps }))),
    ),
    day: fc.integer({ min: 1, max: 20 }),
    steps: fc.array(fc.record({ later: fc.constantFrom(0, 1, 30, 100), told: fc.boolean() }), {
      minLength: 6,
      maxLength: 6,
    }),
  })
  .map(({ way, day, steps }): Row => {
    const cells: Record<string, string> = { ...way.of }
    let at = Date.parse(`2026-04-${String(day).padStart(2, '0')}T10:00+09:00`)
    for (const [n, column] of ['logged_at', ...way.steps].entries()) {
      at += (steps[n]?.later ?? 0) * 3_600_000
      if (steps[n]?.told === true || n === way.steps.length) cells[column] = new Date(at).toISOString()
    }
    return 'won_at' in cells ? { ...cells, ...WON } : cells
  })

test('what is exported counts elsewhere as it does here, whatever an import had to infer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const world = await workspace()
      const told = rows.map((cells, n) => ({ ...cells, note: `${n}` }))
      expect(await bringIn(world, 'csqls', told)).toMatchObject({ faults: [], written: true })
      const other = await elsewhere(world)
      expect(await histories(other)).toEqual(await histories(world))
      expect(await figures(other)).toEqual(await figures(world))
      expect(await exported(other)).toBe(await exported(world))
      for (const one of opened.splice(0)) await one.close()
    }),
    { numRuns: 12 },
  )
})

const COLUMNS = ['logged_at', 'qualified_at', 'accepted_at', 'opportunity_at', 'won_at', 'lost_at'] as const

/** Of the only row that is exported, the steps that it tells. */
async function steps(world: World): Promise<readonly string[]> {
  const [header = '', line = ''] = (await exported(world)).replace('\uFEFF', '').split('\r\n')
  const cells = line.split(',')
  return COLUMNS.filter((column) => cells[header.split(',').indexOf(column)] !== '')
}

const AT = {
  logged_at: '2026-04-20T10:00',
  qualified_at: '2026-04-21T10:00',
  accepted_at: '2026-04-22T10:00',
  opportunity_at: '2026-04-23T10:00',
  won_at: '2026-04-24T10:00',
}
const but = (...columns: readonly (keyof typeof AT)[]): Row =>
  Object.fromEntries(Object.entries(AT).filter(([column]) => !(columns as readonly string[]).includes(column)))

test.each<[string, Row, readonly string[]]>([
  ['nothing', { ...BASE, ...AT }, ['logged_at', 'qualified_at', 'accepted_at', 'opportunity_at', 'won_at']],
  ['the log', { ...BASE, ...but('logged_at') }, ['qualified_at', 'accepted_at', 'opportunity_at', 'won_at']],
  ['the hand-over', { ...BASE, ...but('qualified_at') }, ['logged_at', 'accepted_at', 'opportunity_at', 'won_at']],
  ['the acceptance', { ...BASE, ...but('accepted_at') }, ['logged_at', 'qualified_at', 'opportunity_at', 'won_at']],
  ['the opportunity', { ...BASE, ...but('opportunity_at') }, ['logged_at', 'qualified_at', 'accepted_at', 'won_at']],
  ['all before the win', { ...BASE, won_at: AT.won_at }, ['won_at']],
  // Of a CSM who closes, the acceptance is the hand-over.
  ['all before a CSM’s own win', { ...SELF_CLOSED, won_at: AT.won_at }, ['won_at']],
  [
    'a CSM’s own hand-over',
    { ...SELF_CLOSED, ...but('qualified_at', 'accepted_at') },
    ['logged_at', 'opportunity_at', 'won_at'],
  ],
])('no date is exported for what an import had inferred: %s', async (_what, cells, told) => {
  const world = await workspace()
  await bringIn(world, 'csqls', [{ ...cells, ...WON }])
  expect(await steps(world)).toEqual(told)
  const before = await figures(world)
  expect([before.metrics[0]?.metrics.csql_win_rate.num, before.wins?.length]).toEqual([1, 1])
  expect(await figures(await elsewhere(world))).toEqual(before)
  expect(await bringIn(world, 'csqls', await exported(world))).toMatchObject({
    unchanged: 1,
    notes: [],
    written: false,
  })
})

test.each<[string, Row, readonly string[]]>([
  ['the win alone', { won_at: AT.won_at }, ['accepted_at']],
  ['the log and the win', { logged_at: AT.logged_at, won_at: AT.won_at }, ['logged_at', 'accepted_at']],
])(
  'what was inferred from a win that was taken back is told, for nothing else says where it stands: %s',
  async (_what, cells, told) => {
    const world = await workspace()
    await bringIn(world, 'csqls', [{ ...BASE, ...cells, ...WON, estimated_amount: '5' }])
    await actOnCsql(world.as(world.manager), {
      number: 1,
      version: null,
      action: 'reopen',
      fields: { note: '先方の都合' },
    })
    expect(await steps(world)).toEqual(told)
    expect(await figures(await elsewhere(world))).toEqual(await figures(world))
  },
)

test('a win that nobody gave a start gets it by what is exported, filled in and imported again', async () => {
  const world = await workspace()
  const line = {
    line: null,
    fields: { account: { id: world.account.id }, product: world.product.id, note: '席が足りない' },
  }
  const { number } = await logSignal(world.as(world.csm), line)
  const act = (who: World['csm'], action: Parameters<typeof actOnCsql>[1]['action'], fields: CsqlFields = {}) =>
    actOnCsql(world.as(who), { number, version: null, action, fields })
  await act(world.csm, 'qualify', {
    ...{ kind: 'cross_sell', source: 'cs_activity', problem: '席が足りない', contact: { name: '大槻', title: null } },
    ae: world.ae.id,
  })
  await act(world.ae, 'accept')
  await act(world.ae, 'win', { amount: 5, won_on: '2026-11-24' })
  const [header = '', row = ''] = (await exported(world)).replace('\uFEFF', '').split('\r\n')
  expect([header.split(',').at(-1), row.endsWith(',')]).toEqual(['start_on', true])
  expect(await bringIn(world, 'csqls', `${header}\r\n${row}2026-12-01\r\n`)).toMatchObject({
    ...{ added: 0, changed: 1, faults: [], written: true },
  })
  expect(await scoped(world).read((tx) => tx.csqls.byNumber(number))).toMatchObject({ startOn: '2026-12-01' })
})

/** An upsell that was handed to the AE, and each step a day and two hours after the one before. */
async function handedOver() {
  const world = await workspace()
  world.clock.set(Date.parse('2026-04-20T10:00+09:00'))
  const line = {
    line: null,
    fields: { account: { id: world.account.id }, product: world.product.id, note: '席が足りない' },
  }
  const { number } = await logSignal(world.as(world.csm), line)
  const act = (who: World['csm'], action: Parameters<typeof actOnCsql>[1]['action'], fields: CsqlFields = {}) => {
    world.clock.set(world.clock.now() + 26 * 3_600_000)
    return actOnCsql(world.as(who), { number, version: null, action, fields })
  }
  const vetted: CsqlFields = {
    ...({ kind: 'upsell', source: 'cs_activity', problem: '席が足りない' } as const),
    contact: { name: '大槻', title: null },
  }
  await act(world.csm, 'qualify', { ...vetted, ae: world.ae.id })
  return { world, act, vetted }
}

test('what a CSM closed after an AE had returned it is exported so that it can be imported, and counts alike', async () => {
  const { world, act, vetted } = await handedOver()
  await act(world.ae, 'return', { missing: ['timing'] })
  await act(world.csm, 'qualify', { ...vetted, ae: world.csm.id, changed: '時期を確かめました' })
  await act(world.csm, 'win', { amount: 5, won_on: localDay('Asia/Tokyo', world.clock.now()), start_on: null })
  expect(await steps(world)).toEqual(['logged_at', 'qualified_at', 'opportunity_at', 'won_at'])
  const other = await elsewhere(world)
  // When the CSM took it on, and that an AE had it before, is what a sheet cannot say.
  const but = (name: string, value: unknown) => (name.startsWith('time_to_first_contact') ? null : value)
  const here = await figures(world)
  expect(here.metrics[0]?.metrics.csql_win_rate.num).toBe(1)
  expect(JSON.stringify(await figures(other), but)).toBe(JSON.stringify(here, but))
})

test('what an AE accepted and passed on to its CSM is exported with its acceptance, which counts', async () => {
  const { world, act } = await handedOver()
  await act(world.ae, 'accept')
  await act(world.manager, 'reassign', { ae: world.csm.id })
  expect(await steps(world)).toEqual(['logged_at', 'qualified_at', 'accepted_at'])
})
