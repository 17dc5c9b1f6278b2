import { describe, expect, test } from 'vitest'
import { messagesFor } from '../../src/i18n/index.js'
import { csqlLine } from '../../src/views/csql-line.js'
import { handoverCard } from '../../src/views/handover.js'
import type { Message } from '../../src/views/message.js'
import { everyView } from './every-view.js'
import { sampleMessage } from './read-aloud.js'
import { details, event, KOBAYASHI, NOW, partnerContract, SUZUKI, viewer, WATANABE } from './sample.js'

/** The action ids and values of every button and menu. */
function buttonsOf(message: Message | undefined): string[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.type !== 'actions'
      ? []
      : block.elements.flatMap((element) =>
          element.type === 'overflow' || element.type === 'static_select'
            ? (element.options ?? []).map((option) => `${element.action_id} ${option.value}`)
            : element.type === 'button'
              ? [`${element.action_id} ${element.value}`]
              : [],
        ),
  )
}

const ja = messagesFor('ja')
const en = messagesFor('en')
const sample = everyView(details, 'ja')

describe('the Japanese messages, read aloud', () => {
  test('hand-over', () =>
    expect(sampleMessage('handover')).toMatchInlineSnapshot(`
    "佐藤さんからトスアップです|CSQL-42
    お客様の課題
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
    窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
    きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
    11/25(水)12:00までにご確認をお願いします。
    [引き受ける] [追加確認を頼む] [見送る] [… あとで通知、担当変更を提案、追記する、時期を待つ、詳細を見る]"
  `))
  test('a hand-over names who made it, not the CSM', () => {
    expect(sampleMessage('handover, by another').split('\n')[0]).toBe('小林さんからトスアップです|CSQL-42')
    expect(sampleMessage('handover, by another', 'en').split('\n')[0]).toBe('A hand-over from 小林 | CSQL-42')
  })
  test('to the CSM: somebody else handed it over', () =>
    expect(sampleMessage('assigned, handed over by another')).toMatchInlineSnapshot(`
      "小林さんがCSQL-42(月白精機様)をトスアップしました。
      [詳細を見る]"
    `))
  test('hand-over, second round', () =>
    expect(sampleMessage('handover, round 2')).toMatchInlineSnapshot(`
    "佐藤さんからトスアップです(2回目)|CSQL-42
    お客様の課題
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    前回からの変更点
    > 決裁者は経理部長の森様とわかりました。
    月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
    窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
    きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
    11/25(水)12:00までにご確認をお願いします。
    [引き受ける] [追加確認を頼む] [見送る] [… あとで通知、担当変更を提案、追記する、時期を待つ、詳細を見る]"
  `))
  test('hand-over, accepted', () =>
    expect(sampleMessage('handover, accepted')).toMatchInlineSnapshot(`
    "佐藤さんからトスアップです|CSQL-42
    お客様の課題
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
    窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
    きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
    ✅ 鈴木さんが引き受けました(11/25 10:12)
    次の予定:11/27(金)
    [進捗を更新] [商談化する] [受注を登録] [元に戻す] [… 見送る、時期を待つ、あとで通知、担当変更を提案、追記する]"
  `))
  test('hand-over, reassigned away', () =>
    expect(sampleMessage('handover, reassigned away')).toMatchInlineSnapshot(`
    "佐藤さんからトスアップです|CSQL-42
    お客様の課題
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
    窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
    きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
    田中さんが担当を渡辺さんに変更しました(11/25 10:12)
    ご対応は不要です。"
  `))
  test('hand-over, of what was accepted and went to another AE: what comes first, until when', () =>
    expect(sampleMessage('handover, accepted and passed on')).toMatchInlineSnapshot(`
      "佐藤さんからトスアップです|CSQL-42
      お客様の課題
      > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
      月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
      窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
      きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
      田中さんが担当を鈴木さんに変更しました(11/25 10:12)
      お客様への最初のご連絡は、11/26(木)10:12までにお願いします。
      [進捗を更新] [商談化する] [受注を登録] [… 見送る、時期を待つ、あとで通知、担当変更を提案、追記する]"
    `))
  test('decision: accepted', () =>
    expect(sampleMessage('decision, accept')).toMatchInlineSnapshot(`
    "鈴木さんがCSQL-42(月白精機様)を引き受けました。
    次の予定:11/27(金)
    つないでくださり、ありがとうございます。
    [詳細を見る]"
  `))
  test('decision: rejected', () =>
    expect(sampleMessage('decision, reject')).toMatchInlineSnapshot(`
    "CSQL-42(月白精機様)は、今回は見送りとなりました。
    理由:予算の見込みがない
    鈴木さんより
    > 来期の予算に入っていないとのことでした。
    つないでくださり、ありがとうございました。内容は顧客の記録に残り、状況が変われば再提案できます。
    [再提案する] [詳細を見る]"
  `))
  test('decision: lost', () =>
    expect(sampleMessage('decision, lose')).toMatchInlineSnapshot(`
    "CSQL-42(月白精機様)は、残念ながら失注となりました。
    理由:稟議で否決
    鈴木さんより
    > 来期の予算に入っていないとのことでした。
    商談までつないでくださり、ありがとうございました。内容は顧客の記録に残り、状況が変われば再提案できます。
    [再提案する] [詳細を見る]"
  `))
  test('decision: nurtured', () =>
    expect(sampleMessage('decision, nurture')).toMatchInlineSnapshot(`
    "鈴木さんがCSQL-42(月白精機様)を「時期待ち」にしました。再確認の予定日は2027/2/1(月)です。
    理由:来期予算
    [詳細を見る]"
  `))
  test('returned', () =>
    expect(sampleMessage('returned')).toMatchInlineSnapshot(`
    "鈴木さんから、CSQL-42(月白精機様)について確認のお願いです:「決裁者・窓口」「時期」
    鈴木さんより
    > 来期の予算に入っていないとのことでした。
    わかる範囲で補って、もう一度トスアップできます。次回の定例で確認する場合は、その日付を入れてください。
    [補ってトスアップ] [予定日を入れる] [時期を待つ] [… 取り下げる、あとで通知、追記する、詳細を見る]"
  `))
  test('won', () =>
    expect(sampleMessage('won')).toMatchInlineSnapshot(`
    "🎉 受注しました!月白精機様 × ホタルビ経費 月額 +12万円(税抜)、初期費用 30万円
    佐藤さんの気づきから48日、鈴木さんが受注につなげました。おめでとうございます!
    ご利用開始:2027/1/1(金)
    お客様とのお約束
    > 1月末までに初期設定を終えること。
    [詳細を見る]"
  `))
  test('no AE yet', () =>
    expect(sampleMessage('unassigned')).toMatchInlineSnapshot(`
    "佐藤さんからトスアップされたCSQL-42(月白精機様)の営業担当が、まだ決まっていません。
    お客様の課題
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
    窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
    きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
    担当のご指定をお願いします。決まり次第、ご本人にお知らせします。
    [担当を決める] [詳細を見る]"
  `))
  test('an AE is proposed', () =>
    expect(sampleMessage('assigned, proposed')).toMatchInlineSnapshot(`
    "鈴木さんから、CSQL-42(月白精機様)の担当をお願いできないかとのご相談です。
    お客様の課題
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    月白精機様 × ホタルビ経費(クロスセル)|温度感 高|月額 +12万円(税抜・概算)
    窓口:経理課長 大槻様(営業からのご連絡:了承済み 11/20)
    きっかけ:CS活動(定例)|確認済み:検討意向・課題・窓口・時期
    引き受けていただける場合は[担当を引き受ける]を押してください。それまで担当は変わりません。
    [担当を引き受ける] [詳細を見る]"
  `))
  test('a delivery in trouble', () =>
    expect(sampleMessage('trouble, the digest')).toMatchInlineSnapshot(`
    "設定されたチャンネルへの週次ダイジェストをお届けできませんでした。
    理由:チャンネルにTasukiが参加していません(not_in_channel)
    チャンネルで /invite @Tasuki と入力して招待するか、設定で別のチャンネルをお選びください。
    [設定を開く]"
  `))
  test('batch', () =>
    expect(sampleMessage('batch, three')).toMatchInlineSnapshot(`
      "おはようございます。ご確認いただきたいCSQLが3件あります(本日期限1件、期限超過2件)。
      CSQL-42 月白精機様 × ホタルビ経費
      引き受けのご判断|本日12:00まで|温度感 高|登録から5日
      [引き受ける] [追加確認を頼む] [見送る] [… あとで通知、担当変更を提案、CS担当に質問、追記する、詳細を見る]
      CSQL-42 月白精機様 × ホタルビ経費
      お客様への最初のご連絡|目安の11/22(日)10:12を1営業日過ぎています|温度感 高|登録から5日
      [進捗を更新] [商談化する] [受注を登録] [見送る] [… あとで通知、担当変更を提案、CS担当に質問、追記する、詳細を見る]
      CSQL-42 月白精機様 × ホタルビ経費
      お客様への最初のご連絡|目安の11/22(日)10:12を1営業日過ぎています|温度感 高|登録から5日
      お忙しいところ恐れ入ります。CSQL-42(月白精機様)は目安の日を1営業日過ぎています。いまの状況に近いものをお選びください。次の進め方をご提案します。回答はマネージャーに共有され、チャンネルには件数だけが載ります。
      [進捗を更新] [商談化する] [受注を登録] [見送る] {いまの状況に近いもの…} [… あとで通知、担当変更を提案、CS担当に質問、追記する、詳細を見る]
      CSQL-42(月白精機様)については、このまま更新がない場合、次回はマネージャーにもご相談します。
      お客様のご返答待ちの場合は[進捗を更新]で次の予定日を入れてください。その日まではお知らせしません。"
    `))
  test('batch, all done', () =>
    expect(sampleMessage('batch, all done')).toMatchInlineSnapshot(`
      "✅ ご確認をお願いしたCSQLは対応済みです。ありがとうございます。
      CSQL-42 月白精機様 × ホタルビ経費
      ✅ 鈴木さんが引き受けました(11/25 10:12)"
    `))
  test('escalation', () =>
    expect(sampleMessage('escalation, two')).toMatchInlineSnapshot(`
    "田中さん、ご相談です。引き受け待ちのCSQLが2件、目安を5営業日過ぎています。鈴木さんには事前にお知らせしています。状況をご確認のうえ、必要に応じて担当や期日の見直しをお願いします。
    CSQL-42 月白精機様 × ホタルビ経費
    営業担当:鈴木さん|引き受けのご判断|目安の11/18(水)10:12を5営業日過ぎています|温度感 高|登録から5日
    [内容を見る] [担当を変更] [期日を見直す]
    CSQL-42 月白精機様 × ホタルビ経費
    営業担当:鈴木さん|引き受けのご判断|目安の11/18(水)10:12を5営業日過ぎています|温度感 高|登録から5日
    [内容を見る] [担当を変更] [期日を見直す]"
  `))
})

