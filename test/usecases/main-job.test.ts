import { afterEach, beforeEach, expect, test } from 'vitest'
import { CsqlChangedMeanwhile, DuplicateOpen } from '../../src/domain/errors.js'
import { foldHistory } from '../../src/domain/event.js'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { readCsql } from '../../src/usecases/read-csql.js'
import { undoAction } from '../../src/usecases/undo-action.js'
import { openWorld, type World } from '../support/world.js'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const log = (fields: Partial<CsqlFields> = {}, key?: string) =>
  logSignal(world.as(world.csm, key), {
    line: '青葉商事 アップセル 定例で席数の不足を相談された',
    fields: { account: { id: world.account.id }, kind: 'upsell', note: '定例で席数の不足を相談された', ...fields },
  })

const handOver = (number: number, fields: Partial<CsqlFields> = {}) =>
  actOnCsql(world.as(world.csm), {
    number,
    version: null,
    action: 'qualify',
    fields: {
      source: 'cs_activity',
      problem: '席が足りず、残業の集計が遅れる',
      contact: { name: '大槻', title: '経理課長' },
      opt_in: 'yes',
      checklist: ['considering'],
      ae: world.ae.id,
      ...fields,
    },
  })

const act = (
  who: World['csm'],
  number: number,
  action: Parameters<typeof actOnCsql>[1]['action'],
  fields: CsqlFields = {},
) => actOnCsql(world.as(who), { number, version: null, action, fields })

const deliveries = async () =>
  (await world.store.of(world.workspaceId).read((tx) => tx.deliveries.list({ limit: 100 }))).map(
    ({ purpose, recipient, state }) => ({ purpose, recipient, state }),
  )

/** The row as it is kept, and as its history makes it. */
async function rowAndFold(number: number) {
  return world.store.of(world.workspaceId).read(async (tx) => {
    const row = await tx.csqls.byNumber(number)
    if (row === null) throw new Error('no such CSQL')
    return { row, fold: foldHistory(number, await tx.events.of(row.id)) }
  })
}

test('a signal goes from the log to the win, and the row always equals the fold of its history', async () => {
  const { number } = await log()
  const steps = [
    () => handOver(number),
    () => act(world.ae, number, 'accept'),
    () => act(world.ae, number, 'update', { progress: 'meeting_set', next_on: '2026-12-01' }),
    () => act(world.ae, number, 'convert', { amount: 120_000, amount_period: 'month', close_month: '2026-12' }),
    () =>
      act(world.ae, number, 'win', {
        amount: 100_000,
        amount_period: 'month',
        won_on: '2026-11-24',
        promises: '4月開始',
      }),
  ]
  for (const step of steps) {
    world.clock.set(world.clock.now() + HOUR)
    await step()
    const { row, fold } = await rowAndFold(number)
    expect(row).toEqual(fold)
  }
  const { row } = await rowAndFold(number)
  expect(row).toMatchObject({ state: 'won', version: 6, wonAmount: 100_000, amount: 120_000, wonOn: '2026-11-24' })
})

test('the hand-over is owed to the AE in the same transaction, and each decision to the CSM', async () => {
  const { number } = await log()
  await handOver(number)
  expect(await deliveries()).toEqual([{ purpose: 'handover', recipient: world.ae.id, state: 'pending' }])
  await act(world.ae, number, 'accept')
  expect(await deliveries()).toContainEqual({ purpose: 'decision', recipient: world.csm.id, state: 'pending' })
})

test('the same request has one effect and the same answer', async () => {
  const [first, second] = await Promise.all([log({}, 'command:1'), log({}, 'command:1')])
  expect(second).toEqual(first)
  await expect(readCsql(world.as(world.csm), first.number + 1)).rejects.toMatchObject({ code: 'not_found' })
})

test('the same matter is refused a second time, and goes on when somebody says so', async () => {
  const { number } = await log()
  await expect(log()).rejects.toThrow(DuplicateOpen)
  await expect(log()).rejects.toMatchObject({ facts: { number } })
  const again = await logSignal(world.as(world.csm), {
    line: null,
    fields: { account: { id: world.account.id }, kind: 'upsell', note: '別部署の件', override_reason: '別の部署' },
    despiteDuplicate: true,
  })
  expect(again.number).toBe(number + 1)
})

test('of two who decide at once one wins, and the other learns who did what', async () => {
  const { number } = await log()
  const { version } = await handOver(number)
  const decide = (who: World['csm'], action: 'accept' | 'reject', fields: CsqlFields) =>
    actOnCsql(world.as(who), { number, version, action, fields })
  const outcomes = await Promise.allSettled([
    decide(world.ae, 'accept', {}),
    decide(world.manager, 'reject', { reason: 'no_budget' }),
  ])
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(lost).toHaveLength(1)
  expect(lost[0]?.reason).toBeInstanceOf(CsqlChangedMeanwhile)
  expect(lost[0]?.reason.facts).toMatchObject({ kind: 'accept', actorName: world.ae.name, state: 'accepted' })
})

test('an undo within five minutes brings back state, fields and the decide clock with its old due time', async () => {
  const { number } = await log()
  await handOver(number)
  const before = await readCsql(world.as(world.csm), number)
  world.clock.set(world.clock.now() + HOUR)
  await act(world.ae, number, 'reject', { reason: 'no_budget' })
  world.clock.set(world.clock.now() + 4 * MINUTE)
  await undoAction(world.as(world.ae), { number })
  const after = await readCsql(world.as(world.csm), number)
  expect({ ...after.csql, version: 0, aeActedAt: null }).toEqual({ ...before.csql, version: 0, aeActedAt: null })
  expect(after.clocks.map(({ kind, dueAt }) => ({ kind, dueAt }))).toEqual(
    before.clocks.map(({ kind, dueAt }) => ({ kind, dueAt })),
  )
})

test('a new name becomes a provisional account, and what was typed is kept', async () => {
  const logged = await log({ account: { name: '霧笛倉庫' } })
  expect(logged.accountIsNew).toBe(true)
  const details = await readCsql(world.as(world.csm), logged.number)
  expect(details.account).toEqual({ name: '霧笛倉庫', provisional: true, segment: null })
  expect([...details.texts.values()]).toContain('青葉商事 アップセル 定例で席数の不足を相談された')
})

test('a form that is sent back untouched keeps the texts it showed', async () => {
  const { number } = await log()
  await handOver(number)
  const before = await readCsql(world.as(world.csm), number)
  await act(world.csm, number, 'edit', { problem: '席が足りず、残業の集計が遅れる', heat: 'high' })
  const after = await readCsql(world.as(world.csm), number)
  expect(after.csql.problemTextId).toBe(before.csql.problemTextId)
  expect(after.csql.heat).toBe('high')
})
