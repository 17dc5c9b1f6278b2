import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AccountId, EventId, ProductId } from '../../src/domain/ids.js'
import { METRIC_NAMES, type Metrics, MONEY_METRICS } from '../../src/domain/metrics.js'
import { monthsBetween } from '../../src/domain/months.js'
import { dueAt } from '../../src/domain/nudge-policy.js'
import type { Instant } from '../../src/domain/time.js'
import { calendarOf, Settings } from '../../src/domain/workspace.js'
import { readMetrics } from '../../src/usecases/read-metrics.js'
import { anAccount, aProduct, openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql, anEvent } from '../support/rows.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const PERIOD = { from: '2026-11-01', to: '2026-11-30' }
const tokyo = (wall: string): Instant => Date.parse(`2026-${wall.replace(' ', 'T')}:00+09:00`)
const NOW = tokyo('12-01 09:00')
const settings = Settings.parse({})

/** The rows of the table that begins with this header, each by its columns. */
function table(text: string, first: string): Record<string, string>[] {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.startsWith(`| ${first} |`))
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const head = cells(lines[at] ?? '')
  const rows: Record<string, string>[] = []
  for (const line of lines.slice(at + 2)) {
    if (!line.startsWith('|')) break
    rows.push(Object.fromEntries(cells(line).map((cell, index) => [head[index] ?? '', cell])))
  }
  return rows
}

const STEPS = [
  ['logged', 'log', 'signal'],
  ['qualified', 'qualify', 'qualified'],
  ['returned', 'return', 'returned'],
  ['requalified', 'qualify', 'qualified'],
  ['accepted', 'accept', 'accepted'],
  ['rejected', 'reject', 'rejected'],
  ['opportunity', 'convert', 'opportunity'],
  ['won', 'win', 'won'],
  ['lost', 'lose', 'lost'],
] as const

/** Writes the document's rows as the program would have: a row, its events, and the decide clock of each round. */
async function write(seeded: Seeded, rows: readonly Record<string, string>[]): Promise<void> {
  await seeded.store.transaction(async (tx) => {
    for (const row of rows) await writeRow(seeded, tx, row)
  })
}

async function writeAccounts(seeded: Seeded): Promise<void> {
  await seeded.store.transaction(async (tx) => {
    await tx.accounts.update({ ...seeded.account, provisional: true })
    for (const name of 'ABCDEFGHIJ') {
      await tx.accounts.insert(anAccount({ workspaceId: seeded.workspaceId, id: AccountId.parse(name), name }))
    }
  })
}

type Tx = Parameters<Parameters<Seeded['store']['transaction']>[0]>[0]

