import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PEOPLE, renderMessage, renderView } from '../../src/sandbox/index.js'
import { buttonsIn, handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const words = (who: keyof typeof PEOPLE): string[] =>
  tasuki
    .as(who)
    .dm()
    .map((message) => renderMessage(tasuki.sandbox.workspace, message).join('\n'))

/** Lets the time pass, and delivers what is due then. */
async function passUntil(end: string): Promise<void> {
  tasuki.clock.set(tokyo(end))
  await tasuki.app.scheduler.tick()
  await tasuki.settle()
}

type Fields = Parameters<ReturnType<TestApp['as']>['submit']>[1]

async function fillIn(who: keyof typeof PEOPLE, fields: Fields, whose = '') {
  await tasuki.seen(who, `time ${whose}`.trim())
  return tasuki.as(who).submit(tasuki.modal(who).view, fields)
}

const WATANABE_STANDS_IN = { leave_from: '2026-11-25', leave_to: '2026-11-27', delegate: PEOPLE.watanabe }

describe('the form for hours and leave', () => {
  test('opens by the command in both languages, and from the answer of pause', async () => {
    await tasuki.csql('suzuki', '勤務時間')
    expect(tasuki.modal('suzuki').words).toContain('ワークスペースと同じ(月〜金 09:00〜18:00)')
    await tasuki.csql('pat', 'time')
    expect(tasuki.modal('pat').words).toContain('As the workspace (Mon–Fri 09:00–18:00)')
    await tasuki.csql('nakamura', 'pause')
    await tasuki.click('nakamura', 'csql.my_time')
    expect(tasuki.modal('nakamura').words).toContain('勤務時間と休暇')
  })

  test('keeps own hours, leave and pause, and says how it stands', async () => {
    const sent = await fillIn('suzuki', {
      ...{ hours_as: 'own', work_days: ['1', '2', '3', '4'], opens: '10:00', closes: '16:30' },
      ...WATANABE_STANDS_IN,
      pause_until: '2026-12-07',
    })
    expect(sent.errors).toBeUndefined()
    const said = await tasuki.told('suzuki', '保存しました')
    expect(said).toContain('勤務時間:月〜木 10:00〜16:30')
    expect(said).toContain('11/25(水)〜11/27(金)(代理:渡辺彩さん)')
    expect(said).toContain('12/7(月)からリマインドを再開します')
    expect(await tasuki.person('suzuki')).toMatchObject({
      workingHours: { weekdays: [1, 2, 3, 4], opens: '10:00', closes: '16:30' },
      leave: [{ from: '2026-11-25', to: '2026-11-27', delegateId: (await tasuki.person('watanabe')).id }],
      pausedUntil: '2026-12-07',
    })
  })

  test('sent untouched changes nothing', async () => {
    await fillIn('suzuki', { ...WATANABE_STANDS_IN, pause_until: '2026-12-07' })
    const before = await tasuki.person('suzuki')
    expect((await fillIn('suzuki', {})).errors).toBeUndefined()
    expect(await tasuki.person('suzuki')).toEqual(before)
  })

  test('takes several leaves at once, keeps what is filled in, and takes off what is unticked', async () => {
    await tasuki.seen('suzuki', 'time')
    const { view } = tasuki.modal('suzuki')
    tasuki.as('suzuki').fill(view, { leave_from: '2026-12-21', leave_to: '2026-12-25', delegate: PEOPLE.watanabe })
    await tasuki.as('suzuki').click(view, 'csql.more_leave')
    await tasuki.as('suzuki').click(tasuki.modal('suzuki').view, 'csql.more_leave')
    expect(tasuki.modal('suzuki').words).toContain('休暇の初日(3件目)')
    const more = { leave_from_2: '2026-12-01', leave_from_3: '2027-01-04', leave_to_3: '2027-01-05' }
    expect((await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, more)).errors).toBeUndefined()
    const leave = async () => (await tasuki.person('suzuki')).leave.map(({ from, to }) => `${from}..${to}`)
    expect(await leave()).toEqual(['2026-12-01..2026-12-01', '2026-12-21..2026-12-25', '2027-01-04..2027-01-05'])
    await fillIn('suzuki', { leave_kept: ['2026-12-01..2026-12-01'] })
    expect(await leave()).toEqual(['2026-12-01..2026-12-01'])
  })

  test('of a leave that has begun, what is unticked ends with yesterday', async () => {
    await fillIn('suzuki', { leave_from: '2026-11-23', leave_to: '2026-11-27' })
    await fillIn('suzuki', { leave_kept: [] })
    expect((await tasuki.person('suzuki')).leave).toEqual([{ from: '2026-11-23', to: '2026-11-23', delegateId: null }])
  })

  test('a pause ends by its box, and by an emptied date', async () => {
    await fillIn('suzuki', { pause_until: '2026-12-07' })
    await fillIn('suzuki', { pause_over: ['over'] })
    expect((await tasuki.person('suzuki')).pausedUntil).toBeNull()
  })

  test('leave that overlaps with other leave is refused, in the same form too', async () => {
    await fillIn('suzuki', WATANABE_STANDS_IN)
    const sent = await fillIn('suzuki', { leave_from: '2026-11-27', leave_to: '2026-12-01' })
    expect(sent.errors?.['leave_from']).toContain('重なっています')
    await tasuki.seen('suzuki', 'time')
    await tasuki.as('suzuki').click(tasuki.modal('suzuki').view, 'csql.more_leave')
    const twice = { leave_from: '2026-12-01', leave_to: '2026-12-03', leave_from_2: '2026-12-03' }
    const both = await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, twice)
    expect(both.errors?.['leave_from_2']).toContain('重なっています')
  })

  test('hours that leave no working time are refused', async () => {
    await tasuki.store.transaction(async (tx) => {
      await tx.settings.put({ ...(await tx.settings.get()), companyHolidays: ['01-01..12-31'] }, null, 0)
    })
    const sent = await fillIn('suzuki', { hours_as: 'own' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('働く日が1日も見つかりませんでした')
    expect((await tasuki.person('suzuki')).workingHours).toBeNull()
  })

  test('says where a delegate is away as well', async () => {
    await fillIn('watanabe', { leave_from: '2026-11-26' })
    await fillIn('suzuki', WATANABE_STANDS_IN)
    expect(await tasuki.told('suzuki', '渡辺彩さんも')).toContain('渡辺彩さんも11/26(木)はお休みです')
  })
})

describe('somebody else’s hours and leave', () => {
  test('are set by a manager, and the person is told when they are back', async () => {
    await fillIn('tanaka', WATANABE_STANDS_IN, '@suzuki')
    expect(await tasuki.told('tanaka', '保存しました')).toContain('鈴木健太さんの勤務時間と休暇を保存しました')
    await passUntil('2026-11-24T11:00')
    expect(words('suzuki').at(-1)).toContain(
      '田中直樹さんが、お休みを登録しました:11/25(水)〜11/27(金)(代理:渡辺彩さん)',
    )
    await tasuki.click('suzuki', 'csql.my_time')
    expect(tasuki.modal('suzuki').words).toContain('登録済みの休暇')
    const entries = await tasuki.store.read((tx) => tx.audit.between(0, tasuki.clock.now() + 1))
    expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
      ['time.change', (await tasuki.person('suzuki')).id],
    ])
  })

  test('that begin today reach the person only when they are back', async () => {
    await fillIn('tanaka', { leave_from: '2026-11-24', leave_to: '2026-11-25' }, '@suzuki')
    await passUntil('2026-11-25T18:00')
    expect(words('suzuki')).toEqual([])
    await passUntil('2026-11-26T09:30')
    expect(words('suzuki').join()).toContain('お休みを登録しました')
  })

  test('are nobody else’s to set', async () => {
    expect(await tasuki.csql('sato', 'time @suzuki')).toContain('マネージャーの方だけがご覧になれます')
    expect(tasuki.as('sato').modal()).toBeUndefined()
  })

  test('a form whose person was changed on the way is refused', async () => {
    await tasuki.seen('sato', 'time')
    const { view } = tasuki.modal('sato')
    view.definition['private_metadata'] = JSON.stringify({ v: 1, person: (await tasuki.person('suzuki')).id })
    const sent = await tasuki.as('sato').submit(view, WATANABE_STANDS_IN)
    expect(Object.values(sent.errors ?? {}).join()).toContain('マネージャーの方だけが変更できます')
    expect((await tasuki.person('suzuki')).leave).toEqual([])
    view.definition['private_metadata'] = 'garbage'
    const gone = await tasuki.as('sato').submit(view, {})
    expect(Object.values(gone.errors ?? {}).join()).toContain('古くなっています')
  })

  test('a name that means nobody is said', async () => {
    expect(await tasuki.csql('tanaka', 'time @nobody')).toContain('どなたかわかりませんでした')
  })
})

