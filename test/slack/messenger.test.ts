import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PostFailed } from '../../src/domain/errors.js'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { CHANNELS, harms, PEOPLE, type Sandbox, sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { createMessenger, createPostingClient } from '../../src/slack/messenger.js'
import type { Messenger, Uploads } from '../../src/usecases/ports.js'
import { TestClock } from '../support/clock.js'
import { KeptLog } from '../support/log.js'

const workspaceId = WorkspaceId.parse('w1')
const deliveryId = DeliveryId.parse('d1')
const block = { type: 'section', text: { type: 'plain_text', text: 'ご確認ください' } }

let sandbox: Sandbox
let clock: TestClock
let log: KeptLog
let messenger: Messenger & Uploads
let revoked: string[]

beforeEach(async () => {
  clock = new TestClock()
  log = new KeptLog()
  revoked = []
  sandbox = await startSandbox({ config: sampleCompany, clock })
  messenger = messengerAt(sandbox.url)
})
afterEach(() => sandbox.stop())

function messengerAt(url: string, token: string = sampleCompany.bot.token): Messenger & Uploads {
  const client = createPostingClient(token, url, { timeout: 300, logger: silent })
  return createMessenger({
    clientFor: () => client,
    logger: log,
    onRevoked: (id) => {
      revoked.push(id)
    },
  })
}

const silent = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => 'error' as never,
}

const post = (more: Partial<Parameters<Messenger['post']>[0]> = {}) =>
  messenger.post({ workspaceId, channel: PEOPLE.suzuki, deliveryId, text: 'ご確認ください', blocks: [block], ...more })

/** What a call failed with. */
async function factsOf(call: Promise<unknown>): Promise<PostFailed['facts'] | 'done'> {
  try {
    await call
    return 'done'
  } catch (error) {
    return (error as PostFailed).facts
  }
}

const callsOf = (method: string) => sandbox.calls.filter((call) => call.method === method)

describe('a post', () => {
  test('goes to the person, and says where it stands', async () => {
    const at = await post()
    expect(at.channel).toMatch(/^D/)
    expect(sandbox.workspace.messages.find(at)?.text).toBe('ご確認ください')
  })

  test('carries nothing but the delivery’s id, unfurls nothing and links no names', async () => {
    await post()
    expect(callsOf('chat.postMessage')[0]?.args).toEqual({
      channel: PEOPLE.suzuki,
      text: 'ご確認ください',
      blocks: [block],
      unfurl_links: 'false',
      unfurl_media: 'false',
      metadata: { event_type: 'tasuki_delivery', event_payload: { id: deliveryId } },
    })
  })

  test('that breaks a limit of Slack is not sent at all', async () => {
    const tooLong = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }
    expect(await factsOf(post({ blocks: [tooLong] }))).toEqual({ outcome: 'permanent', reason: 'invalid_blocks' })
    expect(await factsOf(post({ text: '' }))).toEqual({ outcome: 'permanent', reason: 'invalid_blocks' })
    expect(sandbox.calls).toEqual([])
  })

  test.each([
    ['500', harms.fail(500), 'http_500'],
    ['503', harms.fail(503), 'http_503'],
    ['500 though it was accepted', harms.acceptThenFail(500), 'http_500'],
    ['internal_error', harms.refuse('internal_error'), 'internal_error'],
    ['fatal_error', harms.acceptThenRefuse('fatal_error'), 'fatal_error'],
    ['a cut connection', harms.cut, 'UND_ERR_SOCKET'],
    ['a cut connection though it was accepted', harms.acceptThenCut, 'UND_ERR_SOCKET'],
    ['a time-out', harms.hang(), 'timeout'],
    ['a time-out though it was accepted', harms.hang(true), 'timeout'],
    [
      'a page of some proxy',
      { accept: false, answer: { status: 200, body: '<html>ok</html>' } } as const,
      'unreadable_answer',
    ],
    [
      'an answer without a time stamp',
      { accept: true, answer: { status: 200, body: '{"ok":true}' } } as const,
      'unreadable_answer',
    ],
  ])('answered by %s is ambiguous, and is made once', async (_name, harm, reason) => {
    sandbox.harm = () => harm
    expect(await factsOf(post())).toEqual({ outcome: 'ambiguous', reason })
    expect(callsOf('chat.postMessage')).toHaveLength(1)
  })

  test.each([
    ['30', 30],
    ['86400', 86_400],
    ['-5', -5],
    [null, Number.NaN],
    ['soon', Number.NaN],
  ])('answered by 429 with Retry-After %s is limited, and is made once', async (header, retryAfter) => {
    sandbox.harm = () => harms.rateLimited(header)
    expect(await factsOf(post())).toEqual({ outcome: 'limited', reason: 'ratelimited', retryAfter })
    expect(callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('to one channel is not held up by a 429 to another', async () => {
    sandbox.harm = ({ args }) => (args['channel'] === CHANNELS.general ? harms.rateLimited(30) : undefined)
    const limited = factsOf(post({ channel: CHANNELS.general }))
    await expect(post()).resolves.toMatchObject({ channel: expect.stringMatching(/^D/) })
    expect(await limited).toMatchObject({ outcome: 'limited' })
  })

  test.each(['channel_not_found', 'is_archived', 'not_in_channel', 'restricted_action', 'messages_tab_disabled'])(
    'refused by %s is of no use to try again',
    async (code) => {
      sandbox.harm = () => harms.refuse(code)
      expect(await factsOf(post())).toEqual({ outcome: 'permanent', reason: code })
      expect(revoked).toEqual([])
    },
  )

  test.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
    'refused by %s says that the workspace is gone',
    async (code) => {
      sandbox.harm = () => harms.refuse(code)
      expect(await factsOf(post())).toEqual({ outcome: 'permanent', reason: code })
      expect(revoked).toEqual([workspaceId])
    },
  )

  test('that finds nobody listening was certainly not accepted', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    messenger = messengerAt(`http://127.0.0.1:${port}/api/`)
    expect(await factsOf(post())).toEqual({ outcome: 'transient', reason: 'ECONNREFUSED' })
  })

  test('to a name that nobody knows was certainly not accepted', async () => {
    messenger = messengerAt('http://nowhere.invalid/api/')
    expect(await factsOf(post())).toMatchObject({
      outcome: 'transient',
      reason: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    })
  })
})

