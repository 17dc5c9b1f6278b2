import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOCALES, type Locale } from '../../src/domain/person.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { CHANNELS, harms, type Message, PEOPLE } from '../../src/sandbox/index.js'
import { buttonsIn, handedOver, startTestApp, type TestApp } from '../support/app.js'
import { betweenMakingAndSending } from '../support/slow-slack.js'

/** Handed over on Tuesday 24 November at ten, of medium heat: due on Wednesday at 18:00. */
const LINE = '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま'
const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)
const [DUE_DAY, PLUS_1, PLUS_3, PLUS_5] = ['11-25', '11-26', '11-30', '12-02'].map((day) =>
  tokyo(`2026-${day}T10:00`),
) as [number, number, number, number]

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp({ settings: { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } })
})
afterEach(() => tasuki.close())

type Who = 'sato' | 'suzuki' | 'watanabe' | 'tanaka'

/** Sets the clock, looks after what is due and sends it. */
async function at(when: number): Promise<void> {
  tasuki.clock.set(when)
  await tasuki.app.scheduler.tick()
  await tasuki.settle()
}

/** Ticks each hour of the day until then, so that everything is said in its own time. */
async function until(end: number): Promise<void> {
  while (tasuki.clock.now() < end) {
    const next = tasuki.clock.now() + HOUR - (tasuki.clock.now() % HOUR)
    const isNight = new Date(next + 9 * HOUR).getUTCHours() < 9 || new Date(next + 9 * HOUR).getUTCHours() > 18
    if (isNight && next < end) tasuki.clock.set(next)
    else await at(Math.min(end, next))
  }
}

const dms = (who: Who): readonly Message[] => tasuki.as(who).dm()
const newest = (who: Who): string => dms(who).at(-1)?.text ?? ''
const act = async (who: Who, line: string): Promise<void> => {
  await tasuki.csql(who, line)
  await tasuki.settle()
}
const answer = async (reason: string): Promise<void> => {
  const message = dms('suzuki').findLast((one) => JSON.stringify(one.blocks).includes('csql.neglect'))
  if (message === undefined) throw new Error('nothing was asked')
  const version = (await tasuki.csqlOf(1))?.version ?? 0
  await tasuki.as('suzuki').select(message, 'csql.neglect', `1:1:${version}:${reason}`)
  await tasuki.settle()
}

async function speak(who: Who, locale: Locale): Promise<void> {
  const person = await tasuki.person(who)
  await tasuki.store.transaction((tx) => tx.people.put({ ...person, locale }))
  tasuki.sandbox.workspace.person(PEOPLE[who]).locale = locale === 'ja' ? 'ja-JP' : 'en-US'
}

describe.each(LOCALES)('a batch of nudges, in %s', (locale) => {
  const m = messagesFor(locale)
  beforeEach(async () => {
    await handedOver(tasuki, LINE)
    await speak('suzuki', locale)
  })

  test('is edited in place as its rows are done: struck through, by whom, without buttons', async () => {
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない')
    await at(DUE_DAY)
    const sent = dms('suzuki').length
    const batch = dms('suzuki').at(-1)
    expect(batch?.text).toContain(m.batches.headline({ n: 2, dueToday: 2, overdue: 0 }))
    await tasuki.click('suzuki', 'csql.accept')
    await tasuki.settle()
    expect(dms('suzuki')).toHaveLength(sent)
    const edited = dms('suzuki').at(-1)
    expect(edited?.ts).toBe(batch?.ts)
    expect(edited?.text).toContain(m.batches.doneOf(1))
    expect(edited?.text).toContain(m.cards.did.accept('鈴木健太'))
    expect(buttonsIn(edited as Message).filter(({ id }) => id === 'csql.accept')).toHaveLength(1)
  })

  test('is not sent where all that was in it is done before', async () => {
    const before = dms('suzuki').length
    await betweenMakingAndSending(tasuki, DUE_DAY, () => tasuki.csql('suzuki', 'accept 1'))
    expect(dms('suzuki')).toHaveLength(before)
  })

  test.each([
    ['decided', 'accept 1'],
    ['put off', 'snooze 1 3d'],
  ])('leaves out what is %s between its making and its sending', async (_what, line) => {
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない')
    await betweenMakingAndSending(tasuki, DUE_DAY, () => tasuki.csql('suzuki', line))
    expect(newest('suzuki')).toContain(m.batches.headline({ n: 1, dueToday: 1, overdue: 0 }))
    expect(newest('suzuki')).not.toContain('CSQL-1 ')
  })

  test('leaves out what went to somebody else, who is nudged in their own', async () => {
    const before = dms('suzuki').length
    await betweenMakingAndSending(tasuki, DUE_DAY, () => tasuki.csql('tanaka', 'assign 1 @watanabe'))
    expect(
      dms('suzuki')
        .slice(before)
        .map(({ text }) => text)
        .join(),
    ).not.toContain(m.batches.doneOf(1))
    expect(
      dms('suzuki')
        .slice(before)
        .flatMap((one) => buttonsIn(one))
        .map(({ id }) => id),
    ).not.toContain('csql.accept')
    await at(tokyo('2026-11-26T10:00'))
    expect(newest('watanabe')).toContain('引き受けのご判断')
  })
})

