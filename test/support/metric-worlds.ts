import fc from 'fast-check'
import type { Account, Contract } from '../../src/domain/account.js'
import type { Attempt } from '../../src/domain/attempt.js'
import { type Csql, SOURCES } from '../../src/domain/csql.js'
import { addDays } from '../../src/domain/days.js'
import { DomainError } from '../../src/domain/errors.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import { AccountId, ContractId, CsqlId, ProductId } from '../../src/domain/ids.js'
import { canAct } from '../../src/domain/may.js'
import type { MetricSpan } from '../../src/domain/metrics.js'
import { addToMonth } from '../../src/domain/months.js'
import type { AccountSnapshot } from '../../src/domain/snapshot.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import type { Settings } from '../../src/domain/workspace.js'
import { localDay, startOfDay } from '../../src/domain/zone-time.js'
import type { Store, WorkspaceStore } from '../../src/usecases/ports.js'
import {
  act,
  actor,
  calendarFor,
  logged,
  type Matter,
  OTHER_PRODUCT,
  PRODUCT,
  person,
  settingsWith,
  text,
  undone,
  WORKSPACE,
} from './csql-world.js'
import { anAccount, aPerson, aProduct } from './database.js'
import type { OracleWorld } from './metrics-oracle.js'

/** Random months of a workspace, for the metrics: histories by the rules, in zones whose clocks change, at the edges of days. */

const ACTORS = ['csm', 'logger', 'inside_sales', 'ae', 'proposed_ae', 'other_csm', 'manager', 'system'] as const
const PRODUCTS = [PRODUCT, OTHER_PRODUCT] as const
const ACCOUNTS = ['account', 'account-2', 'account-3', 'account-4'].map((id) => AccountId.parse(id))
/** Clocks change in New York on 2026-03-08, on Lord Howe (by half an hour) on 2026-04-05. */
const ZONES = ['Asia/Tokyo', 'America/New_York', 'Australia/Lord_Howe', 'UTC'] as const
const FIRST_DAY = '2026-03-01'

/** What people mostly do, and what they rarely do. */
const ACTIONS: readonly Attempt['action'][] = [
  ...['qualify', 'qualify', 'qualify', 'accept', 'accept', 'accept', 'convert', 'convert', 'win', 'win', 'win'],
  ...['return', 'return', 'reject', 'reject', 'update', 'update', 'lose', 'nurture', 'wake', 'withdraw', 'merge'],
  ...['reassign', 'reassign', 'reopen', 'reopen', 'note', 'edit', 'snooze', 'plan_fix', 'propose_ae', 'neglect'],
  ...['ask_support', 'ask_csm', 'answer_csm'],
] as Attempt['action'][]

const FUNNEL = (['qualify', 'accept', 'convert', 'win'] as const).map((action) => ACTIONS.indexOf(action))

const turn = fc.record({
  pick: fc.nat({ max: 10_000 }),
  doing: fc.oneof({ weight: 9, arbitrary: fc.constant('act' as const) }, fc.constant('undo' as const)),
  later: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(0, MINUTE, 2 * MINUTE, HOUR, 5 * HOUR, DAY_MS, 2 * DAY_MS, 9 * DAY_MS) },
    { weight: 2, arbitrary: fc.constantFrom(20 * DAY_MS, 30 * DAY_MS, 60 * DAY_MS, 90 * DAY_MS) },
  ),
  yearly: fc.boolean(),
  amount: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2 ** 45 })),
  dollars: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  inferred: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
})
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never

const history = fc.record({
  day: fc.integer({ min: 0, max: 60 }),
  /** Into the day; -1 is the last moment of the one before. */
  into: fc.constantFrom(-1, 0, HOUR, 12 * HOUR, 20 * HOUR),
  account: fc.constantFrom(...ACCOUNTS),
  kind: fc.constantFrom('upsell', 'upsell', 'cross_sell', 'referral' as const),
  source: fc.constantFrom(...SOURCES.slice(0, 3), null),
  csm: fc.constantFrom('csm', 'other_csm', 'logger'),
  /** How far it is brought before anything else happens. */
  ahead: fc.nat({ max: 4 }),
  turns: fc.array(turn, { maxLength: 14, size: 'max' }),
})

export const worlds = fc.record({
  zone: fc.constantFrom(...ZONES),
  fromDay: fc.integer({ min: 0, max: 70 }),
  length: fc.constantFrom(1, 7, 31, 120),
  age: fc.constantFrom(0, DAY_MS, 89 * DAY_MS, 91 * DAY_MS),
  histories: fc.array(history, { minLength: 1, maxLength: 7, size: 'max' }),
  months: fc.array(fc.integer({ min: -14, max: 5 }), { maxLength: 20, size: 'max' }),
  allMonths: fc.boolean(),
  paid: fc.array(
    fc.record({
      month: fc.nat({ max: 19 }),
      account: fc.constantFrom(...ACCOUNTS),
      product: fc.constantFrom(...PRODUCTS),
      amount: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 ** 45 })),
      dollars: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    { maxLength: 60, size: 'max' },
  ),
  churned: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
})
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never

