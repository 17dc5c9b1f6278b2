import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANNELS, METHODS, PEOPLE, type Sandbox, sampleCompany } from '../../src/sandbox/index.js'
import { type MethodSpec, TIER_LIMITS } from '../../src/sandbox/methods.js'
import { clientOf, type HandClock, play, refusalOf } from './played.js'

let sandbox: Sandbox
let clock: HandClock
let client: ReturnType<typeof clientOf>

beforeEach(async () => {
  ;({ sandbox, clock, client } = await play())
})
afterEach(() => sandbox.stop())

const button = (action_id: string, value = '1:42:1') => ({
  type: 'button' as const,
  action_id,
  value,
  text: { type: 'plain_text' as const, text: '引き受ける' },
})
/** How a PNG begins is all that is looked at. */
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const section = (text: string) => ({ type: 'section' as const, text: { type: 'plain_text' as const, text } })
const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: '件' }, blocks: [section('あ')] }

describe('who may call what', () => {
  test('a token that is not the workspace’s is invalid_auth', async () => {
    expect(await refusalOf(clientOf(sandbox, 'xoxb-other').auth.test())).toBe('invalid_auth')
  })

  test('a revoked token is refused with its reason', async () => {
    sandbox.workspace.tokenRefused = 'token_revoked'
    expect(await refusalOf(client.auth.test())).toBe('token_revoked')
  })

  test('a method that is not played is unknown_method', async () => {
    expect(await refusalOf(client.apiCall('chat.scheduleMessage', {}))).toBe('unknown_method')
  })

  test('a missing scope is named, with what was provided', async () => {
    const scoped = await play({ config: { ...sampleCompany, scopes: ['chat:write'] } })
    const answer = scoped.client.users.info({ user: PEOPLE.sato })
    await expect(answer).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
    })
    expect((await scoped.client.auth.test()).response_metadata?.scopes).toEqual(['chat:write'])
    await scoped.sandbox.stop()
  })

  test('a missing argument is invalid_arguments and named', async () => {
    await expect(client.apiCall('users.info', {})).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] missing required field: user'] },
      },
    })
  })
})

