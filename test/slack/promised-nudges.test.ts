import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { messagesFor } from '../../src/i18n/index.js'
import { CHANNELS, harms } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'
import { betweenMakingAndSending } from '../support/slow-slack.js'

/** Handed over on Tuesday 24 November at ten, of medium heat: due on Wednesday at 18:00. */
const LINE = '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま'
const tokyo = (wall: string): number => Date.parse(`2026-${wall}:00+09:00`)
const [DUE_DAY, PLUS_3] = [tokyo('11-25T10:00'), tokyo('11-30T10:00')]
const m = messagesFor('ja')
const ANNOUNCED = '次回はマネージャーにもご相談します'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp({ settings: { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } })
  await handedOver(tasuki, LINE)
})
afterEach(() => tasuki.close())

/** Ticks at ten each morning until then, and at that time. */
async function until(end: number): Promise<void> {
  for (let day = 24; ; day += 1) {
    const ten = tokyo('11-24T10:00') + (day - 24) * 86_400_000
    if (ten > end) break
    if (ten > tasuki.clock.now()) await tick(ten)
  }
  if (tasuki.clock.now() < end) await tick(end)
}

async function tick(at: number): Promise<void> {
  tasuki.clock.set(at)
  await tasuki.app.scheduler.tick()
  await tasuki.settle()
}

async function pauseUntil(day: string): Promise<void> {
  await tasuki.store.transaction(async (tx) => {
    await tx.people.put({ ...(await tasuki.person('suzuki')), pausedUntil: day })
  })
}

const heard = (who: 'suzuki' | 'tanaka', from = 0): readonly string[] =>
  tasuki
    .as(who)
    .dm()
    .slice(from)
    .map(({ text }) => text)
const count = (who: 'suzuki' | 'tanaka'): number => tasuki.as(who).dm().length
/** What the manager was told of: the digest is no part of it. */
const told = (number = 1): readonly string[] => heard('tanaka').filter((text) => text.includes(`CSQL-${number} `))
/** The steps that the AE's batches say, sent or waiting, each with its day. */
async function stepsOf(number: number): Promise<readonly string[]> {
  return tasuki.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    const clocks = (await tx.clocks.running(csql === null ? [] : [csql.id])).map(({ id }) => id)
    const batches = (await tx.deliveries.list({ limit: 99 })).filter(({ purpose }) => purpose === 'nudge')
    const rows = await Promise.all(
      batches.map(async ({ id, occasion }) =>
        (await tx.deliveries.items(id))
          .filter(({ clockId }) => clocks.includes(clockId))
          .map(({ step }) => `${occasion} ${step}`),
      ),
    )
    return rows.flat().toSorted()
  })
}

describe('who puts something off', () => {
  test('is told of it on the day they named, although no step falls due on it', async () => {
    await until(PLUS_3)
    const before = count('suzuki')
    await tasuki.csql('suzuki', 'snooze 1 tomorrow')
    await until(tokyo('12-01T09:59'))
    expect(heard('suzuki', before)).toEqual([])
    await until(tokyo('12-01T10:01'))
    expect(heard('suzuki', before)).toHaveLength(1)
    expect(heard('suzuki', before)[0]).toContain('CSQL-1 ')
  })

  test('is told of it once, also when the manager is told the next day', async () => {
    await until(PLUS_3)
    await tasuki.csql('suzuki', 'snooze 1 tomorrow')
    await until(tokyo('12-04T18:00'))
    expect(told()).toHaveLength(1)
    expect((await stepsOf(1)).filter((row) => row.endsWith('snooze_over'))).toEqual(['2026-12-01 snooze_over'])
  })

  test('between the making of a batch and its sending loses no step by it: what it announced is announced then', async () => {
    await until(tokyo('11-27T18:00'))
    const before = count('suzuki')
    await betweenMakingAndSending(tasuki, PLUS_3, () => tasuki.csql('suzuki', 'snooze 1 12/4'))
    expect(heard('suzuki', before)).toEqual([])
    await until(tokyo('12-04T10:01'))
    expect(heard('suzuki', before).join()).toContain(ANNOUNCED)
    expect(told()).toEqual([])
    await until(tokyo('12-07T10:01'))
    expect(told()).toHaveLength(1)
  })

  test('between the making of the manager’s batch and its sending only puts off that they are told', async () => {
    await until(tokyo('12-01T18:00'))
    await betweenMakingAndSending(tasuki, tokyo('12-02T10:00'), () => tasuki.csql('suzuki', 'snooze 1 12/4'))
    expect(told()).toEqual([])
    await until(tokyo('12-11T18:00'))
    expect(told()).toHaveLength(1)
  })
})

