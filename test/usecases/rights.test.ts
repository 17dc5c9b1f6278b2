import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NotAllowed } from '../../src/domain/errors.js'
import { OVERVIEW } from '../../src/domain/home.js'
import { AccountId, ContractId, DeliveryId, ProductId } from '../../src/domain/ids.js'
import { type Actor, STANDINGS } from '../../src/domain/person.js'
import { HOLDERS, RIGHTS, type Right, type Who, type WorkspaceRight } from '../../src/domain/rights.js'
import { acknowledgeChurn } from '../../src/usecases/acknowledge-churn.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { changeMyTime, readPersonTime } from '../../src/usecases/change-my-time.js'
import { changeSettings, readSettings } from '../../src/usecases/change-settings.js'
import { chooseAccount } from '../../src/usecases/choose-account.js'
import { chooseSummary, readSummaryChoice } from '../../src/usecases/choose-summary.js'
import type { Ctx } from '../../src/usecases/context.js'
import { keepDraft } from '../../src/usecases/drafts.js'
import { editAccount } from '../../src/usecases/edit-account.js'
import { exportAudit } from '../../src/usecases/export-audit.js'
import { exportEvents } from '../../src/usecases/export-events.js'
import { exportSheet } from '../../src/usecases/export-sheets.js'
import { findErasable } from '../../src/usecases/find-erasable.js'
import { importEvents } from '../../src/usecases/import-events.js'
import { importSheet } from '../../src/usecases/import-sheet.js'
import { listDeliveries } from '../../src/usecases/list-deliveries.js'
import { logSignal, logSignals } from '../../src/usecases/log-signal.js'
import { mergeAccounts } from '../../src/usecases/merge-accounts.js'
import { isFirstOffer } from '../../src/usecases/offer-once.js'
import { pauseNudges } from '../../src/usecases/pause-nudges.js'
import { previewDigest } from '../../src/usecases/preview-digest.js'
import { findAccount } from '../../src/usecases/read-account.js'
import { readOwnBatch } from '../../src/usecases/read-batch.js'
import { listCsqls, readCsql } from '../../src/usecases/read-csql.js'
import { readFigure } from '../../src/usecases/read-figure.js'
import { readHome } from '../../src/usecases/read-home.js'
import { readReport } from '../../src/usecases/read-report.js'
import { readTargets, setTarget } from '../../src/usecases/set-target.js'
import { dropDelivery, retryDelivery } from '../../src/usecases/settle-by-hand.js'
import { undoAction } from '../../src/usecases/undo-action.js'
import { standingOf } from '../support/rights-table.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await logSignal(world.as(world.csm), {
    line: null,
    fields: { account: { id: world.account.id }, note: '席が足りない' },
  })
  // Nobody else looks after the account.
  await world.store.of(world.workspaceId).transaction((tx) =>
    tx.accounts.putContract({
      ...{ workspaceId: world.workspaceId, id: ContractId.parse('k1'), accountId: world.account.id },
      ...{ departmentId: null, productId: world.product.id, phase: null, hasOutcome: null, csmId: world.manager.id },
      ...{ aeId: null, amount: null, amountPeriod: null, currency: 'JPY', renewalOn: null },
      ...{ channel: null, partnerName: null },
    }),
  )
})
afterAll(() => world.close())

async function* none(): AsyncGenerator<never> {}
const november = { from: '2026-11-01', to: '2026-11-30' }
const note = { account: { name: '白樺商事' }, note: '席が足りない' }
const time = (personId: World['csm']['id']) => ({ personId, workingHours: null, kept: [], added: [] })