test('arguments may come as JSON, and the token beside them', async () => {
  const ask = async (body: unknown) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    return (await fetch(`${sandbox.url}users.info`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const { token } = sampleCompany.bot
  expect(await ask({ token, user: PEOPLE.sato })).toMatchObject({ ok: true, user: { id: PEOPLE.sato } })
  expect(await ask({ user: PEOPLE.sato })).toEqual({ ok: false, error: 'not_authed' })
  expect(await ask([])).toEqual({ ok: false, error: 'invalid_json' })
})

test('every method has a tier, and scopes that the manifest could ask for', () => {
  for (const spec of Object.values<MethodSpec>(METHODS)) {
    expect(TIER_LIMITS[spec.tier]).toBeGreaterThan(0)
    for (const scope of [...spec.scopes, ...Object.values(spec.conversationScopes ?? {})]) {
      expect(scope).toMatch(/^[a-z]+:[a-z.]+$/)
    }
  }
})

describe('people', () => {
  test('users.info gives zone, roles, and the locale only when asked', async () => {
    const { user } = await client.users.info({ user: PEOPLE.pat, include_locale: true })
    expect(user).toMatchObject({ id: PEOPLE.pat, tz: 'America/New_York', locale: 'en-US', is_restricted: false })
    expect((await client.users.info({ user: PEOPLE.pat })).user).not.toHaveProperty('locale')
    expect((await client.users.info({ user: PEOPLE.yamamoto })).user?.is_admin).toBe(true)
    expect(await refusalOf(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found')
  })

  test('users.list is paged by cursor', async () => {
    const names: (string | undefined)[] = []
    let cursor = ''
    do {
      const page = await client.users.list({ limit: 4, cursor })
      names.push(...(page.members ?? []).map((member) => member.name))
      cursor = page.response_metadata?.next_cursor ?? ''
    } while (cursor !== '')
    expect(names).toEqual(sampleCompany.people.map((person) => person.name))
  })
})

describe('messages', () => {
  test('a post to a person lands in the DM, and the answer names it', async () => {
    const { channel, ts } = await client.chat.postMessage({ channel: PEOPLE.suzuki, text: '新しい件です' })
    expect(channel).toMatch(/^D/)
    expect(sandbox.as(PEOPLE.suzuki).dm()).toMatchObject([{ ts, text: '新しい件です' }])
  })

  test('time stamps follow the clock, and never repeat within one instant', async () => {
    const posts = await Promise.all(
      [1, 2, 3].map((n) => client.chat.postMessage({ channel: PEOPLE.suzuki, text: `${n}` })),
    )
    const stamps = posts.map((post) => post.ts ?? '')
    expect(new Set(stamps).size).toBe(3)
    expect(stamps.every((ts) => ts.startsWith(`${Math.floor(clock.now() / 1000)}.`))).toBe(true)
  })

  test.each([
    ['no channel', { text: 'a' }, 'invalid_arguments'],
    ['an unknown channel', { channel: 'C0NONE', text: 'a' }, 'channel_not_found'],
    ['an unknown person', { channel: 'U0NONE', text: 'a' }, 'channel_not_found'],
    ['nothing said', { channel: CHANNELS.general }, 'no_text'],
    ['40,001 characters', { channel: CHANNELS.general, text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['blocks that are no JSON', { channel: CHANNELS.general, blocks: '[' }, 'invalid_blocks_format'],
    [
      'metadata without a payload',
      { channel: CHANNELS.general, text: 'a', metadata: { event_type: 'x' } },
      'invalid_metadata_schema',
    ],
    ['a thread that is not there', { channel: CHANNELS.general, text: 'a', thread_ts: '1.000001' }, 'thread_not_found'],
  ])('chat.postMessage refuses %s', async (_what, args, code) => {
    expect(await refusalOf(client.apiCall('chat.postMessage', args))).toBe(code)
    expect(sandbox.workspace.messages.all).toEqual([])
  })

  test('an archived channel and a closed Messages tab are refused', async () => {
    const channel = sandbox.workspace.conversation(CHANNELS.general)
    if (channel !== undefined) channel.is_archived = true
    sandbox.workspace.messagesTab = false
    expect(await refusalOf(client.chat.postMessage({ channel: CHANNELS.general, text: 'a' }))).toBe('is_archived')
    expect(await refusalOf(client.chat.postMessage({ channel: PEOPLE.sato, text: 'a' }))).toBe('messages_tab_disabled')
  })

  test('a message that breaks one Block Kit limit is refused whole, each fault pointed at', async () => {
    const blocks = [section('x'.repeat(3001)), { type: 'actions', elements: [button('a'), button('a')] }]
    const lines = [
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      '`action_id` "a" already exists [json-pointer:/blocks/1/elements/1/action_id]',
    ]
    await expect(client.apiCall('chat.postMessage', { channel: PEOPLE.sato, text: 'a', blocks })).rejects.toMatchObject(
      {
        data: {
          error: 'invalid_blocks',
          errors: lines,
          response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
        },
      },
    )
  })

  test('metadata comes back from history only when asked for', async () => {
    const metadata = { event_type: 'delivery', event_payload: { id: 'abc' } }
    const { channel } = await client.chat.postMessage({ channel: PEOPLE.suzuki, text: 'a', metadata })
    const read = (include_all_metadata: boolean) =>
      client.conversations.history({ channel: channel ?? '', include_all_metadata })
    expect((await read(true)).messages?.[0]).toMatchObject({ metadata })
    expect((await read(false)).messages?.[0]).not.toHaveProperty('metadata')
  })

  test('history is newest first, paged, and bounded by oldest and latest', async () => {
    const stamps: string[] = []
    for (const text of ['1', '2', '3', '4']) {
      stamps.push((await client.chat.postMessage({ channel: CHANNELS.general, text })).ts ?? '')
      clock.pass(1000)
    }
    const texts = async (args: object) =>
      (await client.conversations.history({ channel: CHANNELS.general, ...args })).messages?.map((m) => m.text)
    expect(await texts({ limit: 2 })).toEqual(['4', '3'])
    expect(await texts({ oldest: stamps[1], latest: stamps[3] })).toEqual(['3'])
    expect(await texts({ oldest: stamps[1], latest: stamps[3], inclusive: true })).toEqual(['4', '3', '2'])
    const first = await client.conversations.history({ channel: CHANNELS.general, limit: 3 })
    expect(await texts({ limit: 3, cursor: first.response_metadata?.next_cursor })).toEqual(['1'])
  })

  test('replies stay out of history and are read by their thread', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNELS.general, text: 'head' })
    await client.chat.postMessage({ channel: CHANNELS.general, text: 'reply', thread_ts: ts })
    const { messages } = await client.conversations.history({ channel: CHANNELS.general })
    expect(messages?.map((message) => message.text)).toEqual(['head'])
    const thread = await client.conversations.replies({ channel: CHANNELS.general, ts })
    expect(thread.messages?.map((message) => message.text)).toEqual(['head', 'reply'])
  })

  test('only one’s own messages can be changed, and only while they stand', async () => {
    const theirs = sandbox.as(PEOPLE.sato).say(CHANNELS.general, 'hello')
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNELS.general, text: 'before' })
    const change = (at: string) => refusalOf(client.chat.update({ channel: CHANNELS.general, ts: at, text: 'after' }))
    expect(await change(theirs.ts)).toBe('cant_update_message')
    expect(await change(ts)).toBe('accepted')
    expect(sandbox.workspace.messages.get({ channel: CHANNELS.general, ts }).text).toBe('after')
    await client.chat.delete({ channel: CHANNELS.general, ts })
    expect(await change(ts)).toBe('message_not_found')
  })

  test('an update keeps the blocks it does not mention, and an empty list removes them', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNELS.general, text: 'a', blocks: [section('b')] })
    const at = { channel: CHANNELS.general, ts }
    await client.chat.update({ ...at, text: 'c' })
    expect(sandbox.workspace.messages.get(at)).toMatchObject({ text: 'c', blocks: [{ type: 'section' }] })
    await client.chat.update({ ...at, text: 'c', blocks: [] })
    expect(sandbox.workspace.messages.get(at).blocks).toEqual([])
  })

  test('a deactivated person’s DM still takes posts: Slack itself says nothing', async () => {
    sandbox.workspace.person(PEOPLE.suzuki).deleted = true
    expect(await refusalOf(client.chat.postMessage({ channel: PEOPLE.suzuki, text: 'a' }))).toBe('accepted')
  })

  test('an image block may name a finished upload, and nothing else', async () => {
    const { file_id = '', upload_url = '' } = await client.files.getUploadURLExternal({
      filename: 'chart.png',
      length: PNG.length,
    })
    const blocks = [{ type: 'image', alt_text: '図', slack_file: { id: file_id } }]
    const post = () => refusalOf(client.apiCall('chat.postMessage', { channel: CHANNELS.general, text: '図', blocks }))
    expect(await post()).toBe('invalid_blocks')
    await fetch(upload_url, { method: 'POST', body: PNG })
    expect(await post()).toBe('invalid_blocks')
    sandbox.workspace.files.processing = 2_000
    await client.files.completeUploadExternal({ files: [{ id: file_id }] })
    expect(await post()).toBe('invalid_blocks')
    clock.pass(2_000)
    expect(await post()).toBe('accepted')
  })

  test('an image block may name no file that is no picture', async () => {
    const { file_id = '', upload_url = '' } = await client.files.getUploadURLExternal({ filename: 'a.png', length: 3 })
    await fetch(upload_url, { method: 'POST', body: 'a,b' })
    await client.files.completeUploadExternal({ files: [{ id: file_id }] })
    const blocks = [{ type: 'image', alt_text: '図', slack_file: { id: file_id } }]
    const post = client.apiCall('chat.postMessage', { channel: CHANNELS.general, text: '図', blocks })
    expect(await refusalOf(post)).toBe('invalid_blocks')
  })

  test.each([
    ['a file that is unknown', { files: [{ id: 'F404' }] }, 'file_not_found'],
    ['no file', { files: [] }, 'invalid_arguments'],
    ['a person in place of a channel', { files: [{ id: 'F00000001' }], channel_id: PEOPLE.sato }, 'channel_not_found'],
    [
      'a thread that is not there',
      { files: [{ id: 'F00000001' }], channel_id: CHANNELS.general, thread_ts: '1.1' },
      'invalid_thread_ts',
    ],
    ['a file whose bytes never came', { files: [{ id: 'F00000001' }], channel_id: CHANNELS.general }, 'file_not_found'],
  ])('completes no upload of %s', async (_what, args, code) => {
    await client.files.getUploadURLExternal({ filename: 'a.csv', length: 3 })
    expect(await refusalOf(client.apiCall('files.completeUploadExternal', args))).toBe(code)
    expect(sandbox.workspace.messages.all).toEqual([])
  })

  test('files.uploadV2 shares a file in a channel', async () => {
    await client.files.uploadV2({ channel_id: CHANNELS.general, file: Buffer.from('a,b'), filename: 'week.csv' })
    const [message] = sandbox.workspace.messages.in(CHANNELS.general)
    expect(sandbox.workspace.files.get(message?.files[0] ?? '')).toMatchObject({
      filename: 'week.csv',
      bytes: Buffer.from('a,b'),
    })
  })
})

