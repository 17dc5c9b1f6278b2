import { afterEach, beforeEach, expect, test } from 'vitest'
import { reportCommand } from '../../src/cli/report.js'
import { METRIC_NAMES } from '../../src/domain/metrics.js'
import { monthsBetween } from '../../src/domain/months.js'
import { Target } from '../../src/domain/target.js'
import { DAY_MS } from '../../src/domain/time.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { typed } from '../support/command-line.js'
import { aCsql, anEvent } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

/** The world's own store stays open: the app runs beside the command, on the same file. */
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const run = (...argv: string[]) => runIn('en', ...argv)
async function runIn(locale: 'ja' | 'en', ...argv: string[]) {
  const env = { DATABASE_URL: `sqlite:${world.file}`, TASUKI_LOCALE: locale }
  await world.store
    .of(world.workspaceId)
    .transaction(async (tx) => tx.settings.put({ ...(await tx.settings.get()), locale }, null, 1))
  return typed(reportCommand, ['report', ...argv], { env, clock: world.clock })
}

// biome-ignore lint/suspicious/noExplicitAny: what a program prints has no type here
type Json = Record<string, any>

const NOVEMBER = ['--from', '2026-11-01', '--to', '2026-11-30']

/** Won for 120,000 a month in November, after a day. */
async function win(number: number, own = {}, qualification: Readonly<Record<string, number>> = {}): Promise<void> {
  const seeded = { ...world, store: world.store.of(world.workspaceId) }
  const csql = aCsql(seeded, {
    ...{ id: `c${number}`, number, state: 'won', wonOn: '2026-11-20', wonAmount: 120_000, wonAmountPeriod: 'month' },
    ...{ wonOneTime: 300_000, loggedAt: NOW - 5 * DAY_MS, firstQualifiedAt: NOW - 5 * DAY_MS, source: 'webinar' },
    ...{ firstAcceptedAt: NOW - 5 * DAY_MS, opportunityAt: NOW - 4 * DAY_MS, amount: 100_000, amountPeriod: 'month' },
    ...own,
  })
  await seeded.store.transaction(async (tx) => {
    await tx.csqls.insert(csql)
    for (const [kind, days] of [
      ['log', 5],
      ['qualify', 5],
      ['accept', 5],
      ['convert', 4],
      ['win', 4],
    ] as const) {
      const changes = kind === 'log' ? { currency: 'JPY' } : {}
      const figures = kind === 'qualify' ? qualification : {}
      await tx.events.append(
        anEvent(csql, { id: `${kind}${number}`, kind, changes, figures, occurredAt: NOW - days * DAY_MS }),
      )
    }
  })
}

test('JSON holds the period, every metric under its name, and the same by each dimension', async () => {
  await win(1)
  const { code, stdout, stderr } = await run(...NOVEMBER, '--format', 'json', '--by', 'source,csm')
  expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
  const report = JSON.parse(stdout) as Json
  expect(report['period']).toEqual({ from: '2026-11-01', to: '2026-11-30', tz: 'Asia/Tokyo' })
  expect([report['currency'], report['other_currencies']]).toEqual(['JPY', {}])
  expect(Object.keys(report['metrics'])).toEqual(METRIC_NAMES)
  expect(report['metrics']).toMatchObject({
    signals: { n: 1 },
    csqls: { n: 1 },
    qualification_rate: { num: 1, den: 1, value: 1, immature: true },
    acceptance_rate: { num: 1, den: 1, value: 1, immature: true },
    csql_win_rate: { num: 1, den: 1, value: 1, open: 0, immature: true },
    deal_win_rate: { num: 1, den: 1, value: 1 },
    expansion_mrr: { value: 120_000, n: 1 },
    expansion_arr: { value: 1_440_000, n: 1 },
    expansion_one_time: { value: 300_000, n: 1 },
    estimate_accuracy: { num: 120_000, den: 100_000, value: 1.2 },
    lead_time_days: { median: 1, n: 1 },
    grr: { num: 0, den: 0, value: null },
  })
  expect(Object.keys(report['by'])).toEqual(['source', 'csm'])
  expect(report['by']['source']).toMatchObject([{ key: 'webinar', metrics: { csqls: { n: 1 } } }])
  expect(report['by']['csm']).toMatchObject([{ key: 'USATO', name: 'Sato', metrics: { csqls: { n: 1 } } }])
})

