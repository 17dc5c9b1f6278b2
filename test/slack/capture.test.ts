import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANNELS, harms } from '../../src/sandbox/index.js'
import { isJson } from '../../src/sandbox/json.js'
import type { OpenView } from '../../src/sandbox/views.js'
import { startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const said =
  '月白精機さん、工場の立替経費が紙のまま <https://example.com/memo|議事録> &amp; 4月までに見直したいとのこと'
const read = '月白精機さん、工場の立替経費が紙のまま 議事録 (https://example.com/memo) & 4月までに見直したいとのこと'

/** What an input holds when the form opens. */
function initial(view: OpenView, blockId: string): unknown {
  const block = view.blocks.find((one) => one['block_id'] === blockId)
  const element = isJson(block?.['element']) ? block['element'] : {}
  const option = element['initial_option']
  return isJson(option) && isJson(option['text']) ? option['text']['text'] : element['initial_value']
}

describe('the message shortcut', () => {
  test('one click and one submit: the signal is stored with what the message says and where it stands', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, said)
    const seen = await tasuki.as('sato').messageShortcut('csql.capture', message)
    expect(seen).toMatchObject({ status: 200 })
    const { view, words } = tasuki.modal('sato')
    const link = `https://hotarubi.slack.com/archives/${CHANNELS.csSales}/p${message.ts.replace('.', '')}`
    expect(initial(view, 'note')).toBe(`${read}\n${link}`)
    expect(initial(view, 'account')).toBe('株式会社月白精機')
    expect(words).toContain('推測したものです')
    await tasuki.as('sato').submit(view)
    expect(await tasuki.told('sato', '登録しました')).toContain('CSQL-1(月白精機様)を登録しました')
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'signal', number: 1 })
    // Nothing of it stands in the channel.
    expect(tasuki.sandbox.workspace.messages.in(CHANNELS.csSales)).toHaveLength(1)
  })

  test('a reply is linked within its thread', async () => {
    const parent = tasuki.as('nakamura').say(CHANNELS.csSales, '今日の定例')
    const reply = tasuki.as('nakamura').say(CHANNELS.csSales, said, parent)
    await tasuki.as('sato').messageShortcut('csql.capture', reply)
    expect(initial(tasuki.modal('sato').view, 'note')).toContain(`?thread_ts=${parent.ts}&cid=${CHANNELS.csSales}`)
  })

  test('what is said of nobody known, or of several, is not guessed: the likely ones are offered first', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, '霧笛倉庫と霧笛ロジテックの打合せ')
    await tasuki.as('sato').messageShortcut('csql.capture', message)
    const { view, words } = tasuki.modal('sato')
    expect(initial(view, 'account')).toBeUndefined()
    expect(words).not.toContain('推測')
    const { options } = await tasuki.as('sato').suggest(view, 'account', '')
    const names = options.map((option) => (isJson(option['text']) ? option['text']['text'] : null))
    expect(names.slice(0, 2).sort()).toEqual(['霧笛ロジテック株式会社', '霧笛倉庫株式会社'])
  })

  test('a guest is refused, politely, and no form opens', async () => {
    const message = tasuki.as('guest').say(CHANNELS.general, said)
    await tasuki.as('guest').messageShortcut('csql.capture', message)
    expect(await tasuki.told('guest', 'ゲスト')).toContain('ゲストの方にはご利用いただけません')
    expect(tasuki.as('guest').modal()).toBeUndefined()
  })

  test('whom the message calls is called by nobody: it stands as words', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, '<!channel> 月白精機 <@U0SUZUKI> &lt;!here&gt;')
    await tasuki.as('sato').messageShortcut('csql.capture', message)
    await tasuki.as('sato').submit(tasuki.modal('sato').view)
    await tasuki.told('sato', '登録しました')
    const sent = JSON.stringify(tasuki.as('sato').ephemerals())
    expect(sent).toContain('@鈴木健太')
    expect(sent).not.toMatch(/<!channel>|<!here>(?!\\)|<@U0SUZUKI>/u)
  })
})

