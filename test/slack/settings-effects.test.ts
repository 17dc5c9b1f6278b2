import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PersonId } from '../../src/domain/ids.js'
import type { SettingsSection } from '../../src/domain/settings-sections.js'
import { SETTINGS_SECTIONS } from '../../src/domain/settings-sections.js'
import { messagesFor } from '../../src/i18n/index.js'
import { CHANNELS, PEOPLE, renderMessage, sampleCompany } from '../../src/sandbox/index.js'
import { HANDED_OVER, handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

type Fields = Parameters<ReturnType<TestApp['as']>['submit']>[1]

async function save(section: SettingsSection, fields: Fields) {
  const { view } = await tasuki.openSettings('yamamoto', section)
  return tasuki.as('yamamoto').submit(view, fields)
}
const settingsNow = () => tasuki.store.read((tx) => tx.settings.get())
const audited = async () =>
  (await tasuki.store.read((tx) => tx.audit.between(0, tasuki.clock.now() + 1))).map(({ action, subject, facts }) => [
    action,
    subject,
    facts,
  ])
const LINE = '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま'
const posted = () =>
  tasuki.sandbox.workspace.messages
    .in(CHANNELS.csSales)
    .map((message) => renderMessage(tasuki.sandbox.workspace, message).join('\n'))
const wall = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(5, 16)
const dues = async (number: number) =>
  tasuki.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    return csql === null ? [] : (await tx.clocks.running([csql.id])).map(({ kind, dueAt }) => [kind, wall(dueAt)])
  })

describe('the list of the settings', () => {
  test('names every section, how it stands, and what to set up next', async () => {
    await tasuki.csql('yamamoto', 'settings')
    const { words } = tasuki.modal('yamamoto')
    const m = messagesFor('ja')
    for (const section of SETTINGS_SECTIONS) expect(words).toContain(m.settings.sections[section])
    expect(words).toContain('5項目です。まずは「役割と参加できる人」からどうぞ')
    expect(words).toContain('マネージャー:田中直樹')
  })

  test('the set-up goes from step to step by saving each as it is, and the list says that it is done', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'people')
    for (const step of [1, 2, 3, 4, 5]) {
      expect(tasuki.modal('yamamoto').words).toContain(`初期設定 ${step}/5`)
      expect((await tasuki.as('yamamoto').submit(tasuki.modal('yamamoto').view)).errors).toBeUndefined()
    }
    expect(view).toBeDefined()
    await tasuki.sandbox.until(() => tasuki.modal('yamamoto').words.includes('初期設定は済んでいます'))
    expect((await settingsNow()).companyHolidays).toEqual(['12-29..01-03', '08-13..08-15'])
    expect((await tasuki.openSettings('yamamoto', 'hours')).words).not.toContain('初期設定')
  })

  test('a section that is saved alone brings the list under it up to date', async () => {
    await save('rules', { churn_gate: '7' })
    await tasuki.sandbox.until(() => tasuki.modal('yamamoto').words.includes('解約率の基準:7%'))
    expect(tasuki.modal('yamamoto').words).toContain('Tasukiの設定')
  })

  test('a right that was lost while the form was open is missed at the submit', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'rules')
    const yamamoto = await tasuki.person('yamamoto')
    await tasuki.store.transaction((tx) => tx.people.put({ ...yamamoto, slackAdmin: false }))
    const sent = await tasuki.as('yamamoto').submit(view, { churn_gate: '7' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('管理者の方だけが行えます')
    expect((await settingsNow()).churnGate).toBe(10)
  })
})

describe('who installs the app', () => {
  test('is asked once to begin, and comes to the first step', async () => {
    await tasuki.close()
    tasuki = await startTestApp({ admins: [PEOPLE.kobayashi] })
    await tasuki.sandbox.until(() => tasuki.as('kobayashi').dm().length > 0)
    await tasuki.settle()
    expect(renderMessage(tasuki.sandbox.workspace, tasuki.messageWith('kobayashi', 'csql.settings')).join()).toContain(
      'Tasukiへようこそ',
    )
    await tasuki.click('kobayashi', 'csql.settings')
    expect(tasuki.modal('kobayashi').words).toContain('初期設定 1/5')
    await tasuki.as('kobayashi').submit(tasuki.modal('kobayashi').view)
    expect(tasuki.modal('kobayashi').words).toContain('初期設定 2/5')
    expect(tasuki.as('kobayashi').dm()).toHaveLength(1)
    expect(tasuki.as('yamamoto').dm()).toHaveLength(0)
  })
})

