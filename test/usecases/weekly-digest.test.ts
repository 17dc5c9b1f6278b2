import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOCALES } from '../../src/domain/person.js'
import type { WeeklyDigest } from '../../src/domain/weekly-digest.js'
import { messagesFor } from '../../src/i18n/index.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { changeSettings } from '../../src/usecases/change-settings.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { enqueueDigest } from '../../src/usecases/enqueue-digest.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { readDigestPreview } from '../../src/usecases/read-digest-delivery.js'
import { weeklyDigest } from '../../src/usecases/read-weekly-digest.js'
import { type SetTarget, setTarget } from '../../src/usecases/set-target.js'
import { digestDetails } from '../../src/views/digest-details.js'
import { weeklyDigestMessage } from '../../src/views/weekly-digest.js'
import { openWorld, type World } from '../support/world.js'
import { readAloud } from '../views/read-aloud.js'
import { viewer } from '../views/sample.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const WEEK = { from: '2026-11-23', to: '2026-11-29' }
const store = () => world.store.of(world.workspaceId)

async function told(): Promise<WeeklyDigest> {
  const digest = await store().read((tx) => weeklyDigest(tx, WEEK, null, world.clock.now()))
  if (digest === null) throw new Error('there is something to tell')
  return digest
}

/** The post and its thread. */
function said(digest: WeeklyDigest, locale: (typeof LOCALES)[number] = 'ja'): string {
  const m = messagesFor(locale)
  const frame = { pictures: [], lateFor: null, threadFollows: true, isRunning: false }
  return [weeklyDigestMessage(digest, frame, m, viewer(locale, null)), digestDetails(digest, m, viewer(locale, null))]
    .map(readAloud)
    .join('\n')
}

const act = (
  who: World['ae'],
  number: number,
  action: Parameters<typeof actOnCsql>[1]['action'],
  fields: CsqlFields = {},
) => actOnCsql(world.as(who), { number, version: null, action, fields })

async function logged(): Promise<number> {
  const fields = { account: { id: world.account.id }, note: '席が足りない' }
  return (await logSignal(world.as(world.csm), { line: null, fields })).number
}

async function handedOver(): Promise<void> {
  const lead = { kind: 'referral', source: 'cs_activity', problem: '席が足りない' } as const
  const contact = { name: '大槻', title: null }
  await act(world.csm, await logged(), 'qualify', { ...lead, contact, checklist: [], ae: world.ae.id })
}

const aim = (of: SetTarget['of'], value: number) => setTarget(world.as(world.manager), { of, metric: 'csqls', value })

test('shows a channel the targets of everybody and of sources, and nobody by name', async () => {
  await logged()
  for (const person of [world.csm, world.ae, world.manager]) {
    await aim({ kind: 'person', personId: person.id }, 31)
    await aim({ kind: 'team', managerId: person.id }, 37)
  }
  await aim({ kind: 'team', managerId: null }, 41)
  await aim({ kind: 'source', source: 'webinar' }, 43)
  const digest = await told()
  expect(digest.targets.progress.map(({ target }) => target.value).sort()).toEqual([41, 43])
  for (const locale of LOCALES) {
    const text = said(digest, locale)
    expect(text).toContain('41')
    for (const { name } of [world.csm, world.ae, world.manager]) expect(text).not.toContain(name)
  }
})

test('tells of an idle week while a target of a person runs, without saying whose', async () => {
  await logged()
  await aim({ kind: 'person', personId: world.csm.id }, 31)
  await act(world.csm, 1, 'withdraw', { reason: 'other', note: 'x' })
  world.clock.set(Date.parse('2026-12-07T09:00:00+09:00'))
  const digest = await store().read((tx) =>
    weeklyDigest(tx, { from: '2026-11-30', to: '2026-12-06' }, null, world.clock.now()),
  )
  expect(digest).toMatchObject({ isIdle: true, targets: { progress: [] } })
})