test('the manager is told once a snooze is over, though what its owner is to hear waits for the end of their pause', async () => {
  await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 高 月5万 #定例 席が足りない')
  await tasuki.store.transaction(async (tx) => {
    const hours = { ...(await tx.settings.get()).workingHours, opens: '13:00', closes: '22:00' }
    await tx.people.put({ ...(await tasuki.person('tanaka')), workingHours: hours })
  })
  await until(tokyo('11-26T18:00'))
  await pauseUntil('2026-12-07')
  await until(PLUS_3)
  await tasuki.csql('suzuki', 'snooze 2 tomorrow')
  await until(tokyo('11-30T13:00'))
  expect(told(2)).toEqual([])
  await until(tokyo('12-01T13:00'))
  expect(told(2)).toHaveLength(1)
  await until(tokyo('12-11T18:00'))
  expect(told(2)).toHaveLength(1)
  expect(await stepsOf(2)).toEqual(['2026-11-25 due_day', '2026-11-26 plus_1', '2026-12-07 plus_3'])
})

test('the manager is told on time of what was announced, though the end of a snooze since waits for the end of a pause', async () => {
  await until(PLUS_3)
  await tasuki.csql('suzuki', 'snooze 1 tomorrow')
  await pauseUntil('2026-12-14')
  await until(tokyo('12-02T09:59'))
  expect(told()).toEqual([])
  await until(tokyo('12-02T10:01'))
  expect(told()).toHaveLength(1)
})

test('the manager is told of nothing whose announcement was given up by hand, before it was made anew', async () => {
  await until(tokyo('11-27T18:00'))
  await betweenMakingAndSending(tasuki, PLUS_3, async () => {
    const pending = await tasuki.store.read((tx) => tx.deliveries.list({ state: 'pending', limit: 9 }))
    const waiting = pending.find(({ purpose }) => purpose === 'nudge')
    if (waiting === undefined) throw new Error('no batch waits')
    await tasuki.store.transaction((tx) => tx.deliveries.drop(waiting.id, 'by hand'))
  })
  const before = count('suzuki')
  await until(tokyo('12-02T10:01'))
  expect(told()).toEqual([])
  expect(heard('suzuki', before).join()).toContain(ANNOUNCED)
  await until(tokyo('12-03T10:01'))
  expect(told()).toHaveLength(1)
})

test('the manager is told on time of whoever Slack lets nobody write to, for no announcement will reach them', async () => {
  await until(tokyo('11-27T18:00'))
  tasuki.sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harms.refuse('channel_not_found') : undefined)
  await until(PLUS_3)
  tasuki.sandbox.harm = undefined
  await until(tokyo('12-02T09:59'))
  expect(told().filter((text) => text.includes('ご相談です'))).toEqual([])
  await until(tokyo('12-02T10:01'))
  expect(told().filter((text) => text.includes('ご相談です'))).toHaveLength(1)
})

test('of a matter with two clocks that was put off, what lies weeks ahead is no row of its own', async () => {
  await tasuki.click('suzuki', 'csql.accept')
  await tasuki.settle()
  await tasuki.csql('suzuki', 'snooze 1 11/25')
  await until(tokyo('11-25T10:01'))
  expect(await stepsOf(1)).toEqual(['2026-11-25 snooze_over'])
})

test('while a question to the CSM waits for its answer, nobody is asked about it by what was queued before', async () => {
  const before = count('suzuki')
  await betweenMakingAndSending(tasuki, DUE_DAY, async () => {
    await tasuki.csql('suzuki', 'show 1')
    await tasuki.click('suzuki', 'csql.ask_csm')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { question: 'ご予算の時期はいつでしょうか' })
  })
  expect(
    heard('suzuki', before).filter((text) => text.includes(m.batches.headline({ n: 1, dueToday: 1, overdue: 0 }))),
  ).toEqual([])
  await until(tokyo('11-30T18:00'))
  expect(heard('suzuki', before).some((text) => text.includes('CSQL-1 '))).toBe(true)
})

test('three dates that a manager sets are no three snoozes in a row', async () => {
  for (const day of ['11/26', '11/27', '11/30']) await tasuki.csql('tanaka', `snooze 1 ${day}`)
  await until(tokyo('11-26T18:00'))
  expect(told()).toEqual([])
})
