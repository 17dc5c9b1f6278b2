import type { Contact, Department, Product } from '../domain/account.js'
import { OPEN_STATES } from '../domain/csql.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import { ask, type Ctx } from './context.js'
import { detailsOf } from './read-csql.js'

/** Open CSQLs of an account that a form offers. */
const OTHERS_READ = 100

/** Master data that a form about a CSQL offers: products, and departments and contacts of its account. */
export interface Choices {
  readonly products: readonly Product[]
  readonly departments: readonly Department[]
  readonly contacts: readonly Contact[]
}

export async function readProducts(ctx: Ctx): Promise<readonly Product[]> {
  ask(ctx, 'account.read')
  return ctx.store.read((tx) => tx.products.all())
}

export async function readChoices(ctx: Ctx, { csql }: CsqlDetails): Promise<Choices> {
  ask(ctx, 'account.read')
  return ctx.store.read(async (tx) => ({
    products: await tx.products.all(),
    departments: await tx.accounts.departments(csql.accountId),
    contacts: await tx.accounts.contacts(csql.accountId),
  }))
}

/** The account's other open CSQLs, to be merged into. */
export async function readOthers(ctx: Ctx, { csql }: CsqlDetails): Promise<readonly CsqlDetails[]> {
  ask(ctx, 'account.read')
  return ctx.store.read(async (tx) => {
    const filter = { accountId: csql.accountId, states: OPEN_STATES, limit: OTHERS_READ }
    const { rows } = await tx.csqls.list(filter)
    const details: CsqlDetails[] = []
    for (const other of rows) if (other.id !== csql.id) details.push(await detailsOf(tx, other))
    return details
  })
}