test('what was won in another currency stands beside, and is never added', async () => {
  await win(1)
  await win(2, { currency: 'USD' })
  const report = JSON.parse((await run(...NOVEMBER, '--format', 'json')).stdout) as Json
  expect(report['metrics']['expansion_mrr']).toEqual({ value: 120_000, n: 1 })
  expect(report['other_currencies']['USD']['expansion_mrr']).toEqual({ value: 120_000, n: 1 })
  expect(report['metrics']['deal_win_rate']).toMatchObject({ num: 2 })
})

test('the table has totals with the period before, then each dimension, months, and what is missing', async () => {
  await win(1)
  const { stdout } = await run(...NOVEMBER)
  expect(stdout).toMatch(/^2026-11-01 to 2026-11-30 \(Asia\/Tokyo\); before: 2026-10-01 to 2026-10-31/)
  expect(stdout).toMatch(/^Acceptance rate +100\.0% +1\/1 immature +— \(0\/0\)$/m)
  expect(stdout).toMatch(/^MRR won \(before tax\) +120000 +n=1 +0 \(n=0\)$/m)
  for (const title of ['By source', 'By product', 'By kind', 'By CSM', 'By AE']) expect(stdout).toContain(title)
  expect(stdout).toMatch(/^2026-11 +1 +1\+ /m)
  expect(stdout).toContain('account snapshots of 2025-11')
})

test('the table tells churn above the gate, the pipeline and what was newly created, and n of the period before', async () => {
  await win(1)
  await win(2, { state: 'opportunity', wonOn: null, wonAmount: null, closeMonth: '2026-12', progress: 'proposing' })
  const { id: productId } = world.product
  await world.store.of(world.workspaceId).transaction((tx) =>
    tx.snapshots.put(
      ['2025-10', '2026-10'].map((month, index) => ({
        ...{ month, accountId: world.account.id, productId, amount: index === 0 ? 500 : 0, currency: 'JPY' },
      })),
    ),
  )
  const { stdout } = await run(...NOVEMBER)
  expect(stdout).toMatch(/CHURN ABOVE THE GATE\n.*\n.*100\.0% +500\/500 +1\/1 +2026-10 +no/)
  expect(stdout).toMatch(/2026-12 +[Pp]roposing +JPY +100000 +1/)
  expect(stdout).toContain('NEWLY CREATED IN THE PERIOD 200000 a month (n=2)')
  const december = (await run('--from', '2026-12-01', '--to', '2026-12-31')).stdout
  expect(december).toMatch(/Acceptance rate .*100\.0% \(2\/2 immature\)/)
})

const LEFT_OUT = [
  { state: 'rejected', reason: 'already_in_pipeline' },
  { selfClosed: true },
  { state: 'opportunity', amount: null },
  { startOn: null },
] as const

test('what a figure leaves out stands beside it, in every form', async () => {
  await win(1)
  for (const [index, own] of LEFT_OUT.entries()) await win(index + 2, own)
  const table = (await run(...NOVEMBER)).stdout
  expect(table).toMatch(/^Acceptance rate .* 3\/3, 1 in pipeline left out, 1 self-closed left out immature /m)
  expect(table).toMatch(/^Pipeline MRR now .* n=1, 1 without an amount /m)
  expect(table).toMatch(/^Accounts with a CSQL .*, 1 logger /m)
  expect(table).toMatch(/^CSQL share of the growth .*, 3 without a start left out /m)
  const csv = (await run(...NOVEMBER, '--format', 'csv')).stdout.split('\r\n')
  const cells = (name: string) =>
    csv
      .find((row) => row.startsWith(`,,,JPY,${name},`))
      ?.split(',')
      .slice(-5)
  expect(cells('acceptance_rate')).toEqual(['1', '1', '', '', ''])
  expect(cells('coverage')).toEqual(['', '', '1', '', ''])
  expect(cells('pipeline_mrr')).toEqual(['', '', '', '1', ''])
  expect(cells('cs_share_of_expansion')).toEqual(['', '', '', '', '3'])
  const { metrics } = JSON.parse((await run(...NOVEMBER, '--format', 'json')).stdout) as Json
  expect([metrics.acceptance_rate.in_pipeline, metrics.pipeline_mrr.unestimated]).toEqual([1, 1])
})

