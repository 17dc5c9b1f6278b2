import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sheetRows } from '../../src/csv/sheet-rows.js'
import { foldHistory } from '../../src/domain/event.js'
import { SHEETS } from '../../src/domain/sheets/sheets.js'
import { sheetColumns } from '../../src/i18n/sheet-words.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'
import { BASE, csqlsOf, historiesOf, notes, OPPORTUNITY } from '../support/sheet-rows.js'
import { bringIn, inPieces } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const scoped = () => world.store.of(world.workspaceId)
const all = () => csqlsOf(world)
const histories = () => historiesOf(world)

describe('a win that is known without a start', () => {
  const WON_BEFORE = { ...OPPORTUNITY, number: '7', won_at: '2026-05-29', won_amount: '120000' }
  const STARTED = { ...WON_BEFORE, start_on: '2026-07-01' }
  const share = () =>
    scoped().read(async (tx) => {
      const { metrics } = await readMetrics(tx, { from: '2026-07-01', to: '2026-09-30' }, world.clock.now())
      return [metrics.cs_share_of_expansion.n, metrics.cs_share_of_expansion.undated]
    })
  beforeEach(() => bringIn(world, 'csqls', [WON_BEFORE, { ...OPPORTUNITY, number: '8', note: 'open' }]))

  test('is given the one that a sheet tells, once, as an edit in its history, and counts from it on', async () => {
    expect(await share()).toEqual([0, 1])
    const version = (await all())[0]?.version
    const dry = await bringIn(world, 'csqls', [STARTED], { dryRun: true })
    expect([notes(dry), dry.changed, dry.unchanged, dry.written]).toEqual([['2 start_on start_filled'], 1, 0, false])
    expect(await share()).toEqual([0, 1])
    const filled = await bringIn(world, 'csqls', [STARTED])
    expect([notes(filled), filled.changed, filled.unchanged, filled.written]).toEqual([
      ...[['2 start_on start_filled'], 1, 0, true],
    ])
    const [{ csql, events } = expect.fail('it is gone')] = await histories()
    expect(csql).toMatchObject({ state: 'won', startOn: '2026-07-01', version })
    expect(foldHistory(csql.number, events)).toEqual(csql)
    expect(events.at(-1)).toMatchObject({ kind: 'edit', changes: { startOn: '2026-07-01' }, from: 'won', to: 'won' })
    expect(await share()).toEqual([1, 0])
    expect(await scoped().read((tx) => tx.deliveries.list({ limit: 100 }))).toEqual([])
    const audited = await scoped().read((tx) => tx.audit.between(0, world.clock.now() + 1))
    expect(audited.at(-1)).toMatchObject({ action: 'csqls.import', facts: { added: 0, changed: 1, unchanged: 0 } })

    expect(await bringIn(world, 'csqls', [STARTED])).toMatchObject({
      changed: 0,
      unchanged: 1,
      notes: [],
      written: false,
    })
    const other = await bringIn(world, 'csqls', [{ ...STARTED, start_on: '2026-08-01' }])
    expect([notes(other), other.written]).toEqual([['2 start_on differs_here'], false])
    expect(await histories()).toHaveLength(2)
    expect((await all())[0]?.startOn).toBe('2026-07-01')
  })

  test('is given none where a row has a fault', async () => {
    expect(await bringIn(world, 'csqls', [STARTED, { ...BASE, kind: 'up' }])).toMatchObject({ written: false })
    expect(await share()).toEqual([0, 1])
  })

  test('is the only one that is given anything: what is no win here stays as it is', async () => {
    const outcome = await bringIn(world, 'csqls', [{ ...STARTED, number: '8', note: 'open' }])
    expect([notes(outcome).includes('2 start_on differs_here'), outcome.changed, outcome.written]).toEqual([
      ...[true, 0, false],
    ])
    expect((await all())[1]).toMatchObject({ state: 'opportunity', startOn: null })
  })

  test('keeps what somebody else gave it while the sheet was read', async () => {
    let isFirst = true
    const outcome = await bringIn(world, 'csqls', [STARTED], {
      rows: async function* () {
        yield* sheetRows(
          SHEETS.csqls,
          inPieces(`${Object.keys(STARTED).join()}\n${Object.values(STARTED).join()}`),
          sheetColumns,
        )
        if (isFirst) {
          isFirst = false
          await bringIn(world, 'csqls', [{ ...STARTED, start_on: '2026-06-01' }])
        }
      },
    })
    expect([notes(outcome), outcome.written]).toEqual([['2 start_on differs_here'], false])
    expect((await all())[0]?.startOn).toBe('2026-06-01')
  })

  test('and that is taken back later goes back as any other', async () => {
    await bringIn(world, 'csqls', [STARTED])
    const reopening = { number: 7, version: null, action: 'reopen', fields: { note: '先方の都合' } } as const
    await actOnCsql(world.as(world.manager), reopening)
    expect((await all())[0]).toMatchObject({ state: 'opportunity' })
    expect(await share()).toEqual([0, 0])
  })
})
