import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ClockId, CsqlId, EventId } from '../../src/domain/ids.js'
import { DAY_MS, HOUR } from '../../src/domain/time.js'
import { type OpenView, renderView } from '../../src/sandbox/index.js'
import { isJson, listOf } from '../../src/sandbox/json.js'
import { checkView } from '../../src/slack/block-kit-limits.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

/** One of many is of high heat, and of many another product. */
const EVERY = { hot: 7, other: 11 } as const
const MANY = 1000

let tasuki: TestApp
beforeAll(async () => {
  tasuki = await startTestApp()
  await handedOver(tasuki, '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
  await multiply(MANY - 1)
})
afterAll(() => tasuki.close())

/** So many more like the first one, each due an hour after the one before it. */
async function multiply(count: number): Promise<void> {
  await tasuki.store.transaction(async (tx) => {
    const csql = await tx.csqls.byNumber(1)
    const [clock] = csql === null ? [] : await tx.clocks.running([csql.id])
    if (csql === null || clock === undefined) throw new Error('nothing to multiply')
    const history = await tx.events.of(csql.id)
    const products = await tx.products.all()
    const other = products.find(({ id }) => id !== csql.productId)
    for (let index = 1; index <= count; index++) {
      const id = CsqlId.parse(uuid())
      const number = await tx.csqls.nextNumber()
      const heat = index % EVERY.hot === 0 ? 'high' : 'medium'
      const productId = index % EVERY.other === 0 ? (other?.id ?? null) : csql.productId
      await tx.csqls.insert({ ...csql, id, number, heat, productId })
      for (const { seq: _, workspaceId: __, ...event } of history) {
        await tx.events.append({ ...event, id: EventId.parse(uuid()), stepId: EventId.parse(uuid()), csqlId: id })
      }
      await tx.clocks.insert({
        ...{ ...clock, id: ClockId.parse(uuid()), csqlId: id, dueAt: clock.dueAt + index * HOUR },
      })
    }
  })
}

const home = (): OpenView => {
  const view = tasuki.as('suzuki').home()
  if (view === undefined) throw new Error('there is no Home')
  return view
}
const words = (): string =>
  tasuki.as('suzuki').home() === undefined ? '' : renderView(tasuki.sandbox.workspace, home()).join('\n')
const numbers = (): number[] => [...words().matchAll(/^CSQL-(\d+) /gm)].map(([, number]) => Number(number))

async function shows(said: string): Promise<string> {
  await tasuki.sandbox.until(() => words().includes(said))
  expect(checkView(home().definition)).toEqual([])
  return words()
}
async function click(label: string, said: string): Promise<string> {
  for (const block of home().blocks) {
    for (const element of listOf(block['elements'])) {
      const text = isJson(element['text']) ? String(element['text']['text']) : ''
      if (!text.includes(label)) continue
      await tasuki.as('suzuki').click(home(), String(element['action_id']), { blockId: String(block['block_id']) })
      return shows(said)
    }
  }
  throw new Error(`nothing says ${label}:\n${words()}`)
}
const choose = async (option: string, said: string): Promise<string> => {
  await tasuki.as('suzuki').select(home(), 'csql.home.filter', option)
  return shows(said)
}

describe('a thousand CSQLs wait for an AE', () => {
  test('five stand in the overview, those that fall due first, and the way to all', async () => {
    await tasuki.as('suzuki').openHome()
    const shown = await shows('引き受けのご判断をお願いしたいCSQL 1,000件')
    expect(numbers()).toEqual([1, 2, 3, 4, 5])
    expect(shown).toContain('ご対応いただきたいものが1,000件あります。')
    expect(shown).toContain('[1,000件すべて見る]')
    expect(shown).toContain('■ リマインドと休暇')
  })

  test('page by page, each of them once', async () => {
    await click('すべて見る', '1〜10件目')
    const seen = numbers()
    for (let from = 11; from <= 51; from += 10) {
      await click('次の10件', `${from}〜${from + 9}件目`)
      seen.push(...numbers())
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    await click('前の10件', '41〜50件目')
    expect(numbers()[0]).toBe(41)
  })

  test('filtered by what is hot, and by product; what is chosen stays while pages turn', async () => {
    await choose('温度感 高', '件目です。')
    await shows(`全${Math.floor((MANY - 1) / EVERY.hot)}件のうち1〜10件目です。`)
    expect(numbers()).toEqual(Array.from({ length: 10 }, (_, index) => (index + 1) * EVERY.hot + 1))
    await click('次の10件', '11〜20件目')
    expect(words()).toContain('{絞り込み:温度感 高…}')
    expect(numbers()[0]).toBe(11 * EVERY.hot + 1)
    await choose('ホタルビ勤怠', `全${Math.floor((MANY - 1) / EVERY.other)}件`)
    expect(numbers()[0]).toBe(EVERY.other + 1)
  })

  test('what is past due is found by its filter', async () => {
    await choose('目安の日を過ぎたもの', '該当するものはありません。')
    // Looked at again three days later, Home begins with the overview.
    tasuki.clock.set(tasuki.clock.now() + 3 * DAY_MS)
    await tasuki.as('suzuki').openHome()
    await shows('お疲れさまです')
    await click('すべて見る', '全1,000件のうち1〜10件目です。')
    await choose('目安の日を過ぎたもの', '全40件のうち1〜10件目です。')
    await click('ホームに戻る', 'お疲れさまです')
  })

  test('a decision on a page leaves the reader on that page', async () => {
    await click('すべて見る', '1〜10件目')
    await click('次の10件', '11〜20件目')
    const [first] = numbers()
    await click('引き受ける', 'を引き受けました')
    const shown = await shows('全999件のうち11〜20件目です。')
    expect(shown).toContain(`CSQL-${first}(月白精機様)を引き受けました`)
    expect(numbers()).not.toContain(first)
    expect((await tasuki.csqlOf(first ?? 0))?.state).toBe('accepted')
    await click('ホームに戻る', '■ 進行中の案件 1件')
  })
})
