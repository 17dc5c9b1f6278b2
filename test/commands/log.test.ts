import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { foldHistory } from '../../src/domain/event.js'
import { PEOPLE, renderMessage } from '../../src/sandbox/index.js'
import { buttonsIn, HANDED_OVER, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

/** All that stands in somebody's direct messages, in words. */
const directTo = (who: keyof typeof PEOPLE): string =>
  tasuki
    .as(who)
    .dm()
    .flatMap((message) => renderMessage(tasuki.sandbox.workspace, message))
    .join('\n')

/** Who owes what runs on a CSQL. */
const clockOwners = (number: number) =>
  tasuki.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    return (csql === null ? [] : await tx.clocks.running([csql.id])).map(({ ownerId }) => ownerId)
  })

const LINE = 'log 月白精機 クロスセル 経費 高 月12万 @suzuki #定例 工場の立替経費が紙のまま'

describe('log TEXT', () => {
  test('logs at once and shows what was understood, with the amount and its reading', async () => {
    const said = await tasuki.csql('sato', LINE)
    expect(said).toContain('CSQL-1(月白精機様)を登録しました')
    for (const words of [
      '株式会社月白精機',
      'ホタルビ経費',
      'クロスセル',
      '温度感 高',
      'CS活動(定例・支援)',
      '鈴木健太さん',
    ]) {
      expect(said).toContain(words)
    }
    expect(said).toContain('金額:月額12万円の増加(税抜)')
    expect(said).toContain('[トスアップする] [修正する] [年額に変更] [元に戻す]')
    const csql = await tasuki.csqlOf(1)
    expect(csql).toMatchObject({
      state: 'signal',
      amount: 120_000,
      amountPeriod: 'month',
      kind: 'cross_sell',
      heat: 'high',
      source: 'cs_activity',
    })
    expect(csql?.aeId).toBe((await tasuki.person('suzuki')).id)
  })

  test('what is paid each month and what is paid once are both taken from one line', async () => {
    const said = await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 月12万 初期30万 紙のまま')
    expect(said).toContain('月額12万円の増加')
    expect(said).toContain('30万円')
    expect(said).not.toContain('金額なしで')
    expect(await tasuki.csqlOf(1)).toMatchObject({ amount: 120_000, amountPeriod: 'month', oneTime: 300_000 })
  })

  test('a line without a note is quoted as the line that it is', async () => {
    const said = await tasuki.csql('sato', 'log 月白精機 アップセル 高')
    expect(said).toContain('入力された一行\n> 月白精機 アップセル 高')
    expect(said).not.toContain('メモ')
    const english = await tasuki.csql('pat', 'log 月白精機 upsell high')
    expect(english).toContain('As typed')
    expect(english).not.toContain('Note')
    expect(await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 席が足りない')).toContain('メモ\n> 席が足りない')
  })

  test('the Japanese name and full-width spaces do the same', async () => {
    expect(await tasuki.csql('sato', '登録　月白精機　アップセル　席が足りない')).toContain('CSQL-1')
  })

  test('a name that is new is provisional, and said to be', async () => {
    const said = await tasuki.csql('sato', 'log 碧海物流様 アップセル 席が足りない')
    expect(said).toContain('「碧海物流」は新しい顧客として仮登録しました')
  })

  test('the contract’s CSM is named to who logged it', async () => {
    const said = await tasuki.csql('kobayashi', LINE.replace('@suzuki ', ''))
    expect(said).toContain('CS担当:佐藤')
    expect(await tasuki.csql('sato', 'log 灯籠坂食品 アップセル 席が足りない')).toContain('CS担当:中村')
    expect(await tasuki.csql('sato', LINE.replace('経費', '評価'))).not.toContain('CS担当')
  })

  test('what another hands over: the AE reads who it was, and the CSM is told', async () => {
    await tasuki.csql('kobayashi', LINE)
    await tasuki.csql('kobayashi', 'qualify 1')
    await tasuki.as('kobayashi').submit(tasuki.modal('kobayashi').view, HANDED_OVER)
    await tasuki.settle()
    expect(directTo('suzuki')).toContain('小林真由さんからトスアップです')
    expect(directTo('sato')).toContain('小林真由さんがCSQL-1(月白精機様)をトスアップしました。')
    expect(directTo('kobayashi')).toBe('')
  })

  test('without an account nothing is logged: it is asked for, and the line kept', async () => {
    const said = await tasuki.csql('sato', 'log クロスセル')
    expect(said).toContain('「顧客」をご入力ください')
    expect(said).toContain('クロスセル')
    expect(await tasuki.csql('pat', 'log upsell more seats')).toContain('Please fill in: Account')
    expect(await tasuki.csqlOf(1)).toBeNull()
    await tasuki.click('sato', 'csql.log')
    expect(tasuki.modal('sato').words).toContain('クロスセル')
  })

  test('a likely account is asked, and the answer moves the CSQL there', async () => {
    const said = await tasuki.csql('sato', 'log アオバネ クロスセル 勤怠も一本化したい')
    expect(said).toContain('(株)アオバネ商会様のことですか?')
    await tasuki.click('sato', 'csql.account')
    expect(await tasuki.told('sato', '(株)アオバネ商会')).toContain('(株)アオバネ商会')
    const csql = await tasuki.csqlOf(1)
    const account = await tasuki.store.read((tx) => tx.accounts.get((csql as NonNullable<typeof csql>).accountId))
    expect(account?.name).toBe('(株)アオバネ商会')
    expect(account?.aliases).toContain('アオバネ')
  })

  test('the account that was meant brings its CSM and its AE, where nobody was named', async () => {
    const [nakamura, watanabe, suzuki] = [
      (await tasuki.person('nakamura')).id,
      (await tasuki.person('watanabe')).id,
      (await tasuki.person('suzuki')).id,
    ]
    await tasuki.csql('sato', 'log アオバネ クロスセル 勤怠も一本化したい')
    await tasuki.click('sato', 'csql.account')
    await tasuki.told('sato', '(株)アオバネ商会')
    expect(await tasuki.csqlOf(1)).toMatchObject({ csmId: nakamura, aeId: watanabe })
    const chosen = (await tasuki.events(1)).at(-1)
    expect(chosen).toMatchObject({ kind: 'edit', csmId: nakamura, aeId: watanabe })
    expect(foldHistory(1, await tasuki.events(1))).toEqual(await tasuki.csqlOf(1))
    expect(await clockOwners(1)).toEqual([nakamura])

    await tasuki.csql('sato', 'log ヨルベ 評価 @suzuki 相談された')
    await tasuki.click('sato', 'csql.account')
    await tasuki.told('sato', '合同会社ヨルベ企画')
    expect(await tasuki.csqlOf(2)).toMatchObject({ csmId: nakamura, aeId: suzuki })
  })

  test.each([
    ['a range', '月白精機 12〜15万 見積もり待ち', '「12〜15万」は金額をひとつに決められませんでした'],
    ['tax included', '月白精機 税込12万円 見積もり待ち', '税込の金額のようです'],
  ])('an amount that is %s is not guessed: logged without, and said so', async (_what, line, words) => {
    const said = await tasuki.csql('sato', `log ${line}`)
    expect(said).toContain(words)
    expect(said).toContain('金額なしで登録しています')
    expect((await tasuki.csqlOf(1))?.amount).toBeNull()
  })

  test('"make it yearly" keeps the figure and says its new reading', async () => {
    await tasuki.csql('sato', LINE)
    await tasuki.click('sato', 'csql.period')
    expect(await tasuki.csqlOf(1)).toMatchObject({ amount: 120_000, amountPeriod: 'year' })
    expect(await tasuki.told('sato', '金額:年額12万円の増加(税抜)')).toContain('金額:年額12万円の増加(税抜)')
    expect(await tasuki.told('sato', '[月額に変更]')).toContain('[月額に変更]')
  })

  test('undo withdraws it', async () => {
    await tasuki.csql('sato', LINE)
    await tasuki.click('sato', 'csql.undo')
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'withdrawn', reason: 'undone' })
    expect(await tasuki.told('sato', '「登録」を元に戻しました')).toContain('「登録」を元に戻しました')
  })

  test('an AE who cannot be found is left out, and said so', async () => {
    const said = await tasuki.csql('sato', 'log 月白精機 @nobody 席が足りない')
    expect(said).toContain('「@nobody」は営業担当に設定していません')
  })

  test('oneself as AE is left out where CSMs may not close', async () => {
    const said = await tasuki.csql('sato', 'log ヨルベ企画 アップセル @sato 席が足りない')
    expect(said).toContain('営業担当に設定していません')
    const self = (await tasuki.person('sato')).id
    expect((await tasuki.csqlOf(1))?.aeId).not.toBe(self)
  })

  test.each([
    ['a broadcast', '<!channel> @everyone', '<!channel> @everyone'],
    ['an entity', '&lt;!channel&gt;', '&lt;!channel&gt;'],
    ['a disguised link', '<https://evil.example|https://bank.example>', '<https://evil.example|https://bank.example>'],
    ['SQL', "'; DROP TABLE csqls; -- 100%_", "'; DROP TABLE csqls; -- 100%_"],
  ])('%s is kept and shown literally', async (_what, typed, shown) => {
    const { ephemeral } = await tasuki.seen('sato', `log 月白精機 ${typed}`)
    expect(JSON.stringify(ephemeral?.blocks)).toContain(JSON.stringify(shown).slice(1, -1))
    expect(ephemeral?.text).not.toContain('<!channel>')
  })

  test('a token is taken out before anything is kept, and the person warned', async () => {
    const said = await tasuki.csql('sato', 'log 月白精機 トークンは xoxb-1234567890-abcdefghij です')
    expect(said).toContain('取り除きました')
    expect(said).not.toContain('xoxb-')
    const csql = await tasuki.csqlOf(1)
    const texts = await tasuki.store.read((tx) =>
      tx.texts.many([csql?.lineTextId, csql?.noteTextId].filter((id) => id != null)),
    )
    expect([...texts.values()].map(({ body }) => body).join()).not.toContain('xoxb-')
    expect(tasuki.log.join('')).not.toContain('xoxb-1234567890')
  })

  test('a text of 50,000 characters is refused with the limit, and nothing is saved', async () => {
    const said = await tasuki.csql('sato', `log 月白精機 ${'あ'.repeat(50_000)}`)
    expect(said).toContain('3,000文字まで')
    expect(await tasuki.csqlOf(1)).toBeNull()
  })

  test('the English reader is answered in English', async () => {
    const said = await tasuki.csql('pat', 'log Tidewell upsell $300 per month they want Talent for 120 people abroad')
    expect(said).toContain('CSQL-1 (Tidewell Japan) is logged')
    expect(said).toContain('Amount: ')
  })
})