describe.each(LOCALES)('what falls due as the message is sent, in %s,', (locale) => {
  const m = messagesFor(locale)
  const dueNow = m.batches.headline({ n: 1, dueToday: 1, overdue: 0 })
  const pastDue = m.batches.headline({ n: 1, dueToday: 0, overdue: 1 })
  const NOON = tokyo('2026-11-25T12:00')
  const hot = async () => {
    await handedOver(tasuki, '月白精機 クロスセル 経費 高 月12万 #定例 紙のまま')
    await speak('suzuki', locale)
    await at(DUE_DAY)
  }

  test.each([
    ['on the second', 0],
    ['a moment later', 300],
    ['a minute later', MINUTE],
  ])('is due now, and not past due: %s', async (_when, later) => {
    await hot()
    await at(NOON + later)
    expect(newest('suzuki')).toContain(dueNow)
    expect(newest('suzuki')).toContain(m.batches.dueNow)
  })

  test('at ten, is due now too', async () => {
    await handedOver(tasuki, LINE)
    await speak('suzuki', locale)
    await act('suzuki', 'accept 1')
    await at(tokyo('2026-11-26T10:00') + 300)
    expect(newest('suzuki')).toContain(dueNow)
    expect(newest('suzuki')).toContain(m.batches.dueNow)
  })

  test('stays so when the message is edited', async () => {
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 高 月5万 #定例 席が足りない')
    await hot()
    await at(NOON + 300)
    tasuki.clock.set(NOON + 3 * HOUR)
    await act('suzuki', 'snooze 2 3d')
    const batch = newest('suzuki')
    expect(batch).toContain(m.cards.did.snooze('鈴木健太'))
    expect(batch).toContain(m.batches.dueNow)
  })

  test('is past due in a message that comes late', async () => {
    await hot()
    await at(NOON + HOUR)
    expect(newest('suzuki')).toContain(pastDue)
    expect(newest('suzuki')).not.toContain(m.batches.dueNow)
  })
})

