import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { actorOf } from '../../src/domain/person.js'
import { MINUTE } from '../../src/domain/time.js'
import { CHANNELS } from '../../src/sandbox/index.js'
import { listOf } from '../../src/sandbox/json.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { HANDED_OVER, handedOver, startTestApp, type TestApp } from '../support/app.js'
import { faultsOf, posted, textsIn } from './posted.js'

vi.setConfig({ testTimeout: 120_000 })

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp({ settings: { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } })
})
afterEach(() => tasuki.close())

const LONG = '席が足りない。'.repeat(50_000 / 7)
/** As much as Slack lets anybody type at once. */
const MOST_TYPED = `はじめ${'席が足りない。'.repeat(1700)}おわり`

describe('H5 a note of 50,000 characters', () => {
  test.each(['log 月白精機', 'note 1'])('by %s is refused with the limit, and nothing is kept', async (line) => {
    if (line.startsWith('note')) await handedOver(tasuki)
    const before = await tasuki.csqlOf(1)
    const said = await tasuki.csql('sato', `${line} ${LONG}`)
    expect(said).toContain('3,000文字までです')
    expect(said).toContain('何も保存していません')
    expect(tasuki.as('sato').ephemerals().at(-1)?.text).toContain('3,000文字までです')
    expect(await tasuki.csqlOf(1)).toEqual(before)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })

  test('as long as Slack lets anybody type, all of it is handed back', async () => {
    await tasuki.csql('sato', `log 月白精機 ${MOST_TYPED}`)
    const handed = textsIn(posted(tasuki).at(-1) ?? { via: '', args: {}, text: '', blocks: [], errors: [] }).join('')
    expect(handed.replaceAll('入力された内容', '')).toContain(MOST_TYPED)
  })

  test('in a form whose limit was taken off is a fault at its input, and all else stays', async () => {
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 高 #定例 紙のまま')
    await tasuki.csql('sato', 'qualify 1')
    const { view } = tasuki.modal('sato')
    for (const block of view.blocks)
      for (const element of listOf([block['element']])) Reflect.deleteProperty(element, 'max_length')
    const sent = await tasuki.as('sato').submit(view, { ...HANDED_OVER, problem: LONG })
    expect(sent.errors?.['problem']).toContain('3,000文字以内')
    expect((await tasuki.csqlOf(1))?.state).toBe('signal')
    expect(JSON.stringify(view.state)).toContain(HANDED_OVER.contact)
    expect((await tasuki.as('sato').submit(view, HANDED_OVER)).errors).toBeUndefined()
  })

  test('in a message that is captured is cut in the form, which opens', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.csSales, `月白精機 ${LONG}`)
    await tasuki.as('sato').messageShortcut('csql.capture', message)
    expect(tasuki.modal('sato').words).toContain('席が足りない。')
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })
})

describe('H5 500 CSQLs', () => {
  test('in one digest, one list, one batch and one Home: each is cut with a count, and posts', async () => {
    const person = await tasuki.person('sato')
    const { id: aeId } = await tasuki.person('suzuki')
    const ids = { next: () => crypto.randomUUID() }
    const ctx = {
      ...{ workspaceId: tasuki.app.workspaceId, store: tasuki.store, accountNames: new AccountNames(), ids },
      ...{ now: tasuki.clock.now(), requestKey: null, committed: () => undefined },
      actor: actorOf(person),
    }
    for (let n = 0; n < 500; n += 1) {
      await logSignal(ctx, {
        line: null,
        fields: { account: { name: `<!channel>${'齋'.repeat(80)}${n}` }, note: '席が足りない', ae: aeId },
      })
    }
    for (const [who, line] of [
      ['tanaka', 'list open'],
      ['sato', 'list'],
      ['tanaka', 'report'],
      ['tanaka', 'digest'],
    ] as const) {
      expect(await tasuki.csql(who, line)).toMatch(/500|490/)
    }
    await tasuki.as('sato').openHome()
    tasuki.clock.set(Date.parse('2026-11-30T09:00:00+09:00'))
    await tasuki.app.scheduler.tick()
    await tasuki.settle()
    const digest = tasuki.sandbox.workspace.messages.in(CHANNELS.csSales)
    expect(digest.length).toBeGreaterThan(1)
    expect(digest.some(({ text }) => text.includes('500'))).toBe(true)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })
})

describe('H25 a thousand commands a minute from one person', () => {
  test('are limited with a reply, others are unharmed, and a minute later it goes on', async () => {
    const said: string[] = []
    for (let n = 0; n < 1000; n += 1)
      said.push(await tasuki.csql('sato', n % 2 === 0 ? 'log 月白精機 席が足りない' : 'list'))
    expect(said.slice(0, 60).some((one) => one.includes('秒ほど待って'))).toBe(false)
    expect(said.slice(60).every((one) => /短い時間に操作が続いたため.*60秒ほど待って/s.test(one))).toBe(true)
    expect(tasuki.as('sato').ephemerals().at(-1)?.text).toContain('何も保存していません')
    expect((await tasuki.store.read((tx) => tx.csqls.list({ limit: 1 }))).total).toBeLessThanOrEqual(30)
    expect(await tasuki.csql('suzuki', 'help note')).toContain('/csql note')
    await tasuki.clock.advance(MINUTE)
    expect(await tasuki.csql('sato', 'help note')).toContain('/csql note')
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })

  test('a form that was being filled in can still be sent', async () => {
    await handedOver(tasuki)
    await tasuki.csql('suzuki', 'reject 1')
    const { view } = tasuki.modal('suzuki')
    for (let n = 0; n < 70; n += 1) await tasuki.csql('suzuki', 'help note')
    expect((await tasuki.as('suzuki').submit(view, { reason: 'no_budget' })).errors).toBeUndefined()
    expect((await tasuki.csqlOf(1))?.state).toBe('rejected')
  })
})
