import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHANNELS, PEOPLE } from '../../../src/sandbox/index.js'
import { manifest } from '../../../src/slack/manifest.js'
import { type OpenPage, openPage } from './open-page.js'

const { sato } = PEOPLE

let page: OpenPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

test('the app has the scopes of the manifest, and a call beyond them is refused', async () => {
  const { bot, bot_optional } = manifest.oauth_config.scopes
  const { config } = page.company.sandbox.workspace
  expect([...(config.scopes ?? [])].sort()).toEqual([...bot, ...bot_optional].sort())
  const call = async (method: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${config.bot.token}` }
    const url = `${page.company.sandbox.url}${method}`
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  expect(await call('chat.postMessage', { channel: CHANNELS.general, text: 'x' })).toMatchObject({ ok: true })
  const opening = { ok: false, error: 'missing_scope', needed: 'channels:manage' }
  expect(await call('conversations.open', { channel: CHANNELS.general })).toMatchObject(opening)
})

describe('the page is for this machine alone', () => {
  test('another name for the machine, another site and a plain form are refused', async () => {
    const { host } = new URL(page.url)
    expect(await page.rawStatus({ host })).toBe(200)
    expect(await page.rawStatus({ host: 'tasuki.example' })).toBe(421)
    expect(await page.rawStatus({ host, origin: 'https://elsewhere.example' })).toBe(403)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await page.post('clock', { move: 'hour' }, form)).status).toBe(415)
    expect(page.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
  })

  test.each([
    ['clock', { move: 'year' }, 400],
    ['clock', { speed: 7 }, 400],
    [`desks/${sato}/send`, { place: CHANNELS.csSales }, 400],
    [`desks/${sato}/send`, { place: 'C0NOWHERE', text: 'x' }, 409],
    ['desks/U0NOBODY/send', { place: CHANNELS.csSales, text: 'x' }, 409],
    [`desks/${sato}/dance`, {}, 404],
  ])('%s %j is answered %i, with words', async (path, body, status) => {
    const answer = await page.post(path, body)
    expect([answer.status, typeof answer.body.error]).toEqual([status, 'string'])
  })
})
