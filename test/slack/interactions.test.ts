import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotSaved } from '../../src/domain/errors.js'
import { CHANNELS, harms, PEOPLE } from '../../src/sandbox/index.js'
import { buttonsIn, HANDED_OVER, handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
  await handedOver(tasuki)
})
afterEach(() => tasuki.close())

/** Sends a click as nobody's client would: with a value of one's own. */
function forged(value: unknown, actionId = 'csql.accept') {
  const message = tasuki.messageWith('suzuki', 'csql.accept')
  const button = message.blocks.flatMap((block) => (block['elements'] ?? []) as Record<string, unknown>[])
  for (const element of button) {
    if (element['action_id'] === 'csql.accept') Object.assign(element, { value, action_id: actionId })
  }
  return tasuki.as('suzuki').click(message, actionId)
}

describe('a button of a card', () => {
  test('acts at once: the card shows who did it, and the next step is offered beside it', async () => {
    const seen = await tasuki.click('suzuki', 'csql.accept')
    expect(seen).toMatchObject({ status: 200, body: '' })
    expect(await tasuki.told('suzuki', '最初のご連絡')).toContain('CSQL-1(月白精機様)を引き受けました')
    await tasuki.settle()
    const [card] = tasuki.as('suzuki').dm()
    expect(JSON.stringify(card?.blocks)).toContain('鈴木健太さんが引き受けました')
  })

  test('two clicks at once: one transition, and the later one is told', async () => {
    const message = tasuki.messageWith('suzuki', 'csql.accept')
    const clicks = [1, 2].map(() => tasuki.as('suzuki').click(message, 'csql.accept'))
    expect((await Promise.all(clicks)).map(({ status }) => status)).toEqual([200, 200])
    expect((await tasuki.events(1)).filter(({ kind }) => kind === 'accept')).toHaveLength(1)
    await tasuki.sandbox.until(() => tasuki.as('suzuki').ephemerals().length === 2)
    // It was their own first click: no word of somebody else.
    expect(await tasuki.told('suzuki', 'のため、「引き受け」は')).not.toContain('反映していません')
  })

  test('a button and a command at once: one transition', async () => {
    const message = tasuki.messageWith('suzuki', 'csql.accept')
    await Promise.all([tasuki.as('suzuki').click(message, 'csql.accept'), tasuki.csql('tanaka', 'accept 1')])
    expect((await tasuki.events(1)).filter(({ kind }) => kind === 'accept')).toHaveLength(1)
  })

  test('the same click sent again has no second effect', async () => {
    await tasuki.click('suzuki', 'csql.accept')
    const click = tasuki.sandbox.payloads.at(-1)
    if (click === undefined) throw new Error('nothing was sent')
    const again = await Promise.all(Array.from({ length: 10 }, () => tasuki.sandbox.replay(click)))
    expect(again.every(({ status }) => status === 200)).toBe(true)
    expect((await tasuki.events(1)).filter(({ kind }) => kind === 'accept')).toHaveLength(1)
  })

  test('a stale one changes nothing, says who changed it and when, and the card is refreshed', async () => {
    const [card] = tasuki.as('suzuki').dm()
    if (card === undefined) throw new Error('no card')
    const before = structuredClone(card.blocks)
    await tasuki.csql('tanaka', 'accept 1')
    await tasuki.settle()
    card.blocks = before
    await tasuki.click('suzuki', 'csql.return')
    const said = await tasuki.told('suzuki', 'すでに更新されています')
    expect(said).toContain('田中直樹さんが引き受けました(11/24 10:00)')
    expect(tasuki.as('suzuki').modal()).toBeUndefined()
    await tasuki.settle()
    expect(JSON.stringify(tasuki.as('suzuki').dm()[0]?.blocks)).toContain('田中直樹さんが引き受けました')
  })

  test.each([
    ['__proto__', '__proto__'],
    ['JSON', '{"number":1,"version":2}'],
    ['2,000 characters', '1'.repeat(2000)],
    ['an old form', '0:1:2'],
    ['another number system', '1:0x1:2'],
    ['nothing', ''],
  ])('a value that is %s is out of date', async (_what, value) => {
    await forged(value)
    expect(await tasuki.told('suzuki', '古くなっています')).toContain('このボタンは古くなっています')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('an action that there is not is out of date', async () => {
    await forged('1:1:2', 'csql.explode')
    expect(await tasuki.told('suzuki', '古くなっています')).toContain('このボタンは古くなっています')
  })

  test('the number of nothing is not found', async () => {
    await forged('1:999:1')
    expect(await tasuki.told('suzuki', '見つかりません')).toContain('「999」のCSQLは見つかりませんでした')
  })

  test('a right is not in the button: another person is refused', async () => {
    const value = buttonsIn(tasuki.messageWith('suzuki', 'csql.accept'))[0]?.value
    await tasuki.csql('nakamura', 'show 1')
    const shown = tasuki.messageWith('nakamura', 'csql.note')
    for (const block of shown.blocks) {
      for (const element of (block['elements'] ?? []) as Record<string, unknown>[]) {
        if (element['action_id'] === 'csql.note') Object.assign(element, { action_id: 'csql.accept', value })
      }
    }
    await tasuki.as('nakamura').click(shown, 'csql.accept')
    const said = await tasuki.told('nakamura', '行えます')
    expect(said).toContain('「引き受け」は、このCSQLの営業担当・マネージャーが行えます。')
  })

  test('the menu behind the dots does the same as the buttons', async () => {
    const card = tasuki.messageWith('suzuki', 'csql.accept')
    await tasuki.as('suzuki').select(card, 'csql.more', '1:1:2:note')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { note: '来週確認します' })
    expect(await tasuki.told('suzuki', '追記しました')).toContain('CSQL-1(月白精機様)に追記しました')
  })

  test('an AE who changes the assignment proposes; the other takes it', async () => {
    const card = tasuki.messageWith('suzuki', 'csql.accept')
    await tasuki.as('suzuki').select(card, 'csql.more', '1:1:2:reassign')
    const { view, words } = tasuki.modal('suzuki')
    expect(words).toContain('担当変更の提案')
    await tasuki.as('suzuki').submit(view, { ae: PEOPLE.watanabe })
    await tasuki.settle()
    await tasuki.click('watanabe', 'csql.take')
    expect(await tasuki.told('watanabe', '担当を変更しました')).toContain('営業担当:渡辺彩さん')
    expect((await tasuki.csqlOf(1))?.aeId).toBe((await tasuki.person('watanabe')).id)
  })
})

describe('a form', () => {
  test('shows what is missing at its inputs, and keeps what was typed', async () => {
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 #定例 席が足りない')
    await tasuki.click('sato', 'csql.qualify')
    const { view } = tasuki.modal('sato')
    const sent = await tasuki.as('sato').submit(view, { ...HANDED_OVER, ae: PEOPLE.guest })
    expect(sent.errors).toEqual({ ae: 'ゲストの方は担当になれません。ほかの方をお選びください。' })
    expect(tasuki.modal('sato').words).toContain('大槻')
    const again = await tasuki.as('sato').submit(tasuki.modal('sato').view, { ae: PEOPLE.suzuki })
    expect(again).toMatchObject({ status: 200, view: undefined })
  })

  test('a gate asks for the reason where the form stands', async () => {
    await tasuki.csql('sato', 'log 白南風会 クロスセル 評価 #定例 Excelが限界')
    await tasuki.click('sato', 'csql.qualify')
    const { view } = tasuki.modal('sato')
    const time = (await tasuki.store.read((tx) => tx.products.all())).find(({ name }) => name === 'ホタルビ勤怠')
    const sent = await tasuki.as('sato').submit(view, { ...HANDED_OVER, kind: 'upsell', product: time?.id ?? '' })
    expect(sent.view).toBeDefined()
    const asked = tasuki.modal('sato')
    expect(asked.words).toMatch(/成果/)
    await tasuki.as('sato').submit(asked.view, { override_reason: '看護部長のご希望です' })
    expect((await tasuki.csqlOf(2))?.state).toBe('qualified')
  })

  test('a right that is lost between opening and sending is refused at the sending', async () => {
    await tasuki.click('suzuki', 'csql.reject')
    const { view } = tasuki.modal('suzuki')
    await tasuki.csql('tanaka', 'assign 1 @watanabe')
    const sent = await tasuki.as('suzuki').submit(view, { reason: 'no_budget' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('田中直樹さんが担当を変更しました')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('somebody came first: said in the form, nothing changed', async () => {
    await tasuki.click('suzuki', 'csql.reject')
    await tasuki.csql('tanaka', 'accept 1')
    const sent = await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'no_budget' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('田中直樹さんが引き受けました')
    expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
  })

  test.each([
    ['gone', ''],
    ['no JSON', 'garbage'],
    ['of another shape', '{"v":1,"number":"1"}'],
  ])('private metadata that is %s makes it out of date', async (_what, metadata) => {
    await tasuki.click('suzuki', 'csql.reject')
    const { view } = tasuki.modal('suzuki')
    view.definition['private_metadata'] = metadata
    const sent = await tasuki.as('suzuki').submit(view, { reason: 'no_budget' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('このフォームは古くなっています')
  })

  test('private metadata that names another CSQL gives no right to it', async () => {
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 席が足りない')
    await tasuki.click('suzuki', 'csql.reject')
    const { view } = tasuki.modal('suzuki')
    view.definition['private_metadata'] = '{"v":1,"number":2,"version":1}'
    const sent = await tasuki.as('suzuki').submit(view, { reason: 'no_budget' })
    expect(sent.errors).toBeDefined()
    expect((await tasuki.csqlOf(2))?.state).toBe('signal')
  })

  test('sent ten times in parallel it has one effect', async () => {
    await tasuki.click('suzuki', 'csql.reject')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'no_budget' })
    const sent = tasuki.sandbox.payloads.at(-1)
    if (sent === undefined) throw new Error('nothing was sent')
    await Promise.all(Array.from({ length: 10 }, () => tasuki.sandbox.replay(sent)))
    expect((await tasuki.events(1)).filter(({ kind }) => kind === 'reject')).toHaveLength(1)
  })

  test('too early: waiting is offered, and takes the form’s place', async () => {
    await tasuki.click('suzuki', 'csql.reject')
    const { view } = tasuki.modal('suzuki')
    await tasuki.as('suzuki').click(view, 'csql.nurture')
    const next = tasuki.modal('suzuki')
    expect(next.words).toContain('時期待ち')
    await tasuki.as('suzuki').submit(next.view, { recheck_on: '2027-04-01', reason: 'next_budget' })
    expect((await tasuki.csqlOf(1))?.state).toBe('nurturing')
  })

  test('that Slack does not open: the person is told', async () => {
    tasuki.sandbox.harm = ({ method }) => (method === 'views.open' ? harms.refuse('expired_trigger_id') : undefined)
    expect(await tasuki.csql('suzuki', 'reject 1')).toContain('入力画面を開けませんでした')
  })

  test('a secret in a field is taken out, and the person warned', async () => {
    await tasuki.csql('suzuki', 'note 1')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { note: '鍵は xoxb-1234567890-abcdefghij' })
    expect(await tasuki.told('suzuki', '取り除きました')).toContain('取り除きました')
    expect(await tasuki.csql('suzuki', 'show 1')).not.toContain('xoxb-')
  })

  test('outsiders are offered no accounts', async () => {
    await tasuki.csql('sato', 'log')
    const { view } = tasuki.modal('sato')
    await tasuki.sandbox.changePerson(PEOPLE.sato, { is_restricted: true })
    expect((await tasuki.as('sato').suggest(view, 'account', '月白')).options).toEqual([])
  })
})

describe('the other buttons', () => {
  test('propose again opens the form with what is known, and links the two', async () => {
    await tasuki.click('suzuki', 'csql.reject')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'no_budget' })
    await tasuki.settle()
    await tasuki.click('sato', 'csql.propose_again')
    const { view, words } = tasuki.modal('sato')
    expect(words).toContain('株式会社月白精機')
    expect(words).toContain('立替経費が紙のまま')
    await tasuki.as('sato').submit(view, {})
    expect((await tasuki.csqlOf(2))?.proposedAgainFrom).toBe((await tasuki.csqlOf(1))?.id)
  })

  test('show answers beside, and leaves the card alone', async () => {
    await tasuki.click('suzuki', 'csql.accept')
    await tasuki.settle()
    await tasuki.click('sato', 'csql.show')
    expect(await tasuki.told('sato', '経緯')).toContain('CSQL-1|営業対応中')
  })

  test('undo on the answer takes exactly that step back, and no later one', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    const answer = tasuki.messageWith('suzuki', 'csql.undo')
    await tasuki.csql('suzuki', 'note 1 あとから追記')
    await tasuki.as('suzuki').click(answer, 'csql.undo')
    expect(await tasuki.told('suzuki', 'そのあとの操作')).toContain('元に戻せません')
    expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
  })
})

describe('the channel of the digest', () => {
  const choose = async (channel: string) => {
    const { view } = await tasuki.openSettings('yamamoto', 'digest')
    return tasuki.as('yamamoto').submit(view, { digest_channel: channel })
  }

  test('is taken where Tasuki is a member', async () => {
    expect((await choose(CHANNELS.csSales)).errors).toBeUndefined()
    expect((await tasuki.store.read((tx) => tx.settings.get())).digest.channelId).toBe(CHANNELS.csSales)
  })

  test.each([
    ['shared with outsiders', { is_ext_shared: true }, '社外の方がいるチャンネル'],
    ['archived', { is_archived: true }, 'アーカイブ'],
    ['one that Tasuki is not in', { members: [PEOPLE.yamamoto] }, '/invite @Tasuki'],
  ])('that is %s is refused at its input', async (_what, change, words) => {
    const channel = tasuki.sandbox.workspace.conversation(CHANNELS.csSales)
    if (channel !== undefined) Object.assign(channel, change)
    const sent = await choose(CHANNELS.csSales)
    expect(sent.errors?.['digest_channel']).toContain(words)
  })

  test('is taken when Slack does not say: posting will tell', async () => {
    tasuki.sandbox.harm = ({ method }) => (method === 'conversations.info' ? harms.hang() : undefined)
    expect((await choose(CHANNELS.csSales)).errors).toBeUndefined()
    expect((await tasuki.store.read((tx) => tx.settings.get())).digest.channelId).toBe(CHANNELS.csSales)
  })
})

describe('when something fails', () => {
  test('a surprise has an id that stands in the log, and says that nothing was saved', async () => {
    const { workspaces } = tasuki.app.store
    const { bySlackTeam } = workspaces
    workspaces.bySlackTeam = () => Promise.reject(new Error('the disk is on fire'))
    const said = await tasuki.csql('suzuki', 'accept 1')
    workspaces.bySlackTeam = bySlackTeam
    const id = /番号をお伝えください:(\S+)/.exec(said)?.[1] ?? ''
    expect(said).toContain('何も保存していません')
    expect(tasuki.log.some((line) => line.includes(id) && line.includes('the disk is on fire'))).toBe(true)
  })

  test('a database that takes no writes: said, the text handed back, and the next try works', async () => {
    const { store } = tasuki.app
    const { of } = store
    store.of = (id) => ({
      ...of(id),
      transaction: () => Promise.reject(new NotSaved({ cause: 'SQLITE_FULL' })),
    })
    const said = await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 席が足りないとのお話')
    store.of = of
    expect(said).toContain('何も保存していません')
    expect(said).toContain('席が足りないとのお話')
    expect(tasuki.log.some((line) => line.includes('SQLITE_FULL'))).toBe(true)
    expect(await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 席が足りない')).toContain('登録しました')
  })

  test('a slow answer: "one moment" within Slack’s three seconds, then the answer', async () => {
    tasuki.sandbox.harm = ({ method }) =>
      method === 'users.info' ? { accept: true, answer: 'true', delay: 1_900 } : undefined
    const { workspaces } = tasuki.app.store
    const { bySlackTeam } = workspaces
    workspaces.bySlackTeam = async (teamId) => {
      await new Promise((resolve) => setTimeout(resolve, 2_700))
      return bySlackTeam(teamId)
    }
    const seen = await tasuki.seen('suzuki', 'accept 1')
    workspaces.bySlackTeam = bySlackTeam
    expect(JSON.stringify(seen.body)).toContain('少々お待ちください')
    expect(seen.ms).toBeLessThan(3_000)
    expect(await tasuki.told('suzuki', '引き受けました')).toContain('引き受けました')
  })
})