test('what stands for now is not told of the period before', async () => {
  await win(1, { state: 'opportunity', wonOn: null, wonAmount: null })
  const table = (await run(...NOVEMBER)).stdout
  for (const name of ['Pipeline MRR now +100000 +n=1', 'Overdue now +— +0/0'])
    expect(table).toMatch(new RegExp(`^${name} +—$`, 'm'))
  expect(table).toMatch(/^Opportunity rate .* — \(0\/0\)$/m)
  const { before } = JSON.parse((await run(...NOVEMBER, '--format', 'json')).stdout) as Json
  expect(Object.keys(before.metrics)).toEqual(METRIC_NAMES)
  const untold = METRIC_NAMES.filter((name) => before.metrics[name] === null)
  expect(untold).toEqual(['overdue_rate', 'pipeline_mrr'])
  const csv = (await run(...NOVEMBER, '--format', 'csv')).stdout.split('\r\n')
  for (const name of untold) expect(csv).toContain(`before,2026-10-01..2026-10-31,,JPY,${name}${','.repeat(11)}`)
  expect(csv.find((row) => row.startsWith('before,') && row.includes(',opportunity_rate,'))).toContain(',0,0,')
})

test('a month says how many of its CSQLs are in no step, and no rate is of those', async () => {
  await win(1)
  expect((await run(...NOVEMBER)).stdout).not.toContain('imported without the date')
  await win(2, {}, { inferred: 1 })
  const table = (await run(...NOVEMBER)).stdout
  expect(table).toContain(
    'BY MONTH OF QUALIFICATION (+ may still grow)\n1 imported without the date of qualification: in CSQLs alone.\n',
  )
  expect(table).toMatch(/^2026-11 +2 +1\+ /m)
  const csv = (await run(...NOVEMBER, '--format', 'csv')).stdout.split('\r\n')
  expect(csv).toContain(`cohort,2026-11,,,csqls,,,,2${','.repeat(7)}`)
  expect(csv).toContain(`cohort,2026-11,,,inferred,,,,1${','.repeat(7)}`)
  expect(csv).toContain('cohort,2026-11,,,won_within.30,,1,1,,,true,,,,,')
})

test('a month of the JSON has these keys, and no others', async () => {
  await win(1)
  const { cohorts } = JSON.parse((await run(...NOVEMBER, '--format', 'json')).stdout) as Json
  const keys = ['month', 'csqls', 'inferred', 'days', 'accepted', 'opportunities', 'won', 'complete']
  expect(cohorts.map((cohort: Json) => Object.keys(cohort))).toEqual([keys])
})

test('CSV has a row a figure, and no cell that a spreadsheet would run', async () => {
  const store = world.store.of(world.workspaceId)
  await store.transaction((tx) => tx.products.put({ ...world.product, name: '=1+1' }))
  await win(1)
  const { stdout } = await run(...NOVEMBER, '--format', 'csv', '--by', 'product')
  const rows = stdout.replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(rows[0]).toBe(
    'by,key,name,currency,metric,value,num,den,n,open,immature,in_pipeline,self_closed,loggers,unestimated,undated',
  )
  expect(rows).toContain(',,,JPY,csql_win_rate,1,1,1,,0,true,,,,,')
  expect(rows).toContain(',,,JPY,expansion_mrr,120000,,,1,,,,,,,')
  expect(rows).toContain("product,'=1+1,,JPY,csqls,,,,1,,,,,,,")
  expect(rows).toContain('cohort,2026-11,,,won_within.30,,1,1,,,true,,,,,')
  expect(rows.filter((row) => row.startsWith('before,2026-10-01..2026-10-31,,'))).toHaveLength(METRIC_NAMES.length)
  expect(rows).toContain('missing,targets,,,missing,,,,1,,,,,,,')
  expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([16]))
  expect(rows.filter((row) => /^(,|product,)/.test(row))).toHaveLength(2 * METRIC_NAMES.length)
})

