import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AuditEntry } from '../../src/domain/audit.js'
import { CsqlId, WorkspaceId } from '../../src/domain/ids.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { CHANNELS, PEOPLE } from '../../src/sandbox/index.js'
import { HANDED_OVER, handedOver, startTestApp, type TestApp } from '../support/app.js'
import { faultsOf, posted, textsIn } from './posted.js'

vi.setConfig({ testTimeout: 60_000 })

const STRANGER = { id: 'U0OUTSIDE', name: 'mori', real_name: '森', email: 'mori@other.example', team_id: 'T0OTHER' }
const ROBOT = { id: 'U0ROBOT', name: 'robot', real_name: 'ロボット', email: 'robot@hotarubi.example', is_bot: true }
const GONE = { id: 'U0GONE', name: 'gone', real_name: '退職者', email: 'gone@hotarubi.example', deleted: true }

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp({ people: [STRANGER, ROBOT, GONE] })
})
afterEach(() => tasuki.close())

const audited = (): Promise<readonly AuditEntry[]> =>
  tasuki.store.read(async (tx) =>
    (await tx.audit.between(0, Number.MAX_SAFE_INTEGER)).filter(({ action }) => action === 'right.refuse'),
  )
const all = () => posted(tasuki)
const everythingSaid = (): string =>
  all()
    .map((one) => [one.text ?? '', ...textsIn(one)].join('\n'))
    .join('\n')

const KINDS = [
  ['a guest', PEOPLE.guest, 'guest', 'ゲストの方にはご利用いただけません'],
  [
    'somebody of another company, in a shared channel',
    STRANGER.id,
    'outsider',
    'このワークスペースのメンバーの方だけがご利用いただけます',
  ],
  ['a bot', ROBOT.id, 'bot', 'アプリやボットからはご利用いただけません'],
  ['somebody deactivated', GONE.id, 'deactivated', 'このアカウントは停止されているため'],
] as const

describe.each(KINDS)('H14 %s', (_who, id, why, words) => {
  const there = () => tasuki.sandbox.as(id)
  /** Every way in, and what came of it in words. */
  const WAYS: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a command', () => there().command('/csql', 'list open')],
    ['a command that writes', () => there().command('/csql', 'log 月白精機 席が足りない')],
    ['a command that is none', () => there().command('/csql', 'frobnicate')],
    ['help', () => there().command('/csql', 'help')],
    ['the global shortcut', () => there().globalShortcut('csql.new')],
    [
      'the message shortcut',
      async () => {
        const message = tasuki.as('nakamura').say(CHANNELS.general, '月白精機の席が足りない')
        const seen = tasuki.sandbox.as(PEOPLE.nakamura)
        await seen.messageShortcut('csql.capture', message)
        const sent = tasuki.sandbox.payloads.at(-1)
        if (sent === undefined) throw new Error('nothing was sent')
        return forgedAs(sent.body)
      },
    ],
    [
      'a button of a card',
      async () => {
        await handedOver(tasuki)
        await tasuki.click('suzuki', 'csql.return')
        const click = tasuki.sandbox.payloads.findLast(({ body }) => body['type'] === 'block_actions')
        if (click === undefined) throw new Error('nothing was sent')
        const actions = (click.body['actions'] as object[]).map((action) => ({
          ...action,
          action_id: 'csql.accept',
          value: '1:1:2',
        }))
        return forgedAs({ ...click.body, actions })
      },
    ],
    [
      'a form',
      async () => {
        await handedOver(tasuki)
        await tasuki.csql('suzuki', 'reject 1')
        await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: null })
        const { view } = tasuki.modal('suzuki')
        const seen = await forgedAs({
          ...{ type: 'view_submission', team: { id: 'T0HOTARUBI' } },
          view: {
            ...view.definition,
            id: view.id,
            state: {
              values: {
                ...view.state,
                reason: { value: { type: 'static_select', selected_option: { value: 'no_budget' } } },
              },
            },
          },
        })
        return seen
      },
    ],
  ]

  /** A request as if they had sent it: signed, for Slack signs for everybody. */
  async function forgedAs(body: Record<string, unknown>): Promise<unknown> {
    const { deliver } = await import('./signed.js')
    return deliver(tasuki, { ...body, user: { id, team_id: 'T0HOTARUBI' } })
  }

  test.each(WAYS)('is refused politely by %s, and nothing is written, opened or told', async (_way, act) => {
    const before = await state()
    const atInputs = JSON.stringify((await act()) ?? '').includes(words)
    if (!atInputs) await tasuki.sandbox.until(() => everythingSaid().includes(words), 2_000).catch(() => undefined)
    const refusals = all().filter((one) => [one.text ?? '', ...textsIn(one)].some((text) => text.includes(words)))
    expect(atInputs || refusals.length > 0).toBe(true)
    for (const one of refusals.filter(({ text }) => text !== null)) {
      expect(one.text).toContain(words)
      expect(textsIn(one).join()).toContain(words)
      expect(textsIn(one).join()).not.toMatch(/月白精機|CSQL-\d/)
    }
    // A shortcut has no place to answer in but a form, which asks nothing.
    const asks = tasuki.sandbox.workspace.views
      .stack(id)
      .filter(({ blocks }) => JSON.stringify(blocks).includes('"input"'))
    expect(asks).toEqual([])
    const after = await state()
    expect(after.accepted).toBe(before.accepted)
    expect(await audited()).toMatchObject([{ subject: 'entry', facts: { why }, actorId: expect.any(String) }])
    expect(all().flatMap(faultsOf)).toEqual([])
  })

  const state = () =>
    tasuki.store.read(async (tx) => ({
      accepted: (await tx.csqls.list({ states: ['accepted', 'rejected'], limit: 100 })).total,
    }))

  test('who types it a hundred times is kept once an hour in the audit log', async () => {
    for (let n = 0; n < 50; n += 1) await there().command('/csql', n % 2 === 0 ? 'list' : 'log x')
    expect(await audited()).toHaveLength(1)
    await tasuki.clock.advance(HOUR + MINUTE)
    await there().command('/csql', 'list')
    expect(await audited()).toHaveLength(2)
  })

  test('hears nothing for an emoji, and nothing is kept: they did not ask', async () => {
    const message = tasuki.as('nakamura').say(CHANNELS.general, '月白精機の席が足りない')
    await tasuki.sandbox.event({
      type: 'reaction_added',
      user: id,
      reaction: 'seedling',
      item: { type: 'message', channel: CHANNELS.general, ts: message.ts },
    })
    expect(all()).toEqual([])
    expect(await audited()).toEqual([])
  })

  test('is offered no accounts in a menu', async () => {
    const { deliver } = await import('./signed.js')
    const seen = await deliver(tasuki, {
      ...{ type: 'block_suggestion', team: { id: 'T0HOTARUBI' }, user: { id, team_id: 'T0HOTARUBI' } },
      ...{ block_id: 'account', action_id: 'value', value: '月', view: { private_metadata: '' } },
    })
    expect(seen.body).toEqual({ options: [] })
  })
})

