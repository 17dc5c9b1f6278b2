import type { Account, Contact, Contract, Department, Product } from '../domain/account.js'
import { OPEN_STATES, STATES } from '../domain/csql.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import type { AccountId, PersonId } from '../domain/ids.js'
import type { AccountNamed } from './account-names.js'
import { ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'
import { detailsOf } from './read-csql.js'

/** CSQLs of an account that are read at once; the totals count all. */
const CSQLS_READ = 20

export interface AccountSheet {
  readonly account: Account
  readonly parentName: string | null
  readonly departments: readonly Department[]
  readonly contracts: readonly Contract[]
  readonly products: readonly Product[]
  readonly contacts: readonly Contact[]
  /** The people named in the contracts. */
  readonly names: ReadonlyMap<PersonId, string>
  readonly open: { readonly rows: readonly CsqlDetails[]; readonly total: number }
  readonly past: { readonly rows: readonly CsqlDetails[]; readonly total: number }
}

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
    const sheet = await readSheet(tx, only.id)
    return sheet === null ? { kind: 'none' } : { kind: 'sheet', sheet }
  })
}

async function readSheet(tx: Tx, id: AccountId): Promise<AccountSheet | null> {
  const account = await tx.accounts.get(id)
  if (account === null) return null
  const contracts = await tx.accounts.contracts(id)
  const people = await tx.people.many(
    contracts.flatMap(({ csmId, aeId }) => [csmId, aeId]).filter((one) => one !== null),
  )
  const decided = STATES.filter((state) => !(OPEN_STATES as readonly string[]).includes(state))
  return {
    account,
    parentName: account.parentId === null ? null : ((await tx.accounts.get(account.parentId))?.name ?? null),
    departments: await tx.accounts.departments(id),
    contracts,
    products: await tx.products.all(),
    contacts: await tx.accounts.contacts(id),
    names: new Map(people.map((person) => [person.id, person.name])),
    open: await page(tx, id, OPEN_STATES),
    past: await page(tx, id, decided),
  }
}

async function page(tx: Tx, accountId: AccountId, states: readonly CsqlDetails['csql']['state'][]) {
  const { rows, total } = await tx.csqls.list({ accountId, states, limit: CSQLS_READ })
  const details: CsqlDetails[] = []
  for (const csql of rows) details.push(await detailsOf(tx, csql))
  return { rows: details, total }
}
