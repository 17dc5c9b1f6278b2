import { afterAll, beforeAll, expect, test } from 'vitest'
import { PEOPLE } from '../../src/sandbox/index.js'
import { startTestApp, type TestApp } from '../support/app.js'

// What is refused changes nothing, so that one app serves all of it.
let tasuki: TestApp
beforeAll(async () => {
  tasuki = await startTestApp()
})
afterAll(() => tasuki.close())

type Fields = Parameters<ReturnType<TestApp['as']>['submit']>[1]

async function fillIn(fields: Fields) {
  await tasuki.seen('suzuki', 'time')
  return tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, fields)
}

test.each<[string, Fields, string, string]>([
  ['no day of the week', { hours_as: 'own', work_days: [] }, 'work_days', '曜日をひとつ以上'],
  ['closing before opening', { hours_as: 'own', opens: '18:00', closes: '09:00' }, 'closes', '始業より後の時刻'],
  ['a last day before the first', { leave_from: '2026-12-02', leave_to: '2026-12-01' }, 'leave_to', '初日以降の日'],
  ['leave that is over', { leave_from: '2026-11-20', leave_to: '2026-11-23' }, 'leave_to', 'すでに終わったお休み'],
  ['leave of more than a year', { leave_from: '2026-12-01', leave_to: '2027-12-02' }, 'leave_to', '1年まで'],
  ['leave in three years', { leave_from: '2029-12-01' }, 'leave_from', 'までの日をお選びください'],
  ['a delegate without days', { delegate: PEOPLE.watanabe }, 'leave_from', '「休暇の初日」'],
  ['oneself as delegate', { leave_from: '2026-12-01', delegate: PEOPLE.suzuki }, 'delegate', 'ご本人以外の方'],
  ['a guest as delegate', { leave_from: '2026-12-01', delegate: PEOPLE.guest }, 'delegate', 'ゲストの方'],
  ['a pause until today', { pause_until: '2026-11-24' }, 'pause_until', '明日以降の日'],
])('%s is answered at its input, and nothing is lost', async (_what, fields, input, said) => {
  const before = await tasuki.person('suzuki')
  const sent = await fillIn(fields)
  expect(sent.errors?.[input]).toContain(said)
  expect(Object.keys(sent.errors ?? {})).toEqual([input])
  expect(await tasuki.person('suzuki')).toEqual(before)
  expect(tasuki.as('suzuki').modal()?.id).toBe(sent.view?.id)
})