test('the hand-over in English, read aloud', () => {
  expect(sampleMessage('handover', 'en')).toMatchInlineSnapshot(`
    "A hand-over from 佐藤 | CSQL-42
    The customer's problem
    > 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。
    月白精機 × Hotarubi Expense (Cross-sell) | Heat: high | +¥120,000 / month (before tax, estimate)
    Contact: 大槻, 経理課長 (contact by sales: agreed, Nov 20)
    Source: CS activity (定例) | Verified: interest, problem, contact, timing
    Please have a look by Wed, Nov 25, 12:00.
    [Accept] [Ask for more detail] [Reject] [… Snooze、Propose another AE、Add a note、Nurture、Show details]"
  `)
})

describe('the card', () => {
  const card = (own: Parameters<typeof details>[0], reader = SUZUKI): Message =>
    handoverCard(details(own), ja, viewer('ja', reader), NOW)

  test('offers to accept, return, reject, and the rest behind the dots, each for this CSQL at this version', () => {
    expect(buttonsOf(sample.get('handover'))).toEqual([
      'csql.accept 1:42:2',
      'csql.return 1:42:2',
      'csql.reject 1:42:2',
      'csql.more 1:42:2:snooze',
      'csql.more 1:42:2:reassign',
      'csql.more 1:42:2:note',
      'csql.more 1:42:2:nurture',
      'csql.more 1:42:2:show',
    ])
  })

  test.each([['handover, undone'], ['handover, merged'], ['handover, reassigned away']])(
    'has no buttons: %s',
    (name) => {
      expect(buttonsOf(sample.get(name))).toEqual([])
    },
  )

  test('offers an undo to who made the last step, for five minutes', () => {
    const accepted = { csql: { state: 'accepted' }, lastEvent: event('accept') } as const
    expect(buttonsOf(card(accepted))).toContain('csql.undo 1:42:2')
    const later = handoverCard(details(accepted), ja, viewer(), NOW + 5 * 60_000 + 1)
    expect(buttonsOf(later)).not.toContain('csql.undo 1:42:2')
    const byAnother = { ...accepted, lastEvent: event('accept', { actorId: WATANABE }) }
    expect(buttonsOf(card(byAnother))).not.toContain('csql.undo 1:42:2')
  })

  test('shows what is unverified, an outcome for upsells only', () => {
    expect(card({ csql: { checklist: [] } }).text).toContain('未確認:検討意向・課題・窓口・時期')
    expect(card({ csql: { kind: 'upsell', checklist: ['considering'] } }).text).toContain(
      '未確認:課題・窓口・時期・導入の成果',
    )
  })

  test('tells of the partner where the account buys through one', () => {
    expect(card({ contracts: [partnerContract] }).text).toContain('商流:代理店経由(直接のご連絡は代理店様に確認後)')
    expect(card({}).text).not.toContain('商流')
  })

  test('writes a referral as who is introduced by whom', () => {
    const { text } = card({ csql: { kind: 'referral' }, referredCompanyName: '株式会社ミナト商会' })
    expect(text).toContain('ミナト商会様(月白精機様からのご紹介) × ホタルビ経費(他社紹介)')
  })
})

