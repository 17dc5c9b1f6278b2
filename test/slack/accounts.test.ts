import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AccountId, ContactId, ContractId, NoteId } from '../../src/domain/ids.js'
import { PEOPLE } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

type Who = keyof typeof PEOPLE
type Fields = Parameters<ReturnType<TestApp['as']>['submit']>[1]

const idOf = async (name: string) => {
  const names = await tasuki.store.read((tx) => tx.accounts.names())
  const found = names.find((account) => account.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found.id
}
const accountOf = async (name: string) => {
  const id = await idOf(name)
  return tasuki.store.read((tx) => tx.accounts.get(id))
}
const TSUKISHIRO = '株式会社月白精機'

async function open(who: Who, typed: string, action: string) {
  await tasuki.csql(who, `account ${typed}`)
  await tasuki.click(who, action)
  return tasuki.modal(who)
}

/** Chooses in a menu of the sheet. */
async function choose(who: Who, typed: string, action: string, option: string) {
  await tasuki.csql(who, `account ${typed}`)
  const seen = await tasuki.as(who).select(tasuki.messageWith(who, 'csql.account_edit'), action, option)
  if (seen.error !== undefined) throw new Error(seen.error)
  return tasuki.modal(who)
}

const send = (who: Who, fields: Fields) => tasuki.as(who).submit(tasuki.modal(who).view, fields)

describe('the sheet', () => {
  test('says in both languages what is known, and offers only what the reader may do', async () => {
    await handedOver(tasuki)
    const ja = await tasuki.csql('sato', '顧客 つきしろ')
    for (const words of [
      ...['株式会社月白精機', 'よみ:つきしろせいき', '月額(MRR・税抜)37.8万円', 'ホタルビ勤怠', '成果あり'],
      ...['大槻様|了承済み(11/24)', '進行中のCSQL 1件', 'CSQL-1', '[顧客を編集]', '[メモを書く]'],
    ]) {
      expect(ja).toContain(words)
    }
    expect(ja).not.toContain('統合')
    const en = await tasuki.csql('pat', 'account 月白精機')
    expect(en).toContain('MRR (before tax): ¥378,000')
    expect(en).not.toContain('[Edit account]')
  })

  test('names the group, and several that may be meant can each be opened', async () => {
    expect(await tasuki.csql('sato', 'account 霧笛')).toContain('[開く]')
    await tasuki.click('sato', 'csql.account_open')
    expect(await tasuki.told('sato', 'グループ')).toMatch(/グループ会社 1社:霧笛ロジテック|親会社:霧笛倉庫様/u)
  })

  test('pages what is long, forward and back again', async () => {
    const accountId = await idOf(TSUKISHIRO)
    await tasuki.store.transaction(async (tx) => {
      for (let n = 1; n <= 24; n += 1) {
        await tx.accounts.putContact({
          ...{ workspaceId: tasuki.app.workspaceId, id: ContactId.parse(`c${n}`), accountId, departmentId: null },
          ...{ name: `窓口${String(n).padStart(2, '0')}`, title: null, optIn: 'no', optInOn: null, optInHow: null },
        })
      }
    })
    expect(await tasuki.csql('sato', 'account 月白精機')).toContain('ほか19件')
    await tasuki.click('sato', 'csql.account_open.contacts')
    const first = await tasuki.told('sato', '窓口 24名')
    expect(first).toContain('1〜10件目(全24件)')
    expect(first).not.toContain('前へ')
    await tasuki.click('sato', 'csql.account_open.next')
    await tasuki.told('sato', '11〜20件目')
    await tasuki.click('sato', 'csql.account_open.next')
    const last = await tasuki.told('sato', '21〜24件目')
    expect(last).toContain('窓口24')
    expect(last).not.toContain('次へ')
    await tasuki.click('sato', 'csql.account_open.previous')
    expect(await tasuki.told('sato', '11〜20件目')).toContain('窓口11')
    await tasuki.click('sato', 'csql.account_open')
    expect(await tasuki.told('sato', '[顧客を編集]')).toContain('ほか19件')
  })

  test('shows what was paid in the last imported month, beside the contracts', async () => {
    const [accountId, other] = [await idOf(TSUKISHIRO), await idOf('霧笛倉庫株式会社')]
    await tasuki.store.transaction(async (tx) => {
      const [product] = await tx.products.all()
      if (product === undefined) throw new Error('no product')
      const paid = (month: string, of: AccountId, amount: number) => ({
        ...{ month, accountId: of, productId: product.id, amount, currency: 'JPY' },
      })
      await tx.snapshots.put([
        paid('2026-09', accountId, 1),
        paid('2026-10', accountId, 300_000),
        paid('2026-10', other, 5),
      ])
    })
    expect(await tasuki.csql('sato', 'account 月白精機')).toContain('2026年10月の実績 30万円')
  })
})

describe('editing an account', () => {
  test('keeps the former name as an alias, and writes down who changed what', async () => {
    await open('sato', '月白精機', 'csql.account_edit')
    const sent = await send('sato', {
      ...{ account_name: '株式会社ツキシロ', segment: '製造', departments: '経理部\n製造部\n経理部' },
    })
    expect(sent.errors).toBeUndefined()
    const said = await tasuki.told('sato', '保存しました')
    expect(said).toContain('11/24 10:00 佐藤美咲さん|顧客を編集:顧客名、別名、セグメント、部署')
    expect(await accountOf('株式会社ツキシロ')).toMatchObject({
      segment: '製造',
      aliases: ['月白精機', 'Tsukishiro Seiki', TSUKISHIRO],
    })
    expect(await tasuki.csql('sato', 'account 月白精機')).toContain('株式会社ツキシロ')
    const entries = await tasuki.store.read((tx) => tx.audit.between(0, Number.MAX_SAFE_INTEGER))
    expect(JSON.stringify(entries)).not.toContain('ツキシロ')
  })

  test('is refused to whoever does not look after it, also when the right is lost while the form is open', async () => {
    await tasuki.csql('nakamura', 'account 月白精機')
    expect(() => tasuki.messageWith('nakamura', 'csql.account_edit')).toThrow()
    await open('suzuki', '月白精機', 'csql.account_edit')
    const accountId = await idOf(TSUKISHIRO)
    const nakamura = await tasuki.person('nakamura')
    await tasuki.store.transaction(async (tx) => {
      for (const contract of await tx.accounts.contracts(accountId)) {
        await tx.accounts.putContract({ ...contract, csmId: nakamura.id, aeId: nakamura.id })
      }
    })
    const sent = await send('suzuki', { segment: '製造' })
    expect(JSON.stringify(sent.errors)).toContain('マネージャー')
    expect(await accountOf(TSUKISHIRO)).toMatchObject({ segment: null })
  })

  test('faults show at their inputs, all at once, and nothing is written', async () => {
    const other = await accountOf('霧笛倉庫株式会社')
    await tasuki.store.transaction(async (tx) => {
      if (other !== null) await tx.accounts.update({ ...other, externalId: 'CRM-1' })
    })
    await open('sato', '月白精機', 'csql.account_edit')
    const sent = await send('sato', {
      ...{ name_kana: '月白', corporate_number: '12', external_id: 'CRM-1', segment: '製造' },
    })
    expect(sent.errors).toEqual({
      name_kana: '「月白」に漢字などが含まれています。よみはひらがなかカタカナでご記入ください。',
      corporate_number: '「12」は法人番号として読み取れませんでした。13桁の数字をご記入ください。',
      external_id: 'この外部IDは霧笛倉庫株式会社で使われています。同じ会社なら、統合をお試しください。',
    })
    expect(await accountOf(TSUKISHIRO)).toMatchObject({ segment: null, nameKana: 'つきしろせいき' })
    const mended = await send('sato', {
      name_kana: 'ﾂｷｼﾛｾｲｷ',
      corporate_number: '１２３４５６７８９０１２３',
      external_id: null,
    })
    expect(mended.errors).toBeUndefined()
    expect(await accountOf(TSUKISHIRO)).toMatchObject({
      ...{ segment: '製造', nameKana: 'ツキシロセイキ', corporateNumber: '1234567890123', externalId: null },
    })
  })

  test('a company is no parent of its own group; the search offers others, and none', async () => {
    const { view } = await open('sato', '霧笛倉庫', 'csql.account_edit')
    const { options } = await tasuki.as('sato').suggest(view, 'parent_account', 'むてき')
    const labels = options.map(({ text }) => (text as { text: string }).text)
    expect(labels).toEqual(['霧笛ロジテック株式会社', '親会社なし'])
    const looped = await send('sato', { parent_account: '霧笛ロジテック株式会社' })
    expect(looped.errors).toEqual({ parent_account: 'この会社は、この顧客のグループ会社です。親会社にはできません。' })
    const child = await open('sato', '霧笛ロジテック', 'csql.account_edit')
    await tasuki.as('sato').suggest(child.view, 'parent_account', '')
    expect((await send('sato', { parent_account: '親会社なし' })).errors).toBeUndefined()
    expect(await accountOf('霧笛ロジテック株式会社')).toMatchObject({ parentId: null })
  })

  test('departments are added, renamed one at a time, and never lost while something names them', async () => {
    const accountId = await idOf(TSUKISHIRO)
    const departments = async () =>
      (await tasuki.store.read((tx) => tx.accounts.departments(accountId))).map(({ id, name }) => `${id} ${name}`)
    await open('sato', '月白精機', 'csql.account_edit')
    await send('sato', { departments: '経理部\n製造部' })
    const [accounting = '', making = ''] = await departments()
    await choose('sato', '月白精機', 'csql.contract_edit', 'ホタルビ勤怠')
    expect((await send('sato', { department: '経理部' })).errors).toBeUndefined()
    await open('sato', '月白精機', 'csql.account_edit')
    expect((await send('sato', { departments: '製造部' })).errors).toEqual({
      departments:
        '「経理部」はCSQL・契約・窓口で使われているため、消せません。名前の変更は、1回に1件ずつお願いします。',
    })
    expect((await send('sato', { departments: '財務部' })).errors).toBeUndefined()
    expect(await departments()).toEqual([accounting.replace('経理部', '財務部')])
    expect(making).toContain('製造部')
  })

  test('two people at once: what does not meet stands from both, and what meets is asked, with nothing lost', async () => {
    await open('sato', '月白精機', 'csql.account_edit')
    await open('tanaka', '月白精機', 'csql.account_edit')
    expect((await send('tanaka', { segment: '製造', name_kana: 'つきしろ' })).errors).toBeUndefined()
    const sent = await send('sato', { segment: '機械', external_id: 'CRM-7' })
    expect(sent.errors).toBeUndefined()
    const again = tasuki.modal('sato').words
    expect(again).toContain('入力されている間に、田中直樹さんが「セグメント」を変更しました(11/24 10:00)。')
    expect(again).toContain('いまの「セグメント」:製造')
    expect(again).toMatch(/セグメント(任意|（任意）): \{機械\}/u)
    expect(again).toContain('{CRM-7}')
    expect(await accountOf(TSUKISHIRO)).toMatchObject({ segment: '製造', externalId: null })
    expect((await send('sato', {})).errors).toBeUndefined()
    expect(await accountOf(TSUKISHIRO)).toMatchObject({ segment: '機械', externalId: 'CRM-7', nameKana: 'つきしろ' })
  })
})

describe('contracts, contacts and notes', () => {
  test('a contract is edited: phase, outcome, owner and amount, each told from what to what', async () => {
    const { words } = await choose('sato', '月白精機', 'csql.contract_edit', 'ホタルビ勤怠')
    expect(words).toContain('契約金額(税抜)')
    expect(words).toContain('{37.8万円}')
    const sent = await send('sato', {
      phase: '要フォロー',
      outcome: '成果はこれから',
      csm: PEOPLE.nakamura,
      amount: '年480万',
    })
    expect(sent.errors).toBeUndefined()
    const said = await tasuki.told('sato', '保存しました')
    expect(said).toContain('月額(MRR・税抜)40万円')
    expect(said).toContain(
      '契約を編集:ホタルビ勤怠、フェーズ 成果が出ている→要フォロー、導入の成果 成果あり→成果はこれから、CS担当 佐藤美咲さん→中村航さん、契約金額(税抜) 月額 37.8万円→年額 480万円',
    )
    const accountId = await idOf(TSUKISHIRO)
    const [contract] = await tasuki.store.read((tx) => tx.accounts.contracts(accountId))
    expect(contract).toMatchObject({ phase: 'at_risk', hasOutcome: false, amount: 4_800_000, amountPeriod: 'year' })
  })

  test('an untouched form changes nothing; an amount that cannot be read is asked for', async () => {
    const accountId = await idOf(TSUKISHIRO)
    const contracts = () => tasuki.store.read((tx) => tx.accounts.contracts(accountId))
    const before = await contracts()
    await choose('sato', '月白精機', 'csql.contract_edit', 'ホタルビ勤怠')
    expect((await send('sato', {})).errors).toBeUndefined()
    expect(await contracts()).toEqual(before)
    await choose('sato', '月白精機', 'csql.contract_edit', 'ホタルビ勤怠')
    expect((await send('sato', { amount: '12〜15万' })).errors?.['amount']).toContain(
      '金額をひとつに決められませんでした',
    )
    expect((await send('sato', { amount: '初期30万' })).errors?.['amount']).toContain(
      '初期費用は契約には登録できません',
    )
    expect(await contracts()).toEqual(before)
    const history = await tasuki.store.read((tx) => tx.audit.of(accountId, { limit: 9, offset: 0 }))
    expect(history.total).toBe(0)
  })

  test('one is added, and a second of the same product is not', async () => {
    await choose('sato', '月白精機', 'csql.contract_edit', '契約を追加')
    expect((await send('sato', { product: 'ホタルビ経費', amount: '5万' })).errors).toBeUndefined()
    expect(await tasuki.told('sato', '保存しました')).toContain('月額(MRR・税抜)42.8万円')
    await choose('sato', '月白精機', 'csql.contract_edit', '契約を追加')
    expect((await send('sato', { product: 'ホタルビ経費' })).errors).toEqual({
      product: '同じ製品・部署の契約がすでにあります。そちらを編集してください。',
    })
  })

  test('a guest cannot become CSM of a contract', async () => {
    const accountId = await idOf(TSUKISHIRO)
    const nakamura = await tasuki.person('nakamura')
    await tasuki.store.transaction((tx) => tx.people.put({ ...nakamura, standing: 'guest' }))
    await choose('sato', '月白精機', 'csql.contract_edit', 'ホタルビ勤怠')
    expect((await send('sato', { csm: PEOPLE.nakamura })).errors).toEqual({
      csm: 'ゲストの方は担当になれません。ほかの方をお選びください。',
    })
    const [contract] = await tasuki.store.read((tx) => tx.accounts.contracts(accountId))
    expect(contract?.csmId).toBe((await tasuki.person('sato')).id)
  })

  test('a contact is added with an opt-in of today, and changed', async () => {
    await open('sato', '月白精機', 'csql.contact_edit')
    const sent = await send('sato', {
      contact_name: '大槻',
      contact_title: '経理課長',
      opt_in: '了承済み',
      opt_in_how: 'お電話',
    })
    expect(sent.errors).toBeUndefined()
    expect(await tasuki.told('sato', '保存しました')).toContain('経理課長 大槻様|了承済み(11/24・お電話)')
    await choose('sato', '月白精機', 'csql.contact_edit', '経理課長 大槻様')
    expect((await send('sato', { opt_in: '不可', opt_in_on: '2026-11-25' })).errors).toEqual({
      opt_in_on: '今日までの日をお選びください。',
    })
    expect((await send('sato', { opt_in: '不可', opt_in_on: '2026-11-20' })).errors).toBeUndefined()
    const said = await tasuki.told('sato', '不可')
    expect(said).toContain('経理課長 大槻様|不可(11/20・お電話)')
    expect(said).toContain('窓口を編集:経理課長 大槻様、営業からのご連絡 了承済み→不可')
    const accountId = await idOf(TSUKISHIRO)
    const history = await tasuki.store.read((tx) => tx.audit.of(accountId, { limit: 9, offset: 0 }))
    expect(JSON.stringify(history.rows)).not.toContain('大槻')
  })

  test('a note is written, edited by a colleague, and goes when it is emptied; what was typed stands nowhere else', async () => {
    await open('sato', '月白精機', 'csql.note_edit')
    expect((await send('sato', {})).refused).toBeDefined()
    await send('sato', { account_note: '4月に組織変更。\n経理課長が窓口。' })
    expect(await tasuki.told('sato', '保存しました')).toContain('4月に組織変更。')
    await choose('suzuki', '月白精機', 'csql.note_edit', '4月に組織変更。 経理課長が窓口。')
    await send('suzuki', { account_note: '4月に組織変更の予定。' })
    expect(await tasuki.told('suzuki', '保存しました')).toContain('佐藤美咲さん 11/24 10:00(編集済み)')
    await choose('suzuki', '月白精機', 'csql.note_edit', '4月に組織変更の予定。')
    await send('suzuki', { account_note: null })
    const said = await tasuki.told('suzuki', 'メモを削除')
    expect(said).not.toContain('組織変更')
    const entries = await tasuki.store.read((tx) => tx.audit.between(0, Number.MAX_SAFE_INTEGER))
    expect(entries.map(({ action }) => action)).toEqual(['note.add', 'note.edit', 'note.remove'])
    expect(JSON.stringify(entries)).not.toContain('組織変更')
  })

  test('a secret that is pasted is taken out', async () => {
    await open('sato', '月白精機', 'csql.note_edit')
    await send('sato', { account_note: `鍵は xoxb-${'1'.repeat(12)}-${'a'.repeat(24)}` })
    const said = await tasuki.told('sato', '保存しました')
    expect(said).toContain('秘密の文字列を削除しました')
    expect(said).not.toContain('xoxb-')
  })

  test('a part of another account is none of this one', async () => {
    const [mine, other] = [await idOf(TSUKISHIRO), await idOf('霧笛倉庫株式会社')]
    const workspaceId = tasuki.app.workspaceId
    await tasuki.store.transaction(async (tx) => {
      await tx.accountNotes.put({
        ...{ workspaceId, id: NoteId.parse('n1'), accountId: other, body: '秘密' },
        ...{ authorId: null, writtenAt: 1, editedAt: null },
      })
    })
    const [contract] = await tasuki.store.read((tx) => tx.accounts.contracts(other))
    await open('sato', '月白精機', 'csql.account_edit')
    const { view } = tasuki.modal('sato')
    const forge = (partId: string) => {
      const kept = JSON.parse(String(view.definition['private_metadata'])) as Record<string, unknown>
      view.definition['private_metadata'] = JSON.stringify({ ...kept, part: partId })
    }
    view.definition['callback_id'] = 'csql.account_note'
    forge('n1')
    expect((await send('sato', {})).errors).toBeDefined()
    view.definition['callback_id'] = 'csql.account_contract'
    forge(contract?.id ?? '')
    expect((await send('sato', {})).errors).toBeDefined()
    expect(await tasuki.store.read((tx) => tx.accounts.contracts(other))).toEqual([contract])
    expect(await tasuki.store.read((tx) => tx.accounts.contracts(mine))).toHaveLength(1)
    expect(ContractId.parse(contract?.id)).toBe(contract?.id)
  })
})
