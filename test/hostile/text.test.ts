import { afterEach, describe, expect, test, vi } from 'vitest'
import { CHANNELS } from '../../src/sandbox/index.js'
import { startTestApp, type TestApp } from '../support/app.js'
import { Everywhere } from './everywhere.js'
import { escaped, faultsOf, posted, textsIn } from './posted.js'

vi.setConfig({ testTimeout: 120_000 })

let tasuki: TestApp
afterEach(() => tasuki.close())

const DIGEST = { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } as const

interface Text {
  readonly typed: string
  /** What is read of it; what cannot be seen is gone. */
  readonly read: string
  /** What is read of it behind `/csql`, where that is another. */
  readonly inLine?: string
}

const PINGS = '<!channel> <!here|@here> <!subteam^S0SALES> @everyone'
const ESCAPED = '&lt;!channel&gt; &amp;lt;!here&amp;gt; &#60;'
const LINK = '<https://evil.example|https://bank.example> https://evil.example/x'
const TURNED = '\u202Egnol\u2066\u200B\u0000 ``` *b* _i_ ~s~ :tada:'
const TURNED_READ = 'gnol ``` *b* _i_ ~s~ :tada:'
const SQL = `'; DROP TABLE csqls; -- % _ \\ {}`

const TEXTS: readonly (readonly [string, Text])[] = [
  ['H1 calls to everybody', { typed: PINGS, read: PINGS }],
  ['H2 what is escaped already', { typed: ESCAPED, read: ESCAPED }],
  ['H3 a link under another’s name', { typed: LINK, read: LINK }],
  ['H4 what turns the text round, or cannot be seen', { typed: TURNED, read: TURNED_READ }],
  ['H4 half a character', { typed: `\uD800${TURNED}`, read: TURNED_READ, inLine: `\uFFFD${TURNED_READ}` }],
  ['H6 what a database would run', { typed: SQL, read: SQL }],
]

describe.each(TEXTS)('%s, typed into every field', (_what, { typed, read, inLine = read }) => {
  test('is literal in everything that is posted, in blocks and in the fallback text', async () => {
    tasuki = await startTestApp({ settings: DIGEST })
    const everywhere = new Everywhere(tasuki, typed)
    await everywhere.all()
    const all = posted(tasuki)
    expect(all.flatMap(faultsOf)).toEqual([])
    expect(all.length).toBeGreaterThan(100)
    const [blocks, fallbacks] = [all.flatMap(textsIn).join('\n'), all.map(({ text }) => text ?? '').join('\n')]
    const words = [
      ...everywhere.inForms.map((field) => `${read} ${field}`),
      ...everywhere.inLines.map((field) => `${inLine} ${field}`),
    ]
    expect(words.filter((one) => !blocks.includes(one))).toEqual([])
    expect(words.filter((one) => !fallbacks.includes(escaped(one)))).toEqual([])
  })
})

test('H1 a mention is read as the name of whom it is of, and calls nobody', async () => {
  tasuki = await startTestApp()
  await tasuki.csql('sato', 'log 月白精機 @suzuki 席が足りない <@U0TANAKA> <@U1> とのお話')
  await tasuki.csql('sato', 'note 1 <@U0TANAKA|tanaka> に確認')
  expect(await tasuki.csql('sato', 'show 1')).toContain('@tanaka に確認')
  const message = tasuki.as('nakamura').say(CHANNELS.csSales, '<!channel> <@U0TANAKA> さん、月白精機の件です')
  await tasuki.as('sato').messageShortcut('csql.capture', message)
  expect(tasuki.modal('sato').words).toContain('channel @田中直樹 さん、月白精機の件です')
  await tasuki.as('sato').submit(tasuki.modal('sato').view)
  const all = posted(tasuki)
  expect(all.flatMap(faultsOf)).toEqual([])
  expect(all.map(({ text }) => text ?? '').join()).not.toMatch(/<[@!]/)
})

describe('H6 what means anything in a search', () => {
  test.each(['%', '_', '%%', "' OR 1=1 --", '\\'])('%s is no account, and finds none', async (typed) => {
    tasuki = await startTestApp()
    await tasuki.csql('sato', 'log 月白精機 席が足りない')
    expect(await tasuki.csql('sato', `account ${typed}`)).toContain('という顧客は見つかりませんでした')
    expect(await tasuki.csql('sato', `list ${typed}`)).toContain('という顧客は見つかりませんでした')
  })
})