describe('a batch', () => {
  test('gives each clock the buttons that finish it', () => {
    const buttons = buttonsOf(sample.get('batch, each kind')).filter((button) => !button.startsWith('csql.more'))
    expect(buttons.map((button) => button.split(' ')[0]?.slice('csql.'.length))).toEqual([
      ...['accept', 'return', 'reject'],
      ...['update', 'convert', 'win', 'reject'],
      ...['convert', 'update', 'win', 'reject'],
      ...['update', 'win', 'lose'],
      ...['qualify', 'plan_fix', 'nurture'],
      ...['qualify', 'nurture', 'withdraw'],
      ...['wake'],
    ])
  })

  test('shows ten of a thousand, the number of the others, and where to see them', () => {
    const batch = sample.get('batch, a thousand')
    expect(batch?.text).toContain('ほか990件あります。')
    expect(buttonsOf(batch)).toContain('csql.batch 1:d1:0')
    expect(buttonsOf(sample.get('escalation, a thousand'))).toContain('csql.batch 1:d2:0')
  })

  test('leaves what is done without buttons, and says who did it', () => {
    const done = sample.get('batch, all done')
    expect(buttonsOf(done)).toEqual([])
    expect(done?.text).toContain('✅ 鈴木さんが引き受けました(11/25 10:12)')
  })

  test('asks about neglect with a choice for every reason, and says who reads the answer', () => {
    const asked = sample.get('batch, three')
    expect(buttonsOf(asked).filter((button) => button.startsWith('csql.neglect'))).toEqual([
      'csql.neglect 1:42:2:own_deals_first',
      'csql.neglect 1:42:2:outside_target',
      'csql.neglect 1:42:2:hard_problem',
      'csql.neglect 1:42:2:vague_need',
      'csql.neglect 1:42:2:needs_context',
      'csql.neglect 1:42:2:waiting_customer',
      'csql.neglect 1:42:2:other',
    ])
    expect(asked?.text).toContain('回答はマネージャーに共有され、チャンネルには件数だけが載ります。')
  })

  test('announces, before it happens, that the manager is told', () => {
    expect(sample.get('batch, three')?.text).toContain('次回はマネージャーにもご相談します')
    expect(sample.get('batch, one done')?.text).not.toContain('マネージャー')
  })
})