describe('while the AE is on leave', () => {
  beforeEach(async () => {
    await fillIn('suzuki', WATANABE_STANDS_IN)
    await tasuki.settle()
  })

  test('the delegate is asked ahead, and shown what waits when it begins', async () => {
    expect(words('watanabe')).toHaveLength(1)
    expect(words('watanabe')[0]).toContain('鈴木健太さんが11/25(水)〜11/27(金)にお休みの間、代理をお願いします。')
    await handedOver(tasuki)
    await passUntil('2026-11-25T09:30')
    const begun = words('watanabe').at(-1)
    expect(begun).toContain('鈴木健太さんは11/27(金)までお休みです。代理として、次の1件をお願いできます。')
    expect(begun).toContain('CSQL-1')
  })

  test('a hand-over reaches the delegate at once, with the buttons, and the AE when they are back', async () => {
    await passUntil('2026-11-25T09:30')
    await handedOver(tasuki)
    const card = words('watanabe').at(-1)
    expect(card).toContain('鈴木健太さんが11/27(金)までお休みのため、代理の方にもお届けしています。')
    expect(card).toContain('佐藤美咲さんからトスアップです|CSQL-1')
    const labels = buttonsIn(tasuki.messageWith('watanabe', 'csql.accept')).map(({ label }) => label)
    expect(labels).toEqual(['引き受ける', '追加確認を頼む', '見送る'])
    expect(words('suzuki')).toEqual([])
    expect(await tasuki.told('sato', 'お休み')).toContain(
      '鈴木健太さんは11/27(金)までお休みです。代理の渡辺彩さんにもお届けします。',
    )
    await passUntil('2026-11-30T09:30')
    expect(words('suzuki').join()).toContain('佐藤美咲さんからトスアップです|CSQL-1')
  })

  test('what the delegate does is theirs in the history, the CSM hears it, and the AE sees it on their return', async () => {
    await passUntil('2026-11-25T09:30')
    await handedOver(tasuki)
    await tasuki.click('watanabe', 'csql.reject')
    await tasuki.as('watanabe').submit(tasuki.modal('watanabe').view, { reason: 'no_budget' })
    await tasuki.settle()
    const [suzuki, watanabe] = [await tasuki.person('suzuki'), await tasuki.person('watanabe')]
    expect((await tasuki.events(1)).at(-1)).toMatchObject({
      ...{ kind: 'reject', actorId: watanabe.id, aeId: suzuki.id, figures: { in_place_of: suzuki.id } },
    })
    expect(words('sato').at(-1)).toContain('鈴木健太さんがお休みのため、代理でのご判断です。')
    expect(await tasuki.csql('sato', 'show 1')).toContain('渡辺彩さんが見送りとしました(鈴木健太さんの代理・11/25 ')
    await passUntil('2026-11-30T09:30')
    const card = words('suzuki').at(-1)
    expect(card).toContain('渡辺彩さんが見送りとしました(鈴木健太さんの代理・11/25 ')
  })

  test('the card that the AE had before is edited in place', async () => {
    await handedOver(tasuki)
    await passUntil('2026-11-25T09:30')
    expect(words('suzuki')).toHaveLength(1)
    await tasuki.csql('watanabe', 'accept 1')
    await tasuki.settle()
    expect(words('suzuki')).toHaveLength(1)
    expect(words('suzuki')[0]).toContain('渡辺彩さんが引き受けました(鈴木健太さんの代理・')
  })

  test('the delegate may take it back, and goes on with what comes next', async () => {
    await passUntil('2026-11-25T09:30')
    await handedOver(tasuki)
    await tasuki.click('watanabe', 'csql.accept')
    await tasuki.csql('watanabe', 'undo 1')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
    await tasuki.csql('watanabe', 'accept 1')
    expect(await tasuki.csql('watanabe', 'convert 1')).toBe('')
    expect(tasuki.modal('watanabe').words).toContain('商談化')
  })

  test('nobody else may, nor the delegate before and after', async () => {
    await handedOver(tasuki)
    expect(await tasuki.csql('watanabe', 'accept 1')).toContain('営業担当・マネージャーが行えます')
    await passUntil('2026-11-25T09:30')
    expect(await tasuki.csql('nakamura', 'accept 1')).toContain('営業担当・マネージャーが行えます')
    await passUntil('2026-11-28T09:30')
    expect(await tasuki.csql('watanabe', 'accept 1')).toContain('営業担当・マネージャーが行えます')
  })

  test('not beyond what is owed: the delegate gives nothing away and puts nothing off', async () => {
    await passUntil('2026-11-25T09:30')
    await handedOver(tasuki)
    expect(await tasuki.csql('watanabe', 'snooze 1 明日')).toContain('行えます')
    expect(await tasuki.csql('watanabe', 'assign 1 @nakamura')).toContain('行えます')
    const shown = await tasuki.csql('watanabe', 'show 1')
    expect(shown).toContain('引き受ける')
    expect(shown).not.toContain('担当変更を提案')
  })

  test('a click on a card that outlived the leave changes nothing, and the card gives the way back', async () => {
    await passUntil('2026-11-27T17:30')
    await handedOver(tasuki)
    await passUntil('2026-11-30T09:30')
    await tasuki.click('watanabe', 'csql.accept')
    expect(await tasuki.told('watanabe', '行えます')).toContain('営業担当・マネージャーが行えます')
    await tasuki.settle()
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
    expect(words('watanabe').at(-1)).toContain('ここからは鈴木健太さんご本人が対応します。')
  })

  test('leave that is taken back calls the delegate off, in the messages they have', async () => {
    await passUntil('2026-11-25T09:30')
    await handedOver(tasuki)
    await fillIn('suzuki', { leave_kept: [] })
    await tasuki.settle()
    expect(words('watanabe').filter((text) => text.includes('代理のお願いはなくなりました')).length).toBe(2)
    expect(words('watanabe').at(-1)).toContain('ここからは鈴木健太さんご本人が対応します。')
    expect(await tasuki.csql('watanabe', 'accept 1')).toContain('営業担当・マネージャーが行えます')
  })

  test('a delegate who is on leave too gets nothing, and a manager may act as ever', async () => {
    await fillIn('watanabe', { leave_from: '2026-11-25', leave_to: '2026-11-30', delegate: PEOPLE.nakamura })
    await passUntil('2026-11-25T09:30')
    const before = words('watanabe').length
    await handedOver(tasuki)
    await passUntil('2026-11-27T18:00')
    expect(words('watanabe')).toHaveLength(before)
    expect(words('nakamura').join()).not.toContain('CSQL-1')
    expect(await tasuki.csql('nakamura', 'accept 1')).toContain('営業担当・マネージャーが行えます')
    expect(await tasuki.csql('tanaka', 'accept 1')).toContain('引き受けました')
  })

  test('a delegate who was deactivated, or is a guest by now, gets nothing', async () => {
    await tasuki.sandbox.changePerson(PEOPLE.watanabe, { deleted: true })
    await passUntil('2026-11-25T09:30')
    await handedOver(tasuki)
    const rows = await tasuki.store.read((tx) => tx.deliveries.list({ limit: 50 }))
    expect(rows.filter(({ purpose }) => purpose === 'delegated')).toEqual([])
  })

  test('no nudge goes to the delegate: the clocks wait for the AE', async () => {
    await handedOver(tasuki)
    await passUntil('2026-11-27T18:00')
    const rows = await tasuki.store.read((tx) => tx.deliveries.list({ limit: 100 }))
    expect(rows.filter(({ purpose }) => purpose === 'nudge' || purpose === 'escalation')).toEqual([])
  })
})