test('tells of a week of losses alone, and why', async () => {
  await handedOver()
  await act(world.ae, 1, 'accept')
  await act(world.ae, 1, 'convert', { amount: 1000, amount_period: 'month', close_month: '2026-12' })
  world.clock.set(Date.parse('2026-12-01T10:00:00+09:00'))
  await act(world.ae, 1, 'lose', { reason: 'price', lost_on: '2026-12-01' })
  const week = { from: '2026-11-30', to: '2026-12-06' }
  const digest = await store().read((tx) => weeklyDigest(tx, week, null, world.clock.now()))
  expect(digest).toMatchObject({ isIdle: false, lost: 1, lostReasons: [{ reason: 'price', n: 1 }] })
  if (digest !== null) expect(said(digest)).toContain('失注 1件(価格が合わない 1件)')
  await act(world.manager, 1, 'reopen', { note: 'x' })
  expect((await store().read((tx) => weeklyDigest(tx, week, null, world.clock.now())))?.lost).toBe(0)
})

test('thanks who took a CSQL on, and never for a rejection, however quick', async () => {
  await handedOver()
  await act(world.ae, 1, 'reject', { reason: 'no_budget' })
  expect((await told()).quick).toEqual([])
  await handedOver()
  await act(world.ae, 2, 'accept')
  expect((await told()).quick).toMatchObject([{ number: 2, aeName: world.ae.name }])
  await act(world.ae, 2, 'reject', { reason: 'no_budget' })
  expect((await told()).quick).toEqual([])
})

test.each([
  ['on the first day, before any slot: the running week', [], '2026-11-24T11:00', '2026-11-23', true],
  ['once the week is over and before its post: that week', [], '2026-11-30T08:59', '2026-11-23', false],
  ['on the Sunday: still the running week', [], '2026-11-29T23:59', '2026-11-23', true],
  ['on Monday, after the post: the running week', ['2026-11-30T09:00'], '2026-11-30T09:01', '2026-11-30', true],
  ['on Friday, after the post: the running week', ['2026-11-30T09:00'], '2026-12-04T18:00', '2026-11-30', true],
  ['a post that was missed and is to be caught up', [], '2026-12-04T18:00', '2026-11-23', false],
  ['a slot that a holiday moved', ['2026-12-28T09:00'], '2027-01-02T12:00', '2026-12-28', true],
  ['a slot that a holiday moved, that week being over', ['2026-12-28T09:00'], '2027-01-04T08:00', '2026-12-28', false],
])('the preview is of what is posted next: %s', async (_when, posts, at, monday, isRunning) => {
  await logged()
  for (const post of posts) {
    world.clock.set(Date.parse(`${post}+09:00`))
    await enqueueDigest(world.system())
  }
  world.clock.set(Date.parse(`${at}+09:00`))
  expect(await readDigestPreview(world.as(world.csm))).toMatchObject({ digest: { week: { from: monday } }, isRunning })
})

test('the preview shows no digest again that was posted before its day was moved on', async () => {
  await logged()
  world.clock.set(Date.parse('2026-11-30T09:00:00+09:00'))
  await enqueueDigest(world.system())
  const digest = { channelId: null, weekday: 5, at: '09:00' } as const
  await changeSettings(world.as({ ...world.manager, roles: ['admin'] }), { digest })
  world.clock.set(Date.parse('2026-12-02T09:00:00+09:00'))
  expect(await readDigestPreview(world.as(world.csm))).toMatchObject({ digest: { week: { from: '2026-11-30' } } })
  expect(await enqueueDigest(world.system())).toBe(false)
})

test('the preview counts the running week to the moment, and compares it with no whole week', async () => {
  await logged()
  world.clock.set(Date.parse('2026-11-30T09:00:00+09:00'))
  await enqueueDigest(world.system())
  const preview = () => readDigestPreview(world.as(world.csm))
  expect(await preview()).toMatchObject({
    isRunning: true,
    digest: { isIdle: true, key: { signals: { n: 0, before: null, mean: null } } },
  })
  world.clock.set(Date.parse('2026-12-02T09:00:00+09:00'))
  await act(world.csm, await logged(), 'note', { note: 'x' })
  expect(await preview()).toMatchObject({
    digest: { isIdle: false, key: { signals: { n: 1, before: null, mean: null } } },
  })
  world.clock.set(Date.parse('2026-12-07T08:00:00+09:00'))
  expect(await preview()).toMatchObject({
    isRunning: false,
    digest: { key: { signals: { n: 1, before: 1, mean: null } } },
  })
})
