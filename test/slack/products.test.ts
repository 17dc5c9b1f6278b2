import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
  await tasuki.give('yamamoto', 'admin')
})
afterEach(() => tasuki.close())

const product = async (name: string) =>
  (await tasuki.store.read((tx) => tx.products.all())).find((one) => one.name === name)

async function openProduct(name: string) {
  await tasuki.csql('yamamoto', 'settings')
  const list = tasuki.as('yamamoto')
  const section = tasuki.modal('yamamoto').view
  const buttons = section.blocks.flatMap((block) => JSON.stringify(block).match(/"products"/gu) ?? [])
  expect(buttons.length).toBeGreaterThan(0)
  const place = section.blocks.find((block) => JSON.stringify(block).includes('"value":"products"'))
  await list.click(section, 'csql.settings', { blockId: String(place?.['block_id']) })
  const seen = await list.select(tasuki.modal('yamamoto').view, 'csql.product_edit', name)
  if (seen.error !== undefined) throw new Error(seen.error)
  return tasuki.modal('yamamoto')
}

test('a product is renamed, with its English name and aliases, and keeps its records', async () => {
  const before = await product('ホタルビ経費')
  const { view, words } = await openProduct('ホタルビ経費')
  expect(words).toContain('製品名')
  const sent = await tasuki.as('yamamoto').submit(view, {
    ...{ product_name: 'ホタルビ精算', name_en: 'Hotarubi Expenses', product_aliases: '精算\n経費' },
  })
  expect([sent.errors, sent.error]).toEqual([undefined, undefined])
  expect(await product('ホタルビ精算')).toEqual({
    ...{ ...before, name: 'ホタルビ精算', nameEn: 'Hotarubi Expenses', aliases: ['精算', '経費'] },
  })
  const entries = await tasuki.store.read((tx) => tx.audit.of(before?.id ?? '', { limit: 9, offset: 0 }))
  expect(entries.rows.map(({ action }) => action)).toEqual(['product.edit'])
  expect(await tasuki.csql('sato', 'log 月白精機 クロスセル 精算 紙のまま')).toContain('ホタルビ精算')
})

test('the section of the settings is saved as before, whatever was chosen in the menu', async () => {
  const { view } = await openProduct('ホタルビ経費')
  await tasuki.as('yamamoto').close(view)
  const section = tasuki.modal('yamamoto').view
  const saved = await tasuki
    .as('yamamoto')
    .submit(section, { products: 'ホタルビ勤怠\nホタルビ経費\nホタルビ評価\nホタルビ労務' })
  expect([saved.errors, saved.error]).toEqual([undefined, undefined])
  expect(await product('ホタルビ労務')).toMatchObject({ archived: false })
})

test('a name that another product bears means neither, and is refused', async () => {
  const { view } = await openProduct('ホタルビ経費')
  const sent = await tasuki.as('yamamoto').submit(view, { product_aliases: 'ホタルビ勤怠' })
  expect(sent.errors).toEqual({ product_aliases: '「ホタルビ勤怠」はほかの製品の名前か別名です。' })
})
