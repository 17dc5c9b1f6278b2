import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOCALES, type Locale, SYSTEM } from '../../src/domain/person.js'
import { DAY_MS } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { type Message, PEOPLE } from '../../src/sandbox/index.js'
import { readHistory } from '../../src/usecases/read-csql.js'
import { buttonsIn, handedOver, startTestApp, type TestApp } from '../support/app.js'

/** Handed over on Tuesday at ten, of medium heat: due on Wednesday 25 November at 18:00; +3 is Monday the 30th. */
const LINE = '月白精機 クロスセル 経費 中 月12万 #定例 紙のまま'
const PLUS_1 = Date.parse('2026-11-26T10:00:00+09:00')
const PLUS_3 = Date.parse('2026-11-30T10:00:00+09:00')

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

const everybody = ['sato', 'nakamura', 'suzuki', 'watanabe', 'tanaka'] as const
type Who = (typeof everybody)[number]

async function speaking(locale: Locale): Promise<void> {
  for (const who of everybody) {
    const person = await tasuki.person(who)
    await tasuki.store.transaction((tx) => tx.people.put({ ...person, locale }))
    // Whoever was read a day ago is read again.
    tasuki.sandbox.workspace.person(PEOPLE[who]).locale = locale === 'ja' ? 'ja-JP' : 'en-US'
  }
}

async function tickAt(when: number): Promise<void> {
  tasuki.clock.set(when)
  await tasuki.app.scheduler.tick()
  await tasuki.settle()
}

const blocksOf = (message: Message): string => JSON.stringify(message.blocks)
const newestDm = (who: Who): string => blocksOf(tasuki.as(who).dm().at(-1) ?? { ...NOTHING })
const NOTHING = { blocks: [] } as unknown as Message

/** The message that asks what stands in the way, at +3. */
async function asking(): Promise<Message> {
  await tickAt(PLUS_1)
  await tickAt(PLUS_3)
  const found = tasuki
    .as('suzuki')
    .dm()
    .findLast((message) => blocksOf(message).includes('csql.neglect'))
  if (found === undefined) throw new Error('nothing was asked')
  return found
}

async function answer(reason: string): Promise<void> {
  const message = await asking()
  const { version } = (await tasuki.csqlOf(1)) ?? { version: 0 }
  await tasuki.as('suzuki').select(message, 'csql.neglect', `1:1:${version}:${reason}`)
}

const submit = async (who: Who, values: Record<string, unknown> = {}) => {
  const sent = await tasuki.as(who).submit(tasuki.modal(who).view, values as never)
  if (sent.errors !== undefined || sent.error !== undefined) throw new Error(JSON.stringify(sent))
  await tasuki.settle()
}

const kinds = async () => (await tasuki.events(1)).map(({ kind }) => kind)
const runningClocks = async () =>
  tasuki.store.read(async (tx) => tx.clocks.running([(await tx.csqls.byNumber(1))?.id ?? ('' as never)]))

test('an answer reaches the manager also where it is put off while what is overdue waits for them', async () => {
  await handedOver(tasuki, LINE)
  const message = await asking()
  await tasuki.store.transaction(async (tx) =>
    tx.people.put({ ...(await tasuki.person('tanaka')), pausedUntil: '2026-12-08' }),
  )
  await tickAt(Date.parse('2026-12-02T10:00:00+09:00'))
  const { version } = (await tasuki.csqlOf(1)) ?? { version: 0 }
  await tasuki.as('suzuki').select(message, 'csql.neglect', `1:1:${version}:own_deals_first`)
  await tasuki.csql('suzuki', 'snooze 1 12/10')
  // The digest of that Monday is no part of it.
  await tickAt(Date.parse('2026-12-07T10:00:00+09:00'))
  await tickAt(Date.parse('2026-12-08T10:00:00+09:00'))
  const m = messagesFor('ja')
  expect(newestDm('tanaka')).toContain(m.terms.reasons.neglect.own_deals_first)
  expect(newestDm('tanaka')).not.toContain('ご相談です')
  await tickAt(Date.parse('2026-12-10T10:00:00+09:00'))
  expect(newestDm('tanaka')).toContain('ご相談です')
})

/** Nobody is a manager any more, nor an admin. */
async function nobodyAbove(): Promise<void> {
  await tasuki.store.transaction(async (tx) => {
    for (const person of [...(await tx.people.withRole('manager')), ...(await tx.people.admins())]) {
      await tx.people.put({ ...person, roles: [], slackAdmin: false })
      const { slackUserId } = person
      if (slackUserId !== null)
        Object.assign(tasuki.sandbox.workspace.person(slackUserId), { is_admin: false, is_owner: false })
    }
  })
}