describe('the global shortcut', () => {
  test('opens the empty form, and the accounts somebody logged last come first', async () => {
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 80名増')
    await tasuki.as('sato').globalShortcut('csql.new')
    const { view } = tasuki.modal('sato')
    expect(initial(view, 'account')).toBeUndefined()
    const { options } = await tasuki.as('sato').suggest(view, 'account', '')
    expect(JSON.stringify(options)).toContain('霧笛倉庫株式会社')
    const others = await tasuki.as('nakamura').globalShortcut('csql.new')
    expect(others.status).toBe(200)
    expect((await tasuki.as('nakamura').suggest(tasuki.modal('nakamura').view, 'account', '')).options).toEqual([])
  })

  test('a guest is told so in a form, for there is no message to answer beside', async () => {
    await tasuki.as('guest').globalShortcut('csql.new')
    await tasuki.sandbox.until(() => tasuki.as('guest').modal())
    expect(tasuki.modal('guest').words).toContain('ゲストの方にはご利用いただけません')
  })
})

describe('the emoji on a message', () => {
  const offered = (who: 'sato' | 'guest' | 'nakamura') =>
    tasuki
      .as(who)
      .ephemerals()
      .filter((message) => JSON.stringify(message.blocks).includes('csql.capture'))

  test('who put it there is offered to log it, nobody else, and the channel stays as it was', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, said)
    await tasuki.as('sato').react(message, 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length === 1)
    expect(offered('nakamura')).toEqual([])
    expect(tasuki.sandbox.workspace.messages.in(CHANNELS.csSales)).toHaveLength(1)
    await tasuki.click('sato', 'csql.capture')
    const { view } = tasuki.modal('sato')
    expect(initial(view, 'note')).toContain(read)
    expect(initial(view, 'note')).toContain('https://hotarubi.slack.com/archives/')
    await tasuki.as('sato').submit(view)
    // The answer takes the place of the offer.
    expect(await tasuki.told('sato', '登録しました')).toContain('CSQL-1')
    expect(offered('sato')).toEqual([])
  })

  describe('where one account alone is spoken of', () => {
    const offer = async () => {
      await tasuki.sandbox.until(() => offered('sato').length === 1)
      return offered('sato')[0]
    }
    const logged = () => tasuki.store.read((tx) => tx.csqls.byNumber(1))

    test('a click logs it for that one, with its text and where it was said', async () => {
      await tasuki.as('sato').react(tasuki.as('nakamura').say(CHANNELS.csSales, said), 'seedling')
      expect(JSON.stringify((await offer())?.blocks)).toContain('月白精機様で登録')
      await tasuki.click('sato', 'csql.capture_as_is')
      expect(await tasuki.told('sato', '登録しました')).toContain('CSQL-1')
      expect(offered('sato')).toEqual([])
      const csql = await logged()
      const kept = await tasuki.store.read(async (tx) => ({
        account: (csql && (await tx.accounts.get(csql.accountId)))?.name,
        note: csql?.noteTextId && (await tx.texts.many([csql.noteTextId])).get(csql.noteTextId)?.body,
      }))
      expect(kept.account).toBe('株式会社月白精機')
      expect(kept.note).toContain(read)
      expect(kept.note).toContain('https://hotarubi.slack.com/archives/')
    })

    test.each([
      ['of none', '席が足りないそうです'],
      ['of two', '月白精機と霧笛倉庫から、席が足りないと聞いた'],
      ['at length', `月白精機。${'席が足りない。'.repeat(500)}`],
    ])('nothing is logged by one click where it speaks %s', async (_what, text) => {
      await tasuki.as('sato').react(tasuki.as('nakamura').say(CHANNELS.general, text), 'seedling')
      expect(JSON.stringify((await offer())?.blocks)).not.toContain('csql.capture_as_is')
    })

    test('what looks like a secret is not kept', async () => {
      const token = ['xoxb', '1234567890', 'abcdefghijklmnop'].join('-')
      const message = tasuki.as('nakamura').say(CHANNELS.csSales, `月白精機さんの連携用は ${token} とのこと`)
      await tasuki.as('sato').react(message, 'seedling')
      await offer()
      await tasuki.click('sato', 'csql.capture_as_is')
      expect(await tasuki.told('sato', '登録しました')).toContain('取り除きました')
      const kept = await tasuki.store.read(async (tx) => {
        const csql = await tx.csqls.byNumber(1)
        return csql?.noteTextId == null ? null : (await tx.texts.many([csql.noteTextId])).get(csql.noteTextId)?.body
      })
      expect(kept).toContain('連携用は')
      expect(kept).not.toContain(token)
    })

    test('a message that is gone by then is asked for in the form', async () => {
      await tasuki.as('sato').react(tasuki.as('nakamura').say(CHANNELS.csSales, said), 'seedling')
      await offer()
      tasuki.sandbox.harm = ({ method }) =>
        method.startsWith('conversations.') ? harms.refuse('channel_not_found') : undefined
      await tasuki.click('sato', 'csql.capture_as_is')
      expect(tasuki.modal('sato').words).toContain('投稿の本文は取得できませんでした')
      expect(await logged()).toBeNull()
    })
  })

  test('a reply in a thread is read too', async () => {
    const parent = tasuki.as('nakamura').say(CHANNELS.csSales, '今日の定例')
    const reply = tasuki.as('nakamura').say(CHANNELS.csSales, said, parent)
    await tasuki.as('sato').react(reply, 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length === 1)
    await tasuki.click('sato', 'csql.capture')
    expect(initial(tasuki.modal('sato').view, 'note')).toContain(read)
  })

  test('once for a message, whatever Slack sends again and however often it is put and taken', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, said)
    await tasuki.as('sato').react(message, 'seedling')
    await tasuki.as('sato').react(message, 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length > 0)
    const next = tasuki.as('nakamura').say(CHANNELS.csSales, '別の話')
    await tasuki.as('sato').react(next, 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length === 2)
    expect(tasuki.calls('chat.postEphemeral')).toBe(2)
  })

  test.each([
    ['another emoji', 'sato', 'tada'],
    ['a guest', 'guest', 'seedling'],
  ] as const)('%s: nothing is said', async (_what, who, emoji) => {
    const message = tasuki.as('nakamura').say(CHANNELS.general, said)
    await tasuki.as(who).react(message, emoji)
    await tasuki.as('sato').react(tasuki.as('nakamura').say(CHANNELS.general, 'x'), 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length === 1)
    expect(tasuki.calls('chat.postEphemeral')).toBe(1)
  })

  test('another emoji where the settings say so; none where they name none', async () => {
    const settings = await tasuki.store.read((tx) => tx.settings.get())
    const set = (captureEmoji: string | null) =>
      tasuki.store.transaction((tx) => tx.settings.put({ ...settings, captureEmoji }, null, tasuki.clock.now()))
    await set(null)
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, said)
    await tasuki.as('sato').react(message, 'seedling')
    await set('bulb')
    await tasuki.as('sato').react(message, 'seedling')
    await tasuki.as('sato').react(message, 'bulb')
    await tasuki.sandbox.until(() => offered('sato').length === 1)
    expect(tasuki.calls('chat.postEphemeral')).toBe(1)
  })

  test('without the scope for the channel, the form says that the text could not be read, and has the link', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, said)
    await tasuki.as('sato').react(message, 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length === 1)
    const { config } = tasuki.sandbox.workspace
    Object.assign(config, { scopes: config.scopes?.filter((scope) => scope !== 'channels:history') })
    await tasuki.click('sato', 'csql.capture')
    const { view, words } = tasuki.modal('sato')
    expect(words).toContain('投稿の本文は取得できませんでした')
    expect(initial(view, 'note')).toMatch(/^https:\/\/hotarubi\.slack\.com\/archives\/C0CSSALES\/p\d+$/u)
  })

  test('a forged value opens nothing', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, said)
    await tasuki.as('sato').react(message, 'seedling')
    await tasuki.sandbox.until(() => offered('sato').length === 1)
    for (const block of offered('sato')[0]?.blocks ?? []) {
      for (const element of (block['elements'] ?? []) as Record<string, unknown>[])
        Object.assign(element, { value: '../etc' })
    }
    await tasuki.click('sato', 'csql.capture')
    expect(await tasuki.told('sato', '古くなっています')).toContain('このボタンは古くなっています')
  })
})

