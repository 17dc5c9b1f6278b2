import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isJson, listOf } from '../../src/sandbox/json.js'
import * as ids from '../../src/views/ids.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'
import { faultsOf, posted } from './posted.js'

vi.setConfig({ testTimeout: 60_000 })

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
  await handedOver(tasuki)
})
afterEach(() => tasuki.close())

/** Every action id that this program hears, but what opens an empty form whatever its value says. */
const NEEDS_NO_VALUE = [
  ids.OPEN_SETTINGS,
  ids.OPEN_IMPORT,
  ids.OPEN_TARGET,
  ids.OPEN_LOG,
  ids.OPEN_LOG_MANY,
  ids.SUMMARY_ON,
  ids.SUMMARY_OFF,
  ids.PAUSE_OVER,
  ids.OPEN_ERASE,
  ids.EXPORT_AUDIT,
]
const OF_OTHERS = [
  ids.NEGLECT,
  ids.MORE,
  ids.CHOOSE_ACCOUNT,
  ids.CAPTURE,
  ids.CAPTURE_AS_IS,
  ids.OPEN_LIST,
  ids.OPEN_BATCH,
  ids.OPEN_FIGURE,
  ids.OPEN_SLICE,
  ids.SEEN_CHURN,
  ids.OPEN_MY_TIME,
  ids.MORE_LEAVE,
  ids.CONFIRM_IMPORT,
  ids.OPEN_ACCOUNT,
  ids.EDIT_ACCOUNT,
  ids.EDIT_CONTRACT,
  ids.EDIT_CONTACT,
  ids.EDIT_NOTE,
  ids.MERGE_ACCOUNT,
  ids.UNDO_MERGE,
  ids.EDIT_PRODUCT,
]
const ACTION_IDS = [...ids.CSQL_ACTIONS.map(ids.actionId), ...OF_OTHERS]

/** A value that reads like an id is one that nobody has. */
const REFUSED = /このボタンは古くなっています|この顧客は見つかりませんでした|この統合は、すでに元に戻されています/

const VALUES: readonly (readonly [string, string])[] = [
  ['a prototype’s name', '__proto__'],
  ['JSON', '{"number":1,"version":2,"v":1}'],
  ['2,000 characters', '1'.repeat(2000)],
  ['an old version of it', '0:1:2'],
  ['a call to everybody', '<!channel>'],
  ['a number that is none', '1:1e3:2'],
  ['a path', '1:1:2:../../etc/passwd'],
]

/** Sends a click as nobody's client would: with an action and a value of one's own, on a message that is there. */
async function forged(actionId: string, value: string): Promise<void> {
  const message = tasuki.messageWith('suzuki', 'csql.accept')
  const kept = structuredClone(message.blocks)
  for (const element of message.blocks.flatMap((block) => listOf(block['elements']))) {
    if (element['action_id'] === 'csql.accept') Object.assign(element, { action_id: actionId, value })
  }
  await tasuki.as('suzuki').click(message, actionId, { value })
  message.blocks = kept
}

const kept = () =>
  tasuki.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(1)
    return [
      csql,
      csql === null ? 0 : (await tx.events.of(csql.id)).length,
      (await tx.deliveries.list({ limit: 100 })).length,
    ]
  })

test('the list of what is heard is whole', () => {
  const names = (Object.values(ids) as unknown[]).filter(
    (one): one is string => typeof one === 'string' && one.startsWith('csql.'),
  )
  const home = [ids.OPEN_HOME, ids.PAUSE_FOR]
  expect([...NEEDS_NO_VALUE, ...OF_OTHERS, ...home].toSorted()).toEqual([...new Set(names)].toSorted())
})

describe.each(VALUES)('H10 a value that is %s', (_what, value) => {
  test('changes nothing, whatever the button, and each is told so', async () => {
    for (const role of ['manager', 'admin'] as const) await tasuki.give('suzuki', role)
    const before = await kept()
    for (const actionId of ACTION_IDS) {
      const answers = tasuki.as('suzuki').ephemerals().length
      await forged(actionId, value)
      await tasuki.sandbox.until(() => tasuki.as('suzuki').ephemerals().length > answers).catch(() => undefined)
      const said = tasuki.as('suzuki').ephemerals().slice(answers)
      expect([actionId, said.map(({ text }) => text)]).toEqual([actionId, [expect.stringMatching(REFUSED)]])
      expect(JSON.stringify(said[0]?.blocks)).toMatch(REFUSED)
      expect(tasuki.as('suzuki').modal()).toBeUndefined()
      await tasuki.clock.advance(2_000)
    }
    expect(await kept()).toEqual(before)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })
})

test('H10 a value that this program wrote is taken, by the same way', async () => {
  await forged('csql.accept', '1:1:2')
  expect(await tasuki.told('suzuki', '引き受けました')).toContain('CSQL-1(月白精機様)を引き受けました')
  expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
})