export interface MadeWorld {
  readonly settings: Settings
  readonly span: MetricSpan
  readonly oracle: OracleWorld
}

/** The histories of a world, by the rules of the domain alone. */
export function made(world: World): MadeWorld {
  const settings = settingsWith({
    zone: world.zone,
    selfClosing: [{ productId: OTHER_PRODUCT, kind: 'cross_sell' }],
    country: 'JP',
  })
  const matters: Matter[] = []
  for (const [index, given] of world.histories.entries()) {
    const begins = startOfDay(world.zone, addDays(FIRST_DAY, given.day)) + given.into
    matters.push(
      logged(
        {
          ...{ id: CsqlId.parse(`csql-${index + 1}`), number: index + 1, accountId: given.account },
          ...{ kind: given.kind, source: given.source, csmId: person(given.csm), aeId: null },
        },
        begins,
        settings,
      ),
    )
  }
  for (const [index, { turns, ahead }] of world.histories.entries()) {
    let now = matters[index]?.csql.loggedAt ?? 0
    const first = turns.slice(0, ahead).map((one, step): Turn => ({ ...one, doing: 'act', pick: FUNNEL[step] ?? 0 }))
    for (const one of [...first, ...turns]) {
      now += one.later
      const [matter, other] = [matters[index], matters[(index + 1) % matters.length]]
      if (matter !== undefined && other !== undefined) matters[index] = taken(matter, other, one, now)
    }
  }
  const from = addDays(FIRST_DAY, world.fromDay)
  const to = addDays(from, world.length - 1)
  const latest = Math.max(...matters.flatMap(({ events }) => events.map(({ recordedAt }) => recordedAt)))
  const now = Math.max(latest + 1, startOfDay(world.zone, addDays(to, 1)) + world.age)
  return {
    settings,
    span: { from, to, zone: world.zone, currency: 'JPY', now },
    oracle: {
      all: matters,
      accounts: accountsOf(),
      contracts: contractsOf(world),
      snapshots: snapshotsOf(world, to.slice(0, 7)),
      calendarOf: (ae) => calendarFor(settings, ae),
    },
  }
}

function taken(matter: Matter, other: Matter, one: Turn, now: Instant): Matter {
  try {
    if (one.doing === 'undo') return undone(matter, matter.events.at(-1)?.actorId ?? 'csm', now)
    const action = ACTIONS[one.pick % ACTIONS.length] ?? 'qualify'
    const who = ACTORS.find((name) => canAct(action, actor(name), matter.csql, matter.settings, other.csql))
    if (who === undefined) return matter
    const acted = act(matter, who, attemptOf(action, one, now, matter, other.csql), now)
    return one.inferred ? inferring(acted) : acted
  } catch (error) {
    if (error instanceof DomainError) return matter
    throw error
  }
}

/** As an import marks a step that it only concluded, be it the opportunity that a win went through. */
function inferring(matter: Matter): Matter {
  const { events } = matter
  const index = events.findLastIndex(({ kind }) => kind !== 'win')
  const last = events[index]
  if (last === undefined || !['qualify', 'accept', 'convert'].includes(last.kind)) return matter
  const marked: CsqlEvent = { ...last, figures: { ...last.figures, inferred: 1 } }
  return { ...matter, events: events.with(index, marked) }
}

function attemptOf(
  action: Attempt['action'],
  one: Turn,
  now: Instant,
  { csql, settings }: Matter,
  other: Csql,
): Attempt {
  const { pick } = one
  // A null among them is an answer as well.
  const among = <T>(options: readonly [T, ...T[]]): T => options[Math.floor(pick / 37) % options.length] as T
  const today = localDay(settings.zone, now)
  const earlier = addDays(today, -among([0, 0, 1, 5]))
  const later = addDays(today, among([1, 3, 20]))
  const amount = {
    amount: among([one.amount, one.amount, null]),
    amountPeriod: one.yearly ? ('year' as const) : ('month' as const),
    oneTime: among([one.amount, null, 0, 7]),
    currency: one.dollars ? 'USD' : 'JPY',
  }
  const reasonTextId = text('reason')
  switch (action) {
    case 'qualify':
      return {
        ...{ action, checklist: [], changedTextId: text('changed'), problemTextId: text('problem') },
        ...{ productId: among([PRODUCT, OTHER_PRODUCT]), source: among(['webinar', 'survey', 'support']) },
        ...(pick % 3 === 0 ? amount : {}),
        ae: among([person('ae'), person('proposed_ae'), csql.csmId, 'unassigned', person('ae')]),
      }
    case 'accept':
      return { action }
    case 'return':
      return { action, missing: ['timing'] }
    case 'reject':
      return { action, reason: among(['already_in_pipeline', 'no_budget', 'too_early']) }
    case 'update':
      return { action, progress: 'contacted', nextOn: later }
    case 'convert':
      return { action, ...amount, closeMonth: later.slice(0, 7) }
    case 'win':
      return { action, ...amount, wonOn: earlier, startOn: among([later, addDays(today, 90), null, later, null]) }
    case 'lose':
      return { action, reason: 'price', lostOn: among([null, earlier]) }
    case 'nurture':
      return { action, reason: 'next_budget', recheckOn: later }
    case 'withdraw':
      return { action, reason: 'customer_changed' }
    case 'merge':
      return { action, into: other }
    case 'reassign':
      return pick % 2 === 0
        ? { action, csmId: among([person('other_csm'), person('csm')]) }
        : { action, aeId: among([person('proposed_ae'), person('ae')]) }
    case 'reopen':
      return { action, reasonTextId }
    case 'note':
      return { action, textId: text('said') }
    case 'edit':
      return { action, changes: { heat: among(['high', 'low']), ...(pick % 3 === 0 ? amount : {}) } }
    case 'snooze':
      return { action, until: now + DAY_MS }
    case 'plan_fix':
      return { action, fixOn: later }
    case 'propose_ae':
      return { action, aeId: among([person('proposed_ae'), person('manager')]) }
    case 'neglect':
      return { action, reason: 'hard_problem' }
    case 'ask_support':
      return { action, supporterId: person('member'), textId: text('said') }
    case 'ask_csm':
    case 'answer_csm':
      return { action, textId: text('said') }
    case 'wake':
      return { action }
  }
}