describe('more than ten rows', () => {
  test('oldest first, ten at most; the button opens all of them, a page at a time, each with its buttons', async () => {
    for (let n = 0; n < 13; n += 1) {
      await tasuki.csql('sato', `log 会社${n} 経費 他社紹介 高 #定例 紹介したいとのこと`)
      const { version } = (await tasuki.csqlOf(n + 1)) ?? { version: 0 }
      await tasuki.csql('sato', `qualify ${n + 1}`)
      const { view } = tasuki.modal('sato')
      const sent = await tasuki.as('sato').submit(view, {
        problem: '席が足りない',
        contact: '大槻',
        opt_in: 'yes',
        ae: PEOPLE.suzuki,
        referred_company: `紹介先${n}`,
      })
      if (sent.view !== undefined || sent.errors !== undefined)
        throw new Error(JSON.stringify([version, sent.errors, tasuki.modal('sato').words]))
      tasuki.clock.set(tasuki.clock.now() + MINUTE)
    }
    await tasuki.settle()
    await at(DUE_DAY)
    expect(newest('suzuki')).toContain('ご確認いただきたいCSQLが13件あります')
    expect(newest('suzuki')).toContain('ほか3件あります。')
    await tasuki.click('suzuki', 'csql.batch')
    expect(await tasuki.told('suzuki', '全13件')).toContain('全13件のうち1〜10件目です。')
    await tasuki.click('suzuki', 'csql.batch')
    const last = await tasuki.told('suzuki', '11〜13件目')
    expect(last).toContain('CSQL-13')
    expect(buttonsIn(tasuki.as('suzuki').ephemerals().at(-1) as Message).map(({ id }) => id)).toContain('csql.accept')
  })

  test('nobody opens somebody else’s', async () => {
    await handedOver(tasuki, LINE)
    await at(DUE_DAY)
    const batch = (await tasuki.store.read((tx) => tx.deliveries.list({ limit: 50 }))).find(
      ({ purpose }) => purpose === 'nudge',
    )
    await tasuki.csql('sato', 'show 1')
    const shown =
      tasuki.messageWith('sato', 'csql.show' as string).blocks.length === 0
        ? null
        : tasuki.messageWith('sato', 'csql.note')
    if (shown === null) throw new Error('nothing was shown')
    for (const block of shown.blocks) {
      for (const element of (block['elements'] ?? []) as Record<string, unknown>[]) {
        if (element['action_id'] === 'csql.note') {
          Object.assign(element, { action_id: 'csql.batch', value: `1:${batch?.id}:0` })
        }
      }
    }
    await tasuki.as('sato').click(shown, 'csql.batch')
    expect(await tasuki.told('sato', '古くなっています')).toContain('このボタンは古くなっています')
  })
})

describe.each(LOCALES)('what a manager hears, in %s', (locale) => {
  const m = messagesFor(locale)
  beforeEach(async () => {
    await handedOver(tasuki, LINE)
    await speak('tanaka', locale)
  })

  test('once of each clock, after the AE was told that they would; then it stands in their list of overdue', async () => {
    await until(PLUS_3)
    expect(newest('suzuki')).toContain('次回はマネージャーにもご相談します')
    expect(dms('tanaka')).toHaveLength(0)
    await until(tokyo('2026-12-18T18:00'))
    const told = dms('tanaka').filter(({ text }) => text.includes('CSQL-1 '))
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('鈴木健太')
    expect(await tasuki.csql('tanaka', 'list overdue')).toContain('CSQL-1')
    expect(await tasuki.csql('tanaka', 'list overdue')).toContain(m.cards.ae('鈴木健太'))
  })

  test('the AE’s answer, in the next regular batch and in no message of its own', async () => {
    await until(PLUS_3)
    await answer('hard_problem')
    expect(dms('tanaka')).toHaveLength(0)
    await until(tokyo('2026-12-01T09:30'))
    expect(dms('tanaka')).toHaveLength(0)
    await until(tokyo('2026-12-01T10:00'))
    expect(dms('tanaka')).toHaveLength(1)
    expect(newest('tanaka')).toContain(m.batches.told('田中直樹', 1))
    expect(newest('tanaka')).toContain(m.batches.answered('鈴木健太', m.terms.reasons.neglect.hard_problem))
    await until(PLUS_5)
    expect(dms('tanaka')).toHaveLength(2)
    expect(newest('tanaka')).toContain(m.batches.answered('鈴木健太', m.terms.reasons.neglect.hard_problem))
  })

  test('of an answer what came of it, too; of one that was taken back nothing', async () => {
    await until(PLUS_3)
    await answer('outside_target')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, {})
    await until(tokyo('2026-12-01T10:00'))
    expect(newest('tanaka')).toContain(m.terms.reasons.neglect.outside_target)
    expect(newest('tanaka')).toContain(m.cards.did.reject('鈴木健太'))
  })

  test('of an answer that was taken back nothing', async () => {
    await until(PLUS_3)
    await answer('vague_need')
    await tasuki.csql('suzuki', 'undo 1')
    await until(tokyo('2026-12-01T18:00'))
    expect(dms('tanaka')).toHaveLength(0)
  })

  test('of a third snooze in a row, and not of the second; the due time is as it was', async () => {
    const due = async () => {
      const id = (await tasuki.csqlOf(1))?.id
      return tasuki.store.read(async (tx) =>
        id === undefined ? [] : (await tx.clocks.of(id)).map(({ dueAt }) => dueAt),
      )
    }
    const before = await due()
    await act('suzuki', 'snooze 1 tomorrow')
    await act('suzuki', 'snooze 1 3 days')
    await until(tokyo('2026-11-25T18:00'))
    expect(dms('tanaka')).toHaveLength(0)
    await act('suzuki', 'snooze 1 Monday')
    await until(PLUS_1)
    expect(dms('tanaka')).toHaveLength(1)
    expect(newest('tanaka')).toContain(m.batches.snoozedOften(3))
    expect(await due()).toEqual(before)
  })
})