test('a CSM’s delegate answers the AE’s question, and the AE gets the answer', async () => {
  await handedOver(tasuki)
  await fillIn('sato', { leave_from: '2026-11-25', leave_to: '2026-11-27', delegate: PEOPLE.nakamura })
  await passUntil('2026-11-25T09:30')
  await tasuki.csql('suzuki', 'show 1')
  await tasuki.click('suzuki', 'csql.ask_csm')
  await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { question: '決裁者はどなたですか' })
  await tasuki.settle()
  expect(words('nakamura').at(-1)).toContain('佐藤美咲さんが11/27(金)までお休みのため')
  await tasuki.click('nakamura', 'csql.answer_csm')
  await tasuki.as('nakamura').submit(tasuki.modal('nakamura').view, { answer: '経理部長です' })
  await tasuki.settle()
  const sato = await tasuki.person('sato')
  expect((await tasuki.events(1)).at(-1)).toMatchObject({ kind: 'answer_csm', figures: { in_place_of: sato.id } })
  expect(words('suzuki').join()).toContain('経理部長です')
})

test('a CSM’s delegate makes good what was returned', async () => {
  await handedOver(tasuki)
  await fillIn('sato', { leave_from: '2026-11-25', leave_to: '2026-11-27', delegate: PEOPLE.nakamura })
  await passUntil('2026-11-25T09:30')
  await tasuki.click('suzuki', 'csql.return')
  await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { missing: ['timing'] })
  await tasuki.settle()
  expect(words('nakamura').at(-1)).toContain('佐藤美咲さんが11/27(金)までお休みのため')
  expect(words('nakamura').at(-1)).toContain('確認のお願いです')
  await tasuki.click('nakamura', 'csql.qualify')
  const sent = await tasuki
    .as('nakamura')
    .submit(tasuki.modal('nakamura').view, { changed: '4月までに決めたいとのこと' })
  expect(sent.errors).toBeUndefined()
  const sato = await tasuki.person('sato')
  expect((await tasuki.events(1)).at(-1)).toMatchObject({
    kind: 'qualify',
    csmId: sato.id,
    figures: { in_place_of: sato.id },
  })
})