describe('roles', () => {
  test('stay with whom no form can name, for Slack does not know them yet', async () => {
    const kobayashi = await tasuki.person('kobayashi')
    const imported = {
      ...kobayashi,
      ...{
        id: PersonId.parse('imported'),
        slackUserId: null,
        email: 'mori@example.jp',
        standing: 'unverified' as const,
      },
      roles: ['csm' as const],
    }
    await tasuki.store.transaction((tx) => tx.people.put(imported))
    await save('people', { managers: [PEOPLE.tanaka], csms: [PEOPLE.sato] })
    expect((await tasuki.store.read((tx) => tx.people.get(imported.id)))?.roles).toEqual(['csm'])
  })

  test('are given and taken, each on record with who did it', async () => {
    await save('people', { managers: [PEOPLE.kobayashi], csms: [PEOPLE.sato] })
    const [tanaka, kobayashi, sato] = [
      await tasuki.person('tanaka'),
      await tasuki.person('kobayashi'),
      await tasuki.person('sato'),
    ]
    expect(tanaka.roles).toEqual([])
    expect(await audited()).toEqual([
      ['role.take', tanaka.id, { role: 'manager' }],
      ['role.give', kobayashi.id, { role: 'manager' }],
      ['role.give', sato.id, { role: 'csm' }],
    ])
  })

  test('come to the members of a user group, beside those who have them', async () => {
    await tasuki.give('kobayashi', 'ae')
    const { view } = await tasuki.openSettings('yamamoto', 'people')
    const { options } = await tasuki.as('yamamoto').suggest(view, 'group', '営業')
    expect(options.map(({ value }) => value)).toEqual(['S0SALES'])
    const missing = await tasuki.as('yamamoto').submit(view, { group: 'S0SALES' })
    expect(missing.errors).toEqual({ group_role: messagesFor('ja').settings.groupRoleMissing })
    await tasuki.as('yamamoto').submit(view, { group: 'S0SALES', group_role: 'ae' })
    const aes = await tasuki.store.read((tx) => tx.people.withRole('ae'))
    expect(aes.map(({ slackUserId }) => slackUserId).sort()).toEqual(
      [PEOPLE.kobayashi, PEOPLE.pat, PEOPLE.suzuki, PEOPLE.watanabe].sort(),
    )
  })

  test('without the scope no group is offered, and people are picked one by one', async () => {
    await tasuki.close()
    tasuki = await startTestApp({ scopes: sampleCompany.scopes.filter((scope) => scope !== 'usergroups:read') })
    const { words } = await tasuki.openSettings('yamamoto', 'people')
    expect(words).toContain('usergroups:read')
    expect(words).not.toContain('グループの方の役割')
  })
})

