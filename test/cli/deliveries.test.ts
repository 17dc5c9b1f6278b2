import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliveriesCommands } from '../../src/cli/deliveries.js'
import type { Delivery, DeliveryState } from '../../src/domain/delivery.js'
import { DeliveryId } from '../../src/domain/ids.js'
import type { DeliveryOutcome, NewDelivery } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { typed } from '../support/command-line.js'
import { CountingIds, seedWorkspace } from '../support/database.js'
import { aCsql, aDelivery } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

/** The world's own store stays open: the app runs beside the command, on the same file. */
let world: World
beforeEach(async () => {
  world = await openWorld({ settings: { locale: 'en' } })
})
afterEach(() => world.close())

const run = (...argv: string[]) =>
  typed(deliveriesCommands, ['deliveries', ...argv], {
    env: { DATABASE_URL: `sqlite:${world.file}`, TASUKI_LOCALE: 'en' },
    clock: world.clock,
  })

type Own = Partial<Omit<NewDelivery, 'id'>>

async function seed(id: string, state: DeliveryState, own: Own & { reason?: string } = {}): Promise<void> {
  const { reason = 'is_archived', ...delivery } = own
  const scoped = world.store.of(world.workspaceId)
  await scoped.transaction((tx) => tx.deliveries.enqueue(aDelivery({ id, recipient: id, ...delivery })))
  if (state === 'pending') return
  const claimed = (await world.store.queue.claim(NOW, NOW + 30_000, 100)).find((one) => one.id === id)
  if (claimed === undefined) throw new Error(`${id} was not claimed`)
  if (state === 'sending') return
  const outcomes: Readonly<Record<string, DeliveryOutcome>> = {
    sent: { state: 'sent', channel: 'D1', ts: '1.000', at: NOW, reason: null },
    unknown: { state: 'unknown', reason: 'timeout' },
    parked: { state: 'parked', reason },
    skipped: { state: 'skipped' },
  }
  await world.store.queue.settle(claimed, outcomes[state] ?? { state: 'skipped' })
}

const row = (id: string): Promise<Delivery | null> =>
  world.store.of(world.workspaceId).read((tx) => tx.deliveries.get(DeliveryId.parse(id)))
const entries = () => world.store.of(world.workspaceId).read((tx) => tx.audit.between(0, NOW + 1))