/** The last of them was only typed. */
const accountsOf = (): readonly Account[] =>
  ACCOUNTS.map((id, index) => anAccount({ workspaceId: WORKSPACE, id, name: id, provisional: index === 3 }))

const contractsOf = ({ churned }: World): readonly Contract[] =>
  ACCOUNTS.slice(0, 2).flatMap((accountId, index) =>
    PRODUCTS.map(
      (productId, nth): Contract => ({
        ...{ workspaceId: WORKSPACE, id: ContractId.parse(`${accountId}-${productId}`), accountId, productId },
        ...{ departmentId: null, hasOutcome: null, csmId: null, aeId: null, amount: null, amountPeriod: null },
        ...{ currency: 'JPY', renewalOn: null, channel: null, partnerName: null },
        phase: churned[index * 2 + nth] === true ? 'churned' : null,
      }),
    ),
  )

function snapshotsOf({ paid, months, allMonths }: World, lastMonth: string): readonly AccountSnapshot[] {
  const imported = allMonths ? Array.from({ length: 20 }, (_, n) => n - 14) : months
  const rows = new Map<string, AccountSnapshot>()
  const put = (row: AccountSnapshot) => rows.set(`${row.month} ${row.accountId} ${row.productId}`, row)
  for (const n of imported) {
    put({
      ...{ month: addToMonth(lastMonth, n), accountId: ACCOUNTS[0] ?? AccountId.parse('account'), productId: PRODUCT },
      ...{ amount: 0, currency: 'JPY' },
    })
  }
  for (const { month, account, product, amount, dollars } of paid) {
    const n = imported[month % Math.max(1, imported.length)]
    if (n === undefined) continue
    const key = { month: addToMonth(lastMonth, n), accountId: account, productId: ProductId.parse(product) }
    put({ ...key, amount, currency: dollars ? 'USD' : 'JPY' })
  }
  return [...rows.values()]
}

/** Writes a world into an empty store, as the program would have. */
export async function stored(store: Store, { settings, oracle }: MadeWorld): Promise<WorkspaceStore> {
  await store.workspaces.create(
    { id: WORKSPACE, slackTeamId: null, slackEnterpriseId: null, name: null, settings, suspended: false },
    0,
  )
  const scoped = store.of(WORKSPACE)
  await scoped.transaction(async (tx) => {
    for (const name of [...ACTORS, 'member']) {
      const { zone } = calendarFor(settings, name)
      await tx.people.put(aPerson({ workspaceId: WORKSPACE, id: person(name), name, slackUserId: null, zone }))
    }
    for (const id of PRODUCTS) await tx.products.put(aProduct({ workspaceId: WORKSPACE, id }))
    for (const account of oracle.accounts) await tx.accounts.insert(account)
    for (const contract of oracle.contracts) await tx.accounts.putContract(contract)
    await tx.snapshots.put(oracle.snapshots)
    for (const { csql } of oracle.all) await tx.csqls.insert(withoutTexts(csql))
    for (const { events, clocks } of oracle.all) {
      for (const { seq: _seq, workspaceId: _workspace, ...event } of events) await tx.events.append(event)
      for (const clock of clocks) await tx.clocks.insert(clock)
    }
  })
  return scoped
}

/** Figures ask for no text, and these histories have none. */
const withoutTexts = (csql: Csql): Csql => ({
  ...csql,
  ...{ lineTextId: null, noteTextId: null, problemTextId: null, sourceDetailTextId: null, nextActionTextId: null },
  ...{ promisesTextId: null, changedTextId: null, overrideTextId: null, reasonTextId: null, crmTextId: null },
  ...{ contactId: null, mergedInto: null },
})
