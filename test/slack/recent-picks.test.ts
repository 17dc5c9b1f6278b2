import { afterEach, beforeEach, expect, test } from 'vitest'
import { isJson, listOf } from '../../src/sandbox/json.js'
import { startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

/** What a menu of the open form offers, in order. */
function offered(blockId: string): string[] {
  const block = tasuki.modal('sato').view.blocks.find((one) => one['block_id'] === blockId)
  const element = isJson(block?.['element']) ? block['element'] : {}
  return listOf(element['options']).map((option) => (isJson(option['text']) ? String(option['text']['text']) : ''))
}

test('what somebody picked for their last signals is offered first, the last at the top; of others nothing is', async () => {
  await tasuki.seen('sato', 'log')
  const [products, sources] = [offered('product'), offered('source')]
  expect(products[0]).not.toBe('ホタルビ経費')
  await tasuki.csql('nakamura', 'log 灯籠坂食品 アップセル 勤怠 #更新 上位プラン')
  await tasuki.csql('sato', 'log 月白精機 クロスセル 評価 #アンケート 紙のまま')
  await tasuki.csql('sato', 'log 霧笛倉庫 クロスセル 経費 #ウェビナー 紙のまま')
  await tasuki.seen('sato', 'log')
  expect(offered('product').slice(0, 2)).toEqual(['ホタルビ経費', 'ホタルビ評価'])
  expect(offered('source').slice(0, 2)).toEqual(['ウェビナー', 'アンケート'])
  expect(offered('product').toSorted()).toEqual(products.toSorted())
  expect(offered('source').toSorted()).toEqual(sources.toSorted())
  await tasuki.click('sato', 'csql.qualify', '')
  expect(offered('source')[0]).toBe('ウェビナー')
})