describe.each(LOCALES)('a manager, in %s,', (locale) => {
  const m = messagesFor(locale)
  beforeEach(async () => {
    await handedOver(tasuki, LINE)
    await speak('tanaka', locale)
  })
  const suzuki = async () => tasuki.person('suzuki')
  const put = (person: Awaited<ReturnType<typeof suzuki>>) => tasuki.store.transaction((tx) => tx.people.put(person))
  const dueToday = { n: 1, dueToday: 1, overdue: 0 }

  test('reads of what somebody holds who left that no message reaches them, and of no notice before', async () => {
    await put({ ...(await suzuki()), standing: 'deactivated' })
    await at(DUE_DAY)
    expect(newest('tanaka')).toContain(m.batches.unreached(['鈴木健太'], dueToday))
    expect(newest('tanaka')).not.toContain('事前に')
    expect(newest('tanaka')).not.toContain('beforehand')
    const before = dms('tanaka').length
    await at(PLUS_1)
    await at(PLUS_3)
    expect(dms('tanaka')).toHaveLength(before)
    await at(PLUS_5)
    expect(dms('tanaka')).toHaveLength(before + 1)
    expect(newest('tanaka')).toContain(m.batches.unreached(['鈴木健太'], { n: 1, dueToday: 0, overdue: 1 }))
    expect(newest('tanaka')).not.toContain('beforehand')
  })

  test('reads on the due day of what nobody was named for that it is due today, and not past due', async () => {
    await tasuki.csql('sato', 'log 霧笛倉庫 勤怠 アップセル 中 #定例 席が足りない')
    await tasuki.click('sato', 'csql.qualify')
    await tasuki.as('sato').submit(tasuki.modal('sato').view, {
      ...{ problem: '席が足りない', contact: '大槻', opt_in: 'yes', ae_unassigned: ['unassigned'] },
    })
    await tasuki.settle()
    expect((await tasuki.csqlOf(2))?.state).toBe('qualified')
    await at(DUE_DAY)
    expect(newest('tanaka')).toContain(m.batches.unnamed(dueToday))
    expect(newest('tanaka')).not.toContain(m.batches.unreached([], dueToday))
  })

  test('still reads who was told before, once it went to somebody else', async () => {
    await handedOver(tasuki, '霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない')
    await act('tanaka', 'assign 2 @watanabe')
    await until(PLUS_5)
    const aes = ['鈴木健太', '渡辺彩']
    const told = m.batches.escalation({ manager: '田中直樹', aes, n: 2, allWaiting: true, days: 5, atLeast: false })
    const batch = () => dms('tanaka').find(({ text }) => text.includes(told))?.text
    expect(batch()).not.toContain(m.batches.doneOf(1))
    await act('tanaka', 'assign 1 @watanabe')
    expect(batch()).toContain(m.batches.doneOf(1))
  })

  test('who puts off an AE’s reminders thrice reads of no snooze in a row', async () => {
    await until(PLUS_5)
    for (const day of ['12/3', '12/4', '12/7']) await act('tanaka', `snooze 1 ${day}`)
    await until(tokyo('2026-12-08T18:00'))
    expect(
      dms('tanaka')
        .map(({ text }) => text)
        .join(),
    ).not.toContain(m.batches.snoozedOften(3))
  })

  test('decides in a form of its own when to remind again', async () => {
    await until(PLUS_5)
    await tasuki.click('tanaka', 'csql.snooze')
    expect(tasuki.modal('tanaka').words).toContain(m.modals.remindAgain)
    await tasuki.csql('suzuki', 'snooze 1')
    expect(tasuki.modal('suzuki').words).toContain(messagesFor('ja').terms.acts.snooze)
  })
})

