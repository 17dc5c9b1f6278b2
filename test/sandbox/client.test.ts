import { App, LogLevel } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANNELS, NotPossible, PEOPLE, type Sandbox, sampleCompany } from '../../src/sandbox/index.js'
import { type HandClock, play, silent } from './played.js'

let sandbox: Sandbox
let clock: HandClock
let client: WebClient
let app: App

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string, value: string) => ({ text: plain(text), value })
const input = (block_id: string, element: object, more: object = {}) => ({
  type: 'input' as const,
  block_id,
  label: plain(block_id),
  element: { action_id: 'value', ...element } as never,
  ...more,
})
const form = (blocks: unknown[], more: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'csql.log',
  title: plain('記録'),
  submit: plain('送る'),
  blocks: blocks as never[],
  ...more,
})

beforeEach(async () => {
  ;({ sandbox, clock, client } = await play())
  app = new App({
    // Given by hand, Bolt asks auth.test nothing at its start.
    authorize: async () => ({
      botToken: sampleCompany.bot.token,
      botId: sampleCompany.bot.bot_id,
      botUserId: sampleCompany.bot.user_id,
    }),
    signingSecret: sampleCompany.signing_secret,
    clientOptions: { slackApiUrl: sandbox.url, retryConfig: { retries: 0 } },
    logger: silent,
    logLevel: LogLevel.ERROR,
  })
  app.error(async () => {})
  const server = await app.start(0)
  const address = server.address()
  sandbox.appUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`
})
afterEach(async () => {
  await app.stop()
  await sandbox.stop()
})

/** Opens a form by `/csql`, as a person would. */
async function opened(blocks: unknown[], more: object = {}) {
  app.command('/csql', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: form(blocks, more) })
  })
  const sato = sandbox.as(PEOPLE.sato)
  await sato.command('/csql', 'log')
  return { sato, view: await sandbox.until(() => sato.modal()) }
}

describe('a slash command', () => {
  test('arrives signed, with who and where, and its ack is seen by the person alone', async () => {
    app.command('/csql', async ({ ack, command }) => {
      await ack({ text: `${command.user_name} in ${command.channel_name}: ${command.text}` })
    })
    const seen = await sandbox.as(PEOPLE.sato).command('/csql', 'list', { channel: CHANNELS.csSales })
    expect(seen).toMatchObject({ status: 200, ephemeral: { text: 'sato in cs-sales: list' } })
    expect(sandbox.as(PEOPLE.sato).sees()).toBe('sato in cs-sales: list')
    expect(sandbox.as(PEOPLE.suzuki).sees()).toBe('')
  })

  test.each([
    ['a handle becomes an id', 'log アクメ @suzuki', 'log アクメ <@U0SUZUKI|suzuki>'],
    ['a full name too', '@鈴木健太', '<@U0SUZUKI|suzuki>'],
    ['a channel too', '#general へ', '<#C0GENERAL|general> へ'],
    ['an unknown name stays', '@nobody', '@nobody'],
    ['signs are escaped once', '<!channel> & co', '&lt;!channel&gt; &amp; co'],
    ['an id stays an id', '<@U0PAT> & co', '<@U0PAT> &amp; co'],
  ])('%s', async (_rule, typed, text) => {
    app.command('/csql', ({ ack }) => ack())
    await sandbox.as(PEOPLE.sato).command('/csql', typed)
    expect(sandbox.payloads[0]?.body['text']).toBe(text)
  })

  test('a wrong secret, or a signature 301 s old, is 401 and an error to the person', async () => {
    app.command('/csql', ({ ack }) => ack('ran'))
    const sato = sandbox.as(PEOPLE.sato)
    const denied = { status: 401, error: 'dispatch_failed' }
    expect(await sato.command('/csql', '', { secret: 'guessed' })).toMatchObject(denied)
    expect(await sato.command('/csql', '', { signedAt: Date.now() - 301_000 })).toMatchObject(denied)
    expect(sato.ephemerals()).toEqual([])
  })

  test('an answer that takes longer than the client waits is operation_timeout', async () => {
    app.command('/csql', async ({ ack }) => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      await ack()
    })
    const seen = await sandbox.as(PEOPLE.sato).command('/csql', '', { patience: 50 })
    expect(seen).toMatchObject({ status: 0, error: 'operation_timeout' })
  })

  test('an ack that breaks a Block Kit limit is not shown', async () => {
    app.command('/csql', ({ ack }) => ack({ text: 'a', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }))
    const seen = await sandbox.as(PEOPLE.sato).command('/csql')
    expect(seen.error).toContain('must be less than 151 characters')
    expect(sandbox.as(PEOPLE.sato).ephemerals()).toEqual([])
  })

  test('the same bytes can be replayed', async () => {
    let runs = 0
    app.command('/csql', async ({ ack }) => {
      runs += 1
      await ack()
    })
    await sandbox.as(PEOPLE.sato).command('/csql')
    for (const payload of sandbox.payloads) await sandbox.replay(payload)
    expect(runs).toBe(2)
  })
})

describe('a response_url', () => {
  async function url(): Promise<string> {
    app.command('/csql', ({ ack }) => ack())
    await sandbox.as(PEOPLE.sato).command('/csql')
    return String(sandbox.payloads[0]?.body['response_url'])
  }
  const send = async (to: string, body: object) =>
    (await fetch(to, { method: 'POST', body: JSON.stringify(body) })).status

  test('answers five times, ephemerally', async () => {
    const to = await url()
    const answers: number[] = []
    for (const n of [1, 2, 3, 4, 5, 6]) answers.push(await send(to, { text: `${n}` }))
    expect(answers).toEqual([200, 200, 200, 200, 200, 404])
    expect(sandbox.as(PEOPLE.sato).ephemerals()).toHaveLength(5)
  })

  test('is dead after 30 minutes', async () => {
    const to = await url()
    clock.pass(30 * 60_000 + 1)
    expect(await send(to, { text: 'late' })).toBe(404)
  })

  test('refuses what Slack would not show', async () => {
    expect(await send(await url(), { blocks: [{ type: 'nonsense' }] })).toBe(400)
  })
})

describe('a click', () => {
  const card = (text: string, ...values: string[]) => ({
    text,
    blocks: [
      { type: 'section' as const, text: plain(text) },
      {
        type: 'actions' as const,
        elements: values.map((value, index) => ({
          type: 'button' as const,
          action_id: index === 0 ? 'csql.accept' : `csql.accept.${index}`,
          value,
          text: plain('引き受ける'),
        })),
      },
    ],
  })

  test('carries the button as it stands, the message and a trigger id', async () => {
    await client.chat.postMessage({ channel: PEOPLE.suzuki, ...card('新しい件', '1:42:1') })
    const suzuki = sandbox.as(PEOPLE.suzuki)
    const [message] = suzuki.dm()
    app.action('csql.accept', async ({ ack, body, action, client }) => {
      await ack()
      if (body.type !== 'block_actions' || action.type !== 'button') return
      await client.chat.update({
        channel: body.channel?.id ?? '',
        ts: body.message?.ts ?? '',
        text: `引き受け済み ${action.value}`,
        blocks: [],
      })
    })
    if (message === undefined) throw new Error('no card')
    expect(await suzuki.click(message, 'csql.accept')).toMatchObject({ status: 200 })
    await sandbox.until(() => suzuki.sees() === '引き受け済み 1:42:1')
    await expect(suzuki.click(message, 'csql.accept')).rejects.toThrow(NotPossible)
  })

  test('on a button that is not there, or by somebody who cannot see it, is not possible', async () => {
    const { ts = '', channel = '' } = await client.chat.postMessage({
      channel: PEOPLE.suzuki,
      ...card('件', '1:42:1'),
    })
    await expect(sandbox.as(PEOPLE.suzuki).click({ channel, ts }, 'csql.win')).rejects.toThrow('there: csql.accept')
    await expect(sandbox.as(PEOPLE.sato).click({ channel, ts }, 'csql.accept')).rejects.toThrow(NotPossible)
  })

  test('on an ephemeral message can replace it through its response_url', async () => {
    app.command('/csql', ({ ack }) => ack(card('取り消せます', '1:42:1')))
    app.action('csql.accept', async ({ ack, respond }) => {
      await ack()
      await respond({ text: '取り消しました', replace_original: true })
    })
    const sato = sandbox.as(PEOPLE.sato)
    const { ephemeral } = await sato.command('/csql')
    if (ephemeral === undefined) throw new Error('no ephemeral')
    await sato.click(ephemeral, 'csql.accept')
    await sandbox.until(() => sato.sees() === '取り消しました')
    expect(sandbox.payloads[1]?.body).not.toHaveProperty('message')
  })
})

describe('a modal', () => {
  const fields = [
    input('account', { type: 'plain_text_input', min_length: 2, max_length: 10 }),
    input('heat', {
      type: 'static_select',
      options: [option('高い', 'high'), option('低い', 'low')],
      initial_option: option('低い', 'low'),
    }),
    input('amount', { type: 'number_input', is_decimal_allowed: false, min_value: '1' }, { optional: true }),
    input('ae', { type: 'users_select' }, { optional: true }),
    input('next_on', { type: 'datepicker' }, { optional: true }),
    input('checklist', { type: 'checkboxes', options: [option('a', 'a'), option('b', 'b')] }, { optional: true }),
  ]

  test('sends what was typed, and the initial values of what was not touched', async () => {
    const states: unknown[] = []
    app.view('csql.log', async ({ ack, view }) => {
      states.push(view.state.values)
      await ack()
    })
    const { sato, view } = await opened(fields)
    const seen = await sato.submit(view, {
      account: 'アクメ',
      ae: PEOPLE.suzuki,
      next_on: '2026-12-01',
      checklist: ['b'],
    })
    expect(seen).toMatchObject({ status: 200, view: undefined })
    expect(states).toEqual([
      {
        account: { value: { type: 'plain_text_input', value: 'アクメ' } },
        heat: { value: { type: 'static_select', selected_option: option('低い', 'low') } },
        amount: { value: { type: 'number_input', value: null } },
        ae: { value: { type: 'users_select', selected_user: PEOPLE.suzuki } },
        next_on: { value: { type: 'datepicker', selected_date: '2026-12-01' } },
        checklist: { value: { type: 'checkboxes', selected_options: [option('b', 'b')] } },
      },
    ])
  })

  test.each([
    ['an empty required field', {}, { account: 'required' }],
    ['too short', { account: 'あ' }, { account: 'at least 2 characters' }],
    ['too long', { account: 'あ'.repeat(11) }, { account: 'at most 10 characters' }],
    ['no number', { account: 'アクメ', amount: '12万' }, { amount: 'a number' }],
    ['a fraction', { account: 'アクメ', amount: '1.5' }, { amount: 'a whole number' }],
    ['too small', { account: 'アクメ', amount: 0 }, { amount: 'at least 1' }],
  ])('the client itself refuses %s, and sends nothing', async (_what, values, refused) => {
    const { sato, view } = await opened(fields)
    expect((await sato.submit(view, values)).refused).toEqual(refused)
    expect(sandbox.payloads.map((payload) => payload.kind)).toEqual(['command'])
  })

  test.each([
    ['an option that is not offered', { heat: 'boiling' }],
    ['somebody who is not there', { ae: 'U0NONE' }],
    ['a day that is none', { next_on: '明日' }],
    ['a field that is not there', { colour: 'red' }],
  ])('nobody can choose %s', async (_what, values) => {
    const { sato, view } = await opened(fields)
    expect(() => sato.fill(view, values)).toThrow(NotPossible)
  })

  test('errors stand by their fields until the next try', async () => {
    app.view('csql.log', ({ ack, view }) =>
      view.state.values['account']?.['value']?.value === 'アクメ'
        ? ack({ response_action: 'errors', errors: { account: '複数あります' } })
        : ack(),
    )
    const { sato, view } = await opened(fields)
    expect(await sato.submit(view, { account: 'アクメ' })).toMatchObject({ errors: { account: '複数あります' } })
    expect(sato.sees()).toContain('! 複数あります')
    expect((await sato.submit(view, { account: 'アクメ商事' })).view).toBeUndefined()
  })

  test('errors for a block that is not there are Slack’s “trouble connecting”', async () => {
    app.view('csql.log', ({ ack }) => ack({ response_action: 'errors', errors: { accounts: '?' } }))
    const { sato, view } = await opened(fields)
    expect((await sato.submit(view, { account: 'アクメ' })).error).toContain('invalid_errors')
    expect(sato.modal()?.id).toBe(view.id)
  })

  test('update replaces it, push stacks on it, clear closes all', async () => {
    const steps = ['update', 'push', 'clear'] as const
    let step = 0
    app.view('csql.log', async ({ ack }) => {
      const response_action = steps[step++] ?? 'clear'
      await (response_action === 'clear'
        ? ack({ response_action })
        : ack({ response_action, view: form(fields, { title: plain(response_action) }) }))
    })
    const { sato, view } = await opened(fields)
    const updated = await sato.submit(view, { account: 'アクメ' })
    expect(updated.view).toMatchObject({ id: view.id, definition: { title: plain('update') } })
    expect(updated.view?.state['account']).toEqual({ value: { type: 'plain_text_input', value: 'アクメ' } })
    const pushed = await sato.submit(view)
    expect(pushed.view).toMatchObject({ previous: view.id, root: view.id })
    expect((await sato.submit({ id: pushed.view?.id ?? '' }, { account: 'アクメ' })).view).toBeUndefined()
  })

  test('an external select asks the app, and takes only what it offered', async () => {
    app.options('value', ({ ack, payload }) => ack({ options: [option(`${payload.value}商事`, 'a1')] }))
    const { sato, view } = await opened([input('account', { type: 'external_select', min_query_length: 1 })])
    expect(() => sato.fill(view, { account: 'a1' })).toThrow(NotPossible)
    expect((await sato.suggest(view, 'account', '')).options).toEqual([])
    expect((await sato.suggest(view, 'account', 'アクメ')).options).toEqual([option('アクメ商事', 'a1')])
    sato.fill(view, { account: 'アクメ商事' })
    expect(sato.modal()?.state['account']).toMatchObject({ value: { selected_option: { value: 'a1' } } })
  })

  test('a menu that dispatches tells the app at once, with the form so far', async () => {
    const heard: unknown[] = []
    app.action('value', async ({ ack, body }) => {
      await ack()
      heard.push(body.type === 'block_actions' ? body.view?.state.values['kind'] : undefined)
    })
    const kind = { type: 'static_select', options: [option('増席', 'upsell')] }
    const { sato, view } = await opened([input('kind', kind, { dispatch_action: true })])
    await sato.select(view, 'value', 'upsell')
    expect(heard).toEqual([{ value: { type: 'static_select', selected_option: option('増席', 'upsell') } }])
  })

  test('closing is told only to an app that asked', async () => {
    const closed: string[] = []
    app.view({ callback_id: 'csql.log', type: 'view_closed' }, async ({ ack, view }) => {
      await ack()
      closed.push(view.id)
    })
    const { sato, view } = await opened(fields, { notify_on_close: true })
    await sato.close(view)
    expect(closed).toEqual([view.id])
    expect(sato.modal()).toBeUndefined()
  })
})

describe('shortcuts, Home and events', () => {
  test('shortcuts carry their callback id, and the message they were used on', async () => {
    const heard: unknown[] = []
    app.shortcut('csql.new', async ({ ack, shortcut }) => {
      await ack()
      heard.push(shortcut.type)
    })
    app.shortcut('csql.capture', async ({ ack, shortcut }) => {
      await ack()
      heard.push(shortcut.type === 'message_action' ? shortcut.message.text : undefined)
    })
    const sato = sandbox.as(PEOPLE.sato)
    await sato.globalShortcut('csql.new')
    await sato.messageShortcut('csql.capture', sato.say(CHANNELS.csSales, '席数の相談'))
    expect(heard).toEqual(['shortcut', '席数の相談'])
  })

  test('opening Home lets the app publish it', async () => {
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'header' as const, text: plain('あなたの件') }]
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
    })
    const sato = sandbox.as(PEOPLE.sato)
    await sato.openHome()
    expect((await sandbox.until(() => sato.home())).blocks).toHaveLength(1)
  })

  test('a reaction is heard, and read back', async () => {
    const heard: string[] = []
    app.event('reaction_added', async ({ event }) => {
      heard.push(event.reaction)
    })
    const sato = sandbox.as(PEOPLE.sato)
    const message = sato.say(CHANNELS.csSales, '種')
    await sato.react(message, 'seedling')
    await sandbox.until(() => heard.length > 0)
    const { message: read } = await client.reactions.get({ channel: message.channel, timestamp: message.ts })
    expect(read?.reactions).toEqual([{ name: 'seedling', users: [PEOPLE.sato], count: 1 }])
  })

  test('an event can be sent again under its id, as a retry', async () => {
    const ids: string[] = []
    app.event('user_change', async ({ body }) => {
      ids.push(body.event_id)
    })
    await sandbox.changePerson(PEOPLE.suzuki, { deleted: true }, { eventId: 'Ev1' })
    await sandbox.changePerson(PEOPLE.suzuki, { deleted: true }, { eventId: 'Ev1', retryNum: 1 })
    await sandbox.until(() => ids.length === 2)
    expect(ids).toEqual(['Ev1', 'Ev1'])
    expect(sandbox.payloads[1]?.headers['x-slack-retry-num']).toBe('1')
    expect((await client.users.info({ user: PEOPLE.suzuki })).user?.deleted).toBe(true)
  })

  test('an uninstalled app hears of it, and can call nothing', async () => {
    await sandbox.uninstall()
    expect(sandbox.payloads[0]?.body).toMatchObject({ event: { type: 'app_uninstalled' } })
    await expect(client.auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } })
  })
})
