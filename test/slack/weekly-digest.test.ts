import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ChartsNotDrawn } from '../../src/domain/errors.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { CHANNELS, harms, type Message, PEOPLE, renderMessage } from '../../src/sandbox/index.js'
import type { Charts } from '../../src/usecases/ports.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

const channel = CHANNELS.csSales
const MONDAY_AT_NINE = Date.parse('2026-11-30T09:00:00+09:00')
const settings = { digest: { channelId: channel, weekday: 1, at: '09:00' } } satisfies Partial<Settings>

let tasuki: TestApp

beforeEach(async () => {
  tasuki = await startTestApp({ settings })
})
afterEach(() => tasuki.close())

const words = (message: Message | undefined): string =>
  message === undefined ? '' : renderMessage(tasuki.sandbox.workspace, message).join('\n')
const inChannel = (): Message[] => tasuki.sandbox.workspace.messages.in(channel)
const heads = (): Message[] => inChannel().filter(({ thread_ts }) => thread_ts === undefined)
const thread = (): string[] =>
  inChannel().flatMap((message) => (message.thread_ts === undefined ? [] : [words(message)]))
const images = (message: Message | undefined): number =>
  message?.blocks.filter((block) => block['type'] === 'image').length ?? 0

/** To an instant, with a tick there and everything delivered that is due by then. Nobody is woken on the way. */
async function at(instant: number): Promise<void> {
  tasuki.clock.set(instant)
  await tasuki.app.scheduler.tick()
  await tasuki.settle()
}

describe('the weekly digest', () => {
  test('stands in the channel on Monday at nine with its pictures, and its details in the thread', async () => {
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE - MINUTE)
    expect(heads()).toEqual([])
    await at(MONDAY_AT_NINE)
    expect(heads()).toHaveLength(1)
    expect(words(heads()[0])).toContain('11/23〜11/29:CSQL 1件、受注 0件。引き受け待ちは1件、うち期限超過1件です。')
    expect(images(heads()[0])).toBe(2)
    expect(thread()[0]).toContain('期限超過 1件\n・ CSQL-1(月白精機様)')
    expect(heads().concat(inChannel()).map(words).join()).not.toContain('鈴木')
    expect(thread()[1]).toContain('[ファイル: CSQL一覧 11/23〜11/29]')
    const csv = tasuki.sandbox.workspace.files.all().find(({ filename }) => filename.endsWith('.csv'))
    const [, row = ''] = csv?.bytes?.toString('utf8').split('\r\n') ?? []
    expect(row).toBe(
      'CSQL-1,株式会社月白精機,,ホタルビ経費,クロスセル,CS活動(定例・支援),高,引き受け待ち,2026-11-24,2026-11-24,,,,,,3,120000,,,JPY',
    )
    expect(csv?.bytes?.toString('utf8')).not.toMatch(/鈴木|佐藤/)
    await at(MONDAY_AT_NINE + 3 * HOUR)
    expect(heads()).toHaveLength(1)
  })

  test('leads everybody to its figures, each of which opens the CSQLs that it counts', async () => {
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE)
    const [head] = heads()
    if (head === undefined) throw new Error('there is no digest')
    await tasuki.as('sato').click(head, 'csql.slice')
    const { view, words: figures } = tasuki.modal('sato')
    expect(figures).toContain('2026/11/23〜11/29')
    const csqls = '1:csqls.n:2026-11-23:2026-11-29::0:'
    const blocks = view.blocks as unknown as readonly Readonly<Record<string, unknown>>[]
    const menu = blocks.find((block) => JSON.stringify(block['accessory'] ?? null).includes(csqls))
    await tasuki.as('sato').select(view, 'csql.figure', csqls, { blockId: String(menu?.['block_id']) })
    expect(tasuki.modal('sato').words).toContain('CSQL-1 月白精機')
  })

  test('opens, in its thread, what a target counts to whoever asks, and names nobody’s target', async () => {
    await handedOver(tasuki)
    await tasuki.csql('tanaka', 'target 全体 CSQL 20')
    await tasuki.csql('tanaka', 'target @sato CSQL 12')
    await at(MONDAY_AT_NINE)
    const details = inChannel().find((message) => words(message).includes('全体:CSQL件数 1/20'))
    const menu = details?.blocks.find((block) => JSON.stringify(block).includes('csql.figure'))
    if (details === undefined || menu === undefined) throw new Error('there is no target to open')
    expect(JSON.stringify(details)).not.toMatch(/佐藤|person-/)
    const value = '1:csqls.n:2026-10-01:2026-12-31::0:target=csqls-team-all'
    const posted = inChannel().length
    await tasuki.as('suzuki').select(details, 'csql.figure', value, { blockId: String(menu['block_id']) })
    expect(tasuki.modal('suzuki').words).toContain('全体 CSQL件数|CSQL')
    expect(tasuki.modal('suzuki').words).toContain('CSQL-1 月白精機')
    expect(inChannel()).toHaveLength(posted)
  })

  test('waits for its pictures while Slack looks them through', async () => {
    tasuki.sandbox.workspace.files.processing = 2_000
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE)
    await at(MONDAY_AT_NINE + MINUTE)
    expect(images(heads()[0])).toBe(2)
    expect(heads()).toHaveLength(1)
    expect(tasuki.calls('files.getUploadURLExternal')).toBeLessThanOrEqual(3)
  })

  test.each([
    ['Slack never gets done with them', () => undefined, 24 * HOUR],
    [
      'they may not be uploaded',
      (method: string) => (method.startsWith('files.') ? harms.refuse('missing_scope') : undefined),
      0,
    ],
    ['their upload fails and fails', (method: string) => (method === 'upload' ? harms.fail(503) : undefined), 0],
  ])('goes without its pictures, and says so, where %s', async (_why, harm, processing) => {
    tasuki.sandbox.workspace.files.processing = processing
    tasuki.sandbox.harm = ({ method }) => harm(method)
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE)
    for (let minute = 1; minute <= 5; minute += 1) await at(MONDAY_AT_NINE + minute * MINUTE)
    expect(heads()).toHaveLength(1)
    expect(images(heads()[0])).toBe(0)
    expect(words(heads()[0])).toContain('グラフを添付できませんでした')
    expect(thread()[0]).toContain('内訳')
  })

  test('has its pictures after an upload that failed once', async () => {
    tasuki.sandbox.harm = ({ method, earlier }) => (method === 'upload' && earlier === 0 ? harms.cut : undefined)
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE)
    await at(MONDAY_AT_NINE + MINUTE)
    expect(images(heads()[0])).toBe(2)
  })

  test('says so where it comes late, and not within the hour', async () => {
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE + 30 * MINUTE)
    expect(words(heads()[0])).not.toContain('遅れました')
  })

  test('says so where it comes late', async () => {
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE + 26 * HOUR)
    expect(words(heads()[0])).toContain('11/30(月)09:00のお届けが遅れました')
  })

  test('is one line in a week in which nothing happened, without a thread, while something is open', async () => {
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE)
    await at(MONDAY_AT_NINE + 7 * 24 * HOUR)
    expect(heads()).toHaveLength(2)
    expect(words(heads()[1])).toBe(
      '11/30〜12/6:新しい動きはありませんでした。進行中のCSQLは1件、引き受け待ちは1件、うち期限超過1件です。',
    )
    expect(inChannel().filter(({ thread_ts }) => thread_ts === heads()[1]?.ts)).toEqual([])
  })

  test('is not posted in a week in which nothing happened and nothing is open', async () => {
    await tasuki.csql('sato', 'log 月白精機 アップセル 席数の相談')
    await tasuki.csql('sato', 'withdraw 1')
    const { view } = tasuki.modal('sato')
    await tasuki.as('sato').submit(view, { reason: 'logged_by_mistake' })
    await at(MONDAY_AT_NINE)
    await at(MONDAY_AT_NINE + 7 * 24 * HOUR)
    expect(heads()).toHaveLength(1)
  })

  test('tells of a win that was recorded after the digest of its week, once', async () => {
    await handedOver(tasuki)
    await tasuki.click('suzuki', 'csql.accept')
    await tasuki.csql('suzuki', 'convert 1')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { amount: '12万', close_month: '2026-12' })
    await at(MONDAY_AT_NINE)
    await tasuki.csql('suzuki', 'win 1')
    const { view } = tasuki.modal('suzuki')
    const sent = await tasuki
      .as('suzuki')
      .submit(view, { won_on: '2026-11-27', amount: '12万', start_on: '2027-01-01' })
    expect([sent.errors, sent.error, sent.refused]).toEqual([undefined, undefined, undefined])
    await at(MONDAY_AT_NINE + 7 * 24 * HOUR)
    const told = words(heads()[1])
    expect(told).toContain('受注 0件')
    expect(told).toMatch(/前回のダイジェストのあとに登録された[^\n]*\n・ 月白精機様[^\n]*受注日 11\/27/)
    await at(MONDAY_AT_NINE + 14 * 24 * HOUR)
    expect(heads().slice(2).map(words).join()).not.toContain('月白精機')
  })
})

