import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AccountId } from '../../src/domain/ids.js'
import type { PEOPLE } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

type Who = keyof typeof PEOPLE
type Fields = Parameters<ReturnType<TestApp['as']>['submit']>[1]
const DAY = 24 * 60 * 60 * 1000

const idOf = async (name: string): Promise<AccountId> => {
  const names = await tasuki.store.read((tx) => tx.accounts.names())
  const found = names.find((account) => account.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found.id
}
const send = (who: Who, fields: Fields) => tasuki.as(who).submit(tasuki.modal(who).view, fields)

/** Opens the form of the account, and shows what merging it with the other would do. */
async function preview(who: Who, typed: string, other: string, fields: Fields = {}): Promise<string> {
  await tasuki.csql(who, `account ${typed}`)
  await tasuki.click(who, 'csql.account_merge')
  const { view } = tasuki.modal(who)
  await tasuki.as(who).suggest(view, 'merge_with', other)
  const sent = await send(who, { merge_with: other, ...fields })
  if (sent.errors !== undefined) return JSON.stringify(sent.errors)
  return tasuki.modal(who).words
}

const TSUKISHIRO = '株式会社月白精機'
const AOBANE = '(株)アオバネ商会'
const LOGITEC = '霧笛ロジテック株式会社'

test('says what moves, moves it, is found by both names, and is parted again within a day', async () => {
  const number = await handedOver(tasuki)
  const card = () => tasuki.as('suzuki').sees()
  expect(card()).toContain('月白精機様 × ホタルビ経費')
  const words = await preview('tanaka', 'アオバネ', TSUKISHIRO)
  for (const line of [
    ...['「株式会社月白精機」を「(株)アオバネ商会」にまとめます。', 'CSQL 1件', '契約 1件', '窓口(ご連絡の了承も) 1名'],
    ...[
      '「株式会社月白精機」は別名として残り',
      '「よみ」は内容が違います',
      '[統合する]',
      '統合から24時間は、元に戻せます。',
    ],
  ]) {
    expect(words).toContain(line)
  }
  const gone = await idOf(TSUKISHIRO)
  expect((await send('tanaka', {})).errors).toBeUndefined()
  const said = await tasuki.told('tanaka', '統合しました')
  expect(said).toContain('「株式会社月白精機」をアオバネ商会様に統合しました。11/25(水)10:00までは元に戻せます。')
  expect(said).toContain('月額(MRR・税抜)42.6万円')
  expect(said).toContain('[統合を元に戻す]')
  expect(said).toContain('田中直樹さん|顧客を統合:CSQL 1件')
  expect((await tasuki.csqlOf(number))?.accountId).toBe(await idOf(AOBANE))
  expect(await tasuki.csql('sato', 'account 月白精機')).toContain(AOBANE)
  await tasuki.settle()
  expect(card()).toContain('アオバネ商会様 × ホタルビ経費')
  // A form that was opened before logs for the account that stayed.
  const logged = await tasuki.store.read((tx) => tx.accountMerges.nowPartOf(gone))
  expect(logged).toBe(await idOf(AOBANE))
  await tasuki.click('tanaka', 'csql.account_unmerge')
  const parted = await tasuki.told('tanaka', '統合を元に戻しました')
  expect(parted).toContain('月額(MRR・税抜)4.8万円')
  expect((await tasuki.csqlOf(number))?.accountId).toBe(gone)
  await tasuki.settle()
  expect(card()).toContain('月白精機様 × ホタルビ経費')
})

test('the other one may stay, and amounts that both have are asked about', async () => {
  const words = await preview('tanaka', '霧笛ロジテック', AOBANE, { keep_this: 'other' })
  expect(words).toContain('「霧笛ロジテック株式会社」を「(株)アオバネ商会」にまとめます。')
  expect(words).toContain('ホタルビ経費の契約が両方にあります(まとめる側 月額 6.4万円、残す側 月額 4.8万円)。')
  expect((await send('tanaka', {})).refused).toBeDefined()
  expect((await send('tanaka', { amounts_of_both: 'both' })).errors).toBeUndefined()
  expect(await tasuki.told('tanaka', '統合しました')).toContain('月額(MRR・税抜)11.2万円')
  await tasuki.click('tanaka', 'csql.account_unmerge')
  expect(await tasuki.told('tanaka', '元に戻しました')).toContain('月額(MRR・税抜)4.8万円')
  await preview('tanaka', 'アオバネ', LOGITEC)
  await send('tanaka', { amounts_of_both: 'kept' })
  expect(await tasuki.told('tanaka', '統合しました')).toContain('月額(MRR・税抜)4.8万円')
})

test('is for managers alone, also when the right is lost on the way; itself is no other account', async () => {
  expect(await tasuki.csql('sato', 'account 月白精機')).not.toContain('統合')
  expect(await preview('tanaka', 'アオバネ', TSUKISHIRO)).toContain('統合する')
  const tanaka = await tasuki.person('tanaka')
  await tasuki.store.transaction((tx) => tx.people.put({ ...tanaka, roles: ['csm'] }))
  await send('tanaka', {})
  expect(tasuki.modal('tanaka').words).toContain('「顧客の統合」はマネージャーの方が行えます')
  expect(await tasuki.store.read(async (tx) => tx.accounts.get(await idOf(TSUKISHIRO)))).not.toBeNull()
})

test('what changed since it was shown is shown again', async () => {
  await preview('tanaka', 'アオバネ', TSUKISHIRO)
  await tasuki.csql('sato', 'log 月白精機 アップセル 勤怠 席が足りない')
  expect((await send('tanaka', {})).errors).toBeUndefined()
  const again = tasuki.modal('tanaka').words
  expect(again).toContain('確認していただいた内容が変わりました')
  expect(again).toContain('CSQL 1件')
  expect((await send('tanaka', {})).errors).toBeUndefined()
  expect(await tasuki.told('tanaka', '統合しました')).toContain('CSQL 1件')
})

test('after a day it cannot be undone, and an old button says so', async () => {
  await preview('tanaka', 'アオバネ', TSUKISHIRO)
  await send('tanaka', {})
  await tasuki.told('tanaka', '統合しました')
  const message = tasuki.messageWith('tanaka', 'csql.account_unmerge')
  tasuki.clock.set(tasuki.clock.now() + DAY + 1)
  await tasuki.as('tanaka').click(message, 'csql.account_unmerge')
  expect(await tasuki.told('tanaka', '24時間')).toContain('統合から24時間を過ぎたため、元に戻せません。')
  expect(await tasuki.csql('tanaka', 'account アオバネ')).not.toContain('元に戻')
})

test('a step of a colleague can still be undone after a merge, and a manager’s merge is no step of theirs', async () => {
  await tasuki.csql('sato', 'log 月白精機 アップセル 勤怠 席が足りない')
  await preview('tanaka', 'アオバネ', TSUKISHIRO)
  await send('tanaka', {})
  await tasuki.click('sato', 'csql.undo')
  expect((await tasuki.csqlOf(1))?.state).toBe('withdrawn')
  expect((await tasuki.csqlOf(1))?.accountId).toBe(await idOf(AOBANE))
  expect(await tasuki.csql('tanaka', 'undo 1')).toContain('元に戻せる操作がありません')
})

test('reads in English as well', async () => {
  const pat = await tasuki.person('pat')
  await tasuki.store.transaction((tx) => tx.people.put({ ...pat, roles: ['manager'] }))
  const words = await preview('pat', 'アオバネ', LOGITEC)
  expect(words).toContain('“霧笛ロジテック株式会社” will become part of “(株)アオバネ商会”.')
  expect(words).toContain('Both have a contract for Hotarubi Expense (merged: ¥64,000 a month, kept: ¥48,000 a month).')
  await send('pat', { amounts_of_both: 'both' })
  expect(await tasuki.told('pat', 'is now part of')).toContain('This can be undone until')
})