describe('H8 the number of another workspace’s CSQL', () => {
  beforeEach(async () => {
    await handedOver(tasuki)
    const here = await tasuki.app.store.workspaces.get(tasuki.app.workspaceId)
    if (here === null) throw new Error('gone')
    const id = WorkspaceId.parse('another')
    await tasuki.app.store.workspaces.create(
      { ...here, id, slackTeamId: 'T0ANOTHER', slackEnterpriseId: null },
      tasuki.clock.now(),
    )
    const csql = await tasuki.csqlOf(1)
    const accounts = await tasuki.store.read(async (tx) => (csql === null ? null : tx.accounts.get(csql.accountId)))
    await tasuki.app.store.of(id).transaction(async (tx) => {
      if (csql === null || accounts === null) throw new Error('gone')
      await tx.people.put({ ...(await tasuki.person('sato')), workspaceId: id })
      await tx.accounts.insert({ ...accounts, workspaceId: id, name: 'よその会社' })
      const alone = { aeId: null, productId: null, contactId: null, departmentId: null, referredCompanyId: null }
      const texts = { lineTextId: null, noteTextId: null, problemTextId: null, sourceDetailTextId: null }
      await tx.csqls.insert({ ...csql, ...alone, ...texts, id: CsqlId.parse('theirs'), workspaceId: id, number: 7 })
    })
  })

  const LINES = [
    'show',
    'accept',
    'reject',
    'qualify',
    'note',
    'undo',
    'assign',
    'snooze',
    'withdraw',
    'merge',
    'reopen',
  ]

  test.each(LINES.map((line) => [line]))('%s answers it as a number that never was', async (line) => {
    const more = line === 'note' ? ' x' : line === 'snooze' ? ' 明日' : ''
    const [theirs, none] = [
      await tasuki.csql('sato', `${line} 7${more}`),
      await tasuki.csql('sato', `${line} 8${more}`),
    ]
    expect(theirs).toContain('「7」のCSQLは見つかりませんでした')
    expect(theirs.replaceAll('7', '8')).toBe(none)
    expect(everythingSaid()).not.toContain('よその会社')
  })

  test('nor is it found by a merge, or by its account', async () => {
    await tasuki.csql('sato', 'merge 1 7')
    await tasuki.csql('sato', 'account よその会社')
    await tasuki.csql('sato', 'list よその会社')
    expect(everythingSaid().replaceAll('「よその会社」', '')).not.toContain('よその会社')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })
})

