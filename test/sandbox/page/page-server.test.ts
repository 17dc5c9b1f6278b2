import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANNELS, PEOPLE } from '../../../src/sandbox/index.js'
import type { Pulse } from '../../../src/sandbox/page/protocol.js'
import { blockOf, type OpenPage, openPage } from './open-page.js'

const { sato, suzuki, nakamura, tanaka } = PEOPLE
const LINE = '/csql 登録 月白精機 クロスセル 経費 高 月12万 #定例 立替経費が紙のまま'

let page: OpenPage
beforeEach(async () => {
  page = await openPage()
})
afterEach(() => page.close())

const logged = async () => {
  await page.act(sato, 'send', { place: CHANNELS.csSales, text: LINE })
  const answer = (await page.desk(sato)).messages.at(-1)
  if (answer === undefined) throw new Error('no answer came')
  return answer
}

const opened = async () => {
  const { channel, ts, ...answer } = await logged()
  const on = { channel, ts }
  await page.act(sato, 'click', { on, actionId: 'csql.qualify', blockId: blockOf(answer, 'csql.qualify') })
  const modal = (await page.desk(sato)).modals.at(-1)
  if (modal === undefined) throw new Error('no modal opened')
  return modal
}

const handedOver = async () => {
  const { id } = await opened()
  await page.act(sato, 'submit', { view: { id }, values: { contact: '大槻', ae: suzuki } })
  const card = (await page.desk(suzuki)).messages.at(-1)
  if (card === undefined) throw new Error('no card came')
  return card
}