describe('the channels', () => {
  test('hear of a first hand-over without anybody’s name, and of its undoing', async () => {
    await save('digest', { handover_channel: CHANNELS.csSales })
    await handedOver(tasuki, LINE)
    await tasuki.settle()
    expect(posted()).toHaveLength(1)
    expect(posted()[0]).toContain('CSQL-1:月白精機様 × ホタルビ経費')
    for (const name of ['佐藤', '鈴木']) expect(posted()[0]).not.toContain(name)
    await tasuki.csql('sato', 'undo 1')
    await tasuki.settle()
    expect(posted()).toEqual([expect.stringContaining('取り消されました')])
  })

  test('a second round is not announced again', async () => {
    await save('digest', { handover_channel: CHANNELS.csSales })
    await handedOver(tasuki, LINE)
    await tasuki.csql('suzuki', 'return 1')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { missing: ['timing'] })
    await tasuki.csql('sato', 'qualify 1')
    await tasuki.as('sato').submit(tasuki.modal('sato').view, { changed: '4月まで' })
    await tasuki.settle()
    expect((await tasuki.csqlOf(1))?.round).toBe(2)
    expect(posted()).toHaveLength(1)
  })

  test('hear of a win with the names of both, where a channel was picked for wins', async () => {
    await save('digest', { wins_channel: CHANNELS.csSales })
    await handedOver(tasuki, LINE)
    await tasuki.csql('suzuki', 'accept 1')
    await tasuki.csql('suzuki', 'win 1')
    await tasuki
      .as('suzuki')
      .submit(tasuki.modal('suzuki').view, { amount: '月12万', promises: '社外には言わない約束' })
    await tasuki.settle()
    expect(posted()).toHaveLength(1)
    expect(posted()[0]).toContain('🎉 受注しました')
    expect(posted()[0]).toMatch(/佐藤美咲さん.*鈴木健太さん/s)
    expect(posted()[0]).not.toContain('社外には言わない約束')
  })

  test('hear of nothing where none was picked', async () => {
    await handedOver(tasuki, LINE)
    await tasuki.settle()
    expect(posted()).toEqual([])
  })

  test('one that is shared with outsiders is refused at its own input', async () => {
    const channel = tasuki.sandbox.workspace.conversation(CHANNELS.csSales)
    if (channel !== undefined) Object.assign(channel, { is_ext_shared: true })
    const sent = await save('digest', { wins_channel: CHANNELS.csSales })
    expect(Object.keys(sent.errors ?? {})).toEqual(['wins_channel'])
  })
})

describe('what counts from then on', () => {
  test('the decide clock: a hand-over is due as many working days later; what runs keeps its due time', async () => {
    await handedOver(tasuki, LINE)
    await save('clocks', { decide_days: '3' })
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない')
    await handedOver(tasuki, '灯籠坂食品 アップセル 勤怠 高 月5万 #定例 席が足りない')
    expect(await dues(1)).toEqual([['decide', '11-25T18:00']])
    expect(await dues(2)).toEqual([['decide', '11-27T18:00']])
    expect(await dues(3)).toEqual([['decide', '11-25T12:00']])
  })

  test('the time zone moves what is counted by it', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'basics')
    const { options } = await tasuki.as('yamamoto').suggest(view, 'zone', 'ニューヨーク')
    expect(options.map(({ value }) => value)).toEqual(['America/New_York'])
    await tasuki
      .as('yamamoto')
      .submit(view, { zone: 'America/New_York', currency: 'USD', fiscal_start: '1', locale: 'en' })
    expect(await settingsNow()).toMatchObject({
      zone: 'America/New_York',
      currency: 'USD',
      fiscalStart: 1,
      locale: 'en',
    })
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 中 #定例 紙のまま')
    expect((await tasuki.csqlOf(2))?.currency).toBe('USD')
    expect(await tasuki.csql('tanaka', 'report quarter')).toContain('2026年度 第4四半期(10〜12月)')
  })

  test('the channel’s language is the setting’s, not a reader’s', async () => {
    await save('digest', { handover_channel: CHANNELS.csSales })
    await save('basics', { locale: 'en' })
    await handedOver(tasuki, LINE)
    await tasuki.settle()
    expect(posted()[0]).toContain('was handed over')
  })
})