describe('log alone', () => {
  test('opens the form; what is sent is logged and told where it was asked', async () => {
    await tasuki.csql('sato', 'log')
    const { view } = tasuki.modal('sato')
    const offered = await tasuki.as('sato').suggest(view, 'account', '月白')
    expect(offered.options[0]).toMatchObject({ text: { text: '株式会社月白精機' } })
    const sent = await tasuki
      .as('sato')
      .submit(view, { account: '株式会社月白精機', note: '席が足りない', amount: '月12万', ae: PEOPLE.suzuki })
    expect(sent).toMatchObject({ status: 200, view: undefined })
    expect(await tasuki.told('sato', 'CSQL-1(月白精機様)を登録しました')).toContain('CSQL-1(月白精機様)を登録しました')
  })

  test('a new name is offered as it was typed', async () => {
    await tasuki.csql('sato', 'log')
    const { view } = tasuki.modal('sato')
    const { options } = await tasuki.as('sato').suggest(view, 'account', '碧海物流')
    expect(options.at(-1)).toMatchObject({ value: 'new:碧海物流' })
  })

  test('a fault shows at its input, and what was typed stays', async () => {
    await tasuki.csql('sato', 'log')
    const { view } = tasuki.modal('sato')
    await tasuki.as('sato').suggest(view, 'account', '月白')
    const sent = await tasuki.as('sato').submit(view, { account: '株式会社月白精機', note: 'x', amount: '12〜15万' })
    expect(sent.errors?.['amount']).toContain('「12〜15万」は金額をひとつに決められませんでした')
    expect(tasuki.modal('sato').words).toContain('12〜15万')
    expect(await tasuki.csqlOf(1)).toBeNull()
  })
})

