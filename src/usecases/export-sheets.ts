import type { Account, Contract } from '../domain/account.js'
import { exactKey } from '../domain/account-name.js'
import type { Csql } from '../domain/csql.js'
import type { AccountId, ContractId, PersonId, ProductId, TextId } from '../domain/ids.js'
import { REASON_COLUMNS } from '../domain/sheets/csql-reasons.js'
import { SHEETS, type SheetName } from '../domain/sheets/sheets.js'
import { byColumn } from '../domain/sheets/step-columns.js'
import { writtenInstant, writtenMoney } from '../domain/sheets/written.js'
import { stepsToTell } from '../domain/steps-to-tell.js'
import type { Day, Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import { ask, type Ctx } from './context.js'
import { stepsHere } from './known-csqls.js'
import type { FirstEvents, Tx } from './ports.js'

/** Rows that are read in one go. */
const PAGE = 500

type Cell = string | null
type Cells = Readonly<Record<string, Cell | undefined>>

export interface ExportSheet {
  readonly sheet: SheetName
  /** For CSQLs: those logged in [from, to), UTC ms; null = no bound. */
  readonly logged?: { readonly from: Instant | null; readonly to: Instant | null }
}

/**
 * The rows of a sheet as the import reads them, their cells in the order of its columns. Reads page by page, so that no
 * transaction is held while they are written out.
 */
export async function* exportSheet(ctx: Ctx, { sheet, logged }: ExportSheet): AsyncGenerator<readonly Cell[]> {
  ask(ctx, 'sheet.export')
  const names = await ctx.store.read((tx) => namesIn(tx))
  const { columns } = SHEETS[sheet]
  for await (const cells of rowsOf(ctx, names, { sheet, ...(logged === undefined ? {} : { logged }) })) {
    yield columns.map((column) => cells[column] ?? null)
  }
}

function rowsOf(ctx: Ctx, names: Names, { sheet, logged }: ExportSheet): AsyncGenerator<Cells> {
  switch (sheet) {
    case 'accounts':
      return accounts(names, ctx)
    case 'contracts':
      return contracts(names, ctx)
    case 'csqls':
      return csqls(ctx, names, logged)
    case 'snapshots':
      return snapshots(names, ctx)
  }
}

/** What ids are called in a sheet. */
interface Names {
  readonly settings: Settings
  readonly person: (id: PersonId | null) => Cell
  readonly product: (id: ProductId | null) => Cell
  readonly account: (id: AccountId | null) => Cell
}

async function namesIn(tx: Tx): Promise<Names> {
  const people = new Map((await tx.people.all()).map((one) => [one.id, one.slackUserId ?? one.email]))
  const products = new Map((await tx.products.all()).map(({ id, name }) => [id, name]))
  const named = await tx.accounts.names()
  const accountNames = new Map(named.map(({ id, name }) => [id, name]))
  const ids = new Map((await tx.accounts.identities()).map((one) => [one.id, one.externalId ?? one.corporateNumber]))
  const bearers = new Map<string, Set<AccountId>>()
  for (const { id, name, aliases } of named) {
    for (const key of [name, ...aliases].map(exactKey)) bearers.set(key, (bearers.get(key) ?? new Set()).add(id))
  }
  const account = (id: AccountId | null): Cell => {
    const name = id === null ? undefined : accountNames.get(id)
    if (id === null || name === undefined) return null
    // A name that several bear says which only by an id.
    return (bearers.get(exactKey(name))?.size ?? 1) > 1 ? (ids.get(id) ?? name) : name
  }
  return {
    settings: await tx.settings.get(),
    person: (id) => (id === null ? null : (people.get(id) ?? null)),
    product: (id) => (id === null ? null : (products.get(id) ?? null)),
    account,
  }
}

async function* accounts(names: Names, ctx: Ctx): AsyncGenerator<Cells> {
  let after: AccountId | null = null
  for (;;) {
    const from: AccountId | null = after
    const page: readonly Account[] = await ctx.store.read((tx) => tx.sheets.accounts(from, PAGE))
    for (const account of page) {
      yield {
        name: account.name,
        name_kana: account.nameKana,
        aliases: account.aliases.join(';'),
        external_id: account.externalId,
        corporate_number: account.corporateNumber,
        parent: names.account(account.parentId),
        segment: account.segment,
      }
    }
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE) return
  }
}

interface ContractsPage {
  readonly page: readonly Contract[]
  readonly departments: ReadonlyMap<string, string>
}

async function* contracts(names: Names, ctx: Ctx): AsyncGenerator<Cells> {
  let after: ContractId | null = null
  for (;;) {
    const from: ContractId | null = after
    const { page, departments }: ContractsPage = await ctx.store.read(async (tx) => {
      const contracts = await tx.sheets.contracts(from, PAGE)
      const found = new Map<string, string>()
      for (const { departmentId } of contracts) {
        if (departmentId !== null) found.set(departmentId, (await tx.accounts.department(departmentId))?.name ?? '')
      }
      return { page: contracts, departments: found }
    })
    for (const contract of page) {
      const { amount, currency, hasOutcome } = contract
      yield {
        account: names.account(contract.accountId),
        department: departments.get(contract.departmentId ?? ''),
        product: names.product(contract.productId),
        phase: contract.phase,
        has_outcome: hasOutcome === null ? null : hasOutcome ? 'yes' : 'no',
        csm: names.person(contract.csmId),
        ae: names.person(contract.aeId),
        amount: amount === null ? null : writtenMoney(amount, currency),
        period: contract.amountPeriod,
        currency,
        renewal_on: contract.renewalOn,
        channel: contract.channel,
        partner: contract.partnerName,
      }
    }
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE) return
  }
}

