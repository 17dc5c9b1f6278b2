import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sampleCompany } from '../../src/sandbox/index.js'
import { startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
const open = async (options: Parameters<typeof startTestApp>[0] = {}) => {
  tasuki = await startTestApp(options)
}
beforeEach(() => open())
afterEach(() => tasuki.close())

const SHEET = [
  'account,product,kind,problem,logged_by,ae,logged_at,qualified_at',
  '株式会社月白精機,ホタルビ経費,クロスセル,紙のまま。,sato@hotarubi.example,suzuki@hotarubi.example,2026-04-01,2026-04-02',
].join('\n')
const FAULTY = SHEET.replace('2026-04-02', '2026-03-02').replace('クロスセル', '横展開')

const fileOf = (text: string, name = 'csqls.csv') => [{ name, bytes: iconv.encode(text, 'cp932') }]
/** The form for a spreadsheet, opened from the settings, filled in and sent. */
async function upload(text: string, name?: string, sheet = 'csqls'): Promise<void> {
  await tasuki.csql('yamamoto', 'settings')
  await tasuki.as('yamamoto').click(tasuki.modal('yamamoto').view, 'csql.import')
  const { view } = tasuki.modal('yamamoto')
  const sent = await tasuki.as('yamamoto').submit(view, { sheet, file: fileOf(text, name) })
  expect(sent.errors ?? sent.refused ?? sent.error).toBeUndefined()
}
const report = () => tasuki.told('yamamoto', '確認だけを行いました')
const confirm = async (): Promise<string> => {
  const message = tasuki.as('yamamoto').ephemerals().at(-1)
  if (message === undefined) throw new Error('nothing was said')
  await tasuki.as('yamamoto').click(message, 'csql.import_confirm')
  return tasuki.told('yamamoto', '取り込みました')
}
const count = async () => (await tasuki.store.read((tx) => tx.csqls.list({ limit: 10 }))).total

describe('a spreadsheet that is uploaded in the settings', () => {
  test('is only checked at first, told of, and imported by a click', async () => {
    await upload(SHEET)
    const checked = await report()
    expect(checked).toContain('CSQL:1行。新規 1件、更新 0件、変更なし 0件。')
    expect(checked).toContain('この内容で取り込む')
    expect(await count()).toBe(0)
    expect(await confirm()).toContain('取り込みました。')
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'qualified', kind: 'cross_sell' })
    const audited = await tasuki.store.read((tx) => tx.audit.between(0, tasuki.clock.now() + 1))
    expect(audited.filter(({ action }) => action === 'csqls.import')).toMatchObject([
      { actorId: (await tasuki.person('yamamoto')).id, fromCommandLine: false, facts: { added: 1 } },
    ])
  })

  test('says that it is being checked before it says what it came to', async () => {
    await upload(SHEET)
    await report()
    const said = tasuki.as('yamamoto').ephemerals()
    expect(said.length).toBe(2)
  })

  test('says once how far it is where there are thousands of rows, in the check and in the import', async () => {
    const rows = Array.from({ length: 5_300 }, (_, index) => `顧客${index + 1}`)
    await upload(['name', ...rows].join('\n'), 'accounts.csv', 'accounts')
    await report()
    const said = () =>
      tasuki
        .as('yamamoto')
        .ephemerals()
        .map((message) => JSON.stringify(message.blocks))
    expect(said()).toHaveLength(3)
    expect(said()[1]).toContain('5,000行まで確認しました。続きを確認しています。')
    const [checked] = tasuki.as('yamamoto').ephemerals().slice(-1)
    await tasuki.as('yamamoto').click(checked ?? expect.fail(), 'csql.import_confirm')
    await tasuki.sandbox.until(() => said().some((words) => words.includes('取り込みました。')))
    // What came of it stands in the place of the check; how far it was, beside it.
    expect(said()).toHaveLength(4)
    expect(said()[2]).toContain('新規 5,300件')
    expect(said()[2]).toContain('取り込みました。')
    expect(said()[3]).toContain('5,000行まで読み込みました。取り込みが終わりましたら、ここでお知らせします。')
    expect((await tasuki.store.read((tx) => tx.accounts.names())).length).toBeGreaterThanOrEqual(5_300)
  }, 60_000)

  test('is told of by row and column where something is wrong, and cannot be imported then', async () => {
    await upload(FAULTY)
    const said = await tasuki.told('yamamoto', '直していただきたい')
    expect(said).toContain('2行目 kind:「横展開」は選べません。')
    expect(said).not.toContain('この内容で取り込む')
    expect(await count()).toBe(0)
  })

  test('a second click, and a second upload, change nothing', async () => {
    await upload(SHEET)
    await report()
    await confirm()
    await upload(SHEET)
    const again = await report()
    expect(again).toContain('変更なし 1件')
    expect(again).not.toContain('この内容で取り込む')
    expect(await count()).toBe(1)
  })

  test('tells nobody of what it brings in', async () => {
    await upload(SHEET)
    await report()
    await confirm()
    expect(await tasuki.store.read((tx) => tx.deliveries.list({ limit: 10 }))).toEqual([])
  })

  test('that is gone when the button is clicked is said to be unreadable', async () => {
    await upload(SHEET)
    await report()
    tasuki.sandbox.harm = ({ method }) =>
      method === 'files.info'
        ? {
            accept: false,
            answer: {
              status: 200,
              headers: { 'content-type': 'application/json' },
              body: '{"ok":false,"error":"file_not_found"}',
            },
          }
        : undefined
    const message = tasuki.as('yamamoto').ephemerals().at(-1)
    await tasuki.as('yamamoto').click(message ?? expect.fail(), 'csql.import_confirm')
    expect(await tasuki.told('yamamoto', '読み取れませんでした')).toContain('tasuki import')
    expect(await count()).toBe(0)
  })

  test('is the admins’ alone', async () => {
    await upload(SHEET)
    await report()
    const answer = await tasuki.csql('sato', 'settings')
    expect(answer).not.toBe('')
    expect(tasuki.as('sato').modal()).toBeUndefined()
  })

  test('takes CSV files only, and none above 10 MB, as Slack’s client does', async () => {
    await expect(upload(SHEET, 'csqls.xlsx')).rejects.toThrow('only csv')
    const { view } = tasuki.modal('yamamoto')
    const big = [{ name: 'big.csv', bytes: Buffer.alloc(10 * 1024 * 1024 + 1) }]
    await expect(tasuki.as('yamamoto').submit(view, { sheet: 'csqls', file: big })).rejects.toThrow('10 MB')
  })
})

describe('without the scope files:read', () => {
  beforeEach(async () => {
    await tasuki.close()
    await open({ scopes: sampleCompany.scopes.filter((scope) => scope !== 'files:read') })
  })

  test('the settings name the command line, and offer no form', async () => {
    await tasuki.csql('yamamoto', 'settings')
    expect(tasuki.modal('yamamoto').words).toContain('tasuki import')
    await expect(tasuki.as('yamamoto').click(tasuki.modal('yamamoto').view, 'csql.import')).rejects.toThrow()
  })
})