describe('the same matter twice', () => {
  beforeEach(() => tasuki.csql('sato', 'log 月白精機 クロスセル 経費 紙のまま'))
  const again = 'log 月白精機 クロスセル 経費 月末に2日かかる'

  test('is not logged: the first one is shown, with two ways on', async () => {
    const said = await tasuki.csql('nakamura', again)
    expect(said).toContain('CSQL-1(月白精機様)が、同じ顧客・製品・種類ですでに進んでいます')
    expect(said).toContain('月末に2日かかる')
    expect(said).toContain('[メモを追記する] [理由を添えて登録] [内容を見る]')
    expect(await tasuki.csqlOf(2)).toBeNull()
  })

  test('what was typed becomes a note of the first one at a click', async () => {
    await tasuki.csql('nakamura', again)
    await tasuki.click('nakamura', 'csql.note')
    expect(await tasuki.told('nakamura', 'CSQL-1(月白精機様)に追記しました')).toContain(
      'CSQL-1(月白精機様)に追記しました',
    )
    expect((await tasuki.events(1)).map(({ kind }) => kind)).toEqual(['log', 'note'])
  })

  test('or it is logged with a reason, from the form with everything in it', async () => {
    await tasuki.csql('nakamura', again)
    await tasuki.click('nakamura', 'csql.log')
    const { view, words } = tasuki.modal('nakamura')
    expect(words).toContain('月末に2日かかる')
    expect(words).toContain('CSQL-1')
    const sent = await tasuki.as('nakamura').submit(view, { override_reason: '別の部署の話です' })
    expect(sent).toMatchObject({ status: 200, view: undefined })
    expect(await tasuki.csqlOf(2)).toMatchObject({ state: 'signal', kind: 'cross_sell' })
  })

  test('in the form, it asks for a reason where it stood', async () => {
    await tasuki.csql('nakamura', 'log')
    const { view } = tasuki.modal('nakamura')
    await tasuki.as('nakamura').suggest(view, 'account', '月白')
    const product = (await tasuki.csqlOf(1))?.productId ?? null
    await tasuki.as('nakamura').submit(view, { account: '株式会社月白精機', note: '二重', kind: 'cross_sell', product })
    const next = tasuki.modal('nakamura')
    expect(next.words).toContain('CSQL-1')
    expect(next.words).toContain('二重')
    await tasuki.as('nakamura').submit(next.view, { override_reason: '別の部署の話です' })
    expect(await tasuki.csqlOf(2)).not.toBeNull()
  })
})

test('ten times the same trigger in parallel: one row, and the same reply', async () => {
  await tasuki.csql('sato', LINE)
  const [payload] = tasuki.sandbox.payloads.slice(-1)
  if (payload === undefined) throw new Error('nothing was sent')
  const answers = await Promise.all(Array.from({ length: 10 }, () => tasuki.sandbox.replay(payload)))
  expect(await tasuki.csqlOf(2)).toBeNull()
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(JSON.stringify(answers[0]?.body)).toBe(JSON.stringify(payload.answer?.body))
})

test('the buttons of an answer are within Slack limits and carry no more than number and version', async () => {
  const { ephemeral } = await tasuki.seen('sato', LINE)
  const values = ephemeral === undefined ? [] : buttonsIn(ephemeral).map(({ value }) => value)
  expect(values).toContain('1:1:1')
})