async function writeRow(seeded: Seeded, tx: Tx, row: Record<string, string>): Promise<void> {
  const at = (name: string): Instant | null => (row[name] ? tokyo(row[name].slice(0, 11)) : null)
  const taken = STEPS.filter(([column]) => row[column]).sort((a, b) => (at(a[0]) ?? 0) - (at(b[0]) ?? 0))
  const [estimate, estimatePeriod] = (row['estimate'] ?? '').split('/')
  const [won, wonPeriod] = (row['won amount'] ?? '').split('/')
  const number = Number(row['#'])
  const day = (name: string) => (row[name] ? `2026-${row[name].slice(0, 5)}` : null)
  const csql = aCsql(seeded, {
    ...{
      id: `c${number}`,
      number,
      accountId: AccountId.parse(row['account'] ?? ''),
      state: taken.at(-1)?.[2] ?? 'signal',
    },
    ...{
      source: row['source'] as 'webinar',
      kind: (row['kind'] || null) as 'upsell' | null,
      reason: row['rejected']?.slice(12) || null,
    },
    ...{ loggedAt: at('logged') ?? 0, firstQualifiedAt: at('qualified'), firstAcceptedAt: at('accepted') },
    ...{ opportunityAt: at('opportunity'), wonOn: day('won'), lostOn: day('lost'), startOn: row['start'] || null },
    ...{ amount: estimate ? Number(estimate) : null, amountPeriod: estimate ? (estimatePeriod as 'month') : null },
    ...{ wonAmount: won ? Number(won) : null, wonAmountPeriod: won ? (wonPeriod as 'month') : null },
    ...{ wonOneTime: won ? Number(row['one-time'] || 0) : null, aeActedAt: at('accepted') },
    currency: row['currency'] ?? 'JPY',
    loggedBy: number % 2 === 0 ? seeded.manager.id : seeded.csm.id,
  })
  await tx.csqls.insert(csql)
  const calendar = calendarOf(settings, null)
  let round: { id: string; startedAt: Instant } | null = null
  for (const [column, kind, to] of taken) {
    const occurredAt = at(column) ?? 0
    const id = `${column}-${number}`
    const changes = kind === 'log' ? { currency: row['estimate currency'] ?? csql.currency } : {}
    await tx.events.append(anEvent(csql, { id, kind, to, changes, occurredAt, recordedAt: occurredAt }))
    if (round !== null) {
      await clock(round, occurredAt, id)
      round = null
    }
    if (kind === 'qualify') round = { id, startedAt: occurredAt }
  }
  if (round !== null) await clock(round, null, null)

  async function clock(begun: { id: string; startedAt: Instant }, stoppedAt: Instant | null, by: string | null) {
    const { startedAt } = begun
    const due = dueAt(
      { kind: 'decide', startedAt, givenOn: null, pausedAt: null, pausedUntil: null } as never,
      'medium',
      calendar,
      settings,
    )
    await tx.clocks.insert(
      aClock(csql, {
        ...{ id: `k-${begun.id}`, startedAt, startedBy: EventId.parse(begun.id), dueAt: due, nextStepAt: null },
        ...{ stoppedAt, stoppedBy: by === null ? null : EventId.parse(by), ending: stoppedAt === null ? null : 'done' },
      }),
    )
  }
}

async function writeSnapshots(seeded: Seeded, rows: readonly Record<string, string>[]): Promise<void> {
  await seeded.store.transaction(async (tx) => {
    for (const row of rows) {
      const [account = '', before = '', after = ''] = Object.values(row)
      const one = (month: string, amount: number) => ({
        ...{ month, accountId: AccountId.parse(account), productId: seeded.product.id, amount, currency: 'JPY' },
      })
      const earlier = monthsBetween('2025-11', '2026-10').map((month) => one(month, Number(before)))
      await tx.snapshots.put([...earlier, one('2026-11', Number(after))])
    }
  })
}

function shown(figure: Metrics[keyof Metrics]): string {
  if ('den' in figure) return `${figure.num}/${figure.den}`
  if ('value' in figure) return `${figure.value} (n ${figure.n})`
  return 'median' in figure ? `${figure.median} (n ${figure.n})` : String(figure.n)
}