/** One call of each right, of what is the AE's own where it is anybody's. */
const CALLS: Readonly<Record<WorkspaceRight, (ctx: Ctx) => unknown>> = {
  log: (ctx) => logSignal(ctx, { line: null, fields: note }),
  'csql.read': (ctx) => listCsqls(ctx, { limit: 1 }),
  'account.read': (ctx) => findAccount(ctx, '白樺商事'),
  'account.edit': (ctx) => editAccount(ctx, { accountId: world.account.id, form: { opened: {}, sent: {} } }),
  'account.merge': (ctx) =>
    mergeAccounts(ctx, { fromId: world.account.id, intoId: AccountId.parse('none'), amounts: null, seen: '' }),
  'home.read': (ctx) => readHome(ctx, world.ae, OVERVIEW),
  'draft.keep': (ctx) => keepDraft(ctx, { line: 'x', duplicateOf: null }),
  'report.read': (ctx) => readReport(ctx, { ...november, unit: null }),
  'target.read': (ctx) => readTargets(ctx),
  'target.set': (ctx) => setTarget(ctx, { of: { kind: 'team', managerId: null }, metric: 'csqls', value: 1 }),
  'digest.preview': (ctx) => previewDigest(ctx),
  'churn.acknowledge': (ctx) => acknowledgeChurn(ctx, ProductId.parse('none')),
  'time.read': (ctx) => readPersonTime(ctx, world.ae.id),
  'time.change': (ctx) => changeMyTime(ctx, time(world.ae.id)),
  'nudges.pause': (ctx) => pauseNudges(ctx, null),
  'summary.read': (ctx) => readSummaryChoice(ctx),
  'summary.choose': (ctx) => chooseSummary(ctx, true),
  'batch.read': (ctx) => readOwnBatch(ctx, DeliveryId.parse('none')),
  'settings.read': (ctx) => readSettings(ctx),
  'settings.change': (ctx) => changeSettings(ctx, { churnGate: 12 }),
  'sheet.import': (ctx) =>
    importSheet(ctx, { sheet: 'accounts', rows: none, dryRun: true, codeOf: () => undefined, fromCommandLine: true }),
  'sheet.export': async (ctx) => void (await exportSheet(ctx, { sheet: 'accounts' }).next()),
  'archive.import': (ctx) => importEvents(ctx, { lines: none(), dryRun: true }),
  'archive.export': (ctx) => void exportEvents(ctx).next(),
  'data.erase': (ctx) => findErasable(ctx, 'x'),
  'audit.export': (ctx) => exportAudit(ctx, 0, 1),
  'delivery.read': (ctx) => listDeliveries(ctx, { limit: 1 }),
  'delivery.retry': (ctx) => retryDelivery(ctx, 'none', false),
  'delivery.drop': (ctx) => dropDelivery(ctx, 'none'),
}

const own: readonly Right[] = ['nudges.pause', 'summary.read', 'summary.choose', 'batch.read']

/** Somebody who is that, and nothing else. */
function holder(who: Who): Actor | null {
  if (who === 'system') return { kind: 'system' }
  const of = (person: World['csm'], roles: readonly ('manager' | 'admin' | 'inside_sales')[] = []): Actor => ({
    ...{ kind: 'person', id: person.id, roles: new Set(roles), standing: 'member', locale: 'ja' },
  })
  if (who === 'self') return of(world.ae)
  if (who === 'manager' || who === 'admin' || who === 'inside_sales') return of(world.manager, [who])
  return who === 'member' ? of(world.csm) : null
}

const refused = async (call: () => unknown): Promise<boolean> => {
  try {
    await call()
    return false
  } catch (error) {
    return error instanceof NotAllowed
  }
}

describe.each(Object.entries(CALLS))('%s', (right, call) => {
  test.each(HOLDERS.map((who) => [who]))('%s is let through, or refused, as the matrix says', async (who) => {
    const actor = holder(who)
    if (actor === null) return
    const needed = RIGHTS[right as Right].who
    // What is everybody's own is asked of oneself.
    const isOwn = own.includes(right as Right) && actor.kind === 'person'
    const says = isOwn || standingOf(who).some((one) => needed.includes(one))
    expect(await refused(() => call(world.as(actor)))).toBe(!says)
  })
})

describe.each(STANDINGS.filter((standing) => standing !== 'member').map((one) => [one]))('%s', (standing) => {
  const nobody = (): Ctx =>
    world.as({
      ...{ kind: 'person', id: world.ae.id, standing, locale: 'ja' },
      roles: new Set(['csm', 'ae', 'inside_sales', 'manager', 'admin']),
    })

  test.each([
    ...Object.entries(CALLS),
    ['many lines', (ctx: Ctx) => logSignals(ctx, [{ line: null, fields: note }])],
    ['an offer', (ctx: Ctx) => isFirstOffer(ctx)],
    ['a transition', (ctx: Ctx) => actOnCsql(ctx, { number: 1, version: null, action: 'note', fields: { note: 'x' } })],
    ['an account', (ctx: Ctx) => chooseAccount(ctx, { number: 1, accountId: world.account.id })],
    ['an undo', (ctx: Ctx) => undoAction(ctx, { number: 1 })],
    ['a CSQL', (ctx: Ctx) => readCsql(ctx, 1)],
    [
      'a figure',
      (ctx: Ctx) =>
        readFigure(ctx, { ...november, part: 'csqls.n', slice: null, currency: null }, { limit: 1, offset: 0 }),
    ],
  ] as const)('is refused by every use case, whatever roles they were given: %s', async (_what, call) => {
    const commits = world.commits()
    expect(await refused(() => call(nobody()))).toBe(true)
    expect(world.commits()).toBe(commits)
  })
})

test('a field that an action does not take is refused, and nothing is written', async () => {
  const act = actOnCsql(world.as(world.csm), {
    ...{ number: 1, version: null, action: 'note' },
    fields: { note: 'x', amount: 1_000_000 },
  })
  await expect(act).rejects.toMatchObject({ facts: { action: 'note', field: 'amount' } })
  expect((await readCsql(world.as(world.csm), 1)).csql.amount).toBeNull()
})