describe('what is offered', () => {
  test('a source that is not ticked is offered no more; one that is held stays, and one that is typed is understood', async () => {
    await save('lists', { offered_sources: ['renewal'] })
    await tasuki.csql('sato', 'log')
    const source = tasuki.modal('sato').view.blocks.find((block) => block['block_id'] === 'source')
    expect(JSON.stringify(source)).toContain('契約更新')
    expect(JSON.stringify(source)).not.toContain('ウェビナー')
    await expect(
      tasuki.as('sato').submit(tasuki.modal('sato').view, { source: 'webinar', note: 'x' }),
    ).rejects.toThrow()
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 中 #ウェビナー 紙のまま')
    expect((await tasuki.csqlOf(1))?.source).toBe('webinar')
    await tasuki.csql('sato', 'qualify 1')
    const sent = await tasuki.as('sato').submit(tasuki.modal('sato').view, HANDED_OVER)
    expect(sent.errors).toBeUndefined()
    expect((await tasuki.csqlOf(1))?.source).toBe('webinar')
  })

  test('a reason that was added is chosen, said in each language, and never twice', async () => {
    await save('lists', { added_reject: '予算は来期 / Budget next year' })
    await save('lists', { added_reject: '予算は来期\n担当が不在' })
    expect((await settingsNow()).addedReasons.reject).toEqual([
      { code: 'x_1', ja: '予算は来期', en: 'Budget next year' },
      { code: 'x_2', ja: '担当が不在', en: '担当が不在' },
    ])
    await handedOver(tasuki, LINE)
    await tasuki.csql('suzuki', 'reject 1')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'x_1' })
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'rejected', reason: 'x_1' })
    await tasuki.settle()
    expect(tasuki.as('sato').sees()).toContain('予算は来期')
  })

  test('thirty reasons fill a list', async () => {
    const many = Array.from({ length: 31 }, (_, n) => `理由${n}`).join('\n')
    const sent = await save('lists', { added_lose: many })
    expect(sent.errors?.['added_lose']).toContain('30')
    expect((await settingsNow()).addedReasons.lose).toEqual([])
  })

  test('what the target is stands where “outside the target” can be chosen, with the account’s segment', async () => {
    const raw = new Sqlite(tasuki.database)
    raw.prepare("UPDATE accounts SET segment = 'SMB' WHERE name LIKE '%月白精機%'").run()
    raw.close()
    await save('target', {
      target_definition: '従業員100名以上',
      target_segments: 'Enterprise\nMid',
      other_segments: 'SMB',
    })
    await handedOver(tasuki, LINE)
    await tasuki.csql('suzuki', 'reject 1')
    const { words } = tasuki.modal('suzuki')
    expect(words).toContain('ターゲットの定義:従業員100名以上')
    expect(words).toContain('ターゲットのセグメント:Enterprise、Mid')
    expect(words).toContain('この顧客のセグメント:SMB(ターゲット外)')
  })
})

describe('the rules', () => {
  test('a CSM closes only what the settings name, product by kind', async () => {
    const hand = async (number: number) => {
      await tasuki.csql('sato', `qualify ${number}`)
      return tasuki.as('sato').submit(tasuki.modal('sato').view, { ...HANDED_OVER, ae: PEOPLE.sato })
    }
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 中 #定例 紙のまま')
    expect((await hand(1)).errors?.['ae']).toBeDefined()
    await tasuki.as('sato').close(tasuki.modal('sato').view)
    const products = await tasuki.store.read((tx) => tx.products.all())
    const expense = products.find(({ name }) => name === 'ホタルビ経費')
    await save('rules', { csm_closing: [`${expense?.id}:cross_sell`] })
    expect((await settingsNow()).selfClosing).toEqual([{ productId: expense?.id, kind: 'cross_sell' }])
    expect((await hand(1)).errors).toBeUndefined()
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'accepted', selfClosed: true })
  })

  test('a rule for a product that is not offered any more stays', async () => {
    const products = await tasuki.store.read((tx) => tx.products.all())
    const [first] = products
    await save('rules', { csm_closing: [`${first?.id}:upsell`] })
    await save('products', {
      products: products
        .slice(1)
        .map(({ name }) => name)
        .join('\n'),
    })
    await save('rules', { csm_closing: ['*:referral'] })
    expect((await settingsNow()).selfClosing).toEqual([
      { productId: first?.id, kind: 'upsell' },
      { productId: null, kind: 'referral' },
    ])
  })

  test('where consent is needed, nothing is handed over without it', async () => {
    await save('rules', { opt_in_required: 'yes' })
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 中 #定例 紙のまま')
    await tasuki.csql('sato', 'qualify 1')
    const asked = { ...HANDED_OVER, opt_in: 'unknown' }
    expect((await tasuki.as('sato').submit(tasuki.modal('sato').view, asked)).errors?.['opt_in']).toBeDefined()
    await tasuki.as('sato').submit(tasuki.modal('sato').view, { ...HANDED_OVER, opt_in: 'via_csm' })
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('products are added, renamed and archived, each on record', async () => {
    await save('products', { products: 'ホタルビ勤怠\nホタルビ経費\nホタルビ請求' })
    expect((await audited()).map(([action, , facts]) => [action, facts])).toEqual([
      ['product.archive', { from: 'ホタルビ評価' }],
      ['product.add', { to: 'ホタルビ請求' }],
    ])
  })
})
