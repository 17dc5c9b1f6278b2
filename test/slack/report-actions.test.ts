import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/time.js'
import { listOf } from '../../src/sandbox/json.js'
import type { Message } from '../../src/sandbox/messages.js'
import type { OpenView } from '../../src/sandbox/views.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
  await handedOver(tasuki)
})
afterEach(() => tasuki.close())

interface Menu {
  readonly blockId: string
  readonly actionId: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** The menus beside the figures, and below them. */
function menusIn(blocks: readonly Record<string, unknown>[]): Menu[] {
  return blocks.flatMap((block) =>
    [...listOf([block['accessory']]), ...listOf(block['elements'])].flatMap((element) => {
      if (element['type'] !== 'static_select') return []
      const options = element['options'] as { value: string; text: { text: string } }[]
      return [
        {
          blockId: String(block['block_id']),
          actionId: String(element['action_id']),
          options: options.map(({ value, text }) => ({ value, label: text.text })),
        },
      ]
    }),
  )
}

const report = (who: 'tanaka' | 'suzuki') => answer(who, 'report 今月')

async function answer(who: 'tanaka' | 'suzuki', line: string): Promise<Message> {
  await tasuki.csql(who, line)
  const message = tasuki.as(who).ephemerals().at(-1)
  if (message === undefined) throw new Error(`no answer to ${line}`)
  return message
}

async function choose(who: 'tanaka' | 'suzuki', message: Message | OpenView, label: string): Promise<void> {
  const menu = menusIn(message.blocks as Record<string, unknown>[]).find(({ options }) =>
    options.some((option) => option.label === label),
  )
  const option = menu?.options.find((one) => one.label === label)
  if (menu === undefined || option === undefined) throw new Error(`no ${label}`)
  await tasuki.as(who).select(message, menu.actionId, option.value, { blockId: menu.blockId })
}

test('a number is opened: as many CSQLs as it says, each with a way to its details', async () => {
  const message = await report('tanaka')
  await choose('tanaka', message, 'CSQL(トスアップ) 1件')
  const { words, view } = tasuki.modal('tanaka')
  expect(words).toContain('CSQL(トスアップ) 1件')
  expect(words).toContain('CSQL-1 月白精機')
  await tasuki.as('tanaka').click(view, 'csql.show')
  await tasuki.sandbox.until(() => tasuki.modal('tanaka').words.includes('お客様の課題'))
})

test('a part of the report is looked at, and its numbers open in turn', async () => {
  const message = await report('tanaka')
  await choose('tanaka', message, '鈴木健太')
  expect(tasuki.modal('tanaka').words).toContain('営業担当別 鈴木健太')
  const { view } = tasuki.modal('tanaka')
  const menu = menusIn(view.blocks as Record<string, unknown>[])[0]
  const option = menu?.options.find(({ label }) => label === 'シグナルを除く') ?? menu?.options.at(-1)
  await tasuki.as('tanaka').select(view, menu?.actionId ?? '', option?.value ?? '', { blockId: menu?.blockId ?? '' })
  expect(tasuki.modal('tanaka').words).toContain('営業担当別 鈴木健太|')
  expect(tasuki.modal('tanaka').words).toContain('CSQL-1')
})

test('a part of a month that runs is compared with the same days of the one before', async () => {
  tasuki.clock.set(tasuki.clock.now() + 30 * DAY_MS)
  await choose('tanaka', await report('tanaka'), '鈴木健太')
  const { words } = tasuki.modal('tanaka')
  expect(words).toContain('2026/12/1〜12/24')
  expect(words).toContain('「前期間」は2026/11/1〜11/24')
})

test('a month of the cohort table is opened, and each of its cells in turn', async () => {
  await tasuki.click('suzuki', 'csql.accept')
  await choose('tanaka', await report('tanaka'), '2026年11月')
  expect(tasuki.modal('tanaka').words).toContain('引き受け 1+ / 1+ / 1+ / 1+')
  const { view } = tasuki.modal('tanaka')
  await choose('tanaka', view, '30日以内に引き受け 1件')
  expect(tasuki.modal('tanaka').words).toContain('30日以内に引き受け 1件')
  expect(tasuki.modal('tanaka').words).toContain('CSQL-1 月白精機')
})

test('the figures of the period before are opened, and their numbers in turn', async () => {
  tasuki.clock.set(tasuki.clock.now() + 30 * DAY_MS)
  const message = await report('tanaka')
  await tasuki.as('tanaka').click(message, 'csql.slice', { value: '1:2026-11-01:2026-11-24:month:' })
  const { view, words } = tasuki.modal('tanaka')
  expect(words).toContain('2026/11/1〜11/24')
  await choose('tanaka', view, 'CSQL(トスアップ) 1件')
  expect(tasuki.modal('tanaka').words).toContain('CSQL-1 月白精機')
})

test('a stage of the pipeline is opened, and what a target counts', async () => {
  await tasuki.click('suzuki', 'csql.accept')
  await tasuki.csql('suzuki', 'convert 1')
  await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { amount: '12万', close_month: '2026-12' })
  await tasuki.csql('tanaka', 'target 全体 商談 20')
  await tasuki.csql('tanaka', 'target @sato CSQL 12')
  await tasuki.csql('tanaka', 'target @suzuki CSQL 12')
  const message = await report('tanaka')
  for (const [label, title] of [
    ['2026年12月・段階未入力 1件', '2026年12月・段階未入力|商談中(現在) 1件'],
    ['全体 商談化件数', '全体 商談化件数|期間中に商談化 1件'],
    ['佐藤美咲さん CSQL件数', '佐藤美咲さん CSQL件数|CSQL'],
    ['鈴木健太さん(営業担当として) CSQL件数', '鈴木健太さん(営業担当として) CSQL件数|CSQL'],
  ] as const) {
    await choose('tanaka', message, label)
    expect(tasuki.modal('tanaka').words).toContain(title)
    expect(tasuki.modal('tanaka').words).toContain('CSQL-1 月白精機')
  }
})