test.each(LOCALES)('what becomes of it is said as it is where nobody is above who is asked, in %s', async (locale) => {
  const words = {
    ja: ['チャンネルには回答の件数だけが載ります。', 'マネージャー'],
    en: ['Channels see counts of the answers only.', 'manager'],
  }[locale]
  await handedOver(tasuki, LINE)
  await speaking(locale)
  await nobodyAbove()
  const message = await asking()
  expect(blocksOf(message)).toContain(words[0])
  expect(blocksOf(message)).not.toContain(words[1])
  const { version } = (await tasuki.csqlOf(1)) ?? { version: 0 }
  await tasuki.as('suzuki').select(message, 'csql.neglect', `1:1:${version}:own_deals_first`)
  expect(await kinds()).toContain('neglect')
})

describe.each(LOCALES)('an answer to what stands in the way, in %s', (locale) => {
  const m = messagesFor(locale)
  beforeEach(async () => {
    await handedOver(tasuki, LINE)
    await speaking(locale)
  })

  test('is asked for on the second overdue nudge and not before, with every reason', async () => {
    await tickAt(PLUS_1)
    expect(newestDm('suzuki')).not.toContain('csql.neglect')
    const message = await asking()
    expect(blocksOf(message)).toContain(locale === 'ja' ? 'マネージャーに共有され' : 'goes to your manager')
    for (const words of Object.values(m.terms.reasons.neglect)) expect(blocksOf(message)).toContain(words)
  })

  test('own deals first: accepted with a date, before which nothing is said', async () => {
    await answer('own_deals_first')
    expect(tasuki.modal('suzuki').words).toContain(m.asking.leads.own_deals_first)
    await submit('suzuki', { next_on: '2026-12-07' })
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'accepted', nextOn: '2026-12-07' })
    const contact = (await runningClocks()).find(({ kind }) => kind === 'first_contact')
    expect(contact).toMatchObject({ givenOn: '2026-12-07', dueAt: Date.parse('2026-12-07T18:00:00+09:00') })
    const before = tasuki.as('suzuki').dm().length
    await tickAt(Date.parse('2026-12-04T10:00:00+09:00'))
    expect(tasuki.as('suzuki').dm()).toHaveLength(before)
  })

  test('own deals first: or another owner, who is asked', async () => {
    await answer('own_deals_first')
    expect(tasuki.modal('suzuki').words).toContain(m.asking.proposeInstead)
    await tasuki.as('suzuki').click(tasuki.modal('suzuki').view, 'csql.reassign')
    await submit('suzuki', { ae: PEOPLE.watanabe })
    expect(newestDm('watanabe')).toContain('csql.take')
    expect((await tasuki.csqlOf(1))?.proposedAeId).toBe((await tasuki.person('watanabe')).id)
  })

  test('own deals first: or a reminder later, with the due time as it was', async () => {
    const [clock] = await runningClocks()
    await answer('own_deals_first')
    await tasuki.as('suzuki').click(tasuki.modal('suzuki').view, 'csql.snooze')
    await submit('suzuki', { until: 'monday' })
    const [snoozed] = await runningClocks()
    expect(snoozed).toMatchObject({ dueAt: clock?.dueAt, snoozes: 1 })
    expect(snoozed?.snoozedUntil).toBe(Date.parse('2026-12-07T10:00:00+09:00'))
  })

  test('own deals first, once it is accepted: an update with a date', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    // The first contact falls due on Thursday: +3 is Tuesday.
    for (const day of ['11-27', '12-01']) await tickAt(Date.parse(`2026-${day}T10:00:00+09:00`))
    const message = tasuki
      .as('suzuki')
      .dm()
      .findLast((one) => blocksOf(one).includes('csql.neglect'))
    if (message === undefined) throw new Error('nothing was asked')
    await tasuki.as('suzuki').select(message, 'csql.neglect', '1:1:3:own_deals_first')
    await submit('suzuki', { progress: 'contacted', next_on: '2026-12-08' })
    expect(await tasuki.csqlOf(1)).toMatchObject({ progress: 'contacted', nextOn: '2026-12-08' })
  })

  test('outside the target: rejected, the reason filled in', async () => {
    await answer('outside_target')
    await submit('suzuki')
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'rejected', reason: 'outside_target' })
    expect(newestDm('sato')).toContain(m.terms.reasons.reject.outside_target)
  })

  test('a hard problem: a colleague is added and told, and what they write reaches the AE and the notes', async () => {
    await answer('hard_problem')
    await submit('suzuki', { supporter: PEOPLE.watanabe, note: 'kintoneとの連携はできますか' })
    expect((await tasuki.csqlOf(1))?.supporterIds).toEqual([(await tasuki.person('watanabe')).id])
    expect(await tasuki.told('suzuki', '渡辺彩')).toContain(m.asking.supportSent('渡辺彩'))
    const asked = newestDm('watanabe')
    expect(asked).toContain('kintoneとの連携はできますか')
    expect(asked).toContain('立替経費が紙のまま')
    await tasuki.click('watanabe', 'csql.note')
    await submit('watanabe', { note: '事例があります。同席しますよ' })
    const answered = newestDm('suzuki')
    expect(answered).toContain('事例があります。同席しますよ')
    expect(answered).toContain('csql.accept')
    const shown = await tasuki.csql('suzuki', 'show 1')
    expect(shown).toContain(m.asking.supporters(['渡辺彩']))
    expect(shown).toContain(m.cards.labelled(m.asking.marks.support, 'kintoneとの連携はできますか'))
    expect(shown).toContain('事例があります。同席しますよ')
    expect(await tasuki.csql('watanabe', 'list mine')).toContain('CSQL-1')
    expect(blocksOf(tasuki.as('suzuki').dm()[0] ?? NOTHING)).toContain(m.asking.supporters(['渡辺彩']))
  })

  test('a vague need: returned to the CSM', async () => {
    await answer('vague_need')
    await submit('suzuki', { missing: ['problem_detail'] })
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'returned', missing: ['problem_detail'] })
    expect(newestDm('sato')).toContain(m.terms.reasons.return.problem_detail)
  })

  test('an unclear background: the CSM is asked, the clock stands still, and the answer reaches the AE and the notes', async () => {
    await answer('needs_context')
    await submit('suzuki', { question: 'どなたからのご相談でしたか' })
    const [paused] = await runningClocks()
    expect(paused).toMatchObject({ kind: 'decide', pausedUntil: (paused?.pausedAt ?? 0) + DAY_MS })
    expect(paused?.pausedAt).toBeGreaterThanOrEqual(PLUS_3)
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
    expect(newestDm('sato')).toContain('どなたからのご相談でしたか')
    expect(blocksOf(tasuki.as('suzuki').dm()[0] ?? NOTHING)).toContain(m.asking.open('佐藤美咲'))
    await tasuki.click('sato', 'csql.answer_csm')
    expect(tasuki.modal('sato').words).toContain('どなたからのご相談でしたか')
    await submit('sato', { answer: '経理課長の大槻様です' })
    const [resumed] = await runningClocks()
    expect(resumed?.pausedUntil).toBeLessThan(PLUS_3 + 60_000)
    const answered = newestDm('suzuki')
    expect(answered).toContain(
      m.asking.answered('佐藤美咲', `CSQL-1${locale === 'ja' ? '(月白精機様)' : ' (月白精機)'}`),
    )
    expect(answered).toContain('経理課長の大槻様です')
    expect(answered).toContain('csql.accept')
    const shown = await tasuki.csql('suzuki', 'show 1')
    expect(shown).toContain(m.cards.labelled(m.asking.marks.question, 'どなたからのご相談でしたか'))
    expect(shown).toContain(m.cards.labelled(m.asking.marks.answer, '経理課長の大槻様です'))
    const card = tasuki
      .as('sato')
      .dm()
      .find((one) => blocksOf(one).includes('どなたからのご相談でしたか'))
    expect(blocksOf(card ?? NOTHING)).toContain(m.asking.answeredSince('佐藤美咲'))
    expect(blocksOf(card ?? NOTHING)).not.toContain('csql.answer_csm')
  })

  test('waiting for the customer: accepted with a date, and from then on an update that says so', async () => {
    await answer('waiting_customer')
    expect(tasuki.modal('suzuki').words).toContain(m.asking.leads.waiting_customer)
    await submit('suzuki', { next_on: '2026-12-02' })
    expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
    for (const day of ['12-03', '12-07']) await tickAt(Date.parse(`2026-${day}T10:00:00+09:00`))
    const message = tasuki
      .as('suzuki')
      .dm()
      .findLast((one) => blocksOf(one).includes('csql.neglect'))
    if (message === undefined) throw new Error('nothing was asked')
    await tasuki.as('suzuki').select(message, 'csql.neglect', '1:1:3:waiting_customer')
    await submit('suzuki', { next_on: '2026-12-14' })
    expect(await tasuki.csqlOf(1)).toMatchObject({ progress: 'waiting_customer', nextOn: '2026-12-14' })
  })

  test('another: a note', async () => {
    await answer('other')
    await submit('suzuki', { note: '先方の組織変更待ちです' })
    expect(await kinds()).toEqual(expect.arrayContaining(['neglect', 'note']))
    expect(await tasuki.csql('sato', 'show 1')).toContain('先方の組織変更待ちです')
  })
})