test('in English, for an AE in New York: the same, by their own days', async () => {
  await tasuki.seen('pat', 'time')
  const { view, words: form } = tasuki.modal('pat')
  expect(form).toContain('Who stands in')
  const sent = await tasuki.as('pat').submit(view, {
    ...{ hours_as: 'own', work_days: ['1', '3', '5'], leave_from: '2026-11-24', leave_to: '2026-11-24' },
    delegate: PEOPLE.suzuki,
  })
  expect(sent.errors).toBeUndefined()
  const said = await tasuki.told('pat', 'are saved')
  expect(said).toContain('Working hours: Mon, Wed, and Fri 09:00–18:00')
  expect(said).toContain('Tue, Nov 24 (delegate: 鈴木健太)')
  expect(renderView(tasuki.sandbox.workspace, view).length).toBeGreaterThan(5)
  // Tuesday there has not begun at ten on Tuesday in Tokyo; it ends at two in the afternoon of Wednesday.
  await passUntil('2026-11-25T10:00')
  await handedOver(tasuki, 'Tidewell アップセル 評価 月5万 #アンケート 海外拠点120名')
  expect((await tasuki.csqlOf(1))?.aeId).toBe((await tasuki.person('pat')).id)
  expect(words('suzuki').at(-1)).toContain('Pat Morganさんが11/24(火)までお休みのため')
})
