import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import { SYSTEM } from '../../src/domain/person.js'
import { DAY_MS } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Ctx } from '../../src/usecases/context.js'
import type { WorkspaceStore } from '../../src/usecases/ports.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'
import { readReport } from '../../src/usecases/read-report.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { aPerson, CountingIds } from '../support/database.js'
import { type Bound, bench, median, printTable } from './tables.js'
import { longestBlock, milliseconds } from './timing.js'

/**
 * The figures of a week in one workspace among ten, beside hand-written SQL for the same week; and a report of a month
 * over all CSQLs of a workspace, beside one scan of a covering index over them. In one run, in turn.
 */
const ALL = Number(process.env['BENCH_CSQLS'] ?? 1_000_000)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9)
const SMALL = ALL / 10
const DAYS = 1095
const FIRST = NOW - DAYS * DAY_MS
const WEEK = { from: '2026-11-16', to: '2026-11-22' }
const MONTH = { from: '2026-10-01', to: '2026-10-31' }

const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-'))
const file = join(folder, 'tasuki.db')

async function seed(): Promise<void> {
  const store = await openStore(file)
  for (const name of ['small', 'rest', 'large']) {
    const id = WorkspaceId.parse(name)
    await store.workspaces.create(
      { id, slackTeamId: null, slackEnterpriseId: null, name, settings: Settings.parse({}), suspended: false },
      FIRST,
    )
    await store.of(id).transaction(async (tx) => {
      const product = { workspaceId: id, nameEn: null, aliases: [], archived: false }
      await tx.products.put({ ...product, id: ProductId.parse('p0'), name: 'p0' })
      for (let n = 0; n < 40; n += 1) {
        await tx.people.put(aPerson({ workspaceId: id, id: PersonId.parse(`u${n}`) }))
      }
    })
  }
  await store.close()
  const raw = new Sqlite(file)
  raw.pragma('foreign_keys = OFF')
  raw.pragma('synchronous = OFF')
  facts(raw, 'small', SMALL)
  facts(raw, 'rest', ALL - SMALL)
  facts(raw, 'large', ALL)
  raw.exec('ANALYZE')
  raw.close()
}

/** So many CSQLs over three years, in every stage of the funnel, each with a decide clock. */
function facts(raw: Sqlite.Database, workspace: string, n: number): void {
  const [step, hour] = [Math.floor((DAYS * DAY_MS) / n), 3_600_000]
  const rank = '((i * 7919) % 100)'
  const at = `(${FIRST} + i * ${step})`
  raw.exec(`
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${n - 1})
    INSERT INTO csql_facts SELECT
      '${workspace}', 'c' || i, 'a' || (i % 2000),
      CASE i % 4 WHEN 0 THEN 'webinar' WHEN 1 THEN 'survey' WHEN 2 THEN 'support' ELSE 'renewal' END,
      'p' || (i % 5), CASE i % 3 WHEN 0 THEN 'upsell' WHEN 1 THEN 'cross_sell' ELSE 'referral' END,
      CASE WHEN ${rank} < 20 THEN 'won' WHEN ${rank} < 40 THEN 'lost' WHEN ${rank} < 90 THEN 'rejected'
        WHEN ${rank} < 92 THEN 'opportunity' WHEN ${rank} < 93 THEN 'qualified' ELSE 'withdrawn' END,
      0, 0, 'u' || (i % 20), 'u' || (20 + i % 20), NULL, 'u' || (i % 20), ${at}, 'u' || (i % 20), NULL,
      ${at} + ${hour}, 'u' || (i % 20), 'u' || (20 + i % 20),
      CASE WHEN ${rank} < 60 THEN ${at} + 5 * ${hour} END, CASE WHEN ${rank} < 50 THEN 1 ELSE 0 END,
      CASE WHEN ${rank} < 90 THEN ${at} + 5 * ${hour} END, 'u' || (i % 20), 'u' || (20 + i % 20),
      CASE WHEN ${rank} < 55 THEN ${at} + 30 * ${hour} END, 'u' || (i % 20), 'u' || (20 + i % 20),
      CASE WHEN ${rank} < 40 OR ${rank} IN (90, 91) THEN ${at} + 90 * ${hour} END, 'u' || (i % 20), 'u' || (20 + i % 20),
      CASE WHEN ${rank} < 40 THEN date((${at} + 30 * ${DAY_MS}) / 1000, 'unixepoch') END,
      CASE WHEN ${rank} < 40 THEN ${at} + 30 * ${DAY_MS} END, 'u' || (i % 20), 'u' || (20 + i % 20),
      'JPY', 120000 * 12, CASE WHEN ${rank} < 20 THEN 'JPY' END, CASE WHEN ${rank} < 20 THEN 110000 * 12 END,
      CASE WHEN ${rank} < 20 THEN 300000 END, NULL, NULL, NULL
    FROM n`)
  raw.exec(`
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${n - 1})
    INSERT INTO clocks (workspace_id, id, csql_id, kind, owner_id, round, started_at, started_by, given_on, due_at,
      steps_taken, snoozes, stopped_at, stopped_by, ending)
    SELECT '${workspace}', 'k' || i, 'c' || i, 'decide', 'u' || (20 + i % 20), 1, ${at}, 'e' || i, NULL,
      ${at} + ${30 * hour}, 0, 0, ${at} + 5 * ${hour}, 'x' || i, 'done'
    FROM n`)
}