test('the list of targets opens what each counts; one that has come to nothing yet, and one that is not for the reader, it does not', async () => {
  for (const line of ['全体 CSQL 20', '全体 受注月額 100万', '@sato CSQL 12', '@suzuki CSQL 12']) {
    await tasuki.csql('tanaka', `target ${line}`)
  }
  const opens = (message: Message) =>
    menusIn(message.blocks).flatMap(({ options }) => options.map(({ label }) => label))
  const all = await answer('tanaka', 'target')
  expect(opens(all).toSorted()).toEqual(
    ['全体 CSQL件数', '佐藤美咲さん CSQL件数', '鈴木健太さん(営業担当として) CSQL件数'].toSorted(),
  )
  await choose('tanaka', all, '佐藤美咲さん CSQL件数')
  expect(tasuki.modal('tanaka').words).toContain('佐藤美咲さん CSQL件数|CSQL')
  expect(tasuki.modal('tanaka').words).toContain('CSQL-1 月白精機')
  expect(opens(await answer('suzuki', 'target')).toSorted()).toEqual(
    ['全体 CSQL件数', '鈴木健太さん(営業担当として) CSQL件数'].toSorted(),
  )
})

test('what somebody else’s target counts is not opened by a forged choice', async () => {
  await tasuki.csql('tanaka', 'target @sato CSQL 12')
  const { id } = await tasuki.person('sato')
  const message = await report('suzuki')
  const menu = menusIn(message.blocks)[0]
  const value = `1:csqls.n:2026-10-01:2026-12-31::0:target=csqls-person-${id}`
  const block = message.blocks.find((one) => one['block_id'] === menu?.blockId)
  const [first] = (block?.['accessory'] as { options: { value: string }[] } | undefined)?.options ?? []
  if (first !== undefined) first.value = value
  await tasuki.as('suzuki').select(message, menu?.actionId ?? '', value, { blockId: menu?.blockId ?? '' })
  expect(await tasuki.told('suzuki', '古く')).not.toBe('')
  expect(tasuki.as('suzuki').modal()).toBeUndefined()
})

test('a forged choice opens nothing', async () => {
  const message = await report('tanaka')
  const menu = menusIn(message.blocks)[0]
  const block = message.blocks.find((one) => one['block_id'] === menu?.blockId)
  const accessory = block?.['accessory'] as { options: { value: string }[] } | undefined
  const [first] = accessory?.options ?? []
  if (first !== undefined) first.value = '1:csqls.n:2026-02-30:2026-12-31::0:'
  await tasuki.as('tanaka').select(message, menu?.actionId ?? '', '1:csqls.n:2026-02-30:2026-12-31::0:', {
    blockId: menu?.blockId ?? '',
  })
  expect(await tasuki.told('tanaka', '古く')).not.toBe('')
  expect(tasuki.as('tanaka').modal()).toBeUndefined()
})