test.each([
  ['2024-12-01', 24, false],
  ['2024-11-30', 25, true],
])(
  'from %s on there are %i months: the table shows the newest 24 and says so, programs get all',
  async (from, n, isCut) => {
    await win(1)
    const days = ['--from', from, '--to', '2026-11-30', '--by', 'kind']
    const table = (await run(...days)).stdout
    expect(table).toContain(
      isCut
        ? `BY MONTH OF QUALIFICATION (+ may still grow)\nThe newest 24 of ${n} months; all are in --format csv and json.`
        : 'BY MONTH OF QUALIFICATION (+ may still grow)\nMONTH',
    )
    const cohorts = table.split('BY MONTH')[1]?.split('\n\n')[0] ?? ''
    expect(cohorts.match(/^\d{4}-\d{2} /gm)?.map((month) => month.trim())).toEqual(monthsBetween('2024-12', '2026-11'))
    const months = (JSON.parse((await run(...days, '--format', 'json')).stdout) as Json)['cohorts']
    expect(months.map(({ month }: Json) => month)).toEqual(monthsBetween(from.slice(0, 7), '2026-11'))
    const csv = (await run(...days, '--format', 'csv')).stdout
    expect(csv.match(/^cohort,\d{4}-\d{2},,,csqls,/gm)).toHaveLength(n)
  },
)

test('CSV says what a target aims at and what is reached, by whose it is', async () => {
  const { id, slackUserId, name } = world.csm
  await world.store.of(world.workspaceId).transaction((tx) =>
    tx.targets.put(
      Target.parse({
        ...{ subjectKind: 'person', subject: id, fiscalYear: 2026, quarter: 3 },
        ...{ metric: 'csqls', value: 4, currency: null },
      }),
      null,
      world.clock.now(),
    ),
  )
  await win(1)
  const { stdout } = await run(...NOVEMBER, '--format', 'csv')
  expect(stdout).toContain(`target,${slackUserId},${name},,csqls,0.25,1,4,,,,,,,,\r\n`)
  expect(stdout).toContain('missing,targets,,,missing,,,,0,,,,,,,')
})

test.each([
  [['--from', '2026-02-30', '--to', '2026-03-01'], '--from <date> "2026-02-30": it must be a real date, YYYY-MM-DD.'],
  [['--from', '2026-03-01'], '--to <date> is needed.'],
  [[...NOVEMBER, '--by', 'source,heat'], '"heat" is none of source, product, kind, csm, ae'],
  [[...NOVEMBER, '--format', 'xml'], '--format <format> "xml": it must be one of json, table, csv.'],
])('%j is refused, and why is said', async (argv, words) => {
  const { code, stderr } = await run(...argv)
  expect([code, stderr.join(' ')]).toEqual([2, expect.stringContaining(words)])
})

test('in Japanese the table speaks the words of Slack, and JSON and CSV keep their keys', async () => {
  await win(1, { startOn: null })
  await win(2, { state: 'opportunity', wonOn: null, wonAmount: null, amount: null, progress: 'proposing' })
  const { stdout } = await runIn('ja', ...NOVEMBER)
  expect(stdout.split('\n')[0]).toBe(
    '2026-11-01〜2026-11-30(Asia/Tokyo)|比較期間 2026-10-01〜2026-10-31|金額の単位 JPY',
  )
  for (const title of [
    'きっかけ別',
    'ウェビナー',
    '提案中',
    'データがそろうと表示できる数字',
    '目標がまだありません',
  ]) {
    expect(stdout).toContain(title)
  }
  expect(stdout).toContain('見込み月額のない商談が1件あり、')
  expect(stdout).toMatch(/^トスアップから受注まで +1\.0日 +n=1/m)
  expect(stdout.replaceAll(/tasuki import|\/csql target|USATO/g, '')).not.toMatch(/[A-Z]{2,} [A-Z]{2,}|_/)
  const csv = (await runIn('ja', ...NOVEMBER, '--format', 'csv')).stdout
  expect(csv).toBe((await runIn('en', ...NOVEMBER, '--format', 'csv')).stdout)
  const refused = await runIn('ja', '--from', '2026-02-30', '--to', '2026-03-01')
  expect(refused.stderr[0]).toBe(
    '--from <date> の「2026-02-30」は使えません。実在する日付を YYYY-MM-DD の形でご指定ください。',
  )
  expect((await runIn('ja', '--from', '2026-03-01')).stderr[0]).toBe('--to <date> の指定が必要です。')
})

test('an end before the beginning is refused', async () => {
  const { code, stderr } = await run('--from', '2026-03-02', '--to', '2026-03-01')
  expect([code, stderr]).toEqual([1, ['--from 2026-03-02 comes after --to 2026-03-01.']])
})