describe('an edit', () => {
  test('changes the message and leaves it the id that it was posted with', async () => {
    const at = await post()
    await messenger.update({
      workspaceId,
      ...at,
      deliveryId: DeliveryId.parse('d2'),
      text: '受諾済み',
      blocks: [block],
    })
    expect(sandbox.workspace.messages.find(at)?.text).toBe('受諾済み')
    expect(await messenger.find({ workspaceId, channel: at.channel, deliveryId })).toEqual(at)
  })

  test('of a message that is gone is of no use to try again', async () => {
    const at = await post()
    await messenger.remove({ workspaceId, ...at })
    const edit = messenger.update({ workspaceId, ...at, deliveryId, text: '受諾済み', blocks: [block] })
    expect(await factsOf(edit)).toEqual({ outcome: 'permanent', reason: 'message_not_found' })
  })
})

describe('looking for a message', () => {
  const find = (channel: string, more: { except?: string } = {}) =>
    messenger.find({ workspaceId, channel, deliveryId, ...more })

  test('finds it among others by the delivery’s id alone', async () => {
    const at = await post({ channel: CHANNELS.general })
    await post({ channel: CHANNELS.general, deliveryId: DeliveryId.parse('d2') })
    expect(await find(CHANNELS.general)).toEqual(at)
    expect(await find(CHANNELS.csSales)).toBeNull()
  })

  test('goes back beyond the first page, and never asks by time', async () => {
    const at = await post({ channel: CHANNELS.general })
    for (let n = 0; n < 450; n += 1) sandbox.as(PEOPLE.sato).say(CHANNELS.general, `${n}`)
    expect(await find(CHANNELS.general)).toEqual(at)
    expect(callsOf('conversations.history')).toHaveLength(3)
    const asked = callsOf('conversations.history').flatMap(({ args }) => Object.keys(args))
    expect(new Set(asked)).toEqual(new Set(['channel', 'include_all_metadata', 'limit', 'cursor']))
  })

  test('reads past metadata of other apps, whatever they hold', async () => {
    const at = await post({ channel: CHANNELS.general })
    for (const event_payload of [{ id: 7 }, { id: null }, {}, { id: deliveryId }]) {
      sandbox.workspace.messages.add({
        ...{ channel: CHANNELS.general, user: PEOPLE.sato, text: 'x' },
        metadata: { event_type: 'another_app', event_payload },
      })
    }
    expect(await find(CHANNELS.general)).toEqual(at)
  })

  test('passes over the one that is known, to find a second copy', async () => {
    const first = await post()
    const second = await post()
    expect(await find(first.channel)).toEqual(second)
    expect(await find(first.channel, { except: second.ts })).toEqual(first)
    await messenger.remove({ workspaceId, ...first })
    expect(await find(first.channel, { except: second.ts })).toBeNull()
  })

  test('knows a person’s DM from an earlier answer', async () => {
    const at = await post()
    expect(await find(PEOPLE.suzuki)).toEqual(at)
    expect(callsOf('conversations.open')).toEqual([])
  })

  test('asks for the DM where the scope is given, and else says that it is not known', async () => {
    sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harms.acceptThenCut : undefined)
    await factsOf(post())
    expect(await factsOf(find(PEOPLE.suzuki))).toEqual({ outcome: 'permanent', reason: 'dm_unknown' })

    const generous = await startSandbox({
      config: { ...sampleCompany, scopes: [...sampleCompany.scopes, 'im:write'] },
      clock,
    })
    messenger = messengerAt(generous.url)
    generous.harm = ({ method }) => (method === 'chat.postMessage' ? harms.acceptThenCut : undefined)
    await factsOf(post())
    expect(await find(PEOPLE.suzuki)).toMatchObject({ channel: expect.stringMatching(/^D/) })
    await generous.stop()
  })

  test('a channel whose history may not be read is a lasting refusal', async () => {
    sandbox.harm = ({ method }) => (method === 'conversations.history' ? harms.refuse('missing_scope') : undefined)
    expect(await factsOf(find(CHANNELS.general))).toEqual({ outcome: 'permanent', reason: 'missing_scope' })
  })
})

