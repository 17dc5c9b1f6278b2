import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DAY_MS, HOUR } from '../../src/domain/time.js'
import type { Harm } from '../../src/sandbox/harm.js'
import { CHANNELS, harms, PEOPLE } from '../../src/sandbox/index.js'
import { startTestApp, type TestApp } from '../support/app.js'

/** Words that must be read nowhere but where they belong; each is told from the others. */
const CANARIES = {
  token: 'CANARYTOKEN7Q',
  pasted: 'CANARYPASTED7Q',
  note: 'カナリア本文ナナキュー',
  problem: 'カナリア課題ナナキュー',
  account: 'カナリア商事ナナキュー',
  contact: 'カナリア窓口ナナキュー',
  person: 'カナリア太郎ナナキュー',
  email: 'canary7q@hotarubi.example',
  reason: 'カナリア理由ナナキュー',
  target: 'カナリア定義ナナキュー',
  unknown: 'カナリア謎語ナナキュー',
} as const
const STRANGER = 'U0CANARY'

let tasuki: TestApp
let streams: string[]
beforeEach(async () => {
  streams = []
  const heard = (chunk: unknown): boolean => {
    streams.push(String(chunk))
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(heard)
  vi.spyOn(process.stderr, 'write').mockImplementation(heard)
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...parts: unknown[]) => void streams.push(parts.map(String).join(' ')),
    )
  }
  const canary = { id: STRANGER, name: 'canary', real_name: CANARIES.person, email: CANARIES.email }
  tasuki = await startTestApp({ logLevel: 'trace', token: `xoxb-1-${CANARIES.token}`, people: [canary] })
})
afterEach(async () => {
  await tasuki.close()
  vi.restoreAllMocks()
})

const metrics = async () => (await fetch(`http://127.0.0.1:${tasuki.app.port}/metrics`)).text()
const health = async () => (await fetch(`http://127.0.0.1:${tasuki.app.port}/healthz`)).text()

/** Every canary that is read in a log, an output or the figures, with the line that it stands in. */
async function sung(): Promise<readonly string[]> {
  const lines = [...tasuki.log, ...streams, ...(await metrics()).split('\n'), await health()]
  return Object.entries(CANARIES).flatMap(([name, canary]) =>
    lines.filter((line) => line.includes(canary)).map((line) => `${name}: ${line.slice(0, 600)}`),
  )
}

const canary = () => tasuki.sandbox.as(STRANGER)
const quietly = (work: Promise<unknown>) => work.catch(() => undefined)

/** Everything that people do in a day, with canaries in whatever they type. */
async function aLivelyDay(): Promise<void> {
  const { account, note, pasted, unknown, contact, problem, reason, target } = CANARIES
  await canary().command('/csql', `log 「${account}」 クロスセル 経費 中 月12万 #定例 ${note} xoxb-2-${pasted}`)
  await canary().command('/csql', `log ${unknown}`)
  await canary().command('/csql', `${unknown} ${note}`)
  await canary().command('/csql', `show ${unknown}`)
  await canary().command('/csql', `log 「${account}」 12〜15万 ${note}`)
  await canary().command('/csql', `account ${account}`)
  await canary().command('/csql', 'qualify 1')
  const form = canary().modal()
  if (form !== undefined) {
    await canary().submit(form, { problem, contact, contact_title: contact, opt_in: 'yes', ae: STRANGER })
    await canary().submit(form, { problem, ae: PEOPLE.suzuki })
  }
  await tasuki.settle()
  await tasuki.csql('suzuki', `note 1 ${note}`)
  await tasuki.csql('suzuki', 'return 1')
  await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { missing: ['timing'], note })
  await canary().command('/csql', 'qualify 1')
  const again = canary().modal()
  if (again !== undefined) await canary().submit(again, { changed: problem })
  await tasuki.csql('suzuki', 'accept 1')
  await tasuki.csql('suzuki', 'win 1')
  await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { amount: `${note}万`, promises: note })
  await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { amount: '月12万', promises: note })
  const lists = await tasuki.openSettings('yamamoto', 'lists')
  await tasuki.as('yamamoto').submit(lists.view, { added_reject: reason })
  const definition = await tasuki.openSettings('yamamoto', 'target')
  await tasuki.as('yamamoto').submit(definition.view, { target_definition: target })
  const digest = await tasuki.openSettings('yamamoto', 'digest')
  await tasuki.as('yamamoto').submit(digest.view, { digest_channel: CHANNELS.csSales })
  await tasuki.as('sato').react(canary().say(CHANNELS.csSales, `${account} ${note}`), 'seedling')
  await tasuki.csql('yamamoto', 'settings')
  await tasuki.as('yamamoto').click(tasuki.modal('yamamoto').view, 'csql.import')
  const bytes = Buffer.from(`account,problem,logged_by,logged_at\n${account},${note},${unknown},${unknown}\n`)
  await tasuki
    .as('yamamoto')
    .submit(tasuki.modal('yamamoto').view, { sheet: 'csqls', file: [{ name: `${unknown}.csv`, bytes }] })
  await tasuki.sandbox.event({
    type: 'user_change',
    user: { id: STRANGER, name: CANARIES.person, real_name: CANARIES.person, profile: {} },
  })
  for (const hours of [1, 24, 24, 72, 72]) {
    tasuki.clock.set(tasuki.clock.now() + hours * HOUR)
    await tasuki.app.scheduler.tick()
    await tasuki.settle()
  }
}