describe('views', () => {
  const trigger = () => sandbox.workspace.triggers.issue({ user: PEOPLE.sato })
  const open = (trigger_id: string) => refusalOf(client.views.open({ trigger_id, view: modal }))

  test('a trigger id works once', async () => {
    const id = trigger()
    expect(await open(id)).toBe('accepted')
    expect(await open(id)).toBe('exchanged_trigger_id')
  })

  test('a trigger id is good for 3 s of the clock', async () => {
    const [early, late] = [trigger(), trigger()]
    clock.pass(3000)
    expect(await open(early)).toBe('accepted')
    clock.pass(1)
    expect(await open(late)).toBe('expired_trigger_id')
    expect(await open('1.2.made-up')).toBe('invalid_trigger_id')
  })

  test('at most three modals are stacked', async () => {
    const push = () => refusalOf(client.views.push({ trigger_id: trigger(), view: modal }))
    expect([await open(trigger()), await push(), await push(), await push()]).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'push_limit_reached',
    ])
  })

  test('an update with an old hash is a hash_conflict', async () => {
    const { view } = await client.views.open({ trigger_id: trigger(), view: modal })
    const update = () => client.views.update({ view_id: view?.id ?? '', hash: view?.hash ?? '', view: modal })
    expect(await refusalOf(update())).toBe('accepted')
    expect(await refusalOf(update())).toBe('hash_conflict')
  })

  test('a view that breaks a limit is invalid_arguments, and the fault is pointed at', async () => {
    const view = { ...modal, title: { type: 'plain_text' as const, text: 'x'.repeat(25) } }
    await expect(client.views.open({ trigger_id: trigger(), view })).rejects.toMatchObject({
      data: {
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    })
  })

  test('Home is one a person', async () => {
    const view = { type: 'home' as const, blocks: [section('ホーム')] }
    await client.views.publish({ user_id: PEOPLE.sato, view })
    expect(sandbox.as(PEOPLE.sato).home()?.blocks).toHaveLength(1)
    expect(sandbox.as(PEOPLE.suzuki).home()).toBeUndefined()
    expect(await refusalOf(client.views.publish({ user_id: 'U0NONE', view }))).toBe('user_not_found')
  })
})

test('every call is logged as it was asked and answered, without its token', async () => {
  await client.chat.postMessage({ channel: PEOPLE.sato, text: 'a', blocks: [section('b')] })
  expect(sandbox.calls).toMatchObject([
    {
      method: 'chat.postMessage',
      args: { channel: PEOPLE.sato, text: 'a', blocks: [{ type: 'section' }] },
      at: clock.now(),
      accepted: true,
      outcome: 'answered',
      status: 200,
      response: { ok: true },
    },
  ])
  expect(JSON.stringify(sandbox.calls)).not.toContain(sampleCompany.bot.token)
})