describe('a file', () => {
  const file = { name: 'funnel.png', title: '週次', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1]) }

  test('is uploaded where nobody sees it, and can then be placed', async () => {
    const id = await messenger.upload({ workspaceId, file })
    expect(sandbox.workspace.messages.all).toEqual([])
    const at = await post({ blocks: [{ type: 'image', alt_text: '図', slack_file: { id } }] })
    expect(sandbox.workspace.messages.find(at)?.blocks[0]?.['slack_file']).toEqual({ id })
    expect(sandbox.workspace.files.get(id)).toMatchObject({ filename: 'funnel.png', title: '週次' })
  })

  test('is shared in a thread, with no words of ours', async () => {
    const at = await post({ channel: CHANNELS.general })
    await messenger.share({ workspaceId, channel: at.channel, threadTs: at.ts, file })
    const [shared] = sandbox.workspace.messages.repliesTo(at)
    expect(shared?.files).toHaveLength(1)
    expect(shared?.text).toBe('')
  })

  test('is not shared in a channel that another organisation shares', async () => {
    const at = await post({ channel: CHANNELS.general })
    const general = sandbox.workspace.conversation(CHANNELS.general)
    if (general?.kind === 'channel') general.is_ext_shared = true
    const shared = messenger.share({ workspaceId, channel: at.channel, threadTs: at.ts, file })
    expect(await factsOf(shared)).toEqual({ outcome: 'permanent', reason: 'is_ext_shared' })
    expect(callsOf('files.getUploadURLExternal')).toEqual([])
  })

  test.each(['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'])(
    'that is shared nowhere may be uploaded again after %s failed, and each call is made once',
    async (method) => {
      sandbox.harm = (call) => (call.method === method ? harms.cut : undefined)
      expect(await factsOf(messenger.upload({ workspaceId, file }))).toMatchObject({ outcome: 'transient' })
      expect(callsOf(method)).toHaveLength(1)
    },
  )

  test('whose sharing was not answered may stand there', async () => {
    const at = await post({ channel: CHANNELS.general })
    sandbox.harm = ({ method }) => (method === 'files.completeUploadExternal' ? harms.acceptThenCut : undefined)
    const shared = messenger.share({ workspaceId, channel: at.channel, threadTs: at.ts, file })
    expect(await factsOf(shared)).toMatchObject({ outcome: 'ambiguous' })
    expect(callsOf('files.completeUploadExternal')).toHaveLength(1)
  })

  test('that may not be uploaded is refused for good', async () => {
    sandbox.harm = ({ method }) => (method === 'files.getUploadURLExternal' ? harms.refuse('missing_scope') : undefined)
    expect(await factsOf(messenger.upload({ workspaceId, file }))).toEqual({
      outcome: 'permanent',
      reason: 'missing_scope',
    })
  })
})

test('removing what is gone already is no failure', async () => {
  const at = await post()
  await messenger.remove({ workspaceId, ...at })
  expect(await factsOf(messenger.remove({ workspaceId, ...at }))).toBe('done')
  expect(sandbox.workspace.messages.all).toEqual([])
})