describe('several lines at once', () => {
  async function send(lines: string) {
    await tasuki.as('sato').globalShortcut('csql.new')
    await tasuki.as('sato').click(tasuki.modal('sato').view, 'csql.log_many')
    return tasuki.as('sato').submit(tasuki.modal('sato').view, { lines })
  }
  const total = () => tasuki.store.read(async (tx) => (await tx.csqls.list({ limit: 99 })).total)

  test('each is logged as its line says', async () => {
    await tasuki.seen('sato', 'log')
    await tasuki.as('sato').click(tasuki.modal('sato').view, 'csql.log_many')
    const sent = await tasuki.as('sato').submit(tasuki.modal('sato').view, {
      lines: '月白精機 クロスセル 経費 月12万 紙のまま\n\n霧笛倉庫 アップセル @鈴木健太 80名増',
    })
    expect(sent.errors).toBeUndefined()
    const words = await tasuki.told('sato', '2件のシグナル')
    expect(words).toContain('CSQL-1 月白精機様 × ホタルビ経費')
    expect(words).toContain('CSQL-2 霧笛倉庫様')
    expect(await tasuki.csqlOf(1)).toMatchObject({ amount: 120_000, kind: 'cross_sell' })
    expect(await tasuki.csqlOf(2)).toMatchObject({ kind: 'upsell', aeId: (await tasuki.person('suzuki')).id })
    expect(tasuki.as('sato').modal()).toBeUndefined()
  })

  test('faults are named by line, nothing is logged, and what was typed stays', async () => {
    const typed =
      '月白精機 紙のまま\n\n月12万 アップセル\n月白 席数\n霧笛倉庫 12〜15万 増員\n灯籠坂食品 @誰か 残業アラート'
    const sent = await send(typed)
    const faults = String(sent.errors?.['lines'])
    expect(faults.split('\n').map((line) => line.slice(0, 4))).toEqual(['3行目:', '4行目:', '5行目:', '6行目:'])
    expect(faults).toContain('「月白」は「株式会社月白精機」のことでしょうか')
    expect(faults).toContain('12〜15万')
    expect(await total()).toBe(0)
    expect(JSON.stringify(tasuki.modal('sato').view.state)).toContain('灯籠坂食品')
  })

  test('a quoted name is new where it is quoted; the same matter twice is a fault of the second line', async () => {
    const fault = await send('「月白」 席数\n月白精機 アップセル 勤怠 増員\n月白精機 アップセル 勤怠 増員')
    expect(String(fault.errors?.['lines'])).toMatch(/^3行目:/u)
    expect(await total()).toBe(0)
    await tasuki.as('sato').submit(tasuki.modal('sato').view, { lines: '「月白」 席数\n月白精機 アップセル 勤怠 増員' })
    await tasuki.told('sato', '2件')
    expect(await total()).toBe(2)
  })

  test.each([
    ['nothing', '   \n ', '行'],
    ['31 lines', Array.from({ length: 31 }, (_, n) => `月白精機 話${n}`).join('\n'), '30行まで'],
  ])('%s is refused', async (_what, typed, words) => {
    const sent = await send(typed)
    expect(JSON.stringify([sent.errors, sent.refused])).toContain(_what === 'nothing' ? 'lines' : words)
    expect(await total()).toBe(0)
  })

  test('the form sent twice has one effect', async () => {
    await send('月白精機 紙のまま')
    const submit = tasuki.sandbox.payloads.at(-1)
    if (submit === undefined) throw new Error('nothing was sent')
    await tasuki.sandbox.replay(submit)
    expect(await total()).toBe(1)
  })
})

test('the emoji is changed, and taken away, in the settings', async () => {
  const emoji = async () => (await tasuki.store.read((tx) => tx.settings.get())).captureEmoji
  const save = async (typed: string) => {
    const { view } = await tasuki.openSettings('yamamoto', 'lists')
    return tasuki.as('yamamoto').submit(view, { capture_emoji: typed })
  }
  expect(await emoji()).toBe('seedling')
  expect((await save('つぼみ')).errors).toMatchObject({ capture_emoji: expect.stringContaining(':seedling:') })
  await tasuki.as('yamamoto').close(tasuki.modal('yamamoto').view)
  await save(' :Four_Leaf_Clover: ')
  expect(await emoji()).toBe('four_leaf_clover')
  await save('')
  expect(await emoji()).toBeNull()
})
