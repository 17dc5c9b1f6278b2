import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../src/domain/person.js'
import { DAY_MS, HOUR, MINUTE } from '../../src/domain/time.js'
import { renderMessage } from '../../src/sandbox/index.js'
import { buttonsIn, handedOver, startTestApp, type TestApp } from '../support/app.js'

type Who = Parameters<TestApp['csql']>[0]

const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const MONDAY = tokyo('2026-11-30T09:00')
/** Signals of November 24 at ten fell due on December 8 at ten. */
const MONDAY_PAST_DUE = tokyo('2026-12-14T09:00')
const SIGNAL = 'log 月白精機 クロスセル 経費 月12万 #定例 紙のまま'
const EVERYBODY = ['sato', 'nakamura', 'kobayashi', 'suzuki', 'watanabe', 'pat', 'tanaka', 'yamamoto'] as const

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

/** To an instant, with a tick there and everything delivered that is due by then. */
async function at(instant: number): Promise<void> {
  tasuki.clock.set(instant)
  await tasuki.app.scheduler.tick()
  await tasuki.settle()
}

/** What somebody was sent of their own weeks, in words. */
const weeksOf = (who: Who): string[] =>
  tasuki
    .as(who)
    .inbox()
    .filter((message) => buttonsIn(message).some(({ id }) => id === 'csql.summary_off'))
    .map((message) => renderMessage(tasuki.sandbox.workspace, message).join('\n'))

async function changed(who: Who, change: Partial<Person>): Promise<void> {
  const person = await tasuki.person(who)
  await tasuki.store.transaction((tx) => tx.people.put({ ...person, ...change }))
}

const queued = () =>
  tasuki.store.read(async (tx) => {
    const all = await tx.deliveries.list({ limit: 1000 })
    return all.filter(({ purpose }) => purpose === 'summary').map(({ state, occasion }) => [occasion, state])
  })

describe('who asked for it', () => {
  test('gets one on Monday at nine and not before, and nobody else does', async () => {
    await handedOver(tasuki)
    expect(await tasuki.csql('sato', '週次まとめ on')).toContain('毎週月曜')
    await at(MONDAY - MINUTE)
    expect(weeksOf('sato')).toEqual([])
    await at(MONDAY)
    expect(weeksOf('sato')).toHaveLength(1)
    expect(weeksOf('sato')[0]).toContain(
      '営業の判断を待っているCSQL 1件\n・ CSQL-1(月白精機様) 目安を3営業日過ぎています',
    )
    expect(EVERYBODY.filter((who) => weeksOf(who).length > 0)).toEqual(['sato'])
  })

  test('gets one a week, however often it is looked for', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    for (const later of [0, MINUTE, HOUR, DAY_MS, 4 * DAY_MS]) await at(MONDAY + later)
    expect(weeksOf('sato')).toHaveLength(1)
    await at(MONDAY + 7 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(2)
  })

  test('gets it at nine on their own wall', async () => {
    await handedOver(tasuki)
    await tasuki.give('pat', 'manager')
    await tasuki.csql('pat', 'summary on')
    await at(MONDAY)
    await at(Date.parse('2026-11-30T08:59:00-05:00'))
    expect(weeksOf('pat')).toEqual([])
    await at(Date.parse('2026-11-30T09:00:00-05:00'))
    expect(weeksOf('pat')).toHaveLength(1)
    expect(weeksOf('pat')[0]).toContain('The whole team: 1 waiting for a decision | 1 overdue')
  })

  test('gets none while on leave: it comes when they are back in that week', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    await changed('sato', { leave: [{ from: '2026-11-30', to: '2026-12-01', delegateId: null }] })
    for (const day of [0, 1]) await at(MONDAY + day * DAY_MS)
    expect(weeksOf('sato')).toEqual([])
    await at(MONDAY + 2 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(1)
  })

  test('gets none of a week that they do not work in', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    await changed('sato', { leave: [{ from: '2026-11-30', to: '2026-12-04', delegateId: null }] })
    for (const day of [0, 1, 2, 3, 4, 5, 6]) await at(MONDAY + day * DAY_MS)
    expect(await queued()).toEqual([])
    await at(MONDAY + 7 * DAY_MS)
    expect(await queued()).toEqual([['2026-W50', 'sent']])
  })

  test('gets none while paused', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    await tasuki.csql('sato', 'pause 12/2')
    for (const day of [0, 1]) await at(MONDAY + day * DAY_MS)
    expect(weeksOf('sato')).toEqual([])
    await at(MONDAY + 2 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(1)
  })

  test('gets none where there is nothing to tell', async () => {
    await tasuki.csql('watanabe', 'summary on')
    await at(MONDAY)
    expect(weeksOf('watanabe')).toEqual([])
    expect(await queued()).toEqual([['2026-W49', 'skipped']])
  })

  test('gets none of a Monday that came before they asked', async () => {
    await tasuki.csql('sato', SIGNAL)
    await at(MONDAY + HOUR)
    await tasuki.csql('sato', 'summary on')
    await at(MONDAY + 2 * HOUR)
    expect(weeksOf('sato')).toEqual([])
  })

  test('who asks again on the morning itself still gets it', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    tasuki.clock.set(MONDAY + 5 * MINUTE)
    await tasuki.csql('sato', 'summary on')
    await at(MONDAY + 6 * MINUTE)
    expect(weeksOf('sato')).toHaveLength(1)
  })

  test('hears of what is true when it is sent, and not when it was queued', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    tasuki.clock.set(MONDAY)
    await tasuki.app.worker.stop()
    await tasuki.app.scheduler.tick()
    expect(await queued()).toEqual([['2026-W49', 'pending']])
    await tasuki.csql('sato', 'summary off')
    tasuki.app.worker.start()
    await tasuki.settle()
    expect(await queued()).toEqual([['2026-W49', 'skipped']])
  })

  test('stops it by its button, and starts it again in one line', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary on')
    await at(MONDAY)
    await tasuki.click('sato', 'csql.summary_off')
    expect(await tasuki.told('sato', 'お届けしません')).toContain('「今週のまとめ」はお届けしません')
    await at(MONDAY + 7 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(1)
    expect(await tasuki.csql('sato', 'summary')).toContain('お届けしていません')
    await tasuki.csql('sato', '週次まとめ 受け取る')
    expect(await tasuki.csql('sato', 'summary')).toContain('毎週お届けしています')
    await at(MONDAY + 14 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(2)
  })

  test('as an AE hears of what waits for them; as a manager, in one line, of the whole', async () => {
    await handedOver(tasuki)
    await tasuki.csql('suzuki', 'summary on')
    await tasuki.csql('tanaka', 'summary on')
    await at(MONDAY)
    expect(weeksOf('suzuki')[0]).toContain('引き受けのご判断をお願いしたいCSQL 1件\n・ CSQL-1(月白精機様)')
    expect(weeksOf('suzuki')[0]).not.toContain('チーム全体')
    expect(weeksOf('tanaka')[0]).toContain('チーム全体:引き受け待ち 1件|期限超過 1件|営業担当が未定 0件')
    expect(weeksOf('tanaka')[0]).not.toContain('月白精機')
    await tasuki.click('tanaka', 'csql.list')
    expect(await tasuki.told('tanaka', '引き受け待ち')).toContain('引き受け待ちのCSQL')
  })

  test('as a CSM hears of what became of theirs last week, and not of older things', async () => {
    await handedOver(tasuki)
    await tasuki.csql('sato', 'summary on')
    await tasuki.click('suzuki', 'csql.accept')
    await tasuki.settle()
    await at(MONDAY)
    expect(weeksOf('sato')[0]).toContain('先週から動きのあったCSQL 1件\n・ CSQL-1(月白精機様):')
    await at(MONDAY + 14 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(1)
  })
})

