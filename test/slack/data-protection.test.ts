import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../../src/domain/person.js'
import { DAY_MS, HOUR } from '../../src/domain/time.js'
import { PEOPLE, renderMessage } from '../../src/sandbox/index.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Ctx } from '../../src/usecases/context.js'
import { readReport } from '../../src/usecases/read-report.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const LINE = '月白精機 クロスセル 経費 中 月12万 #定例 大槻様の部署で、立替経費が紙のまま'
const query = (text: string): unknown[] => {
  const raw = new Sqlite(tasuki.database)
  try {
    return raw.prepare(text).pluck().all()
  } finally {
    raw.close()
  }
}
const systemCtx = (): Ctx => ({
  ...{ workspaceId: tasuki.app.workspaceId, store: tasuki.store, accountNames: new AccountNames() },
  ...{
    ids: { next: () => 'x' },
    now: Date.parse('2027-12-02T10:00:00+09:00'),
    actor: SYSTEM,
    requestKey: null,
    committed: () => {},
  },
})
async function openErase() {
  const { view } = await tasuki.openSettings('yamamoto', 'data')
  await tasuki.as('yamamoto').click(view, 'csql.erase')
  return tasuki.modal('yamamoto').view
}
const offered = async (view: { id: string }, typed: string) =>
  (await tasuki.as('yamamoto').suggest(view, 'erased', typed)).options.map((option) => JSON.stringify(option))

describe('somebody’s data is erased in the settings', () => {
  test('a contact: in the notes, on cards that are there, in the log; and it is on record who did it', async () => {
    await handedOver(tasuki, LINE)
    await tasuki.settle()
    expect(tasuki.as('suzuki').sees()).toContain('大槻')
    const view = await openErase()
    expect(await offered(view, '大')).toEqual([expect.stringContaining('窓口:大槻様(株式会社月白精機)')])
    const contactId = query('SELECT id FROM contacts')[0]
    const unsure = await tasuki.as('yamamoto').submit(view, { erased: `contact:${contactId}` })
    expect(unsure.refused ?? unsure.errors).toHaveProperty('erase_sure')
    await tasuki.as('yamamoto').submit(view, { erased: `contact:${contactId}`, erase_sure: ['sure'] })
    expect(await tasuki.told('yamamoto', '受付番号')).toContain('データを削除しました')
    await tasuki.settle()
    expect(query('SELECT name FROM contacts')).toEqual([expect.stringMatching(/^匿名[0-9A-F]{4}$/)])
    expect(query("SELECT body FROM texts WHERE body LIKE '%大槻%'")).toEqual([])
    expect(tasuki.as('suzuki').sees()).not.toContain('大槻')
    expect(await tasuki.csql('suzuki', 'show 1')).toContain('■■様の部署で')
    const audited = await tasuki.store.read((tx) => tx.audit.between(0, tasuki.clock.now() + 1))
    expect(audited.filter(({ action }) => action === 'data.erase')).toMatchObject([
      { actorId: (await tasuki.person('yamamoto')).id, subject: `contact:${contactId}` },
    ])
  })

  test('a colleague: their name stands nowhere any more, and what they did stays', async () => {
    await handedOver(tasuki, LINE)
    await tasuki.csql('suzuki', 'accept 1')
    const { id } = await tasuki.person('suzuki')
    const view = await openErase()
    expect(await offered(view, '鈴木')).toEqual([expect.stringContaining('社内:鈴木健太さん')])
    await tasuki.as('yamamoto').submit(view, { erased: `person:${id}`, erase_sure: ['sure'] })
    expect(query("SELECT slack_user_id FROM people WHERE name LIKE '匿名%'")).toEqual([null])
    expect(query("SELECT count(*) FROM people WHERE name LIKE '%鈴木%' OR email LIKE '%suzuki%'")).toEqual([0])
    const shown = await tasuki.csql('sato', 'show 1')
    expect(shown).toContain('匿名')
    expect(shown).not.toContain('鈴木')
    expect((await tasuki.events(1)).at(-1)).toMatchObject({ kind: 'accept', actorId: id })
  })

  test('nobody but an admin gets there', async () => {
    const view = await openErase()
    const yamamoto = await tasuki.person('yamamoto')
    await tasuki.store.transaction((tx) => tx.people.put({ ...yamamoto, slackAdmin: false }))
    expect(await offered(view, '佐藤')).toEqual([])
  })
})

describe('the audit log', () => {
  test('comes as a file with every change of the settings, from what to what, by whom', async () => {
    const rules = await tasuki.openSettings('yamamoto', 'rules')
    await tasuki.as('yamamoto').submit(rules.view, { churn_gate: '7' })
    const people = await tasuki.openSettings('yamamoto', 'people')
    await tasuki.as('yamamoto').submit(people.view, { managers: [PEOPLE.kobayashi] })
    const { view } = await tasuki.openSettings('yamamoto', 'data')
    await tasuki.as('yamamoto').click(view, 'csql.audit_export')
    const file = await tasuki.sandbox.until(() => {
      const file = tasuki.sandbox.workspace.files.find('F00000001')
      return file?.complete === true && file
    })
    expect(file.filename).toBe('tasuki-audit-2026-11-24.csv')
    const text = file.bytes?.toString('utf8') ?? ''
    expect(text).toMatch(/2026-11-24 10:00:0\d,山本由香,[^,]+,slack,settings\.change,churnGate,10,7,/)
    expect(text).toMatch(/山本由香,[^,]+,slack,role\.give,小林真由,,,role=manager/)
    expect(text).toMatch(/role\.take,田中直樹/)
    expect(
      tasuki
        .as('yamamoto')
        .dm()
        .map((message) => renderMessage(tasuki.sandbox.workspace, message).join())
        .join(),
    ).toContain('監査ログ')
  })
})

