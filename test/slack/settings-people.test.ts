import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { PEOPLE, renderMessage } from '../../src/sandbox/index.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { weeklyDigestMessage } from '../../src/views/weekly-digest.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

type Fields = Parameters<ReturnType<TestApp['as']>['submit']>[1]

async function settings(fields: Fields = {}) {
  const isTeam = Object.keys(fields).some((name) => name.includes('team'))
  const { view } = await tasuki.openSettings('yamamoto', isTeam ? 'team' : 'hours')
  return tasuki.as('yamamoto').submit(view, fields)
}

const settingsNow = () => tasuki.store.read((tx) => tx.settings.get())
const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const wall = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(5, 16)
const dues = () =>
  tasuki.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(1)
    return csql === null ? [] : (await tx.clocks.running([csql.id])).map(({ dueAt }) => wall(dueAt))
  })

describe('the workspace’s hours and country', () => {
  test('are changed in the form, and what runs falls due by them', async () => {
    await handedOver(tasuki, '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
    expect(await dues()).toEqual(['11-25T18:00'])
    const sent = await settings({ work_days: ['1', '2', '4', '5'], opens: '08:30', closes: '17:15' })
    expect(sent.errors).toBeUndefined()
    expect((await settingsNow()).workingHours).toEqual({ weekdays: [1, 2, 4, 5], opens: '08:30', closes: '17:15' })
    expect(await dues()).toEqual(['11-26T17:15'])
  })

  test('leave alone whoever has hours of their own', async () => {
    await handedOver(tasuki, '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
    await tasuki.csql('suzuki', 'time')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { hours_as: 'own', closes: '15:00' })
    expect(await dues()).toEqual(['11-25T15:00'])
    await settings({ opens: '08:30', closes: '17:15' })
    expect(await dues()).toEqual(['11-25T15:00'])
  })

  test('a country is found by its name in either language, and its holidays are days off', async () => {
    await handedOver(tasuki, '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
    tasuki.clock.set(tokyo('2026-11-25T10:00'))
    const { view, words } = await tasuki.openSettings('yamamoto', 'hours')
    expect(words).toContain('祝日の国: {日本}')
    const offered = async (typed: string) =>
      (await tasuki.as('yamamoto').suggest(view, 'country', typed)).options.map(({ value }) => value)
    expect(await offered('アメリカ')).toContain('US')
    expect(await offered('united states')).toContain('US')
    expect((await offered('')).slice(0, 2)).toEqual(['none', 'JP'])
    expect(await offered('とんでもない国')).toEqual([])
    await offered('us')
    expect((await tasuki.as('yamamoto').submit(view, { country: 'US' })).errors).toBeUndefined()
    expect((await settingsNow()).country).toBe('US')
    expect((await tasuki.openSettings('yamamoto', 'hours')).words).not.toContain('年末年始')
  })

  test('no country means no public holidays', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'hours')
    await tasuki.as('yamamoto').suggest(view, 'country', '祝日')
    await tasuki.as('yamamoto').submit(view, { country: 'none' })
    expect((await settingsNow()).country).toBeNull()
  })

  test.each<[string, Fields, string, string]>([
    ['hours that end before they begin', { opens: '18:00', closes: '09:00' }, 'closes', '始業より後の時刻'],
    ['holidays all the year', { other_holidays: '1/1〜12/31' }, 'work_days', '働く日が1日も見つかりませんでした'],
  ])('%s are refused, and nothing is changed', async (_what, fields, input, words) => {
    const before = await settingsNow()
    const sent = await settings(fields)
    expect(sent.errors?.[input]).toContain(words)
    expect(await settingsNow()).toEqual(before)
  })
})