describe('who never said anything', () => {
  test('hears of their signals past due on Monday, and of nothing else', async () => {
    await tasuki.csql('sato', SIGNAL)
    await at(MONDAY)
    await at(MONDAY + 7 * DAY_MS)
    expect(weeksOf('sato')).toEqual([])
    await at(MONDAY_PAST_DUE)
    expect(weeksOf('sato')).toHaveLength(1)
    expect(weeksOf('sato')[0]).toContain(
      '登録から日が経っているシグナル 1件\n・ CSQL-1(月白精機様) 目安を4営業日過ぎています',
    )
    expect(weeksOf('sato')[0]).not.toContain('これから確認するシグナル')
    expect(EVERYBODY.filter((who) => weeksOf(who).length > 0)).toEqual(['sato'])
  })

  test('hears of none on the day in the week on which they fall due', async () => {
    await tasuki.csql('sato', SIGNAL)
    for (const day of [8, 9, 10, 11]) await at(tokyo(`2026-12-${String(day).padStart(2, '0')}T12:00`))
    expect(await queued()).toEqual([])
  })

  test('hears a week later of what falls due with that Monday’s nine o’clock, not a quarter of an hour after it', async () => {
    // Before opening, so that it counts from nine.
    await at(tokyo('2026-11-30T08:00'))
    await tasuki.csql('sato', SIGNAL)
    const [nine, quarter] = [tokyo('2026-12-14T09:00'), tokyo('2026-12-14T09:15')]
    for (const moment of [nine, quarter, quarter + HOUR]) await at(moment)
    expect(weeksOf('sato')).toEqual([])
    await at(nine + 7 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(1)
  })

  test('and is not reached on Monday hears of it the Monday after, not on the days between', async () => {
    await tasuki.csql('sato', SIGNAL)
    await at(MONDAY_PAST_DUE + 2 * DAY_MS)
    expect(weeksOf('sato')).toEqual([])
    await at(MONDAY_PAST_DUE + 7 * DAY_MS)
    expect(weeksOf('sato')).toHaveLength(1)
  })

  test('hears of none that was put off beyond it', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'snooze 1 12/21')
    await at(MONDAY_PAST_DUE)
    expect(weeksOf('sato')).toEqual([])
  })

  test('said no, and hears of none of it', async () => {
    await tasuki.csql('sato', SIGNAL)
    await tasuki.csql('sato', 'summary off')
    await at(MONDAY_PAST_DUE)
    expect(await queued()).toEqual([])
  })

  test('asks for the whole of it by its button', async () => {
    await tasuki.csql('sato', SIGNAL)
    await at(MONDAY_PAST_DUE)
    await tasuki.click('sato', 'csql.summary_on')
    await tasuki.told('sato', 'お届けします')
    await at(MONDAY_PAST_DUE + 7 * DAY_MS)
    const [, second] = weeksOf('sato')
    expect(second).toContain('これから確認するシグナル 1件\n・ CSQL-1(月白精機様) 目安を9営業日過ぎています')
    expect(second).not.toContain('登録から日が経っているシグナル')
  })
})

test('a word that is neither on nor off is answered with what to add', async () => {
  expect(await tasuki.csql('sato', 'summary maybe')).toContain('on、受け取らない場合は off')
  expect(await tasuki.csql('sato', 'summary')).toContain('お届けしていません')
})