test('two clocks of one CSQL are one row and one CSQL, and one act finishes both', async () => {
  const m = messagesFor('ja')
  await handedOver(tasuki, LINE)
  await tasuki.csql('suzuki', 'accept 1')
  const { id } = (await tasuki.csqlOf(1)) ?? {}
  const due = tokyo('2026-11-26T18:00')
  await tasuki.store.transaction(async (tx) => {
    for (const clock of id === undefined ? [] : await tx.clocks.running([id])) {
      await tx.clocks.update({ ...clock, dueAt: due, givenOn: '2026-11-26', nextStepAt: tokyo('2026-11-26T10:00') })
    }
  })
  await at(tokyo('2026-11-26T10:00'))
  const batch = newest('suzuki')
  expect(batch).toContain(m.batches.headline({ n: 1, dueToday: 1, overdue: 0 }))
  expect(batch.split('CSQL-1 ')).toHaveLength(2)
  expect(batch).toContain(m.terms.clocks.first_contact)
  await act('suzuki', 'nurture 1 2027-02-01 来期予算')
  expect(dms('suzuki').map(({ text }) => text)).toContainEqual(
    expect.stringContaining(m.batches.allDone({ n: 1, somePutOff: false })),
  )
})

describe.each(LOCALES)('a batch that comes late, in %s', (locale) => {
  const m = messagesFor(locale)
  const lateLine = (wall: string) => m.batches.late(m.format.moment(tokyo(wall), 'Asia/Tokyo', '2026-11-27'))
  const anyLate = m.batches.late('').slice(0, 4)
  beforeEach(async () => {
    await handedOver(tasuki, LINE)
    await speak('suzuki', locale)
    await at(tokyo('2026-11-24T18:00'))
  })

  test('because the program was away says when it was meant for, also once it is edited; the next does not', async () => {
    await at(tokyo('2026-11-27T14:00'))
    expect(newest('suzuki')).toContain(lateLine('2026-11-25T10:00'))
    await act('suzuki', 'note 1 確認中です')
    expect(newest('suzuki')).toContain(lateLine('2026-11-25T10:00'))
    await until(tokyo('2026-11-30T10:00'))
    expect(newest('suzuki')).not.toContain(anyLate)
  })

  test('because Slack was away says so too', async () => {
    await until(tokyo('2026-11-25T09:30'))
    tasuki.sandbox.harm = ({ method }) =>
      method === 'chat.postMessage' ? harms.refuse('service_unavailable') : undefined
    for (let minutes = 0; minutes <= 60; minutes += 5) await at(DUE_DAY + minutes * MINUTE)
    tasuki.sandbox.harm = undefined
    await until(DUE_DAY + 4 * HOUR)
    expect(newest('suzuki')).toContain(lateLine('2026-11-25T10:00'))
  })

  test.each([
    ['a pause', () => tasuki.csql('suzuki', 'pause 11/27')],
    ['a snooze', () => tasuki.csql('suzuki', 'snooze 1 3 days')],
    ['the weekend', async () => undefined],
  ])('because of %s says nothing', async (_why, wait) => {
    await wait()
    await until(tokyo('2026-12-01T18:00'))
    for (const { text } of dms('suzuki')) expect(text).not.toContain(anyLate)
  })

  test('nothing bursts after three days away: one message', async () => {
    const before = dms('suzuki').length
    await at(tokyo('2026-11-30T14:00'))
    expect(dms('suzuki')).toHaveLength(before + 1)
  })
})
