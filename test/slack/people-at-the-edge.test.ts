import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WorkspaceId } from '../../src/domain/ids.js'
import { DAY_MS, MINUTE } from '../../src/domain/time.js'
import { harms, PEOPLE } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

let tasuki: TestApp
afterEach(() => tasuki.close())

describe('who is let in', () => {
  test('a known person costs no call to Slack', async () => {
    tasuki = await startTestApp()
    await tasuki.csql('sato', 'list')
    await tasuki.csql('sato', 'log 月白精機 席が足りない')
    expect(tasuki.calls('users.info')).toBe(0)
  })

  test('an unknown person costs one, and is known from then on', async () => {
    tasuki = await startTestApp({ known: [] })
    expect(await tasuki.csql('sato', 'log 月白精機 席が足りない')).toContain('登録しました')
    await tasuki.csql('sato', 'list')
    expect(tasuki.calls('users.info')).toBe(1)
    expect(await tasuki.person('sato')).toMatchObject({ locale: 'ja', zone: 'Asia/Tokyo', standing: 'member' })
  })

  test('ten requests at once of an unknown person cost one, and make one person', async () => {
    tasuki = await startTestApp({ known: [] })
    await Promise.all(Array.from({ length: 10 }, () => tasuki.csql('sato', 'list')))
    expect(tasuki.calls('users.info')).toBe(1)
    const people = await tasuki.store.read((tx) => tx.people.all())
    expect(people.filter(({ slackUserId }) => slackUserId === PEOPLE.sato)).toHaveLength(1)
  })

  test('somebody last read over a day ago is read again', async () => {
    tasuki = await startTestApp()
    await tasuki.clock.advance(DAY_MS + MINUTE)
    await tasuki.csql('sato', 'list')
    await tasuki.csql('sato', 'list')
    expect(tasuki.calls('users.info')).toBe(1)
  })

  test('Slack says nothing in time: refused, nothing written, the text handed back', async () => {
    tasuki = await startTestApp({ known: [] })
    tasuki.sandbox.harm = ({ method }) => (method === 'users.info' ? harms.hang() : undefined)
    const said = await tasuki.csql('sato', 'log 月白精機 席が足りないとのお話')
    expect(said).toContain('お名前を確認できなかったため、何も登録していません')
    expect(said).toContain('月白精機 席が足りないとのお話')
    expect(await tasuki.csqlOf(1)).toBeNull()
  })

  test('Slack fails: the same', async () => {
    tasuki = await startTestApp({ known: [] })
    tasuki.sandbox.harm = ({ method }) => (method === 'users.info' ? harms.fail(500) : undefined)
    expect(await tasuki.csql('sato', 'accept 1')).toContain('何も登録していません')
  })

  test('a guest is refused politely, by command and by button', async () => {
    tasuki = await startTestApp()
    const said = await tasuki.csql('guest', 'log 月白精機 席が足りない')
    expect(said).toBe(
      '申し訳ありません。Tasukiはゲストの方にはご利用いただけません。ご不明な点は、このワークスペースの担当者にお尋ねください。',
    )
    expect(await tasuki.csqlOf(1)).toBeNull()
  })

  test('an outsider of a shared channel is refused, whatever is_stranger says', async () => {
    tasuki = await startTestApp({
      people: [{ id: 'U0OUTSIDE', name: 'mori', real_name: '森', email: 'mori@other.example', team_id: 'T0OTHER' }],
    })
    const seen = await tasuki.sandbox.as('U0OUTSIDE').command('/csql', 'list open')
    expect(JSON.stringify(seen.body)).toContain('このワークスペースのメンバーの方だけ')
  })

  test('a team that we do not serve is told in both languages', async () => {
    tasuki = await startTestApp()
    const store = tasuki.app.store
    await store.workspaces.adopt(tasuki.app.workspaceId, { teamId: 'T0ELSEWHERE', enterpriseId: null, name: null })
    const said = await tasuki.csql('sato', 'list')
    expect(said).toContain('準備ができていません')
    expect(said).toContain('not ready in this workspace')
  })

  test('somebody who became a guest is refused from the next request on', async () => {
    tasuki = await startTestApp()
    expect((await tasuki.sandbox.changePerson(PEOPLE.sato, { is_restricted: true })).status).toBe(200)
    expect(await tasuki.csql('sato', 'list')).toContain('ゲストの方にはご利用いただけません')
    expect(tasuki.calls('users.info')).toBe(0)
  })

  test('a change of somebody we do not know writes nobody down', async () => {
    tasuki = await startTestApp()
    const before = (await tasuki.store.read((tx) => tx.people.all())).length
    await tasuki.sandbox.changePerson(PEOPLE.guest, { real_name: '別の方' })
    expect((await tasuki.store.read((tx) => tx.people.all())).length).toBe(before)
  })

  test('where roles are assigned, somebody without one is refused', async () => {
    tasuki = await startTestApp({ settings: { participation: 'assigned' } })
    expect(await tasuki.csql('kobayashi', 'list')).toContain('役割の割り当てが必要です')
    await tasuki.give('kobayashi', 'inside_sales')
    expect(await tasuki.csql('kobayashi', 'list')).toContain('いま関わっているCSQLはありません')
  })

  test('an id named in the environment is an admin', async () => {
    tasuki = await startTestApp({ admins: [PEOPLE.kobayashi] })
    await tasuki.csql('kobayashi', 'settings')
    expect(tasuki.modal('kobayashi').words).toContain('Tasukiの設定')
  })
})