describe.each(['en', 'ja'])('docs/%s/metrics.md', (locale) => {
  const text = readFileSync(`${repository}/docs/${locale}/metrics.md`, 'utf8')
  let opened: TestStore
  let seeded: Seeded
  let metrics: Metrics
  beforeAll(async () => {
    opened = await openTestStore()
    seeded = await seedWorkspace(opened.store)
    await writeAccounts(seeded)
    await write(seeded, table(text, '#'))
    await writeSnapshots(seeded, table(text, locale === 'en' ? 'account' : 'account'))
    metrics = (await seeded.store.read((tx) => readMetrics(tx, PERIOD, NOW))).metrics
  })
  afterAll(() => opened.close())

  test('gives every metric, and for each what the program counts for its rows', () => {
    const head = locale === 'en' ? 'metric' : '指標'
    const rows = table(text, head)
    const said = rows.map((row) => [row[head]?.replaceAll('`', ''), Object.values(row)[3]])
    expect(said).toEqual(METRIC_NAMES.map((name) => [name, shown(metrics[name])]).sort(byDocument(said)))
    expect(said).toHaveLength(METRIC_NAMES.length)
  })

  test('gives SQL for every metric, that counts the same', () => {
    expect([...same(text, opened, seeded, metrics)].sort()).toEqual([...METRIC_NAMES].sort())
  })

  test('gives SQL that counts the same where kinds are unknown and currencies differ', async () => {
    const [win] = table(text, '#')
    await write(seeded, [
      { ...win, '#': '9', kind: '' },
      { ...win, '#': '10', account: 'H', kind: '', estimate: '70000/month', 'won amount': '90000/month' },
      { ...win, '#': '11', account: 'I', currency: 'USD', estimate: '700/month', 'won amount': '900/month' },
      { ...win, '#': '12', currency: 'USD', 'estimate currency': 'JPY' },
      { ...win, '#': '13', account: 'J', currency: 'USD', won: '', estimate: '500/month' },
    ])
    await seeded.store.transaction(async (tx) => {
      const [account, product] = [AccountId.parse('E'), ProductId.parse('second')]
      await tx.products.put(aProduct({ workspaceId: seeded.workspaceId, id: product }))
      const dollars = (month: string, accountId: AccountId, amount: number) => ({
        ...{ month, accountId, productId: product, amount, currency: 'USD' },
      })
      await tx.snapshots.put([
        ...monthsBetween('2025-11', '2026-10').map((month) => dollars(month, account, 300)),
        // Dollars are no yen, and whoever pays them has not left.
        ...[dollars('2025-11', AccountId.parse('C'), 5), dollars('2026-11', AccountId.parse('C'), 7)],
      ])
    })
    const { metrics: mixed, otherCurrencies } = await seeded.store.read((tx) => readMetrics(tx, PERIOD, NOW))
    same(text, opened, seeded, mixed)
    expect(mixed.expansion_mrr).toEqual({ value: 120_000 + 120_000 + 90_000, n: 3 })
    const { USD: dollars } = otherCurrencies
    expect(dollars?.expansion_mrr).toEqual({ value: 900 + 120_000, n: 2 })
    const told = same(text, opened, seeded, { ...mixed, ...dollars }, 'USD')
    expect([...told]).toEqual(expect.arrayContaining([...MONEY_METRICS]))
  })
})

/** Measured in working hours, so outside SQL: the document gives how many there are. */
const OUTSIDE_SQL = ['time_to_decision_working_hours.median', 'time_to_first_contact_working_hours.median']
/** What is no number of its own, or follows from the others. */
const DERIVED = new Set(['value', 'immature'])

/** Runs each of the document's statements: every part that it gives must be the figure's. @returns the metrics whose every part is given */
function same(text: string, opened: TestStore, seeded: Seeded, metrics: Metrics, currency = 'JPY'): Set<string> {
  const raw = new Sqlite(opened.file, { readonly: true })
  const values: Record<string, unknown> = {
    ...{ workspace: seeded.workspaceId, ...PERIOD, now: NOW, currency },
    ...{ opening: '2026-10', closing: '2026-11', year_before: '2025-11' },
    ...{ start: tokyo('11-01 00:00'), end: tokyo('12-01 00:00') },
  }
  const told = new Set<string>(OUTSIDE_SQL)
  for (const [, sql = ''] of text.matchAll(/```sql\n([\s\S]*?)```/g)) {
    const named = new Set([...sql.matchAll(/:([a-z_]+)/g)].map(([, name = '']) => name))
    const row = raw.prepare(sql).get(Object.fromEntries([...named].map((name) => [name, values[name]]))) as object
    for (const [column, value] of Object.entries(row)) {
      const [name = '', part = ''] = column.split('.')
      const figure = metrics[name as keyof Metrics] as unknown as Record<string, unknown>
      expect([column, value]).toEqual([column, figure[part]])
      told.add(column)
    }
  }
  raw.close()
  const isWhole = (name: keyof Metrics): boolean =>
    Object.keys(metrics[name]).every(
      (part) => told.has(`${name}.${part}`) || (DERIVED.has(part) && 'den' in metrics[name]),
    )
  return new Set(METRIC_NAMES.filter(isWhole))
}

/** The document may tell them in an order of its own. */
const byDocument = (said: readonly (readonly (string | undefined)[])[]) => {
  const place = (name: string | undefined) => said.findIndex(([told]) => told === name)
  return (a: readonly (string | undefined)[], b: readonly (string | undefined)[]) => place(a[0]) - place(b[0])
}
