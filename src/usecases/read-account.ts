import type { Account, AccountNote, Contact, Contract, Department, Product } from '../domain/account.js'
import { undoableUntil } from '../domain/account-merge.js'
import { contractRevenue, type MonthlyAmount, snapshotRevenue } from '../domain/account-revenue.js'
import { standsAtAccount } from '../domain/account-rights.js'
import type { AuditEntry } from '../domain/audit.js'
import { OPEN_STATES, STATES, type State } from '../domain/csql.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import type { AccountId, PersonId } from '../domain/ids.js'
import { may } from '../domain/may.js'
import type { Month } from '../domain/months.js'
import type { Instant } from '../domain/time.js'
import type { AccountNamed } from './account-names.js'
import { ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'
import { detailsOf } from './read-csql.js'
import { standingAccount } from './standing-account.js'

/** Some of a list, and how many there are in all. */
export interface Part<T> {
  readonly rows: readonly T[]
  readonly total: number
}

export interface AccountSheet {
  readonly account: Account
  readonly parent: AccountNamed | null
  readonly children: Part<AccountNamed>
  readonly departments: readonly Department[]
  readonly contracts: readonly Contract[]
  readonly products: readonly Product[]
  readonly contacts: readonly Contact[]
  readonly notes: Part<AccountNote>
  readonly revenue: {
    readonly contracts: readonly MonthlyAmount[]
    /** Of the last month that was imported; null where none was. */
    readonly snapshot: { readonly month: Month; readonly amounts: readonly MonthlyAmount[] } | null
  }
  /** What was changed, the newest first. */
  readonly history: Part<AuditEntry>
  /** Whoever is named in contracts, notes and the history. */
  readonly names: ReadonlyMap<PersonId, string>
  readonly open: Part<CsqlDetails>
  readonly past: Part<CsqlDetails>
  /** The last merge into it, where the reader may still undo it. */
  readonly undoable: { readonly id: string; readonly until: Instant } | null
  /** What the reader may do. */
  readonly may: { readonly edit: boolean; readonly merge: boolean }
}

/** How much is read of each list: from which row on, and how many. */
export interface SheetPage {
  readonly limit: number
  readonly offset: number
}

const FIRST: SheetPage = { limit: 20, offset: 0 }

/** What a typed name comes to: one account, several that it may mean, or none. */
export type AccountFound =
  | { readonly kind: 'sheet'; readonly sheet: AccountSheet }
  | { readonly kind: 'likely'; readonly candidates: readonly AccountNamed[] }
  | { readonly kind: 'none' }

/** Finds an account by what was typed (exact name or alias, else the likely ones) and reads all that is known of it. */
export async function findAccount(ctx: Ctx, typed: string): Promise<AccountFound> {
  ask(ctx, 'account.read')
  return ctx.store.read(async (tx) => {
    const match = (await ctx.accountNames.index(tx)).match(typed)
    if (match.kind === 'none') return match
    const [only, ...others] = match.kind === 'exact' ? [match.account] : match.candidates
    if (only === undefined) return { kind: 'none' }
    if (others.length > 0) return { kind: 'likely', candidates: [only, ...others] }
    const sheet = await readSheet(ctx, tx, only.id, FIRST)
    return sheet === null ? { kind: 'none' } : { kind: 'sheet', sheet }
  })
}

/** All that is known of an account, its lists from a row on; null where there is no such account. */
export async function readAccountSheet(ctx: Ctx, id: AccountId, page = FIRST): Promise<AccountSheet | null> {
  ask(ctx, 'account.read')
  return ctx.store.read((tx) => readSheet(ctx, tx, id, page))
}

async function readSheet(ctx: Ctx, tx: Tx, shown: AccountId, page: SheetPage): Promise<AccountSheet | null> {
  const account = await standingAccount(tx, shown)
  if (account === null) return null
  const { id } = account
  const contracts = await tx.accounts.contracts(id)
  const notes = await tx.accountNotes.of(id, page)
  const history = await tx.audit.of(id, page)
  const decided = STATES.filter((state) => !(OPEN_STATES as readonly string[]).includes(state))
  return {
    ...{ account, contracts, notes, history },
    parent: account.parentId === null ? null : ((await tx.accounts.namesOf([account.parentId]))[0] ?? null),
    children: await tx.accounts.children(id, page.offset + page.limit),
    departments: await tx.accounts.departments(id),
    products: await tx.products.all(),
    contacts: await tx.accounts.contacts(id),
    revenue: await revenueOf(tx, id, contracts),
    names: await namesIn(tx, contracts, notes.rows, history.rows),
    open: await csqlsOf(tx, id, OPEN_STATES, page),
    past: await csqlsOf(tx, id, decided, page),
    undoable: await undoableFor(ctx, tx, id),
    may: {
      edit: may('account.edit', ctx.actor, { as: standsAtAccount(ctx.actor, contracts) }),
      merge: may('account.merge', ctx.actor),
    },
  }
}

async function undoableFor(ctx: Ctx, tx: Tx, id: AccountId): Promise<AccountSheet['undoable']> {
  const last = may('account.merge', ctx.actor) ? await tx.accountMerges.lastInto(id) : null
  const until = last === null ? 0 : undoableUntil(last.mergedAt)
  return last === null || ctx.now > until ? null : { id: last.id, until }
}

async function revenueOf(tx: Tx, id: AccountId, contracts: readonly Contract[]): Promise<AccountSheet['revenue']> {
  const { currency } = await tx.settings.get()
  const month = (await tx.snapshots.months()).at(-1)
  const paid = month === undefined ? [] : await tx.snapshots.ofAccount(id, month)
  return {
    contracts: contractRevenue(contracts, currency),
    snapshot: month === undefined ? null : { month, amounts: snapshotRevenue(paid, currency) },
  }
}

/** Whoever the history names stands in it by id, as in `csm: before>after`. */
async function namesIn(
  tx: Tx,
  contracts: readonly Contract[],
  notes: readonly AccountNote[],
  history: readonly AuditEntry[],
): Promise<ReadonlyMap<PersonId, string>> {
  const moved = history.flatMap(({ facts }) =>
    [facts['csm'], facts['ae']].flatMap((one) => String(one ?? '').split('>')),
  )
  const ids = [
    ...contracts.flatMap(({ csmId, aeId }) => [csmId, aeId]),
    ...notes.map(({ authorId }) => authorId),
    ...history.map(({ actorId }) => actorId),
    ...(moved.filter(Boolean) as PersonId[]),
  ]
  const people = await tx.people.many([...new Set(ids.filter((id) => id !== null))])
  return new Map(people.map(({ id, name }) => [id, name]))
}

async function csqlsOf(
  tx: Tx,
  accountId: AccountId,
  states: readonly State[],
  page: SheetPage,
): Promise<Part<CsqlDetails>> {
  const { rows, total } = await tx.csqls.list({ accountId, states, ...page })
  const details: CsqlDetails[] = []
  for (const csql of rows) details.push(await detailsOf(tx, csql))
  return { rows: details, total }
}