describe('how much one person may ask', () => {
  test('sixty requests a minute, then a reply; others are unharmed', async () => {
    tasuki = await startTestApp()
    const answers: string[] = []
    for (let n = 0; n < 62; n += 1) answers.push(await tasuki.csql('sato', 'help note'))
    expect(answers.filter((said) => said.includes('/csql note'))).toHaveLength(60)
    expect(answers.at(-1)).toContain('60秒ほど待って')
    expect(await tasuki.csql('suzuki', 'help note')).toContain('/csql note')
    await tasuki.clock.advance(MINUTE)
    expect(await tasuki.csql('sato', 'help note')).toContain('/csql note')
  }, 30_000)
})

describe('the app is taken out', () => {
  beforeEach(async () => {
    tasuki = await startTestApp()
  })

  test.each([
    ['app_uninstalled', () => tasuki.sandbox.uninstall()],
    ['tokens_revoked', () => tasuki.sandbox.revokeToken()],
  ])('%s suspends the workspace', async (_event, happen) => {
    expect((await happen()).status).toBe(200)
    expect((await tasuki.app.store.workspaces.get(tasuki.app.workspaceId))?.suspended).toBe(true)
  })

  test('people’s own tokens are no concern of ours', async () => {
    await tasuki.sandbox.event({ type: 'tokens_revoked', tokens: { oauth: [PEOPLE.sato], bot: [] } })
    expect((await tasuki.app.store.workspaces.get(tasuki.app.workspaceId))?.suspended).toBe(false)
  })
})

describe('another workspace', () => {
  test('its numbers are as unknown as any', async () => {
    tasuki = await startTestApp()
    await handedOver(tasuki)
    const unknown = await tasuki.csql('sato', 'show 2')
    expect(unknown).toContain('「2」のCSQLは見つかりませんでした')
    const elsewhere = WorkspaceId.parse('another-workspace')
    const here = await tasuki.app.store.workspaces.get(tasuki.app.workspaceId)
    if (here === null) throw new Error('gone')
    const other = { ...here, id: elsewhere, slackTeamId: 'T0ANOTHER', slackEnterpriseId: null }
    await tasuki.app.store.workspaces.create(other, tasuki.clock.now())
    const csql = await tasuki.csqlOf(1)
    expect(csql).not.toBeNull()
    expect(await tasuki.app.store.of(elsewhere).read((tx) => tx.csqls.byNumber(1))).toBeNull()
  })
})