describe('what is kept no longer', () => {
  const nextNight = async () => {
    tasuki.clock.set(tasuki.clock.now() + DAY_MS - (tasuki.clock.now() % DAY_MS) + 18.5 * HOUR)
    for (let n = 0; n < 3; n += 1) await tasuki.app.scheduler.tick()
  }

  test('is taken out in the night once it is old enough, and every figure stays', async () => {
    await handedOver(tasuki, LINE)
    await tasuki.csql('suzuki', 'accept 1')
    await tasuki.csql('suzuki', 'win 1')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { amount: '月12万', promises: '4月までに開始' })
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない')
    const { view } = await tasuki.openSettings('yamamoto', 'data')
    await tasuki.as('yamamoto').submit(view, { retention: '12' })
    const figures = async () =>
      readReport(systemCtx(), { from: '2026-11-01', to: '2026-11-30', unit: null, by: ['source', 'csm'] })
    tasuki.clock.set(Date.parse('2027-11-20T10:00:00+09:00'))
    await nextNight()
    expect(query("SELECT count(*) FROM texts WHERE body = ''")).toEqual([0])
    tasuki.clock.set(Date.parse('2027-12-01T10:00:00+09:00'))
    const before = await figures()
    await nextNight()
    expect(query("SELECT count(*) FROM texts WHERE body LIKE '%紙のまま%' OR body LIKE '%開始%'")).toEqual([0])
    expect(query("SELECT count(*) FROM texts WHERE body LIKE '%席が足りない%'")[0]).toBeGreaterThan(0)
    expect(query('SELECT name FROM contacts')).toEqual([expect.stringMatching(/^匿名/)])
    const after = await figures()
    expect({ ...after, readAt: null }).toEqual({ ...before, readAt: null })
    expect(await tasuki.csql('sato', 'show 1')).toContain('保存期間を過ぎたため削除されています')
    const audited = await tasuki.store.read((tx) => tx.audit.between(0, tasuki.clock.now() + 1))
    expect(audited.filter(({ action }) => action === 'retention.apply').at(-1)?.facts).toMatchObject({ contacts: 1 })
  })

  test('is swept once a night, and not at all where everything is kept for good', async () => {
    const swept = () => query("SELECT count(*) FROM audit_entries WHERE action = 'retention.apply'")[0]
    await nextNight()
    expect(swept()).toBe(0)
    const { view } = await tasuki.openSettings('yamamoto', 'data')
    await tasuki.as('yamamoto').submit(view, { retention: '12' })
    await nextNight()
    await tasuki.app.scheduler.tick()
    expect(swept()).toBe(1)
    await nextNight()
    expect(swept()).toBe(2)
  })
})

describe('the app is taken out of Slack', () => {
  const days = async (n: number) => {
    tasuki.clock.set(tasuki.clock.now() + n * DAY_MS)
    await tasuki.app.scheduler.tick()
  }

  test.each([
    ['app_uninstalled', () => tasuki.sandbox.uninstall()],
    ['tokens_revoked', () => tasuki.sandbox.revokeToken()],
  ])('%s: the token is used no more at once; the data goes after the days of the setting', async (_event, happen) => {
    await handedOver(tasuki, LINE)
    await tasuki.settle()
    await happen()
    const calls = tasuki.sandbox.calls.length
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない').catch(() => '')
    await tasuki.settle()
    expect(tasuki.sandbox.calls.length).toBe(calls)
    await days(29)
    expect(query('SELECT count(*) FROM csqls')[0]).toBeGreaterThan(0)
    await days(1)
    const tables = query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('erasures', 'schema_migrations')",
    ) as string[]
    expect(tables.filter((name) => query(`SELECT count(*) FROM "${name}"`)[0] !== 0)).toEqual([])
    expect(query('SELECT what FROM erasures')).toEqual([expect.stringMatching(/^workspace:/)])
  })

  test('installed again before, everything is where it was', async () => {
    await handedOver(tasuki, LINE)
    await tasuki.sandbox.uninstall()
    await days(10)
    await tasuki.app.store.workspaces.suspend(tasuki.app.workspaceId, false)
    await days(60)
    expect(query('SELECT count(*) FROM csqls')).toEqual([1])
    expect(query('SELECT gone_at FROM workspaces')).toEqual([null])
  })

  test('the days are a setting', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'data')
    await tasuki.as('yamamoto').submit(view, { after_uninstall: '90' })
    await tasuki.sandbox.uninstall()
    await days(89)
    expect(query('SELECT count(*) FROM workspaces')).toEqual([1])
    await days(1)
    expect(query('SELECT count(*) FROM workspaces')).toEqual([0])
  })
})
