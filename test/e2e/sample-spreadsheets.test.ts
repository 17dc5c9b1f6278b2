import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportCommand } from '../../src/cli/export.js'
import { importCommand } from '../../src/cli/import.js'
import { reportCommand } from '../../src/cli/report.js'
import type { Metrics } from '../../src/domain/metrics.js'
import { SHEETS, type SheetName } from '../../src/domain/sheets/sheets.js'
import { sampleSpreadsheets } from '../../src/sandbox/sample-spreadsheets.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { typed } from '../support/command-line.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'
import { sampleCsv, samplePath } from '../support/write-sample-spreadsheets.js'

const sheets = Object.keys(SHEETS) as SheetName[]
const folder = temporaryFolder()
let database: string
beforeAll(async () => {
  database = await freshDatabase(folder.path)
})
afterAll(() => folder.remove())

const clock = { now: () => TUESDAY_AT_TEN, sleep: async () => {} }
const run = (group: typeof importCommand, ...argv: string[]) =>
  typed(group, argv, { env: { DATABASE_URL: `sqlite:${database}` }, clock })

test.each(sheets)('the sample of %s is what its generator makes', async (sheet) => {
  expect(await sampleCsv(sheet)).toBe(readFileSync(samplePath(sheet), 'utf8'))
})

/** How often a column of the CSQLs has a day of each month. */
function byMonth(column: string): readonly number[] {
  const months = new Map<string, number>()
  for (const row of sampleSpreadsheets().csqls) {
    const month = row[column]?.slice(0, 7)
    if (month !== undefined) months.set(month, (months.get(month) ?? 0) + 1)
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, n]) => n)
}

test.each(['logged_at', 'qualified_at', 'accepted_at', 'rejected_at', 'opportunity_at', 'won_at', 'lost_at'])(
  'no month of the sample has more than twice what is usual of %s: what would come after its end is left open',
  (column) => {
    const months = byMonth(column)
    const usual = [...months].sort((a, b) => a - b)[Math.floor(months.length / 2)] ?? 0
    expect(usual).toBeGreaterThan(5)
    expect(Math.max(...months)).toBeLessThanOrEqual(2 * usual)
  },
)

test('the README’s line leaves nothing behind in the shell that it is typed in', () => {
  const lines = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('\n')
  const exporting = lines.filter((line) => line.includes('export DATABASE_URL'))
  expect(exporting).toHaveLength(1)
  expect(exporting[0]).toMatch(/^\(.*\)$/)
})

describe('a spreadsheet of some thousand CSQLs', () => {
  test('is imported and reported by the commands of the README', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    for (const sheet of sheets) {
      const path = `test/data/sample-${sheet}.csv`
      expect(readme.replaceAll('$sheet', sheet)).toContain(path)
      const { code, stderr, stdout } = await run(importCommand, 'import', sheet, path)
      expect([sheet, code, stderr, stdout.includes('取り込みました')]).toEqual([sheet, 0, [], true])
    }
    const report = await run(reportCommand, 'report', '--from', '2025-04-01', '--to', '2026-03-31', '--format', 'json')
    expect([report.code, report.stderr]).toEqual([0, []])
    const { metrics } = JSON.parse(report.stdout) as { metrics: Metrics }
    expect(metrics.signals.n).toBeGreaterThan(1_000)
    for (const rate of [metrics.acceptance_rate, metrics.opportunity_rate, metrics.csql_win_rate, metrics.sla_kept]) {
      expect(rate.den).toBeGreaterThan(500)
      expect(rate.value).toBeGreaterThan(0.15)
      expect(rate.value).toBeLessThan(0.95)
    }
    expect(metrics.expansion_mrr.value).toBeGreaterThan(1_000_000)
    expect(metrics.nrr.value).toBeGreaterThan(1)
    expect(metrics.annual_churn_accounts.num).toBeGreaterThan(0)
  }, 120_000)

  test('changes nothing the second time, and goes out as it came in', async () => {
    for (const sheet of sheets) {
      const { stdout } = await run(importCommand, 'import', sheet, samplePath(sheet))
      expect([sheet, stdout.includes('何も変えていません')]).toEqual([sheet, true])
    }
    const { stdout } = await run(exportCommand, 'export', 'csqls')
    expect(stdout.split('\r\n')).toHaveLength(readFileSync(samplePath('csqls'), 'utf8').split('\r\n').length)
  }, 120_000)
})
