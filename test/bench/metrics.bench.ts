import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import type { MetricsReport } from '../../src/domain/metrics.js'
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
  raw.close()
}

/** So many CSQLs over three years, in every stage of the funnel, each with a decide clock, which runs where it is waited for. */
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
      CASE WHEN ${rank} < 20 THEN 300000 END, NULL, NULL, NULL, 0
    FROM n`)
  raw.exec(`
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${n - 1})
    INSERT INTO clocks (workspace_id, id, csql_id, kind, owner_id, round, started_at, started_by, given_on, due_at,
      steps_taken, snoozes, stopped_at, stopped_by, ending)
    SELECT '${workspace}', 'k' || i, 'c' || i, 'decide', 'u' || (20 + i % 20), 1, ${at}, 'e' || i, NULL,
      ${at} + ${30 * hour}, 0, 0, CASE WHEN ${rank} <> 92 THEN ${at} + 5 * ${hour} END,
      CASE WHEN ${rank} <> 92 THEN 'x' || i END, CASE WHEN ${rank} <> 92 THEN 'done' END
    FROM n`)
}

/** What the week's figures rest on, in the order in which it is asked for by hand. */
type ByHand = Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>

/** The same week by hand: a statement a family, each over the index that holds all it needs. */
function byHand(raw: Sqlite.Database): () => ByHand {
  const [start, end] = [Date.parse(`${WEEK.from}T00:00+09:00`), Date.parse('2026-11-23T00:00+09:00')]
  const of = `FROM csql_facts AS f WHERE f.workspace_id = 'small'`
  const within = (column: string) => `${column} IS NOT NULL AND ${column} >= ${start} AND ${column} < ${end}`
  const closed = `f.closed_on IS NOT NULL AND f.closed_on >= '${WEEK.from}' AND f.closed_on <= '${WEEK.to}'`
  const receivable = 'self_closed = 0 AND in_pipeline = 0'
  const expansion = `state = 'won' AND coalesce(kind, '') <> 'referral'`
  const estimated = `state = 'won' AND estimate_yearly IS NOT NULL AND estimate_currency = currency`
  const sumOf = (column: string, where: string) => `sum(CASE WHEN ${where} THEN ${column} END)`
  const active = `a.workspace_id = 'small' AND a.provisional = 0 AND (
    NOT EXISTS (SELECT 1 FROM contracts AS k WHERE k.workspace_id = 'small' AND k.account_id = a.id)
    OR EXISTS (SELECT 1 FROM contracts AS k WHERE k.workspace_id = 'small' AND k.account_id = a.id
      AND coalesce(k.phase, '') <> 'churned'))`
  const statements = Object.entries({
    logged: `SELECT count(*), count(qualified_at), count(DISTINCT logged_by) ${of}
      AND logged_at >= ${start} AND logged_at < ${end}`,
    cohort: `SELECT count(*), sum(${receivable}), sum(${receivable} AND accepted_at IS NOT NULL),
      sum(${receivable} AND (accepted_at IS NOT NULL OR state = 'rejected')), sum(${receivable} AND first_pass = 1),
      count(opportunity_at), sum(state = 'won'), sum(self_closed = 0 AND in_pipeline = 1), sum(self_closed = 1),
      sum(state IN ('signal', 'qualified', 'accepted', 'opportunity', 'returned', 'nurturing'))
      ${of} AND ${within('qualified_at')}`,
    rounds: `SELECT count(*), sum(k.ending = 'done' AND k.stopped_at <= k.due_at) FROM clocks AS k
      JOIN csql_facts AS f ON f.workspace_id = k.workspace_id AND f.csql_id = k.csql_id
      LEFT JOIN events AS s ON s.workspace_id = k.workspace_id AND s.id = k.started_by
      WHERE k.workspace_id = 'small' AND k.kind = 'decide' AND k.due_at >= ${start} AND k.due_at < ${end}
        AND k.due_at < ${NOW} AND f.self_closed = 0 AND (k.ending IS NULL OR k.ending <> 'voided')
        AND (k.stopped_at IS NULL OR k.stopped_at > k.due_at OR (k.ending = 'done' AND NOT EXISTS (
          SELECT 1 FROM reversed_events AS r WHERE r.workspace_id = 'small' AND r.event_id = k.stopped_by)))
        AND (s.figures IS NULL OR s.figures NOT LIKE '%"inferred":%')`,
    owed: `SELECT count(*), sum(f.csql_id IN (SELECT k.csql_id FROM clocks AS k
        CROSS JOIN csql_facts AS o ON o.workspace_id = 'small' AND o.csql_id = k.csql_id
        WHERE k.workspace_id = 'small' AND k.stopped_at IS NULL
          AND k.kind IN ('decide', 'first_contact', 'convert', 'update') AND k.due_at < ${NOW}
          AND (o.ae_acted_at IS NULL OR o.ae_acted_at <= k.due_at)))
      ${of} AND (state = 'qualified' OR state = 'accepted')`,
    closed: `SELECT currency, sum(state = 'won'), sum(state = 'lost'), ${sumOf('won_yearly', expansion)},
      ${sumOf('won_one_time', expansion)}, ${sumOf('won_yearly', estimated)}, ${sumOf('estimate_yearly', estimated)}
      ${of} AND ${closed} GROUP BY currency`,
    pipeline: `SELECT currency, count(*), sum(estimate_yearly), count(*) - count(estimate_yearly) ${of} AND state = 'opportunity' GROUP BY currency`,
    converted: `SELECT currency, count(*), sum(estimate_yearly) ${of} AND ${within('opportunity_at')} GROUP BY currency`,
    started: `SELECT currency, count(*), sum(won_yearly) ${of} AND start_month IS NOT NULL
      AND start_month > '2025-11' AND start_month <= '2026-11' AND ${expansion} GROUP BY currency`,
    undated: `SELECT currency, count(*), sum(won_yearly) ${of} AND state = 'won' AND start_month IS NULL
      AND coalesce(kind, '') <> 'referral' AND closed_on > '2025-11-99' AND closed_on < '2026-11-99' AND won_yearly > 0
      GROUP BY currency`,
    decided: `SELECT qualified_at, decided_at, decided_ae_id ${of} AND ${within('decided_at')} AND self_closed = 0
      ORDER BY decided_at - qualified_at`,
    contacted: `SELECT accepted_at, contacted_at, contacted_ae_id ${of} AND ${within('contacted_at')}
      ORDER BY contacted_at - accepted_at`,
    leadTimes: `SELECT closed_at - qualified_at ${of} AND ${closed} AND state = 'won' AND qualified_at IS NOT NULL
      AND qualification_inferred = 0 ORDER BY 1`,
    accounts: `SELECT count(*) FROM accounts AS a WHERE ${active}`,
    accountsWithCsql: `SELECT count(DISTINCT account_id) ${of} AND ${within('qualified_at')}
      AND EXISTS (SELECT 1 FROM accounts AS a WHERE a.id = f.account_id AND ${active})`,
    months: `SELECT DISTINCT month FROM account_snapshots WHERE workspace_id = 'small'`,
    people: `SELECT id, zone, working_hours, leave FROM people WHERE workspace_id = 'small'`,
    roles: `SELECT person_id, role FROM person_roles WHERE workspace_id = 'small'`,
  }).map(([name, sql]) => [name, raw.prepare(sql).raw()] as const)
  return () => Object.fromEntries(statements.map(([name, statement]) => [name, statement.all()])) as ByHand
}

/** Faster by being wrong would be no reference. @throws Error where the two do not say the same */
function requireSame({ metrics }: MetricsReport, hand: ByHand): void {
  const first = (name: string) => hand[name]?.[0] ?? []
  const pairs: Readonly<Record<string, readonly [program: unknown, byHand: unknown]>> = {
    signals: [metrics.signals.n, first('logged')[0]],
    coverage: [metrics.coverage.loggers, first('logged')[2]],
    csqls: [metrics.csqls.n, first('cohort')[0]],
    accepted: [metrics.acceptance_rate.num, first('cohort')[2]],
    kept: [metrics.sla_kept.num, first('rounds')[1]],
    owed: [metrics.overdue_rate.den, first('owed')[0]],
    overdue: [metrics.overdue_rate.num, first('owed')[1]],
    deals: [metrics.deal_win_rate.num, first('closed')[1]],
    expansion: [metrics.expansion_arr.value, first('closed')[3]],
    oneTime: [metrics.expansion_one_time.value, first('closed')[4]],
    pipeline: [metrics.pipeline_mrr.n, first('pipeline')[1]],
    unestimated: [metrics.pipeline_mrr.unestimated, first('pipeline')[3]],
    undated: [metrics.cs_share_of_expansion.undated, first('undated')[1]],
    decisions: [metrics.time_to_decision_hours.n, hand['decided']?.length],
    contacts: [metrics.time_to_first_contact_working_hours.n, hand['contacted']?.length],
    leadTimes: [metrics.lead_time_days.n, hand['leadTimes']?.length],
  }
  for (const [name, [program, ours]] of Object.entries(pairs)) {
    if (program !== ours) throw new Error(`${name}: ${String(program)} by the program, ${String(ours)} by hand`)
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
  const reportOf = (workspace: string) => () =>
    readReport(ctxOf(store.of(WorkspaceId.parse(workspace))), { ...MONTH, unit: 'month' })
  const [report, smallReport] = [reportOf('large'), reportOf('small')]
  const times: Record<'week' | 'hand' | 'report' | 'scan' | 'block' | 'reportBlock' | 'smallReportBlock', number[]> = {
    ...{ week: [], hand: [], report: [], scan: [], block: [], reportBlock: [], smallReportBlock: [] },
  }
  requireSame(await week(), hand())
  for (let round = 0; round < ROUNDS; round += 1) {
    times.hand.push(await milliseconds(hand))
    times.week.push(await milliseconds(week))
    times.block.push(await longestBlock(week))
    times.scan.push(await milliseconds(() => scan.all()))
    times.report.push(await milliseconds(report))
    times.reportBlock.push(await longestBlock(report))
    times.smallReportBlock.push(await longestBlock(smallReport))
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
    {
      name: `longest hold of a report over ${SMALL} (ms)`,
      value: median(times.smallReportBlock),
      sign: '≤',
      bound: 50,
    },
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