/** The same week by hand: a statement a family, each over the index that holds all it needs. */
function byHand(raw: Sqlite.Database): () => void {
  const [start, end] = [Date.parse(`${WEEK.from}T00:00+09:00`), Date.parse('2026-11-23T00:00+09:00')]
  const of = `FROM csql_facts WHERE workspace_id = 'small'`
  const statements = [
    `SELECT count(*), count(qualified_at), count(DISTINCT logged_by) ${of} AND logged_at >= ${start} AND logged_at < ${end}`,
    `SELECT count(*), sum(self_closed = 0 AND in_pipeline = 0),
       sum(self_closed = 0 AND in_pipeline = 0 AND accepted_at IS NOT NULL),
       sum(self_closed = 0 AND in_pipeline = 0 AND (accepted_at IS NOT NULL OR state = 'rejected')),
       sum(self_closed = 0 AND in_pipeline = 0 AND first_pass = 1), count(opportunity_at), sum(state = 'won'),
       sum(state IN ('signal', 'qualified', 'accepted', 'opportunity', 'returned', 'nurturing')),
       count(DISTINCT account_id)
       ${of} AND qualified_at IS NOT NULL AND qualified_at >= ${start} AND qualified_at < ${end}`,
    `SELECT count(*), sum(ending = 'done' AND stopped_at <= due_at) FROM clocks
       WHERE workspace_id = 'small' AND kind = 'decide' AND due_at >= ${start} AND due_at < ${end}`,
    `SELECT count(*) ${of} AND (state = 'qualified' OR state = 'accepted')`,
    `SELECT currency, sum(state = 'won'), sum(state = 'lost'), sum(won_yearly), sum(won_one_time), sum(estimate_yearly)
       ${of} AND closed_on IS NOT NULL AND closed_on >= '${WEEK.from}' AND closed_on <= '${WEEK.to}' GROUP BY currency`,
    `SELECT count(*), sum(estimate_yearly) ${of} AND state = 'opportunity'`,
    `SELECT qualified_at, decided_at, decided_ae_id ${of} AND decided_at IS NOT NULL
       AND decided_at >= ${start} AND decided_at < ${end} ORDER BY decided_at - qualified_at`,
    `SELECT accepted_at, contacted_at, contacted_ae_id ${of} AND contacted_at IS NOT NULL
       AND contacted_at >= ${start} AND contacted_at < ${end} ORDER BY contacted_at - accepted_at`,
    `SELECT closed_at - qualified_at ${of} AND closed_on IS NOT NULL AND closed_on >= '${WEEK.from}'
       AND closed_on <= '${WEEK.to}' AND state = 'won' ORDER BY 1`,
  ].map((sql) => raw.prepare(sql))
  return () => {
    for (const statement of statements) statement.all()
  }
}

async function measure(): Promise<readonly Bound[]> {
  await seed()
  const store = await openStore(file)
  const raw = new Sqlite(file, { readonly: true })
  const hand = byHand(raw)
  const scan = raw.prepare(`
    SELECT source, product_id, kind, count(*), count(qualified_at) FROM csql_facts INDEXED BY csql_facts_logged
    WHERE workspace_id = 'large' AND logged_at >= 0 GROUP BY source, product_id, kind`)
  const small = store.of(WorkspaceId.parse('small'))
  const week = () => small.read((tx) => readMetrics(tx, WEEK, NOW))
  const report = () => readReport(ctxOf(store.of(WorkspaceId.parse('large'))), { ...MONTH, unit: 'month' })
  const times: Record<'week' | 'hand' | 'report' | 'scan' | 'block' | 'reportBlock', number[]> = {
    ...{ week: [], hand: [], report: [], scan: [], block: [], reportBlock: [] },
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    times.hand.push(await milliseconds(hand))
    times.week.push(await milliseconds(week))
    times.block.push(await longestBlock(week))
    times.scan.push(await milliseconds(() => scan.all()))
    times.report.push(await milliseconds(report))
    times.reportBlock.push(await longestBlock(report))
  }
  await store.close()
  raw.close()
  const least = (of: readonly number[]) => Math.min(...of)
  printTable(
    `${SMALL} CSQLs among ${ALL} for the week, ${ALL} for the report`,
    ['', 'least ms', 'median ms'],
    Object.entries(times).map(([name, of]) => [name, least(of).toFixed(2), median(of).toFixed(2)]),
  )
  return [
    { name: 'a week ÷ the best by hand', value: least(times.week) / least(times.hand), sign: '≤', bound: 1.5 },
    { name: 'longest hold of the week (ms)', value: median(times.block), sign: '≤', bound: 50 },
    { name: 'report ÷ one covering scan', value: least(times.report) / least(times.scan), sign: '≤', bound: 2 },
    { name: 'longest hold of the report (ms)', value: median(times.reportBlock), sign: '≤', bound: 50 },
  ]
}

const ctxOf = (store: WorkspaceStore): Ctx => ({
  ...{ workspaceId: WorkspaceId.parse('large'), store, accountNames: new AccountNames(), ids: new CountingIds() },
  ...{ now: NOW, actor: SYSTEM, requestKey: null, committed: () => {} },
})

try {
  await bench(measure)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