describe('who is whose manager', () => {
  const managerOf = async (who: 'suzuki' | 'sato') => (await tasuki.person(who)).managerId

  test('is named for several at once, shown, and taken away again', async () => {
    expect((await tasuki.openSettings('yamamoto', 'team')).words).toContain('担当マネージャーを決めた人はまだいません')
    const named = { team_members: [PEOPLE.suzuki, PEOPLE.sato], team_manager: PEOPLE.kobayashi }
    expect((await settings(named)).errors).toBeUndefined()
    const kobayashi = await tasuki.person('kobayashi')
    expect([await managerOf('suzuki'), await managerOf('sato')]).toEqual([kobayashi.id, kobayashi.id])
    expect(kobayashi.roles).toContain('manager')
    expect((await tasuki.openSettings('yamamoto', 'team')).words).toMatch(/いまの設定:.*→ 小林真由さん/)
    await settings({ team_members: [PEOPLE.sato], no_team_manager: ['none'] })
    expect([await managerOf('suzuki'), await managerOf('sato')]).toEqual([kobayashi.id, null])
  })

  test.each<[string, Fields, string, string]>([
    ['people without a manager', { team_members: [PEOPLE.suzuki] }, 'team_manager', 'その方々の担当マネージャー'],
    ['a manager without people', { team_manager: PEOPLE.tanaka }, 'team_members', '担当マネージャーを決める人'],
    ['oneself', { team_members: [PEOPLE.tanaka], team_manager: PEOPLE.tanaka }, 'team_manager', 'ご本人'],
    ['a guest', { team_members: [PEOPLE.suzuki], team_manager: PEOPLE.guest }, 'team_manager', 'ゲストの方'],
    [
      'both',
      { team_members: [PEOPLE.suzuki], team_manager: PEOPLE.tanaka, no_team_manager: ['none'] },
      'no_team_manager',
      'どちらか',
    ],
  ])('%s is answered at the input', async (_what, fields, input, words) => {
    const sent = await settings(fields)
    expect(sent.errors?.[input]).toContain(words)
    expect(await managerOf('suzuki')).toBeNull()
  })

  test('what lies too long goes to that manager alone; after they are none, to the workspace’s', async () => {
    await settings({ team_members: [PEOPLE.suzuki], team_manager: PEOPLE.kobayashi })
    await handedOver(tasuki, '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
    const escalated = async (): Promise<string[]> => {
      for (const day of ['11-25', '11-26', '11-30', '12-01', '12-02', '12-03']) {
        tasuki.clock.set(tokyo(`2026-${day}T10:00`))
        await tasuki.app.scheduler.tick()
        await tasuki.settle()
      }
      const toldOf = (who: 'kobayashi' | 'tanaka') =>
        tasuki
          .as(who)
          .dm()
          .filter((message) => renderMessage(tasuki.sandbox.workspace, message).join().includes('ご相談です'))
      return (['kobayashi', 'tanaka'] as const).filter((who) => toldOf(who).length > 0)
    }
    expect(await escalated()).toEqual(['kobayashi'])
  })

  test('the weekly digest says for how many nobody is named, and names none of them', async () => {
    await handedOver(tasuki)
    const week = { from: '2026-11-23', to: '2026-11-29' }
    const notes = async () => {
      const digest = await tasuki.store.read((tx) => weeklyDigest(tx, week, null, tasuki.clock.now() + 7 * DAY_MS))
      if (digest === null) throw new Error('nothing is to be told')
      const frame = { pictures: [], lateFor: null, threadFollows: false, isRunning: false }
      return weeklyDigestMessage(digest, frame, messagesFor('ja'), {
        personId: null,
        locale: 'ja',
        zone: 'Asia/Tokyo',
        addedReasons: (await tasuki.store.read((tx) => tx.settings.get())).addedReasons,
      }).text
    }
    expect(await notes()).toContain(
      '担当マネージャーが決まっていない方が1名います。ご相談はマネージャー全員に届きます。',
    )
    await settings({ team_members: [PEOPLE.suzuki], team_manager: PEOPLE.tanaka })
    expect(await notes()).not.toContain('担当マネージャーが決まっていない')
  })
})