describe('H9 your workspace, and not your right', () => {
  const SECRET = /月白精機|紙のまま|経理|大槻|鈴木|佐藤|120,000|12万/

  test.each([
    ['nakamura', 'accept 1', 'このCSQLの営業担当・マネージャーが行えます'],
    ['nakamura', 'reject 1', 'このCSQLの営業担当・マネージャーが行えます'],
    ['nakamura', 'withdraw 1', 'このCSQLのCS担当・登録した方・マネージャーが行えます'],
    ['sato', 'reopen 1', 'マネージャーの方が行えます'],
    ['sato', 'settings', '管理者の方だけが行えます'],
    ['tanaka', 'settings', '管理者の方だけが行えます'],
    ['sato', 'target @suzuki CSQL 3', 'マネージャーの方が行えます'],
    ['sato', 'time @suzuki', 'マネージャーの方だけがご覧になれます'],
  ] as const)('%s: %s is refused, nothing of it is revealed, and it is kept', async (who, line, words) => {
    await handedOver(tasuki)
    const before = all().length
    const said = await tasuki.csql(who, line)
    expect(said).toContain(words)
    expect(said).not.toMatch(SECRET)
    const refusal = tasuki.as(who).ephemerals().at(-1)
    expect(refusal?.text).toContain(words)
    expect(tasuki.as(who).modal()).toBeUndefined()
    expect(all().length).toBe(before + 1)
    const { id } = await tasuki.person(who)
    expect(await audited()).toMatchObject([{ actorId: id, facts: { why: 'not_allowed' } }])
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('what an AE has overdue is told to them and to managers, whatever a button’s value says', async () => {
    await handedOver(tasuki)
    await tasuki.clock.advance(72 * HOUR)
    const { id } = await tasuki.person('suzuki')
    await tasuki.csql('sato', 'report')
    const { writeFigureRef } = await import('../../src/views/figure-value.js')
    const value = writeFigureRef({
      part: 'overdue_rate.num',
      from: '2026-11-23',
      to: '2026-11-29',
      slice: { by: 'ae', key: id },
      currency: null,
      offset: 0,
    })
    const click = async (who: 'sato' | 'tanaka' | 'suzuki') => {
      await tasuki.csql(who, 'report')
      const message = tasuki.as(who).ephemerals().at(-1)
      const { deliver } = await import('./signed.js')
      await deliver(tasuki, {
        ...{ type: 'block_actions', team: { id: 'T0HOTARUBI' }, user: { id: PEOPLE[who], team_id: 'T0HOTARUBI' } },
        ...{ trigger_id: tasuki.sandbox.workspace.triggers.issue({ user: PEOPLE[who] }), response_url: '' },
        container: { type: 'message', message_ts: message?.ts, is_ephemeral: true },
        actions: [{ type: 'button', action_id: 'csql.figure', block_id: 'b', value }],
      })
    }
    await click('sato')
    await tasuki.sandbox.until(async () => false, 200).catch(() => undefined)
    expect(tasuki.as('sato').modal()).toBeUndefined()
    expect(await audited()).toMatchObject([{ subject: 'report.read', facts: { field: 'overdue_of_person' } }])
    await click('tanaka')
    expect(tasuki.modal('tanaka').words).toContain('CSQL-1')
  })
})

describe('H15 a right that is lost while a form is filled in', () => {
  test('an admin who is none any more changes no settings, and what they typed stays', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'rules')
    const before = await tasuki.store.read((tx) => tx.settings.get())
    await tasuki.sandbox.changePerson(PEOPLE.yamamoto, { is_admin: false })
    const sent = await tasuki.as('yamamoto').submit(view, {})
    expect(Object.values(sent.errors ?? {}).join()).toContain('管理者の方だけが行えます')
    expect(tasuki.modal('yamamoto').view.id).toBe(view.id)
    expect(await tasuki.store.read((tx) => tx.settings.get())).toEqual(before)
    expect(await audited()).toMatchObject([{ subject: 'settings.change', facts: { why: 'not_allowed' } }])
  })

  test('a manager who is none any more sets no target, and what they typed stays', async () => {
    await tasuki.csql('tanaka', 'target')
    await tasuki.click('tanaka', 'csql.target')
    const { view } = tasuki.modal('tanaka')
    const { roles, ...person } = await tasuki.person('tanaka')
    await tasuki.store.transaction((tx) => tx.people.put({ ...person, roles: [] }))
    const typed = { target_for: 'everybody', metric: 'csqls', value: '12' }
    const sent = await tasuki.as('tanaka').submit(view, typed)
    expect(Object.values(sent.errors ?? {}).join()).toContain('マネージャーの方が行えます')
    expect(JSON.stringify(view.state)).toContain('12')
    expect(tasuki.as('tanaka').modal()?.id).toBe(view.id)
    await tasuki.store.transaction((tx) => tx.people.put({ ...person, roles }))
    expect((await tasuki.as('tanaka').submit(view)).errors).toBeUndefined()
  })

  test('an AE who is no longer its AE decides nothing, and learns who changed it', async () => {
    await handedOver(tasuki)
    await tasuki.csql('suzuki', 'reject 1')
    const { view } = tasuki.modal('suzuki')
    await tasuki.csql('tanaka', 'assign 1 @watanabe')
    const sent = await tasuki.as('suzuki').submit(view, { reason: 'other', note: '予算が下りない' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('田中直樹さん')
    expect(JSON.stringify(view.state)).toContain('予算が下りない')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('an edit that needs no version is refused too', async () => {
    await handedOver(tasuki)
    await tasuki.click('suzuki', 'csql.more').catch(() => undefined)
    await tasuki.csql('suzuki', 'show 1')
    await tasuki.click('suzuki', 'csql.edit')
    const { view } = tasuki.modal('suzuki')
    await tasuki.csql('tanaka', 'assign 1 @watanabe')
    const sent = await tasuki.as('suzuki').submit(view, { note: '書き換えた' })
    expect(Object.values(sent.errors ?? {}).join()).toContain('「修正」は、このCSQLのCS担当')
    expect(JSON.stringify(view.state)).toContain('書き換えた')
    expect(everythingSaid().split('書き換えた')).toHaveLength(1)
    expect(await audited()).toMatchObject([{ subject: 'edit', facts: { number: 1 } }])
  })

  test.each([
    ['a guest', { is_restricted: true }, 'ゲストの方にはご利用いただけません'],
    ['deactivated', { deleted: true }, 'このアカウントは停止されているため'],
  ])('somebody who is now %s logs nothing, and what they typed stays', async (_what, change, words) => {
    await tasuki.csql('sato', 'log')
    const { view } = tasuki.modal('sato')
    await tasuki.as('sato').suggest(view, 'account', '月白精機')
    await tasuki.sandbox.changePerson(PEOPLE.sato, change)
    const sent = await tasuki.as('sato').submit(view, { account: '株式会社月白精機', note: '席が足りない' })
    expect(Object.values(sent.errors ?? {}).join()).toContain(words)
    expect(JSON.stringify(view.state)).toContain('席が足りない')
    expect(await tasuki.csqlOf(1)).toBeNull()
  })
})

describe('H22 who is named as AE', () => {
  beforeEach(async () => {
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 高 #定例 紙のまま')
    await tasuki.csql('sato', 'qualify 1')
  })

  test.each([
    ['the CSM, where CSMs may not close', PEOPLE.sato, '営業担当'],
    ['a guest', PEOPLE.guest, 'ゲスト'],
    ['a bot', ROBOT.id, 'ボット'],
    ['somebody of another company', STRANGER.id, '社外'],
    ['somebody deactivated', GONE.id, '停止'],
  ])('%s is refused with the reason at the input, and what was typed stays', async (_who, ae, words) => {
    const { view } = tasuki.modal('sato')
    const sent = await tasuki.as('sato').submit(view, { ...HANDED_OVER, ae })
    expect(sent.errors?.['ae']).toContain(words)
    expect((await tasuki.csqlOf(1))?.state).toBe('signal')
    expect(JSON.stringify(view.state)).toContain(HANDED_OVER.problem)
    expect(all().flatMap(faultsOf)).toEqual([])
    expect((await tasuki.as('sato').submit(view, { ae: PEOPLE.suzuki })).errors).toBeUndefined()
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })

  test('by a line it is logged without an AE, and said so', async () => {
    expect(await tasuki.csql('sato', 'log 霧笛倉庫 アップセル @guest 席が足りない')).toMatch(/営業担当.*ゲスト/s)
    expect((await tasuki.csqlOf(2))?.aeId).not.toBe(
      (await tasuki.store.read((tx) => tx.people.bySlackId(PEOPLE.guest)))?.id,
    )
  })
})
