import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../src/domain/person.js'
import { SETUP_STEPS } from '../../src/domain/settings-sections.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { CHANNELS, harms, type OpenView, PEOPLE, renderView } from '../../src/sandbox/index.js'
import { listOf } from '../../src/sandbox/json.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

type Who = Parameters<TestApp['csql']>[0]

const LINE = '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま'
const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const home = (who: Who): OpenView => {
  const view = tasuki.as(who).home()
  if (view === undefined) throw new Error(`${who} has no Home`)
  return view
}
const words = (who: Who): string => {
  const view = tasuki.as(who).home()
  return view === undefined ? '' : renderView(tasuki.sandbox.workspace, view).join('\n')
}
/** Waits until somebody's Home says something, and gives it back. */
async function shows(who: Who, said: string): Promise<string> {
  await tasuki.sandbox.until(() => words(who).includes(said)).catch(() => undefined)
  return words(who)
}
async function open(who: Who, said = ''): Promise<string> {
  await tasuki.as(who).openHome()
  await tasuki.sandbox.until(() => tasuki.as(who).home() !== undefined)
  return shows(who, said)
}

interface Button {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly blockId: string
}

/** Buttons, menus and accessories of a view, in order. */
const elements = (who: Who): Button[] =>
  home(who).blocks.flatMap((block) =>
    [...listOf(block['elements']), ...listOf([block['accessory']])].map((element) => ({
      id: String(element['action_id']),
      label: String((element['text'] as { text?: string } | undefined)?.text ?? ''),
      value: String(element['value'] ?? ''),
      blockId: String(block['block_id']),
    })),
  )

async function click(who: Who, id: string, label?: string): Promise<void> {
  const found = elements(who).find((one) => one.id === id && (label === undefined || one.label.includes(label)))
  if (found === undefined) throw new Error(`${who} sees no ${id} ${label ?? ''}:\n${words(who)}`)
  const seen = await tasuki.as(who).click(home(who), id, { blockId: found.blockId, value: found.value })
  if (seen.error !== undefined) throw new Error(`${id}: ${seen.error}`)
}
async function choose(who: Who, id: string, option: string): Promise<void> {
  const found = elements(who).find((one) => one.id === id)
  const seen = await tasuki.as(who).select(home(who), id, option, { blockId: found?.blockId ?? '' })
  if (seen.error !== undefined) throw new Error(`${id}: ${seen.error}`)
}

/** The modal that opens over Home, in words: the answer to a click follows its acknowledgement. */
async function modal(who: Who): Promise<string> {
  await tasuki.sandbox.until(() => tasuki.as(who).modal() !== undefined)
  return tasuki.modal(who).words
}