describe('H11 private metadata', () => {
  const metadata = [
    ['gone', ''],
    ['a prototype’s', '{"v":1,"__proto__":{"number":1,"version":2}}'],
    ['an array', '[1,1,2]'],
    ['3,000 characters', `{"v":1,"number":1,"version":2,"x":"${'x'.repeat(2960)}"}`],
    ['of another CSQL', '{"v":1,"number":2,"version":1}'],
    ['of one that is not there', '{"v":1,"number":999,"version":1}'],
    ['of a version to come', '{"v":1,"number":1,"version":99}'],
  ] as const

  test.each(metadata)('that is %s changes nothing, and what was typed stays', async (_what, changed) => {
    await tasuki.csql('nakamura', 'log 霧笛倉庫 アップセル 勤怠 席が足りない')
    await tasuki.csql('suzuki', 'return 1')
    const { view } = tasuki.modal('suzuki')
    const own = String(view.definition['private_metadata'])
    view.definition['private_metadata'] = changed
    const sent = await tasuki.as('suzuki').submit(view, { missing: ['timing'], note: '来期ですか' })
    // A longer one of the same CSQL is the same: nothing else of it is believed.
    if (changed.includes('"number":1,"version":2,"x"')) expect(sent.errors).toBeUndefined()
    else expect(Object.values(sent.errors ?? {}).join()).not.toBe('')
    const states = [(await tasuki.csqlOf(1))?.state, (await tasuki.csqlOf(2))?.state]
    expect(states).toEqual([sent.errors === undefined ? 'returned' : 'qualified', 'signal'])
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
    if (sent.errors === undefined) return
    expect(JSON.stringify(view.state)).toContain('来期ですか')
    view.definition['private_metadata'] = own
    expect((await tasuki.as('suzuki').submit(view)).errors).toBeUndefined()
    expect((await tasuki.csqlOf(1))?.state).toBe('returned')
  })
})

describe('H12 a stale button', () => {
  test('says who changed it and when, in blocks and in the fallback text, and its message is brought up to date', async () => {
    const [card] = tasuki.as('suzuki').dm()
    if (card === undefined) throw new Error('no card')
    const stale = { blocks: structuredClone(card.blocks), text: card.text }
    await tasuki.csql('tanaka', 'accept 1')
    await tasuki.settle()
    Object.assign(card, stale)
    await tasuki.click('suzuki', 'csql.reject')
    await tasuki.told('suzuki', 'すでに更新されています')
    const said = tasuki.as('suzuki').ephemerals().at(-1)
    for (const words of [said?.text ?? '', JSON.stringify(said?.blocks)]) {
      expect(words).toContain('CSQL-1はすでに更新されています:✅ 田中直樹さんが引き受けました(11/24 10:00)')
      expect(words).toContain('今回の操作は反映していません')
    }
    await tasuki.settle()
    for (const words of [card.text, JSON.stringify(card.blocks)])
      expect(words).toContain('田中直樹さんが引き受けました')
    expect((await tasuki.events(1)).map(({ kind }) => kind)).toEqual(['log', 'qualify', 'accept'])
  })
})

describe('H13 at once', () => {
  test.each([
    [
      'ten clicks',
      () =>
        Promise.all(
          Array.from({ length: 10 }, () =>
            tasuki.as('suzuki').click(tasuki.messageWith('suzuki', 'csql.accept'), 'csql.accept'),
          ),
        ),
    ],
    [
      'a click, a command and a form',
      async () => {
        await tasuki.csql('tanaka', 'reject 1')
        const { view } = tasuki.modal('tanaka')
        await Promise.all([
          tasuki.as('suzuki').click(tasuki.messageWith('suzuki', 'csql.accept'), 'csql.accept'),
          tasuki.csql('suzuki', 'accept 1'),
          tasuki.as('tanaka').submit(view, { reason: 'no_budget' }),
        ])
      },
    ],
  ] as const)('%s: one transition, one notice, and everybody else is told', async (_what, act) => {
    await act()
    const decisions = (await tasuki.events(1)).filter(({ kind }) => kind === 'accept' || kind === 'reject')
    expect(decisions).toHaveLength(1)
    await tasuki.settle()
    const notices = tasuki
      .as('sato')
      .dm()
      .filter(({ text }) => /引き受け|見送り/.test(text))
    expect(notices).toHaveLength(1)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })
})

test('what is looked at is read from what was posted', () => {
  const [one] = posted(tasuki)
  expect(isJson(one?.args)).toBe(true)
  expect(
    faultsOf({ via: 'ack', args: {}, text: '<!channel>', blocks: [{ type: 'mrkdwn', text: '*x*' }], errors: [] }),
  ).toHaveLength(4)
})