describe('the list', () => {
  test('shows the newest first, to whom, about what, and how many there are of each state', async () => {
    await world.store
      .of(world.workspaceId)
      .transaction((tx) =>
        tx.csqls.insert(aCsql({ ...world, store: world.store.of(world.workspaceId) }, { id: 'c1', number: 12 })),
      )
    await seed('old', 'sent', { recipient: world.ae.id, subject: 'c1', createdAt: NOW - 2 })
    await seed('new', 'parked', {
      recipientKind: 'channel',
      recipient: 'C0DIGEST',
      purpose: 'digest',
      createdAt: NOW - 1,
    })
    const { code, stdout, stderr } = await run()
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
    expect(stdout).toBe(
      [
        'ID   STATE   PURPOSE   TO        ABOUT    DUE (Asia/Tokyo)     TRIES  REASON',
        'new  parked  digest    C0DIGEST           2026-11-24 10:00:00  1      is_archived',
        'old  sent    handover  Suzuki    CSQL-12  2026-11-24 10:00:00  1',
        '',
        'pending 0 · sending 0 · sent 1 · unknown 0 · parked 1 · skipped 0',
        '',
      ].join('\n'),
    )
  })

  test('of one state, and no more than asked for', async () => {
    for (const id of ['p1', 'p2', 'p3']) await seed(id, 'parked')
    await seed('s1', 'sent')
    const ids = async (...argv: string[]) =>
      (JSON.parse((await run('--json', ...argv)).stdout) as { id: string }[]).map(({ id }) => id)
    expect(await ids('--state', 'parked')).toEqual(['p3', 'p2', 'p1'])
    expect(await ids('--state', 'sent')).toEqual(['s1'])
    expect(await ids('--limit', '2')).toEqual(['s1', 'p3'])
    expect((await run('--state', 'parked', '--limit', '2')).stdout).toContain('2 of 3 shown; --limit 4 shows more.')
  })

  test('as JSON holds every field, with instants in UTC', async () => {
    await seed('d1', 'parked', { recipient: world.ae.id })
    const [listed] = JSON.parse((await run('--json')).stdout)
    expect(listed).toEqual({
      ...{ id: 'd1', state: 'parked', purpose: 'handover', recipient_kind: 'person', recipient: world.ae.id },
      ...{
        recipient_name: 'Suzuki',
        subject: 'csql-1',
        csql: null,
        occasion: 'd1',
        reason: 'is_archived',
        attempts: 1,
      },
      ...{ due_at: '2026-11-24T01:00:00.000Z', created_at: '2026-11-24T01:00:00.000Z' },
      ...{ tried_at: '2026-11-24T01:00:00.000Z', sent_at: null, channel: null, ts: null },
    })
  })

  test('is empty where there is nothing, in both forms', async () => {
    expect((await run()).stdout).toBe('pending 0 · sending 0 · sent 0 · unknown 0 · parked 0 · skipped 0\n')
    expect((await run('--json')).stdout).toBe('[]\n')
  })

  test('keeps another workspace out', async () => {
    const theirs = await seedWorkspace(world.store, { ids: new CountingIds('theirs'), slackTeamId: 'T2' })
    await theirs.store.transaction((tx) => tx.deliveries.enqueue(aDelivery({ id: 'theirs-1' })))
    await seed('ours-1', 'pending')
    expect(await run()).toMatchObject({ code: 1, stdout: '' })
    expect((await run('--workspace', 'T2')).stdout).toContain('theirs-1')
    expect((await run('--workspace', 'T2')).stdout).not.toContain('ours-1')
    expect(await run('drop', 'ours-1', '--workspace', 'T2')).toMatchObject({ code: 1 })
    expect(await row('ours-1')).toMatchObject({ state: 'pending' })
    expect(await run('drop', 'theirs-1', '--workspace', 'T2')).toMatchObject({ code: 0 })
    expect(await run('--workspace', world.workspaceId, 'drop', 'ours-1')).toMatchObject({ code: 0 })
  })

  test('with a name that would give the terminal orders prints none', async () => {
    await world.store
      .of(world.workspaceId)
      .transaction((tx) => tx.people.put({ ...world.ae, name: 'Su\u001b[2Jzuki\u202e\n' }))
    await seed('d1', 'pending', { recipient: world.ae.id })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
    expect((await run()).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })
})

describe('retry', () => {
  test('makes a parked one due now, untried, and writes who did what in the same transaction', async () => {
    await seed('d1', 'parked')
    world.clock.advance(60_000)
    const { code, stdout } = await run('retry', 'd1')
    expect(code).toBe(0)
    expect(stdout).toBe('d1 (handover) is sent again within seconds where the app runs, else after its next start.\n')
    const now = world.clock.now()
    expect(await row('d1')).toMatchObject({ state: 'pending', notBefore: now, attempts: 0, reason: null, fence: 2 })
    const audit = await world.store.of(world.workspaceId).read((tx) => tx.audit.between(0, now + 1))
    expect(audit).toEqual([
      {
        ...{ workspaceId: world.workspaceId, id: expect.any(String), at: now, actorId: null, fromCommandLine: true },
        ...{ action: 'delivery.retry', subject: 'd1' },
        facts: { state: 'parked', purpose: 'handover', reason: 'is_archived', attempts: 1 },
      },
    ])
    expect(await world.store.queue.claim(now, now + 1, 10)).toMatchObject([{ id: 'd1' }])
  })

  test('keeps the reason of one that history did not show, so that a late copy is still found', async () => {
    await seed('d1', 'parked', { reason: 'unseen:timeout' })
    expect(await run('retry', 'd1')).toMatchObject({ code: 0 })
    expect(await row('d1')).toMatchObject({ state: 'pending', reason: 'unseen:timeout' })
  })

  test('of one that may stand in Slack already wants to be meant', async () => {
    await seed('d1', 'parked', { purpose: 'digest', reason: 'unconfirmed:missing_scope' })
    const refused = await run('retry', 'd1')
    expect(refused.code).toBe(1)
    expect(refused.stderr.join('\n')).toMatch(
      /may stand in Slack already.*missing_scope[\s\S]*drop d1[\s\S]*retry d1 --force/,
    )
    expect(await row('d1')).toMatchObject({ state: 'parked' })
    expect(await entries()).toEqual([])
    expect(await run('retry', 'd1', '--force')).toMatchObject({ code: 0 })
    expect(await row('d1')).toMatchObject({ state: 'pending', reason: 'unseen:unconfirmed:missing_scope' })
  })

  test('says so where nothing is sent at all', async () => {
    await seed('d1', 'parked')
    await world.store.workspaces.suspend(world.workspaceId, true)
    expect((await run('retry', 'd1')).stderr).toEqual([expect.stringMatching(/refused this workspace's token/)])
  })

  test.each(['pending', 'sending', 'sent', 'unknown', 'skipped'] as const)(
    'of one that is %s changes nothing',
    async (state) => {
      await seed('d1', state)
      const before = await row('d1')
      const { code, stdout, stderr } = await run('retry', 'd1')
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toEqual([expect.stringMatching(new RegExp(`^d1 cannot be retried: it is ${state}, that is, `))])
      expect(await row('d1')).toEqual(before)
      expect(await entries()).toEqual([])
    },
  )
})

describe('drop', () => {
  test.each(['pending', 'unknown', 'parked'] as const)('ends one that is %s, and writes it down', async (state) => {
    await seed('d1', state)
    expect(await run('drop', 'd1')).toMatchObject({
      code: 0,
      stdout: `d1 (handover), which was ${state}, will not be sent.\n`,
    })
    expect(await row('d1')).toMatchObject({ state: 'skipped', reason: 'dropped' })
    expect(await entries()).toMatchObject([{ action: 'delivery.drop', subject: 'd1', facts: { state } }])
    const late = NOW + 3_600_000
    expect(await world.store.queue.claim(late, late + 1, 10)).toEqual([])
    expect(await world.store.queue.claimUnknown(late, 1, late + 1, 10)).toEqual([])
  })

  test.each(['sending', 'sent', 'skipped'] as const)('leaves one that is %s', async (state) => {
    await seed('d1', state)
    const before = await row('d1')
    expect(await run('drop', 'd1')).toMatchObject({ code: 1, stdout: '' })
    expect(await row('d1')).toEqual(before)
    expect(await entries()).toEqual([])
  })

  test('of one that a worker looks into at that moment has the last word', async () => {
    await seed('d1', 'unknown')
    const late = NOW + 3_600_000
    const [looking] = await world.store.queue.claimUnknown(late, 1, late + 30_000, 10)
    if (looking === undefined) throw new Error('it was not claimed')
    expect(await run('drop', 'd1')).toMatchObject({ code: 0 })
    const again = { state: 'pending', notBefore: late, reason: 'unseen:timeout', counted: true } as const
    expect(await world.store.queue.settle(looking, again)).toBe(false)
    expect(await row('d1')).toMatchObject({ state: 'skipped' })
  })

  test('leaves the slot taken', async () => {
    await seed('d1', 'parked')
    await run('drop', 'd1')
    const again = await world.store
      .of(world.workspaceId)
      .transaction((tx) => tx.deliveries.enqueue(aDelivery({ id: 'd2', recipient: 'd1', occasion: 'd1' })))
    expect(again.isNew).toBe(false)
  })
})

describe('what cannot be meant', () => {
  test.each([['retry'], ['drop']])('%s of an id that nobody knows', async (verb) => {
    const { code, stderr } = await run(verb, 'no-such-id')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: ['There is no delivery no-such-id here. `tasuki deliveries` lists them.'],
    })
    expect((await run(verb, 'x'.repeat(200))).code).toBe(1)
  })

  test.each([
    [
      'a state that there is not',
      ['--state', 'lost'],
      /^--state <state> "lost": it must be one of pending, sending, sent/,
    ],
    ['a limit that is no number', ['--limit', '0'], /whole number above 0/],
    ['an option that there is not', ['--all'], /There is no option --all\./],
    ['a word that there is not', ['resend', 'd1'], /too many words|There is no command/],
    ['no id', ['retry'], /<id> is needed\./],
  ])('%s exits 2', async (_what, argv, words) => {
    const { code, stdout, stderr } = await run(...argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.join('\n')).toMatch(words)
  })

  test('is told in Japanese where that is the language, as the list is', async () => {
    await world.store
      .of(world.workspaceId)
      .transaction(async (tx) => tx.settings.put({ ...(await tx.settings.get()), locale: 'ja' }, null, 1))
    await seed('d1', 'parked')
    const ja = (...argv: string[]) =>
      typed(deliveriesCommands, ['deliveries', ...argv], {
        env: { DATABASE_URL: `sqlite:${world.file}` },
        clock: world.clock,
      })
    expect((await ja('--limit', '0')).stderr).toEqual([
      '--limit <n> の「0」は使えません。1以上の整数をご指定ください。',
      '(使い方は --help で表示できます)',
    ])
    const errorOf = async (...argv: string[]) => (await ja(...argv)).stderr[0]
    expect(await errorOf('--sate', 'parked')).toBe(
      '「--sate」というオプションはありません。「--state」のことでしょうか。',
    )
    expect(await errorOf('--state', 'lost')).toBe(
      '--state <state> の「lost」は使えません。次のどれかをご指定ください:pending, sending, sent, unknown, parked, skipped。',
    )
    expect(await errorOf('--limit')).toBe('--limit <n> に値がありません。')
    expect(await errorOf('retry')).toBe('<id> の指定が必要です。')
    expect(await errorOf('drop', 'x')).toBe('x という送信はありません。tasuki deliveries で一覧を表示できます。')
    const { stdout } = await ja()
    expect(stdout).toMatch(
      /^ID +状態 +種類 +宛先 +対象 +送信予定\(Asia\/Tokyo\) +試行 +理由\nd1 +送信できず +トスアップ /,
    )
    expect(stdout).toContain('送信待ち(pending) 0 · ')
    expect((await ja('drop', 'd1')).stdout).toBe('d1(トスアップ)は送りません(これまでの状態:送信できず)。\n')
    expect(await errorOf('drop', 'd1')).toMatch(/^d1 は取りやめられません。送る時点で/)
  })

  test('--help exits 0 and names the words', async () => {
    const { code, stdout } = await run('--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/retry[\s\S]+drop/)
  })
})