describe('the preview', () => {
  test('is seen by who asks alone, and its pictures come in their direct message', async () => {
    await handedOver(tasuki)
    tasuki.clock.set(tasuki.clock.now() + 7 * 24 * HOUR)
    const said = await tasuki.csql('tanaka', 'digest')
    expect(said).toContain('週次ダイジェスト')
    expect(said).toContain('グラフはDMでお送りします')
    await tasuki.settle()
    expect(inChannel()).toEqual([])
    const dm = tasuki.as('tanaka').dm().at(-1)
    expect(images(dm)).toBe(2)
    expect(tasuki.as('sato').dm().map(images)).not.toContain(2)
  })
})

describe('drawing that fails', () => {
  const broken: Charts = { draw: () => Promise.reject(new ChartsNotDrawn({ cause: 'test' })) }

  test('does not stop the digest', async () => {
    await tasuki.close()
    tasuki = await startTestApp({ settings, charts: broken })
    await handedOver(tasuki)
    await at(MONDAY_AT_NINE)
    expect(heads()).toHaveLength(1)
    expect(words(heads()[0])).toContain('グラフを添付できませんでした')
    expect(tasuki.sandbox.workspace.files.all().map(({ filename }) => filename)).toEqual(['csql-2026-11-23.csv'])
  })
})

test('a digest without a channel goes to each manager, with pictures and a thread of its own', async () => {
  await tasuki.close()
  tasuki = await startTestApp({ settings: { digest: Settings.parse({}).digest } })
  await tasuki.give('yamamoto', 'manager')
  await handedOver(tasuki)
  await at(MONDAY_AT_NINE)
  for (const who of ['tanaka', 'yamamoto'] as const) {
    const digests = tasuki
      .as(who)
      .dm()
      .filter((message) => images(message) === 2)
    expect(digests).toHaveLength(1)
    const { messages } = tasuki.sandbox.workspace
    const [head] = digests
    expect(head === undefined ? [] : messages.repliesTo(head).map(words)).toEqual([
      expect.stringContaining('内訳'),
      expect.stringContaining('CSQL一覧'),
    ])
  }
  expect(tasuki.as('sato').dm().map(images)).not.toContain(2)
  expect(PEOPLE.tanaka).toMatch(/^U/)
})