describe('no token, text or name is read in a log, an output or the figures', () => {
  test('on a lively day', async () => {
    await aLivelyDay()
    // The day was lived: what was typed is there, where it belongs.
    expect((await tasuki.csqlOf(1))?.state).toBe('won')
    expect(tasuki.as('suzuki').sees()).toContain(CANARIES.problem)
    expect(tasuki.log.length).toBeGreaterThan(0)
    expect(await sung()).toEqual([])
  }, 60_000)

  test('nor when Slack fails in every way', async () => {
    // Slack, and proxies on the way to it, may say back what they were sent.
    const ways: readonly ((args: unknown) => Harm)[] = [
      () => harms.fail(500),
      () => harms.cut,
      (args) => harms.refuse('internal_error', { echo: args as object }),
      (args) => harms.refuse('invalid_blocks', { response_metadata: { messages: [JSON.stringify(args)] } }),
      (args) => ({ accept: false, answer: { status: 502, body: JSON.stringify(args) } }),
      (args) => ({ accept: false, answer: { status: 200, body: JSON.stringify(args) } }),
    ]
    let call = 0
    const opens = ['views.open', 'views.push', 'users.info']
    tasuki.sandbox.harm = ({ method, args }) =>
      opens.includes(method) ? undefined : ways[call++ % ways.length]?.(args)
    await aLivelyDay()
    tasuki.sandbox.harm = ({ args }) => ways[call++ % ways.length]?.(args)
    for (const line of ['log', 'qualify 1', 'settings', `account ${CANARIES.account}`]) {
      for (const _ of ways) await quietly(canary().command('/csql', line))
    }
    expect(call).toBeGreaterThan(10)
    expect(tasuki.log.length).toBeGreaterThan(3)
    expect(await sung()).toEqual([])
  }, 60_000)

  test('nor when the database fails under everything that people do', async () => {
    await canary().command('/csql', `log 「${CANARIES.account}」 クロスセル 経費 中 月12万 ${CANARIES.note}`)
    const raw = new Sqlite(tasuki.database)
    raw.exec("CREATE TRIGGER no_texts BEFORE INSERT ON texts BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END")
    raw.exec("CREATE TRIGGER no_people BEFORE UPDATE ON people BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END")
    raw.close()
    await quietly(aLivelyDay())
    tasuki.clock.set(tasuki.clock.now() + 3 * DAY_MS)
    await quietly(canary().command('/csql', `log 「${CANARIES.account}」 アップセル ${CANARIES.note}`))
    expect(tasuki.log.join('\n')).toContain('the disk is on fire')
    expect(await sung()).toEqual([])
  }, 60_000)

  test('and the ear is no deaf one', async () => {
    streams.push(`… ${CANARIES.note} …`)
    expect(await sung()).toHaveLength(1)
  })
})
