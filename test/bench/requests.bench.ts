import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machineClock } from '../../src/config/machine-clock.js'
import { type Sandbox, sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { Child } from './child.js'
import { type Load, type LoadResult, load } from './load.js'
import { startProgram } from './program.js'
import { accountName, growDatabase, personId, seedDatabase } from './seed.js'
import { type Bound, bench, median, printTable } from './tables.js'

/**
 * Speed, side by side with a reference in one run, as ratios: a machine's mood moves both. Rounds alternate; each
 * figure is the median of its rounds.
 */
const PEOPLE = 2000
const CONCURRENCY = 50
const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 5000)
const ROUNDS = 3
const secret = sampleCompany.signing_secret
const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-'))
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

interface Subject {
  readonly name: string
  readonly child: Child
  readonly port: number
  readonly text: (n: number) => string
  readonly check: Load['check']
  readonly results: LoadResult[]
}

let sequence = 0
function fieldsOf(text: (n: number) => string): Load['fields'] {
  return (n) => ({
    ...{ command: '/csql', text: text(n), user_id: personId(n % PEOPLE), user_name: 'bench' },
    ...{ team_id: sampleCompany.team.id, team_domain: 'bench', channel_id: 'D0BENCH', channel_name: 'directmessage' },
    ...{
      trigger_id: `${sequence++}.bench`,
      response_url: 'http://127.0.0.1:9/none',
      api_app_id: 'A0',
      token: 'unused',
    },
  })
}

async function bare(name: string, inserts: 'yes' | 'no'): Promise<Subject> {
  const child = new Child(here('./bare-bolt.js'), [join(folder, `${name}.db`), secret, inserts])
  const { port } = await child.message<{ port: number }>()
  return { name, child, port, text: logLine, check: (status) => status === 200, results: [] }
}

const logLine = (n: number): string =>
  `log ${accountName(n)} アップセル 月12万 温度感高 定例で席数の不足を相談された その${n}`

const of = (subject: Subject, figure: keyof LoadResult): number =>
  median(subject.results.map((result) => result[figure]))

async function measure(): Promise<readonly Bound[]> {
  const sandbox = await startSandbox({ config: sampleCompany, clock: machineClock })
  const database = join(folder, 'tasuki.db')
  await seedDatabase(database, PEOPLE, Date.now())
  const running = await startProgram(database, sandbox)
  const tasuki = (name: string, text: Subject['text'], word: string): Subject => ({
    ...{ name, child: running.child, port: running.port, text, results: [] },
    check: (status, body) => status === 200 && body.includes(word),
  })
  const subjects = [
    await bare('bare Bolt, ack only', 'no'),
    await bare('bare Bolt + one FULL insert', 'yes'),
    tasuki('Tasuki: /csql help', () => 'help', 'csql'),
    tasuki('Tasuki: /csql log (durable)', logLine, 'CSQL-'),
  ]
  for (const { port, text, check } of subjects) {
    await load({ port, secret, fields: fieldsOf(text), requests: 1000, concurrency: CONCURRENCY, check })
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { port, text, check, results } of subjects) {
      results.push(
        await load({ port, secret, fields: fieldsOf(text), requests: REQUESTS, concurrency: CONCURRENCY, check }),
      )
    }
  }
  const [ack, insert, help, log] = subjects as [Subject, Subject, Subject, Subject]
  printSubjects(subjects)
  const memory = { bare: insert.child.peakMemory(), tasuki: running.child.peakMemory() }
  for (const child of [ack.child, insert.child, running.child]) await child.stop()
  const start = await startOnGrown(database, sandbox)
  await sandbox.stop()
  printBreakdown(ack, insert, help, log)
  const ratio = (name: string, value: number, sign: Bound['sign'], bound: number): Bound => ({
    name,
    value,
    sign,
    bound,
  })
  return [
    ratio('throughput of a durable log ÷ bare insert', of(log, 'perSecond') / of(insert, 'perSecond'), '≥', 0.6),
    ratio('p99 of a durable log ÷ bare insert', of(log, 'p99') / of(insert, 'p99'), '≤', 2),
    ratio('peak memory under load ÷ bare insert', memory.tasuki / memory.bare, '≤', 2),
    ratio('start to healthy, 100,000 CSQLs (s)', start / 1000, '≤', 1.5),
  ]
}

async function startOnGrown(database: string, sandbox: Sandbox): Promise<number> {
  await growDatabase(database, 100_000, Date.now())
  const starts: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, startMs } = await startProgram(database, sandbox)
    starts.push(startMs)
    await child.stop()
  }
  return median(starts)
}

function printSubjects(subjects: readonly Subject[]): void {
  printTable(
    `${REQUESTS} signed requests a round, ${CONCURRENCY} at a time, median of ${ROUNDS} rounds`,
    ['subject', 'req/s', 'p50 ms', 'p99 ms'],
    subjects.map((subject) => [
      subject.name,
      of(subject, 'perSecond').toFixed(0),
      of(subject, 'p50').toFixed(1),
      of(subject, 'p99').toFixed(1),
    ]),
  )
}

/** Milliseconds of the one thread that each part costs a request, from the differences in throughput. */
function printBreakdown(ack: Subject, insert: Subject, help: Subject, log: Subject): void {
  const cost = (subject: Subject): number => 1000 / of(subject, 'perSecond')
  const rows: [string, number][] = [
    ['Bolt, HTTP and signature', cost(ack)],
    ['our edge: person, words, help view', cost(help) - cost(ack)],
    ['reading the line, one transaction, the answer', cost(log) - cost(help)],
    ['(the reference: one insert and its fsync)', cost(insert) - cost(ack)],
  ]
  printTable(
    'where the time of a request goes',
    ['part', 'ms'],
    rows.map(([name, ms]) => [name, ms.toFixed(3)]),
  )
}

try {
  await bench(measure)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