/** So long that whatever is shown in passing would have been. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 700))
const published = () => tasuki.calls('views.publish')

async function changed(who: Who, change: Partial<Person>): Promise<void> {
  const person = await tasuki.person(who)
  await tasuki.store.transaction((tx) => tx.people.put({ ...person, ...change }))
}

test('a target on Home opens the CSQLs that it counts', async () => {
  await handedOver(tasuki, LINE)
  await tasuki.csql('tanaka', 'target @sato CSQL 12')
  await open('sato', 'CSQL件数')
  const menu = elements('sato').find(({ id }) => id === 'csql.figure')
  const { id } = await tasuki.person('sato')
  const value = `1:csqls.n:2026-10-01:2026-12-31::0:target=csqls-person-${id}`
  await tasuki.as('sato').select(home('sato'), 'csql.figure', value, { blockId: menu?.blockId ?? '' })
  expect(tasuki.modal('sato').words).toContain('CSQL-1 月白精機')
})

describe('each role sees its own', () => {
  test('a CSM: signals to vet, returned, waiting on AEs, what became of the last ones, the target', async () => {
    await handedOver(tasuki, LINE)
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 中 #定例 80名増')
    await tasuki.csql('sato', 'log 月白精機 アップセル 勤怠 低 #定例 席数')
    await tasuki.csql('tanaka', 'target @sato CSQL 12')
    await tasuki.csql('suzuki', 'accept 1')
    await tasuki.csql('suzuki', 'return 2')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { missing: ['timing'] })
    const shown = await open('sato')
    expect(shown).toContain('ご対応いただきたいものが1件あります。')
    expect(shown).toContain('■ 追加確認をお願いされているCSQL 1件\nCSQL-2 霧笛倉庫様 × ホタルビ勤怠')
    expect(shown).toContain('■ トスアップ前のシグナル 1件\nCSQL-3 月白精機様 × ホタルビ勤怠')
    expect(shown).toContain('■ つないだCSQLのその後(90日以内) 1件\nCSQL-1 月白精機様 × ホタルビ経費\n営業対応中(11/24)')
    expect(shown).toContain('・佐藤美咲さん:CSQL件数 2/12')
    expect(shown).toContain('[補ってトスアップ] [予定日を入れる] [時期を待つ]')
    expect(shown).toContain('いまは0件:営業の判断待ち')
    expect(shown).not.toContain('引き受けのご判断をお願い')
    expect(shown).not.toContain('[設定を開く]')
  })

  test('an AE: to decide, due by today, other deals, reminders and leave', async () => {
    await handedOver(tasuki, LINE)
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 高 #定例 80名増')
    await handedOver(tasuki, '灯籠坂食品 アップセル 勤怠 中 #更新 @鈴木健太 上位プラン')
    await tasuki.csql('suzuki', 'accept 2')
    await tasuki.csql('suzuki', 'accept 3')
    await tasuki.csql('suzuki', 'update 2 面談設定済み 11/24')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { progress: 'meeting_set', next_on: '2026-11-24' })
    const shown = await open('suzuki')
    expect(shown).toContain('ご対応いただきたいものが2件あります。')
    expect(shown).toMatch(
      /■ 引き受けのご判断をお願いしたいCSQL 1件\nCSQL-1 .*\n.*\n\[引き受ける\] \[追加確認を頼む\] \[見送る\]/,
    )
    expect(shown).toContain('■ 本日までにご対応いただきたいCSQL 1件\nCSQL-2 霧笛倉庫様')
    expect(shown).toContain('■ 進行中の案件 1件\nCSQL-3 灯籠坂食品様')
    expect(shown).toContain('[勤務時間・休暇を設定] {リマインドを休止する…}')
  })

  test('a manager: overdue by person, what has no AE, accounts without a proposal, targets, the digest', async () => {
    await handedOver(tasuki, LINE)
    tasuki.clock.set(tokyo('2026-11-27T11:00'))
    const shown = await open('tanaka')
    expect(shown).toContain('■ チームの期限超過 1件\n鈴木健太さん 1件(最長で2営業日)\n[内容を見る]')
    expect(shown).toContain('■ 成果が出ていて、提案中のものがない顧客')
    expect(shown).toContain('の目標\nこの四半期の目標はまだありません。\n[目標を設定する]')
    expect(shown).toContain('■ 前回の週次ダイジェスト\nまだお届けしていません。')
    await click('tanaka', 'csql.home', '内容を見る')
    const list = await shows('tanaka', 'ホームに戻る')
    expect(list).toMatch(
      /CSQL-1 月白精機様.*\n営業担当:鈴木健太さん\|.*2営業日過ぎています.*\n\[内容を見る\] \[担当を変更\] \[期日を見直す\]/,
    )
  })

  test('a manager: churn above the gate, until one of them has seen it', async () => {
    await tasuki.store.transaction(async (tx) => {
      const [product] = await tx.products.all()
      const [account] = await tx.accounts.names()
      if (product === undefined || account === undefined) throw new Error('nobody to leave')
      const row = { accountId: account.id, productId: product.id, currency: 'JPY' }
      await tx.snapshots.put([
        { ...row, month: '2025-10', amount: 100 },
        { ...row, month: '2026-10', amount: 0 },
      ])
    })
    expect(await open('tanaka', '年間解約率')).toMatch(/⚠️ .*の年間解約率は100.*\n.*四半期に一度.*\n\[確認しました\]/)
    expect(await open('sato')).not.toContain('年間解約率')
    await click('tanaka', 'csql.churn')
    const seen = await shows('tanaka', 'ご確認ありがとうございます')
    expect(seen).not.toContain('⚠️')
    expect(tasuki.as('tanaka').modal()).toBeUndefined()
  })

  test("a manager is not told whose another manager's are", async () => {
    await handedOver(tasuki, LINE)
    await tasuki.give('watanabe', 'manager')
    await changed('suzuki', { managerId: (await tasuki.person('watanabe')).id })
    tasuki.clock.set(tokyo('2026-11-27T11:00'))
    const shown = await open('tanaka')
    expect(shown).toContain('ほかに、別のマネージャーの方のチームで1件あります。')
    expect(shown).not.toContain('鈴木')
    expect(await open('watanabe')).toContain('鈴木健太さん 1件(最長で2営業日)')
  })

  test('an admin: what is left of the set-up, and once that is done the settings', async () => {
    const first = await open('yamamoto')
    expect(first).toContain('■ 初期設定\n初期設定は5項目です。まずは「役割と参加できる人」からどうぞ。')
    expect(first).toContain('⬜ 役割と参加できる人\n⬜ 投稿先のチャンネル')
    expect(first).not.toContain('[設定を開く]')
    await click('yamamoto', 'csql.settings', '設定を始める')
    await tasuki.as('yamamoto').submit(tasuki.modal('yamamoto').view, { managers: [PEOPLE.tanaka] })
    expect(await shows('yamamoto', '✅ 役割と参加できる人')).toContain('5項目のうち1項目が済みました。')
    const settings = await tasuki.store.read((tx) => tx.settings.get())
    await tasuki.store.transaction((tx) =>
      tx.settings.put({ ...settings, reviewed: [...SETUP_STEPS] }, null, tasuki.clock.now()),
    )
    await tasuki.as('yamamoto').openHome()
    expect(await shows('yamamoto', '[設定を開く]')).not.toContain('初期設定')
  })

  test('who has several roles sees the lists of each', async () => {
    await handedOver(tasuki, LINE)
    await tasuki.give('suzuki', 'manager')
    await tasuki.csql('suzuki', 'log 霧笛倉庫 アップセル 勤怠 高 #定例 80名増')
    const shown = await open('suzuki')
    for (const part of ['引き受けのご判断', 'トスアップ前のシグナル', '営業担当が未定', '前回の週次ダイジェスト']) {
      expect(shown).toContain(part)
    }
  })

  test('inside sales sees the signals of everybody', async () => {
    await tasuki.give('kobayashi', 'inside_sales')
    await tasuki.csql('sato', `log ${LINE}`)
    expect(await open('kobayashi')).toMatch(
      /■ チーム全体のシグナル 1件\nCSQL-1 .*\n.*CS担当:佐藤美咲さん\n\[トスアップする\] \[詳細を見る\]/,
    )
  })

  test('who has no role yet reads what Tasuki is, and begins by logging', async () => {
    const shown = await open('kobayashi')
    expect(shown).toContain('■ Tasukiへようこそ')
    expect(shown).toContain('準備はいりません。')
    await click('kobayashi', 'csql.log')
    expect(tasuki.modal('kobayashi').words).toContain('顧客')
  })

  test('who holds an open CSQL reads it without a role, and beside the lists of the role they have', async () => {
    await handedOver(tasuki)
    const bare = async (who: Who, roles: Person['roles']) => {
      const person = await tasuki.person(who)
      await tasuki.store.transaction((tx) => tx.people.put({ ...person, roles }))
    }
    await bare('suzuki', [])
    expect(await open('suzuki')).toMatch(/引き受けのご判断をお願いしたいCSQL 1件\nCSQL-1 /u)
    await bare('sato', ['ae'])
    expect(await open('sato')).toContain('CSQL-1 ')
    expect(await open('kobayashi')).toContain('■ Tasukiへようこそ')
  })

  test('in their own language', async () => {
    await tasuki.give('pat', 'ae')
    expect(await open('pat')).toContain('Hello, Pat Morgan\nNothing is waiting for you.')
  })
})

describe('who takes no part', () => {
  test('a guest is turned away, and nothing of it is kept', async () => {
    await tasuki.sandbox.as(PEOPLE.guest).openHome()
    const view = await tasuki.sandbox.until(() => tasuki.sandbox.as(PEOPLE.guest).home())
    expect(renderView(tasuki.sandbox.workspace, view).join('\n')).toContain('ゲストの方にはご利用いただけません')
    const calls = published()
    await tasuki.sandbox.as(PEOPLE.guest).openHome()
    await settled()
    expect(published()).toBe(calls)
  })

  test('where roles are assigned, whoever has none reads how to get one', async () => {
    await tasuki.close()
    tasuki = await startTestApp({ settings: { participation: 'assigned' } })
    const shown = await open('kobayashi')
    expect(shown).toContain('管理者が役割を決めた方にご利用いただいています')
    expect(shown).not.toContain('[シグナルを登録]')
  })

  test('who loses their part sees nothing more of it', async () => {
    await handedOver(tasuki, LINE)
    expect(await open('suzuki')).toContain('CSQL-1')
    await changed('suzuki', { standing: 'guest' })
    await tasuki.as('suzuki').openHome()
    expect(await shows('suzuki', 'ゲスト')).not.toContain('CSQL-1')
  })
})

describe('what is done there', () => {
  test('one click accepts: the row goes, what was done stands on top with its undo, and the CSM sees it', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    await open('sato', '営業の判断を待っている')
    await click('suzuki', 'csql.accept')
    const shown = await shows('suzuki', 'を引き受けました')
    expect(shown).toContain('CSQL-1(月白精機様)を引き受けました。ありがとうございます。')
    expect(shown).toContain('■ 進行中の案件 1件')
    expect(await shows('sato', '営業対応中')).toContain('■ つないだCSQLのその後(90日以内) 1件')
    await click('suzuki', 'csql.undo')
    expect(await shows('suzuki', '元に戻しました')).toContain('■ 引き受けのご判断をお願いしたいCSQL 1件')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('what was done is news for five minutes', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    await click('suzuki', 'csql.accept')
    await shows('suzuki', 'を引き受けました')
    await tasuki.clock.advance(5 * MINUTE + 1)
    await tasuki.as('suzuki').openHome()
    await tasuki.sandbox.until(() => !words('suzuki').includes('を引き受けました'))
  })

  test('a form that was opened there tells there what came of it', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    await click('suzuki', 'csql.reject')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'no_budget' })
    expect(await shows('suzuki', '見送りとしました')).toContain('いまは0件:引き受けのご判断')
    expect(tasuki.as('suzuki').modal()).toBeUndefined()
  })

  test('details open before it', async () => {
    await handedOver(tasuki, LINE)
    await open('sato', '営業の判断を待っている')
    await choose('sato', 'csql.more', '詳細を見る')
    expect(await modal('sato')).toContain('紙のまま')
  })

  test('a click that comes too late says who was first, and the Home follows', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    const stale = elements('suzuki').find(({ id }) => id === 'csql.accept')
    tasuki.sandbox.harm = ({ method }) => (method === 'views.publish' ? harms.refuse('internal_error') : undefined)
    await tasuki.csql('tanaka', 'accept 1')
    tasuki.sandbox.harm = undefined
    await tasuki.as('suzuki').click(home('suzuki'), 'csql.accept', { blockId: stale?.blockId ?? '' })
    expect(await modal('suzuki')).toContain('田中直樹さん')
    expect(await shows('suzuki', '■ 進行中の案件')).toContain('いまは0件:引き受けのご判断')
  })

  test('an account without a proposal leads to a form that names it', async () => {
    await open('tanaka')
    await click('tanaka', 'csql.log', 'シグナルを登録')
    await tasuki.as('tanaka').close(tasuki.modal('tanaka').view)
    const [, first] = elements('tanaka').filter(({ id }) => id === 'csql.log')
    await tasuki.as('tanaka').click(home('tanaka'), 'csql.log', { value: first?.value ?? '' })
    expect(tasuki.modal('tanaka').words).toContain('Tidewell Japan')
  })

  test('reminders are paused and resumed', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    await choose('suzuki', 'csql.pause', '次の月曜から再開')
    expect(await shows('suzuki', '11/30(月)まで、リマインドを休止します')).toContain('[リマインドを再開する]')
    expect((await tasuki.person('suzuki')).pausedUntil).toBe('2026-11-30')
    await click('suzuki', 'csql.pause_over')
    expect(await shows('suzuki', 'リマインドを再開しました')).toContain('{リマインドを休止する…}')
    expect((await tasuki.person('suzuki')).pausedUntil).toBeNull()
  })

  test('a value that this program did not write changes nothing', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    const before = words('suzuki')
    for (const value of ['1:to_vet:0:__proto__', '1:nothing:0:all', '2:-:0:all', '{}', 'x'.repeat(2000)]) {
      const view = home('suzuki')
      const [, actions] = view.blocks.filter((block) => block['type'] === 'actions')
      Object.assign(listOf(actions?.['elements'])[0] ?? {}, { action_id: 'csql.home', value })
      await tasuki.as('suzuki').click(view, 'csql.home', { value })
      expect(await modal('suzuki')).toContain('古くなっています')
      await tasuki.as('suzuki').close(tasuki.modal('suzuki').view)
    }
    expect(before).toContain('CSQL-1')
  })
})

describe('published only when it changed', () => {
  test('opening it again publishes nothing', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    const calls = published()
    for (let times = 0; times < 3; times++) await tasuki.as('suzuki').openHome()
    await settled()
    expect(published()).toBe(calls)
  })

  test('nor does it after a restart, for the Home says itself what it shows', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    const mark = String(home('suzuki').definition['private_metadata'])
    const calls = published()
    // What a fresh process would know: nothing.
    await tasuki.clock.advance(HOUR)
    await tasuki.as('suzuki').openHome()
    await settled()
    expect(published()).toBe(calls)
    expect(String(home('suzuki').definition['private_metadata'])).toBe(mark)
  })

  test('nor does what changes none of what it shows', async () => {
    await handedOver(tasuki, LINE)
    await open('watanabe')
    const calls = published()
    await tasuki.csql('suzuki', 'accept 1')
    await settled()
    expect(published()).toBe(calls)
  })

  test('a Home that nobody looked at lately is left alone', async () => {
    await handedOver(tasuki, LINE)
    await open('sato')
    await tasuki.clock.advance(HOUR)
    const calls = published()
    await tasuki.csql('suzuki', 'accept 1')
    await settled()
    expect(published()).toBe(calls)
    expect(await open('sato', '営業対応中')).toContain('つないだCSQLのその後(90日以内) 1件')
  })

  test('the Messages tab publishes nothing', async () => {
    await tasuki.sandbox.event({ type: 'app_home_opened', user: PEOPLE.sato, channel: 'D1', tab: 'messages' })
    await settled()
    expect(published()).toBe(0)
  })
})

describe('when Slack does not take it', () => {
  test('the action stands, and says so', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    tasuki.sandbox.harm = ({ method }) => (method === 'views.publish' ? harms.fail(500) : undefined)
    await click('suzuki', 'csql.accept')
    expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
    await settled()
    tasuki.sandbox.harm = undefined
    await tasuki.as('suzuki').openHome()
    expect(await shows('suzuki', '■ 進行中の案件')).toContain('を引き受けました')
    expect(tasuki.log.filter((line) => line.includes('a Home did not reach Slack')).length).toBeGreaterThan(0)
  })

  test('it waits where Slack asks for patience, and is shown then', async () => {
    await handedOver(tasuki, LINE)
    await open('suzuki')
    tasuki.sandbox.harm = ({ method, earlier }) =>
      method === 'views.publish' && earlier === 1 ? harms.rateLimited(1) : undefined
    await click('suzuki', 'csql.accept')
    expect(await shows('suzuki', 'を引き受けました')).toContain('■ 進行中の案件')
  })

  test('an app whose Home tab is not switched on works on', async () => {
    await handedOver(tasuki, LINE)
    tasuki.sandbox.workspace.homeTab = false
    await tasuki.sandbox.event({ type: 'app_home_opened', user: PEOPLE.suzuki, channel: 'D1', tab: 'home' })
    await tasuki.csql('suzuki', 'accept 1')
    await settled()
    expect(tasuki.log.join('\n')).toContain('not_enabled')
    expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
  })
})

describe('the digest', () => {
  test('is where the manager finds it, by its address', async () => {
    await tasuki.close()
    tasuki = await startTestApp({ settings: { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } })
    await handedOver(tasuki, LINE)
    tasuki.clock.set(tokyo('2026-11-30T09:00'))
    await tasuki.app.scheduler.tick()
    await tasuki.settle()
    const shown = await open('tanaka')
    expect(shown).toContain(
      '■ 前回の週次ダイジェスト\n11/23〜11/29の分を、11/30(月)09:00にお届けしました。\n[ダイジェストを開く]',
    )
    await click('tanaka', 'csql.home.link')
    expect(tasuki.as('tanaka').modal()).toBeUndefined()
  })
})