describe('a desk', () => {
  test('shows an ephemeral answer to its reader alone, also to who is in the same channel', async () => {
    const { ts, isEphemeral } = await logged()
    expect(isEphemeral).toBe(true)
    const others = await Promise.all([nakamura, suzuki, tanaka].map((person) => page.desk(person)))
    expect(others.flatMap(({ messages }) => messages.map((message) => message.ts))).not.toContain(ts)
  })

  test('shows what was just got as unread, until its person reads that place', async () => {
    const { channel } = await handedOver()
    const unread = () => page.play.pulse().unread
    expect([unread()[suzuki], unread()[tanaka]]).toEqual([1, 0])
    await page.act(suzuki, 'read', { place: channel })
    expect(unread()[suzuki]).toBe(0)
    // What one writes oneself is news to the others only.
    const before = { ...unread() }
    await page.act(nakamura, 'send', { place: CHANNELS.csSales, text: 'おはようございます' })
    expect(unread()[nakamura]).toBe(before[nakamura])
    expect(unread()[suzuki]).toBe((before[suzuki] ?? 0) + 1)
  })

  test('keeps what the form said first in what is sent, and takes no form that lacks what it asks for', async () => {
    const { id, state } = await opened()
    expect(await page.act(sato, 'submit', { view: { id }, values: {} })).toEqual({ refused: { contact: 'required' } })
    await page.act(sato, 'submit', { view: { id }, values: { contact: '大槻' } })
    const sent = page.company.sandbox.payloads.at(-1)?.body as { view: { state: { values: typeof state } } }
    expect(sent.view.state.values['problem']).toEqual(state['problem'])
    expect(JSON.stringify(sent.view.state.values['contact'])).toContain('大槻')
    expect((await page.desk(sato)).modals).toEqual([])
  })

  test('tells what Slack would not do: a command that is none, or in a thread', async () => {
    const before = page.company.sandbox.payloads.length
    const send = (more: object) => page.act(sato, 'send', { place: CHANNELS.csSales, ...more })
    expect(await send({ text: '/other help' })).toEqual({ error: 'invalid_command' })
    expect(await send({ text: LINE, thread: '1.000001' })).toEqual({ error: 'command_in_thread' })
    expect(page.company.sandbox.payloads).toHaveLength(before)
  })

  test('takes a message’s shortcut, an emoji, a menu, the Home and a cross', async () => {
    await page.act(nakamura, 'send', { place: CHANNELS.csSales, text: '月白精機さま、経費も電子化したいそうです。' })
    const { channel, ts } = (await page.desk(nakamura)).messages.at(-1) ?? { channel: '', ts: '' }
    const message = { channel, ts }
    await page.act(sato, 'shortcut', { callbackId: 'csql.capture', message })
    const captured = (await page.desk(sato)).modals.at(-1)
    expect(JSON.stringify(captured?.state)).toContain('経費も電子化')
    await page.act(sato, 'close', { view: { id: captured?.id } })
    expect((await page.desk(sato)).modals).toEqual([])

    await page.act(sato, 'react', { message, emoji: 'seedling' })
    await page.company.sandbox.until(() => page.company.sandbox.as(sato).ephemerals().length > 0)
    const [reacted, offer] = (await page.desk(sato)).messages.slice(-2)
    expect(reacted?.reactions).toEqual([{ name: 'seedling', users: [sato] }])
    expect([offer?.isEphemeral, JSON.stringify(offer?.blocks).includes('csql.capture')]).toEqual([true, true])

    await page.act(sato, 'home')
    await page.company.sandbox.until(() => page.company.sandbox.as(sato).home())
    expect((await page.desk(sato)).home?.blocks.length).toBeGreaterThan(1)
    expect((await page.desk(nakamura)).home).toBeNull()

    const card = await handedOver()
    const on = { channel: card.channel, ts: card.ts }
    const menu = card.blocks.flatMap(({ elements }) => (Array.isArray(elements) ? elements : []))
    const more = menu.find(({ type }) => type === 'overflow') as { action_id: string; options: { value: string }[] }
    const choice = more.options[0]?.value
    await page.act(suzuki, 'select', { on, actionId: more.action_id, blockId: blockOf(card, more.action_id), choice })
    const sent = page.company.sandbox.payloads.at(-1)?.body
    expect(JSON.stringify(sent?.['actions'])).toContain(String(choice))
  })

  test('offers what the app offers while somebody types', async () => {
    await page.act(sato, 'global', { callbackId: 'csql.new' })
    const modal = (await page.desk(sato)).modals.at(-1)
    const suggest = { view: { id: modal?.id }, blockId: 'account', query: '月白' }
    expect(JSON.stringify(await page.act(sato, 'suggest', suggest))).toContain('月白精機')
  })
})

describe('time and the tour', () => {
  test('each step is ticked by what happened in the database, and by nothing else', async () => {
    const done = () => page.play.pulse().tour
    expect(done()).toEqual([])
    await page.act(nakamura, 'send', { place: CHANNELS.csSales, text: '登録 月白精機' })
    await page.act(sato, 'send', { place: CHANNELS.csSales, text: '/csql 登録' })
    expect(done()).toEqual([])
    const { channel, ts, ...card } = await handedOver()
    expect(done()).toEqual(['log', 'vet', 'hand_over'])
    // The decision is due on the next day, and the batch of that morning says so.
    await page.move('morning')
    await page.move('morning')
    expect(done()).toEqual(['log', 'vet', 'hand_over', 'nudge'])
    const on = { channel, ts }
    await page.act(suzuki, 'click', { on, actionId: 'csql.accept', blockId: blockOf(card, 'csql.accept') })
    expect(done()).toEqual(['log', 'vet', 'hand_over', 'accept', 'nudge'])
  })

  test('the next working morning is the first one whose messages are there', async () => {
    const at = () => new Date(page.play.pulse().now + 9 * 3_600_000).toISOString().slice(0, 16)
    const moved = async (move: string) => {
      await page.move(move)
      return at()
    }
    expect(await moved('morning')).toBe('2026-11-24T10:05')
    expect(await moved('morning')).toBe('2026-11-25T10:05')
    expect(await moved('hour')).toBe('2026-11-25T11:05')
    expect(await moved('morning')).toBe('2026-11-26T10:05')
    expect(await moved('morning')).toBe('2026-11-27T10:05')
    expect(await moved('morning')).toBe('2026-11-30T10:05')
    expect(await moved('week')).toBe('2026-12-07T10:05')
  })

  test('time runs by itself at the speed that was chosen, and stands still when it is stopped', async () => {
    const now = () => page.play.pulse().now
    page.play.start()
    const begun = now()
    await page.post('clock', { speed: 600 })
    await page.company.sandbox.until(() => now() >= begun + 10 * 60_000, 8000)
    await page.post('clock', { speed: 0 })
    await page.act(sato, 'send', { place: CHANNELS.csSales, text: '止まっています' })
    const stopped = now()
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(now()).toBe(stopped)
  })

  test('whoever listens hears of each change, and of the end of a move', async () => {
    const heard: Pulse[] = []
    const end = page.play.listen((pulse) => heard.push(pulse))
    await page.move('hour')
    await page.company.sandbox.until(() => heard.at(-1)?.isMoving === false && heard.length > 2)
    end()
    expect(heard.some(({ isMoving }) => isMoving)).toBe(true)
    expect(heard.map(({ version }) => version)).toEqual(heard.map(({ version }) => version).toSorted((a, b) => a - b))
  })
})