test('a win names who noticed it, the CSM and the AE', () => {
  const words = ja.notices.congratulations({ logger: '小林', csm: '佐藤', ae: '鈴木', days: 48, selfClosed: false })
  expect(words).toBe('小林さんの気づきを佐藤さんが引き継ぎ、48日で鈴木さんが受注につなげました。おめでとうございます!')
})

const SATO_WON = { logger: '佐藤', csm: '佐藤', ae: '鈴木', days: null, selfClosed: false }
test.each([
  [
    'the CSM noticed it',
    SATO_WON,
    '佐藤さんの気づきを、鈴木さんが受注につなげました。',
    '佐藤 noticed it, and 鈴木 won it.',
  ],
  [
    'somebody else did',
    { ...SATO_WON, logger: '小林' },
    '小林さんの気づきを佐藤さんが引き継ぎ、鈴木さんが受注につなげました。',
    '小林 noticed it, 佐藤 carried it on, and 鈴木 won it.',
  ],
  [
    'the CSM closed it',
    { ...SATO_WON, selfClosed: true },
    '佐藤さんが気づき、ご自身で受注につなげました。',
    '佐藤 noticed it and closed it.',
  ],
])('a win says nothing of days where nobody knows when it was noticed: %s', (_who, of, inJapanese, inEnglish) => {
  expect(ja.notices.congratulations(of)).toBe(`${inJapanese}おめでとうございます!`)
  expect(en.notices.congratulations(of)).toBe(`${inEnglish} Congratulations!`)
})

test('who logged it but is not the CSM is not offered to propose it again', () => {
  const notice = everyView((own) => details({ ...own, csql: { ...own?.csql, csmId: KOBAYASHI } }), 'ja').get(
    'decision, reject',
  )
  expect(buttonsOf(notice)).toEqual(['csql.show 1:42:2'])
})

test('one CSQL on one line', () => {
  expect(csqlLine(details(), ja, viewer())).toBe(
    'CSQL-42 月白精機様 × ホタルビ経費|引き受け待ち|温度感 高|月額 +12万円(税抜・概算)|営業担当:鈴木さん',
  )
})