async function* snapshots(names: Names, ctx: Ctx): AsyncGenerator<Cells> {
  for (const month of await ctx.store.read((tx) => tx.snapshots.months())) {
    for (const row of await ctx.store.read((tx) => tx.snapshots.ofMonth(month))) {
      const { accountId, productId, amount, currency } = row
      const money = writtenMoney(amount, currency)
      yield { month, account: names.account(accountId), product: names.product(productId), amount: money, currency }
    }
  }
}

async function* csqls(ctx: Ctx, names: Names, logged: ExportSheet['logged']): AsyncGenerator<Cells> {
  let after = 0
  const today = localDay(names.settings.zone, ctx.now)
  for (;;) {
    const from = after
    const page = await ctx.store.read(async (tx) => {
      const rows = await tx.sheets.csqls(from, PAGE, logged ?? { from: null, to: null })
      const events = await tx.sheets.firstSteps(rows.map(({ id }) => id))
      const cells: Cells[] = []
      for (const row of rows) {
        cells.push({
          ...(await csqlCells(tx, names, row)),
          ...stepCells(names, row, events.get(row.id) ?? {}, today),
        })
      }
      return { cells, last: rows.at(-1)?.number ?? from }
    })
    yield* page.cells
    after = page.last
    if (page.cells.length < PAGE) return
  }
}

async function csqlCells(tx: Tx, names: Names, csql: Csql): Promise<Cells> {
  const { currency } = csql
  const texts = await tx.texts.many(
    [csql.noteTextId, csql.problemTextId, csql.sourceDetailTextId, csql.lineTextId].filter((id) => id !== null),
  )
  const text = (id: TextId | null): Cell => (id === null ? null : (texts.get(id)?.body ?? null))
  const contact = csql.contactId === null ? null : await tx.accounts.contact(csql.contactId)
  const department = csql.departmentId === null ? null : await tx.accounts.department(csql.departmentId)
  const money = (amount: number | null): Cell => (amount === null ? null : writtenMoney(amount, currency))
  const { estimate, won, period } = inOnePeriod(csql)
  const reason = REASON_COLUMNS.find(({ step }) => step === ENDING[csql.state])
  return {
    number: String(csql.number),
    account: names.account(csql.accountId),
    department: department?.name ?? null,
    product: names.product(csql.productId),
    kind: csql.kind,
    source: csql.source,
    source_detail: text(csql.sourceDetailTextId),
    heat: csql.heat,
    problem: text(csql.problemTextId),
    note: text(csql.noteTextId) ?? text(csql.lineTextId),
    logged_by: names.person(csql.loggedBy),
    csm: names.person(csql.csmId),
    ae: names.person(csql.aeId),
    contact: contact?.name ?? null,
    opt_in: contact?.optIn ?? null,
    estimated_amount: money(estimate),
    won_amount: csql.state === 'won' ? money(won) : null,
    amount_period: period,
    won_one_time: csql.state === 'won' ? money(csql.wonOneTime) : null,
    currency,
    ...(reason === undefined ? {} : { [reason.column]: csql.reason }),
    nurturing_until: csql.state === 'nurturing' ? csql.recheckOn : null,
    start_on: csql.state === 'won' ? csql.startOn : null,
  }
}

const ENDING: Readonly<Partial<Record<Csql['state'], string>>> = {
  rejected: 'rejected_at',
  lost: 'lost_at',
  withdrawn: 'withdrawn_at',
}

/** A step that an import inferred is left to the import that reads this: told, it would count as known. */
function stepCells({ settings: { zone } }: Names, csql: Csql, events: FirstEvents, today: Day): Cells {
  const told = stepsToTell(stepsHere(csql, events), {
    ...{ selfClosed: csql.aeId === csql.csmId, ownLater: csql.selfClosed, today },
  })
  const cells = Object.entries(byColumn(told))
  return Object.fromEntries(cells.map(([column, at]) => [column, at === null ? null : writtenInstant(zone, at)]))
}

/** A sheet has one period for both amounts: where they differ, both are told by the year, which is exact. */
function inOnePeriod({ amount, amountPeriod, wonAmount, wonAmountPeriod }: Csql) {
  if (amount === null || wonAmount === null || amountPeriod === wonAmountPeriod) {
    return { estimate: amount, won: wonAmount, period: amount === null ? wonAmountPeriod : amountPeriod }
  }
  const yearly = (value: number, period: Csql['amountPeriod']) => (period === 'year' ? value : value * 12)
  return { estimate: yearly(amount, amountPeriod), won: yearly(wonAmount, wonAmountPeriod), period: 'year' as const }
}
