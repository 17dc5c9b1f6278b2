import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Company, openCompany } from '../../src/sandbox/demo/company.js'
import { importYear, sampleYear } from '../../src/sandbox/demo/import-year.js'
import { sampleSpreadsheets } from '../../src/sandbox/sample-spreadsheets.js'
import type { Tx } from '../../src/usecases/ports.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'

const LAST = '2026-11-20'
const NOW = Date.parse('2026-11-24T08:00:00+09:00')

describe.each(['ja', 'en'] as const)('the year of the sample company, in %s', (language) => {
  let company: Company
  beforeAll(async () => {
    company = await openCompany({ language, begins: NOW })
    await importYear(company, sampleYear(language, LAST))
  })
  afterAll(() => company.stop())
  const read = <T>(work: (tx: Tx) => Promise<T>) => company.app.store.of(company.app.workspaceId).read(work)

  test('is forty customers and three products, and the import took every row', async () => {
    const accounts = await read((tx) => tx.accounts.names())
    const products = await read((tx) => tx.products.all())
    const csqls = await read((tx) => tx.csqls.list({ limit: 1 }))
    expect([accounts.length, products.length, csqls.total]).toEqual([40, 3, 260])
    // Names are in the language of who reads them.
    expect(accounts.filter(({ name }) => /[ぁ-んァ-ヶ一-龠]/u.test(name))).toHaveLength(language === 'ja' ? 39 : 0)
  })

  test('has figures of every kind, and nobody is told of what is past', async () => {
    const { metrics } = await read((tx) => readMetrics(tx, { from: '2025-11-24', to: '2026-11-22' }, NOW))
    expect(metrics.signals.n).toBeGreaterThan(200)
    for (const rate of [metrics.acceptance_rate, metrics.opportunity_rate, metrics.csql_win_rate]) {
      expect(rate.value).toBeGreaterThan(0.15)
      expect(rate.value).toBeLessThan(0.95)
    }
    expect(metrics.expansion_mrr.value).toBeGreaterThan(500_000)
    expect(company.sandbox.workspace.messages.all).toEqual([])
  })

  test('leaves a handful open, and nothing older than the last weeks', async () => {
    const open = await read((tx) =>
      tx.csqls.list({ states: ['signal', 'qualified', 'accepted', 'returned', 'opportunity'], limit: 500 }),
    )
    expect(open.rows.length).toBeGreaterThan(5)
    expect(open.rows.length).toBeLessThan(60)
    const oldest = Math.min(...open.rows.map(({ stateSince }) => stateSince))
    expect(NOW - oldest).toBeLessThan(32 * 24 * 3_600_000)
  })
})

test('the same sample is the same year, and another seed another', () => {
  const sample = sampleYear('ja', LAST)
  expect(sampleSpreadsheets(sample)).toEqual(sampleSpreadsheets(sample))
  expect(sampleSpreadsheets({ ...sample, seed: 1 })).not.toEqual(sampleSpreadsheets(sample))
})