describe('a question to the CSM', () => {
  beforeEach(() => handedOver(tasuki, LINE))

  const ask = async (question = 'どなたからのご相談でしたか') => {
    await tasuki.csql('suzuki', 'show 1')
    await tasuki.click('suzuki', 'csql.ask_csm')
    await submit('suzuki', { question })
  }

  test('can be asked before anything is late: the wait does not count, and that is said', async () => {
    await ask()
    const said = await tasuki.told('suzuki', '期限に数えません')
    expect(said).toContain('11/25(水)10:00まで')
    expect(said).toContain('いまの期限は11/26(木)18:00')
    const card = blocksOf(tasuki.as('suzuki').dm()[0] ?? NOTHING)
    expect(card).toContain('11/26(木)18:00')
  })

  test('that nobody answers in time holds nothing back any longer, and can still be answered', async () => {
    await ask()
    await tickAt(Date.parse('2026-11-26T10:00:00+09:00'))
    expect(newestDm('suzuki')).toContain('佐藤美咲さんに質問中です')
    await tasuki.click('sato', 'csql.answer_csm')
    await submit('sato', { answer: '大槻様です' })
    expect(newestDm('suzuki')).toContain('大槻様です')
  })

  test('is answered once: who comes second is told, before they write anything', async () => {
    await ask()
    const card = tasuki.messageWith('sato', 'csql.answer_csm')
    const stale = structuredClone(card.blocks)
    await tasuki.click('sato', 'csql.answer_csm')
    await submit('sato', { answer: '大槻様です' })
    card.blocks = stale
    await tasuki.as('sato').click(card, 'csql.answer_csm')
    expect(await tasuki.told('sato', 'すでに回答')).toContain('このご質問には、すでに回答があります')
  })

  test('is not offered while another is open, nor to anybody but the AE', async () => {
    await ask()
    await tasuki.csql('suzuki', 'show 1')
    const offered = buttonsIn(tasuki.as('suzuki').ephemerals().at(-1) ?? NOTHING).map(({ id }) => id)
    expect(offered).not.toContain('csql.ask_csm')
    await tasuki.csql('tanaka', 'show 1')
    const managers = buttonsIn(tasuki.as('tanaka').ephemerals().at(-1) ?? NOTHING).map(({ id }) => id)
    expect(managers).not.toContain('csql.ask_csm')
    expect(managers).toEqual(expect.arrayContaining(['csql.ask_support', 'csql.answer_csm']))
  })

  test('that is undone needs no answer any more, and leaves no note', async () => {
    await ask()
    await tasuki.csql('suzuki', 'undo 1')
    await tasuki.settle()
    expect(newestDm('sato')).toContain('このご質問への回答は不要になりました')
    expect(await tasuki.csql('sato', 'show 1')).not.toContain('どなたからのご相談でしたか')
    const history = await readHistory({ store: tasuki.store, actor: SYSTEM } as never, 1)
    expect(history.notes).toEqual([])
  })

  test('goes with the CSQL to a new CSM', async () => {
    await ask()
    await tasuki.csql('tanaka', 'assign 1')
    await tasuki.as('tanaka').submit(tasuki.modal('tanaka').view, { csm: PEOPLE.nakamura })
    await tasuki.settle()
    expect(newestDm('nakamura')).toContain('csql.answer_csm')
    expect(
      blocksOf(
        tasuki
          .as('sato')
          .dm()
          .find((one) => blocksOf(one).includes('ご質問')) ?? NOTHING,
      ),
    ).not.toContain('csql.answer_csm')
  })
})

describe('support', () => {
  beforeEach(() => handedOver(tasuki, LINE))

  const askFor = async (who: Who, supporter: string) => {
    await tasuki.csql(who, 'show 1')
    await tasuki.click(who, 'csql.ask_support')
    return tasuki.as(who).submit(tasuki.modal(who).view, { supporter })
  }

  test('asked for by the CSM: the AE is told whom', async () => {
    await askFor('sato', PEOPLE.watanabe)
    await tasuki.settle()
    expect(newestDm('suzuki')).toContain('渡辺彩さんに相談しました')
  })

  test.each([
    ['a guest', PEOPLE.guest, 'ゲストの方は'],
    ['its CSM', PEOPLE.sato, 'この方はすでにこのCSQLの担当です'],
    ['oneself', PEOPLE.suzuki, 'この方はすでにこのCSQLの担当です'],
  ])('is not asked of %s', async (_who, supporter, words) => {
    const sent = await askFor('suzuki', supporter)
    expect(sent.errors?.['supporter']).toContain(words)
    expect((await tasuki.csqlOf(1))?.supporterIds).toEqual([])
  })
})