test('what was done and seen can be read as text', async () => {
  await handedOver()
  const text = await (await fetch(`${page.url}transcript.txt`)).text()
  const order = [
    '佐藤美咲 ▸ /csql 登録',
    '佐藤美咲 だけに見える返信',
    '佐藤美咲 ▸ [トスアップする]',
    '鈴木健太 への DM',
    '[引き受ける]',
  ]
  const places = order.map((line) => text.indexOf(line))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(-1)
})

describe('the inspector', () => {
  test('lists what was sent to the app and what it called, by act, with its timing', async () => {
    await handedOver()
    const all = await page.trail()
    const trail = all.slice(
      0,
      all.findIndex(({ by }) => by === null),
    )
    const line = ({ kind, name, by }: (typeof trail)[number]) => `${by} ${kind} ${name}`
    expect(trail.map(line)).toEqual([
      `${sato} call chat.postMessage`,
      `${sato} call response_url`,
      `${sato} interaction view_submission`,
      `${sato} call views.open`,
      `${sato} interaction block_actions csql.qualify`,
      `${sato} command ${LINE}`,
    ])
    expect(trail.every(({ ms, faults }) => ms !== null && ms >= 0 && faults.length === 0)).toBe(true)
  })

  test('finds the acts that made or changed one message, and gives its blocks', async () => {
    const { channel, ts } = await handedOver()
    await page.act(nakamura, 'send', { place: CHANNELS.csSales, text: '/csql help' })
    const made = await page.trail(`?channel=${channel}&ts=${ts}`)
    expect(made[0]?.name).toBe('chat.postMessage')
    expect(new Set(made.map(({ act }) => act)).size).toBe(1)
    const detail = await page.get<{ blocks: unknown[]; sent: { text: string } }>(`trail/${made[0]?.n}`)
    expect(detail.blocks.length).toBeGreaterThan(2)
    expect(detail.sent.text).toContain('CSQL-1')
  })

  test('shows what Slack refused, with each fault', async () => {
    const { workspace } = page.company.sandbox
    const call = (method: string, body: object) =>
      fetch(`${page.company.sandbox.url}${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${workspace.config.bot.token}` },
        body: JSON.stringify(body),
      })
    const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }
    await call('chat.postMessage', { channel: CHANNELS.general, text: 'x', blocks: [header] })
    await call('users.profile.set', {})
    const [unknown, refused] = await page.trail()
    expect(unknown?.faults).toEqual(['unknown_method'])
    expect(refused?.faults[0]).toBe('invalid_blocks')
    expect(refused?.faults.join()).toContain('/blocks/0/text')
  })
})
