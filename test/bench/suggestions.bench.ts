import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machineClock } from '../../src/config/machine-clock.js'
import { AccountId } from '../../src/domain/ids.js'
import { sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { openStore } from '../../src/store/store.js'
import { Child } from './child.js'
import { type LoadResult, load } from './load.js'
import { startProgram } from './program.js'
import { personId, seedDatabase } from './seed.js'
import { type Bound, bench, median, printTable } from './tables.js'

/**
 * Suggestions of accounts, at fifty thousand of them, through signed `block_suggestion` requests to the program as it is
 * started; beside it a bare Bolt app that asks the same names by LIKE, in the same run. Also while names change:
 * somebody logs for customers that nobody knew, one after another.
 */
const ACCOUNTS = 50_000
const REQUESTS = 1_000
const ROUNDS = 3
/** People who type at once. */
const CONCURRENCY = 5
const MOST_MS = 300
const secret = sampleCompany.signing_secret
const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-'))

const KANJI = '月白霧笛灯籠坂食品青葉商会南風空木野学園千代田港北大阪東京中央第一総合物産電機工業建設運輸髙斎'
const KANA = 'つきしろむてきとうろざかあおばしらはえうつぎのたかちひくもいよるべ'
const FORMS = [(name: string) => `株式会社${name}`, (name: string) => `${name}㈱`, (name: string) => `(有)${name}`]

/** One that is drawn from a text by a number; the same each time. */
const pick = (from: string, n: number): string => from[(n * 7919) % from.length] ?? ''
const nameOf = (n: number): string => {
  const name = [pick(KANJI, n), pick(KANJI, Math.floor(n / 7)), pick(KANJI, Math.floor(n / 53)), n % 97].join('')
  return FORMS[n % FORMS.length]?.(name) ?? name
}
const readingOf = (n: number): string =>
  [pick(KANA, n), pick(KANA, Math.floor(n / 3)), pick(KANA, Math.floor(n / 11)), pick(KANA, Math.floor(n / 31))].join(
    '',
  )

/** What people type: a character each, and more of it, in the spellings of H23. */
const TYPED = [
  '月',
  'つ',
  'ツ',
  'ﾑ',
  '霧笛',
  '株',
  '(株)月',
  '高',
  '髙',
  '１',
  'むて',
  '第一3',
  'こ',
  '食品月9',
] as const

let sequence = 0
const suggestion = (n: number): Readonly<Record<string, string>> => ({
  payload: JSON.stringify({
    ...{ type: 'block_suggestion', api_app_id: 'A0', token: 'unused' },
    ...{ team: { id: sampleCompany.team.id, domain: 'bench' } },
    ...{ user: { id: personId(n % 50), team_id: sampleCompany.team.id } },
    ...{ container: { type: 'view', view_id: 'V0' }, view: { private_metadata: '{"v":1}' } },
    ...{ block_id: 'account', action_id: 'value', value: TYPED[n % TYPED.length] },
  }),
})
const logged = (n: number): Readonly<Record<string, string>> => ({
  ...{ command: '/csql', text: `log 新規${n}号店 席が足りない`, user_id: personId(n % 50), user_name: 'bench' },
  ...{ team_id: sampleCompany.team.id, team_domain: 'bench', channel_id: 'D0BENCH', channel_name: 'directmessage' },
  ...{ trigger_id: `${sequence++}.bench`, response_url: 'http://127.0.0.1:9/none', api_app_id: 'A0', token: 'unused' },
})

async function seed(database: string): Promise<void> {
  await seedDatabase(database, 50, Date.now())
  const store = await openStore(database)
  const [workspace] = await store.workspaces.all()
  if (workspace === undefined) throw new Error('no workspace')
  const staging = store.of(workspace.id).stage()
  for (let n = 0; n < ACCOUNTS; n += 1) {
    staging.put('accounts', {
      ...{ workspaceId: workspace.id, id: AccountId.parse(`account-${n}`), name: nameOf(n), nameKana: readingOf(n) },
      ...{ aliases: [], externalId: null, corporateNumber: null, parentId: null, segment: null, provisional: false },
    })
  }
  await staging.commit(async () => undefined)
  await store.close()
}

interface Subject {
  readonly name: string
  readonly port: number
  /** Customers that nobody knew are logged meanwhile. */
  readonly changing: boolean
  readonly results: LoadResult[]
}

const of = (subject: Subject, figure: keyof LoadResult): number =>
  median(subject.results.map((result) => result[figure]))

async function typing({ port, changing, results }: Subject): Promise<void> {
  const offers = (status: number, body: string) => status === 200 && body.includes('options')
  const logs = (status: number, body: string) => status === 200 && body.includes('CSQL-')
  const [suggested] = await Promise.all([
    load({ port, secret, fields: suggestion, requests: REQUESTS, concurrency: CONCURRENCY, check: offers }),
    changing ? load({ port, secret, fields: logged, requests: REQUESTS / 5, concurrency: 1, check: logs }) : null,
  ])
  results.push(suggested)
}

async function measure(): Promise<readonly Bound[]> {
  const sandbox = await startSandbox({ config: sampleCompany, clock: machineClock })
  const database = join(folder, 'tasuki.db')
  await seed(database)
  const program = await startProgram(database, sandbox)
  const bare = new Child(fileURLToPath(new URL('./bare-suggestions.js', import.meta.url)), [database, secret])
  const { port } = await bare.message<{ port: number }>()
  const like: Subject = { name: 'bare Bolt, LIKE', port, changing: false, results: [] }
  const still: Subject = { name: 'Tasuki', port: program.port, changing: false, results: [] }
  const changing: Subject = { name: 'Tasuki, while names change', port: program.port, changing: true, results: [] }
  const subjects = [like, still, changing]
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const subject of subjects) await typing(subject)
  }
  await Promise.all([program.child.stop(), bare.stop(), sandbox.stop()])
  printTable(
    `${REQUESTS} signed requests a round, ${CONCURRENCY} at a time, ${ACCOUNTS} accounts, median of ${ROUNDS} rounds`,
    ['subject', 'req/s', 'p50 ms', 'p99 ms', 'max ms'],
    subjects.map((subject) => [
      subject.name,
      of(subject, 'perSecond').toFixed(0),
      ...(['p50', 'p99', 'max'] as const).map((figure) => of(subject, figure).toFixed(1)),
    ]),
  )
  console.log(`\nstart to healthy: ${(program.startMs / 1000).toFixed(1)} s`)
  return [
    { name: 'p99 of a suggestion (ms)', value: of(still, 'p99'), sign: '≤', bound: MOST_MS },
    { name: 'p99 while names change (ms)', value: of(changing, 'p99'), sign: '≤', bound: MOST_MS },
    { name: 'p50 ÷ LIKE', value: of(still, 'p50') / of(like, 'p50'), sign: '≤', bound: 1 },
  ]
}

try {
  await bench(measure)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
